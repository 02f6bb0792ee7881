"""List, pages and grid side by side: bounded widths that follow the text size, and a list that folds."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QWidget

from commission_app.ui import theme

# Smallest, usual and largest, at the usual text size.
LIST_WIDTHS: Final = (240, 296, 360)
GRID_WIDTHS: Final = (360, 412, 480)
COMPACT_WIDTHS: Final = (248, 372)
SMALLEST_READER: Final = 440
PANES: Final = 3


class ThreePanes(QSplitter):
    """Takes the three in order; `list_crowded` tells that the pages would be too narrow with the list."""

    list_crowded = Signal()
    widths_chosen = Signal(int, int)  # of the list and of the grid at the usual text size, once dragged

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._panes: list[QWidget] = []
        self._is_compact = False
        self._text_percent = 0
        self._chosen = (0, 0)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._on_moved)
        # The panes never widen the window: the list folds instead.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def take(self, pane: QWidget) -> None:
        """Add a pane at the right of the others."""
        self.addWidget(pane)
        self._panes.append(pane)
        if self.is_whole:
            self.setStretchFactor(1, 1)
            self.fit(is_compact=self._is_compact)

    @property
    def is_whole(self) -> bool:
        """Whether the three are there."""
        return len(self._panes) == PANES

    def fit(self, *, is_compact: bool) -> None:
        """Give both side panes their usual width at the text size in use, and the rest to the pages."""
        self._is_compact = is_compact
        self._text_percent = theme.text_percent()
        for place, (smallest, _, largest) in ((0, LIST_WIDTHS), (2, GRID_WIDTHS)):
            pane = self._panes[place]
            pane.setMinimumWidth(theme.scaled(smallest))
            pane.setMaximumWidth(theme.scaled(largest))
        self._bound_grid()
        usual = COMPACT_WIDTHS if is_compact else (LIST_WIDTHS[1], GRID_WIDTHS[1])
        left, right = (
            theme.scaled(chosen or width) for chosen, width in zip(self._chosen, usual, strict=True)
        )
        self.setSizes([left, max(0, self.width() - left - right), right])
        self._tell_if_crowded()

    def choose_widths(self, dossiers: int, grid: int) -> None:
        """Take the widths that the person chose earlier, at the usual text size; 0 for the usual ones."""
        self._chosen = (dossiers, grid)
        if self.is_whole:
            self.fit(is_compact=self._is_compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the pages their half, and tell when they would be too narrow."""
        super().resizeEvent(event)
        if self.is_whole:
            self._bound_grid()
        self._tell_if_crowded()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell when the pages would be too narrow."""
        super().showEvent(event)
        self._tell_if_crowded()

    def changeEvent(self, event: QEvent) -> None:
        """Give the panes the widths of the new text size."""
        super().changeEvent(event)
        if self.is_whole and theme.is_change(event) and theme.text_percent() != self._text_percent:
            self.fit(is_compact=self._is_compact)

    def _on_moved(self) -> None:
        """Keep what the person dragged; a pane that is folded keeps the width it had."""
        if self.is_whole:
            dragged = (self._panes[0].width(), self._panes[2].width())
            shown = (self._panes[0].isVisible(), self._panes[2].isVisible())
            usual = [round(width * 100 / theme.text_percent()) for width in dragged]
            kept = zip(usual, shown, self._chosen, strict=True)
            dossiers, grid = (new if is_shown else before for new, is_shown, before in kept)
            self._chosen = (dossiers, grid)
            self.widths_chosen.emit(dossiers, grid)

    def _bound_grid(self) -> None:
        """Never ask more than half the window for the grid: in a large text it would leave at the right."""
        grid = self._panes[2]
        most = max(self.width() // 2, grid.minimumSizeHint().width())
        grid.setMinimumWidth(min(theme.scaled(GRID_WIDTHS[0]), most))

    def _tell_if_crowded(self) -> None:
        if not self.is_whole or not self.isVisible():
            return
        dossiers, reader, grid = self._panes
        room = self.width() - dossiers.minimumWidth() - grid.minimumWidth()
        if room < max(SMALLEST_READER, reader.minimumSizeHint().width()):
            self.list_crowded.emit()
