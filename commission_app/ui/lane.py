"""The shape of a background lane, as the parts of the window that use one need it."""

from collections.abc import Callable
from typing import Protocol, TypeVar

Answer = TypeVar("Answer")


class Lane(Protocol):
    """Does work away from the window, one at a time and in order; both answers come back to its thread."""

    def __call__(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[Exception], None],
    ) -> object:
        """Run `work`, then call `done` with what it returned or `failed` with what it raised."""
