"""The table of « Ma synthèse »: one row a dossier, one column a section, in points; never a ranking."""

from collections.abc import Callable
from enum import IntEnum
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from commission_app.scoring.grid import Grid, Section
from commission_app.texts import decimal_fr
from commission_app.ui.models.summary_rows import SummaryRow
from commission_app.ui.models.summary_words import (
    cell_sentence,
    cell_text,
    row_sentence,
    state_text,
    total_text,
)
from commission_app.ui.models.table_model import Column, Index, TableModel


class Leading(IntEnum):
    """The columns before the sections'."""

    POSITION = 0
    TERRITORY = 1
    DEPARTEMENT = 2


class Trailing(IntEnum):
    """The columns after the sections', counted from the last section."""

    TOTAL = 0
    BAR = 1
    STATE = 2


FIRST_SECTION = len(Leading)


class SummaryModel(TableModel[SummaryRow]):
    """The dossiers in reading order, or grouped by département."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(_columns(grid))
        self.sections = grid.sections
        self.worths = tuple(_worth(grid, section) for section in grid.sections)

    def section_of(self, column: int) -> Section | None:
        """Return the section of a column, None for the others."""
        place = column - FIRST_SECTION
        return self.sections[place] if 0 <= place < len(self.sections) else None

    def trailing(self, column: Trailing) -> int:
        """Return the place of a column that stands after the sections."""
        return FIRST_SECTION + len(self.sections) + column

    def place_of(self, index: Index) -> tuple[str, str]:
        """Return where a cell leads: a dossier, and a criterion of it or an empty text."""
        row = self.row(index)
        place = index.column() - FIRST_SECTION
        if 0 <= place < len(row.sections):
            return row.dossier, row.sections[place].way_in
        blank = (cell.way_in for cell in row.sections if cell.missing)
        return row.dossier, next(blank, "")


def by_departement(rows: tuple[SummaryRow, ...]) -> tuple[SummaryRow, ...]:
    """Return the rows by département, in reading order inside each."""
    return tuple(sorted(rows, key=lambda row: row.departement))


def _worth(grid: Grid, section: Section) -> str:
    """Write the points at stake in a section."""
    points = sum((grid.points[criterion.id] for criterion in section.criteria), Fraction(0))
    return decimal_fr(points).removesuffix(",0")


def _columns(grid: Grid) -> tuple[Column[SummaryRow], ...]:
    tr = QCoreApplication.translate
    order_tip = tr("Summary", "Place du dossier dans votre ordre de lecture, tiré au sort")
    total_tip = tr("Summary", "Points obtenus sur les points examinés, jamais étendus au reste")
    bar_tip = tr("Summary", "Points obtenus, de 0 à 100 ; le trait clair s’arrête à ce qui est examiné")
    return (
        _column(tr("Summary", "Ordre"), lambda row: str(row.position), tip=order_tip, is_number=True),
        _column(tr("Summary", "Territoire"), lambda row: row.territory),
        _column(tr("Summary", "Dép."), lambda row: row.departement),
        *(_section_column(grid, place) for place in range(len(grid.sections))),
        _column(tr("Summary", "Total"), total_text, tip=total_tip, is_number=True),
        _column(tr("Summary", "sur 100"), total_text, tip=bar_tip),
        _column(tr("Summary", "État"), state_text),
    )


def _column(
    title: str, text: Callable[[SummaryRow], str], *, tip: str = "", is_number: bool = False
) -> Column[SummaryRow]:
    return Column(title, text, text, row_sentence, tip, is_number)


def _section_column(grid: Grid, place: int) -> Column[SummaryRow]:
    section = grid.sections[place]
    tip = QCoreApplication.translate("Summary", "{label}, sur {points} points")
    return Column(
        section.label,
        lambda row: cell_text(row.sections[place]),
        lambda row: row.sections[place].points.earned,
        lambda row: cell_sentence(row, section, row.sections[place]),
        tip.format(label=section.label, points=_worth(grid, section)),
        is_number=True,
    )
