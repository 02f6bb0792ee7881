"""How the place of each dossier holds: one row per ranked dossier, whose heavy figures arrive later."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from commission_app.ui.models.analysis_words import (
    WAITING,
    percent_text,
    ranks_text,
    share_title,
    weights_sentence,
    without_reader_sentence,
    zone_text,
)
from commission_app.ui.models.table_model import Column, TableModel
from commission_app.workflow.deliberation.analysis_views import (
    Analysis,
    AnalysisStart,
    HeldDossier,
    PlacedDossier,
)


class HeldColumn(IntEnum):
    """The columns, in order."""

    RANK = 0
    TERRITORY = 1
    WITHOUT = 2
    WEIGHTS = 3
    SHARE = 4
    ZONE = 5
    SIGNALS = 6


@dataclass(frozen=True)
class HeldRow:
    """A ranked dossier, and what is known of how its place holds."""

    placed: PlacedDossier
    held: HeldDossier | None
    seats: int
    rho: Fraction
    ends_seats: bool  # the seats end after it


class HeldModel(TableModel[HeldRow]):
    """Rows are `HeldRow`, in the order of the official ranking."""

    def __init__(self) -> None:
        super().__init__(_columns())
        self._start: AnalysisStart | None = None

    def show_start(self, start: AnalysisStart) -> None:
        """Show the ranking, before its figures."""
        self._start = start
        last = start.last_seat
        self.set_rows(
            [HeldRow(row, None, start.seats, Fraction(0), row.dossier == last) for row in start.rows]
        )

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the figures, once they are of the ranking shown."""
        if self._start is None or self._start.digest != analysis.digest:
            return
        held = {row.dossier: row for row in analysis.rows}
        self.set_rows([replace(row, held=held[row.placed.dossier], rho=analysis.rho) for row in self.rows()])


def sentence(row: HeldRow) -> str:
    """Return all that a row says, for a screen reader and a tool tip."""
    head = f"{row.placed.territory} ({row.placed.departement}), {row.placed.rank}."
    if row.held is None:
        return head
    share = f"{share_title(row.seats, row.rho)} : {percent_text(row.held.share)}."
    said = (without_reader_sentence(row.placed, row.held, row.seats), weights_sentence(row.held, row.rho))
    return " ".join((head, *said, share))


def _columns() -> tuple[Column[HeldRow], ...]:
    tr = QCoreApplication.translate
    return (
        _column(tr("HeldModel", "Rang"), lambda row: str(row.placed.rank), is_number=True),
        _column(tr("HeldModel", "Territoire"), lambda row: row.placed.territory),
        _later(
            tr("HeldModel", "Rang sans un lecteur"),
            lambda held: ranks_text(held.without.best, held.without.worst),
        ),
        _later(tr("HeldModel", "Rang, poids voisins"), lambda held: ranks_text(held.best, held.worst)),
        _later(tr("HeldModel", "Part des pondérations voisines"), lambda held: percent_text(held.share)),
        _column(tr("HeldModel", "Tenue"), _zone),
        _later(tr("HeldModel", "Signalements"), lambda held: str(len(held.signals)), is_number=True),
    )


def _column(title: str, text: Callable[[HeldRow], str], *, is_number: bool = False) -> Column[HeldRow]:
    return Column(title, text, lambda row: row.placed.rank, sentence, is_number=is_number)


def _later(title: str, text: Callable[[HeldDossier], str], *, is_number: bool = False) -> Column[HeldRow]:
    """Return a column whose figures arrive after the ranking."""

    def shown(row: HeldRow) -> str:
        return WAITING if row.held is None else text(row.held)

    return _column(title, shown, is_number=is_number)


def _zone(row: HeldRow) -> str:
    return WAITING if row.held is None else zone_text(row.held.zone, row.seats)
