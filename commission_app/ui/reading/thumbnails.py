"""The rail of small pages beside the reader: where one is, where the evidence stands."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from commission_app.ui import fonts, theme
from commission_app.ui.reading import page_paint
from commission_app.ui.reading.page_layout import turned_size
from commission_app.ui.reading.piece_session import PieceSession, WantedImage

Index = QModelIndex | QPersistentModelIndex
RAIL_WIDTH: Final = 90
PAGE_WIDTH: Final = 62
NUMBER_HEIGHT: Final = 22
TOP: Final = 18


class PageRailModel(QAbstractListModel):
    """One row a page; what is read aloud says how many passages are cited there."""

    def __init__(self, session: PieceSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._evidence: Mapping[int, int] = {}

    def renew(self) -> None:
        """Take the pages of the session again."""
        self.beginResetModel()
        self.endResetModel()

    def set_evidence(self, count_by_page: Mapping[int, int]) -> None:
        """Show how many passages are cited on each page."""
        self._evidence = count_by_page
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def evidence(self, page: int) -> int:
        """Return how many passages are cited on a page."""
        return self._evidence.get(page, 0)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of pages."""
        return 0 if parent is not None and parent.isValid() else len(self._session.pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the number of the page, and a whole sentence for a screen reader."""
        page = index.row() + 1
        if role == Qt.ItemDataRole.DisplayRole:
            return str(page)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cited = self.evidence(page)
            name = self.tr("Page {page}").format(page=page)
            return (
                self.tr("{name}, passages cités : {count}").format(name=name, count=cited) if cited else name
            )
        return None

    def page_height(self, page: int) -> int:
        """Return the height of a small page."""
        width_pt, height_pt = turned_size(self._session.pages[page - 1], self._session.rotation)
        return round(PAGE_WIDTH * height_pt / width_pt)


class _PageDelegate(QStyledItemDelegate):
    """Paints a small page, its number and its count of evidence."""

    def __init__(self, model: PageRailModel, session: PieceSession) -> None:
        super().__init__(model)
        self._model = model
        self._session = session
        self.is_dimmed = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the place of a page and of its number."""
        del option
        return QSize(RAIL_WIDTH - 14, self._model.page_height(index.row() + 1) + NUMBER_HEIGHT + TOP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        page = index.row() + 1
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        whole = QRectF(option.rect)
        left = whole.left() + round((whole.width() - PAGE_WIDTH) / 2)
        place = QRectF(left, whole.top() + TOP, PAGE_WIDTH, self._model.page_height(page))
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(place, page_paint.paper(is_dimmed=self.is_dimmed))
        image = self._session.images.nearest(page, thumbnail_pixels(painter.device().devicePixelRatio()))
        if image is not None:
            painter.drawImage(place, image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if is_current:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(place.adjusted(-3, -3, 3, 3), 4, 4)
        else:
            painter.setPen(QPen(theme.color("line_soft"), 1))
            painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self._model.evidence(page):
            self._paint_count(painter, place, self._model.evidence(page))
        painter.setFont(fonts.font(11, fonts.SEMIBOLD if is_current else fonts.REGULAR, tabular=True))
        painter.setPen(theme.color("accent" if is_current else "mention"))
        number = QRectF(whole.left(), place.bottom() + 5, whole.width(), theme.scaled(16))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(page))
        painter.restore()

    @staticmethod
    def _paint_count(painter: QPainter, page: QRectF, count: int) -> None:
        place = QRectF(page.right() - 13, page.top() - 7, 20, 16)
        painter.setPen(QPen(theme.color("evidence_line"), 1))
        painter.setBrush(theme.color("evidence"))
        painter.drawRoundedRect(place, 8, 8)
        painter.setFont(fonts.font(10, fonts.SEMIBOLD, tabular=True))
        painter.setPen(theme.color("evidence_text"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(count))


class ThumbnailRail(QListView):
    """The rail; `page_chosen` carries a page number, `moved` tells that other pages are in sight."""

    page_chosen = Signal(int)
    moved = Signal()

    def __init__(self, session: PieceSession) -> None:
        super().__init__()
        self._session = session
        self._model = PageRailModel(session, self)
        self._delegate = _PageDelegate(self._model, session)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFixedWidth(RAIL_WIDTH)
        self.setAccessibleName(self.tr("Vignettes des pages"))
        self.setStyleSheet("QListView { background: transparent; }")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        session.opened.connect(self.show_piece)
        session.page_painted.connect(self._on_page_painted)

    def show_piece(self) -> None:
        """Show the pages of the piece that was just opened."""
        self._model.renew()
        self.scrollToTop()

    def show_page(self, page: int) -> None:
        """Frame the page being read."""
        index = self._model.index(page - 1)
        if index.isValid():
            self.setCurrentIndex(index)
            self.viewport().update()

    def set_evidence(self, count_by_page: Mapping[int, int]) -> None:
        """Show how many passages are cited on each page."""
        self._model.set_evidence(count_by_page)

    def set_dimmed(self, *, is_dimmed: bool) -> None:
        """Tell that the images are darkened ones."""
        self._delegate.is_dimmed = is_dimmed
        self.viewport().update()

    def wanted(self) -> list[WantedImage]:
        """Return the images of the small pages in sight."""
        if not self.isVisible():
            return []
        pixels = thumbnail_pixels(self.devicePixelRatioF())
        seen = self.viewport().rect()
        rows = range(self._model.rowCount())
        return [
            WantedImage(row + 1, pixels)
            for row in rows
            if self.visualRect(self._model.index(row)).intersects(seen)
        ]

    def _choose(self, index: QModelIndex) -> None:
        self.page_chosen.emit(index.row() + 1)

    def _on_page_painted(self, page: int) -> None:
        self.update(self._model.index(page - 1))


def thumbnail_pixels(ratio: float) -> int:
    """Return the width of a small page in device pixels."""
    return round(PAGE_WIDTH * ratio)
