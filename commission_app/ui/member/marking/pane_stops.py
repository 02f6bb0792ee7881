"""F6: from pane to pane, past those that are folded, each at the part that takes the keyboard."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication, QWidget

Stop = tuple[QWidget, Callable[[], object]]  # a pane, and what puts the keyboard in it


def go_beside(stops: Sequence[Stop], step: int) -> None:
    """Go to the next pane (1) or the previous one (-1); a pane inside another stands before it."""
    shown = [(pane, take_focus) for pane, take_focus in stops if pane.isVisible()]
    focused = QApplication.focusWidget()
    inside = (place for place, (pane, _) in enumerate(shown) if focused and pane.isAncestorOf(focused))
    place = next(inside, None)
    _, take_focus = shown[0 if place is None else (place + step) % len(shown)]
    take_focus()
