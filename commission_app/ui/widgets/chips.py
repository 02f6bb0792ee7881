"""Filter chips with their counts: one choice among a few, as radio buttons in the shape of pills."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from commission_app.ui import fonts, theme
from commission_app.ui.widgets.layouts import STRETCH, row
from commission_app.ui.widgets.painted import PaintedChoice


@dataclass(frozen=True)
class Chip:
    """One filter: its key in the code, its words, and how many rows it keeps (None: not shown)."""

    key: str
    text: str
    count: int | None = None
    is_optional: bool = False  # not shown while it would keep nothing


class _Pill(PaintedChoice):
    """One chip."""

    def __init__(self, chip: Chip) -> None:
        super().__init__()
        self.key = chip.key
        self._count = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(chip)

    def show_chip(self, chip: Chip) -> None:
        """Show the words and the count."""
        self._count = "" if chip.count is None else str(chip.count)
        self.setText(chip.text)
        self.setVisible(not chip.is_optional or bool(chip.count) or self.isChecked())
        self.setAccessibleName(f"{chip.text} {self._count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Fit the words and the count."""
        width = fonts.width(self.text(), self._words_font(is_on=True)) + 22
        if self._count:
            width += fonts.width(self._count, self._count_font()) + 5
        return QSize(ceil(width), theme.scaled(30))

    def paint(self, painter: QPainter) -> None:
        """Paint the pill."""
        is_on = self.isChecked()
        place = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setPen(QPen(theme.color("accent" if is_on else "line_soft"), 1.25 if is_on else 1))
        fill = theme.color("selected" if is_on else "hover" if self.underMouse() else "surface")
        painter.setBrush(fill)
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        face = self._words_font(is_on=is_on)
        words_width = fonts.width(self.text(), face)
        count_width = fonts.width(self._count, self._count_font()) + 5 if self._count else 0
        left = (self.width() - words_width - count_width) / 2
        painter.setFont(face)
        painter.setPen(theme.color("accent" if is_on else "text"))
        painter.drawText(
            QRectF(left, 0, words_width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self._count:
            painter.setFont(self._count_font())
            painter.setPen(theme.color("accent" if is_on else "mention"))
            count_place = QRectF(left + words_width + 5, 0, count_width, self.height())
            painter.drawText(count_place, Qt.AlignmentFlag.AlignVCenter, self._count)

    @staticmethod
    def _words_font(*, is_on: bool) -> QFont:
        return fonts.font(12, fonts.SEMIBOLD if is_on else fonts.MEDIUM)

    @staticmethod
    def _count_font() -> QFont:
        return fonts.font(12, fonts.MEDIUM, tabular=True)


class ChipFilter(QWidget):
    """A row of chips; `chosen` carries the key of the new choice."""

    chosen = Signal(str)

    def __init__(self, name: str, chips: Sequence[Chip]) -> None:
        """Take the accessible name of the row, and the chips; the first is chosen."""
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._pills = [_Pill(chip) for chip in chips]
        for pill in self._pills:
            self._group.addButton(pill)
        self._pills[0].setChecked(True)
        self.setLayout(row(*self._pills, STRETCH, spacing=6))
        self._group.buttonClicked.connect(lambda pill: self.chosen.emit(pill.key))

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Refresh words and counts; the keys and their order stay."""
        for pill, chip in zip(self._pills, chips, strict=True):
            pill.show_chip(chip)

    def choice(self) -> str:
        """Return the key of the chosen chip."""
        return next(pill.key for pill in self._pills if pill.isChecked())

    def choose(self, key: str) -> None:
        """Choose a chip as a click would."""
        next(pill for pill in self._pills if pill.key == key).click()
