"""Ranks over draws of weights."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.advice.weight_draws import MOST_DRAWS, acceptability, seed_of, weight_draws
from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId
from commission_app.scoring.weight_variations import Profile, preference

THIRDS = (Fraction(1, 3),) * 3
VALUES = st.integers(0, 500).map(lambda value: Fraction(value, 100))


@settings(max_examples=30)
@given(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=6), st.integers(1, 4))
def test_shares_of_each_rank_add_up_and_the_seats_are_filled(rows: list[Profile], seats: int) -> None:
    profiles = {DossierId(f"D{place}"): row for place, row in enumerate(rows)}
    found = acceptability(THIRDS, profiles, seats, 1, draws=200)
    for name, shares in found.ranks.items():
        assert abs(sum(shares) - 1) < 1e-9
        assert abs(sum(shares[:seats]) - found.top[name]) < 1e-9
    if len(set(rows)) == len(rows):
        assert abs(sum(found.top.values()) - min(seats, len(rows))) < 1e-9


def test_identical_profiles_share_their_rank_in_every_draw() -> None:
    same, better = (Fraction(3),) * 3, (Fraction(4),) * 3
    profiles = {DossierId("a"): same, DossierId("b"): same, DossierId("c"): better}
    found = acceptability(THIRDS, profiles, 2, 7, draws=50)
    assert found.ranks[DossierId("a")] == found.ranks[DossierId("b")] == (0.0, 1.0, 0.0)
    assert found.central[DossierId("a")] is None
    assert found.top == {"a": 1.0, "b": 1.0, "c": 1.0}


def test_the_draws_come_near_the_exact_preference() -> None:
    one, other = (Fraction(5), Fraction(2), Fraction(3)), (Fraction(3), Fraction(4), Fraction(3))
    profiles = {DossierId("a"): one, DossierId("b"): other}
    weights = (Fraction(51, 100), Fraction(29, 100), Fraction(20, 100))
    exact = preference(weights, one, other, Fraction(1, 2))
    found = acceptability(weights, profiles, 1, 3, rho=Fraction(1, 2))
    assert 0 < exact < 1
    assert abs(found.top[DossierId("a")] - float(exact)) < 0.02


def test_the_same_seed_gives_the_same_weights_within_their_range() -> None:
    drawn = weight_draws(THIRDS, seed_of("a3f0"), 100)
    assert (drawn == weight_draws(THIRDS, seed_of("a3f0"), 100)).all()
    assert (abs(drawn.sum(axis=1) - 1) < 1e-12).all()
    assert (drawn.max(axis=1) / drawn.min(axis=1) <= 1.5 + 1e-9).all()


def test_no_dossier_gives_no_figure() -> None:
    found = acceptability(THIRDS, {}, 1, 1)
    assert (found.top, found.ranks, found.central) == ({}, {}, {})


@pytest.mark.parametrize("count", [0, MOST_DRAWS + 1])
def test_a_number_of_draws_out_of_range_is_refused(count: int) -> None:
    with pytest.raises(AppError) as refusal:
        weight_draws(THIRDS, 1, count)
    assert refusal.value.code == "NOT-07"
