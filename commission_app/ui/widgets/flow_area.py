"""A page that scrolls only when its text, flowed at the width it has, is taller than the window."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


class FlowArea(QScrollArea):
    """Holds one layout.

    Left to itself, a scroll area asks for the height that wrapped texts would need at their narrowest: it
    would scroll over nothing.
    """

    def __init__(self, layout: QLayout, name: str) -> None:
        super().__init__()
        self._flowing = layout
        self._body = QWidget()
        self._body.setObjectName("body")
        self._body.setLayout(layout)
        self._body.installEventFilter(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setWidget(self._body)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Measure again when the content changed."""
        if watched is self._body and event.type() == QEvent.Type.LayoutRequest:
            self._measure()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again at the new width."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        width = max(self.viewport().width(), self._flowing.minimumSize().width())
        # A layout in which no text flows knows its height, whatever its width.
        flows, lowest = self._flowing.hasHeightForWidth(), self._flowing.minimumSize().height()
        height = self._flowing.heightForWidth(width) if flows else lowest
        self._body.setMinimumHeight(max(1, height))
