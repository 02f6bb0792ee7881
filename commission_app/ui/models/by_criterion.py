"""Marking one criterion across the dossiers: where to go after a mark, and beside it."""

from collections.abc import Iterator

from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import Sheet
from commission_app.workflow.member.views import BundleView


def open_dossiers(bundle: BundleView, sheet: Sheet) -> tuple[DossierId, ...]:
    """Return the dossiers that can be marked, in reading order: neither recused nor closed."""
    order = (reading.dossier.id for reading in bundle.dossiers)
    return tuple(
        dossier for dossier in order if dossier not in sheet.recused and not sheet.reading(dossier).is_closed
    )


def next_blank(
    bundle: BundleView, sheet: Sheet, dossier: DossierId, criterion: CriterionId
) -> tuple[DossierId, CriterionId] | None:
    """Return where the same criterion is still blank, after this dossier or before it, else a later one.

    None when nothing is left to mark.
    """
    for wanted in _from(bundle, criterion):
        order = open_dossiers(bundle, sheet)
        start = dossier if wanted == criterion else None
        for candidate in _after(order, start):
            if sheet.reading(candidate).entry(wanted).is_blank:
                return candidate, wanted
    return None


def beside(bundle: BundleView, sheet: Sheet, dossier: DossierId, step: int) -> DossierId | None:
    """Return the open dossier after this one (1) or before it (-1); None at both ends."""
    order = [reading.dossier.id for reading in bundle.dossiers]
    kept = set(open_dossiers(bundle, sheet))
    place = order.index(dossier)
    rest = order[place + 1 :] if step > 0 else order[:place][::-1]
    return next((candidate for candidate in rest if candidate in kept), None)


def next_open(bundle: BundleView, sheet: Sheet, dossier: DossierId) -> DossierId | None:
    """Return the next dossier to read, after this one or else from the first; None when none is left."""
    others = [candidate for candidate in open_dossiers(bundle, sheet) if candidate != dossier]
    return beside(bundle, sheet, dossier, 1) or next(iter(others), None)


def _from(bundle: BundleView, criterion: CriterionId) -> Iterator[CriterionId]:
    """Yield the criteria that this member marks, from one of them on, round the grid."""
    marked = [found.id for found in bundle.grid.criteria if found.id not in bundle.neutralised]
    place = marked.index(criterion) if criterion in marked else 0
    yield from (*marked[place:], *marked[:place])


def _after(order: tuple[DossierId, ...], dossier: DossierId | None) -> tuple[DossierId, ...]:
    if dossier is None or dossier not in order:
        return order
    place = order.index(dossier)
    return (*order[place + 1 :], *order[:place])
