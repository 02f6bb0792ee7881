"""The weights of a grid as integers, and the one weighted mean of SCORING.md §§8.4 and 8.5.

A consolidation goes through more than a hundred thousand marks: sums are made of integers over common
denominators, and become exact fractions only when they are complete.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import lcm

from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, SectionId

# The same few quotients come back thousands of times, and a fraction never changes.
quotient = lru_cache(maxsize=10_000)(Fraction)


@dataclass(frozen=True)
class SectionWeight:
    """A section with its integer weights: in the whole, and of each criterion in the section."""

    id: SectionId
    weight: int
    criteria: tuple[tuple[CriterionId, int], ...]
    share: int  # of one unit of criterion weight in the whole


@dataclass(frozen=True)
class Mean:
    """A weighted mean: each section on the scale, the whole on 100, and the share of what was marked."""

    sections: Mapping[SectionId, Fraction | None]
    total: Fraction | None
    share: int


@dataclass(frozen=True)
class Weights:
    """All weights of a grid, each family over its common denominator."""

    maximum: int
    sections: tuple[SectionWeight, ...]

    @cached_property
    def shares(self) -> Mapping[CriterionId, int]:
        """Share of each criterion in the whole, in the order of the grid and the unit of `Mean.share`."""
        return {
            criterion: weight * section.share
            for section in self.sections
            for criterion, weight in section.criteria
        }

    @cached_property
    def whole(self) -> int:
        """Sum of all shares."""
        return sum(self.shares.values())

    def mean(self, values: Mapping[CriterionId, object], unit: int = 1) -> Mean:
        """Return the weighted mean of values given in `unit`-ths of a mark; what is no integer is unmarked.

        A section without a mark is undefined and leaves the total, as its weight does.
        """
        sections: dict[SectionId, Fraction | None] = {}
        total, denominator, weighed, share = 0, 1, 0, 0
        for section in self.sections:
            earned = mass = 0
            for criterion, weight in section.criteria:
                value = values.get(criterion)
                if isinstance(value, int):
                    earned += weight * value
                    mass += weight
            sections[section.id] = quotient(earned, mass * unit) if mass else None
            if mass:
                total = total * mass + section.weight * earned * denominator
                denominator *= mass
                weighed += section.weight
                share += mass * section.share
        if not weighed:
            return Mean(sections, None, share)
        return Mean(sections, quotient(100 * total, self.maximum * unit * denominator * weighed), share)


def integer_weights(grid: Grid) -> Weights:
    """Return the weights of a grid, multiplied so as to be integers: no mean changes by it."""
    outer = _scaled(section.weight for section in grid.sections)
    inner = [_scaled(criterion.weight for criterion in section.criteria) for section in grid.sections]
    common = lcm(*map(sum, inner))
    return Weights(
        grid.scale.maximum,
        tuple(
            SectionWeight(
                section.id,
                weight,
                tuple(zip((criterion.id for criterion in section.criteria), weights, strict=True)),
                weight * (common // sum(weights)),
            )
            for section, weight, weights in zip(grid.sections, outer, inner, strict=True)
        ),
    )


def _scaled(weights: Iterable[Fraction]) -> list[int]:
    weights = list(weights)
    common = lcm(*(weight.denominator for weight in weights))
    return [int(weight * common) for weight in weights]
