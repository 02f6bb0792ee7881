"""One thread that ends a late child process, for as many requests as the child answers.

A thread for each request would cost each a turn of the scheduler, several milliseconds on a busy computer:
more than most requests take. Waiting for the pipe with a time limit would do on Unix, not on Windows.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

ASLEEP_SECONDS = 1.0  # a wait that lasts so much longer than asked: the computer slept, the child did too


class Deadline:
    """Calls `when_late` once, from its own thread, when an exchange lasts longer than it may."""

    def __init__(self, when_late: Callable[[], None]) -> None:
        self.is_past = False
        self._when_late = when_late
        self._changed = threading.Condition()
        self._end: float | None = None
        self._seconds = 0.0
        self._is_closed = False
        self._thread = threading.Thread(target=self._watch, daemon=True, name="reading deadline")
        self._thread.start()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Give the exchange inside the `with` block this long."""
        with self._changed:
            self._end, self._seconds = monotonic() + seconds, seconds
            self._changed.notify()
        try:
            yield
        finally:
            self._end = None  # without a word: the thread finds nothing to do when it wakes

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join()

    def _watch(self) -> None:
        with self._changed:
            while not self._is_closed and not self.is_past:
                end = self._end
                left = None if end is None else end - monotonic()
                if left is not None and left <= 0:
                    self.is_past = True
                    self._when_late()
                else:
                    self._wait(left)

    def _wait(self, left: float | None) -> None:
        """Wait for a change or for the end; a child that slept with the computer gets its time again."""
        if left is None:
            self._changed.wait()
            return
        began = monotonic()
        self._changed.wait(left)
        if self._end is not None and monotonic() - began > left + ASLEEP_SECONDS:
            self._end = monotonic() + self._seconds
