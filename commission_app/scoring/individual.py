"""What one reader's marks amount to on one dossier: sections, total, coverage, points (SCORING.md §8.4)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, SectionId
from commission_app.scoring.readings import Mark
from commission_app.scoring.sheet import MarkValue
from commission_app.scoring.weights import Weights, quotient

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Individual:
    """One reader's own figures on one dossier: shown and analysed, never used in the official note."""

    sections: Mapping[SectionId, Fraction | None]  # on the scale of the grid
    total: Fraction | None  # on 100, over the sections that have a mark
    coverage: Fraction  # weight of what was marked over the weight of what this reader may mark

    @property
    def is_effective(self) -> bool:
        """True for a reading that counts toward the quorum: half of its weight at least is marked."""
        return self.coverage >= HALF


@dataclass(frozen=True)
class Points:
    """Points earned over the points of what was examined: « 14,2 / 18 », never extrapolated."""

    earned: Fraction
    examined: Fraction


@dataclass(frozen=True)
class DeskPoints:
    """Points of each section and of the whole, as the member sees them while marking."""

    sections: Mapping[SectionId, Points]
    total: Points


def individual(
    weights: Weights, marks: Mapping[CriterionId, Mark], neutralised: Collection[CriterionId] = ()
) -> Individual:
    """Return one reader's figures. `neutralised` does not lower the coverage: the reader may not mark it."""
    mean = weights.mean(marks)
    allowed = weights.whole - sum(weights.shares.get(criterion, 0) for criterion in set(neutralised))
    coverage = quotient(mean.share, allowed) if allowed else Fraction(0)
    return Individual(mean.sections, mean.total, coverage)


def desk_points(
    grid: Grid, marks: Mapping[CriterionId, MarkValue], neutralised: Collection[CriterionId] = ()
) -> DeskPoints:
    """Return points over what was examined; blank, « non évaluable » and neutralised are not examined."""
    unit, at_stake = grid.integer_points
    sections: dict[SectionId, Points] = {}
    all_earned = all_examined = 0
    for section in grid.sections:
        earned = examined = 0
        for criterion in section.criteria:
            mark = marks.get(criterion.id)
            if isinstance(mark, int) and criterion.id not in neutralised:
                earned += at_stake[criterion.id] * mark
                examined += at_stake[criterion.id]
        sections[section.id] = _points(earned, examined, unit, grid.scale.maximum)
        all_earned, all_examined = all_earned + earned, all_examined + examined
    return DeskPoints(sections, _points(all_earned, all_examined, unit, grid.scale.maximum))


def _points(earned: int, examined: int, unit: int, maximum: int) -> Points:
    """Make exact fractions of sums of integers, once they are complete: a desk shows hundreds of dossiers."""
    return Points(quotient(earned, unit * maximum), quotient(examined, unit))
