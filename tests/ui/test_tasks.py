"""Background work: nothing lost, nothing said twice, in order, interruptible."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError, Cancelled
from commission_app.ui.lane import Lane
from commission_app.ui.tasks import Report, Tasks
from tests.ticks import Ticks


@pytest.fixture
def failures() -> list[Exception]:
    return []


@pytest.fixture
def clock() -> Ticks:
    return Ticks(0.0)


@pytest.fixture
def tasks(failures: list[Exception], clock: Ticks) -> Iterator[Tasks]:
    made = Tasks(failures.append, clock)
    yield made
    made.close()


def test_the_short_lanes_have_the_shape_that_pages_expect(tasks: Tasks) -> None:
    lanes: tuple[Lane, Lane] = (tasks.store, tasks.pdf)
    assert len(lanes) == 2


def test_six_hundred_pieces_of_work_are_all_accounted_for(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[int] = []
    failed: list[Exception] = []
    ended: list[int] = []

    def work(number: int) -> int:
        if number % 3 == 1:
            raise AppError("DSK-05", number=number)
        if number % 3 == 2:
            raise Cancelled
        return number

    def reporting(number: int, _report: Report) -> int:
        return work(number)

    for number in range(200):
        tasks.store(partial(work, number), done.append, failed.append)
        tasks.pdf(partial(work, number), done.append, failed.append)
        ending = partial(ended.append, number)
        tasks.long(partial(reporting, number), done.append, failed.append, ended=ending)
    qtbot.waitUntil(lambda: len(ended) == 200 and len(done) == 3 * 67 and len(failed) == 3 * 67)
    assert ended == list(range(200))
    assert not tasks.has_long_work()


def test_a_quiet_check_holds_up_no_lane_and_is_not_long_work(tasks: Tasks, qtbot: QtBot) -> None:
    gate, seen = threading.Event(), list[str]()

    def check(report: Report) -> str:
        report(1, 2, "pièce")
        gate.wait(10)
        return "vérifié"

    ended: list[str] = []
    tasks.quiet(
        check, seen.append, progress=lambda *_: seen.append("progrès"), ended=lambda: ended.append("fin")
    )
    for lane in (tasks.store, tasks.pdf):
        lane(lambda: "lu", seen.append)
    tasks.long(lambda _: "scellé", seen.append)
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert not tasks.has_long_work()
    gate.set()
    qtbot.waitUntil(lambda: ended == ["fin"])
    assert sorted(seen) == ["lu", "lu", "progrès", "scellé", "vérifié"]


def test_closing_interrupts_a_quiet_check_without_asking(tasks: Tasks, qtbot: QtBot) -> None:
    gate, begun, stopped = threading.Event(), threading.Event(), threading.Event()

    def check(report: Report) -> None:
        begun.set()
        gate.wait(10)
        try:
            report(1, 2, "")
        except Cancelled:
            stopped.set()
            raise

    tasks.quiet(check, lambda _: None)
    qtbot.waitUntil(begun.is_set)
    assert not tasks.has_long_work()
    tasks.close()
    gate.set()
    assert stopped.wait(10)


def test_the_store_lane_keeps_the_order_in_which_it_was_asked(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(100):
        tasks.store(partial(int, number), done.append)
    qtbot.waitUntil(lambda: len(done) == 100)
    assert done == list(range(100))


def test_work_runs_elsewhere_and_its_answer_comes_back_to_the_window(tasks: Tasks, qtbot: QtBot) -> None:
    workers: list[int] = []
    windows: list[QThread] = []
    tasks.store(threading.get_ident, workers.append)
    tasks.store(lambda: None, lambda _none: windows.append(QThread.currentThread()))
    qtbot.waitUntil(lambda: bool(windows))
    assert workers != [threading.get_ident()]
    assert windows == [QApplication.instance().thread()]  # type: ignore[union-attr]  # there is one here


def test_a_failure_that_nobody_receives_is_unexpected(
    tasks: Tasks, failures: list[Exception], qtbot: QtBot
) -> None:
    def fail() -> None:
        raise ValueError("bug")

    tasks.store(fail, lambda _none: None)
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert isinstance(failures[0], ValueError)


def test_cancelling_work_that_waits_means_it_never_begins(tasks: Tasks, qtbot: QtBot) -> None:
    gate, begun, ended = threading.Event(), [False], [False]
    tasks.long(lambda _report: gate.wait(), lambda _true: None)

    def begin(_report: Report) -> None:
        begun[0] = True

    waiting = tasks.long(begin, lambda _none: None, ended=lambda: ended.__setitem__(0, True))
    waiting.cancel()
    gate.set()
    qtbot.waitUntil(lambda: ended[0])
    assert not begun[0]


def test_cancelling_interrupts_at_the_next_progress_and_says_nothing(
    tasks: Tasks, failures: list[Exception], qtbot: QtBot
) -> None:
    reached, gate = threading.Event(), threading.Event()
    done: list[str] = []
    ended: list[bool] = []

    def work(report: Report) -> str:
        reached.set()
        gate.wait()
        report(1, 2, "deuxième")
        return "never"

    task = tasks.long(work, done.append, ended=lambda: ended.append(True))
    reached.wait()
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert (done, failures, task.is_finished) == ([], [], True)


def test_progress_is_shown_twenty_times_a_second_and_always_at_the_end(
    tasks: Tasks, clock: Ticks, qtbot: QtBot
) -> None:
    shown: list[tuple[int, int, str]] = []
    done: list[None] = []

    def work(report: Report) -> None:
        for step in range(1, 101):
            clock.now += 0.01  # a hundred steps in one second
            report(step, 100, "")

    tasks.long(work, done.append, progress=lambda *told: shown.append(told))
    qtbot.waitUntil(lambda: bool(done))
    assert 18 <= len(shown) <= 22
    assert shown[-1] == (100, 100, "")


def test_the_window_learns_that_long_work_is_under_way(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    tasks.long(lambda _report: gate.wait(), lambda _true: None)
    assert tasks.has_long_work()
    gate.set()
    qtbot.waitUntil(lambda: not tasks.has_long_work())


def test_work_that_is_alone_has_what_came_before_written_and_keeps_the_rest_waiting(
    tasks: Tasks, qtbot: QtBot
) -> None:
    gate, begun, order = threading.Event(), threading.Event(), list[str]()

    def change(_report: Report) -> str:
        order.append("change")
        begun.set()
        gate.wait(10)
        order.append("changed")
        return "done"

    tasks.store(lambda: order.append("before"), lambda _none: None)
    answers: list[str] = []
    tasks.alone(change, answers.append)
    qtbot.waitUntil(begun.is_set)
    tasks.store(lambda: order.append("after"), lambda _none: None)
    assert tasks.has_long_work()
    gate.set()
    assert tasks.flush()
    assert order == ["before", "change", "changed", "after"]
    qtbot.waitUntil(lambda: answers == ["done"])


def test_closing_does_not_leave_work_that_is_alone_waiting_for_its_turn(failures: list[Exception]) -> None:
    tasks, gate, held, done = Tasks(failures.append), threading.Event(), threading.Event(), list[str]()

    def slow() -> None:
        held.set()
        gate.wait(10)

    tasks.store(slow, lambda _none: None)
    held.wait(10)
    tasks.alone(lambda _report: done.append("changed"), lambda _none: None)
    tasks._store.shutdown(wait=False, cancel_futures=True)
    gate.set()
    tasks._long.shutdown(wait=True)
    tasks.close()
    assert done == []


def test_closing_waits_for_what_must_be_written_and_interrupts_the_rest(failures: list[Exception]) -> None:
    tasks = Tasks(failures.append)
    written: list[int] = []
    begun = threading.Event()

    def endless(report: Report) -> None:
        begun.set()
        while True:
            report(0, 0, "")

    long = tasks.long(endless, lambda _none: None)
    begun.wait()
    for number in range(50):
        tasks.store(partial(written.append, number), lambda _none: None)
    assert tasks.close()
    assert written == list(range(50))
    assert long.is_cancelled


def test_closing_does_not_wait_forever_for_a_disk_that_does_not_answer(failures: list[Exception]) -> None:
    tasks = Tasks(failures.append)
    gate = threading.Event()
    tasks.store(gate.wait, lambda _true: None)
    assert not tasks.flush(timeout_s=0.01)
    gate.set()
    assert tasks.close()


def test_nothing_comes_back_after_closing(failures: list[Exception], qapp: QApplication) -> None:
    tasks = Tasks(failures.append)
    done: list[None] = []
    tasks.store(lambda: None, done.append)
    tasks.close()
    qapp.processEvents()
    assert done == []


def test_a_bug_in_what_follows_still_ends_the_work(tasks: Tasks, qtbot: QtBot) -> None:
    ended: list[bool] = []

    def break_down(_answer: object) -> None:
        raise ValueError("bug in a page")

    with qtbot.captureExceptions() as caught:
        tasks.long(lambda _report: None, break_down, ended=lambda: ended.append(True))
        qtbot.waitUntil(lambda: bool(ended))
    assert [kind for kind, _, _ in caught] == [ValueError]
    assert not tasks.has_long_work()


def test_what_asked_may_go_once_every_lane_has_answered(tasks: Tasks, qtbot: QtBot) -> None:
    answered: list[str] = []
    gate = threading.Event()
    tasks.pdf(gate.wait, lambda _true: answered.append("pdf"))
    tasks.quiet(lambda _report: gate.wait(), lambda _true: answered.append("quiet"))
    tasks.store(lambda: None, lambda _none: answered.append("store"))
    tasks.when_answered(lambda: answered.append("gone"))
    gate.set()
    qtbot.waitUntil(lambda: "gone" in answered)
    assert sorted(answered[:-1]) == ["pdf", "quiet", "store"]


def test_what_a_page_asks_after_its_window_is_gone_is_not_done(failures: list[Exception]) -> None:
    tasks = Tasks(failures.append)
    tasks.close()
    done: list[int] = []
    assert not tasks.store(lambda: done.append(1), lambda _none: None).is_finished
    assert not tasks.pdf(lambda: done.append(1), lambda _none: None).is_finished
    assert not tasks.long(lambda _report: done.append(1), lambda _none: None).is_finished
    assert not tasks.quiet(lambda _report: done.append(1), lambda _none: None).is_finished
    assert done == []
