"""The window « Mise à l’abri »: beside the work, so that what it leaves to do is read while doing it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from commission_app.ui import theme
from commission_app.ui.safekeeping.safekeeping_page import SafekeepingPage
from commission_app.ui.widgets.focus_ring import FocusRing
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Line, Panel, column

SIZE: Final = (880, 720)
SMALLEST: Final = (600, 420)
ROOM: Final = 110  # left around it on a small screen


class SafekeepingWindow(QDialog):
    """Reads its page each time it is asked for."""

    def __init__(self, parent: QWidget, campaign: str, page: SafekeepingPage) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.page = page
        self.setWindowTitle(self.tr("Mise à l’abri — {campaign}").format(campaign=campaign))
        words = self.tr(
            "De quoi rouvrir la campagne si cet ordinateur est perdu, et s’en séparer quand elle est finie."
        )
        head = column(
            Label(self.tr("Mise à l’abri"), "screen_title"),
            2,
            Label(words, "mention", wrap=True),
            margins=(24, 16, 24, 14),
        )
        layout = column(Panel(head), Line(), page)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._ring = FocusRing(self)
        room = parent.screen().availableGeometry()
        self.setMinimumSize(*SMALLEST)
        self.resize(
            min(theme.scaled(SIZE[0]), room.width() - ROOM), min(theme.scaled(SIZE[1]), room.height() - ROOM)
        )

    def show_page(self) -> None:
        """Show the window, or bring it back to the front, and read its page again."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.refresh()
