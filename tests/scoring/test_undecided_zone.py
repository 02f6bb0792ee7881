"""The seats that weights leave open."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.advice.core_index import CoreIndex
from commission_app.advice.selection import SelectionProblem
from commission_app.advice.undecided_zone import MOST_SELECTIONS, undecided_zone
from commission_app.scoring.ids import DossierId
from commission_app.scoring.selection_rules import SelectionRule
from commission_app.scoring.weight_variations import Profile

HALVES = (Fraction(1, 2), Fraction(1, 2))
ENDS = ((Fraction(2, 5), Fraction(3, 5)), (Fraction(3, 5), Fraction(2, 5)))  # of ±20 % around the halves
NAMES = [DossierId(name) for name in "abcde"]
PROFILE = st.tuples(st.integers(0, 5).map(Fraction), st.integers(0, 5).map(Fraction))
HALF = Fraction(1, 2)


@settings(max_examples=60)
@given(st.lists(PROFILE, min_size=5, max_size=5), st.integers(1, 3), st.booleans())
def test_a_selection_stays_unless_another_is_never_worse_and_sometimes_better(
    rows: list[Profile], seats: int, with_rule: bool
) -> None:
    profiles = dict(zip(NAMES, rows, strict=True))
    rule = SelectionRule("au plus un de a et b", frozenset(NAMES[:2]), maximum=1)
    notes = {name: 10 * sum(row, Fraction(0)) for name, row in profiles.items()}
    problem = SelectionProblem(notes, seats, (rule,) if with_rule else ())
    found = undecided_zone(problem, CoreIndex(dict.fromkeys(NAMES, HALF), 500), HALVES, profiles)
    assert found is not None
    values = {
        chosen: [sum(w * sum(profiles[one][c] for one in chosen) for c, w in enumerate(end)) for end in ENDS]
        for chosen in combinations(NAMES, seats)
        if problem.follows(frozenset(chosen), problem.rules)
    }
    expected = {
        chosen
        for chosen, own in values.items()
        if not any(
            other != own and all(mine >= theirs for mine, theirs in zip(other, own, strict=True))
            for other in values.values()
        )
    }
    assert set(found.selections) == expected
    assert set(found.core) == {name for name in NAMES if all(name in one for one in expected)}
    assert set(found.exterior) == {name for name in NAMES if not any(name in one for one in expected)}
    assert sorted((*found.core, *found.borderline, *found.exterior)) == NAMES


def test_the_dossiers_of_every_draw_keep_their_seat_and_the_number_of_draws_is_said() -> None:
    profiles = dict(zip(NAMES, [(Fraction(v), Fraction(v)) for v in (5, 4, 3, 3, 0)], strict=True))
    shares = dict(zip(NAMES, (Fraction(1), Fraction(1), HALF, HALF, Fraction(0)), strict=True))
    notes = {name: 10 * sum(row, Fraction(0)) for name, row in profiles.items()}
    found = undecided_zone(SelectionProblem(notes, 3), CoreIndex(shares, 500), HALVES, profiles)
    assert found is not None
    assert (found.core, found.borderline, found.exterior) == (("a", "b"), ("c", "d"), ("e",))
    assert found.draws == 500


def test_a_zone_too_large_is_not_enumerated() -> None:
    names = [DossierId(f"D{place}") for place in range(30)]
    notes = dict.fromkeys(names, Fraction(50))
    index = CoreIndex(dict.fromkeys(names, HALF), 500)
    assert MOST_SELECTIONS < 142_506
    assert undecided_zone(SelectionProblem(notes, 5), index, HALVES, dict.fromkeys(names, HALVES)) is None
