"""The marks by section: one token an institution, a line at the mean, points at the right."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_app.texts import decimal_fr
from commission_app.ui import fonts, icons, theme
from commission_app.ui.secretariat.meeting.marks_paint import PAGE, Measure, lanes, paint_token, tokens
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.record_table import LEFT, RIGHT, draw_text
from commission_app.workflow.meeting.views import SectionLine

FIGURE = 96  # width of « 14,2 / 18 », in pixels of a text of 16


class SectionProfile(Painted, QWidget):
    """Painted; what it shows is also said in its accessible description, section by section."""

    def __init__(self, measure: Measure = PAGE) -> None:
        super().__init__()
        self._measure = measure
        self._lines: tuple[SectionLine, ...] = ()
        self._names_hidden = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Profil par section"))

    def set_measure(self, measure: Measure) -> None:
        """Tighten or loosen the rows."""
        self._measure = measure
        self.updateGeometry()
        self.update()

    def show_lines(self, lines: tuple[SectionLine, ...], *, names_hidden: bool) -> None:
        """Show the sections of a dossier."""
        self._lines, self._names_hidden = lines, names_hidden
        self.setAccessibleDescription(" ; ".join(map(self._said, lines)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Take a row a section."""
        return QSize(theme.scaled(460), theme.scaled(self._measure.row) * len(self._lines) + 4)

    def minimumSizeHint(self) -> QSize:
        """Never crush a row."""
        return QSize(theme.scaled(320), self.sizeHint().height())

    def paint(self, painter: QPainter) -> None:
        """Paint each section."""
        height = theme.scaled(self._measure.row)
        for number, line in enumerate(self._lines):
            self._paint_line(painter, QRectF(0, number * height, self.width(), height), line)

    def _paint_line(self, painter: QPainter, place: QRectF, line: SectionLine) -> None:
        measure = self._measure
        label = theme.scaled(measure.label)
        figure = theme.scaled(FIGURE * measure.figure / 16)
        self._paint_label(painter, QRectF(place.left(), place.top(), label - 10, place.height()), line)
        token = theme.scaled(measure.token)
        axis = place.adjusted(label + token / 2, 0, -figure - token / 2, 0)
        painter.setPen(QPen(theme.color("track"), 1))
        for step in range(3):
            x = round(axis.left() + axis.width() * step / 2) + 0.5
            painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()))
        if line.mean is not None:
            self._paint_mean(painter, axis, float(line.mean))
        self._paint_tokens(painter, axis, line)
        if line.mean is not None:
            self._paint_head(painter, axis, float(line.mean))
        face = fonts.font(measure.figure, fonts.SEMIBOLD, tabular=True)
        right = QRectF(place.right() - figure, place.top(), figure, place.height())
        draw_text(painter, right, _figure(line), face, "title", align=RIGHT)

    def _paint_label(self, painter: QPainter, place: QRectF, line: SectionLine) -> None:
        measure = self._measure
        half = theme.scaled(measure.text * 1.35)
        top = QRectF(place.left(), place.center().y() - half, place.width(), half)
        under = QRectF(place.left(), place.center().y() + 1, place.width(), half)
        part, _, title = line.label.rpartition(" — ")  # « Axe 1 — Nouvelles solutions d’accueil »
        draw_text(painter, top, title, fonts.font(measure.text, fonts.SEMIBOLD), "title", align=LEFT)
        words = f"{part} · {line.weight}" if part else line.weight
        if line.is_divergent:
            size = measure.detail
            middle = under.center().y() - theme.scaled(size) / 2
            icons.paint(painter, "git-fork", QPointF(under.left(), middle), "warning", size)
            under.setLeft(under.left() + theme.scaled(size) + 4)
            words = self.tr("{words} · divergence").format(words=words)
        tint: theme.Token = "warning" if line.is_divergent else "mention"
        draw_text(painter, under, words, fonts.font(measure.detail), tint, align=LEFT)

    def _paint_tokens(self, painter: QPainter, axis: QRectF, line: SectionLine) -> None:
        side = theme.scaled(self._measure.token)
        shown = tokens(line.dots, names_hidden=self._names_hidden)
        places = [axis.left() + axis.width() * float(token.share) for token in shown]
        if not places:
            return
        middle = axis.center().y()
        painter.setPen(QPen(theme.color("accent_soft"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(places[0], middle), QPointF(places[-1], middle))
        found = lanes(places, side)
        count = max(found) + 1
        step = min(side * 0.96, (axis.height() - side) / max(1, count - 1)) if count > 1 else 0
        for token, x, lane in zip(shown, places, found, strict=True):
            y = middle + (lane - (count - 1) / 2) * step
            spot = QRectF(x - side / 2, y - side / 2, side, side)
            paint_token(painter, spot, token.text, token.institution, self._measure.token_text)

    @staticmethod
    def _paint_mean(painter: QPainter, axis: QRectF, share: float) -> None:
        x = axis.left() + axis.width() * share
        painter.setPen(QPen(theme.color("title"), 2))
        painter.drawLine(QPointF(x, axis.top() + 5), QPointF(x, axis.bottom() - 3))

    @staticmethod
    def _paint_head(painter: QPainter, axis: QRectF, share: float) -> None:
        """Paint the head of the line over the tokens, which may hide the line itself."""
        x, top = axis.left() + axis.width() * share, axis.top() + 1
        painter.setPen(QPen(theme.color("surface"), 1))
        painter.setBrush(theme.color("title"))
        painter.drawPolygon(QPolygonF([QPointF(x - 6, top), QPointF(x + 6, top), QPointF(x, top + 8)]))

    def _said(self, line: SectionLine) -> str:
        shown = ", ".join(
            f"{token.institution} {decimal_fr(token.share * line.points)}"
            for token in tokens(line.dots, names_hidden=self._names_hidden)
        )
        return f"{line.label} : {_figure(line)} ; {shown}"


def _figure(line: SectionLine) -> str:
    whole = decimal_fr(line.points, 0 if line.points.denominator == 1 else 1)
    mean = "—" if line.mean is None else decimal_fr(line.mean * line.points)
    return f"{mean} / {whole}"
