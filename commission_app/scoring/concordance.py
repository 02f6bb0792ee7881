"""Kendall's W with ties: do readers rank alike the dossiers that all of them read? (SCORING.md §8.10)."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from commission_app.scoring.order_statistics import doubled_mid_ranks


@dataclass(frozen=True)
class Concordance:
    """How alike the orders are, from 0 to 1. None when every reader gives one value to all dossiers."""

    w: Fraction | None
    chi_squared: Fraction | None
    degrees: int
    approximate_p: Fraction | None  # the one figure that no fraction gives: a float, kept as it is


def concordance(rows: Sequence[Sequence[Fraction]]) -> Concordance:
    """Compare the orders in which readers place the same dossiers, one row of values per reader."""
    readers, dossiers = len(rows), len(rows[0]) if rows else 0
    degrees = max(dossiers - 1, 0)
    ranks = [doubled_mid_ranks(row) for row in rows]
    ties = sum(times**3 - times for row in rows for times in Counter(row).values())
    most = readers**2 * (dossiers**3 - dossiers) - readers * ties
    if readers < 2 or not most:
        return Concordance(None, None, degrees, None)
    # Ranks are doubled, hence their squares four times too great.
    sums = (sum(column) - readers * (dossiers + 1) for column in zip(*ranks, strict=True))
    w = Fraction(12 * sum(value * value for value in sums), 4 * most)
    chi_squared = readers * degrees * w
    return Concordance(w, chi_squared, degrees, _tail(chi_squared, degrees))


def _tail(chi_squared: Fraction, degrees: int) -> Fraction:
    """Return the chance of such a χ² or a higher one between readers who rank at random."""
    half = chi_squared / 2
    is_odd = degrees % 2
    if not half:
        return Fraction(1)
    tail = math.erfc(math.sqrt(half)) if is_odd else 0
    for step in range(degrees // 2):
        power = step + Fraction(is_odd, 2)
        tail += math.exp(power * math.log(half) - half - math.lgamma(power + 1))
    return Fraction(tail)
