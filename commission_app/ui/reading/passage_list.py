"""A list of places to go to beside the pages: passages found, passages cited, the table of contents.

One stop of the keyboard: arrows choose, Enter goes, Delete takes away where the list allows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from commission_app.ui import fonts, theme
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.record_table import RIGHT, draw_text

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = Qt.ItemDataRole.UserRole
INSET: Final = 14
SIDE_ROOM: Final = 40  # left to a page number
MOST_BEFORE: Final = 26  # characters
INDENT: Final = 14  # for each level of a table of contents
HEADING_HEIGHT, LINE_HEIGHT, PASSAGE_HEIGHT = 32, 32, 52


@dataclass(frozen=True)
class PassageRow:
    """One line of the list; without a target it is a heading."""

    title: str  # « Lettre d’intention, p. 3 », or a line of the table of contents; "" for a place found
    target: object = None
    words: str = ""  # what stands there, in the letters of the dossier
    before: str = ""  # around the words, in the results of a search
    after: str = ""
    side: str = ""  # at the right of the title: a page, the code of a criterion
    warning: str = ""  # in the place of `side`, when a person must look
    level: int = 0
    is_removable: bool = False

    @property
    def is_found(self) -> bool:
        """True for a place that was searched for: its neighbors are shown instead of a title."""
        return bool(self.words) and not self.title

    @property
    def sentence(self) -> str:
        """What a screen reader says."""
        said = f"{self.before}{self.words}{self.after}".strip()
        parts = (self.title, self.side, self.warning, f"« {said} »" if said else "")
        return ", ".join(part for part in parts if part)


class PassageModel(QAbstractListModel):
    """The rows; headings cannot be chosen."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.rows: tuple[PassageRow, ...] = ()

    def set_rows(self, rows: Sequence[PassageRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row_of(self, target: object) -> int:
        """Return the row of a target, -1 when it has none."""
        if target is None:
            return -1
        return next((number for number, row in enumerate(self.rows) if row.target == target), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only places be chosen."""
        if not index.isValid() or self.rows[index.row()].target is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row itself, its title, or its sentence."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return row.sentence
        return None


class _PassageDelegate(QStyledItemDelegate):
    """Paints a heading, a title alone, or a title over its words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line or two."""
        del option
        row: PassageRow = index.data(ROW_ROLE)
        height = PASSAGE_HEIGHT if row.words else LINE_HEIGHT if row.target is not None else HEADING_HEIGHT
        return QSize(100, theme.scaled(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: PassageRow = index.data(ROW_ROLE)
        place = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.target is not None:
            _paint_ground(painter, place, option)
        inside = place.adjusted(INSET + row.level * INDENT, 0, -INSET, 0)
        if row.target is None:
            words = inside.adjusted(0, 8, 0, 0)
            draw_text(painter, words, row.title, fonts.font(11, fonts.SEMIBOLD), "mention")
        elif row.is_found:
            _paint_title(painter, inside.adjusted(0, 6, 0, -inside.height() / 2), row)
            _paint_found(painter, inside.adjusted(0, 8, -SIDE_ROOM, 0), row)
        elif row.words:
            half = inside.height() / 2
            _paint_title(painter, inside.adjusted(0, 4, 0, -half), row)
            _paint_quote(painter, inside.adjusted(0, half - 2, 0, -2), row.words)
        else:
            _paint_title(painter, inside, row, "title")
        painter.restore()


class PassageList(QListView):
    """The list; `chosen` and `removed` carry the target of a row."""

    chosen = Signal(object)
    removed = Signal(object)
    left = Signal()  # Escape

    def __init__(self, name: str) -> None:
        super().__init__()
        self.rows = PassageModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_PassageDelegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QListView { background: transparent; }")
        self.clicked.connect(self._choose)

    def show_rows(self, rows: Sequence[PassageRow]) -> None:
        """Show these rows; what was chosen stays chosen, or what took its place."""
        if tuple(rows) == self.rows.rows:
            return
        current, place = self.currentIndex().data(ROW_ROLE), self.currentIndex().row()
        self.rows.set_rows(rows)
        if isinstance(current, PassageRow):
            number = self.rows.row_of(current.target)
            self.setCurrentIndex(self.rows.index(self._nearest(place) if number < 0 else number))

    def choose(self, target: object) -> None:
        """Show which place is the current one, without going there."""
        number = self.rows.row_of(target)
        self.setCurrentIndex(self.rows.index(number) if number >= 0 else QModelIndex())

    def take_focus(self) -> None:
        """Take the keyboard, on the first place when none is chosen."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first place when none is: Qt would make it current without showing it."""
        if not self.currentIndex().isValid():
            places = (number for number in range(self.rows.rowCount()) if self._target(number) is not None)
            self.setCurrentIndex(self.rows.index(next(places, -1)))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go, take away, or leave; letters and digits are left to the page."""
        row = self.currentIndex().data(ROW_ROLE)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and isinstance(row, PassageRow) and row.is_removable:
            self.removed.emit(row.target)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text().strip() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, PassageRow) and row.target is not None:
            self.chosen.emit(row.target)

    def _nearest(self, place: int) -> int:
        """Return the row of the place nearest to one that is gone, before it at best; -1 without any."""
        places = [number for number in range(self.rows.rowCount()) if self._target(number) is not None]
        return min(places, key=lambda number: (abs(number - place), number), default=-1)

    def _target(self, number: int) -> object:
        row: PassageRow = self.rows.index(number).data(ROW_ROLE)
        return row.target


def _paint_ground(painter: QPainter, place: QRectF, option: QStyleOptionViewItem) -> None:
    is_current = bool(option.state & QStyle.StateFlag.State_Selected)
    is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if is_current or is_hovered:
        painter.fillRect(place, theme.color("selected" if is_current else "hover"))
    if is_current:
        painter.fillRect(QRectF(place.left(), place.top(), 3, place.height()), theme.color("accent"))
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawLine(place.bottomLeft(), place.bottomRight())


def _paint_title(painter: QPainter, place: QRectF, row: PassageRow, tint: Token = "mention") -> None:
    side_face = fonts.font(11, fonts.SEMIBOLD, tabular=True)
    side = row.warning or row.side
    tint_of_side: Token = "warning" if row.warning else "mention" if row.is_found else "accent"
    draw_text(painter, place, side, side_face, tint_of_side, align=RIGHT)
    face = fonts.font(11, fonts.SEMIBOLD) if row.words else fonts.font(13, fonts.MEDIUM)
    room = place.width() - (fonts.width(side, side_face) + 8 if side else 0)
    draw_text(painter, QRectF(place.left(), place.top(), room, place.height()), row.title, face, tint)


def _paint_quote(painter: QPainter, place: QRectF, words: str) -> None:
    face = fonts.quotation()
    room = place.width() - fonts.width("«  »", face)
    shown = QFontMetricsF(face).elidedText(words, Qt.TextElideMode.ElideRight, room)
    draw_text(painter, place, f"« {shown} »", face, "title")


def _paint_found(painter: QPainter, place: QRectF, row: PassageRow) -> None:
    """Paint what was searched for among its neighbors, on two lines."""
    before = _end_of(row.before)
    layout = QTextLayout(f"{before}{row.words}{row.after}", fonts.font(12))
    strong = QTextLayout.FormatRange()
    strong.start, strong.length = _units(before), _units(row.words)
    look = QTextCharFormat()
    look.setFontWeight(fonts.SEMIBOLD)
    look.setForeground(theme.color("title"))
    strong.format = look
    layout.setFormats([strong])
    layout.beginLayout()
    for number in range(2):
        line = layout.createLine()
        if line.isValid():
            line.setLineWidth(place.width())
            line.setPosition(QPointF(0, number * theme.scaled(18)))
    layout.endLayout()
    painter.setPen(theme.color("text"))
    layout.draw(painter, place.topLeft())


def _end_of(before: str) -> str:
    """Return the last words of what stands before, so that what was searched for is on the first line."""
    if len(before) <= MOST_BEFORE:
        return before
    kept = before[-MOST_BEFORE:]
    return f"…{kept[kept.find(' ') + 1 :]}" if " " in kept.rstrip() else f"…{kept}"


def _units(text: str) -> int:
    """Return how many characters a text is for Qt, which counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
