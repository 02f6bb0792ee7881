"""The window « Sélection »: it helps to read the official list, changes nothing, is never projected."""

from typing import Final

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from commission_app.ui.secretariat.portfolio.portfolio_page import PortfolioPage, PortfolioVerbs
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.side_window import SideWindow, heading

SIZE: Final = (1240, 740)


class PortfolioWindow(SideWindow):
    """Read again each time it is opened; closed, nothing of it is computed."""

    def __init__(self, parent: QWidget, verbs: PortfolioVerbs, tasks: Tasks) -> None:
        super().__init__(parent)
        self.page = PortfolioPage(verbs, tasks)
        title = self.tr("Sélection")
        words = self.tr(
            "Aide à la lecture, non projetée : la liste officielle ne change pas, et la commission choisit."
        )
        self.setWindowTitle(title)
        self.fill(heading(title, words, under=12), self.page, SIZE)

    def show_page(self) -> None:
        """Show the window, or bring it back to the front, and read again."""
        self.show_in_front()
        self.page.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop what nobody looks at."""
        super().hideEvent(event)
        self.page.stop()
