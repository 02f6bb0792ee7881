"""One piece of background work: its handle, and all that it holds until the window has its answer."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from commission_app.errors import Cancelled

Answer = TypeVar("Answer")
Failed = Callable[[Exception], None]


class Task:
    """The handle of one piece of work."""

    def __init__(self) -> None:
        self.is_cancelled = False
        self.is_finished = False

    def cancel(self) -> None:
        """Ask the work to stop: at once if it has not begun, at its next progress otherwise."""
        self.is_cancelled = True


class Job:
    """What one piece of work holds. The window's thread empties it, whoever else still has it in hand.

    A lane that let go of a page or a banner last would destroy a Qt object in its own thread: a crash.
    """

    def __init__(
        self,
        task: Task,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Failed,
        ended: Callable[[], None] | None,
    ) -> None:
        self.task = task
        self._answer: Callable[[], Callable[[], None]] | None = lambda: partial(done, work())
        self._failed: Failed | None = failed
        self._ended = ended
        self._follow: Callable[[], None] | None = None

    def run(self) -> None:
        """Do the work, in its lane, and keep the one call that follows."""
        try:
            if self._answer is not None and not self.task.is_cancelled:
                self._follow = self._answer()
        except Cancelled:
            pass
        except Exception as error:  # noqa: BLE001 - whatever work raises is shown, never lost in a thread
            self._follow = partial(self._failed, error) if self._failed else None

    def finish(self) -> None:
        """Make the calls that follow, in the window's thread, and hold nothing any more."""
        self.task.is_finished = True
        follow, ended = self._follow, self._ended
        self._answer = self._failed = self._follow = self._ended = None
        try:
            if follow is not None:
                follow()
        finally:
            if ended is not None:
                ended()
