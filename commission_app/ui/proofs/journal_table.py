"""The table of the journal: one event a row, as high as its sentence; what nothing vouches for is tinted."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent

from commission_app.ui import fonts, theme
from commission_app.ui.models.journal_model import JournalColumn, JournalModel
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.record_table import (
    PADDING,
    Index,
    RecordHeader,
    RecordTable,
    RowDelegate,
    draw_text,
)
from commission_app.ui.widgets.wrapped_text import LINE_HEIGHT, draw_wrapped, wrapped
from commission_app.workflow.journal_view import JournalLine

FIRST_PADDING = 24
ROW_HEIGHT = 38
WIDTHS = (84, 196, 100, 128)


class JournalDelegate(RowDelegate):
    """Paints each column."""

    def ground(self, index: Index) -> Token:
        """Tint what follows an event that does not hold."""
        line = index.data(RowRole)
        return "surface" if isinstance(line, JournalLine) and line.is_vouched else "error_soft"

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint one cell."""
        line = index.data(RowRole)
        if not isinstance(line, JournalLine):
            return
        inner = place.adjusted(PADDING, 0, -PADDING, -1)
        match JournalColumn(index.column()):
            case JournalColumn.NUMBER:
                number = place.adjusted(FIRST_PADDING, 0, -PADDING, -1)
                draw_text(painter, number, str(index.data()), fonts.font(12, tabular=True), "mention")
            case JournalColumn.MOMENT:
                draw_text(painter, inner, line.moment, fonts.font(12), "mention")
            case JournalColumn.EVENT:
                draw_wrapped(painter, inner, line.sentence, fonts.font(13))
            case JournalColumn.AUTHOR:
                draw_text(painter, inner, line.author, fonts.font(12), "mention")


class JournalTable(RecordTable):
    """The events, the latest first."""

    def __init__(self, model: JournalModel, name: str) -> None:
        self._events = model
        super().__init__(
            model, JournalDelegate(), name, row_height=ROW_HEIGHT, header=RecordHeader(34, FIRST_PADDING)
        )
        self.set_widths(WIDTHS, JournalColumn.EVENT)
        model.modelReset.connect(self._fit_rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the sentences again at the new width."""
        super().resizeEvent(event)
        self._fit_rows()

    def fit(self) -> None:
        """Give rows and columns their sizes, at the text size in use."""
        super().fit()
        self._fit_rows()

    def _fit_rows(self) -> None:
        width, face = self.columnWidth(JournalColumn.EVENT) - 2 * PADDING, fonts.font(13)
        one = theme.scaled(ROW_HEIGHT)
        for number, line in enumerate(self._events.rows()):
            lines = len(wrapped(line.sentence, width, face))
            self.setRowHeight(number, max(one, theme.scaled(LINE_HEIGHT) * lines + 18))
