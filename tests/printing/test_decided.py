"""The decision, the reply to a territory and the note on the method, read back from their files."""

from dataclasses import replace
from datetime import datetime

import pytest

from commission_app.printing.decision_pdf import DecisionPrint, DifferencePrint, decision_pdf
from commission_app.printing.method_pdf import MethodPrint, method_pdf
from commission_app.printing.passage_pdf import PassagePrint, passage_pdf
from commission_app.printing.reply_pdf import TITLES, Outcome, ReplyPrint, reply_pdf
from tests.printing.reading import pages_of, text_of
from tests.printing.samples import CAMPAIGN, MEETING, PRINTED

AUTHORITIES = ("Secrétaire d’État", "Déléguée interministérielle")
DECISION = DecisionPrint(
    campaign=CAMPAIGN,
    meeting=MEETING,
    date=PRINTED,
    taken=None,
    authorities=AUTHORITIES,
    selected=("Koungou (976)",),
    reserve=("Villeneuve (31)",),
    declined=(),
    open=("Grasse (06)",),
    differences=(DifferencePrint("Villeneuve (31)", "non retenu", "en liste complémentaire", "Seul rural."),),
    disagreements=("Koungou (976), Déléguée interministérielle : trop tôt",),
    rules=("10 places adoptées après classement.", "Outre-mer, cible : au moins 1."),
    avis="a" * 128,
    head="b" * 128,
    digest="c" * 128,
)
REPLY = ReplyPrint(
    campaign=CAMPAIGN,
    territory="Koungou",
    departement="976",
    outcome="selected",
    meeting=MEETING,
    date=PRINTED,
    taken=PRINTED,
    authorities=AUTHORITIES,
    rank="1er",
    note="80,00",
    sections=(("Axe 1", "14,2 / 18"), ("Axe 2", "sans note")),
    reasons=("La décision s’écarte de l’avis de la commission. Seul rural.",),
    recommendation="Préciser le calendrier.",
    place=0,
    phone="01 00 00 00 00",
    digest="c" * 128,
)
PASSAGE = PassagePrint(
    campaign=CAMPAIGN,
    territory="Koungou",
    departement="976",
    date=PRINTED,
    taken=PRINTED,
    until=datetime(2021, 9, 30, 18, 0),  # noqa: DTZ001 - the civil date of a campaign has no zone
    summary=("Crèche itinérante.", "Guichet unique."),
    project=(("Places", "24"), ("Promis par la caisse", "")),
    facts=(("Lettre de la caisse", "12 places financées", "Lettre CAF, page 2"),),
    finances=("Part de l’État : 85 % pour 80 % au plus.",),
    recommendation="Préciser le calendrier.",
    reasons=(),
    digest="c" * 128,
)
METHOD = MethodPrint(
    campaign=CAMPAIGN,
    date=PRINTED,
    is_final=True,
    parameters=(("Places", "10"), ("Graine de l’ordre de lecture", "juin")),
    sections=(("Axe 1", "18"),),
    neutralised=(),
    digests=(("Grille", "d" * 128), ("Dernier acte de la décision", "")),
    digest="c" * 128,
)


def has_watermark(pdf: bytes) -> bool:
    """Tell whether « Projet » stands across the first page; it is read sign by sign."""
    return "Projet" in pages_of(pdf)[0].replace(" ", "")


def test_the_decision_tells_its_departures_and_its_disagreements() -> None:
    text = text_of(decision_pdf(DECISION))
    for words in ("Sans décision commune", "Grasse (06)", "Seul rural.", "trop tôt", *AUTHORITIES):
        assert words in text, words
    followed = replace(DECISION, taken=PRINTED, open=(), differences=(), disagreements=())
    text = text_of(decision_pdf(followed))
    assert "La décision suit l’avis de la commission." in text
    assert "Sans décision commune" not in text


def test_decision_replies_and_method_are_projects_until_the_decision_is_taken() -> None:
    assert has_watermark(decision_pdf(DECISION))
    assert has_watermark(reply_pdf(replace(REPLY, taken=None)))
    assert has_watermark(method_pdf(replace(METHOD, is_final=False)))
    for final in (
        decision_pdf(replace(DECISION, taken=PRINTED)),
        reply_pdf(REPLY),
        method_pdf(METHOD),
    ):
        assert not has_watermark(final)


@pytest.mark.parametrize("outcome", ["selected", "reserve", "declined"])
def test_every_reply_says_how_to_contest_and_the_others_who_goes_on_helping(outcome: Outcome) -> None:
    text = text_of(reply_pdf(replace(REPLY, outcome=outcome, place=2)))
    assert TITLES[outcome] in text
    for words in ("deux mois", "tribunal administratif", "14,2 / 18", *AUTHORITIES):
        assert words in text, words
    assert ("continuer à accompagner votre projet" in text) == (outcome != "selected")
    assert ("inscrite 2ᵉ sur la liste complémentaire" in text) == (outcome == "reserve")


def test_who_was_out_before_is_told_why_without_figures_that_were_not_discussed() -> None:
    said = replace(
        REPLY, outcome="ineligible", reasons=("Hors de la liste.",), appeals=("Recours : ci-joint.",)
    )
    text = text_of(reply_pdf(said))
    for words in (
        TITLES["ineligible"],
        "Hors de la liste.",
        "Recours : ci-joint.",
        "continuer à accompagner",
    ):
        assert words in text, words
    for words in ("Note de la commission", "choix d’ensemble", "Après avis"):
        assert words not in text, words
    minimum = ("Minimum non atteint : Axe 1, 2 au moins.",)
    text = text_of(reply_pdf(replace(REPLY, outcome="eliminated", reasons=minimum)))
    for words in (TITLES["eliminated"], *minimum, "tribunal administratif", "14,2 / 18"):
        assert words in text, words
    assert "Après avis" not in text


def test_a_section_without_a_note_is_not_a_zero() -> None:
    assert "n’a pas pu être notée" in text_of(reply_pdf(REPLY))


def test_the_method_has_the_seed_and_says_which_digest_is_missing() -> None:
    text = text_of(method_pdf(METHOD))
    assert "juin" in text
    assert "d" * 20 in text.replace(" ", "")
    assert "aucune" in text


def test_a_selected_project_passes_with_what_is_known_and_lines_for_what_is_not() -> None:
    text = text_of(passage_pdf(PASSAGE))
    for words in (
        "à achever le 30 septembre 2021",
        "Crèche itinérante.",
        "Préciser le calendrier.",
        "Lettre CAF, page 2",
        "Part de l’État",
        "Référent local de la caisse",
        "Instance de pilotage",
        "Non renseigné",
    ):
        assert words in text, words
    nothing = replace(PASSAGE, until=None, summary=(), facts=(), finances=(), recommendation="")
    assert "date à fixer" in text_of(passage_pdf(nothing))
    assert "Aucun engagement" in text_of(passage_pdf(nothing))


def test_a_passage_is_a_project_until_the_decision_is_taken() -> None:
    assert has_watermark(passage_pdf(replace(PASSAGE, taken=None)))
    assert not has_watermark(passage_pdf(PASSAGE))
