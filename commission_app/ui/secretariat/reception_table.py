"""The table of received files, painted: a verdict with its icon and words, who, what it means, which file."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent

from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.models.sheets_model import SheetsColumn, SheetsModel, received_text, sender
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.avatar import paint_avatar
from commission_app.ui.widgets.record_table import (
    PADDING,
    Index,
    RecordHeader,
    RowDelegate,
    draw_text,
    draw_two_lines,
)
from commission_app.ui.widgets.sentence_table import SentenceTable
from commission_app.ui.widgets.wrapped_text import draw_wrapped
from commission_app.workflow.secretariat.views import ReceivedFile, Verdict

LOOKS: dict[Verdict, tuple[IconName, Token]] = {
    Verdict.ACCEPTED: ("circle-check", "success"),
    Verdict.REPLACES: ("history", "success"),
    Verdict.OLDER: ("history", "mention"),
    Verdict.DUPLICATE: ("copy", "mention"),
    Verdict.TO_CONFIRM: ("laptop", "warning"),
    Verdict.FORK: ("git-fork", "warning"),
    Verdict.FORMER_GRID: ("history", "warning"),
    Verdict.REFUSED: ("circle-x", "error"),
}
GROUNDS: dict[Verdict, Token] = {
    Verdict.REFUSED: "error_soft",
    Verdict.TO_CONFIRM: "warning_soft",
    Verdict.FORK: "warning_soft",
}
FIRST_PADDING = 20
ROW_HEIGHT = 54
WITHOUT_FILE = 720  # width, in pixels of normal text, under which the column of files goes


class ReceptionDelegate(RowDelegate):
    """Paints each column of the reception."""

    def ground(self, index: Index) -> Token:
        """Tint what needs somebody's attention."""
        row = index.data(RowRole)
        return GROUNDS.get(row.verdict, "surface") if isinstance(row, ReceivedFile) else "surface"

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint one cell."""
        row = index.data(RowRole)
        if not isinstance(row, ReceivedFile):
            return
        inner = place.adjusted(PADDING, 0, -PADDING, -1)
        match SheetsColumn(index.column()):
            case SheetsColumn.VERDICT:
                self._paint_verdict(painter, place.adjusted(FIRST_PADDING, 0, -PADDING, -1), row)
            case SheetsColumn.MEMBER:
                self._paint_member(painter, inner, row)
            case SheetsColumn.MEANING:
                draw_wrapped(painter, inner, row.meaning, fonts.font(13))
            case SheetsColumn.FILE:
                lines = (row.file, received_text(row))
                face = fonts.font(12, fonts.MEDIUM)
                # The end of a name tells copies and versions apart.
                draw_two_lines(painter, inner, lines, face, elide=Qt.TextElideMode.ElideMiddle)

    @staticmethod
    def _paint_verdict(painter: QPainter, place: QRectF, row: ReceivedFile) -> None:
        icon, tint = LOOKS[row.verdict]
        side = theme.scaled(16)
        icons.paint(painter, icon, QPointF(place.left(), place.center().y() - side / 2), tint)
        ink: Token = tint if tint in ("error", "warning") else "text" if tint == "mention" else "title"
        face = fonts.font(13, fonts.REGULAR if tint == "mention" else fonts.SEMIBOLD)
        draw_wrapped(painter, place.adjusted(side + 7, 0, 0, 0), row.title, face, ink)

    @staticmethod
    def _paint_member(painter: QPainter, place: QRectF, row: ReceivedFile) -> None:
        side = theme.scaled(26)
        badge = QRectF(place.left(), place.center().y() - side / 2, side, side)
        names = place.adjusted(side + 10, 0, 0, 0)
        if row.member is None:
            icons.paint(painter, "circle-question-mark", badge.topLeft(), "faint", 26)
            draw_text(painter, names, sender(row), fonts.font(13), "mention")
            return
        paint_avatar(painter, badge, row.member_name, row.institution or "")
        draw_two_lines(painter, names, (row.member_name, row.institution or ""))


class ReceptionTable(SentenceTable):
    """The received files, in rows as high as what they mean asks."""

    def __init__(self, model: SheetsModel, name: str) -> None:
        super().__init__(
            model,
            ReceptionDelegate(),
            name,
            lambda: (row.meaning for row in model.rows()),
            SheetsColumn.MEANING,
            row_height=ROW_HEIGHT,
            around=16,
            header=RecordHeader(34, FIRST_PADDING),
        )
        self.set_compact(is_compact=False)

    def set_compact(self, *, is_compact: bool) -> None:
        """Take narrower columns on a small window."""
        self.set_widths((210, 182, 100, 208) if is_compact else (246, 190, 100, 258), SheetsColumn.MEANING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the file out when there is no room: its name is read in the tool tip."""
        is_narrow = self.width() * 100 < WITHOUT_FILE * theme.text_percent()
        self.setColumnHidden(SheetsColumn.FILE, is_narrow)
        super().resizeEvent(event)
