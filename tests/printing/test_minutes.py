"""The minutes, the attendance sheet and the lists, read back from their files."""

from dataclasses import replace

from commission_app.printing.minutes_pdf import (
    ActPrint,
    DeliberationPrint,
    DeparturePrint,
    MinutesPrint,
    PersonPrint,
    attendance_pdf,
    lists_pdf,
    minutes_pdf,
)
from tests.printing.reading import text_of
from tests.printing.samples import CAMPAIGN, MEETING, PRINTED

MINUTES = MinutesPrint(
    campaign=CAMPAIGN,
    meeting=MEETING,
    date=PRINTED,
    is_final=False,
    opening=("Règles adoptées : 1 place, quorum de 2, une voix par institution. Présidence : Mme P.",),
    people=(
        PersonPrint("Claire V.", "DGCS", "présent, sur place"),
        PersonPrint("Sophie M.", "MCC", "représenté par Claire V."),
    ),
    deliberations=(
        DeliberationPrint("Koungou", "976", "1er", "80,00", "retenu", ("Sortis de la salle : Claire V.",)),
        DeliberationPrint("Villeneuve", "31", "2ᵉ", "", "non retenu", ()),
    ),
    departures=(DeparturePrint("Villeneuve", "2ᵉ, retenu sous la ligne", "0,66 point", "", ""),),
    proposed=("Koungou (976)",),
    reserve=(),
    declined=("Villeneuve (31)",),
    acts=(
        ActPrint(1, "9 h 10", "Séance ouverte.", is_undone=False),
        ActPrint(2, "9 h 12", "Koungou : retenu, par consensus.", is_undone=True),
    ),
    authority="à l’autorité qui décide",
    digest="a" * 128,
    head="b" * 128,
)


def test_the_minutes_have_the_headings_of_the_law_and_keep_what_was_undone() -> None:
    text = text_of(minutes_pdf(MINUTES))
    for words in (
        "Présents, représentés, absents",
        "représenté par Claire V.",
        "Questions traitées et sens de chaque délibération",
        "Sortis de la salle : Claire V.",
        "Écarts au classement",
        "à écrire",  # a rule that is not written yet is said to be missing
        "Liste complémentaire",
        "Aucun dossier.",
        "retenu, par consensus. (annulé)",
        "b" * 20,
    ):
        assert words in text, words


def test_every_document_is_a_draft_until_the_meeting_is_closed() -> None:
    final = replace(MINUTES, is_final=True, departures=())
    for make in (minutes_pdf, attendance_pdf, lists_pdf):
        assert "Projet" in text_of(make(MINUTES)).replace(" ", "")  # the watermark is read sign by sign
        assert "Projet" not in text_of(make(final)).replace(" ", "")
    assert "L’avis suit le classement." in text_of(lists_pdf(final))


def test_each_member_has_a_line_to_sign() -> None:
    text = text_of(attendance_pdf(MINUTES))
    assert "Signature" in text
    assert "Sophie M." in text
