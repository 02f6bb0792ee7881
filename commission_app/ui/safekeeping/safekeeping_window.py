"""The window « Mise à l’abri »: beside the work, so that what it leaves to do is read while doing it."""

from typing import Final

from PySide6.QtWidgets import QWidget

from commission_app.ui.safekeeping.safekeeping_page import SafekeepingPage
from commission_app.ui.widgets.side_window import SideWindow, heading

SIZE: Final = (880, 720)


class SafekeepingWindow(SideWindow):
    """Reads its page each time it is asked for."""

    def __init__(self, parent: QWidget, campaign: str, page: SafekeepingPage) -> None:
        super().__init__(parent)
        self.page = page
        self.setWindowTitle(self.tr("Mise à l’abri — {campaign}").format(campaign=campaign))
        words = self.tr(
            "De quoi rouvrir la campagne si cet ordinateur est perdu, y travailler à plusieurs, et s’en "
            "séparer quand elle est finie."
        )
        self.fill(heading(self.tr("Mise à l’abri"), words, under=14), page, SIZE)

    def show_page(self) -> None:
        """Show the window, or bring it back to the front, and read its page again."""
        self.show_in_front()
        self.page.refresh()
