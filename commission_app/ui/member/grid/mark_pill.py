"""A mark in its pill: 0 to the maximum by shade and digit, blank, « non évaluable »: never a shade alone."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from commission_app.scoring.sheet import MarkValue
from commission_app.ui import fonts, theme

RADIUS: Final = 5
HATCH_STEP: Final = 5


def pill_size() -> QSizeF:
    """Return the size of a pill at the text size in use."""
    return QSizeF(theme.scaled(38), theme.scaled(24))


def paint_pill(painter: QPainter, place: QRectF, mark: MarkValue, maximum: int) -> None:
    """Paint a mark in its place."""
    if mark is None:
        painter.setPen(QPen(theme.color("line_field"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    elif isinstance(mark, int):
        background, ink = theme.heat(mark, maximum)
        is_pale = mark == 0 or theme.current().name == "contrast"
        painter.setPen(QPen(theme.color("line_soft"), 1) if is_pale else Qt.PenStyle.NoPen)
        painter.setBrush(background)
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setFont(fonts.font(13, fonts.SEMIBOLD, tabular=True))
        painter.setPen(ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(mark))
    else:
        _paint_not_assessable(painter, place)


def _paint_not_assessable(painter: QPainter, place: QRectF) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(place, RADIUS, RADIUS)
    painter.save()
    painter.fillPath(shape, theme.color("neutral"))
    painter.setClipPath(shape)
    painter.setPen(QPen(theme.color("line_soft"), 1.2))
    x = place.left() - place.height()
    while x < place.right():
        painter.drawLine(QPointF(x, place.bottom()), QPointF(x + place.height(), place.top()))
        x += HATCH_STEP
    painter.restore()
    painter.setFont(fonts.font(11, fonts.SEMIBOLD))
    painter.setPen(theme.color("text"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "N. é.")
