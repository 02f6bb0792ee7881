"""Two versions of a grid: what differs, and what of a member's marks still answers the new one.

A mark answers the question of its criterion and the written anchors of its scale. While these are the same,
it still stands, whatever became of names, weights, hints and order; otherwise it must be given again.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from commission_app.scoring.grid import Criterion, Grid, canonical_json
from commission_app.scoring.ids import CriterionId, Sha512
from commission_app.scoring.sheet import NOT_ASSESSABLE, DossierSheet, Entry, Sheet

Wordings = Mapping[CriterionId, Sha512]


@dataclass(frozen=True)
class CriterionChange:
    """One criterion that is not the same in two versions of a grid. Points are on 100, as they count."""

    criterion: CriterionId
    before: Criterion | None  # None: it is new
    after: Criterion | None  # None: it is no longer there
    points_before: Fraction
    points_after: Fraction
    is_asked_again: bool  # its marks no longer answer it, or it had none

    @property
    def label(self) -> str:
        """Its name, the new one where it has two."""
        named = self.after or self.before
        return named.label if named else ""


def wordings(grid: Grid) -> Wordings:
    """Return the digest of what a mark on each criterion answers: its question, its anchors, its scale."""
    scale = [grid.scale.maximum, list(grid.scale.labels)]
    return {
        criterion.id: Sha512(
            hashlib.sha512(canonical_json([criterion.question, list(criterion.anchors), scale])).hexdigest()
        )
        for criterion in grid.criteria
    }


def compare(before: Grid, after: Grid) -> tuple[CriterionChange, ...]:
    """Return every criterion that differs, in the order of the new grid, then those that left."""
    said = wordings(before), wordings(after)
    known = [*after.by_id, *(criterion for criterion in before.by_id if criterion not in after.by_id)]
    changes = (
        CriterionChange(
            criterion,
            before.by_id.get(criterion),
            after.by_id.get(criterion),
            before.points.get(criterion, Fraction(0)),
            after.points.get(criterion, Fraction(0)),
            criterion in after.by_id and said[0].get(criterion) != said[1][criterion],
        )
        for criterion in known
    )
    return tuple(change for change in changes if _differs(change))


def carried_over(
    sheet: Sheet, marked_on: Wordings, grid: Grid, neutralised: Collection[CriterionId]
) -> Sheet:
    """Return a sheet as it stands on another grid; `marked_on` says what each mark of it answered.

    A mark that no longer answers its criterion is blank again, its remark and passages stay. What was said of
    a criterion that left is kept, outside the grid. A reading that is then no longer complete is open.
    """
    stand = frozenset(name for name, wording in wordings(grid).items() if marked_on.get(name) == wording)
    readings = {
        dossier: _carried(reading, stand, grid, neutralised) for dossier, reading in sheet.readings.items()
    }
    return replace(sheet, readings=MappingProxyType(readings))


def within(sheet: Sheet, grid: Grid) -> Sheet:
    """Return what a sheet says of the criteria of a grid, and nothing of those that left it."""
    if all(criterion in grid.by_id for reading in sheet.readings.values() for criterion in reading.entries):
        return sheet
    readings = {
        dossier: replace(
            reading,
            entries=MappingProxyType({c: entry for c, entry in reading.entries.items() if c in grid.by_id}),
        )
        for dossier, reading in sheet.readings.items()
    }
    return replace(sheet, readings=MappingProxyType(readings))


def _carried(
    reading: DossierSheet, stand: Collection[CriterionId], grid: Grid, neutralised: Collection[CriterionId]
) -> DossierSheet:
    entries = {
        criterion: entry
        if criterion not in grid.by_id or (criterion in stand and _fits(entry, grid))
        else replace(entry, mark=None, motive="")
        for criterion, entry in reading.entries.items()
    }
    carried = replace(reading, entries=MappingProxyType(entries))
    is_whole = not carried.missing(grid, neutralised) and not carried.unjustified(grid, neutralised)
    return replace(carried, is_closed=reading.is_closed and is_whole)


def _fits(entry: Entry, grid: Grid) -> bool:
    return entry.mark != NOT_ASSESSABLE or entry.motive in grid.not_assessable_reasons


def _differs(change: CriterionChange) -> bool:
    """Tell whether a criterion, or what it counts for, is another."""
    return (
        change.before != change.after or change.points_before != change.points_after or change.is_asked_again
    )
