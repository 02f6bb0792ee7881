"""A box to tick, with its words."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.record_table import draw_text

BOX: Final = 16
TEXT_LEFT: Final = 25


def paint_box(painter: QPainter, box: QRectF, state: Qt.CheckState, *, is_enabled: bool = True) -> None:
    """Paint the box in a square: empty, ticked, or with a dash when a part of what it holds is ticked."""
    is_on = state != Qt.CheckState.Unchecked
    edge: Token = "accent" if is_on else "line_field" if is_enabled else "line_soft"
    painter.setPen(QPen(theme.color(edge), 1.4))
    painter.setBrush(theme.color("accent" if is_on else "surface"))
    painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
    if is_on:
        inset = (box.width() - theme.scaled(12)) / 2
        sign: IconName = "check" if state == Qt.CheckState.Checked else "minus"
        icons.paint(painter, sign, box.topLeft() + QPointF(inset, inset), "on_accent", 12)


class CheckLine(Painted, QCheckBox):
    """Its box is painted: the one of the style disappears on a dark card."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a line high enough to be aimed at."""
        width = theme.scaled(TEXT_LEFT) + fonts.width(self.text(), fonts.font(13))
        return QSize(round(width) + 4, theme.scaled(26))

    def paint(self, painter: QPainter) -> None:
        """Paint the box and the words."""
        side = theme.scaled(BOX)
        box = QRectF(1, (self.height() - side) / 2, side, side)
        paint_box(painter, box, self.checkState(), is_enabled=self.isEnabled())
        left = theme.scaled(TEXT_LEFT)
        place = QRectF(left, 0, self.width() - left, self.height())
        draw_text(painter, place, self.text(), fonts.font(13), "text" if self.isEnabled() else "disabled")
