"""The note on the choice of the départements and the letters of invitation."""

from dataclasses import replace
from datetime import datetime

from commission_app.printing.invitation_pdf import InvitationPrint, Recipient, invitations_pdf
from commission_app.printing.stage_one_pdf import (
    DepartementPrint,
    IndicatorPrint,
    StageOnePrint,
    stage_one_pdf,
)
from tests.printing.reading import pages_of
from tests.printing.samples import PRINTED

NOW = PRINTED
NOTE = StageOnePrint(
    campaign="AMI « accueil pour tous »",
    date=NOW,
    retained_at=NOW,
    summary="1 département retenu par le calcul ; 1 ajouté avec un motif.",
    parameters=(("Départements à retenir", "1"),),
    indicators=(
        IndicatorPrint("Taux de pauvreté", "Pauvreté", "le plus haut d’abord", "1", "Insee ; 2018", ""),
    ),
    methods=(("Rangs additionnés", "Rangs", "On additionne leurs places."),),
    retained=("Aisne (02)", "Mayotte (976)"),
    additions=(("Mayotte (976)", "DGCS, le 9 avril 2021", "Aucun taux publié."),),
    unclassable=(("Mayotte (976)", "Taux de couverture"),),
    moves=(),
    remarks=(("Mayotte (976), Pauvreté", "Enquête de 2017."),),
    rows=(
        DepartementPrint("Aisne (02)", ("18,4",), "44", ("1",), "1 / 4", "", "Retenu", is_retained=True),
        DepartementPrint(
            "Mayotte (976)", ("non publié",), "—", ("—",), "—", "", "Ajouté avec un motif", is_retained=True
        ),
    ),
    digest="ab" * 64,
)
INVITATION = InvitationPrint(
    campaign="AMI « accueil pour tous »",
    departements=15,
    seats=10,
    deadline=datetime(2021, 6, 9, 18, 0),  # noqa: DTZ001 - same
    where="par courriel à ami@exemple.fr",
    word="Une réunion se tient le 3 mai.",
    phone="01 00 00 00 00",
    date=NOW,
)
RECIPIENTS = (
    Recipient("Madame ou Monsieur le maire", "Vaubrelles", "02999", "Aisne (02)", "Thiérache"),
    Recipient("Madame la présidente ou Monsieur le président", "CC d’Orzelle", "200", "Aisne (02)", ""),
)


def test_the_note_says_who_was_added_why_and_never_a_zero_for_what_is_not_published() -> None:
    text = " ".join(pages_of(stage_one_pdf(NOTE)))
    for words in ("Aucun taux publié.", "non publié", "Liste retenue le", "il ne la décide pas"):
        assert words in text
    assert "Il faut deux indicateurs" in text
    assert "Projet de liste" in " ".join(pages_of(stage_one_pdf(replace(NOTE, retained_at=None))))


def test_each_letter_is_one_page_that_leaves_alone() -> None:
    first, second = pages_of(invitations_pdf(INVITATION, RECIPIENTS))
    assert "bassin prioritaire « Thiérache »" in first
    assert "bassin" not in second
    for page in (first, second):
        assert "page 1 / 1" in page
        assert "9 juin 2021 à 18 h 00" in page
        assert "ami@exemple.fr" in page
    (alone,) = pages_of(
        invitations_pdf(replace(INVITATION, deadline=None, departements=1, word="", where=""), RECIPIENTS[:1])
    )
    assert "jusqu’à quand le dossier peut être déposé" in alone


def test_the_longest_word_still_fits_on_the_page() -> None:
    long = replace(INVITATION, word="mot " * 150, where="où " * 66)
    assert len(pages_of(invitations_pdf(long, RECIPIENTS))) == len(RECIPIENTS)
