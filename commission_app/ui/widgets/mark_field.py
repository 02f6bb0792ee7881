"""The central gesture: a mark from 0 to the grid's maximum, or « non évaluable », in one control.

Six real radio buttons (so that a screen reader says « 4 sur 5, Bon ») painted as one strip. A digit sets the
mark at once; arrows only aim, so that the descriptor of a level can be read before it is chosen; the wheel
never does anything; pressing the same mark again never erases it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from commission_app.scoring.sheet import NOT_ASSESSABLE, MarkValue
from commission_app.ui import fonts, icons, theme
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.layouts import row
from commission_app.ui.widgets.mark_keys import read_stroke

RADIUS = 6
ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}


class _Level(QRadioButton):
    """One level: its part of the strip."""

    aimed = Signal(object)

    def __init__(self, level: int, maximum: int, label: str) -> None:
        super().__init__()
        self.level = level
        self._maximum = maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            self.tr("{level} sur {maximum}, {label}").format(level=level, maximum=maximum, label=label)
        )
        self.setToolTip(f"{level} · {label}")

    def show_chosen(self, *, is_chosen: bool) -> None:
        """Check or uncheck this level, even when it leaves none checked."""
        # Exclusive buttons refuse to be unchecked; but only they are read as radio buttons.
        self.setAutoExclusive(False)
        self.setChecked(is_chosen)
        self.setAutoExclusive(True)

    def sizeHint(self) -> QSize:
        """Return a target of at least 32 by 34 pixels."""
        return QSize(theme.scaled(36), theme.scaled(34))

    def minimumSizeHint(self) -> QSize:
        """Stay a comfortable target in a narrow pane."""
        return QSize(theme.scaled(28), theme.scaled(34))

    def hitButton(self, position: QPoint) -> bool:
        """Accept a click anywhere on the cell."""
        return self.rect().contains(position)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Aim at this level."""
        super().enterEvent(event)
        self.aimed.emit(self.level)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Aim at this level."""
        super().focusInEvent(event)
        self.aimed.emit(self.level)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key but Space to the field."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel never changes a mark."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cell: its digit, underlined when chosen, and the line on its right."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect())
        ink = theme.color("title" if self.isEnabled() else "disabled")
        if self.isChecked():
            ink = theme.color("on_accent" if self.isEnabled() else "title")
            painter.fillPath(self._shape(place), theme.color("accent" if self.isEnabled() else "track"))
        elif self.isEnabled() and self.underMouse():
            painter.fillPath(self._shape(place), theme.color("hover"))
        painter.setFont(fonts.font(15, fonts.SEMIBOLD if self.isChecked() else fonts.MEDIUM, tabular=True))
        painter.setPen(ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self.level))
        if self.isChecked():
            half, bottom = theme.scaled(7), place.bottom() - 4
            painter.setPen(QPen(ink, 2))
            painter.drawLine(
                QPointF(place.center().x() - half, bottom), QPointF(place.center().x() + half, bottom)
            )
        elif self.level < self._maximum:
            painter.setPen(QPen(theme.color("line_soft"), 1))
            right = place.right() - 0.5
            painter.drawLine(QPointF(right, 1), QPointF(right, place.bottom() - 1))

    def _shape(self, place: QRectF) -> QPainterPath:
        """Return the cell with the rounded corners of the strip at both ends."""
        path = QPainterPath()
        if self.level not in (0, self._maximum):
            path.addRect(place)
            return path
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(place, RADIUS - 1, RADIUS - 1)
        inner = place.adjusted(RADIUS, 0, 0, 0) if self.level == 0 else place.adjusted(0, 0, -RADIUS, 0)
        path.addRect(inner)
        return path


class _NotAssessable(QCheckBox):
    """The toggle « Non évaluable »."""

    def __init__(self) -> None:
        super().__init__()
        self.setText(self.tr("Non évaluable"))
        self.setAccessibleName(self.text())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Fit the words, and the check mark when it comes."""
        width = fonts.width(self.text(), fonts.font(12, fonts.SEMIBOLD))
        return QSize(round(width) + theme.scaled(18) + 24, theme.scaled(36))

    def hitButton(self, position: QPoint) -> bool:
        """Accept a click anywhere on the toggle."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key but Space to the field."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame and the words, with a check mark when chosen."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        ink: Token = "disabled" if not self.isEnabled() else "accent" if is_on else "text"
        border: Token = "line" if not self.isEnabled() else "accent" if is_on else "line_field"
        painter.setPen(QPen(theme.color(border), 1))
        hovered = self.isEnabled() and self.underMouse()
        painter.setBrush(theme.color("accent_soft" if is_on else "hover" if hovered else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        face = fonts.font(12, fonts.SEMIBOLD if is_on else fonts.MEDIUM)
        icon = theme.scaled(14)
        room = icon + 4 if is_on else 0
        left = (self.width() - room - fonts.width(self.text(), face)) / 2
        if is_on:
            icons.paint(painter, "check", QPointF(left, (self.height() - icon) / 2), ink, 14)
        painter.setFont(face)
        painter.setPen(theme.color(ink))
        text = QRectF(left + room, 0, self.width(), self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self.text())


class _Strip(QWidget):
    """The frame around the levels."""

    def __init__(self, levels: Sequence[_Level]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setLayout(row(*levels, margins=(1, 1, 1, 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line_field" if self.isEnabled() else "line"), 1))
        painter.setBrush(theme.color("surface" if self.isEnabled() else "sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


class MarkField(QWidget):
    """A mark and its gestures. `committed` carries an int, "NE" or None, only when the mark changed."""

    committed = Signal(object)
    aimed = Signal(object)  # the level under the mouse or the focus, to preview its descriptor; None after

    def __init__(self, labels: Sequence[str]) -> None:
        """Take the names of the levels of the grid, from 0 to the maximum."""
        super().__init__()
        self._maximum = len(labels) - 1
        self._mark: MarkValue = None
        self._levels = [_Level(level, self._maximum, label) for level, label in enumerate(labels)]
        self._not_assessable = _NotAssessable()
        self.strip = _Strip(self._levels)
        self.setLayout(row(self.strip, self._not_assessable, spacing=8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for level in self._levels:
            level.clicked.connect(lambda _checked=False, value=level.level: self._commit(value))
            level.aimed.connect(self.aimed)
        self._not_assessable.clicked.connect(
            lambda checked: self._commit(NOT_ASSESSABLE if checked else None)
        )
        self.set_mark(None)

    def mark(self) -> MarkValue:
        """Return the mark shown."""
        return self._mark

    def set_mark(self, mark: MarkValue) -> None:
        """Show a mark without committing it."""
        self._mark = mark
        for level in self._levels:
            level.show_chosen(is_chosen=level.level == mark)
        self._not_assessable.setChecked(mark == NOT_ASSESSABLE)
        self._rove(mark if isinstance(mark, int) else 0)

    def take_focus(self) -> None:
        """Put the keyboard on the mark, or on the first level while there is none."""
        target: QAbstractButton = self._levels[self._mark if isinstance(self._mark, int) else 0]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow_mark(self) -> None:
        """Bring the keyboard to the level chosen when it is on another: Space would choose that one."""
        if isinstance(self._mark, int) and any(level.hasFocus() for level in self._levels):
            self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Set, erase or aim; every other key goes on to the page."""
        stroke = read_stroke(event, self._maximum)
        if stroke is not None:
            if not event.isAutoRepeat():
                self._commit(stroke.mark)
        elif event.key() in ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._aim_beside(ARROWS[Qt.Key(event.key())])
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel never changes a mark."""
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        """End the preview of a level."""
        super().leaveEvent(event)
        self.aimed.emit(None)

    def _commit(self, mark: MarkValue) -> None:
        has_changed = mark != self._mark
        self.set_mark(mark)
        if has_changed:
            self.committed.emit(mark)

    def _aim_beside(self, step: int) -> None:
        focused = next((level.level for level in self._levels if level.hasFocus()), None)
        if focused is None:
            return
        target = max(0, min(self._maximum, focused + step))
        self._rove(target)
        self._levels[target].setFocus(Qt.FocusReason.OtherFocusReason)

    def _rove(self, stop: int) -> None:
        """Keep one stop of the Tab key among the levels."""
        for level in self._levels:
            is_stop = level.level == stop
            level.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)
