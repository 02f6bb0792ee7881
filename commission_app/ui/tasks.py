"""Background work: lanes of one worker each, one signal back to the window, no object per task.

- *store*: short and ordered (an autosave, a view);
- *long*: sealing, importing, receiving, printing, with progress and « Interrompre »; at will, *alone*;
- *pdf*: reads asked of the PDF process;
- *quiet*: whole checks that nobody waits for, beside the reading. Closing interrupts them unasked;
- *words*: the same for the pieces that are read to be searched, which a whole check must not hold up.

Work never touches a widget; its answers come back as calls in the window's thread. `Cancelled` is silent.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from commission_app.errors import Cancelled
from commission_app.ui.job import Failed, Job, Task

Answer = TypeVar("Answer")
Report = Callable[[int, int, str], None]  # done, total, step; raises Cancelled when interrupted
PROGRESS_INTERVAL_S = 0.05  # twenty times a second is all that an eye follows
CLOSING_S = 5.0
LONGEST_REST_S = 0.2


class Tasks(QObject):
    """The lanes, for the life of the application."""

    _posted = Signal(object)

    def __init__(self, unexpected: Failed, clock: Callable[[], float] = time.monotonic) -> None:
        """Take what receives a failure that nobody else receives, and the clock of the progress."""
        super().__init__()
        self._unexpected = unexpected
        self._clock = clock
        self._is_closed = False
        self._store = ThreadPoolExecutor(1, "store")
        self._long = ThreadPoolExecutor(1, "long")
        self._pdf = ThreadPoolExecutor(1, "pdf")
        self._quiet = ThreadPoolExecutor(1, "quiet")
        self._words = ThreadPoolExecutor(1, "words")
        self._last_store: Future[None] | None = None  # the lane has one worker: the last one ends last
        self._long_tasks: set[Task] = set()
        self._quiet_tasks: set[Task] = set()
        self._untold: list[Job] = []
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def store(
        self, work: Callable[[], Answer], done: Callable[[Answer], None], failed: Failed | None = None
    ) -> Task:
        """Run short work in order."""
        task = Task()
        sent = self._send(self._store, self._job(task, work, done, failed))
        self._last_store = sent or self._last_store
        return task

    def pdf(
        self, work: Callable[[], Answer], done: Callable[[Answer], None], failed: Failed | None = None
    ) -> Task:
        """Run a read of the PDF process in order."""
        task = Task()
        self._send(self._pdf, self._job(task, work, done, failed))
        return task

    def long(
        self,
        work: Callable[[Report], Answer],
        done: Callable[[Answer], None],
        failed: Failed | None = None,
        *,
        progress: Report | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Task:
        """Run long work. `progress` is called in the window; `ended` last, whatever happened."""
        task = Task()
        self._long_tasks.add(task)
        report = self._reporter(task, progress)
        self._send(self._long, self._job(task, lambda: work(report), done, failed, ended))
        return task

    def alone(
        self,
        work: Callable[[Report], Answer],
        done: Callable[[Answer], None],
        failed: Failed | None = None,
        *,
        progress: Report | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Task:
        """Run long work that changes what the store lane uses: that lane waits for its end."""

        def held(report: Report) -> Answer:
            is_held, is_over = Event(), Event()

            def hold() -> None:
                is_held.set()
                is_over.wait()

            holding = self._store.submit(hold)
            holding.add_done_callback(lambda _: is_held.set())  # the lane was ended first: nothing holds it
            is_held.wait()
            if holding.cancelled():
                raise Cancelled
            try:
                return work(report)
            finally:
                is_over.set()

        return self.long(held, done, failed, progress=progress, ended=ended)

    def quiet(
        self,
        work: Callable[[Report], Answer],
        done: Callable[[Answer], None],
        failed: Failed | None = None,
        *,
        progress: Report | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Task:
        """Run a check that may take minutes; between its steps it rests, for the reading goes first."""
        return self._beside(self._quiet, work, done, failed, progress=progress, ended=ended)

    def words(
        self, work: Callable[[Report], Answer], done: Callable[[Answer], None], failed: Failed | None = None
    ) -> Task:
        """Read a piece for the search, page by page, with the same rests."""
        return self._beside(self._words, work, done, failed)

    def has_long_work(self) -> bool:
        """Tell whether long work is under way or waiting: the window asks before it closes."""
        return bool(self._long_tasks)

    def flush(self, timeout_s: float = CLOSING_S) -> bool:
        """Wait for the store lane to have written what it was given. False when it did not in time."""
        return self._last_store is None or not wait([self._last_store], timeout_s).not_done

    def when_answered(self, then: Callable[[], None]) -> None:
        """Call `then` once all that was asked so far has been answered: what asked may go."""
        lanes = (self.pdf, self.long, self.quiet, self.words)

        def through(place: int) -> None:
            if place == len(lanes):
                then()
            else:
                lanes[place](lambda *_: None, lambda _none: through(place + 1))

        self.store(lambda: None, lambda _none: through(0))

    def close(self) -> bool:
        """Interrupt long work, wait for the store lane, end the lanes. False when writing is unfinished."""
        for task in self._long_tasks | self._quiet_tasks:
            task.cancel()
        is_written = self.flush()
        self._is_closed = True
        for lane in (self._store, self._long, self._pdf, self._quiet, self._words):
            lane.shutdown(wait=False, cancel_futures=True)
        return is_written

    def _beside(
        self,
        lane: ThreadPoolExecutor,
        work: Callable[[Report], Answer],
        done: Callable[[Answer], None],
        failed: Failed | None,
        *,
        progress: Report | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Task:
        task = Task()
        self._quiet_tasks.add(task)
        report = self._resting(self._reporter(task, progress))
        self._send(lane, self._job(task, lambda: work(report), done, failed, ended))
        return task

    def _job(
        self,
        task: Task,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Failed | None,
        ended: Callable[[], None] | None = None,
    ) -> Job:
        return Job(task, work, done, failed or self._unexpected, ended)

    def _send(self, lane: ThreadPoolExecutor, job: Job) -> Future[None] | None:
        """Give work to a lane; none after closing: a page's timer may still come, nobody waits for it."""
        return None if self._is_closed else lane.submit(self._perform, job)

    def _perform(self, job: Job) -> None:
        """Do the work in its lane, and post what follows. After closing nobody is told: it is kept."""
        job.run()
        if self._is_closed:
            self._untold.append(job)
        else:
            self._posted.emit(partial(self._finish, job))

    def _finish(self, job: Job) -> None:
        self._long_tasks.discard(job.task)
        self._quiet_tasks.discard(job.task)
        job.finish()

    def _reporter(self, task: Task, progress: Report | None) -> Report:
        """Return the function that long work calls: it throttles, and it is where work is interrupted."""
        shown_at = float("-inf")

        def report(done: int, total: int, step: str) -> None:
            nonlocal shown_at
            if task.is_cancelled:
                raise Cancelled
            now = self._clock()
            if progress is not None and (now - shown_at >= PROGRESS_INTERVAL_S or done == total):
                shown_at = now
                self._post(partial(progress, done, total, step))

        return report

    def _resting(self, report: Report) -> Report:
        """Return the same function, which then rests for as long as the step before it took."""
        begun = self._clock()

        def rest(done: int, total: int, step: str) -> None:
            nonlocal begun
            report(done, total, step)
            time.sleep(min(self._clock() - begun, LONGEST_REST_S))
            begun = self._clock()

        return rest

    def _post(self, call: Callable[[], None]) -> None:
        if not self._is_closed:
            self._posted.emit(call)

    def _deliver(self, call: Callable[[], None]) -> None:
        if not self._is_closed:
            call()
