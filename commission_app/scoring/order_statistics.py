"""Mid-ranks and medians, exact: what agreement, flags and the choice of départements are made of."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby


def doubled_mid_ranks(values: Sequence[Fraction | int]) -> list[int]:
    """Return twice the rank of each value, from the lowest; equal values share the middle of their ranks.

    Doubled, every mid-rank is an integer.
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0] * len(values)
    before = 0
    for _, level in groupby(order, key=values.__getitem__):
        places = list(level)
        for place in places:
            ranks[place] = 2 * before + len(places) + 1
        before += len(places)
    return ranks


def median(values: Sequence[Fraction]) -> Fraction:
    """Return the middle value, or the mean of the two middle ones. At least one value is given."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
