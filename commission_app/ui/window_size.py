"""The size of a window that was never moved: comfortable, and always inside the screen."""

from PySide6.QtWidgets import QWidget

COMFORTABLE = (1440, 900)
FRAME = 40  # title bar and borders that the system adds around


def fit(window: QWidget) -> None:
    """Give a window its first size."""
    room = window.screen().availableGeometry()
    window.resize(min(COMFORTABLE[0], room.width()), min(COMFORTABLE[1], room.height() - FRAME))
