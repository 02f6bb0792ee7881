"""The window « Qui lit quoi », beside the members and their lots."""

from typing import Final

from PySide6.QtWidgets import QWidget

from commission_app.ui.secretariat.readings.readings_page import ReadingsPage, ReadingsVerbs
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.side_window import SideWindow, heading

SIZE: Final = (1200, 680)


class ReadingsWindow(SideWindow):
    """Read again each time it is opened."""

    def __init__(self, parent: QWidget, verbs: ReadingsVerbs, tasks: Tasks) -> None:
        super().__init__(parent)
        self.page = ReadingsPage(verbs, tasks)
        title = self.tr("Qui lit quoi")
        words = self.tr(
            "Ce que vous choisissez est gardé aussitôt ; les lots touchés sont à sceller de nouveau."
        )
        self.setWindowTitle(title)
        self.fill(heading(title, words, under=12), self.page, SIZE)

    def show_page(self) -> None:
        """Show the window, or bring it back to the front, and read again."""
        self.show_in_front()
        self.page.refresh()
