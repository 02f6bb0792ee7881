"""One member's marks on one dossier as they enter the official calculation, and what refuses them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from commission_app.errors import AppError
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId, MemberId
from commission_app.scoring.sheet import NOT_ASSESSABLE, DossierSheet

Mark = int | Literal["NE"]


@dataclass(frozen=True)
class Reading:
    """What one reader said of one dossier. Criteria left blank or neutralised are absent from `marks`."""

    reader: MemberId
    institution: InstitutionId
    dossier: DossierId
    marks: Mapping[CriterionId, Mark]


def marks_of(sheet: DossierSheet) -> dict[CriterionId, Mark]:
    """Return the marks of a member's reading, without what is still blank."""
    return {criterion: entry.mark for criterion, entry in sheet.entries.items() if entry.mark is not None}


def spread(readings: Iterable[Reading], criterion: CriterionId) -> int:
    """Return the gap between the highest and the lowest mark of a criterion; 0 under two marks."""
    marks = [mark for one in readings if isinstance(mark := one.marks.get(criterion), int)]
    return max(marks) - min(marks) if len(marks) > 1 else 0


def check_reading(reading: Reading, grid: Grid, neutralised: Collection[CriterionId] = ()) -> None:
    """Refuse marks that the grid or the campaign does not allow.

    Raises NOT-01 (not a level of the scale), NOT-02 (unknown criterion), NOT-03 (neutralised criterion).
    """
    levels = range(grid.scale.maximum + 1)
    known = grid.by_id
    for criterion, mark in reading.marks.items():
        if criterion not in known:
            raise AppError("NOT-02", member=reading.reader, dossier=reading.dossier, criterion=criterion)
        if criterion in neutralised:
            raise AppError("NOT-03", member=reading.reader, dossier=reading.dossier, criterion=criterion)
        # `True` and `1.0` equal a level: only the kind tells them from a mark.
        if mark != NOT_ASSESSABLE and (type(mark) is not int or mark not in levels):
            raise AppError(
                "NOT-01",
                member=reading.reader,
                dossier=reading.dossier,
                criterion=criterion,
                mark=str(mark),
                maximum=grid.scale.maximum,
            )
