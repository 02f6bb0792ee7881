"""What is long to make in the window's thread, made one step each turn of the event loop."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer


def by_turns(steps: Iterator[None], owner: QObject) -> None:
    """Take the steps one by one, as long as `owner` lives; keys, clicks and images come first in between."""
    # After 0 ms it would be a posted event, all of them in one turn; a timer that repeats would be due again
    # before those of others, at the end of each step.
    timer = QTimer(owner, singleShot=True, interval=1)

    def step() -> None:
        try:
            next(steps)
        except StopIteration:
            timer.deleteLater()
        else:
            timer.start()

    timer.timeout.connect(step)
    timer.start()


def at_once(steps: Iterator[None]) -> None:
    """Take all the steps now."""
    for _ in steps:
        pass
