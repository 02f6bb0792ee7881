"""What « Ma synthèse » shows of each dossier: points by section, what is missing, the state of the reading.

Computed from the sheet on the screen with the same arithmetic as the grid beside a dossier.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final

from commission_app.scoring.grid import Criterion, Section
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.individual import Points, desk_points, individual
from commission_app.scoring.sheet import DossierSheet, Sheet
from commission_app.scoring.weights import integer_weights
from commission_app.ui.models.dossiers_model import ReadingState, reading_state
from commission_app.workflow.member.views import BundleView, ReadingDossier

ROWS_A_TURN: Final = 20


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


class SummaryRows:
    """The rows of a bundle; each is worked out again only when the sheet says something else of its dossier.

    A sheet is never changed: what it says of a dossier is the same object until it says something else.
    """

    def __init__(self, bundle: BundleView) -> None:
        self._bundle = bundle
        self._weights = integer_weights(bundle.grid)
        self._worths = {
            section.id: sum((bundle.grid.points[criterion.id] for criterion in section.criteria), Fraction(0))
            for section in bundle.grid.sections
        }
        self._known: dict[DossierId, tuple[DossierSheet, bool, SummaryRow]] = {}

    def of(self, sheet: Sheet) -> tuple[SummaryRow, ...]:
        """Return the rows in reading order."""
        return tuple(self._row(sheet, reading) for reading in self._bundle.dossiers)

    def prepare(self, sheet: Sheet) -> Iterator[None]:
        """Work the rows out a few at a time, before anybody asks for them."""
        for place, reading in enumerate(self._bundle.dossiers, start=1):
            self._row(sheet, reading)
            if place % ROWS_A_TURN == 0:
                yield

    def _row(self, sheet: Sheet, reading: ReadingDossier) -> SummaryRow:
        dossier = reading.dossier.id
        given, is_recused = sheet.reading(dossier), dossier in sheet.recused
        known = self._known.get(dossier)
        if known is None or known[0] is not given or known[1] is not is_recused:
            known = given, is_recused, self._worked_out(sheet, reading)
            self._known[dossier] = known
        return known[2]

    def _worked_out(self, sheet: Sheet, reading: ReadingDossier) -> SummaryRow:
        bundle, dossier = self._bundle, reading.dossier
        given, is_recused = sheet.reading(dossier.id), dossier.id in sheet.recused
        marks = {
            criterion: entry.mark
            for criterion, entry in given.entries.items()
            if entry.mark is not None and not is_recused
        }
        points = desk_points(bundle.grid, marks, bundle.neutralised)
        cells = tuple(
            self._cell(section, given, points.sections[section.id], is_recused=is_recused)
            for section in bundle.grid.sections
        )
        missing = len(given.missing(bundle.grid, bundle.neutralised))
        to_mark = len(bundle.grid.criteria) - len(bundle.neutralised)
        is_complete = not is_recused and not missing
        return SummaryRow(
            dossier=dossier.id,
            position=reading.position,
            territory=dossier.territory.name,
            departement=dossier.territory.departement,
            state=reading_state(sheet, dossier.id, missing=missing, to_mark=to_mark),
            sections=cells,
            points=points.total,
            total=individual(self._weights, marks, bundle.neutralised).total if is_complete else None,
            unjustified=() if is_recused else given.unjustified(bundle.grid, bundle.neutralised),
            is_calibration=reading.is_calibration,
        )

    def _cell(
        self, section: Section, given: DossierSheet, points: Points, *, is_recused: bool
    ) -> SectionCell:
        due = [criterion for criterion in section.criteria if criterion.id not in self._bundle.neutralised]
        blank = [criterion for criterion in due if given.entry(criterion.id).is_blank]
        missing = 0 if is_recused else len(blank)
        way_in = next(iter(blank or due or section.criteria)).id
        kind = _kind(points, due, missing, is_recused=is_recused)
        return SectionCell(kind, points, self._worths[section.id], missing, way_in)


def usage(bundle: BundleView, sheet: Sheet) -> tuple[int, ...]:
    """Count how often each level of the scale was given, in dossiers that are not left aside."""
    counts = [0] * (bundle.grid.scale.maximum + 1)
    for item in bundle.dossiers:
        if item.dossier.id not in sheet.recused:
            for entry in sheet.reading(item.dossier.id).entries.values():
                if isinstance(entry.mark, int):
                    counts[entry.mark] += 1
    return tuple(counts)


def _kind(points: Points, due: list[Criterion], missing: int, *, is_recused: bool) -> CellKind:
    if is_recused:
        return CellKind.RECUSED
    if not due:
        return CellKind.NEUTRALISED
    if missing:
        return CellKind.TO_MARK
    return CellKind.MARKED if points.examined else CellKind.NOT_ASSESSABLE
