"""The table of members, painted: two lines a cell, an icon where a state matters."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QResizeEvent

from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.models.members_model import MembersColumn, MembersModel
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.avatar import paint_avatar
from commission_app.ui.widgets.record_table import (
    PADDING,
    Index,
    RecordHeader,
    RecordTable,
    RowDelegate,
    draw_two_lines,
)
from commission_app.workflow.preparation.lots.seal import Staleness
from commission_app.workflow.secretariat.members_view import MemberLine

SHEET_LOOKS: dict[bool, tuple[IconName, Token]] = {
    True: ("file-check", "success"),
    False: ("clock", "mention"),
}
FIRST_PADDING = 20
ROW_HEIGHT = 62
NARROW = 760  # width, in pixels of normal text, under which the count of dossiers goes


class MembersDelegate(RowDelegate):
    """Paints each column."""

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint one cell."""
        line = index.data(RowRole)
        if not isinstance(line, MemberLine):
            return
        inner = place.adjusted(PADDING, 0, -PADDING, -1)
        match MembersColumn(index.column()):
            case MembersColumn.MEMBER:
                self._paint_member(painter, place.adjusted(FIRST_PADDING, 0, -PADDING, -1), line)
            case MembersColumn.LETTER:
                draw_two_lines(painter, inner, line.letter)
            case MembersColumn.DOSSIERS:
                draw_two_lines(painter, inner, line.dossiers)
            case MembersColumn.LOT:
                self._paint_state(painter, inner, line.lot, lot_look(line))
            case MembersColumn.SHEET:
                self._paint_state(painter, inner, line.sheet, SHEET_LOOKS[line.is_in])

    @staticmethod
    def _paint_member(painter: QPainter, place: QRectF, line: MemberLine) -> None:
        side = theme.scaled(30)
        badge = QRectF(place.left(), place.center().y() - side / 2, side, side)
        paint_avatar(painter, badge, line.name, line.institution)
        names = (line.name, line.institution)
        draw_two_lines(painter, place.adjusted(side + 12, 0, 0, 0), names, fonts.font(13, fonts.SEMIBOLD))

    @staticmethod
    def _paint_state(
        painter: QPainter, place: QRectF, lines: tuple[str, str], look: tuple[IconName, Token]
    ) -> None:
        icon, tint = look
        side = theme.scaled(16)
        top = place.center().y() - theme.scaled(17)
        icons.paint(painter, icon, QPointF(place.left(), top), tint)
        draw_two_lines(painter, place.adjusted(side + 8, 0, 0, 0), lines)


def lot_look(line: MemberLine) -> tuple[IconName, Token]:
    """Return the icon of a lot's state."""
    if line.staleness is Staleness.CURRENT:
        return "circle-check", "success"
    return ("package-open", "warning") if line.may_read else ("package-open", "mention")


class MembersTable(RecordTable):
    """The members, one row each."""

    def __init__(self, model: MembersModel, name: str) -> None:
        header = RecordHeader(34, FIRST_PADDING)
        super().__init__(model, MembersDelegate(), name, row_height=ROW_HEIGHT, header=header)
        self.set_compact(is_compact=False)

    def set_compact(self, *, is_compact: bool) -> None:
        """Take narrower columns on a small window."""
        wide, narrow = (246, 206, 160, 230, 210), (210, 196, 138, 190, 196)
        self.set_widths(narrow if is_compact else wide, MembersColumn.LOT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the dossiers out when there is no room: the panel tells them."""
        super().resizeEvent(event)
        is_narrow = self.width() * 100 < NARROW * theme.text_percent()
        self.setColumnHidden(MembersColumn.DOSSIERS, is_narrow)
