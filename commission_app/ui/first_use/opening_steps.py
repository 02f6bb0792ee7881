"""The three steps of a first opening, one under the other: done, current, to come."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_app.ui import fonts, icons, theme
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.record_table import draw_text

ROW_HEIGHT: Final = 74
DISC: Final = 28
TEXT_LEFT: Final = 44


class OpeningSteps(Painted, QWidget):
    """Each step has a name and a sentence."""

    def __init__(self, steps: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._steps = tuple(steps)
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, current: int) -> None:
        """Show which step is the current one; those before it are done."""
        self._current = current
        name = self._steps[min(current, len(self._steps) - 1)][0]
        words = self.tr("Étape {number} sur {count} : {name}")
        self.setAccessibleName(words.format(number=current + 1, count=len(self._steps), name=name))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all steps."""
        return QSize(theme.scaled(300), theme.scaled(ROW_HEIGHT) * len(self._steps))

    def paint(self, painter: QPainter) -> None:
        """Paint the steps and the line between them."""
        for index in range(len(self._steps)):
            self._paint_step(painter, index, index * theme.scaled(ROW_HEIGHT))

    def _paint_step(self, painter: QPainter, index: int, top: int) -> None:
        side, is_done, is_current = theme.scaled(DISC), index < self._current, index == self._current
        center = QPointF(side / 2 + 1, top + side / 2 + 1)
        if index + 1 < len(self._steps):
            painter.setPen(QPen(theme.color("accent" if is_done else "line_soft"), 2))
            bottom = top + theme.scaled(ROW_HEIGHT) - 4
            painter.drawLine(QPointF(center.x(), top + side + 6), QPointF(center.x(), bottom))
        disc = QRectF(center.x() - side / 2, center.y() - side / 2, side, side)
        if is_done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(disc)
            half = theme.scaled(16) / 2
            icons.paint(painter, "check", center - QPointF(half, half), "on_accent", 16)
        else:
            painter.setPen(QPen(theme.color("accent" if is_current else "line_field"), 1.6))
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(disc.adjusted(0.8, 0.8, -0.8, -0.8))
            face = fonts.font(13, fonts.SEMIBOLD, tabular=True)
            tint: Token = "accent" if is_current else "mention"
            draw_text(painter, disc, str(index + 1), face, tint, align=Qt.AlignmentFlag.AlignCenter)
        name, sentence = self._steps[index]
        left = theme.scaled(TEXT_LEFT)
        line = QRectF(left, top + 2, self.width() - left, theme.scaled(22))
        is_lit = is_done or is_current
        draw_text(painter, line, name, fonts.font(15, fonts.SEMIBOLD), "title" if is_lit else "mention")
        draw_text(painter, line.translated(0, theme.scaled(22)), sentence, fonts.font(13), "mention")
