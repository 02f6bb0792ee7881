"""The 40 digits that a member reads by telephone, typed by an agent in groups of five."""

import re
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

DIGITS: Final = 40
GROUP: Final = 5
_NOT_A_DIGIT: Final = re.compile(r"[^0-9]")


class DigitsField(QLineEdit):
    """One line that writes itself in groups of five; `edited` tells that they changed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Les 40 chiffres lus par le membre, par groupes de cinq"))
        self.setPlaceholderText(self.tr("40 chiffres"))
        self.textEdited.connect(self._tidy)

    def digits(self) -> str:
        """Return the digits typed so far."""
        return digits_of(self.text())

    def is_whole(self) -> bool:
        """Tell whether every digit is there."""
        return len(self.digits()) == DIGITS

    def _tidy(self, text: str) -> None:
        """Write the digits in groups, the cursor after the same digit as before."""
        before = len(digits_of(text[: self.cursorPosition()]))
        digits = digits_of(text)[:DIGITS]
        self.setText(" ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP)))
        before = min(before, len(digits))
        self.setCursorPosition(before + max(0, before - 1) // GROUP)
        self.edited.emit()


def digits_of(text: str) -> str:
    """Return the digits of a text."""
    return _NOT_A_DIGIT.sub("", text)
