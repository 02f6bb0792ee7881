"""How long work tells where it is, and how a person interrupts it."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with (done, total, what is being worked on). Raising Cancelled from it interrupts the work."""


def no_progress(done: int, total: int, step: str) -> None:
    """Say nothing: for tests and scripts."""
