"""Search forgives what a reader does not type: accents, ligatures, kinds of space, broken words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_app.reader.text_index import TextIndex, fold, one_line


def found(text: str, query: str) -> list[str]:
    return [text[start : start + count] for start, count in TextIndex(text).find(query)]


@pytest.mark.parametrize(
    ("text", "query", "passage"),
    [
        ("au cœur de la ville", "coeur", "cœur"),
        ("AU CŒUR", "cœur", "CŒUR"),
        ("L’Haÿ-les-Roses", "l'hay les roses".replace(" ", "-"), "L’Haÿ-les-Roses"),
        ("Égalité des chances", "egalite", "Égalité"),
        ("e\u0301galite\u0301 !", "égalité", "e\u0301galite\u0301"),
        ("239\u202f400 €", "239 400", "239\u202f400"),
        ("«\u202faller vers\u202f»", "« aller vers »", "«\u202faller vers\u202f»"),
        ("une e\ufb03cacité", "efficacité", "e\ufb03cacité"),
        ("écono-mie", "économie", "écono-mie"),
        ("écono- \nmie locale", "économie locale", "écono- \nmie locale"),
        ("l’arc-en- \nciel", "arc-en-ciel", "arc-en- \nciel"),
        ("2020–2021", "2020-2021", "2020–2021"),
        ("rendez-\u00advous", "rendez-vous", "rendez-\u00advous"),
        ("deux \n lignes", "deux lignes", "deux \n lignes"),
        ("Straße", "strasse", "Straße"),
        ("LES FAMILLES", "  les familles ", "LES FAMILLES"),
    ],
)
def test_words_are_found_however_they_are_typed(text: str, query: str, passage: str) -> None:
    assert found(f"avant {text} après", query) == [passage]


def test_every_place_is_found_from_left_to_right() -> None:
    assert list(TextIndex("été, ete, ÉTÉ").find("ete")) == [(0, 3), (5, 3), (10, 3)]


@pytest.mark.parametrize("query", ["", " ", "—", "\u200b"])
def test_nothing_is_found_for_nothing(query: str) -> None:
    assert found("un — texte", query) == []


def test_words_apart_are_not_found_together() -> None:
    assert found("une place d’accueil", "placed") == []


@given(st.text())
def test_a_text_is_found_in_itself(text: str) -> None:
    if fold(text):
        (start, count), *_ = TextIndex(text).find(text)
        assert 0 <= start < start + count <= len(text)


@given(st.text(), st.text(), st.text(min_size=1))
def test_what_is_found_folds_like_what_was_sought(before: str, after: str, query: str) -> None:
    text = f"{before} {query} {after}"
    for start, count in TextIndex(text).find(query):
        assert fold(query) in fold(text[start : start + count])


@given(st.text(alphabet="ab-\u2011é \u202f\r\n"))
def test_a_quote_folds_like_its_passage(passage: str) -> None:
    assert fold(one_line(passage)) == fold(passage)


def test_a_quote_is_one_line_and_keeps_its_no_break_spaces() -> None:
    assert (
        one_line(" «\u202fdouze \n places\u202f» d’écono- \nmie ") == "«\u202fdouze places\u202f» d’écono-mie"
    )
