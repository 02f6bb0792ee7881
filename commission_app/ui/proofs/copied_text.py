"""A technical value in fixed-width letters: selectable with the mouse, copied with one button."""

import re
from math import ceil

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from commission_app.ui import fonts, notices, theme
from commission_app.ui.widgets.buttons import IconButton
from commission_app.ui.widgets.layouts import row

DIGEST_GROUP, DIGEST_LINE = 8, 8  # signs in a group, groups on a line
DIGITS_LINE = 4  # groups of five, as they are read aloud
LARGE, USUAL = 17, 12  # pixels


class CopiedText(QFrame):
    """A sunken frame around a value; `name` says what it is, to a screen reader and once it is copied."""

    def __init__(
        self, name: str, value: str, shown: str = "", *, pixels: int = USUAL, signs: int = 0
    ) -> None:
        """Take the value to copy and how it is shown; `signs` is the length of its longest line."""
        super().__init__()
        self._name = name
        self._value = value
        self._pixels = pixels
        self._signs = signs
        self._label = QLabel(shown or value)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._label.setSizePolicy(policy)
        self._label.setAccessibleName(f"{name} : {shown or value}")
        copy = IconButton("copy", self.tr("Copier : {name}").format(name=name))
        copy.setAccessibleDescription(value)
        copy.clicked.connect(self.copy)
        layout = row(margins=(14, 6, 6, 6), spacing=12)
        layout.addWidget(self._label, 1000)
        layout.addStretch(1)  # what the label leaves, once its lines are whole
        layout.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)
        self._dress()

    def value(self) -> str:
        """Return what is copied."""
        return self._value

    def copy(self) -> None:
        """Put the value in the clipboard, and say so."""
        QGuiApplication.clipboard().setText(self._value)
        notices.tell_briefly(self, self.tr("Copié : {name}").format(name=self._name))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _dress(self) -> None:
        face = fonts.digest(self._pixels)
        self._label.setFont(face)
        if self._signs:  # lines of equal length, so that two digests are compared line by line
            self._label.setMaximumWidth(ceil(fonts.width("0" * self._signs, face)) + 4)
        palette = QPalette(self._label.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.color("title"))
        self._label.setPalette(palette)


def digest_text(name: str, digest: str) -> CopiedText:
    """Show a digest in groups of eight, eight on a line; it is copied without spaces."""
    groups = re.findall(f".{{1,{DIGEST_GROUP}}}", digest)
    signs = DIGEST_LINE * (DIGEST_GROUP + 1) - 1
    return CopiedText(name, digest, " ".join(groups), signs=signs)


def digits_text(name: str, digits: str) -> CopiedText:
    """Show forty digits as two people compare them by telephone: groups of five, four on a line."""
    groups = digits.split()
    lines = [groups[start : start + DIGITS_LINE] for start in range(0, len(groups), DIGITS_LINE)]
    shown = "\n".join("  ".join(line) for line in lines)
    return CopiedText(name, digits, shown, pixels=LARGE)


def identifier_text(name: str, identifier: str) -> CopiedText:
    """Show the identifier of keys in groups of eight; it is copied without spaces."""
    groups = re.findall(f".{{1,{DIGEST_GROUP}}}", identifier)
    return CopiedText(name, identifier, " ".join(groups))
