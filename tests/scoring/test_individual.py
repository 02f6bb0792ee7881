"""One reader's figures and the points of the desk."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commission_app.scoring.ids import CriterionId, SectionId
from commission_app.scoring.individual import Points, desk_points, individual
from commission_app.scoring.sheet import MarkValue
from commission_app.scoring.weights import integer_weights
from tests.scoring.scoring_examples import grid_of

GRID = grid_of({"A": (60, {"a1": 2, "a2": 1}), "B": (40, {"b1": 1})})
A1, A2, B1 = (criterion.id for criterion in GRID.criteria)


def test_a_section_without_a_mark_is_undefined_and_leaves_the_total() -> None:
    figures = individual(integer_weights(GRID), {A1: 3, A2: 4, B1: "NE"})
    assert figures.sections == {"A": Fraction(10, 3), "B": None}
    assert figures.total == Fraction(200, 3)
    assert figures.coverage == Fraction(3, 5)


def test_a_reader_without_any_mark_has_no_total() -> None:
    figures = individual(integer_weights(GRID), {A1: "NE"})
    assert figures.total is None
    assert figures.coverage == 0


def test_a_zero_is_a_mark() -> None:
    figures = individual(integer_weights(GRID), {A1: 0, A2: 0, B1: 0})
    assert figures.total == 0
    assert figures.coverage == 1


def test_points_are_given_over_what_was_examined_and_never_extrapolated() -> None:
    marks: dict[CriterionId, MarkValue] = {A1: 4, A2: "NE", B1: None}
    points = desk_points(GRID, marks)
    assert points.sections[SectionId("A")] == Points(Fraction(32), Fraction(40))
    assert points.sections[SectionId("B")] == Points(Fraction(0), Fraction(0))
    assert points.total == Points(Fraction(32), Fraction(40))


def test_a_mark_left_on_a_neutralised_criterion_earns_no_point() -> None:
    points = desk_points(GRID, {A1: 5, B1: 5}, neutralised=[B1])
    assert points.total == Points(Fraction(40), Fraction(40))


@given(st.lists(st.integers(0, 5), min_size=3, max_size=3))
def test_when_everything_is_examined_the_points_are_the_total(levels: list[int]) -> None:
    marks = dict(zip((A1, A2, B1), levels, strict=True))
    points = desk_points(GRID, marks)
    assert points.total == Points(
        individual(integer_weights(GRID), marks).total or Fraction(0), Fraction(100)
    )
