"""Which mark a key means, on any keyboard: AZERTY without Shift, QWERTY, keypad.

A French keyboard gives `& é " ' ( à` on its top row, so the place of the key decides before its sign: the
apostrophe key of a QWERTY keyboard must not mark 4.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from commission_app.scoring.sheet import NOT_ASSESSABLE, MarkValue

TOP_ROW = (1, 2, 3, 4, 5, 6, 7, 8, 9, 0)
AZERTY_SIGNS = dict(zip("&é\"'(-è_çà", TOP_ROW, strict=True))
WINDOWS_PLACES = dict(zip(range(0x02, 0x0C), TOP_ROW, strict=True))
LINUX_PLACES = dict(zip(range(10, 20), TOP_ROW, strict=True))  # X11 and Wayland: evdev code + 8
MAC_PLACES = dict(zip((0x12, 0x13, 0x14, 0x15, 0x17, 0x16, 0x1A, 0x1C, 0x19, 0x1D), TOP_ROW, strict=True))
COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
    | Qt.KeyboardModifier.GroupSwitchModifier
)


@dataclass(frozen=True)
class MarkStroke:
    """A key that sets a mark: an integer, « non évaluable », or None to erase."""

    mark: MarkValue


def read_stroke(event: QKeyEvent, maximum: int, platform: str | None = None) -> MarkStroke | None:
    """Return the mark that a key means, or None when the key is not for marking.

    `platform` is Qt's name of the window system, asked of Qt when it is not given.
    """
    if event.modifiers() & COMMANDS:
        return None
    if event.key() == Qt.Key.Key_N:
        return MarkStroke(NOT_ASSESSABLE)
    if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        return MarkStroke(None)
    digit = _digit(event, platform or QGuiApplication.platformName())
    return None if digit is None or digit > maximum else MarkStroke(digit)


def _digit(event: QKeyEvent, platform: str) -> int | None:
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_0
    if event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
        return None
    if platform == "cocoa":
        return MAC_PLACES.get(event.nativeVirtualKey())
    if event.nativeScanCode():
        places = WINDOWS_PLACES if platform == "windows" else LINUX_PLACES
        return places.get(event.nativeScanCode())
    # No place is known (remote desktop, on-screen keyboard): the sign alone tells.
    return AZERTY_SIGNS.get(event.text())
