"""Asks the application something all the time and times its answers, which its event loop gives.

    python3 tests/soak/answer_times.py COMMAND…

Run by the system's Python, which knows AT-SPI. It runs the command with accessibility on and prints, every
ten seconds, one JSON line: the slowest answer in milliseconds, and how many there were.
"""

import json
import os
import subprocess
import sys
import time
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - the version comes first

ASK_EVERY_S = 0.02
TELL_EVERY_S = 10.0


def window_of(process: int) -> Any:
    """Return the window of a process as AT-SPI sees it, None while there is none."""
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(place)
        if application is not None and application.get_process_id() == process:
            return application.get_child_at_index(0)
    return None


def answer_ms(window: Any) -> float:
    """Ask where the window is, which no cache knows, and return how long the answer took."""
    begun = time.perf_counter()
    window.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
    return (time.perf_counter() - begun) * 1e3


def _has_ended(application: subprocess.Popen[bytes], within_s: float) -> bool:
    """Wait for the end of the application, no longer than that."""
    try:
        application.wait(within_s)
    except subprocess.TimeoutExpired:
        return False
    return True


def main() -> int:
    """Ask until the application ends."""
    Atspi.init()
    application = subprocess.Popen(sys.argv[1:], env={**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
    window, told, answers = None, time.monotonic(), [0.0]
    while not _has_ended(application, ASK_EVERY_S):
        try:
            window = window or window_of(application.pid)
            if window is not None:
                answers.append(answer_ms(window))
        except (GLib.Error, AttributeError):  # that window is gone: another one follows
            window = None
        if time.monotonic() - told >= TELL_EVERY_S:
            line = {"pid": application.pid, "slowest_ms": max(answers), "answers": len(answers) - 1}
            print(json.dumps(line), flush=True)  # noqa: T201 - the pipe is how the campaign hears
            told, answers = time.monotonic(), [0.0]
    return application.returncode


if __name__ == "__main__":
    sys.exit(main())
