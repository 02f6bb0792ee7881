"""The underlined tabs of the bar, each with its counter; the wheel never changes tab."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar

from commission_app.ui import fonts, theme

GAP = 24
COUNTER_GAP = 6


class NavigationTabs(QTabBar):
    """Tabs of the window: a real tab bar for the keyboard and screen readers, painted as underlined words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._counters: dict[int, str] = {}
        self._is_away = False
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_counter(self, index: int, counter: str) -> None:
        """Show words beside a title, « 6/8 »; an empty text removes them."""
        self._counters[index] = counter
        title = self.tabText(index)
        self.setAccessibleTabName(index, f"{title} {counter}".strip())
        self.setTabText(index, title)  # asks Qt to measure the tabs again
        self.updateGeometry()
        self.update()

    def show_away(self, *, is_away: bool) -> None:
        """Underline no tab while something else is in front of all pages."""
        self._is_away = is_away
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        """Fit the words and the counter, whatever the tab in front."""
        width = fonts.width(self.tabText(index), self._words_font(is_on=True)) + self._counter_room(index)
        return QSize(ceil(width) + GAP, self.height() or theme.scaled(48))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Never shorten a title."""
        return self.tabSizeHint(index)

    def widths(self) -> list[int]:
        """Return the width of each tab, shown or not."""
        return [self.tabSizeHint(index).width() for index in range(self.count())]

    def fit(self, room: int) -> list[int]:
        """Hide the tabs that do not fit in a width, never the one in front; return their places."""
        widths = self.widths()
        hidden = overflow(widths, room, self.currentIndex())
        for index in range(len(widths)):
            if self.isTabVisible(index) is (index in hidden):
                self.setTabVisible(index, index not in hidden)
        return hidden

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel: a page is never left by accident."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event) and self.count():
            self.setTabText(0, self.tabText(0))  # asks Qt to measure the tabs again
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the titles, the counters and the underline of the tab in front."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            if self.isTabVisible(index):
                self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        is_on = index == self.currentIndex() and not self._is_away
        place = QRectF(self.tabRect(index))
        ink = theme.color("accent" if is_on else "text")
        painter.setFont(self._words_font(is_on=is_on))
        painter.setPen(ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.tabText(index))
        words = fonts.width(self.tabText(index), self._words_font(is_on=True))
        counter = self._counters.get(index, "")
        painter.setPen(Qt.PenStyle.NoPen)
        if counter:
            height = theme.scaled(18)
            width = self._counter_room(index) - COUNTER_GAP
            pill = QRectF(place.left() + words + COUNTER_GAP, place.center().y() - height / 2, width, height)
            painter.setBrush(theme.color("accent_soft" if is_on else "neutral"))
            painter.drawRoundedRect(pill, height / 2, height / 2)
            painter.setFont(self._counter_font())
            painter.setPen(ink)
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, counter)
            painter.setPen(Qt.PenStyle.NoPen)
        if is_on:
            painter.setBrush(theme.color("accent"))
            under = QRectF(place.left(), place.bottom() - 2, words + self._counter_room(index), 3)
            painter.drawRoundedRect(under, 1.5, 1.5)

    def _counter_room(self, index: int) -> float:
        counter = self._counters.get(index, "")
        return fonts.width(counter, self._counter_font()) + 14 + COUNTER_GAP if counter else 0.0

    @staticmethod
    def _words_font(*, is_on: bool) -> QFont:
        return fonts.font(13, fonts.SEMIBOLD if is_on else fonts.MEDIUM)

    @staticmethod
    def _counter_font() -> QFont:
        return fonts.font(11, fonts.SEMIBOLD, tabular=True)


def overflow(widths: Sequence[int], room: int, current: int) -> list[int]:
    """Return the tabs to hide so that the others fit, from the last one, the current one kept."""
    hidden: list[int] = []
    for index in reversed(range(len(widths))):
        if sum(width for i, width in enumerate(widths) if i not in hidden) <= room:
            break
        if index != current:
            hidden.append(index)
    return sorted(hidden)
