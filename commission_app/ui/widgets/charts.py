"""Two small charts, painted: how often each level was given, and one point a dossier from 0 to 100.

A chart says itself in one sentence to a screen reader; `charted.Charted` puts the equivalent table beside it.
"""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_app.texts import NO_BREAK_SPACE, decimal_fr
from commission_app.ui import fonts, theme
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.record_table import CENTER, draw_text

HISTOGRAM_HEIGHT, DOTS_HEIGHT = 104, 92
LINE = 18  # of the words under and above a chart
DOT = 8
TICKS = (0, 20, 40, 60, 80, 100)


class _Chart(Painted, QWidget):
    """A chart as wide as its place."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Keep one height, at the text size in use."""
        return QSize(theme.scaled(200), theme.scaled(self._height))


class Histogram(_Chart):
    """One bar a level, its percentage above, its mark under; bars begin at zero."""

    def __init__(self) -> None:
        super().__init__(HISTOGRAM_HEIGHT)
        self._shares: tuple[int, ...] = ()

    def show_shares(self, shares: Sequence[int], sentence: str) -> None:
        """Show whole percentages, one a level from 0."""
        self._shares = tuple(shares)
        self.setAccessibleName(sentence)
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Paint the bars."""
        if not self._shares:
            return
        width, line = self.width() / len(self._shares), theme.scaled(LINE)
        room, highest = self.height() - 2 * line, max(1, *self._shares)
        face = fonts.font(12, fonts.SEMIBOLD, tabular=True)
        for level, share in enumerate(self._shares):
            left, height = level * width, room * share / highest
            bar = QRectF(left + 4, self.height() - line - height, width - 8, height)
            background, _ = theme.heat(level, len(self._shares) - 1)
            painter.setPen(QPen(theme.color("line_field"), 1) if share else Qt.PenStyle.NoPen)
            painter.setBrush(background)
            painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, 0), 2, 2)
            above = QRectF(left, bar.top() - line, width, line)
            draw_text(painter, above, f"{share}{NO_BREAK_SPACE}%", face, "title", align=CENTER)
            under = QRectF(left, self.height() - line + 2, width, line - 2)
            draw_text(painter, under, str(level), face, "mention", align=CENTER)
        painter.setPen(QPen(theme.color("faint"), 1))
        bottom = self.height() - line + 0.5
        painter.drawLine(QPointF(0, bottom), QPointF(self.width(), bottom))


class DotPlot(_Chart):
    """One point a dossier on an axis from 0 to 100; equal ones stand on each other. A dashed median."""

    def __init__(self) -> None:
        super().__init__(DOTS_HEIGHT)
        self._totals: tuple[Fraction, ...] = ()
        self._median: Fraction | None = None

    def show_totals(self, totals: Sequence[Fraction], median: Fraction | None, sentence: str) -> None:
        """Show totals on 100."""
        self._totals, self._median = tuple(totals), median
        self.setAccessibleName(sentence)
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Paint the axis, the points, then the median."""
        line, dot = theme.scaled(LINE), theme.scaled(DOT)
        bottom, edge = self.height() - line, theme.scaled(14)
        width = self.width() - 2 * edge

        def at(total: Fraction | int) -> float:
            return edge + width * float(total) / 100

        self._paint_axis(painter, bottom, [(tick, at(tick)) for tick in TICKS])
        painter.setPen(QPen(theme.color("surface"), 1))
        painter.setBrush(theme.color("accent_middle"))
        piles: dict[int, int] = {}
        for total in sorted(self._totals):
            place = round(at(total) / dot)
            height = piles[place] = piles.get(place, 0) + 1
            painter.drawEllipse(QRectF(place * dot - dot / 2, bottom - height * dot - 1, dot, dot))
        if self._median is not None:
            self._paint_median(painter, bottom, at(self._median), decimal_fr(self._median))

    def _paint_axis(self, painter: QPainter, bottom: float, ticks: Sequence[tuple[int, float]]) -> None:
        painter.setPen(QPen(theme.color("faint"), 1))
        painter.drawLine(QPointF(0, bottom + 0.5), QPointF(self.width(), bottom + 0.5))
        for tick, x in ticks:
            place = QRectF(x - 20, bottom + 1, 40, theme.scaled(LINE) - 1)
            draw_text(painter, place, str(tick), fonts.font(11, tabular=True), "mention", align=CENTER)

    def _paint_median(self, painter: QPainter, bottom: float, x: float, words: str) -> None:
        line = theme.scaled(LINE)
        painter.setPen(QPen(theme.color("title"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, line), QPointF(x, bottom))
        text = self.tr("médiane {total}").format(total=words)
        face = fonts.font(11, fonts.SEMIBOLD, tabular=True)
        half = fonts.width(text, face) / 2 + 2
        middle = min(max(x, half), self.width() - half)
        draw_text(painter, QRectF(middle - half, 0, 2 * half, line), text, face, "title", align=CENTER)
