"""The exact best and worst rank over all weights within ±ρ."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.advice.largest_lead import WeightRange, largest_least_lead
from commission_app.advice.rank_intervals import rank_intervals
from commission_app.advice.weight_draws import weight_draws
from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId
from commission_app.scoring.ranking import competition_ranks
from commission_app.scoring.weight_variations import Profile, Profiles, dominance

QUICK = settings(max_examples=40)
VALUES = st.integers(0, 10).map(lambda value: Fraction(value, 2))
RHO = st.sampled_from([Fraction(0), Fraction(1, 5), Fraction(1, 2), Fraction(1)])
HALVES = (Fraction(1, 2), Fraction(1, 2))


def named(rows: list[Profile]) -> dict[DossierId, Profile]:
    return {DossierId(f"D{place}"): row for place, row in enumerate(rows)}


def ranks_at(weights: Profile, profiles: Profiles) -> dict[DossierId, int]:
    return competition_ranks(
        {
            name: (sum((w * v for w, v in zip(weights, row, strict=True)), Fraction(0)),)
            for name, row in profiles.items()
        }
    )


@QUICK
@given(st.integers(1, 9), st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=7), RHO)
def test_between_two_sections_the_interval_is_that_of_every_weight_where_an_order_changes(
    first: int, rows: list[Profile], rho: Fraction
) -> None:
    own = Fraction(first, 10)
    lowest: Fraction = max(own * (1 - rho), 1 - (1 - own) * (1 + rho))
    highest: Fraction = min(own * (1 + rho), 1 - (1 - own) * (1 - rho))
    turns = {lowest, highest}
    for one in rows:
        for other in rows:
            left, right = one[0] - other[0], one[1] - other[1]
            if left != right and lowest <= right / (right - left) <= highest:
                turns.add(right / (right - left))
    order = sorted(turns)
    tried = [*order, *((a + b) / 2 for a, b in pairwise(order))]
    profiles = named(rows)
    places = [ranks_at((weight, 1 - weight), profiles) for weight in tried]
    expected = {name: (min(at[name] for at in places), max(at[name] for at in places)) for name in profiles}
    assert dict(rank_intervals(profiles, (own, 1 - own), profiles, rho)) == expected


@QUICK
@given(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=8))
def test_every_rank_drawn_is_in_the_interval_and_the_interval_in_the_bounds_of_dominance(
    rows: list[Profile],
) -> None:
    profiles, weights = named(rows), (Fraction(1, 2), Fraction(3, 10), Fraction(1, 5))
    bounds = dominance(weights, profiles).bounds
    found = dict(rank_intervals(profiles, weights, profiles))
    drawn = WeightRange.around(weights, Fraction(1, 5))
    for row in weight_draws(weights, 1, 20).tolist():
        parts = [value - float(low) for value, low in zip(row, drawn.lowest, strict=True)]
        for name, place in ranks_at(drawn.nearest(parts), profiles).items():
            assert bounds[name][0] <= found[name][0] <= place <= found[name][1] <= bounds[name][1]


def test_two_rivals_who_cannot_both_be_ahead_are_counted_once() -> None:
    profiles = named([(Fraction(3), Fraction(3)), (Fraction(5), Fraction(1)), (Fraction(1), Fraction(5))])
    assert dominance(HALVES, profiles).bounds[DossierId("D0")] == (1, 3)
    assert dict(rank_intervals([DossierId("D0")], HALVES, profiles)) == {"D0": (1, 2)}


def test_the_largest_least_lead_is_found_exactly() -> None:
    within = WeightRange.around(HALVES, Fraction(1, 5))
    assert largest_least_lead(within, [(Fraction(1), Fraction(-1)), (Fraction(-1), Fraction(1))]) == 0
    assert largest_least_lead(within, [(Fraction(2), Fraction(0))]) == Fraction(6, 5)
    assert within.least_lead((Fraction(2), Fraction(0))) == Fraction(4, 5)


def test_weights_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(AppError) as refusal:
        list(rank_intervals([], (Fraction(1), Fraction(1)), {}))
    assert refusal.value.code == "NOT-07"
