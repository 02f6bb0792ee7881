"""The first window: what it takes to reach a desk, then it gives way to the desk's own window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from commission_app.ui import actions, window_size
from commission_app.ui.help.showing import show_topic
from commission_app.ui.page import Page
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.focus_ring import FocusRing
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.ui.widgets.sign import Sign, window_icon

SMALL = (1400, 780)


class StartWindow(QMainWindow):
    """Shows one page at a time; closing it ends the application."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._gives_way = False
        self.setWindowTitle(self.tr("Commission de sélection"))
        self.setWindowIcon(window_icon())
        self.setMinimumSize(960, 600)
        window_size.fit(self)
        self._ring = FocusRing(self)
        self.addAction(actions.make("quit", self, self.close))
        self.addAction(actions.make("help", self, self._show_help))
        self.show_page(WaitingPage())

    @property
    def tasks(self) -> Tasks:
        """The lanes, for a window beside this one."""
        return self._shell.tasks

    def show_page(self, page: Page) -> None:
        """Put a page in the place of the one before."""
        page.set_compact(is_compact=self.width() < SMALL[0] or self.height() < SMALL[1])
        if not page.accessibleName():
            page.setAccessibleName(self.windowTitle())
        self.setCentralWidget(page)
        page.setFocus()

    def show_failure(self, error: Exception) -> None:
        """Show why the desk could not be reached, in the page in front."""
        page = self.centralWidget()
        if isinstance(page, Page):
            page.show_failure(error)

    def _show_help(self) -> None:
        page = self.centralWidget()
        topic = page.help_topic if isinstance(page, Page) else ""
        show_topic(self, topic, getattr(page, "side", "membre"))

    def give_way(self) -> None:
        """Close without ending the lanes: the desk's window goes on with them."""
        self._gives_way = True
        self.close()

    def take_over(self, window: QWidget, page: Page) -> None:
        """Come back with a page in the place of a desk's window, without a word louder than it."""
        self._gives_way = False
        self.show_page(page)
        self.setWindowTitle(window.windowTitle())
        self.setGeometry(window.geometry())
        self.setWindowState(window.windowState())
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not window.isActiveWindow())
        self.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the lanes when nobody takes over."""
        if not self._gives_way:
            self._shell.tasks.close()
        super().closeEvent(event)


class WaitingPage(Page):
    """The first image, while keys and database are read: calm, and without a word that would flash."""

    def __init__(self) -> None:
        super().__init__()
        self.setLayout(
            column(
                STRETCH,
                row(STRETCH, Sign(44), STRETCH),
                16,
                self.notices,
                STRETCH,
            )
        )
