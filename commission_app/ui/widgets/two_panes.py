"""A page and its side panel: side by side, or one at a time when the window is narrow or the text large."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from commission_app.ui import theme
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, column, row
from commission_app.ui.widgets.segmented import Segmented

NARROW = 1150  # width, in pixels of normal text, under which both panes would be cramped


class TwoPanes(QWidget):
    """The main pane and the side one, with a switch between them that shows only when they do not fit."""

    def __init__(
        self, main: QWidget, side: QWidget, name: str, titles: Sequence[str], *, side_first: bool = False
    ) -> None:
        """Take the panes, the accessible name of the switch and the title of each pane.

        The side pane stands at the right, unless it comes first.
        """
        super().__init__()
        self._main = main
        self._side = side
        self._side_width = 0
        self._switch = Segmented(name, titles)
        self._switch.chosen.connect(self._arrange)
        self._bar = Panel(row(self._switch, STRETCH, margins=(20, 10, 20, 0)))
        self._line = Line(Qt.Orientation.Vertical)
        panes = row(side, self._line, main) if side_first else row(main, self._line, side)
        panes.setStretchFactor(main, 1)
        self.setLayout(column(self._bar, panes))
        self._arrange()

    def set_side_width(self, width: int) -> None:
        """Set the width of the side pane beside the main one, in pixels of normal text."""
        self._side_width = width
        self._arrange()

    def panes(self) -> tuple[QWidget, QWidget]:
        """Return both panes, in order."""
        return self._main, self._side

    def is_narrow(self) -> bool:
        """Tell whether one pane shows at a time."""
        return self.width() * 100 < NARROW * theme.text_percent()

    def show_side(self) -> None:
        """Bring the side pane forward, where only one shows."""
        self._switch.choose(1)
        self._arrange()

    def show_main(self) -> None:
        """Bring the main pane forward, where only one shows."""
        self._switch.choose(0)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both panes when they fit."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._arrange()

    def _arrange(self) -> None:
        is_narrow = self.is_narrow()
        shows_side = self._switch.choice() == 1
        self._bar.setVisible(is_narrow)
        self._line.setVisible(not is_narrow)
        self._main.setVisible(not is_narrow or not shows_side)
        self._side.setVisible(not is_narrow or shows_side)
        if is_narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16777215)  # Qt's « no limit »
        else:
            self._side.setFixedWidth(theme.scaled(self._side_width))
