"""What a member sees of their own marks: shares that add up, shared ranks, first and last readings."""

from fractions import Fraction

import pytest

from commission_app.scoring.self_review import constancy, shared_ranks, shares_of_hundred


@pytest.mark.parametrize("counts", [(1, 1, 1), (1, 1, 1, 1, 1, 1), (0, 3, 7, 90, 2), (458, 1, 0)])
def test_percentages_always_add_up_to_a_hundred(counts: tuple[int, ...]) -> None:
    shares = shares_of_hundred(counts)
    assert sum(shares) == 100
    assert all(share == 0 for share, count in zip(shares, counts, strict=True) if not count)


def test_nothing_given_has_no_share() -> None:
    assert shares_of_hundred((0, 0)) == (0, 0)


def test_totals_that_read_alike_share_their_rank() -> None:
    totals = [Fraction("64.31"), Fraction("64.28"), Fraction(70), Fraction(10)]
    assert shared_ranks(totals) == (2, 2, 1, 4)


def test_constancy_is_not_told_of_a_few_dossiers() -> None:
    assert constancy([Fraction(50)] * 5) is None
    found = constancy([Fraction(40)] * 3 + [Fraction(60)] * 3)
    assert found is not None
    assert (found.count, found.first, found.last) == (3, Fraction(40), Fraction(60))
