"""What a piece of background work holds is let go in the window's thread, whoever has the job in hand."""

import weakref
from collections.abc import Callable

from commission_app.ui.job import Job, Task


class Page:
    """Something of the window: its last hold must never be a lane's."""

    def __init__(self) -> None:
        self.received: list[object] = []

    def ended(self) -> None:
        self.received.append("ended")


def made(work: Callable[[Page], int]) -> tuple[Job, "weakref.ref[Page]", list[object]]:
    page = Page()
    received = page.received
    job = Job(Task(), lambda: work(page), page.received.append, page.received.append, page.ended)
    return job, weakref.ref(page), received


def test_a_job_that_is_finished_holds_nothing_of_the_window() -> None:
    job, page, received = made(lambda page: len(page.received))
    job.run()
    assert page() is not None
    job.finish()
    assert (page(), received) == (None, [0, "ended"])


def test_a_job_that_failed_holds_nothing_of_the_window_either() -> None:
    job, page, received = made(lambda page: 1 // len(page.received))
    job.run()
    job.finish()
    assert [str(each) for each in received] == ["integer division or modulo by zero", "ended"]
    received.clear()
    assert page() is None


def test_a_job_that_was_interrupted_before_it_began_answers_nothing_and_ends() -> None:
    job, page, received = made(lambda page: len(page.received))
    job.task.cancel()
    job.run()
    job.finish()
    assert (page(), received, job.task.is_finished) == (None, ["ended"], True)
