"""The field of the opening code: forgiving about case, dashes, spaces and look-alike letters.

It only tidies and counts (OPENING.md): whether the code is right is said by the workflow.
"""

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit

from commission_app.ui import fonts, theme
from commission_app.ui.kept_typing import UNKEPT

GROUPS: Final = 6
GROUP_SIGNS: Final = 5
SIGNS: Final = GROUPS * GROUP_SIGNS
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
LOOK_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


class CodeField(QLineEdit):
    """One line that writes itself in six groups; `edited` tells that its signs changed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("tier", "large")
        self.setProperty(UNKEPT, True)
        self.setAccessibleName(self.tr("Code d’ouverture, six groupes de cinq signes"))
        self.setPlaceholderText(" ".join(["·" * GROUP_SIGNS] * GROUPS))
        self.textEdited.connect(self._tidy)
        self._dress()

    def signs(self) -> str:
        """Return the signs typed so far, without spaces."""
        return self.text().replace(" ", "")

    def is_whole(self) -> bool:
        """Tell whether every sign is there and can belong to a code."""
        return len(self.signs()) == SIGNS and not self.foreign_signs()

    def foreign_signs(self) -> list[tuple[str, int, int]]:
        """Return the signs that no code has (U for instance), each with its group and place, from 1."""
        return [
            (sign, index // GROUP_SIGNS + 1, index % GROUP_SIGNS + 1)
            for index, sign in enumerate(self.signs())
            if sign not in ALPHABET
        ]

    def show_signs(self, signs: str) -> None:
        """Show a code given elsewhere."""
        self.setText(grouped(signs_of(signs)))
        self.edited.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._dress()

    def _dress(self) -> None:
        self.setFont(fonts.digest(17))
        # The style sheet of the window gives fields their size of text: only here is it larger. Setting it
        # is itself a change of style.
        larger = f"font-size: {theme.scaled(17)}px;"
        if self.styleSheet() != larger:
            self.setStyleSheet(larger)

    def _tidy(self, text: str) -> None:
        """Write the signs in groups, the cursor after the same sign as before."""
        before = len(signs_of(text[: self.cursorPosition()]))
        signs = signs_of(text)[:SIGNS]
        self.setText(grouped(signs))
        before = min(before, len(signs))
        self.setCursorPosition(before + max(0, before - 1) // GROUP_SIGNS)
        self.edited.emit()


def signs_of(text: str) -> str:
    """Return the signs of a text in capital letters, look-alikes replaced, everything else dropped."""
    kept = "".join(character for character in text.upper() if character.isalnum())
    return kept.translate(LOOK_ALIKE)


def grouped(signs: str) -> str:
    """Write signs in groups of five."""
    return " ".join(signs[start : start + GROUP_SIGNS] for start in range(0, len(signs), GROUP_SIGNS))
