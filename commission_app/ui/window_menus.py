"""The menus of a window: « Fichier », « Affichage » and « Aide » of the hidden bar, and the person's own."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QMenu

from commission_app.ui import actions
from commission_app.ui.widgets import window_input
from commission_app.ui.window_look import Choices

LOOK = ("larger_text", "smaller_text", "full_screen")
WAYS = ("go_to", "next_pane", "previous_pane")


class WindowMenus(QObject):
    """Every action is in a menu and in the window, so that its shortcut works while the bar is hidden."""

    def __init__(
        self, window: QMainWindow, choices: Choices, slots: Mapping[str, Callable[[], object]]
    ) -> None:
        """Take the look to choose from, and what each action of every window does, by its name."""
        super().__init__(window)
        self._window = window
        self._has_campaign_actions = False
        self._alt_alone = False
        self.actions = {name: actions.make(name, window, slot) for name, slot in slots.items()}
        bar, tr = window.menuBar(), QCoreApplication.translate
        self._file = bar.addMenu(tr("MainWindow", "&Fichier"))
        self._view = bar.addMenu(tr("MainWindow", "&Affichage"))
        self._help = bar.addMenu(tr("MainWindow", "A&ide"))
        self.person = QMenu(window)
        for menu in (self.person, self._view):
            choices.fill(menu)
        self._fill()
        bar.hide()
        window_input.watch(window, self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the menu bar when Alt is pressed and released alone."""
        if isinstance(event, QKeyEvent) and self._window.isActiveWindow():
            is_alt = event.key() == Qt.Key.Key_Alt
            if event.type() == QEvent.Type.KeyPress:
                self._alt_alone = is_alt
            elif event.type() == QEvent.Type.KeyRelease and is_alt and self._alt_alone:
                self._alt_alone = False
                bar = self._window.menuBar()
                bar.setVisible(not bar.isVisible())
        return super().eventFilter(watched, event)

    def forget_alt(self) -> None:
        """Leave the menus hidden: the key of a shortcut with Alt never comes to the window."""
        self._alt_alone = False

    def add_page(self, action: QAction) -> None:
        """Put the way to a page last in the menu « Affichage »."""
        self._view.addAction(action)
        self._window.addAction(action)

    def add_file(self, action: QAction) -> None:
        """Put an action of this desk first in the menu « Fichier » and in the person's menu."""
        for menu in (self._file, self.person):
            first = menu.actions()[0]
            menu.insertAction(first, action)
            menu.insertSeparator(first)
        self._window.addAction(action)

    def add_help(self, action: QAction) -> None:
        """Put an action in the menu « Aide », and last in the person's menu."""
        self._help.addAction(action)
        self.person.addAction(action)
        self._window.addAction(action)

    def add_choices(self, choices: Sequence[QAction]) -> None:
        """Put choices to tick after those of the look, in the menu « Affichage » and in the person's menu."""
        for menu in (self._view, self.person):
            after = next(action for action in menu.actions() if action.objectName() == "full_screen")
            menu.insertActions(after, list(choices))
            menu.insertSeparator(choices[0])
            menu.insertSeparator(after)

    def add_campaign(self, action: QAction) -> None:
        """Put an action on the whole campaign last in the person's menu, and before « Quitter »."""
        self._file.insertAction(self.actions["quit"], action)
        if not self._has_campaign_actions:
            self._has_campaign_actions = True
            self.person.addSeparator()
        self.person.addAction(action)
        self._window.addAction(action)

    def _fill(self) -> None:
        found = self.actions
        self._file.addActions([found["already_saved"], found["quit"]])
        for names in (WAYS, LOOK):
            self._view.addActions([found[name] for name in names])
            self._view.addSeparator()
        self.person.addSeparator()
        self.person.addAction(found["full_screen"])
        self._help.addAction(found["help"])
        self._window.addActions([action for name, action in found.items() if name != "proofs"])
        if "proofs" in found:
            self._help.addAction(found["proofs"])
            self.person.addAction(found["proofs"])
