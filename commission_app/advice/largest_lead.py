"""By how much several dossiers can be ahead together, weights varying: a linear program solved in fractions.

A solver's arithmetic cannot tell a lead of nothing from a tiny one; this can, and is asked only then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from commission_app.scoring.weight_variations import Profile, poured

ZERO = Fraction(0)


@dataclass(frozen=True)
class WeightRange:
    """Weights within ±ρ that add up to one: each at its lowest, plus its part of what is left to give."""

    lowest: Profile
    widths: Profile

    @classmethod
    def around(cls, weights: Profile, rho: Fraction) -> "WeightRange":
        """Return the range of published weights."""
        return cls(tuple(w * (1 - rho) for w in weights), tuple(2 * w * rho for w in weights))

    @property
    def free(self) -> Fraction:
        """What is left to give when every weight is at its lowest."""
        return 1 - sum(self.lowest, ZERO)

    def nearest(self, parts: Sequence[float]) -> Profile:
        """Return exact weights of the range, near the lowest ones plus parts that are only about right."""
        given = [
            min(max(Fraction(part), ZERO), width) for part, width in zip(parts, self.widths, strict=True)
        ]
        missing = self.free - sum(given, ZERO)
        for place, width in enumerate(self.widths):
            change = max(min(missing, width - given[place]), -given[place])
            given[place] += change
            missing -= change
        return tuple(low + part for low, part in zip(self.lowest, given, strict=True))

    def least_lead(self, gaps: Profile) -> Fraction:
        """Return the least that a lead can be."""
        order = sorted(range(len(gaps)), key=gaps.__getitem__)
        return lead(self.lowest, gaps) + poured(self.free, self.widths, gaps, order)


def lead(weights: Profile, gaps: Profile) -> Fraction:
    """Return the weighted sum of gaps."""
    return sum((weight * gap for weight, gap in zip(weights, gaps, strict=True)), ZERO)


def largest_least_lead(within: WeightRange, gaps: Sequence[Profile]) -> Fraction:
    """Return the largest that the least of these leads can be over the weights of the range."""
    # Raised by one amount, every gap is positive, and every lead by that amount, as weights add up to one:
    # more weight then never harms, and all weights at their lowest are a point to start from.
    raised = max((-gap for row in gaps for gap in row), default=ZERO)
    count = len(within.widths)
    matrix = [[Fraction(1)] * count + [ZERO]]
    bounds = [within.free]
    for place, width in enumerate(within.widths):
        matrix.append([Fraction(place == other) for other in range(count)] + [ZERO])
        bounds.append(width)
    for row in gaps:
        matrix.append([-(gap + raised) for gap in row] + [Fraction(1)])
        bounds.append(lead(within.lowest, tuple(gap + raised for gap in row)))
    return _maximum(matrix, bounds, [ZERO] * count + [Fraction(1)]) - raised


def _maximum(
    matrix: Sequence[Sequence[Fraction]], bounds: Sequence[Fraction], objective: Sequence[Fraction]
) -> Fraction:
    """Maximise over x ≥ 0 such that matrix·x ≤ bounds, bounds ≥ 0: the simplex, by Bland's rule."""
    size, width = len(matrix), len(objective) + len(matrix)
    rows = [
        [*line, *(Fraction(place == other) for other in range(size)), bound]
        for place, (line, bound) in enumerate(zip(matrix, bounds, strict=True))
    ]
    last = [*(-cost for cost in objective), *([ZERO] * (size + 1))]
    basis = list(range(len(objective), width))
    while (column := next((place for place in range(width) if last[place] < 0), None)) is not None:
        _, _, place = min(
            (row[-1] / row[column], basis[place], place) for place, row in enumerate(rows) if row[column] > 0
        )
        pivot = rows[place] = [value / rows[place][column] for value in rows[place]]
        basis[place] = column
        for other in range(size):
            if other != place and rows[other][column]:
                rows[other] = _less(rows[other], pivot, rows[other][column])
        last = _less(last, pivot, last[column])
    return last[-1]


def _less(row: Sequence[Fraction], pivot: Sequence[Fraction], times: Fraction) -> list[Fraction]:
    return [value - times * above if above else value for value, above in zip(row, pivot, strict=True)]
