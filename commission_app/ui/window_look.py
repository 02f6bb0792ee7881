"""How the window looks, to choose from its menus: theme and text size."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from commission_app.texts import NO_BREAK_SPACE
from commission_app.ui import theme
from commission_app.ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Theme


class Choices:
    """Two exclusive groups of checkable actions, kept in step with what is in use."""

    def __init__(self, parent: QObject, choose: Callable[[Theme, int], None]) -> None:
        """Take what is called with the theme and the text size that the person chose."""
        self._choose = choose
        self._themes = QActionGroup(parent)
        self._sizes = QActionGroup(parent)
        names = (
            (LIGHT, QCoreApplication.translate("WindowMenu", "Thème clair")),
            (DARK, QCoreApplication.translate("WindowMenu", "Thème sombre")),
            (HIGH_CONTRAST, QCoreApplication.translate("WindowMenu", "Contraste élevé")),
        )
        for chosen, name in names:
            self._add(self._themes, name, chosen.name)
        for percent in theme.TEXT_SIZES:
            self._add(self._sizes, f"{percent}{NO_BREAK_SPACE}%", percent)
        self._themes.triggered.connect(
            lambda action: choose(theme.THEMES[action.data()], theme.text_percent())
        )
        self._sizes.triggered.connect(lambda action: choose(theme.current(), action.data()))
        self.show_current()

    def fill(self, menu: QMenu) -> None:
        """Add the themes to a menu, and the text sizes to a menu inside it."""
        menu.addActions(self._themes.actions())
        sizes = menu.addMenu(QCoreApplication.translate("WindowMenu", "Taille du texte"))
        sizes.addActions(self._sizes.actions())

    def show_current(self) -> None:
        """Check the theme and the text size in use."""
        for action in self._themes.actions():
            action.setChecked(action.data() == theme.current().name)
        for action in self._sizes.actions():
            action.setChecked(action.data() == theme.text_percent())

    def resize_text(self, step: int) -> None:
        """Take the next text size, larger or smaller, if there is one."""
        sizes = theme.TEXT_SIZES
        place = max(0, min(len(sizes) - 1, sizes.index(theme.text_percent()) + step))
        self._choose(theme.current(), sizes[place])

    @staticmethod
    def _add(group: QActionGroup, name: str, value: str | int) -> None:
        action = QAction(name, group)
        action.setCheckable(True)
        action.setData(value)
        group.addAction(action)
