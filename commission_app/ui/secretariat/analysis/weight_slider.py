"""The weight of a section to try: a slider with a tick at the published weight; the wheel changes nothing."""

from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from commission_app.texts import decimal_fr
from commission_app.ui import theme
from commission_app.ui.widgets.labels import ElidedLabel, Label
from commission_app.ui.widgets.layouts import column, row
from commission_app.ui.widgets.painted import Painted
from commission_app.workflow.deliberation.analysis_views import SectionShare

HANDLE, HEIGHT = 8.0, 26  # radius and height, in pixels of normal text


class Track(Painted, QSlider):
    """The slider alone, in whole points."""

    def __init__(self, published: int, most: int, name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._published = published
        self.setRange(0, most)
        self.setValue(published)
        self.setPageStep(5)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Keep one height, at the text size in use."""
        return QSize(theme.scaled(160), theme.scaled(HEIGHT))

    def paint(self, painter: QPainter) -> None:
        """Paint the track, what is chosen of it, the published weight and the handle."""
        middle, left, at = self.height() / 2, self._at(0), self._at(self.value())
        pen = QPen(theme.color("track"), 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, middle), QPointF(self._at(self.maximum()), middle))
        pen.setColor(theme.color("accent"))
        painter.setPen(pen)
        painter.drawLine(QPointF(left, middle), QPointF(at, middle))
        tick = self._at(self._published)
        painter.setPen(QPen(theme.color("title"), 1.5))
        painter.drawLine(QPointF(tick, middle - theme.scaled(8)), QPointF(tick, middle + theme.scaled(8)))
        radius = theme.scaled(HANDLE)
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(QRectF(at - radius + 1, middle - radius + 1, 2 * radius - 2, 2 * radius - 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the handle where one presses."""
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        self._follow(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def _follow(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            width = max(1.0, self._at(self.maximum()) - self._at(0))
            self.setValue(round(self.maximum() * (event.position().x() - self._at(0)) / width))
            event.accept()

    def _at(self, value: int) -> float:
        radius = theme.scaled(HANDLE)
        return radius + (self.width() - 2 * radius) * value / max(1, self.maximum())


class WeightSlider(QWidget):
    """A section, the weight tried and how far it is from the published one."""

    moved = Signal()

    def __init__(self, section: SectionShare, most: int) -> None:
        super().__init__()
        self._section = section
        self._published = round(section.weight)
        words = self.tr("Poids de {section}").format(section=section.label)
        self.track = Track(self._published, most, words)
        self._value = Label("", "strong")
        self._gap = Label("", "mention")
        head = row(ElidedLabel(section.label, "field"), 8, self._gap, 8, self._value)
        head.setStretch(0, 1)
        self.setLayout(column(head, self.track))
        self.track.valueChanged.connect(self._say)
        self.track.valueChanged.connect(self.moved)
        self._say()

    def weight(self) -> Fraction:
        """Return the weight tried: the published one exactly, wherever the handle stands on its tick."""
        value = self.track.value()
        return self._section.weight if value == self._published else Fraction(value)

    def restore(self) -> None:
        """Go back to the published weight."""
        self.track.setValue(self._published)

    def _say(self) -> None:
        weight = self.weight()
        text = decimal_fr(weight, 0 if weight.denominator == 1 else 1)
        gap = weight - self._section.weight
        sign = "+" if gap > 0 else ""
        self._value.setText(text)
        self._gap.setText(f"{sign}{decimal_fr(gap, 0 if gap.denominator == 1 else 1)}" if gap else "")
        self.track.setAccessibleDescription(text)
