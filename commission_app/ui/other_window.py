"""Brings the window already open on a desk to the front, when the application is started on it once more.

The second one leaves a note in the desk's folder, the first one takes it away: no connection is ever opened.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from commission_app.texts import typeset
from commission_app.ui import notices
from commission_app.ui.page import Page
from commission_app.ui.widgets.banners import NoticeBanner

NOTE: Final = "premier-plan"
LOOK_MS: Final = 100
PATIENCE_LOOKS: Final = 30

if sys.platform == "win32":
    import ctypes

    def _let_come_forward() -> None:
        """Allow another process to come to the front: Windows keeps that right to the one in front."""
        ctypes.windll.user32.AllowSetForegroundWindow(-1)  # any process

else:

    def _let_come_forward() -> None:
        """Do nothing: elsewhere a window may come to the front by itself."""


class ComingForward(QObject):
    """Brings a desk's window to the front when a note asks for it, for as long as the window lives."""

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._note = folder / NOTE
        self._take_note()  # left by an application that asked in vain
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._look)

    def _look(self) -> None:
        if self._window.isVisible() and self._take_note():
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
            self._window.raise_()
            self._window.activateWindow()

    def _take_note(self) -> bool:
        try:
            self._note.unlink()
        except OSError:
            return False
        return True


class AskingForward(QObject):
    """Asks the other window to come forward, and tells whether it did."""

    def __init__(self, folder: Path, answered: Callable[[bool], None], parent: QObject) -> None:
        super().__init__(parent)
        self._note = folder / NOTE
        self._answered = answered
        self._looks = 0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        _let_come_forward()
        with suppress(OSError):  # a folder that takes nothing: nobody will have answered
            self._note.touch()
            self._timer.start()
            return
        QTimer.singleShot(0, self, lambda: answered(False))

    def _look(self) -> None:
        self._looks += 1
        is_taken = not self._note.exists()
        if is_taken or self._looks == PATIENCE_LOOKS:
            self._timer.stop()
            with suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._answered(is_taken)


def offer_other_window(page: Page, folder: Path, leave: Callable[[], object]) -> None:
    """Give the refusal of a desk that is open already its button « Aller à l’autre fenêtre ».

    `leave` is called once the other window came forward.
    """

    def answered(has_come: bool) -> None:  # noqa: FBT001 - an answer
        if has_come:
            leave()
        else:
            banner = _silence()
            page.notices.add(banner)
            notices.announce(page, " ".join(banner.words()))

    words = QCoreApplication.translate("OtherWindow", "Aller à l’autre fenêtre")
    page.ways_on["DSK-02"] = (words, lambda: _ask(folder, answered, page))


def _ask(folder: Path, answered: Callable[[bool], None], page: Page) -> None:
    AskingForward(folder, answered, page)


def _silence() -> NoticeBanner:
    translate = QCoreApplication.translate
    what = translate("OtherWindow", "L’autre fenêtre ne répond pas.")
    do = translate(
        "OtherWindow", "Cherchez-la dans la barre des tâches. Si elle reste figée, redémarrez l’ordinateur."
    )
    return NoticeBanner(typeset(what), typeset(do), "warning")
