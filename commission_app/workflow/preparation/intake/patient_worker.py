"""The reading process of an import: its answers are awaited in short steps, so that a person can interrupt.

A piece may take the process thirty seconds, and nobody waits that long after « Interrompre ».
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWorking
from typing import Self, TypeVar

from commission_app.errors import AppError
from commission_app.reader.client import LOST, Worker

TICK_SECONDS = 0.1

Answer = TypeVar("Answer")
Tick = Callable[[], None]  # raises Cancelled to interrupt


class PatientWorker:
    """A reading process, replaced when a file ends it. Use it as a context manager."""

    def __init__(self, start: Callable[[], Worker] = Worker.start) -> None:
        self._start = start
        self._worker = start()
        self._is_closed = False
        self._thread = ThreadPoolExecutor(1, "import")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_closed = True
        self._worker.close()  # whatever was asked ends now
        self._thread.shutdown()

    @property
    def is_alive(self) -> bool:
        """True while the process runs."""
        return self._worker.is_alive

    def begin(self, ask: Callable[[Worker], Answer], name: str) -> Future[Answer]:
        """Ask something about a file; the answer may be awaited later. PIE-06 when it ends the process."""
        return self._thread.submit(self._ask, ask, name)

    def ask(self, ask: Callable[[Worker], Answer], name: str, tick: Tick) -> Answer:
        """Ask something about a file and wait for it."""
        return wait_for(self.begin(ask, name), tick)

    def _ask(self, ask: Callable[[Worker], Answer], name: str) -> Answer:
        try:
            return ask(self._worker)
        except AppError as error:
            if error.code not in LOST or self._is_closed:
                raise
            self._worker.close()
            self._worker = self._start()
            raise AppError("PIE-06", file=name, reason="sa lecture ne s’achève pas") from error


def wait_for(answer: Future[Answer], tick: Tick) -> Answer:
    """Wait for an answer, calling `tick` in the meantime."""
    while True:
        tick()
        try:
            return answer.result(TICK_SECONDS)
        except StillWorking:
            if answer.done():  # the work itself raised it
                raise
