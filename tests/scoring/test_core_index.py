"""How often a dossier stays in the best selection."""

from fractions import Fraction

import pytest

from commission_app.advice.core_index import core_index
from commission_app.advice.selection import SelectionProblem
from commission_app.errors import Cancelled
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import SelectionRule

HALVES = (Fraction(1, 2), Fraction(1, 2))
PROFILES = {
    DossierId("sure"): (Fraction(5), Fraction(5)),
    DossierId("left"): (Fraction(4), Fraction(2)),
    DossierId("right"): (Fraction(2), Fraction(4)),
    DossierId("low"): (Fraction(0), Fraction(1)),
}
NOTES = {name: 10 * sum(row, Fraction(0)) for name, row in PROFILES.items()}


def test_the_index_is_one_for_the_sure_and_shared_between_those_that_weights_separate() -> None:
    found = core_index(SelectionProblem(NOTES, 2), HALVES, PROFILES, 1, draws=60)
    assert found is not None
    shares = found.shares
    assert (shares[DossierId("sure")], shares[DossierId("low")]) == (Fraction(1), Fraction(0))
    assert 0 < shares[DossierId("left")] < 1
    assert sum(shares.values()) == 2


def test_rules_are_followed_in_every_draw() -> None:
    low = SelectionRule("x", frozenset({DossierId("low")}), 1)
    found = core_index(SelectionProblem(NOTES, 2, (low,)), HALVES, PROFILES, 1, draws=5)
    assert found is not None
    assert found.shares == {"sure": 1, "left": 0, "right": 0, "low": 1}
    impossible = SelectionRule("y", frozenset({DossierId("low")}), 2)
    assert core_index(SelectionProblem(NOTES, 2, (impossible,)), HALVES, PROFILES, 1) is None


def test_a_person_may_interrupt_it() -> None:
    def interrupt(done: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        core_index(SelectionProblem(NOTES, 2), HALVES, PROFILES, 1, on_draw=interrupt)
