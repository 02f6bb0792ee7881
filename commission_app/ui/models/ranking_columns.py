"""The columns of the ranking, and the two kinds of rows they read: a dossier, a divider between dossiers."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from commission_app.texts import decimal_fr
from commission_app.ui.models.ranking_words import (
    ABSENT,
    cell_sentence,
    cell_text,
    rank_text,
    row_sentence,
    status_text,
)
from commission_app.ui.models.table_model import Column
from commission_app.workflow.secretariat.views import ConsolidationMember, RankedRow


class RankingColumn(IntEnum):
    """The columns that stand before the members'."""

    RANK = 0
    TERRITORY = 1
    DEPARTEMENT = 2
    NOTE = 3
    BAR = 4
    SPREAD = 5


FIRST_MEMBER = len(RankingColumn)


@dataclass(frozen=True)
class Divider:
    """A line between dossiers: the seats, or the dossiers that are not ranked."""

    title: str
    detail: str = ""
    is_seats: bool = False


RankingRow = RankedRow | Divider


def fixed_columns() -> tuple[Column[RankingRow], ...]:
    """Return the columns that stand before the members'."""
    tr = QCoreApplication.translate
    spread_tip = tr("Ranking", "Différence entre le plus haut et le plus bas des totaux des membres")
    return (
        _column(tr("Ranking", "Rang"), rank_text, lambda row: row.rank or 0, is_number=True),
        _column(tr("Ranking", "Territoire"), lambda row: row.territory, lambda row: row.territory),
        _column(tr("Ranking", "Dép."), lambda row: row.departement, lambda row: row.departement),
        _column(tr("Ranking", "Note"), lambda row: row.display or ABSENT, _note, is_number=True),
        _column(tr("Ranking", "Note officielle sur 100"), status_text, _note),
        _column(tr("Ranking", "Écart"), _spread_text, _spread, tooltip=spread_tip, is_number=True),
    )


def member_column(member: ConsolidationMember, place: int) -> Column[RankingRow]:
    """Return the column of the member whose cell stands at a place in every row."""
    return _column(
        member.name,
        lambda row: cell_text(row.cells[place]),
        lambda row: -1 if row.cells[place].total is None else row.cells[place].total,
        tooltip=f"{member.name}, {member.institution}",
        is_number=True,
        sentence=lambda row: cell_sentence(member, row, row.cells[place]),
    )


def _column(
    title: str,
    text: Callable[[RankedRow], str],
    sort_key: Callable[[RankedRow], object],
    *,
    tooltip: str = "",
    is_number: bool = False,
    sentence: Callable[[RankedRow], str] = row_sentence,
) -> Column[RankingRow]:
    """Return a column that reads dossiers, and says the words of a divider wherever one stands."""
    return Column(
        title,
        lambda row: "" if isinstance(row, Divider) else text(row),
        lambda row: None if isinstance(row, Divider) else sort_key(row),
        lambda row: f"{row.title} {row.detail}".strip() if isinstance(row, Divider) else sentence(row),
        tooltip,
        is_number,
    )


def _note(row: RankedRow) -> object:
    return -1 if row.note is None else row.note


def _spread(row: RankedRow) -> object:
    return -1 if row.spread is None else row.spread


def _spread_text(row: RankedRow) -> str:
    return ABSENT if row.spread is None else decimal_fr(row.spread)
