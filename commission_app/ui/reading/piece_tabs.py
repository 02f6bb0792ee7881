"""One tab for each piece of the dossier; those that do not fit are in a menu at the end."""

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QTabBar, QWidget

from commission_app.scoring.dossier import Piece
from commission_app.scoring.ids import PiecePath
from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.layouts import Panel, row

HEIGHT: Final = 38
COMPACT_HEIGHT: Final = 34
ICON: Final = 15
INSET: Final = 11
WIDEST: Final = 220


class _Tabs(QTabBar):
    """The painted tabs: icon by state, title, number of pages."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: tuple[Piece, ...] = ()
        self.seen: Collection[PiecePath] = ()
        self.height_px = HEIGHT
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def tabSizeHint(self, index: int) -> QSize:
        """Return the width of a title in bold, so that choosing a tab moves nothing."""
        piece = self.pieces[index]
        width = fonts.width(piece.title, _title_font(is_current=True))
        width += fonts.width(_pages(piece), _count_font()) + 6
        whole = round(width) + 2 * INSET + theme.scaled(ICON) + 6
        return QSize(min(whole, theme.scaled(WIDEST)), theme.scaled(self.height_px))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the same: tabs that do not fit go to the menu instead of shrinking."""
        return self.tabSizeHint(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Never change the piece with the wheel."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible tabs."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, piece in enumerate(self.pieces):
            if self.isTabVisible(index):
                self._paint_tab(painter, index, piece)

    def _paint_tab(self, painter: QPainter, index: int, piece: Piece) -> None:
        place = QRectF(self.tabRect(index))
        is_current = index == self.currentIndex()
        if is_current:
            _paint_sheet(painter, place)
        left = place.left() + INSET
        top = (place.height() - theme.scaled(ICON)) / 2 + 2
        icon: IconName = "scroll-text" if index == 0 else "file-text"
        if index and piece.path in self.seen:
            icon = "file-check"
        icons.paint(painter, icon, QPointF(left, top), "accent" if is_current else "mention", ICON)
        left += theme.scaled(ICON) + 6
        pages_width = fonts.width(_pages(piece), _count_font())
        room = place.right() - INSET - pages_width - 6 - left
        face = _title_font(is_current=is_current)
        painter.setFont(face)
        painter.setPen(theme.color("title" if is_current else "text"))
        title = painter.fontMetrics().elidedText(piece.title, Qt.TextElideMode.ElideRight, round(room) + 1)
        row_place = QRectF(left, place.top() + 4, room + 2, place.height() - 4)
        painter.drawText(row_place, Qt.AlignmentFlag.AlignVCenter, title)
        count_left = left + min(room, fonts.width(title, face)) + 6
        painter.setFont(_count_font())
        painter.setPen(theme.color("mention"))
        count_place = QRectF(count_left, row_place.top(), pages_width + 2, row_place.height())
        painter.drawText(count_place, Qt.AlignmentFlag.AlignVCenter, _pages(piece))


class PieceTabs(Panel):
    """The row of tabs; `chosen` carries the piece to show."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(tint="sunken")
        self._tabs = _Tabs()
        self._tabs.setAccessibleName(self.tr("Pièces du dossier"))
        self._tabs.currentChanged.connect(self._on_current_changed)
        self._menu = QMenu(self)
        self._more = Button("", "quiet", size="small")
        self._more.setMenu(self._menu)
        self._more.hide()
        layout = row(self._tabs, self._more, margins=(12, 0, 8, 0))
        layout.addStretch(1)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_compact(self, *, is_compact: bool) -> None:
        """Use lower tabs in a small window."""
        self._tabs.height_px = COMPACT_HEIGHT if is_compact else HEIGHT
        self._fit()

    def show_pieces(self, pieces: Sequence[Piece], current: PiecePath, seen: Collection[PiecePath]) -> None:
        """Show the pieces of a dossier, without asking for one."""
        self._tabs.blockSignals(True)
        while self._tabs.count():
            self._tabs.removeTab(0)
        self._tabs.pieces = tuple(pieces)
        self._tabs.seen = seen
        for index, piece in enumerate(pieces):
            self._tabs.addTab(piece.title)
            self._tabs.setTabToolTip(index, piece.title)
        self._name_tabs()
        self._tabs.setCurrentIndex(self._index(current))
        self._tabs.blockSignals(False)
        self._fit()

    def show_current(self, piece: PiecePath, seen: Collection[PiecePath]) -> None:
        """Show which piece is open, without asking for it."""
        self._tabs.seen = seen
        self._name_tabs()
        self._tabs.blockSignals(True)
        self._tabs.setCurrentIndex(self._index(piece))
        self._tabs.blockSignals(False)
        self._fit()

    def step(self, *, forward: bool) -> None:
        """Go to the next piece or the previous one, round the dossier."""
        count = self._tabs.count()
        if count:
            self._tabs.setCurrentIndex((self._tabs.currentIndex() + (1 if forward else -1)) % count)

    def hidden_pieces(self) -> list[PiecePath]:
        """Return the pieces that are in the menu, for want of room."""
        shown = self._tabs.pieces
        return [piece.path for index, piece in enumerate(shown) if not self._tabs.isTabVisible(index)]

    def focus_target(self) -> QWidget:
        """Return the part that takes the keyboard."""
        return self._tabs

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in the row what fits in it."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background, and the line that the current tab interrupts."""
        super().paintEvent(event)
        painter = QPainter(self)
        current = QRect(self._tabs.tabRect(self._tabs.currentIndex())).translated(self._tabs.pos())
        bottom = self.height() - 1
        tint = theme.color("line")
        painter.fillRect(QRect(0, bottom, current.left() + 1, 1), tint)
        painter.fillRect(QRect(current.right(), bottom, self.width(), 1), tint)

    def _fit(self) -> None:
        """Hide the tabs that do not fit, never the current one, and list them in the menu."""
        widths = [self._tabs.tabSizeHint(index).width() for index in range(self._tabs.count())]
        room = self.width() - 24
        hidden: list[int] = []
        if sum(widths) > room:
            room -= theme.scaled(64)
            hidden = _overflow(widths, room, self._tabs.currentIndex())
        self._menu.clear()
        for index in range(len(widths)):
            self._tabs.setTabVisible(index, index not in hidden)
            if index in hidden:
                action = self._menu.addAction(self._tabs.pieces[index].title)
                action.triggered.connect(lambda _=False, chosen=index: self._tabs.setCurrentIndex(chosen))
        self._more.setText(f"+ {len(hidden)}")
        self._more.setAccessibleName(self.tr("Autres pièces"))
        self._more.setVisible(bool(hidden))
        self._tabs.setFixedWidth(max(1, sum(width for i, width in enumerate(widths) if i not in hidden)))
        self._tabs.updateGeometry()
        self.update()

    def _name_tabs(self) -> None:
        """Say with words what the icons say: the main piece, those already seen."""
        for index, piece in enumerate(self._tabs.pieces):
            parts = [piece.title, _pages(piece)]
            if index == 0:
                parts.append(self.tr("pièce principale"))
            parts.append(self.tr("vue") if piece.path in self._tabs.seen else self.tr("pas encore vue"))
            self._tabs.setAccessibleTabName(index, ", ".join(parts))

    def _index(self, piece: PiecePath) -> int:
        paths = [shown.path for shown in self._tabs.pieces]
        return paths.index(piece) if piece in paths else 0

    def _on_current_changed(self, index: int) -> None:
        self._fit()
        if 0 <= index < len(self._tabs.pieces):
            self.chosen.emit(self._tabs.pieces[index].path)


def _overflow(widths: Sequence[int], room: int, current: int) -> list[int]:
    """Return the tabs to hide so that the others fit, from the last one, the current one kept."""
    hidden: list[int] = []
    for index in reversed(range(len(widths))):
        if sum(width for i, width in enumerate(widths) if i not in hidden) <= room:
            break
        if index != current:
            hidden.append(index)
    return hidden


def _paint_sheet(painter: QPainter, place: QRectF) -> None:
    """Paint the current tab as the top of the sheet under it."""
    left, right, top, bottom = place.left() + 0.5, place.right() - 0.5, place.top() + 4.5, place.bottom()
    path = QPainterPath(QPointF(left, bottom))
    path.lineTo(left, top + 6)
    path.quadTo(left, top, left + 6, top)
    path.lineTo(right - 6, top)
    path.quadTo(right, top, right, top + 6)
    path.lineTo(right, bottom)
    painter.setPen(QPen(theme.color("line_soft"), 1))
    painter.setBrush(theme.color("surface"))
    painter.drawPath(path)


def _pages(piece: Piece) -> str:
    return f"{piece.pages} p."


def _title_font(*, is_current: bool) -> QFont:
    return fonts.font(13, fonts.SEMIBOLD if is_current else fonts.MEDIUM)


def _count_font() -> QFont:
    return fonts.font(11, fonts.MEDIUM, tabular=True)
