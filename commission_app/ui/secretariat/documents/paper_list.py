"""The documents by group: a title, its state in words, and the icon of the state."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from commission_app.ui import fonts, icons, theme
from commission_app.ui.secretariat.documents.words import detail, look
from commission_app.workflow.papers.catalogue import Paper

ROW, HEAD = 52, 34  # heights, in pixels of normal text
PaperRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class PaperList(QListWidget):
    """One document is chosen at a time; `paper_chosen` carries it."""

    paper_chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_PaperDelegate(self))
        self.currentItemChanged.connect(self._tell)

    def show_papers(self, papers: Sequence[Paper]) -> None:
        """Show the documents, keeping the chosen one; the first is chosen otherwise."""
        chosen = self.paper()
        key = chosen.key if chosen else ""
        self.blockSignals(True)
        self.clear()
        group = ""
        for paper in papers:
            if paper.group != group:
                group = paper.group
                head = QListWidgetItem(group, self)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
            item = QListWidgetItem(paper.title, self)
            item.setData(PaperRole, paper)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{paper.title}, {detail(paper)}")
            if paper.key == key or (not key and paper is papers[0]):
                self.setCurrentItem(item)
        self.blockSignals(False)
        self._tell()

    def paper(self) -> Paper | None:
        """Return the chosen document."""
        found = self.currentIndex().data(PaperRole)
        return found if isinstance(found, Paper) else None

    def _tell(self) -> None:
        paper = self.paper()
        if paper is not None:
            self.paper_chosen.emit(paper)


class _PaperDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row, or of the title of a group."""
        del option
        return QSize(0, theme.scaled(HEAD if index.data(PaperRole) is None else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place: QRect = option.rect
        paper = index.data(PaperRole)
        if isinstance(paper, Paper):
            state = option.state
            _paint_paper(painter, place, paper, state)
        else:
            painter.setFont(fonts.font(12, fonts.MEDIUM))
            painter.setPen(theme.color("mention"))
            inside = place.adjusted(theme.scaled(20), 0, 0, -4)
            painter.drawText(inside, Qt.AlignmentFlag.AlignBottom, str(index.data()))
        painter.restore()


def _paint_paper(painter: QPainter, place: QRect, paper: Paper, state: QStyle.StateFlag) -> None:
    shown = look(paper)
    frame = QRectF(place).adjusted(8.5, 2.5, -8.5, -2.5)
    if state & QStyle.StateFlag.State_Selected:
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(theme.color("accent" if has_focus else "line"), 2 if has_focus else 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(frame, 6, 6)
        bar = QRectF(frame.left(), frame.top() + 8, 3, frame.height() - 16)
        painter.fillRect(bar, theme.color("accent"))
    left, right = theme.scaled(20), theme.scaled(40)
    inside = place.adjusted(left, theme.scaled(7), -right, -theme.scaled(7))
    strong, small = fonts.font(13, fonts.MEDIUM), fonts.font(12)
    painter.setFont(strong)
    painter.setPen(theme.color("title"))
    painter.drawText(inside, Qt.AlignmentFlag.AlignTop, paper.title)
    painter.setFont(small)
    painter.setPen(theme.color(shown.tint if shown.tone == "warning" else "mention"))
    below = painter.fontMetrics().elidedText(detail(paper), Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(inside, Qt.AlignmentFlag.AlignBottom, below)
    top = place.center().y() - theme.scaled(16) / 2
    icons.paint(painter, shown.icon, QPointF(place.right() - right + 10, top), shown.tint, 16)
