"""The child process dies, hangs, lies or is interrupted: the application is told, and starts another."""

import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.reader import client, deadline, frames
from commission_app.reader.client import Worker
from tests.reader.sample_pdfs import letter

DIES_MID_REQUEST = "import os, sys; sys.stdin.buffer.read(8); os._exit(1)"
SAYS_NONSENSE = "import sys; sys.stdin.buffer.read(8); print('bonjour' * 9)"
ANNOUNCES_FOUR_GIGABYTES = "import sys; sys.stdout.buffer.write(bytes([255]) * 8)"
SENDS_HALF_A_FRAME = "import sys; sys.stdout.buffer.write(bytes([0, 0, 0, 9, 0, 0, 0, 0, 65]))"
ANSWERS_SOMETHING_ELSE = """
import sys
header = b'{"content": {"pages": "many"}}'
sys.stdout.buffer.write(len(header).to_bytes(4, "big") + bytes(4) + header)
"""
SAYS_A_PAGE_WITHOUT_WIDTH = ANSWERS_SOMETHING_ELSE.replace(
    '{"pages": "many"}',
    '{"pages": [{"width_pt": 0, "height_pt": 842}], "has_text": true, "outline": [], "engine": "",'
    ' "text_pt": 0}',
)
REFUSES_WITH_AN_UNKNOWN_CODE = ANSWERS_SOMETHING_ELSE.replace(
    '{"content": {"pages": "many"}}', '{"refusal": {"code": "XXX-01", "facts": {}}}'
)


def test_a_child_killed_between_two_requests_is_dead_and_another_works() -> None:
    with Worker.start() as worker:
        worker.open(letter())
        worker._process.kill()
        with pytest.raises(AppError, match="PIE-02"):
            worker.page_image(1, 100)
        assert not worker.is_alive
    with Worker.start() as another:
        assert len(another.open(letter()).pages) == 1


@pytest.mark.parametrize(
    "code",
    [
        DIES_MID_REQUEST,
        SAYS_NONSENSE,
        ANNOUNCES_FOUR_GIGABYTES,
        SENDS_HALF_A_FRAME,
        ANSWERS_SOMETHING_ELSE,
        SAYS_A_PAGE_WITHOUT_WIDTH,
        REFUSES_WITH_AN_UNKNOWN_CODE,
    ],
)
def test_a_child_that_dies_or_lies_mid_request_is_ended(code: str) -> None:
    with Worker.start((sys.executable, "-c", code)) as worker:
        with pytest.raises(AppError, match="PIE-02"):
            worker.open(letter())
        assert not worker.is_alive


def test_an_image_smaller_than_it_says_is_refused() -> None:
    code = ANSWERS_SOMETHING_ELSE.replace('"pages": "many"', '"width": 10, "height": 10, "stride": 40')
    with Worker.start((sys.executable, "-c", code)) as worker, pytest.raises(AppError, match="PIE-02"):
        worker.page_image(1, 10)


def test_a_child_that_hangs_is_ended_at_the_deadline() -> None:
    with Worker.start() as worker:
        worker.open(letter())
        worker.reading_seconds = 0.2
        os.kill(worker._process.pid, signal.SIGSTOP)
        with pytest.raises(AppError, match="PIE-03"):
            worker.page_image(1, 100)
        assert not worker.is_alive


def test_a_child_that_slept_with_the_computer_gets_its_time_again(monkeypatch: pytest.MonkeyPatch) -> None:
    at, hour = 1000.0, 3600.0
    asked, woken = at, at + hour
    looks = iter([asked, asked, asked, woken, woken, woken, woken, woken + 0.01, woken + 0.02])
    monkeypatch.setattr(deadline, "monotonic", lambda: next(looks))
    late = threading.Event()
    watched = deadline.Deadline(late.set)
    with watched.within(0.01):
        late.wait()
    watched.close()
    assert watched.is_past
    assert next(looks, None) is None, "not at the first look, when it had been asleep for an hour"


def test_a_child_that_takes_nothing_in_is_ended_at_the_deadline() -> None:
    with Worker.start() as worker:
        worker.reading_seconds = 0.2
        os.kill(worker._process.pid, signal.SIGSTOP)
        with pytest.raises(AppError, match="PIE-03"):
            worker.open(bytes(4_000_000))


def test_a_program_that_does_not_exist_is_a_child_that_died() -> None:
    with pytest.raises(AppError, match="PIE-02"):
        Worker.start(("/nowhere/at/all",))


def test_closing_ends_the_child_and_the_request_under_way() -> None:
    worker = Worker.start()
    worker.open(letter())
    os.kill(worker._process.pid, signal.SIGSTOP)
    codes: list[str] = []

    def ask() -> None:
        try:
            worker.open(bytes(4_000_000))
        except AppError as error:
            codes.append(error.code)

    asking = threading.Thread(target=ask)
    asking.start()
    worker.close()
    asking.join()
    assert codes == ["PIE-02"]
    assert not worker.is_alive
    worker.close()


def test_an_interruption_ends_the_child_which_would_answer_the_wrong_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with Worker.start() as worker:
        worker.open(letter())
        monkeypatch.setattr(frames, "read", interrupted)
        with pytest.raises(KeyboardInterrupt):
            worker.page_text(1)
        assert not worker.is_alive


def test_threads_take_turns() -> None:
    with Worker.start() as worker:
        worker.open(letter(*[(f"page {number}",) for number in range(1, 9)]))
        texts: dict[int, str] = {}

        def read(number: int) -> None:
            texts[number] = worker.page_text(number).text.strip()

        threads = [threading.Thread(target=read, args=(number,)) for number in range(1, 9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert texts == {number: f"page {number}" for number in range(1, 9)}


def test_a_child_left_by_its_application_ends_by_itself() -> None:
    worker = Worker.start()
    worker.open(letter())
    assert worker._process.stdin is not None
    worker._process.stdin.close()
    assert worker._process.wait() == 0
    worker.close()


def test_a_module_planted_among_the_pieces_is_not_imported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("json.py", "msgspec.py", "commission_app.py"):
        (tmp_path / name).write_text("raise SystemExit('planted')")
    monkeypatch.chdir(tmp_path)
    with Worker.start() as worker:
        assert len(worker.open(letter()).pages) == 1


@pytest.mark.parametrize("suffix", ["", ".exe"])
def test_the_frozen_application_starts_its_program_with_a_console_from_the_one_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, suffix: str
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / f"commission-app-fenetre{suffix}"))
    assert client.own_command() == (str(tmp_path / f"commission-app{suffix}"), "worker")
