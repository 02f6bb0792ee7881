"""The weights of a grid as integers, and the one weighted mean of SCORING.md §§8.4 and 8.5.

A consolidation goes through more than a hundred thousand marks: sums are made of integers over common
denominators, and become exact fractions only when they are complete.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, SectionId


@dataclass(frozen=True)
class CriterionWeight:
    """A criterion with its weight in its section and its share of the whole, both as integers."""

    id: CriterionId
    weight: int
    share: int


@dataclass(frozen=True)
class SectionWeight:
    """A section with its weight in the whole as an integer."""

    id: SectionId
    weight: int
    criteria: tuple[CriterionWeight, ...]


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
    whole: int  # sum of all shares

    @property
    def criteria(self) -> list[CriterionId]:
        """All criteria in the order of the grid."""
        return [criterion.id for section in self.sections for criterion in section.criteria]

    def mean(self, values: Mapping[CriterionId, object], unit: int = 1) -> Mean:
        """Return the weighted mean of values given in `unit`-ths of a mark; what is no integer is unmarked.

        A section without a mark is undefined and leaves the total, as its weight does.
        """
        sections: dict[SectionId, Fraction | None] = {}
        total, denominator, weighed, share = 0, 1, 0, 0
        for section in self.sections:
            earned = mass = 0
            for criterion in section.criteria:
                value = values.get(criterion.id)
                if isinstance(value, int):
                    earned += criterion.weight * value
                    mass += criterion.weight
                    share += criterion.share
            sections[section.id] = Fraction(earned, mass * unit) if mass else None
            if mass:
                total = total * mass + section.weight * earned * denominator
                denominator *= mass
                weighed += section.weight
        if not weighed:
            return Mean(sections, None, share)
        return Mean(sections, Fraction(100 * total, self.maximum * unit * denominator * weighed), share)

    def share_of(self, criteria: Collection[CriterionId]) -> int:
        """Return the share that some criteria have in the whole."""
        return sum(
            criterion.share
            for section in self.sections
            for criterion in section.criteria
            if criterion.id in criteria
        )


def integer_weights(grid: Grid) -> Weights:
    """Return the weights of a grid, multiplied so as to be integers: no mean changes by it."""
    shares = _scaled(grid.share.values())
    share_of = dict(zip(grid.share, shares, strict=True))
    section_weights = _scaled(section.weight for section in grid.sections)
    return Weights(
        grid.scale.maximum,
        tuple(
            SectionWeight(
                section.id,
                weight,
                tuple(
                    CriterionWeight(criterion.id, criterion_weight, share_of[criterion.id])
                    for criterion, criterion_weight in zip(
                        section.criteria,
                        _scaled(criterion.weight for criterion in section.criteria),
                        strict=True,
                    )
                ),
            )
            for section, weight in zip(grid.sections, section_weights, strict=True)
        ),
        sum(shares),
    )


def _scaled(weights: Iterable[Fraction]) -> list[int]:
    weights = list(weights)
    common = lcm(*(weight.denominator for weight in weights))
    return [int(weight * common) for weight in weights]
