"""One choice among others that exclude it, on a line of its own."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from commission_app.ui import fonts, theme
from commission_app.ui.widgets.painted import PaintedChoice
from commission_app.ui.widgets.record_table import draw_text

DISC: Final = 15
TEXT_LEFT: Final = 25


class RadioLine(PaintedChoice):
    """Its disc is painted: the one of the style disappears on a dark card."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a line high enough to be aimed at."""
        return QSize(theme.scaled(180), theme.scaled(26))

    def paint(self, painter: QPainter) -> None:
        """Paint the disc and the words."""
        side, is_on = theme.scaled(DISC), self.isChecked()
        center = QPointF(side / 2 + 1, self.height() / 2)
        painter.setPen(QPen(theme.color("accent" if is_on else "line_field"), 1.6))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(center, side / 2 - 1, side / 2 - 1)
        if is_on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(center, side * 0.25, side * 0.25)
        left = theme.scaled(TEXT_LEFT)
        place = QRectF(left, 0, self.width() - left, self.height())
        draw_text(painter, place, self.text(), fonts.font(13), "text" if self.isEnabled() else "disabled")
