"""The keys and clicks of one window, seen before any widget of it gets them."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


def watch(window: QWidget, watcher: QObject) -> None:
    """Give `watcher`, as an event filter, all that the system sends to a window from when it is shown.

    A filter over the whole application would see the same, and every event between two widgets besides.
    """
    _Watching(window, watcher)


class _Watching(QObject):
    """Follows the native window of a widget, which comes with its first showing and may be made again."""

    def __init__(self, window: QWidget, watcher: QObject) -> None:
        super().__init__(window)
        self._window = window
        self._watcher = watcher
        window.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the new native window."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.WinIdChange):
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self._watcher)
