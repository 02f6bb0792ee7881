"""The letter of convocation, read back from its file."""

from dataclasses import replace
from functools import cache

from commission_app.printing.letters_pdf import letter_pdf
from tests.printing.reading import pages_of, structure_of, text_of
from tests.printing.samples import CODE, letter

GROUPS = CODE.split("-")


@cache
def printed() -> bytes:
    return letter_pdf(letter())


def test_the_code_stands_in_six_groups_of_five_signs() -> None:
    assert " ".join(GROUPS) in text_of(printed())


def test_a_code_is_grouped_however_it_is_given() -> None:
    for given in ("".join(GROUPS), " ".join(GROUPS).lower()):
        assert " ".join(GROUPS) in text_of(letter_pdf(replace(letter(), code=given)))


def test_the_code_is_on_no_other_page_than_the_first() -> None:
    first, *others = pages_of(printed())
    assert GROUPS[0] in first
    assert all(GROUPS[0] not in page for page in others)


def test_the_letter_says_when_whom_to_call_and_what_to_do() -> None:
    text = text_of(printed())
    for words in (
        "Mme Claire Delaunay-Roche",
        "25 juin 2021 à 9 h 30",
        "18 juin 2021 à 18 h 00",
        "01 00 00 00 00",
        "Ce code ne voyage jamais avec le lot",
        "Détruisez cette lettre après la campagne",
        "communicables après la décision",
        "Un lot de 3 dossiers",
    ):
        assert words in text


def test_each_candidate_has_two_boxes_to_tick_that_say_what_they_mean() -> None:
    structure = structure_of(printed())
    assert structure.count("Figure") == 2 * len(letter().territories)
    assert "CC des Vals d’Orzelle" in structure


def test_a_letter_of_six_candidates_takes_two_pages_and_three_hundred_are_listed_whole() -> None:
    assert len(pages_of(printed())) == 2
    many = tuple((f"Commune de Belleval {number}", "62") for number in range(300))
    text = text_of(letter_pdf(replace(letter(), territories=many)))
    assert all(f"Belleval {number} " in text for number in range(300))


def test_no_technical_word_meets_a_member() -> None:
    text = text_of(printed()).lower()
    for word in ("clé", "empreinte", "sha", "déchiffr", "signature invalide", ".lot", ".fiche"):
        assert word not in text, word
