"""What the widgets that paint themselves have in common: smooth edges, the text size, the mouse wheel."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QRadioButton, QWidget

from commission_app.ui import theme

# A widget may come from one Qt class only: this one stands before it, among the bases of each.
if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class Painted(_Base):
    """A widget that paints itself, asking for its colors and its size each time: it keeps none of them."""

    def paint(self, painter: QPainter) -> None:
        """Paint what the widget shows now."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the whole widget, with smooth edges."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self.updateGeometry()


class PaintedChoice(Painted, QRadioButton):
    """One choice among others that exclude it, in the shape that it paints."""

    def hitButton(self, position: QPoint) -> bool:
        """Accept a click anywhere on it."""
        return self.rect().contains(position)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()
