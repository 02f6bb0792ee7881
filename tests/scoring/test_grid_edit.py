"""Gestures on a grid in preparation, and what they leave of the marks given before."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commission_app.errors import AppError
from commission_app.scoring.grid import Criterion, Grid, Scale, Section
from commission_app.scoring.grid_change import carried_over, compare, within, wordings
from commission_app.scoring.grid_edit import (
    TO_WRITE,
    add_criterion,
    add_section,
    move_criterion,
    move_section,
    remove_criterion,
    unwritten,
    with_criterion,
    with_scale,
    with_section,
)
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, SectionId
from commission_app.scoring.sheet import DossierSheet, Entry, Sheet

D1 = DossierId("D1")
A1, A2, B1 = (CriterionId(name) for name in ("A.1", "A.2", "B.1"))


def criterion(name: str, weight: int = 1) -> Criterion:
    return Criterion(
        CriterionId(name), f"nom {name}", f"question {name}", Fraction(weight), ("bas", "mi", "haut")
    )


def grid() -> Grid:
    first = Section(SectionId("A"), "Un", Fraction(3), (criterion("A.1"), criterion("A.2", 2)))
    second = Section(SectionId("B"), "Deux", Fraction(1), (criterion("B.1"),))
    return Grid("1", "Essai", Scale(2, ("bas", "mi", "haut")), (first, second), ("illisible",))


def order(of: Grid) -> list[list[str]]:
    return [[str(one.id) for one in section.criteria] for section in of.sections]


def test_a_section_weighs_what_its_criteria_do_unless_it_has_a_weight_of_its_own() -> None:
    heavier = with_criterion(grid(), replace(criterion("A.1"), weight=Fraction(5, 2)))
    assert heavier.sections[0].weight == Fraction(9, 2)
    first, second = grid().sections
    apart = replace(grid(), sections=(replace(first, weight=Fraction(50)), second))
    assert with_criterion(apart, replace(criterion("A.1"), weight=Fraction(5))).sections[0].weight == 50


def test_what_is_added_bears_an_identifier_that_nothing_ever_bore() -> None:
    more, added = add_criterion(grid(), SectionId("A"), {"A.3"})
    assert added == "A.4"
    more, first = add_section(more)
    assert (first, order(more)) == ("C.1", [["A.1", "A.2", "A.4"], ["B.1"], ["C.1"]])
    assert list(unwritten(more)) == [
        "le nom de la section C",
        "un texte du critère A.4",
        "un texte du critère C.1",
    ]


def test_a_criterion_moves_through_its_section_then_into_the_next_one() -> None:
    moved = move_criterion(grid(), A1, 1)
    assert order(moved) == [["A.2", "A.1"], ["B.1"]]
    moved = move_criterion(moved, A1, 1)
    assert order(moved) == [["A.2"], ["A.1", "B.1"]]
    assert [section.weight for section in moved.sections] == [2, 2]
    assert order(move_criterion(moved, A2, 1)) == order(moved)  # its section would be left empty
    assert order(move_criterion(grid(), A1, -1)) == order(grid())
    assert order(move_section(grid(), SectionId("B"), -1)) == [["B.1"], ["A.1", "A.2"]]
    assert move_section(grid(), SectionId("B"), 1) == grid()


def test_the_last_criterion_of_a_section_takes_it_along_and_the_last_of_all_stays() -> None:
    left = remove_criterion(grid(), B1)
    assert order(left) == [["A.1", "A.2"]]
    alone = remove_criterion(left, A1)
    with pytest.raises(AppError) as refusal:
        remove_criterion(alone, A2)
    assert refusal.value.code == "GRI-02"


def test_marks_become_yes_or_no_and_back_without_losing_both_ends() -> None:
    points = with_scale(grid(), Scale(1, ("non", "oui")))
    assert points.by_id[A1].anchors == ("bas", "haut")
    levels = Scale(3, ("0", "1", "2", "3"))
    assert with_scale(points, levels).by_id[A1].anchors == ("bas", TO_WRITE, TO_WRITE, "haut")


def test_a_name_or_a_weight_leaves_the_marks_and_another_question_asks_them_again() -> None:
    named = with_section(
        with_criterion(grid(), replace(criterion("A.1", 2), label="autre")), SectionId("A"), "I"
    )
    assert [(change.criterion, change.is_asked_again) for change in compare(grid(), named)] == [
        ("A.1", False),
        ("A.2", False),  # its points on 100 are others
        ("B.1", False),
    ]
    asked = with_criterion(grid(), replace(criterion("A.1"), question="autre"))
    assert [(change.criterion, change.is_asked_again) for change in compare(grid(), asked)] == [("A.1", True)]


def test_a_sheet_carried_over_keeps_the_marks_that_stand_and_every_text() -> None:
    said = {
        A1: Entry(1, remark="vu"),
        A2: Entry("NE", "illisible", remark="flou"),
        B1: Entry(2, remark="dit"),
    }
    sheet = Sheet(MemberId("m1")).with_reading(D1, DossierSheet(said, is_closed=True))
    assert carried_over(sheet, wordings(grid()), grid(), ()) == sheet
    other = replace(
        with_criterion(grid(), replace(criterion("A.1"), question="autre")), not_assessable_reasons=("x",)
    )
    reading = carried_over(sheet, wordings(grid()), remove_criterion(other, B1), ()).reading(D1)
    assert reading.entry(A1) == Entry(remark="vu")
    assert reading.entry(A2) == Entry(remark="flou")  # its motive is no longer one
    assert reading.entry(B1) == said[B1]
    assert not reading.is_closed
    kept = within(sheet, remove_criterion(grid(), B1)).reading(D1)
    assert set(kept.entries) == {A1, A2}
    assert within(sheet, grid()) is sheet


def test_on_two_levels_no_mark_asks_for_more_than_the_other() -> None:
    assert [Entry(mark).needs_justification(1) for mark in (0, 1)] == [False, False]
    assert Entry("NE", "illisible").needs_justification(1)
    assert [Entry(mark).needs_justification(2) for mark in (0, 1, 2)] == [True, False, True]
