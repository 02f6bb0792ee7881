"""A window beside the work, which goes on behind it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from commission_app.ui import theme
from commission_app.ui.widgets.focus_ring import FocusRing
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Line, Panel, column

SMALLEST: Final = (600, 420)
ROOM: Final = 110  # left around it on a small screen


class SideWindow(QDialog):
    """A head on its panel, over a content that takes the rest."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)

    def fill(self, head: QLayout, content: QWidget, size: tuple[int, int]) -> None:
        """Put both in the window, which takes this size at the text size in use, if the screen allows."""
        layout = column(Panel(head), Line(), content)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._ring = FocusRing(self)
        room = (self.parentWidget() or self).screen().availableGeometry()
        self.setMinimumSize(*SMALLEST)
        width, height = map(theme.scaled, size)
        self.resize(min(width, room.width() - ROOM), min(height, room.height() - ROOM))

    def show_in_front(self) -> None:
        """Show the window, or bring it back to the front."""
        self.show()
        self.raise_()
        self.activateWindow()


def heading(title: str, words: str, *, under: int) -> QLayout:
    """Return a title and what the window is for, with this space under them."""
    return column(
        Label(title, "screen_title"), 2, Label(words, "mention", wrap=True), margins=(24, 16, 24, under)
    )
