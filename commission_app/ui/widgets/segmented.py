"""A segmented switch: one view among two or three of the same content."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from commission_app.ui import fonts, theme
from commission_app.ui.widgets.layouts import row
from commission_app.ui.widgets.painted import PaintedChoice


class _Segment(PaintedChoice):
    """One view."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Fit the words."""
        width = fonts.width(self.text(), fonts.font(12, fonts.SEMIBOLD))
        return QSize(ceil(width) + 24, theme.scaled(26))

    def paint(self, painter: QPainter) -> None:
        """Paint the segment, raised when chosen."""
        is_on = self.isChecked()
        if is_on:
            painter.setPen(QPen(theme.color("line_soft"), 1))
            painter.setBrush(theme.color("pressed" if theme.current().is_dark else "surface"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5.5, 5.5)
        painter.setFont(fonts.font(12, fonts.SEMIBOLD if is_on else fonts.MEDIUM))
        painter.setPen(theme.color("title" if is_on else "text"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())


class Segmented(QWidget):
    """A row of segments; `chosen` carries the index of the new choice."""

    chosen = Signal(int)

    def __init__(self, name: str, texts: Sequence[str]) -> None:
        """Take the accessible name of the switch and its words; the first is chosen."""
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        segments = [_Segment(text) for text in texts]
        for index, segment in enumerate(segments):
            self._group.addButton(segment, index)
        segments[0].setChecked(True)
        self.setLayout(row(*segments, margins=(2, 2, 2, 2)))
        self._group.idClicked.connect(self.chosen)

    def choice(self) -> int:
        """Return the index of the chosen segment."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Choose a segment; nothing is emitted."""
        self._group.button(index).setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the trough."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken" if theme.current().is_dark else "neutral"))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
