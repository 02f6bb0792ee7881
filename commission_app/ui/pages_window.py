"""A window of a few pages beside the work, under tabs; the page in front is read each time it comes there."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from commission_app.ui import actions, theme
from commission_app.ui.page import Page
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.ui.widgets.side_window import SideWindow, heading
from commission_app.ui.widgets.tabs import NavigationTabs

TAB_HEIGHT: Final = 40


class PagesWindow(SideWindow):
    """Reads the page in front each time it comes there."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        words: str,
        pages: Sequence[tuple[str, Page]],
        size: tuple[int, int],
    ) -> None:
        """Take what the window is, what it is for, and its pages, each with the title of its tab."""
        super().__init__(parent)
        self.tabs = NavigationTabs(title)
        self._pages = QStackedWidget()
        self._shown = tuple(page for _, page in pages)
        for place, (name, page) in enumerate(pages):
            self._pages.addWidget(page)
            self.tabs.addTab(name)
            shortcut = QAction(name, self)
            shortcut.setShortcuts(actions.page_shortcuts(place))
            shortcut.triggered.connect(lambda _checked=False, tab=place: self.tabs.setCurrentIndex(tab))
            self.addAction(shortcut)
        self.tabs.currentChanged.connect(self._open)
        self._fit()
        bar = row(self.tabs, STRETCH, margins=(24, 0, 24, 0))
        self.fill(column(heading(title, words, under=6), bar), self._pages, size)

    def show_pages(self) -> None:
        """Show the window, or bring it back to the front, and read its page again."""
        self.show_in_front()
        self._open(self._pages.currentIndex())

    def page(self) -> Page:
        """Return the page in front."""
        return self._shown[self._pages.currentIndex()]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._fit()

    def _fit(self) -> None:
        self.tabs.setFixedHeight(theme.scaled(TAB_HEIGHT))

    def _open(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self.page().refresh()
