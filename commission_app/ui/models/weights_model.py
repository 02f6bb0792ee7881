"""The official ranking beside what it would be under other weights, in the official order."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from commission_app.scoring.other_weights import Reweighed
from commission_app.texts import decimal_fr
from commission_app.ui.models.analysis_words import ABSENT
from commission_app.ui.models.table_model import Column, TableModel
from commission_app.workflow.deliberation.analysis_views import AnalysisStart, PlacedDossier


class WeightColumn(IntEnum):
    """The columns, in order."""

    RANK = 0
    TERRITORY = 1
    NOTE = 2
    TRIED_NOTE = 3
    TRIED_RANK = 4
    MOVE = 5


@dataclass(frozen=True)
class TriedRow:
    """A ranked dossier, and its note and rank under the weights tried."""

    placed: PlacedDossier
    note: Fraction | None
    rank: int | None
    seats: int
    ends_seats: bool  # the seats end after it, officially

    @property
    def enters(self) -> bool:
        """True when it would come among the seats."""
        return self.rank is not None and self.rank <= self.seats < self.placed.rank

    @property
    def leaves(self) -> bool:
        """True when it would no longer be among the seats."""
        return self.rank is not None and self.placed.rank <= self.seats < self.rank


class WeightsModel(TableModel[TriedRow]):
    """Rows are `TriedRow`, in the order of the official ranking."""

    def __init__(self) -> None:
        super().__init__(_columns())

    def show_tried(self, start: AnalysisStart, tried: Reweighed | None) -> None:
        """Show the figures under the weights tried; none when no section weighs."""
        notes, ranks = (tried.notes, tried.ranks) if tried is not None else ({}, {})
        ending, seats = start.last_seat, start.seats
        rows = [
            TriedRow(row, notes.get(row.dossier), ranks.get(row.dossier), seats, row.dossier == ending)
            for row in start.rows
        ]
        if len(rows) != self.rowCount():
            self.set_rows(rows)
            return
        self._rows = tuple(rows)
        last = self.index(len(rows) - 1, len(WeightColumn) - 1)
        self.dataChanged.emit(self.index(0, 0), last)


def move_text(row: TriedRow) -> str:
    """Return how far a rank moves: « ↑ 3 », « ↓ 2, sort », nothing when it stays."""
    tr = QCoreApplication.translate
    if row.rank is None or row.rank == row.placed.rank:
        return ""
    arrow = "↑" if row.rank < row.placed.rank else "↓"
    words = (
        tr("WeightsModel", ", entre") if row.enters else tr("WeightsModel", ", sort") if row.leaves else ""
    )
    return f"{arrow}\N{NO-BREAK SPACE}{abs(row.rank - row.placed.rank)}{words}"


def sentence(row: TriedRow) -> str:
    """Return all that a row says."""
    words = QCoreApplication.translate(
        "WeightsModel",
        "{territory} : rang {rank}, note {note} ; avec les poids essayés, rang {tried}, note {value}.",
    )
    return words.format(
        territory=row.placed.territory,
        rank=row.placed.rank,
        note=row.placed.display,
        tried=_rank_text(row),
        value=_note_text(row),
    )


def _rank_text(row: TriedRow) -> str:
    return ABSENT if row.rank is None else str(row.rank)


def _note_text(row: TriedRow) -> str:
    return ABSENT if row.note is None else decimal_fr(row.note, 2)


def _columns() -> tuple[Column[TriedRow], ...]:
    tr = QCoreApplication.translate
    return (
        _column(tr("WeightsModel", "Rang officiel"), lambda row: str(row.placed.rank), is_number=True),
        _column(tr("WeightsModel", "Territoire"), lambda row: row.placed.territory),
        _column(tr("WeightsModel", "Note officielle"), lambda row: row.placed.display, is_number=True),
        _column(tr("WeightsModel", "Note essayée"), _note_text, is_number=True),
        _column(tr("WeightsModel", "Rang essayé"), _rank_text, is_number=True),
        _column(tr("WeightsModel", "Mouvement"), move_text),
    )


def _column(title: str, text: Callable[[TriedRow], str], *, is_number: bool = False) -> Column[TriedRow]:
    return Column(title, text, lambda row: row.placed.rank, sentence, is_number=is_number)
