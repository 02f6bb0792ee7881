"""The variety of the retained territories: boxes counted in words, hatched for the dossier under debate."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_app.ui import fonts, theme
from commission_app.ui.secretariat.ranking_delegate import hatch
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.record_table import LEFT, RIGHT, draw_text
from commission_app.workflow.meeting.views import Gauge

FILLS: tuple[theme.Token, ...] = ("accent", "accent_middle", "accent_light")


class GaugeBar(Painted, QWidget):
    """One gauge: as many boxes as places. Each kind has its words, its tint and its sign in the boxes."""

    def __init__(self, gauge: Gauge, seats: int) -> None:
        super().__init__()
        self._gauge, self._seats = gauge, seats
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{gauge.title} : {self._words()}. {gauge.target}".strip())
        self.setToolTip(gauge.target)

    def sizeHint(self) -> QSize:
        """Take a line of words and a line of boxes, and one more for a target that lacks."""
        return QSize(theme.scaled(240), theme.scaled(52 if self._gauge.target else 36))

    def paint(self, painter: QPainter) -> None:
        """Paint the words, the boxes, then what a target lacks."""
        line, box = theme.scaled(17), theme.scaled(13)
        whole = QRectF(0, 0, self.width(), line)
        face = fonts.font(12, fonts.SEMIBOLD)
        draw_text(painter, whole, self._gauge.title, face, "title", align=LEFT)
        words = whole.adjusted(fonts.width(self._gauge.title, face) + 8, 0, 0, 0)
        draw_text(painter, words, self._words(), fonts.font(12), "text", align=RIGHT)
        width = (self.width() - 3 * (self._seats - 1)) / self._seats
        for number in range(self._seats):
            self._paint_box(painter, QRectF(number * (width + 3), line + 2, width, box), self._kind(number))
        if self._gauge.target:
            under = QRectF(0, line + box + 3, self.width(), line)
            draw_text(painter, under, self._gauge.target, fonts.font(11), "warning", align=LEFT)

    def _words(self) -> str:
        return " · ".join(f"{count} {word}" for word, count in self._gauge.parts)

    def _kind(self, number: int) -> int | None:
        """Return the kind of a box: an index, minus one for the dossier under debate, None when free."""
        passed = 0
        for kind, (_, count) in enumerate(self._gauge.parts):
            passed += count
            if number < passed:
                return kind
        return -1 if number == passed and self._gauge.candidate is not None else None

    def _paint_box(self, painter: QPainter, place: QRectF, kind: int | None) -> None:
        path = QPainterPath()
        path.addRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if kind is None:
            painter.setPen(QPen(theme.color("line_field"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif kind < 0:
            hatch(painter, place, "accent")
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(theme.color(FILLS[kind % len(FILLS)]))
        painter.drawPath(path)
        if kind is not None:
            named = int(self._gauge.candidate or 0) if kind < 0 else kind
            ink: theme.Token = "on_accent" if kind == 0 else "title"
            if kind < 0:  # the letter stands on a plate, or the hatching would cross it
                plate = QRectF(0, 0, theme.scaled(14), place.height() - 3)
                plate.moveCenter(place.center())
                painter.fillRect(plate, theme.color("surface"))
            self._paint_sign(painter, place, named, ink)

    def _paint_sign(self, painter: QPainter, place: QRectF, kind: int, ink: theme.Token) -> None:
        """Write the initial of the kind in its box: a tint alone says nothing."""
        if place.width() >= theme.scaled(12):
            painter.setFont(fonts.font(9, fonts.SEMIBOLD))
            painter.setPen(theme.color(ink))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._gauge.parts[kind][0][:1].upper())


class DepartementGrid(Painted, QWidget):
    """The départements of the candidacies: filled where one is retained, dashed for the dossier."""

    def __init__(self, counts: tuple[tuple[str, int], ...], candidate: str) -> None:
        super().__init__()
        self._counts, self._candidate = counts, candidate
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        held = [f"{code} ({count})" for code, count in counts if count]
        self.setAccessibleName(self.tr("Départements retenus : {held}").format(held=", ".join(held) or "—"))

    def sizeHint(self) -> QSize:
        """Take as many lines of eight as needed."""
        return QSize(theme.scaled(240), theme.scaled(26) * -(-len(self._counts) // 8))

    def paint(self, painter: QPainter) -> None:
        """Paint the boxes."""
        height, width = theme.scaled(26), self.width() / 8
        for number, (code, count) in enumerate(self._counts):
            place = QRectF(number % 8 * width, number // 8 * height, width - 4, height - 5)
            is_candidate = code == self._candidate
            style = Qt.PenStyle.DashLine if is_candidate else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme.color("accent" if count or is_candidate else "line_soft"), 1.4, style))
            painter.setBrush(theme.color("accent" if count else "surface"))
            painter.drawRoundedRect(place.adjusted(0.7, 0.7, -0.7, -0.7), 3, 3)
            text = f"{code}×{count}" if count > 1 else code
            painter.setFont(fonts.font(11, fonts.SEMIBOLD if count or is_candidate else fonts.REGULAR))
            painter.setPen(theme.color("on_accent" if count else "accent" if is_candidate else "mention"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
