"""Krippendorff's α, exact, whatever the number of readers and what they left unmarked (SCORING.md §8.10).

None when it is not defined: no dossier with two values, or no variation at all. It is then not « perfect ».
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from enum import StrEnum
from fractions import Fraction
from math import lcm

from commission_app.scoring.order_statistics import doubled_mid_ranks

Rows = Sequence[Sequence[Fraction | None]]  # one row per reader, one column per dossier
Units = Sequence[Sequence[Fraction | int]]


class Metric(StrEnum):
    """How far apart two values are."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def alpha(rows: Rows, metric: Metric) -> Fraction | None:
    """Return the agreement of the readers: 1 when they are unanimous, 0 for values dealt at random.

    Ordinal suits marks, interval suits totals. The ratio metric is for values that are not negative.
    """
    return alpha_of(
        [[value for value in column if value is not None] for column in zip(*rows, strict=True)], metric
    )


def alpha_of(units: Units, metric: Metric) -> Fraction | None:
    """Return the same agreement from the values of each dossier, whoever gave them."""
    pairable = [unit for unit in units if len(unit) > 1]
    if metric in (Metric.NOMINAL, Metric.RATIO):
        gap = _ratio_gap if metric is Metric.RATIO else _nominal_gap
        return _by_pairs([[Fraction(value) for value in unit] for unit in pairable], gap)
    values = _integers(pairable)
    return _by_squares(_ranked(values) if metric is Metric.ORDINAL else values)


def mean_gap(units: Units) -> Fraction | None:
    """Return how far apart two values of a same unit are on average, None without any pair."""
    common = lcm(*(value.denominator for unit in units for value in unit))
    gaps = pairs = 0
    for unit in units:
        size = len(unit)
        values = sorted(value.numerator * (common // value.denominator) for value in unit)
        gaps += sum(value * (2 * place - size + 1) for place, value in enumerate(values))
        pairs += size * (size - 1) // 2
    return Fraction(gaps, common * pairs) if pairs else None


def _nominal_gap(one: Fraction, other: Fraction) -> Fraction:
    return Fraction(one != other)


def _ratio_gap(one: Fraction, other: Fraction) -> Fraction:
    return Fraction(0) if one == other else ((one - other) / (one + other)) ** 2


def _integers(units: Units) -> list[list[int]]:
    """Multiply all values so as to be integers: α does not change by it."""
    common = lcm(*(value.denominator for unit in units for value in unit))
    return [[value.numerator * (common // value.denominator) for value in unit] for unit in units]


def _ranked(units: Sequence[Sequence[int]]) -> list[list[int]]:
    """Replace values by their ranks among all: the ordinal distance is the interval one on them (§2.2)."""
    ranks = iter(doubled_mid_ranks([value for unit in units for value in unit]))
    return [[next(ranks) for _ in unit] for unit in units]


def _by_squares(units: Sequence[Sequence[int]]) -> Fraction | None:
    observed: dict[int, int] = defaultdict(int)
    count = whole = squares = 0
    for unit in units:
        size, total, square = len(unit), sum(unit), sum(value * value for value in unit)
        observed[size - 1] += size * square - total * total
        count, whole, squares = count + size, whole + total, squares + square
    expected = count * squares - whole * whole
    gaps = sum((Fraction(gap, others) for others, gap in observed.items()), Fraction(0))
    return 1 - (count - 1) * gaps / expected if expected else None


def _by_pairs(
    units: Sequence[Sequence[Fraction]], gap: Callable[[Fraction, Fraction], Fraction]
) -> Fraction | None:
    pool = Counter(value for unit in units for value in unit)
    expected = _weighed_gaps(pool, gap)
    observed = sum((_weighed_gaps(Counter(unit), gap) / (len(unit) - 1) for unit in units), Fraction(0))
    return 1 - (pool.total() - 1) * observed / expected if expected else None


def _weighed_gaps(pool: Counter[Fraction], gap: Callable[[Fraction, Fraction], Fraction]) -> Fraction:
    values = list(pool.items())
    gaps = (
        times * others * gap(value, other)
        for place, (value, times) in enumerate(values)
        for other, others in values[:place]
    )
    return 2 * sum(gaps, Fraction(0))
