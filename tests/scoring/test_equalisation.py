"""A uniform shift that the commission decides, with the figures that support it."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_app.errors import AppError
from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import consolidate
from commission_app.scoring.equalisation import Equalised, equalise, share_above
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.readings import Reading
from tests.scoring.scoring_examples import grid_of, reading
from tests.scoring.test_consolidation_invariants import BY_INSTITUTION, BY_READER, Invented, campaigns

GRID = grid_of({"A": (60, {"a": 1}), "B": (40, {"b": 1})})
X = DossierId("X")
STRICT, MILD = MemberId("strict"), MemberId("mild")
READINGS = [reading("strict", X, {"a": 2, "b": 2}, "E"), reading("mild", X, {"a": 4, "b": "NE"}, "E")]


def equalised(rules: ScoringRules, readings: list[Reading], shifts: dict[MemberId, Fraction]) -> Equalised:
    return equalise(GRID, rules, consolidate(GRID, rules, [X], readings), readings, shifts)[X]


def test_a_shift_weighs_as_the_marks_of_its_readers_and_moves_the_note_alone() -> None:
    found = equalised(BY_READER, READINGS, {STRICT: Fraction(5)})
    # Half of criterion a (two readers), all of criterion b (one): 5 × (60 % ÷ 2 + 40 %).
    assert found.moved_by == Fraction(7, 2)
    assert found.result.note == Fraction(52) + Fraction(7, 2)
    assert found.result.criteria == {"a": 3, "b": 2}
    assert equalised(BY_INSTITUTION, READINGS, {STRICT: Fraction(5)}).moved_by == Fraction(7, 2)


@given(campaigns(), st.sampled_from([BY_READER, BY_INSTITUTION]), st.integers(-3, 3))
def test_the_same_shift_for_all_moves_every_note_by_it(
    invented: Invented, rules: ScoringRules, points: int
) -> None:
    readers = {item.reader for item in invented.readings}
    results = invented.consolidate(rules)
    if any(row.note is not None and not 3 <= row.note <= 97 for row in results.values()):
        return
    shifts = dict.fromkeys(readers, Fraction(points))
    for dossier, found in equalise(invented.grid, rules, results, invented.readings, shifts).items():
        before = results[dossier].note
        assert found.result.note == (None if before is None else before + points)
    assert all(
        found.result == results[dossier]
        for dossier, found in equalise(invented.grid, rules, results, invented.readings, {}).items()
    )


def test_a_collegial_mark_does_not_move() -> None:
    readings = [reading("strict", X, {"a": 2, "b": "NE"})]
    rules = replace(BY_READER, readings_min=1)
    results = consolidate(GRID, rules, [X], readings, collegial={(X, CriterionId("b")): 3})
    found = equalise(GRID, rules, results, readings, {STRICT: Fraction(10)})[X]
    assert found.moved_by == 6


@pytest.mark.parametrize(
    ("shifts", "code"),
    [
        ({MemberId("personne"): Fraction(1)}, "NOT-07"),
        ({STRICT: Fraction(90)}, "NOT-16"),
        ({MILD: Fraction(-90), STRICT: Fraction(-90)}, "NOT-16"),
    ],
)
def test_a_shift_of_nobody_or_out_of_the_scale_is_refused(
    shifts: dict[MemberId, Fraction], code: str
) -> None:
    with pytest.raises(AppError) as refusal:
        equalised(BY_READER, READINGS, shifts)
    assert refusal.value.code == code


def test_the_share_of_high_totals_is_given_as_evidence() -> None:
    totals = {(STRICT, X): Fraction(40), (STRICT, DossierId("Y")): Fraction(60), (MILD, X): Fraction(50)}
    assert share_above(totals, {STRICT}) == Fraction(1, 2)
    assert share_above(totals, {MILD}) == 0
    assert share_above(totals, {MemberId("personne")}) is None
