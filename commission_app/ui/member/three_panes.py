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


class ThreePanes(QSplitter):
    """`list_crowded` tells that the pages would be too narrow with the list beside them."""

    list_crowded = Signal()

    def __init__(self, dossiers: QWidget, reader: QWidget, grid: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._dossiers, self._reader, self._grid = dossiers, reader, grid
        self._is_compact = False
        self._text_percent = 0
        for pane in (dossiers, reader, grid):
            self.addWidget(pane)
        self.setStretchFactor(1, 1)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        # The panes never widen the window: the list folds instead.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.fit(is_compact=False)

    def fit(self, *, is_compact: bool) -> None:
        """Give both side panes their usual width at the text size in use, and the rest to the pages."""
        self._is_compact = is_compact
        self._text_percent = theme.text_percent()
        for pane, (smallest, _, largest) in ((self._dossiers, LIST_WIDTHS), (self._grid, GRID_WIDTHS)):
            pane.setMinimumWidth(theme.scaled(smallest))
            pane.setMaximumWidth(theme.scaled(largest))
        usual = COMPACT_WIDTHS if is_compact else (LIST_WIDTHS[1], GRID_WIDTHS[1])
        left, right = (theme.scaled(width) for width in usual)
        self.setSizes([left, max(0, self.width() - left - right), right])
        self._tell_if_crowded()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell when the pages would be too narrow."""
        super().resizeEvent(event)
        self._tell_if_crowded()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell when the pages would be too narrow."""
        super().showEvent(event)
        self._tell_if_crowded()

    def changeEvent(self, event: QEvent) -> None:
        """Give the panes the widths of the new text size."""
        super().changeEvent(event)
        if theme.is_change(event) and theme.text_percent() != self._text_percent:
            self.fit(is_compact=self._is_compact)

    def _tell_if_crowded(self) -> None:
        room = self.width() - self._dossiers.minimumWidth() - self._grid.minimumWidth()
        if self.isVisible() and room < max(SMALLEST_READER, self._reader.minimumSizeHint().width()):
            self.list_crowded.emit()
