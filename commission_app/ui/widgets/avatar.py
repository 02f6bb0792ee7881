"""A person's initials in a round badge tinted by institution: never alone, the name stands beside it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_app.texts import initials
from commission_app.ui import fonts, theme
from commission_app.ui.widgets.painted import Painted


def paint_avatar(
    painter: QPainter, place: QRectF, name: str, institution: str, *, is_absent: bool = False
) -> None:
    """Paint the round badge of a person in a square; dashed and without tint when they are absent."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    background, ink = theme.institution_colors(institution)
    if is_absent:
        ink = theme.color("mention")
        painter.setPen(QPen(theme.color("faint"), 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place.adjusted(0.6, 0.6, -0.6, -0.6))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(background)
        painter.drawEllipse(place)
    face = fonts.font(13, fonts.SEMIBOLD)
    face.setPixelSize(max(9, round(place.height() * 0.4)))
    painter.setFont(face)
    painter.setPen(ink)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


class Avatar(Painted, QWidget):
    """The round badge of one person."""

    def __init__(self, name: str, institution: str, diameter: int = 28, *, is_absent: bool = False) -> None:
        super().__init__()
        self._name = name
        self._institution = institution
        self._diameter = diameter
        self._is_absent = is_absent
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{name}, {institution}")

    def sizeHint(self) -> QSize:
        """Return the square it fills."""
        side = theme.scaled(self._diameter)
        return QSize(side, side)

    def paint(self, painter: QPainter) -> None:
        """Paint the badge."""
        paint_avatar(painter, QRectF(self.rect()), self._name, self._institution, is_absent=self._is_absent)
