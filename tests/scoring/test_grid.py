"""The grids that are shipped, their freeze, and the grids that are refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from commission_app import resources
from commission_app.errors import AppError
from commission_app.scoring.grid import Grid, Scale, Tag, canonical_json, exact_number, parse_exact
from commission_app.scoring.grid_documents import grid_from_document, grid_from_reference
from tests.scoring.scoring_examples import grid_of

DEFAULT = resources.path("grids/default.json").read_bytes()
SHORT = resources.path("grids/short.json").read_bytes()


@pytest.mark.parametrize(("text", "count"), [(DEFAULT, 22), (SHORT, 6)])
def test_a_shipped_grid_has_a_written_anchor_for_every_level_and_weighs_one_hundred(
    text: bytes, count: int
) -> None:
    grid = grid_from_reference(text)
    assert len(grid.criteria) == count
    assert all(all(criterion.anchors) and len(criterion.anchors) == 6 for criterion in grid.criteria)
    assert sum(grid.share.values()) == 1
    assert sum(grid.points.values()) == 100


def test_in_the_default_grid_a_criterion_is_worth_its_written_weight_in_points() -> None:
    grid = grid_from_reference(DEFAULT)
    assert all(grid.points[criterion.id] == criterion.weight for criterion in grid.criteria)
    assert all(grid.section_of[criterion.id].criteria.count(criterion) == 1 for criterion in grid.criteria)


def test_a_grid_comes_back_the_same_from_the_document_that_travels_in_a_lot() -> None:
    grid = grid_from_reference(DEFAULT)
    travelled = grid_from_document(parse_exact(canonical_json(grid.document())))
    assert travelled == grid
    assert travelled.digest == grid.digest


@pytest.mark.parametrize("text", [DEFAULT, SHORT])
def test_the_labels_of_annexe_1_travel_with_a_shipped_grid(text: bytes) -> None:
    grid = grid_from_reference(text)
    assert len(grid.tags) == 15
    assert (grid.tags[0].label, grid.tags[-1].label) == ("Places nouvelles", "Autre")
    assert grid_from_document(grid.document()).tags == grid.tags


def test_a_grid_without_labels_is_written_as_before_labels_existed() -> None:
    grid = grid_of({"A": (1, {"a": 1})})
    assert "tags" not in grid.document()
    labelled = replace(grid, tags=(Tag("T1", "Aller-vers"),))
    assert labelled.digest != grid.digest
    with pytest.raises(AppError) as refused:
        replace(grid, tags=(Tag("T1", "Aller-vers"), Tag("T1", "Santé")))
    assert refused.value.facts == {"detail": "étiquette T1"}


def test_any_change_of_a_grid_changes_its_digest() -> None:
    grid = grid_of({"A": (1, {"a": 1, "b": 1})})
    changed = [
        replace(grid, title="Autre"),
        grid_of({"A": (1, {"a": 1, "b": 2})}),
        grid_of({"A": (1, {"b": 1, "a": 1})}),
        grid_of({"A": (2, {"a": 1, "b": 1})}),
    ]
    assert len({grid.digest, *(other.digest for other in changed)}) == 5


def test_equal_weights_written_differently_freeze_to_the_same_digest() -> None:
    assert grid_of({"A": ("1/2", {"a": "0.50"})}).digest == grid_of({"A": ("0.5", {"a": "1/2"})}).digest


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{", b"[1,]", b"\xff\xfe", b'{"a":1,"a":2}', b"[" * 100_000,
        b'{"titre":"\\ud800"}', '{"titre":"\ud800"}', b'{"titre":' + b"1" * 5_000 + b"}",
    ],
    ids=[
        "nothing", "cut", "a comma", "no UTF-8", "a key twice", "too deep",
        "half a pair", "half a pair in a text", "thousands of digits",
    ],
)  # fmt: skip
def test_a_file_that_is_not_exact_json_is_refused(text: bytes | str) -> None:
    with pytest.raises(AppError) as refusal:
        grid_from_reference(text)
    assert refusal.value.code == "GRI-01"


@pytest.mark.parametrize("text", ["12", "2.5", "1/3", "-4", "0.50", "007"])
def test_a_number_written_as_people_write_it_is_exact(text: str) -> None:
    assert exact_number(text) == Fraction(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "1e9",
        "1e999999999",
        "1e-9999999",
        "1_0",
        " 1",
        "1 ",
        "\u0661",
        "1.5/2",
        "1/-2",
        "+1",
        "1" * 61,
    ],
)
def test_a_number_written_otherwise_is_refused_before_it_is_made(text: str) -> None:
    """`1e999999999` would be a number of gigabytes."""
    with pytest.raises(ValueError):
        exact_number(text)


def test_a_file_of_many_keys_is_read_in_one_pass() -> None:
    """Each was counted among all the others: minutes for a file of a megabyte."""
    many = {f"k{number}": number for number in range(100_000)}
    assert parse_exact(json.dumps(many)) == many


@pytest.mark.parametrize(
    "text", ['{"poids": 2.5}', '{"poids": 1e3}', '{"poids": NaN}', '{"poids": -Infinity}']
)
def test_a_decimal_number_is_refused_wherever_it_stands(text: str) -> None:
    with pytest.raises(AppError) as refusal:
        parse_exact(text)
    assert refusal.value.code == "GRI-03"


def _without_title(source: dict[str, Any]) -> None:
    del source["titre"]


def _empty_title(source: dict[str, Any]) -> None:
    source["titre"] = ""


def _boolean_weight(source: dict[str, Any]) -> None:
    source["sections"][0]["poids"] = True


def _unreadable_weight(source: dict[str, Any]) -> None:
    source["sections"][0]["poids"] = "dix"


def _divided_by_zero(source: dict[str, Any]) -> None:
    source["sections"][0]["poids"] = "1/0"


def _negative_weight(source: dict[str, Any]) -> None:
    source["sections"][0]["criteres"][0]["poids"] = -1


def _missing_anchor(source: dict[str, Any]) -> None:
    del source["sections"][0]["criteres"][0]["descripteurs"]["2"]


def _repeated_criterion(source: dict[str, Any]) -> None:
    source["sections"][0]["criteres"][1]["id"] = source["sections"][0]["criteres"][0]["id"]


def _repeated_section(source: dict[str, Any]) -> None:
    source["sections"][1]["id"] = source["sections"][0]["id"]


def _empty_section(source: dict[str, Any]) -> None:
    source["sections"][0]["criteres"] = []


def _no_section(source: dict[str, Any]) -> None:
    source["sections"] = []


def _sections_of_another_kind(source: dict[str, Any]) -> None:
    source["sections"] = "A1"


def _negative_scale(source: dict[str, Any]) -> None:
    source["echelle"]["max"] = -1


def _scale_of_one_level(source: dict[str, Any]) -> None:
    source["echelle"]["max"] = 0


def _reasons_of_another_kind(source: dict[str, Any]) -> None:
    source["valeurs_hors_echelle"]["NE"]["motifs"] = "tous"


def _textual_scale(source: dict[str, Any]) -> None:
    source["echelle"]["max"] = "5"


UNUSABLE: list[tuple[Callable[[dict[str, Any]], None], str]] = [
    (_without_title, "titre"),
    (_empty_title, "texte"),
    (_boolean_weight, "poids"),
    (_unreadable_weight, "poids dix"),
    (_divided_by_zero, "poids 1/0"),
    (_negative_weight, "poids de A1.1"),
    (_missing_anchor, "2"),
    (_repeated_criterion, "critère A1.1"),
    (_repeated_section, "section A1"),
    (_empty_section, "section sans critère"),
    (_no_section, "section sans critère"),
    (_sections_of_another_kind, "structure"),
    (_negative_scale, "structure"),
    (_scale_of_one_level, "échelle"),
    (_reasons_of_another_kind, "liste de textes"),
    (_textual_scale, "nombre entier"),
]


@pytest.mark.parametrize(("spoil", "detail"), UNUSABLE)
def test_an_unusable_grid_is_refused_and_what_is_wrong_is_named_in_french(
    spoil: Callable[[dict[str, Any]], None], detail: str
) -> None:
    source = json.loads(DEFAULT)
    spoil(source)
    with pytest.raises(AppError) as refusal:
        grid_from_reference(json.dumps(source))
    assert (refusal.value.code, refusal.value.facts["detail"]) == ("GRI-02", detail)


def test_a_document_with_a_missing_part_is_refused() -> None:
    document = grid_of({"A": (1, {"a": 1})}).document()
    del document["reasons"]
    with pytest.raises(AppError) as refusal:
        grid_from_document(document)
    assert refusal.value.facts == {"detail": "reasons"}


def test_a_grid_whose_anchors_do_not_match_its_scale_is_refused() -> None:
    grid: Grid = grid_of({"A": (1, {"a": 1})})
    with pytest.raises(AppError) as refusal:
        replace(grid, scale=Scale(4, tuple("01234")))
    assert refusal.value.facts == {"detail": "repères de a"}


def test_shares_follow_the_weights_of_sections_then_of_criteria() -> None:
    grid = grid_of({"A": (3, {"a1": 2, "a2": 1}), "B": (1, {"b1": 7})})
    assert list(grid.share.values()) == [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]
