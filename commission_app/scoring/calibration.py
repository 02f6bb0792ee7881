"""Severity of each reader: an advisory figure beside the note, never in it (SCORING.md §8.7).

Additive model of the totals, each reader's effect drawn toward zero as by λ fictitious neutral dossiers. When
everybody reads everything, the effect on every dossier is exactly zero.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from commission_app.errors import AppError
from commission_app.scoring.connectivity import Component, components
from commission_app.scoring.consolidation import ConsolidatedDossier
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.linear_systems import solve

Totals = Mapping[tuple[MemberId, DossierId], Fraction]
LAMBDA = Fraction(3)
FEWEST_READERS = 3  # under these figures an effect is shown greyed (§1.3)
FEWEST_DOSSIERS = 5


@dataclass(frozen=True)
class Calibration:
    """Effects of the readers, positive for the lenient, and of the panel of each dossier, on 100."""

    effects: Mapping[MemberId, Fraction]
    panels: Mapping[DossierId, Fraction]
    components: tuple[Component, ...]
    readings: Mapping[MemberId, int]  # totals of each reader

    @property
    def is_comparable(self) -> bool:
        """True when all readers are linked by common dossiers: else no common ranking is shown."""
        return len(self.components) <= 1

    def is_firm(self, reader: MemberId) -> bool:
        """Tell whether an effect rests on enough readings to be shown plainly."""
        return len(self.effects) >= FEWEST_READERS and self.readings[reader] >= FEWEST_DOSSIERS

    def calibrated(self, notes: Mapping[DossierId, Fraction]) -> dict[DossierId, Fraction]:
        """Return each note less the effect of its panel; a dossier without any total keeps its note."""
        return {dossier: note - self.panels.get(dossier, 0) for dossier, note in notes.items()}


def effective_totals(
    consolidation: Mapping[DossierId, ConsolidatedDossier],
) -> dict[tuple[MemberId, DossierId], Fraction]:
    """Return the totals that analyses use: those of the readings of which half the weight is marked."""
    return {
        (reader, dossier): figures.total
        for dossier, result in consolidation.items()
        for reader, figures in result.individuals.items()
        if figures.is_effective and figures.total is not None
    }


def calibrate(totals: Totals, ridge: Fraction = LAMBDA) -> Calibration:
    """Estimate the readers' effects exactly. Raises NOT-07 when λ is not above zero."""
    if ridge <= 0:
        raise AppError("NOT-07", rule="lambda", value=str(ridge))
    readers = sorted({reader for reader, _ in totals})
    place = {reader: index for index, reader in enumerate(readers)}
    marks: dict[DossierId, dict[int, Fraction]] = defaultdict(dict)
    for (reader, dossier), total in totals.items():
        marks[dossier][place[reader]] = total
    matrix = [
        [ridge if row == column else Fraction(0) for column in place.values()] for row in place.values()
    ]
    right = [[Fraction(0)] for _ in readers]
    for panel in marks.values():
        share = Fraction(1, len(panel))
        mean = sum(panel.values(), Fraction(0)) * share
        for one, total in panel.items():
            right[one][0] += total - mean
            matrix[one][one] += 1
            for other in panel:
                matrix[one][other] -= share
    effects = [row[0] for row in solve(matrix, right)]
    return Calibration(
        effects=dict(zip(readers, effects, strict=True)),
        panels={
            dossier: sum((effects[reader] for reader in marks[dossier]), Fraction(0)) / len(marks[dossier])
            for dossier in sorted(marks)
        },
        components=components(totals),
        readings={reader: sum(place[reader] in panel for panel in marks.values()) for reader in readers},
    )
