"""One part of the settings: its rows, made a few at a time, which then stay with what is typed in them."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commission_app.ui.secretariat.campaign.setting_row import SettingRow
from commission_app.ui.widgets.layouts import Line, column
from commission_app.workflow.preparation.settings.setting import Group
from commission_app.workflow.preparation.settings.setting_list import SETTINGS

AT_A_TIME = 4  # rows


class SettingsPart(QWidget):
    """`written` carries the key of a setting and what was typed; `grown`, that rows came."""

    written = Signal(str, str)
    grown = Signal()

    def __init__(self, group: Group, *, is_frozen: bool) -> None:
        super().__init__()
        self.rows: dict[str, SettingRow] = {}
        self._settings = [setting for setting in SETTINGS if setting.group is group]
        self._is_frozen = is_frozen
        self._lines = column(spacing=10)
        self.setLayout(self._lines)

    def fill(self, typed: Callable[[], Mapping[str, str]]) -> Iterator[None]:
        """Make the rows, and yield wherever the event loop may turn."""
        for number, setting in enumerate(self._settings):
            if number:
                self._lines.addWidget(Line())
            shown = SettingRow(setting, is_locked=self._is_frozen and not setting.stays_open)
            shown.written.connect(self.written)
            self.rows[setting.key] = shown
            self._lines.addWidget(shown)
            shown.show_kept(typed()[setting.key])
            if number % AT_A_TIME == AT_A_TIME - 1:
                self.grown.emit()
                yield
        self.grown.emit()

    def show_kept(self, typed: Mapping[str, str]) -> None:
        """Show the settings as they are kept."""
        for key, shown in self.rows.items():
            shown.show_kept(typed[key])
