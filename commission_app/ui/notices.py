"""Tells people what happened and what to do, inside the page; and what to do when nobody foresaw it."""

import json
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import PySide6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from commission_app import __version__
from commission_app.errors import AppError, Cancelled
from commission_app.messages import sentences
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.toast import Toast

PACKAGE = "commission_app"


WayOn = tuple[str, Callable[[], object]]  # the words of a button, and what it does


def show(error: AppError, area: NoticeArea, *, detail: str = "", way_on: WayOn | None = None) -> NoticeBanner:
    """Show the two sentences of a refusal in a page, with a way on and its technical detail to copy."""
    words = sentences(error)
    banner = NoticeBanner(words.what, words.do)
    if way_on is not None:
        banner.add_action(way_on[0], "primary").clicked.connect(way_on[1])
    copied = f"{error}\n{detail}".strip()
    button = banner.add_action(QCoreApplication.translate("Notices", "Copier le détail"), "quiet", "copy")
    button.clicked.connect(lambda: QGuiApplication.clipboard().setText(copied))
    area.add(banner)
    announce(area, f"{words.what} {words.do}")
    return banner


def ask_to_interrupt(parent: QWidget) -> bool:
    """Ask whether to close while long work is under way; the safe answer is the default."""
    translate = QCoreApplication.translate
    return _ask(
        parent,
        translate("Notices", "Un travail est en cours."),
        translate(
            "Notices",
            "Si vous fermez maintenant, il sera interrompu : ce qui n’est pas fini sera à refaire, et ce qui "
            "est enregistré reste.",
        ),
        translate("Notices", "Interrompre et fermer"),
        translate("Notices", "Laisser finir"),
    )


def ask_to_lose(parent: QWidget) -> bool:
    """Ask whether to close while work could not be written; the safe answer is the default."""
    translate = QCoreApplication.translate
    return _ask(
        parent,
        translate("Notices", "Vos derniers changements ne sont pas enregistrés."),
        translate(
            "Notices",
            "Ils restent à l’écran tant que la fenêtre est ouverte : libérez de la place, puis réessayez.",
        ),
        translate("Notices", "Fermer sans eux"),
        translate("Notices", "Revenir à mes notes"),
    )


def _ask(parent: QWidget, what: str, more: str, leave: str, stay: str) -> bool:
    box = QMessageBox(parent)
    box.setWindowTitle(QCoreApplication.translate("Notices", "Fermer l’application"))
    box.setText(what)
    box.setInformativeText(more)
    leaving = box.addButton(leave, QMessageBox.ButtonRole.DestructiveRole)
    staying = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(staying)
    box.exec()
    return box.clickedButton() is leaving


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say a short text, without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def tell_briefly(widget: QWidget, text: str) -> None:
    """Say at the bottom of a window, for a few seconds, that something small was done."""
    window = widget.window()
    for earlier in window.findChildren(Toast):
        earlier.close()
    Toast(window, text).show_briefly()
    announce(widget, text)


class Unexpected(QObject):
    """Receives every exception nobody foresaw, from any thread; writes first, speaks next."""

    _caught = Signal(object)

    def __init__(self, log: Path, now: Callable[[], datetime]) -> None:
        """Take the file of incidents (one line each) and the clock."""
        super().__init__()
        self._log = log
        self._now = now
        self._area: NoticeArea | None = None
        self._flush: Callable[[], bool] = lambda: True
        self._caught.connect(self.report, Qt.ConnectionType.QueuedConnection)

    def attach(self, area: NoticeArea, flush: Callable[[], bool]) -> None:
        """Take where to speak, and how to finish writing the work before speaking."""
        self._area = area
        self._flush = flush

    def install(self) -> None:
        """Receive what Python would print: uncaught exceptions of the window and of threads."""
        sys.excepthook = self._from_window
        threading.excepthook = self._from_thread

    def report(self, error: BaseException) -> None:
        """Show a refusal as such; of anything else, finish writing, keep a trace and say it."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, AppError):
            self._say(error, "")
            return
        is_written = self._flush()
        line = json.dumps(incident(error, self._now()), ensure_ascii=False)
        self._keep(line)
        self._say(AppError("APP-01") if is_written else AppError("APP-02"), line)

    def _say(self, error: AppError, detail: str) -> None:
        if self._area is not None:
            show(error, self._area, detail=detail)

    def _keep(self, line: str) -> None:
        try:
            with self._log.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError:
            # The disk may be the very cause: the person still reads the message and can copy the detail.
            return

    def _from_window(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        del trace
        if issubclass(kind, KeyboardInterrupt):  # Ctrl+C in the terminal that opened it: as its cross does
            QApplication.closeAllWindows()
            return
        self.report(error)

    def _from_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._caught.emit(caught.exc_value)


def incident(error: BaseException, at: datetime) -> dict[str, Any]:
    """Return the allowed facts of an incident: types, versions and lines of our code.

    No message, path, name or mark: an exception's own text may hold any of them.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [
        f"{frame.filename.replace(chr(92), '/').rsplit(f'/{PACKAGE}/', 1)[1]}:{frame.lineno}"
        for frame in frames
        if f"/{PACKAGE}/" in frame.filename.replace(chr(92), "/")
    ]
    return {
        "at": at.isoformat(timespec="seconds"),
        "type": type(error).__name__,
        "places": places[-5:],
        "version": __version__,
        "python": platform.python_version(),
        "qt": PySide6.__version__,
        "system": platform.system(),
    }
