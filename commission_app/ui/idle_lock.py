"""Locks a desk that nobody uses any more: neither keyboard nor mouse, and no work under way."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QDialog

from commission_app.ui.tasks import Tasks
from commission_app.workflow.idle import IdleWatch

LOOK_MS: Final = 2000
SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    }
)


class IdleLock(QObject):
    """Watches the whole application for as long as its parent lives.

    `idle` is said once, and whether a question was open: its answer was then « no ».
    """

    idle = Signal(bool)
    shutting = Signal(object)  # the question about to be answered « no »

    def __init__(self, watch: IdleWatch, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._watch = watch
        self._tasks = tasks
        self._watch.touch()
        self._shut_question = False
        self._timer = QTimer(self, interval=LOOK_MS, timerType=Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._watch_window)
        self._watch_windows()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of whoever is there."""
        if event.type() in SIGNS_OF_LIFE:
            self._watch.touch()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """See whether it is time. Work under way counts as somebody who waits for it."""
        self._watch_windows()
        if self._tasks.has_long_work():
            self._watch.touch()
        elif self._watch.is_idle() and not self._shut_floating():
            self._timer.stop()
            self.idle.emit(self._shut_question)

    def _watch_windows(self) -> None:
        """Look at every window: one on a second screen may be read and never take the keyboard."""
        for window in QApplication.topLevelWindows():
            self._watch_window(window)

    def _watch_window(self, window: QWindow | None) -> None:
        """Look at what the system sends to a window: one call a key, where the application would make ten."""
        if window is not None:
            window.installEventFilter(self)

    def _shut_floating(self) -> bool:
        """Answer « no » to an open question, and shut an open menu; tell whether there was one.

        Their loop of events has to end before the window under them can go: the next look finds it ended.
        """
        floating = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if isinstance(floating, QDialog):
            self.shutting.emit(floating)
            floating.reject()
            self._shut_question = True
        elif floating is not None:
            floating.close()
        return floating is not None
