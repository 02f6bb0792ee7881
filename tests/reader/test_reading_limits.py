"""What the child process gave up before it reads anything (Linux): files, memory, processes, privileges."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from commission_app.reader.client import Worker
from commission_app.reader.limits import ADDRESSES_BYTES, OPEN_FILES
from tests.reader.sample_pdfs import letter, with_script


def run(code: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", f"from commission_app.reader import limits\n{code}"]
    environment = {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environment)


def test_the_kernel_holds_the_child_to_its_limits() -> None:
    with Worker.start() as worker:
        worker.open(letter())
        process = Path("/proc") / str(worker._process.pid)
        limits = {
            line[:26].strip(): line[26:].split()[:2] for line in (process / "limits").read_text().splitlines()
        }
        assert limits["Max core file size"] == ["0", "0"]
        assert limits["Max file size"] == ["0", "0"]
        assert limits["Max address space"] == [str(ADDRESSES_BYTES)] * 2
        assert limits["Max open files"] == [str(OPEN_FILES)] * 2
        assert limits["Max processes"] == ["0", "0"]
        assert "NoNewPrivs:\t1" in (process / "status").read_text().splitlines()


def test_nothing_is_written_whatever_the_child_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for variable in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with Worker.start() as worker:
        worker.open(letter())
        worker.page_image(1, 600)
        worker.search("commune")
        worker.import_piece(with_script(letter()), "piece.pdf")
        worker.read_sheets(b"id;fichier\n1;a.pdf\n", "index.csv")
    assert list(tmp_path.rglob("*")) == []


def test_a_limited_process_cannot_write_a_file(tmp_path: Path) -> None:
    done = run("limits.apply()\nwith open('copie.txt', 'w') as copy: copy.write('secret')", tmp_path)
    assert "File too large" in done.stderr
    assert (tmp_path / "copie.txt").read_bytes() == b""


def test_a_limited_process_cannot_take_all_the_memory(tmp_path: Path) -> None:
    done = run(f"limits.apply()\nbytearray({ADDRESSES_BYTES})", tmp_path)
    assert "MemoryError" in done.stderr


def test_a_limited_process_ignores_the_interruption_meant_for_its_application(tmp_path: Path) -> None:
    done = run(
        "import os, signal\nlimits.apply()\nos.kill(os.getpid(), signal.SIGINT)\nprint('là')", tmp_path
    )
    assert done.stdout == "là\n"


def test_a_child_alone_in_an_endless_loop_ends_by_itself(tmp_path: Path) -> None:
    done = run("limits.live_at_most(1)\nwhile True: pass", tmp_path)
    assert done.returncode == -signal.SIGALRM
