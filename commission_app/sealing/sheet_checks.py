"""Whether what a fiche says could have been said: its lots, its grid, its scale."""

from collections.abc import Sequence

from commission_app.errors import AppError
from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId, InstitutionId
from commission_app.scoring.sheet import NOT_ASSESSABLE, DossierSheet, Entry, Sheet
from commission_app.sealing.manifest import Manifest
from commission_app.sealing.sheet_act import SheetClaims


def check_sheet(
    claims: SheetClaims, sheet: Sheet, institution: InstitutionId, manifests: Sequence[Manifest]
) -> None:
    """Refuse a sheet that the member's application could not have made.

    FIC-10 marked on two grids or outside the grid, FIC-11 a mark where this member may not mark, FIC-12 a
    closed dossier that is not complete, FIC-13 a dossier that was not in the lots, FIC-14 another round.
    """
    grid = manifests[0].grid
    if any(manifest.grid.digest != grid.digest for manifest in manifests):
        raise AppError("FIC-10")
    if any(manifest.round != claims.round for manifest in manifests):
        raise AppError("FIC-14")
    held = {dossier.id for manifest in manifests for dossier in manifest.dossiers}
    if not held.issuperset({*sheet.readings, *sheet.recused, *sheet.declared}):
        raise AppError("FIC-13")
    neutralised = frozenset(
        n.criterion for manifest in manifests for n in manifest.neutralised if n.institution == institution
    )
    check_readings(sheet, grid, neutralised)


def check_readings(sheet: Sheet, grid: Grid, neutralised: frozenset[CriterionId]) -> None:
    """Refuse marks that no reading on a grid holds. FIC-10, FIC-11 and FIC-12 as `check_sheet`."""
    for dossier, reading in sheet.readings.items():
        _check_reading(dossier, reading, grid, neutralised)
        if dossier in sheet.recused:
            raise AppError("FIC-11", dossier=dossier)


def _check_reading(
    dossier: DossierId, reading: DossierSheet, grid: Grid, neutralised: frozenset[CriterionId]
) -> None:
    for criterion, entry in reading.entries.items():
        if criterion not in grid.by_id or not _is_on_scale(entry, grid):
            raise AppError("FIC-10")
        if criterion in neutralised and entry.mark is not None:
            raise AppError("FIC-11", dossier=dossier)
    if reading.is_closed and (reading.missing(grid, neutralised) or reading.unjustified(grid, neutralised)):
        raise AppError("FIC-12", dossier=dossier)


def _is_on_scale(entry: Entry, grid: Grid) -> bool:
    if entry.mark == NOT_ASSESSABLE:
        return entry.motive in grid.not_assessable_reasons
    if entry.mark is None:
        return not entry.motive
    return 0 <= entry.mark <= grid.scale.maximum and not entry.motive
