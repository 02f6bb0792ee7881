"""One choice in a short list: a framed list, where arrows move and letters search."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from commission_app.ui import fonts, theme

LINE, MOST_SHOWN = 27, 6


class ChoiceField(QListWidget):
    """Nothing is chosen beforehand, unless told; `chosen` follows each change."""

    chosen = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], first: str = "") -> None:
        """Take the key and the words of each choice."""
        super().__init__()
        self.setProperty("framed", True)
        self.setFont(fonts.font(13))
        self.offer(choices, first)
        shown = max(2, min(len(choices), MOST_SHOWN))
        self.setFixedHeight(theme.scaled(LINE) * shown + 10)
        self.itemSelectionChanged.connect(self.chosen)

    def offer(self, choices: Sequence[tuple[str, str]], first: str = "") -> None:
        """Put other choices in place of those that are there; the height stays."""
        self.clear()
        for key, words in choices:
            item = QListWidgetItem(words, self)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSelected(bool(key) and key == first)
            if item.isSelected():  # the arrows then go on from it
                self.setCurrentItem(item, QItemSelectionModel.SelectionFlag.NoUpdate)

    def choice(self) -> str:
        """Return the key of the choice, empty without one."""
        found = [str(item.data(Qt.ItemDataRole.UserRole)) for item in self.selectedItems()]
        return "".join(found)

    def choose(self, key: str) -> None:
        """Choose by its key."""
        for place in range(self.count()):
            item = self.item(place)
            item.setSelected(item.data(Qt.ItemDataRole.UserRole) == key)
