"""The keys of the marking page, outside the fields of text: one table from a key to what it does."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit

from commission_app.scoring.sheet import MarkValue
from commission_app.ui.widgets.mark_keys import read_stroke

Slot = Callable[[], object]
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CONTROL: Final = Qt.KeyboardModifier.ControlModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
Stroke = tuple[Qt.Key, Qt.KeyboardModifier]


class MarkingKeys:
    """Reads a key event; `take` tells whether the key was for the page."""

    def __init__(
        self, maximum: int, put_mark: Callable[[MarkValue], object], table: dict[Stroke, Slot]
    ) -> None:
        self._maximum = maximum
        self._put_mark = put_mark
        self._table = table

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key means. A letter alone never acts while a field of text has the focus (WCAG 2.1.4)."""
        focused = QApplication.focusWidget()
        modifiers = event.modifiers() & ~KEYPAD
        is_writing = writes_text(focused)
        if is_writing and not modifiers & CONTROL:
            return False
        if event.key() in ENTER and isinstance(focused, QAbstractButton) and not focused.isCheckable():
            focused.click()
            return True
        slot = self._table.get((Qt.Key(event.key()), modifiers))
        if slot is not None:
            slot()
            return True
        stroke = None if is_writing else read_stroke(event, self._maximum)
        if stroke is None:
            return False
        if not event.isAutoRepeat():
            self._put_mark(stroke.mark)
        return True


def writes_text(focused: QObject | None) -> bool:
    """Tell whether the focus is where letters are text."""
    if isinstance(focused, QPlainTextEdit):
        return not focused.isReadOnly()
    return isinstance(focused, QLineEdit)
