"""The official ranking: dossiers in order, the line of the seats between them, members' totals beside."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QCoreApplication, Qt

from commission_app.texts import count_fr, ordinal_fr
from commission_app.ui.models.ranking_columns import Divider, RankingRow, fixed_columns, member_column
from commission_app.ui.models.ranking_words import points_text
from commission_app.ui.models.table_model import Index, TableModel
from commission_app.workflow.secretariat.views import (
    ConsolidationMember,
    ConsolidationView,
    MemberCell,
    RankedRow,
)


class RankingModel(TableModel[RankingRow]):
    """Rows are `RankedRow`, with dividers that cannot be chosen."""

    def __init__(self) -> None:
        super().__init__(())
        self.members: tuple[ConsolidationMember, ...] = ()
        self._order: list[int] = []
        self.seat_note: Fraction | None = None  # of the last dossier inside the seats

    def set_view(self, view: ConsolidationView) -> None:
        """Show a consolidation; members stand side by side by institution, in the order they first appear."""
        institutions = list(dict.fromkeys(member.institution for member in view.members))
        self._order = order = sorted(
            range(len(view.members)), key=lambda place: institutions.index(view.members[place].institution)
        )
        self.members = tuple(view.members[place] for place in order)
        self.seat_note = _seat_note(view)
        columns = [*fixed_columns(), *(member_column(view.members[place], place) for place in order)]
        self.set_rows(_with_dividers(view), columns)

    def member_cell(self, row: RankedRow, place: int) -> MemberCell:
        """Return the cell of the member shown at a place."""
        return row.cells[self._order[place]]

    def member_cells(self, row: RankedRow) -> tuple[tuple[ConsolidationMember, MemberCell], ...]:
        """Return each member with their cell of a dossier, in the order shown."""
        return tuple((member, self.member_cell(row, place)) for place, member in enumerate(self.members))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let dossiers be chosen, not dividers."""
        if not index.isValid() or isinstance(self.row(index), Divider):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


def _with_dividers(view: ConsolidationView) -> tuple[RankingRow, ...]:
    ranked = [row for row in view.rows if row.rank is not None]
    others = [row for row in view.rows if row.rank is None]
    above = [row for row in ranked if row.line == "au_dessus"]
    below = ranked[len(above) :]
    rows: list[RankingRow] = [*above]
    if below:
        rows += [_seat_divider(view.seats, above, below), *below]
    if others:
        count = count_fr(len(others), QCoreApplication.translate("Ranking", "dossier"))
        rows += [Divider(QCoreApplication.translate("Ranking", "Hors classement"), count), *others]
    return tuple(rows)


def _seat_divider(seats: int, above: Sequence[RankedRow], below: Sequence[RankedRow]) -> Divider:
    tr = QCoreApplication.translate
    title = tr("Ranking", "Seuil de la place") if seats == 1 else tr("Ranking", "Seuil des {seats} places")
    tied = [row for row in below if row.line == "a_la_ligne"]
    detail = ""
    if tied:
        places = count_fr(seats - len(above), tr("Ranking", "place"))
        words = tr("Ranking", "{count} dossiers ex æquo pour {places} : à départager")
        detail = words.format(count=len(tied), places=places)
    elif above and above[-1].note is not None and below[0].note is not None:
        words = tr("Ranking", "{points} entre le {last} et le {next}")
        detail = words.format(
            points=points_text(above[-1].note - below[0].note),
            last=ordinal_fr(len(above)),
            next=ordinal_fr(len(above) + 1),
        )
    return Divider(title.format(seats=seats), detail, is_seats=True)


def _seat_note(view: ConsolidationView) -> Fraction | None:
    ranked = [row for row in view.rows if row.rank is not None]
    return ranked[view.seats - 1].note if 0 < view.seats < len(ranked) else None
