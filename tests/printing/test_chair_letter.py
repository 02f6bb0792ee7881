"""The letter to the chair, read back from its file."""

from functools import cache

from commission_app.printing.chair_letter_pdf import ChairLetterPrint, chair_letter_pdf
from tests.printing.reading import lines_of, pages_of, tags_of, text_of
from tests.printing.samples import CAMPAIGN, MEETING, PRINTED, RECOVERY_CODE

LETTER = ChairLetterPrint(CAMPAIGN, RECOVERY_CODE, MEETING, "01 00 00 00 00", PRINTED)


@cache
def printed() -> bytes:
    return chair_letter_pdf(LETTER)


def test_the_code_is_copied_exactly_from_the_only_page() -> None:
    assert len(pages_of(printed())) == 1
    assert RECOVERY_CODE in {line.strip() for line in lines_of(printed())}


def test_the_letter_says_what_the_code_is_for_how_to_use_it_and_what_its_loss_means() -> None:
    text = text_of(printed())
    for words in (
        "À la présidence de la commission",
        "25 juin 2021 à 9 h 30",
        "ne s’ouvre qu’à deux",
        "tapez le code vous-même",
        "Code perdu, coffre perdu",
        "Détruisez cette lettre",
        "01 00 00 00 00",
    ):
        assert words in text


def test_a_screen_reader_meets_titles_paragraphs_and_a_list() -> None:
    assert {"H1", "H2", "P", "L"} <= set(tags_of(printed()))


def test_no_technical_word_meets_the_chair() -> None:
    text = text_of(printed()).lower()
    for word in ("empreinte", "sha", "déchiffr", "octet", ".fiche", "seed", "hexa"):
        assert word not in text, word


def test_what_is_printed_is_not_shown_by_a_program() -> None:
    assert RECOVERY_CODE not in repr(LETTER)
