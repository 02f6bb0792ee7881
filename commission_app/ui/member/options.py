"""How a member likes to work: choices of their own, the filter and the widths, remembered with the window."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from commission_app.ui import actions
from commission_app.ui.settings import WindowSettings

NAMES = ("hide_total", "by_criterion", "pause_reminder")
FILTER, LIST, GRID = "dossiers", "list", "grid"


class MemberOptions(QObject):
    """Three actions to tick, for the menus, each with its `toggled`; and what the person arranged."""

    def __init__(self, settings: WindowSettings | None = None, parent: QObject | None = None) -> None:
        """Take where they are remembered; without it they last as long as the window."""
        super().__init__(parent)
        self._settings = settings
        self.hide_total, self.by_criterion, self.pause_reminder = (self._make(name) for name in NAMES)

    def all(self) -> list[QAction]:
        """Return the actions in the order of the menus."""
        return [self.hide_total, self.by_criterion, self.pause_reminder]

    @property
    def filter(self) -> str:
        """The filter of the dossiers, empty until one was chosen."""
        return "" if self._settings is None else self._settings.choice(FILTER)

    def put_filter(self, chosen: str) -> None:
        """Remember the filter of the dossiers."""
        if self._settings is not None:
            self._settings.put_choice(FILTER, chosen)

    @property
    def widths(self) -> tuple[int, int]:
        """The widths of the list and of the grid at the usual text size, 0 for the usual ones."""
        if self._settings is None:
            return 0, 0
        return self._settings.width(LIST), self._settings.width(GRID)

    def put_widths(self, dossiers: int, grid: int) -> None:
        """Remember the widths of the list and of the grid, at the usual text size."""
        if self._settings is not None:
            self._settings.put_width(LIST, dossiers)
            self._settings.put_width(GRID, grid)

    def _make(self, name: str) -> QAction:
        action = actions.make(name, self, lambda: None)
        action.setCheckable(True)
        if self._settings is not None:
            settings = self._settings
            action.setChecked(settings.flag(name))
            action.toggled.connect(lambda is_on: settings.put_flag(name, is_on=is_on))
        return action
