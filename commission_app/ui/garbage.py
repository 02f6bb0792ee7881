"""Collects Python's reference cycles in the window's thread, and in no other.

The collector runs in whichever thread happens to allocate. In a lane of `tasks` it could destroy a Qt object
that belongs to the window, which Qt forbids: « Timers cannot be stopped from another thread », or a crash.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS: Final = 1000


def keep_what_is_loaded() -> None:
    """Have collections look only at what comes later: among all the modules of a desk, one takes 40 ms."""
    gc.freeze()


class GarbageCollection(QObject):
    """The collector of the application, for the life of its parent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        keep_what_is_loaded()
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations that are due, as Python would have done by itself."""
        due = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[0]:
            gc.collect(2 if due[1] and due[2] else 1 if due[1] else 0)
