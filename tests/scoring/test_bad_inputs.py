"""What a campaign should never hold, and what a secretariat then reads: a sentence or a status, no figure."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from commission_app.advice.best_selection import best_selection
from commission_app.advice.selection import SelectionProblem
from commission_app.advice.selection_conflict import least_relaxation, minimal_conflict
from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.calculation_sheet import STATUSES
from commission_app.scoring.calibration import calibrate
from commission_app.scoring.campaign import Neutralised, ScoringRules, Threshold
from commission_app.scoring.connectivity import contrast_variance
from commission_app.scoring.consolidation import ConsolidatedDossier, consolidate
from commission_app.scoring.flags import ranking_flags
from commission_app.scoring.grid import parse_exact
from commission_app.scoring.grid_documents import grid_from_reference
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId
from commission_app.scoring.ranking import Line, Status, rank
from commission_app.scoring.readings import Reading
from commission_app.scoring.selection_rules import SelectionRule
from tests.scoring.scoring_examples import grid_of, reading

GRID = grid_of({"A": (60, {"a": 1}), "B": (40, {"b": 1})})
X, Y = DossierId("X"), DossierId("Y")
RULES = ScoringRules(readings_min=1)
FULL: dict[str, Any] = {"a": 3, "b": 2}


def consolidated(
    readings: list[Reading], rules: ScoringRules = RULES, **more: Any
) -> dict[DossierId, ConsolidatedDossier]:
    return consolidate(GRID, rules, [X, Y], readings, **more)


def marked(**marks: Any) -> list[Reading]:
    return [reading("m01", X, {**FULL, **marks})]


REFUSED: dict[str, tuple[Callable[[], object], str, str]] = {
    "a float in a fiche": (lambda: parse_exact('{"mark": 3.5}'), "GRI-03", ""),
    "a float that equals a level": (lambda: consolidated(marked(a=3.0)), "NOT-01", "3.0"),
    "a half written as text": (lambda: consolidated(marked(a="3.5")), "NOT-01", "3.5"),
    "a mark that is true or false": (lambda: consolidated(marked(a=True)), "NOT-01", "True"),
    "a mark above the scale": (lambda: consolidated(marked(a=6)), "NOT-01", "de 0 à 5"),
    "a mark under the scale": (lambda: consolidated(marked(a=-1)), "NOT-01", "-1"),
    "a criterion of another grid": (lambda: consolidated(marked(z=3)), "NOT-02", "z"),
    "a mark on what the institution leaves out": (
        lambda: consolidated(
            [reading("m01", X, FULL, "CNAF")],
            neutralised=[Neutralised(InstitutionId("CNAF"), CriterionId("a"))],
        ),
        "NOT-03",
        "critère a",
    ),
    "a dossier of another campaign": (lambda: consolidated([reading("m01", "Z", FULL)]), "NOT-04", "Z"),
    "two readings by one member": (lambda: consolidated(marked() + marked()), "NOT-05", "m01"),
    "a collegial mark where members marked": (
        lambda: consolidated(marked(), collegial={(X, CriterionId("a")): 3}),
        "NOT-06",
        "critère a",
    ),
    "no seat at all": (lambda: consolidated([], ScoringRules(seats=0)), "NOT-07", "nombre de places"),
    "a quorum of nobody": (lambda: consolidated([], ScoringRules(readings_min=0)), "NOT-07", "lectures"),
    "a voice of an unknown kind": (
        lambda: consolidated([], ScoringRules(voice_unit="ministère")),
        "NOT-07",
        "ministère",
    ),
    "a threshold on what the grid has not": (
        lambda: consolidated([], ScoringRules(thresholds=(Threshold("section:Z", Fraction(2)),))),
        "NOT-08",
        "section:Z",
    ),
    "a collegial mark out of the scale": (
        lambda: consolidated([], collegial={(X, CriterionId("a")): 9}),
        "NOT-09",
        "de 0 à 5",
    ),
    "a weight of zero": (lambda: grid_of({"A": (60, {"a": 0})}), "GRI-02", "poids de a"),
    "a section of weight zero": (lambda: grid_of({"A": (0, {"a": 1})}), "GRI-02", "poids de A"),
    "the same criterion twice": (
        lambda: grid_of({"A": (1, {"a": 1}), "B": (1, {"a": 1})}),
        "GRI-02",
        "critère a",
    ),
    "a weight written as a float": (lambda: grid_from_reference('{"poids": 0.5}'), "GRI-03", ""),
    "the same name twice in a file": (lambda: parse_exact('{"a": 1, "a": 2}'), "GRI-01", ""),
    "two rules of the same name": (
        lambda: best_selection(
            SelectionProblem({X: Fraction(50)}, 1, (SelectionRule("r", frozenset({X}), 1),) * 2)
        ),
        "NOT-07",
        "nom d’une règle",
    ),
    "a rule that bounds nothing": (
        lambda: best_selection(
            SelectionProblem({X: Fraction(50)}, 1, (SelectionRule("ruraux", frozenset({X})),))
        ),
        "NOT-07",
        "aucune borne",
    ),
    "a rule of crossed bounds": (
        lambda: best_selection(
            SelectionProblem({X: Fraction(50)}, 1, (SelectionRule("ruraux", frozenset({X}), 2, 1),))
        ),
        "NOT-07",
        "2 à 1",
    ),
}
TECHNICAL = ("None", "Fraction", "frozenset", "Traceback", "Error", "NaN")


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_input_is_refused_in_words_that_name_it(case: str) -> None:
    attempt, code, named = REFUSED[case]
    with pytest.raises(AppError) as refusal:
        attempt()
    assert refusal.value.code == code
    said = sentences(refusal.value)
    assert named in said.what or named in said.do
    assert said.do
    assert not any(word in said.what + said.do for word in TECHNICAL)


def test_a_dossier_that_nobody_read_is_incomplete_and_unranked() -> None:
    rows = {row.dossier: row for row in rank(consolidated(marked()), RULES)}
    assert (rows[Y].status, rows[Y].rank, rows[Y].line) == (Status.INCOMPLETE, None, None)
    assert STATUSES[rows[Y].status]


def test_a_criterion_that_nobody_marked_is_named_and_never_made_up() -> None:
    result = consolidated(marked(b="NE"))[X]
    assert (result.note, result.unmarked) == (None, ("b",))


def test_a_dossier_short_of_readers_says_so_and_stands_in_no_rank() -> None:
    rules = ScoringRules(readings_min=2)
    rows = rank(consolidated(marked(), rules), rules)
    assert next(row.status for row in rows if row.dossier == X) is Status.UNDER_QUORUM
    assert [flag.words for flag in ranking_flags(rows, 1)] == [("lectures_insuffisantes", "X")]


def test_more_seats_than_candidates_leave_everybody_above_the_line_and_no_selection_under_rules() -> None:
    readings = [reading("m01", X, FULL), reading("m01", Y, {"a": 0, "b": 0})]
    rules = ScoringRules(seats=50, readings_min=1)
    assert {row.line for row in rank(consolidated(readings, rules), rules)} == {Line.ABOVE}
    assert best_selection(SelectionProblem({X: Fraction(52), Y: Fraction(0)}, 50)) is None


def test_rules_that_cannot_all_be_followed_are_named_with_the_smallest_way_out() -> None:
    rules = (
        SelectionRule("deux ruraux", frozenset({X}), 2),
        SelectionRule("un urbain", frozenset({Y}), 1),
    )
    problem = SelectionProblem({X: Fraction(52), Y: Fraction(40)}, 2, rules)
    assert best_selection(problem) is None
    assert minimal_conflict(problem) == ("deux ruraux",)
    relaxed = least_relaxation(problem)
    assert relaxed is not None
    assert dict(relaxed.gaps) == {"deux ruraux": 1}


def test_readers_whom_no_common_dossier_links_are_not_compared() -> None:
    pairs = [(MemberId("m01"), X), (MemberId("m02"), Y)]
    found = calibrate(dict.fromkeys(pairs, Fraction(50)))
    assert not found.is_comparable
    assert [part.dossiers for part in found.components] == [("X",), ("Y",)]
    assert contrast_variance({reader for reader, _ in pairs}, pairs) is None
