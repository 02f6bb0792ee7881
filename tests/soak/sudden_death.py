"""How a process dies in these tests: as a power cut would have it, with no handler and no cleaning."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

WRITES = ("open", "os.rename", "os.remove", "os.mkdir")  # audit events around which files change


def is_write(event: str, _arguments: tuple[Any, ...]) -> bool:
    """Tell whether files may change at an event."""
    return event in WRITES


def die(*_: object) -> None:
    """End this process now."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(moment: int, is_counted: Callable[[str, tuple[Any, ...]], bool] = is_write) -> None:
    """Let this process live on, until just before the nth of the events that count."""
    left = moment

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if is_counted(event, arguments):
            left -= 1
            if left == 0:
                die()

    sys.addaudithook(watch)
