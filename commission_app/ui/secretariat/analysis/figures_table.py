"""A plain table of figures for the analysis: words on the left, numbers on the right, faint when not firm."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QRectF, Qt
from PySide6.QtGui import QPainter

from commission_app.ui import fonts, theme
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.record_table import (
    LEFT,
    PADDING,
    RIGHT,
    Index,
    RecordHeader,
    RecordTable,
    RowDelegate,
    draw_text,
)
from commission_app.ui.widgets.wrapped_text import draw_wrapped

ROW_HEIGHT, HEADER_HEIGHT = 32, 44
Test = Callable[[object], bool]


def never(_row: object) -> bool:
    """Tell that no row is such."""
    return False


class FiguresHeader(RecordHeader):
    """Titles aligned as their columns, on two lines when they are long."""

    def paint_title(self, painter: QPainter, place: QRectF, section: int) -> None:
        """Paint one title."""
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        align = _align(self.model(), section)
        face = fonts.font(12, fonts.SEMIBOLD)
        draw_wrapped(painter, _inner(place, section), text, face, "mention", align=align)


class FiguresDelegate(RowDelegate):
    """Paints every cell as text, on several lines in one column at most.

    Faint rows rest on little, and a line ends the seats under the last of them.
    """

    def __init__(self, is_faint: Test = never, ends_seats: Test = never, wrapping: int = -1) -> None:
        super().__init__()
        self._wrapping = wrapping
        self._is_faint = is_faint
        self._ends_seats = ends_seats

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint one cell."""
        if self._ends_seats(index.data(RowRole)):
            paint_seat_line(painter, place)
        align = _align(index.model(), index.column())
        face = fonts.font(13, fonts.MEDIUM if index.column() == 0 else fonts.REGULAR, tabular=True)
        tint: Token = "mention" if self._is_faint(index.data(RowRole)) else "text"
        draw = draw_wrapped if index.column() == self._wrapping else draw_text
        draw(painter, _inner(place, index.column()), str(index.data()), face, tint, align=align)


class FiguresTable(RecordTable):
    """Columns of given widths, the one at `stretch` taking the rest."""

    def __init__(
        self,
        model: QAbstractItemModel,
        name: str,
        widths: Sequence[int],
        stretch: int,
        *,
        ends_seats: Test = never,
    ) -> None:
        delegate, header = FiguresDelegate(ends_seats=ends_seats), FiguresHeader(HEADER_HEIGHT)
        super().__init__(model, delegate, name, row_height=ROW_HEIGHT, header=header)
        self.set_widths(widths, stretch)


def paint_seat_line(painter: QPainter, place: QRectF) -> None:
    """Paint the line of the seats under the cells of the last dossier inside them."""
    painter.fillRect(QRectF(place.left(), place.bottom() - 2, place.width(), 2), theme.color("accent"))


def _align(model: QAbstractItemModel, column: int) -> Qt.AlignmentFlag:
    if not model.rowCount():
        return LEFT
    asked = model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole)
    return RIGHT if asked is not None else LEFT


def _inner(place: QRectF, column: int) -> QRectF:
    return place.adjusted(2 * PADDING if column == 0 else PADDING, 0, -PADDING, -1)
