"""What « Ma synthèse » shows of each dossier: points by section, what is missing, the state of the reading.

Computed from the sheet on the screen with the same arithmetic as the grid beside a dossier.
"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from commission_app.scoring.grid import Criterion, Section
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.individual import Points, desk_points, individual
from commission_app.scoring.sheet import DossierSheet, Sheet
from commission_app.scoring.weights import Weights, integer_weights
from commission_app.ui.models.dossiers_model import ReadingState, dossier_row
from commission_app.workflow.member.views import BundleView, ReadingDossier


class CellKind(Enum):
    """What a section of a dossier is to the member: five answers that never look alike."""

    MARKED = "marked"
    TO_MARK = "to_mark"  # at least one criterion is blank
    NOT_ASSESSABLE = "not_assessable"  # all that may be marked is
    NEUTRALISED = "neutralised"  # the institution marks nothing there
    RECUSED = "recused"


@dataclass(frozen=True)
class SectionCell:
    """One section of one dossier."""

    kind: CellKind
    points: Points
    worth: Fraction  # points of the whole section in the grid
    missing: int  # criteria without a mark
    way_in: CriterionId  # where a key or a click leads: the first blank criterion, or the first one


@dataclass(frozen=True)
class SummaryRow:
    """One dossier of the synthesis."""

    dossier: DossierId
    position: int  # in the reading order, from 1
    territory: str
    departement: str
    state: ReadingState
    sections: tuple[SectionCell, ...]
    points: Points
    total: Fraction | None  # on 100, once complete: for the analysis only
    unjustified: tuple[CriterionId, ...]
    is_calibration: bool

    @property
    def missing(self) -> int:
        """Criteria without a mark; none is due in a dossier left aside."""
        return sum(cell.missing for cell in self.sections)


def summary_rows(bundle: BundleView, sheet: Sheet) -> tuple[SummaryRow, ...]:
    """Return the rows of a bundle, in reading order."""
    weights = integer_weights(bundle.grid)
    return tuple(_row(bundle, sheet, reading, weights) for reading in bundle.dossiers)


def usage(bundle: BundleView, sheet: Sheet) -> tuple[int, ...]:
    """Count how often each level of the scale was given, in dossiers that are not left aside."""
    counts = [0] * (bundle.grid.scale.maximum + 1)
    for item in bundle.dossiers:
        if item.dossier.id not in sheet.recused:
            for entry in sheet.reading(item.dossier.id).entries.values():
                if isinstance(entry.mark, int):
                    counts[entry.mark] += 1
    return tuple(counts)


def _row(bundle: BundleView, sheet: Sheet, reading: ReadingDossier, weights: Weights) -> SummaryRow:
    dossier = reading.dossier
    given = sheet.reading(dossier.id)
    listed = dossier_row(bundle, sheet, reading)
    is_recused = listed.state is ReadingState.RECUSED
    marks = {
        criterion: entry.mark
        for criterion, entry in given.entries.items()
        if entry.mark is not None and not is_recused
    }
    points = desk_points(bundle.grid, marks, bundle.neutralised)
    cells = tuple(
        _cell(bundle, section, given, points.sections[section.id], is_recused=is_recused)
        for section in bundle.grid.sections
    )
    is_complete = not is_recused and not any(cell.missing for cell in cells)
    figures = individual(weights, marks, bundle.neutralised)
    return SummaryRow(
        dossier=dossier.id,
        position=reading.position,
        territory=dossier.territory.name,
        departement=dossier.territory.departement,
        state=listed.state,
        sections=cells,
        points=points.total,
        total=figures.total if is_complete else None,
        unjustified=() if is_recused else given.unjustified(bundle.grid, bundle.neutralised),
        is_calibration=reading.is_calibration,
    )


def _cell(
    bundle: BundleView, section: Section, given: DossierSheet, points: Points, *, is_recused: bool
) -> SectionCell:
    due = [criterion for criterion in section.criteria if criterion.id not in bundle.neutralised]
    blank = [criterion for criterion in due if given.entry(criterion.id).is_blank]
    missing = 0 if is_recused else len(blank)
    way_in = next(iter(blank or due or section.criteria)).id
    worth = sum((bundle.grid.points[criterion.id] for criterion in section.criteria), Fraction(0))
    return SectionCell(_kind(points, due, missing, is_recused=is_recused), points, worth, missing, way_in)


def _kind(points: Points, due: list[Criterion], missing: int, *, is_recused: bool) -> CellKind:
    if is_recused:
        return CellKind.RECUSED
    if not due:
        return CellKind.NEUTRALISED
    if missing:
        return CellKind.TO_MARK
    return CellKind.MARKED if points.examined else CellKind.NOT_ASSESSABLE
