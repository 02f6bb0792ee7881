"""The letters to candidates, read back from their files: what each says, and what it may not say yet."""

from dataclasses import replace
from datetime import datetime

from commission_app.printing.candidate_letters_pdf import (
    TITLES,
    CandidateLetterPrint,
    Kind,
    candidate_letter_pdf,
)
from tests.printing.reading import tags_of, text_of
from tests.printing.samples import CAMPAIGN, PRINTED

APPEALS = "Premier paragraphe des voies de recours.\n\nSecond paragraphe."
LETTER = CandidateLetterPrint(
    kind="request",
    campaign=CAMPAIGN,
    territory="Fontaubry-sur-Seine",
    departement="10",
    reference="03-fontaubry",
    title="Multi-accueil du Fuseau d’Or",
    date=PRINTED,
    phone="01 00 00 00 00",
    office="Bureau des candidatures\n1 rue des Essais, 75000 Paris",
    received=datetime(2021, 6, 9, 17, 58),  # noqa: DTZ001 - a local minute, as the campaign keeps it
    pieces=(("Lettre d’intention", 12), ("Budget", 1)),
    asked=(("Lettre de soutien de la CAF présente", "Une lettre de la CAF est jointe."),),
    due=datetime(2021, 6, 24),  # noqa: DTZ001 - a day
    signatory="Paul Duval, chef de bureau",
)


def letter(kind: Kind, **changes: object) -> CandidateLetterPrint:
    return replace(LETTER, kind=kind, **changes)  # type: ignore[arg-type] # fields by their names


def test_every_letter_names_its_candidacy_its_service_and_its_signatory() -> None:
    for kind, title in TITLES.items():
        text = text_of(candidate_letter_pdf(letter(kind, reason="Hors délai")))
        for words in (
            title,
            "Fontaubry-sur-Seine",
            "Référence : 03-fontaubry",
            "1 rue des Essais",
            "01 00 00 00 00",
            "Paul Duval, chef de bureau",
        ):
            assert words in text, (kind, words)


def test_an_acknowledgment_lists_the_pieces_and_promises_nothing() -> None:
    mentions = (("Si vous ne recevez pas de réponse", "Le silence vaut rejet."),)
    text = text_of(candidate_letter_pdf(letter("acknowledgment", mentions=mentions)))
    for words in ("9 juin 2021 à 17 h 58", "12 pages", "1 page", "Le silence vaut rejet."):
        assert words in text
    assert "ne dit rien de la recevabilité" in text


def test_a_request_says_what_is_missing_and_until_when() -> None:
    text = text_of(candidate_letter_pdf(LETTER))
    assert "« Lettre de soutien de la CAF présente ». Attendu : Une lettre de la CAF est jointe." in text
    assert "au plus tard le 24 juin 2021" in text
    reminder = letter("reminder", asked_on=datetime(2021, 6, 10))  # noqa: DTZ001 - a day
    assert "Par lettre du 10 juin 2021" in text_of(candidate_letter_pdf(reminder))


def test_an_inadmissibility_prints_the_appeals_as_they_are_written() -> None:
    refused = letter(
        "ineligibility", reason="hors de la liste", mentions=(("Voies et délais de recours", APPEALS),)
    )
    text = text_of(candidate_letter_pdf(refused))
    for words in ("pour ce motif : hors de la liste.", "Premier paragraphe", "Second paragraphe."):
        assert words in text
    assert "Projet" not in text
    assert "Projet" in text_of(candidate_letter_pdf(replace(refused, is_project=True)))


def test_a_screen_reader_meets_titles_lists_and_tables() -> None:
    assert {"H1", "H2", "P", "L"} <= set(tags_of(candidate_letter_pdf(LETTER)))
    assert "Table" in tags_of(candidate_letter_pdf(letter("acknowledgment")))
