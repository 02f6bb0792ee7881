"""Text of several lines in a painted cell: where it breaks, and how it is drawn."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout

from commission_app.ui import theme
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.record_table import LEFT, draw_text

LINE_HEIGHT: Final = 19  # in pixels of normal text


def wrapped(text: str, width: float, face: QFont) -> list[str]:
    """Return the lines on which a text stands in a width."""
    layout = QTextLayout(text, face)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines


def draw_wrapped(
    painter: QPainter,
    place: QRectF,
    text: str,
    face: QFont,
    tint: Token = "text",
    *,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Paint a text on as many lines as it takes, centered in height."""
    lines = wrapped(text, place.width(), face)
    height = theme.scaled(LINE_HEIGHT)
    top = place.center().y() - height * len(lines) / 2
    for number, line in enumerate(lines):
        at = QRectF(place.left(), top + number * height, place.width(), height)
        draw_text(painter, at, line, face, tint, align=align)
