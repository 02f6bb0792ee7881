"""Says when nobody has used a desk for a while: the secretariat's keys are then forgotten."""

import time
from collections.abc import Callable
from typing import Final

IDLE_SECONDS: Final = 15 * 60


def seconds_awake_or_asleep() -> float:
    """Return seconds that only go forward: the date may jump, and a computer's sleep counts.

    Linux leaves its sleep out of the usual clock, and macOS does in Python's; Windows counts it.
    """
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        clock = getattr(time, name, None)
        if clock is not None:
            return time.clock_gettime(clock)
    return time.monotonic()


class IdleWatch:
    """Remembers the last sign of life, on a clock of its own."""

    def __init__(
        self, clock: Callable[[], float] = seconds_awake_or_asleep, seconds: float = IDLE_SECONDS
    ) -> None:
        self._clock = clock
        self._seconds = seconds
        self._last = clock()

    def touch(self) -> None:
        """Take note of a sign of life."""
        self._last = self._clock()

    def is_idle(self) -> bool:
        """Tell whether the last sign of life is too old."""
        return self._clock() - self._last >= self._seconds
