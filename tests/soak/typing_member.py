"""The application's own window on a desk, and a person who types in it without a pause: what gets killed.

    python -m tests.soak.typing_member FOLDER CODE JOURNAL

The journal has one line for each thing done, with the moment of the machine's clock: a `mark` given, a letter
of a remark `typed`, and `kept` each time the window says that all is recorded.
"""

import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from commission_app.ui import app
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.member.desk import MemberWindow
from commission_app.ui.shell import Shell
from commission_app.ui.start import Opening
from commission_app.workflow.desk import personal_desk

KEY_MS = 6
REMARK_LETTERS = 90
LETTERS = "abcdefghij é"


class TypingMember:
    """Presses one key every few milliseconds, once the desk is open."""

    def __init__(self, window: StartWindow, shell: Shell, folder: Path, code: str, journal: Path) -> None:
        self._opening = Opening(window, shell, folder, None, use_keyring=False)
        self._journal = journal.open("a", encoding="utf-8")
        self._keys = self._all_keys()
        self._timer = QTimer(window, interval=KEY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: next(self._keys))
        QTimer.singleShot(0, lambda: self._opening.begin(code))
        self._timer.start()

    def _all_keys(self) -> Iterator[None]:
        while not isinstance(self._opening.desk_window, MemberWindow):
            yield
        desk = self._opening.desk_window
        while desk.page_before() is not None:
            press(Qt.Key.Key_Tab)  # the ties come first: Enter says « none » on its button only
            press(Qt.Key.Key_Return)
            yield
        editor, grid = desk.editor, desk.marking.grid
        editor.saved.connect(lambda _: None if editor.unsaved else self._tell("kept"))
        for mark in cycle("3241"):
            grid.card.take_focus()
            yield
            press(Qt.Key(ord(mark)), mark)
            self._tell("mark", grid.criterion, mark)
            yield
            press(Qt.Key.Key_C, "c")
            yield
            for letter, _ in zip(cycle(LETTERS), range(REMARK_LETTERS), strict=False):
                press(Qt.Key.Key_unknown, letter)
                self._tell("typed", grid.criterion, letter)
                yield
            grid.step(1)
            yield

    def _tell(self, *words: str) -> None:
        self._journal.write("\t".join([str(time.monotonic()), *words]) + "\n")
        self._journal.flush()


def press(key: Qt.Key, text: str = "") -> None:
    """Press a key where the focus is."""
    target = QApplication.focusWidget()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        if target is not None:
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def main() -> int:
    """Type until killed."""
    folder, code, journal = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    members = []

    def build(shell: Shell) -> StartWindow:
        window = StartWindow(shell)
        members.append(TypingMember(window, shell, folder, code, journal))
        return window

    return app.run(folder, build, personal_desk(folder, use_keyring=False).now)


if __name__ == "__main__":
    sys.exit(main())
