"""A table of records: painted header and rows, one selection, the same gestures everywhere.

A page gives a model and a delegate. The delegate paints the content of a cell in the place it receives; the
background of the row, its line and the mark of the selection are already there.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from commission_app.ui import fonts, theme
from commission_app.ui.tokens import Token

Index = QModelIndex | QPersistentModelIndex
PADDING = 12
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter


def draw_text(
    painter: QPainter,
    place: QRectF,
    text: str,
    face: QFont,
    tint: Token = "text",
    *,
    align: Qt.AlignmentFlag = LEFT,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Paint one line of text, shortened with « … » when the place is short."""
    painter.setFont(face)
    painter.setPen(theme.color(tint))
    shown = QFontMetricsF(face).elidedText(text, elide, place.width() + 0.5)
    painter.drawText(place, align, shown)


def draw_two_lines(
    painter: QPainter,
    place: QRectF,
    lines: tuple[str, str],
    first_face: QFont | None = None,
    *,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Paint a name over its mention, centered in the height of the place; `elide` is the name's."""
    first_face = first_face or fonts.font(13, fonts.MEDIUM)
    second_face = fonts.font(12)
    first_height = QFontMetricsF(first_face).height()
    second_height = QFontMetricsF(second_face).height()
    top = place.center().y() - (first_height + second_height + 2) / 2
    width = place.width()
    first_place = QRectF(place.left(), top, width, first_height)
    draw_text(painter, first_place, lines[0], first_face, "title", elide=elide)
    second_place = QRectF(place.left(), top + first_height + 2, width, second_height)
    draw_text(painter, second_place, lines[1], second_face, "mention")


class RowDelegate(QStyledItemDelegate):
    """Paints the ground of a row, then leaves the cell to `paint_cell`."""

    has_lines = True  # a hairline under each row

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint background, selection, line, then the content."""
        place = QRectF(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "selected" if is_selected else self.ground(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(place, theme.color(ground))
        if is_selected and index.column() == 0:
            painter.fillRect(QRectF(place.left(), place.top(), 3, place.height()), theme.color("accent"))
        if self.has_lines:
            painter.setPen(QPen(theme.color("grid_line"), 1))
            bottom = place.bottom() - 0.5
            painter.drawLine(QPointF(place.left(), bottom), QPointF(place.right(), bottom))
        self.paint_cell(painter, place, index)
        painter.restore()

    def ground(self, index: Index) -> Token:
        """Return the background of a row that is not selected."""
        del index
        return "surface"

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint the content of a cell: its text, unless a delegate has more to show."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        draw_text(painter, place.adjusted(PADDING, 0, -PADDING, 0), text, fonts.font(13))


class RecordHeader(QHeaderView):
    """The header of a table: small semibold words over a line."""

    def __init__(self, height: int, first_padding: int = PADDING) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._height = height
        self._first_padding = first_padding
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        """Keep one height, at the text size in use."""
        return QSize(super().sizeHint().width(), theme.scaled(self._height))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Paint one title."""
        place = QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(place, theme.color("surface"))
        self.paint_title(painter, place, logicalIndex)
        painter.setPen(QPen(theme.color("line_soft"), 1))
        painter.drawLine(
            QPointF(place.left(), place.bottom() - 0.5), QPointF(place.right(), place.bottom() - 0.5)
        )
        painter.restore()

    def paint_title(self, painter: QPainter, place: QRectF, section: int) -> None:
        """Paint the words of one title."""
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        face = fonts.font(12, fonts.SEMIBOLD)
        padding = self._first_padding if section == 0 else PADDING
        draw_text(painter, place.adjusted(padding, 0, -PADDING, 0), text, face, "mention")


class RecordTable(QTableView):
    """A read-only table with one selected row; Enter or a double click emits `activated`."""

    def __init__(
        self,
        model: QAbstractItemModel,
        delegate: RowDelegate,
        name: str,
        *,
        row_height: int = 54,
        header: RecordHeader | None = None,
    ) -> None:
        super().__init__()
        self._row_height = row_height
        self._widths: tuple[int, ...] = ()
        self._stretch = 0
        delegate.setParent(self)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setHorizontalHeader(header or RecordHeader(34))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.fit()

    def set_widths(self, widths: Sequence[int], stretch: int) -> None:
        """Give each column its width in pixels at 100 % and name the one that takes the rest."""
        self._widths = tuple(widths)
        self._stretch = stretch
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self.fit()
            self.viewport().update()

    def fit(self) -> None:
        """Give rows and columns their sizes, at the text size in use."""
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(10)
        rows.setDefaultSectionSize(theme.scaled(self._row_height))
        header = self.horizontalHeader()
        for column, width in enumerate(self._widths):
            mode = QHeaderView.ResizeMode.Stretch if column == self._stretch else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(column, mode)
            self.setColumnWidth(column, theme.scaled(width))
