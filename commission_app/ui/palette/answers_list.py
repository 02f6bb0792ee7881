"""The answers of the palette: an icon for what it is, its name, where it is, its key."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from commission_app.ui import fonts, icons, theme
from commission_app.ui.destinations import Destination, Kind
from commission_app.ui.icons import IconName
from commission_app.ui.widgets.record_table import CENTER, draw_text, draw_two_lines

Index = QModelIndex | QPersistentModelIndex
ROW: Final = 48
ICONS: Final[dict[Kind, IconName]] = {
    Kind.PAGE: "panel-left",
    Kind.DOSSIER: "files",
    Kind.PERSON: "users",
    Kind.CRITERION: "list-checks",
    Kind.PIECE: "file-text",
    Kind.ACTION: "arrow-right",
    Kind.HELP: "circle-question-mark",
}
DESTINATION = Qt.ItemDataRole.UserRole


class AnswersModel(QAbstractListModel):
    """The destinations found."""

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Destination, ...] = ()

    def show(self, found: Sequence[Destination]) -> None:
        """Show these answers, the best first."""
        self.beginResetModel()
        self._found = tuple(found)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of answers."""
        return 0 if parent is not None and parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of an answer, or the answer itself."""
        if not index.isValid():
            return None
        found = self._found[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return found.title
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return ", ".join(part for part in (found.title, found.detail, found.key) if part)
            case Qt.ItemDataRole.UserRole:
                return found
        return None


class _AnswerDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines."""
        del option, index
        return QSize(100, theme.scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one answer."""
        found = index.data(DESTINATION)
        place = QRectF(option.rect).adjusted(6, 1, -6, -1)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.drawRoundedRect(place, 6, 6)
        side = theme.scaled(18)
        corner = QPointF(place.left() + 12, place.center().y() - side / 2)
        icons.paint(painter, ICONS[found.kind], corner, "accent" if is_chosen else "mention", 18)
        right = place.right() - 10
        if found.key:
            right = self._paint_key(painter, place, found.key) - 8
        left = place.left() + side + 26
        draw_two_lines(
            painter, QRectF(left, place.top(), right - left, place.height()), (found.title, found.detail)
        )
        painter.restore()

    @staticmethod
    def _paint_key(painter: QPainter, place: QRectF, key: str) -> float:
        """Paint the key at the right and return where it begins."""
        face, height = fonts.font(11, fonts.MEDIUM, tabular=True), theme.scaled(20)
        width = fonts.width(key, face) + 14
        box = QRectF(place.right() - 10 - width, place.center().y() - height / 2, width, height)
        painter.setPen(QPen(theme.color("line_soft"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(box, 4, 4)
        draw_text(painter, box, key, face, "mention", align=CENTER)
        return box.left()


class AnswersList(QListView):
    """The list under the field: the keyboard stays in the field and moves the choice here."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.answers = AnswersModel()
        self.setModel(self.answers)
        self.setItemDelegate(_AnswerDelegate(self))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_answers(self, found: Sequence[Destination]) -> None:
        """Show these answers and choose the first."""
        self.answers.show(found)
        self.setVisible(bool(found))
        self.step(0)

    def step(self, step: int) -> None:
        """Choose the answer so many lines further, without going round."""
        count = self.answers.rowCount()
        if count:
            row = max(0, min(count - 1, max(0, self.currentIndex().row()) + step))
            self.setCurrentIndex(self.answers.index(row))

    def chosen(self) -> Destination | None:
        """Return the chosen answer."""
        found = self.currentIndex().data(DESTINATION)
        return found if isinstance(found, Destination) else None
