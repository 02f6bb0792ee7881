"""The total of each institution on the dossier, and a dashed line at the official note."""

from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_app.texts import decimal_fr, initials
from commission_app.ui import fonts, theme
from commission_app.ui.secretariat.meeting.marks_paint import PAGE, SHORT_CODE, Measure, paint_token
from commission_app.ui.widgets.painted import Painted
from commission_app.ui.widgets.record_table import RIGHT, draw_text
from commission_app.workflow.meeting.views import VoiceLine


class VoiceBars(Painted, QWidget):
    """Painted; said whole in its accessible description."""

    def __init__(self, measure: Measure = PAGE) -> None:
        super().__init__()
        self._measure = measure
        self._lines: tuple[VoiceLine, ...] = ()
        self._mean: Fraction | None = None
        self._names_hidden = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Note par organisme"))

    def set_measure(self, measure: Measure) -> None:
        """Tighten or loosen the rows."""
        self._measure = measure
        self.updateGeometry()
        self.update()

    def show_lines(self, lines: tuple[VoiceLine, ...], mean: Fraction | None, *, names_hidden: bool) -> None:
        """Show the institutions on a dossier."""
        self._lines, self._mean, self._names_hidden = lines, mean, names_hidden
        self.setAccessibleDescription(" ; ".join(f"{line.institution} : {_total(line)}" for line in lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Take a row an institution."""
        return QSize(theme.scaled(280), self._row() * len(self._lines) + 4)

    def minimumSizeHint(self) -> QSize:
        """Never crush a row."""
        return QSize(theme.scaled(220), self.sizeHint().height())

    def _row(self) -> int:
        return theme.scaled(self._measure.token + 14)

    def paint(self, painter: QPainter) -> None:
        """Paint the bars, then the line of the official note across them."""
        measure, row = self._measure, self._row()
        name = theme.scaled(measure.text * 4.6)
        most = 1 if self._names_hidden else max((len(line.members) for line in self._lines), default=1)
        room = theme.scaled(measure.token) * most + 12
        figure = theme.scaled(measure.figure * 3.2)
        bar = QRectF(name + room, 0, max(20.0, self.width() - name - room - figure), row)
        for number, line in enumerate(self._lines):
            place = QRectF(0, number * row, self.width(), row)
            face = fonts.font(measure.text, fonts.SEMIBOLD)
            draw_text(painter, QRectF(0, place.top(), name - 4, row), line.institution, face, "title")
            self._paint_tokens(painter, name, place, line)
            self._paint_bar(painter, bar.translated(0, place.top()), line)
            figures = fonts.font(measure.figure, fonts.SEMIBOLD, tabular=True)
            at_right = QRectF(self.width() - figure, place.top(), figure, row)
            draw_text(painter, at_right, _total(line), figures, "title", align=RIGHT)
        if self._mean is not None and self._lines:
            x = bar.left() + bar.width() * float(self._mean) / 100
            painter.setPen(QPen(theme.color("title"), 1.4, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 2), QPointF(x, row * len(self._lines) - 2))

    def _paint_tokens(self, painter: QPainter, left: float, place: QRectF, line: VoiceLine) -> None:
        side = theme.scaled(self._measure.token)
        top = place.center().y() - side / 2
        if self._names_hidden:
            is_absent = all(recused for _, recused in line.members)
            spot = QRectF(left, top, side, side)
            code = line.institution[:SHORT_CODE].upper()
            size = self._measure.token_text
            paint_token(painter, spot, code, line.institution, size, is_absent=is_absent)
            return
        for number, (name, is_recused) in enumerate(line.members):
            spot = QRectF(left + number * side, top, side, side)
            text = initials(name)
            paint_token(painter, spot, text, line.institution, self._measure.token_text, is_absent=is_recused)

    @staticmethod
    def _paint_bar(painter: QPainter, place: QRectF, line: VoiceLine) -> None:
        thick = max(6.0, place.height() * 0.22)
        track = QRectF(place.left(), place.center().y() - thick / 2, place.width(), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(track, 3, 3)
        if line.total is not None:
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(
                QRectF(track.left(), track.top(), track.width() * float(line.total) / 100, thick), 3, 3
            )


def _total(line: VoiceLine) -> str:
    return "—" if line.total is None else decimal_fr(line.total)
