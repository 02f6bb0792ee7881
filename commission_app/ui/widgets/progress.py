"""Progress, painted: the pie of one dossier (a shape, not only a color) and the thin bar of a whole."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_app.ui import theme
from commission_app.ui.tokens import Token


class PieState(Enum):
    """What a pie tells."""

    READING = "reading"  # a share from empty to nearly full
    DONE = "done"
    RECUSED = "recused"


def paint_pie(painter: QPainter, place: QRectF, share: float, state: PieState = PieState.READING) -> None:
    """Paint a pie in a square: empty circle, filled share, check mark, or crossed circle when recused."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state is PieState.DONE:
        _paint_done(painter, place)
    else:
        has_begun = state is PieState.READING and share > 0
        painter.setPen(QPen(theme.color("accent" if has_begun else "faint"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place.adjusted(0.7, 0.7, -0.7, -0.7))
        if has_begun:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            inset = place.width() * 0.17
            painter.drawPie(
                place.adjusted(inset, inset, -inset, -inset), 90 * 16, -round(360 * 16 * min(1.0, share))
            )
        elif state is PieState.RECUSED:
            reach = place.width() * 0.32
            center = place.center()
            painter.drawLine(center + QPointF(-reach, reach), center + QPointF(reach, -reach))
    painter.restore()


def _paint_done(painter: QPainter, place: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    painter.drawEllipse(place)
    pen = QPen(theme.ink_on(theme.color("accent")), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    center, side = place.center(), place.width()
    painter.drawPolyline(
        [
            center + QPointF(-0.21 * side, 0.02 * side),
            center + QPointF(-0.05 * side, 0.18 * side),
            center + QPointF(0.23 * side, -0.16 * side),
        ]
    )


class ProgressBar(QWidget):
    """A thin bar from 0 to 1, with its value in words for a screen reader."""

    def __init__(self, thickness: int = 4, tint: Token = "accent") -> None:
        super().__init__()
        self._share = 0.0
        self._tint = tint
        self.setFixedHeight(thickness)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, words: str) -> None:
        """Show a share from 0 to 1, and say it: « 6 fiches sur 8 »."""
        self._share = max(0.0, min(1.0, share))
        self.setAccessibleName(words)
        self.update()

    def share(self) -> float:
        """Return the share shown."""
        return self._share

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track and the share."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self._share > 0:
            painter.setBrush(theme.color(self._tint))
            width = max(float(self.height()), self.width() * self._share)
            painter.drawRoundedRect(QRectF(0, 0, width, self.height()), radius, radius)
