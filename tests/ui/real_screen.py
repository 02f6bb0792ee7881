"""A real X server with a window manager, and a person's hands on it: what a real-window test drives."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = ("Xvfb", "openbox", "xdotool")
SYSTEM_PYTHON = "/usr/bin/python3"  # the one for which Debian packages AT-SPI
PATIENCE_SECONDS = 30.0
LOOK_SECONDS = 0.1
ROOT = Path(__file__).parents[2]


def missing_programs() -> list[str]:
    """Return the programs of a real screen that this machine lacks."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


def missing_hearing() -> list[str]:
    """Return what this machine lacks to hear the application as a screen reader does."""
    missing = missing_programs()
    missing += [program for program in ("dbus-run-session", SYSTEM_PYTHON) if shutil.which(program) is None]
    if not missing:
        knows = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi; Atspi.init"
        if subprocess.run([SYSTEM_PYTHON, "-c", knows], capture_output=True, check=False).returncode:
            missing.append("gir1.2-atspi-2.0")
    if not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").exists():
        missing.append("at-spi2-core")
    return missing


class Screen:
    """One display. Waiting is for something to become true, never for a while."""

    def __init__(self, display: str) -> None:
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
        }

    @contextmanager
    def application(self, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Run the application on this screen; it is ended at the end of the block."""
        process = subprocess.Popen(
            [sys.executable, "-m", "commission_app", *arguments], env=self.environment, cwd=ROOT
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def do(self, *words: str) -> str:
        """Move the mouse, press keys or ask something with xdotool."""
        return subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False
        ).stdout.strip()

    def wait_for_window(self, title: str) -> None:
        """Wait until a window with these words in its title has the keyboard."""
        until(lambda: title in self.do("getactivewindow", "getwindowname"), f"window « {title} »")


def until(is_true: Callable[[], bool], what: str, look_seconds: float = LOOK_SECONDS) -> None:
    """Look until something is true. AssertionError when it does not come."""
    pause = threading.Event()
    for _ in range(round(PATIENCE_SECONDS / look_seconds)):
        if is_true():
            return
        pause.wait(look_seconds)
    raise AssertionError(f"never seen: {what}")


@contextmanager
def real_screen() -> Iterator[Screen]:
    """Start an X server on a free display and a window manager in it."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=(write_end,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        screen = Screen(f":{answer.readline().strip()}")
    manager = subprocess.Popen(["openbox"], env=screen.environment, stderr=subprocess.DEVNULL)
    try:
        yield screen
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()
