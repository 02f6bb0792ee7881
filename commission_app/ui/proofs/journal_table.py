"""The table of the journal: one event a row, as high as its sentence; what nothing vouches for is tinted."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from commission_app.ui import fonts
from commission_app.ui.models.journal_model import JournalColumn, JournalModel
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.record_table import (
    PADDING,
    Index,
    RecordHeader,
    RowDelegate,
    draw_text,
)
from commission_app.ui.widgets.sentence_table import SentenceTable
from commission_app.ui.widgets.wrapped_text import draw_wrapped
from commission_app.workflow.secretariat.journal_view import JournalLine

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


class JournalTable(SentenceTable):
    """The events, the latest first."""

    def __init__(self, model: JournalModel, name: str) -> None:
        super().__init__(
            model,
            JournalDelegate(),
            name,
            lambda: (line.sentence for line in model.rows()),
            JournalColumn.EVENT,
            row_height=ROW_HEIGHT,
            around=18,
            header=RecordHeader(34, FIRST_PADDING),
        )
        self.set_widths(WIDTHS, JournalColumn.EVENT)
