"""Works at a real window and times what separates two turns of its event loop.

A turn longer than 50 ms is felt: a key that waits, an image that hangs. How much of it the window's own
thread worked says whose it is; the rest is a lane that had the interpreter, or another program.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.figures import Figures
from commission_app.ui import app
from commission_app.ui.shell import Shell
from commission_app.workflow.desk import Desk

TICK_MS = 1
STEP_MS = 60
LONGEST_S = 60.0  # of a work: what it waits for will not come


class Probe:
    """Times the turns of the loop, phase by phase."""

    def __init__(self, phase: str) -> None:
        self.phase = phase
        self._gaps: dict[str, list[float]] = {}
        self._own: dict[str, list[float]] = {}
        self._last: tuple[float, float] | None = None

    def tick(self) -> None:
        """Take note of one turn: called by a timer that is always due."""
        now, worked = time.perf_counter(), time.thread_time()
        if self._last is not None:
            self._gaps.setdefault(self.phase, []).append((now - self._last[0]) * 1e3 - TICK_MS)
            self._own.setdefault(self.phase, []).append((worked - self._last[1]) * 1e3)
        self._last = time.perf_counter(), time.thread_time()

    def longest(self) -> Figures:
        """Return the longest gap of each phase, and the most that this thread worked in one, in ms."""
        return {phase: max(found) for phase, found in self._gaps.items()} | {
            f"{phase}_own": max(found) for phase, found in self._own.items()
        }


_DONE = object()


class _Hand(QObject):
    """Does one step of the work every few milliseconds, under the probe, then ends the application."""

    def __init__(self, window: QMainWindow, work: Iterator[None], probe: Probe) -> None:
        super().__init__(window)
        self._work = work
        self._begun = time.monotonic()
        self._ticking = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._ticking.timeout.connect(probe.tick)
        self._working = QTimer(self, interval=STEP_MS)
        self._working.timeout.connect(self._step)
        QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        self._ticking.start()
        self._working.start()

    def _step(self) -> None:
        is_late = time.monotonic() - self._begun > LONGEST_S
        if is_late or next(self._work, _DONE) is _DONE:
            self._working.stop()
            QApplication.closeAllWindows()
        if is_late:
            raise TimeoutError


def work_at(
    desk: Desk, begin: Callable[[Shell], tuple[QMainWindow, Iterator[None]]], probe: Probe
) -> Figures:
    """Start the application on a desk, do the work that `begin` returns, and return the longest gaps."""

    def build(shell: Shell) -> QMainWindow:
        window, work = begin(shell)
        _Hand(window, work, probe)
        return window

    app.run(desk.folder, build, desk.now)
    return probe.longest()


def both_processes_mb(process: int) -> float:
    """Return the memory of a process and of its children in megabytes, what they share counted once."""
    tasks = Path(f"/proc/{process}/task").iterdir()  # a lane starts the reading process, not the main thread
    children = [child for task in tasks for child in (task / "children").read_text().split()]
    total = 0
    for one in (str(process), *children):
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1000
