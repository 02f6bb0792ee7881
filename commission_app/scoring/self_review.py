"""What a member looks at before handing in: shares of the scale, shared ranks, first and last readings.

Nothing here is official: it is about one member's own marks, on their own screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from commission_app.texts import rounded

FEWEST_COMPARED = 3  # readings on each side: fewer say nothing of constancy
MOST_COMPARED = 8


@dataclass(frozen=True)
class Constancy:
    """The mean total of the first readings and of the last ones, on 100, as many of each."""

    count: int
    first: Fraction
    last: Fraction


def shares_of_hundred(counts: Sequence[int]) -> tuple[int, ...]:
    """Return whole percentages that add up to 100 (largest remainders); zeros when nothing is counted.

    Of two equal remainders, the first one takes the point.
    """
    whole = sum(counts)
    if not whole:
        return tuple(0 for _ in counts)
    shares = [100 * count // whole for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda place: -(100 * counts[place] % whole))
    for place in by_remainder[: 100 - sum(shares)]:
        shares[place] += 1
    return tuple(shares)


def shared_ranks(totals: Sequence[Fraction]) -> tuple[int, ...]:
    """Return the rank of each total, from 1: those that read alike with one decimal share theirs."""
    shown = [Fraction(rounded(total, 1)) for total in totals]
    ranks: dict[Fraction, int] = {}
    for rank, total in enumerate(sorted(shown, reverse=True), start=1):
        ranks.setdefault(total, rank)
    return tuple(ranks[total] for total in shown)


def constancy(totals: Sequence[Fraction]) -> Constancy | None:
    """Compare the first totals, in reading order, with the last ones. None when they are too few."""
    count = min(MOST_COMPARED, len(totals) // 2)
    if count < FEWEST_COMPARED:
        return None
    first, last = totals[:count], totals[-count:]
    return Constancy(count, sum(first, Fraction(0)) / count, sum(last, Fraction(0)) / count)
