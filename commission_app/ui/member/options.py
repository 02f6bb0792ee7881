"""How a member likes to work: three choices of their own, remembered with the window, off at first."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from commission_app.ui import actions
from commission_app.ui.settings import WindowSettings

NAMES = ("hide_total", "by_criterion", "pause_reminder")


class MemberOptions(QObject):
    """Three actions to tick, for the menus; whoever must follow one connects to its `toggled`."""

    def __init__(self, settings: WindowSettings | None = None, parent: QObject | None = None) -> None:
        """Take where they are remembered; without it they last as long as the window."""
        super().__init__(parent)
        self._settings = settings
        self.hide_total, self.by_criterion, self.pause_reminder = (self._make(name) for name in NAMES)

    def all(self) -> list[QAction]:
        """Return the actions in the order of the menus."""
        return [self.hide_total, self.by_criterion, self.pause_reminder]

    def _make(self, name: str) -> QAction:
        action = actions.make(name, self, lambda: None)
        action.setCheckable(True)
        if self._settings is not None:
            settings = self._settings
            action.setChecked(settings.flag(name))
            action.toggled.connect(lambda is_on: settings.put_flag(name, is_on=is_on))
        return action
