"""« Péréquation décidée »: a uniform shift of what some readers gave, by an act of the commission.

SCORING.md §1.2. Never automatic, and off unless the règlement provides for it: the application gives the
figures that may support it, the commission decides, the minutes print both. A shift is in points on 100, and
what a reader could not mark does not move: over the criteria that they marked, it weighs in the note as their
marks do.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from commission_app.errors import AppError
from commission_app.scoring.calibration import Totals
from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.consolidation import ConsolidatedDossier, voice_of
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.readings import Reading

Shifts = Mapping[MemberId, Fraction]  # points on 100, the same for all readers of a group
HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Equalised:
    """One dossier after the act: what is ranked, and by how many points the act moved its note."""

    result: ConsolidatedDossier
    moved_by: Fraction | None  # None for a dossier without note


def equalise(
    grid: Grid,
    rules: ScoringRules,
    consolidation: Mapping[DossierId, ConsolidatedDossier],
    readings: Iterable[Reading],
    shifts: Shifts,
) -> dict[DossierId, Equalised]:
    """Apply the shifts that the commission decided to a consolidation made of these readings.

    Criteria and sections stay what the marks say: the act moves the note alone, by what each reader weighs
    in it. A collegial mark is nobody's and does not move. Raises NOT-07 for a shift of somebody who read
    nothing, NOT-16 for a note that would leave 0 to 100.
    """
    panels: dict[DossierId, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.dossier in consolidation and reading.reader in consolidation[reading.dossier].individuals:
            panels[reading.dossier].append(reading)
    readers = {reading.reader for panel in panels.values() for reading in panel}
    for stranger in sorted(shifts.keys() - readers):
        raise AppError("NOT-07", rule="péréquation", value=stranger)
    return {
        dossier: _equalised(grid, result, _mean_shifts(panels[dossier], rules.voice_unit, shifts))
        for dossier, result in consolidation.items()
    }


def share_above(
    totals: Totals, readers: Collection[MemberId], bound: Fraction = HUNDRED / 2
) -> Fraction | None:
    """Return the share of the totals of some readers that are above a bound, None when they have none.

    Beside the same share of the other readers, it is the evidence on which a jury may decide an equalisation.
    """
    own = [total for (reader, _), total in totals.items() if reader in readers]
    return Fraction(sum(total > bound for total in own), len(own)) if own else None


def _equalised(grid: Grid, result: ConsolidatedDossier, shifts: Mapping[CriterionId, Fraction]) -> Equalised:
    if result.note is None:
        return Equalised(result, None)
    moved_by = sum((grid.share[criterion] * shift for criterion, shift in shifts.items()), Fraction(0))
    note = result.note + moved_by
    if not 0 <= note <= HUNDRED:
        raise AppError("NOT-16", dossier=result.dossier)
    return Equalised(replace(result, note=note), moved_by)


def _mean_shifts(panel: Iterable[Reading], voice_unit: str, shifts: Shifts) -> dict[CriterionId, Fraction]:
    """Mean over the voices of each voice's own mean, as for the marks that these shifts move."""
    voices: dict[CriterionId, dict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
    for reading in panel:
        for criterion, mark in reading.marks.items():
            if isinstance(mark, int):
                own = shifts.get(reading.reader, Fraction(0))
                voices[criterion][voice_of(reading, voice_unit)].append(own)
    return {
        criterion: _mean([_mean(own) for own in of_criterion.values()])
        for criterion, of_criterion in voices.items()
    }


def _mean(values: Collection[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)
