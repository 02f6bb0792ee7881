"""Why a member leaves a dossier aside: one reason of a closed list, and a few free words."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from commission_app.ui.widgets.layouts import column
from commission_app.ui.widgets.radio_line import RadioLine

LONGEST_WORDS: Final = 200


def recusal_reasons() -> tuple[str, ...]:
    """Return the closed list; the last one says nothing by itself, and asks for words."""
    tr = QCoreApplication.translate
    return (
        tr("RecusalReasons", "Mandat ou fonction dans la collectivité"),
        tr("RecusalReasons", "Lien familial ou personnel avec un porteur"),
        tr("RecusalReasons", "Intérêt professionnel ou financier"),
        tr("RecusalReasons", "Participation à la préparation du dossier"),
        tr("RecusalReasons", "Autre motif"),
    )


class ReasonChoice(QWidget):
    """The list and the field of free words; `changed` tells that the reason is another."""

    changed = Signal()

    def __init__(self, reasons: Sequence[str] = ()) -> None:
        super().__init__()
        self._reasons = tuple(reasons) or recusal_reasons()
        self._group = QButtonGroup(self)
        self.choices = [RadioLine(reason) for reason in self._reasons]
        for choice in self.choices:
            self._group.addButton(choice)
        self.words = QLineEdit()
        self.words.setMaxLength(LONGEST_WORDS)
        self.words.setAccessibleName(self.tr("Précision sur le motif"))
        self._group.buttonClicked.connect(self._on_changed)
        self.words.textEdited.connect(self._on_changed)
        self.setLayout(column(*self.choices, 6, self.words))
        self._on_changed()

    def reason(self) -> str:
        """Return the whole reason, empty while it is not one."""
        chosen, words = self._group.checkedButton(), self.words.text().strip()
        if chosen is None:
            return ""
        if chosen is self.choices[-1]:
            return words
        return f"{chosen.text()} : {words}" if words else chosen.text()

    def show_reason(self, reason: str) -> None:
        """Show a reason given before: words of one's own come under the last of the list."""
        head, _, words = reason.partition(" : ")
        known = self._reasons.index(head) if head in self._reasons[:-1] else len(self._reasons) - 1
        self._group.setExclusive(False)
        for place, choice in enumerate(self.choices):
            choice.setChecked(bool(reason) and place == known)
        self._group.setExclusive(True)
        self.words.setText(words if head in self._reasons[:-1] else reason)
        self._say_what_is_asked()

    def _on_changed(self) -> None:
        self._say_what_is_asked()
        self.changed.emit()

    def _say_what_is_asked(self) -> None:
        is_other = self._group.checkedButton() is self.choices[-1]
        asked, welcome = self.tr("Dites en quelques mots lequel"), self.tr("Précision, si vous le souhaitez")
        self.words.setPlaceholderText(asked if is_other else welcome)
