"""The help beside the work, never modal."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from commission_app.ui.help.help_page import HelpPage
from commission_app.ui.help.topics import Side
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.side_window import SideWindow, heading

SIZE = (1000, 680)


class HelpWindow(SideWindow):
    """The help of one space and its guides; `show_topic` brings the page of a screen to the front."""

    def __init__(self, parent: QWidget, side: Side, tasks: Tasks | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Aide"))
        self.page = HelpPage(side, tasks)
        words = self.tr("F1 ouvre la page de l’écran que vous regardez. Échap ferme cette fenêtre.")
        self.fill(heading(self.tr("Aide"), words, under=14), self.page, SIZE)

    def show_topic(self, name: str) -> None:
        """Show a page, the first one when the name is unknown."""
        self.page.show_topic(name)
        self.show_in_front()
        self.page.titles.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
