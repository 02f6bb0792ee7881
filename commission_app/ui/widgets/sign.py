"""The sign of the application: ten places in a ring, one of them in red."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_app.ui import theme
from commission_app.ui.widgets.painted import Painted

DOTS = 10


def paint_sign(painter: QPainter, place: QRectF) -> None:
    """Paint the ring of dots in a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ring, dot = place.width() * 0.39, place.width() * 0.105
    for index in range(DOTS):
        angle = -pi / 2 + 2 * pi * index / DOTS
        painter.setBrush(theme.color("sign_red" if index == 0 else "accent"))
        painter.drawEllipse(place.center() + QPointF(ring * cos(angle), ring * sin(angle)), dot, dot)
    painter.restore()


def window_icon() -> QIcon:
    """Return the sign as the icon of the window."""
    icon = QIcon()
    for side in (16, 32, 48, 128, 256):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_sign(painter, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


class Sign(Painted, QWidget):
    """The sign, at the left of the bar."""

    def __init__(self, side: int = 22) -> None:
        super().__init__()
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the square it fills."""
        return QSize(theme.scaled(self._side), theme.scaled(self._side))

    def paint(self, painter: QPainter) -> None:
        """Paint the sign."""
        paint_sign(painter, QRectF(self.rect()))
