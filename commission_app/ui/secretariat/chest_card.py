"""The chest with two keys on « Réception »: the chair types their code there, and nothing keeps it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from commission_app.ui.kept_typing import UNKEPT
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.check_line import CheckLine
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row


@dataclass(frozen=True)
class ChestVerbs:
    """What the card asks of the workflow."""

    is_closed: Callable[[], bool]
    open: Callable[[str], None]
    close: Callable[[], None]


class ChestCard(Card):
    """Closed: a field for the code of the chair. Open: one button to close it again."""

    code_typed = Signal(str)
    close_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", "panel_title")
        self._meaning = Label("", "body", wrap=True)
        self.code = QLineEdit()
        self.code.setProperty(UNKEPT, True)
        self.code.setAccessibleName(self.tr("Code de la présidence, sept groupes de six signes"))
        self._reveal = CheckLine(self.tr("Montrer les signes"))
        self.button = Button(self.tr("Ouvrir le coffre"), "primary", icon="lock-open")
        self._close = Button(self.tr("Refermer"))
        self._entry = QWidget()
        self._entry.setLayout(column(12, self.code, 8, row(self._reveal, STRETCH, self.button)))
        head = row(self._title, STRETCH, self._close)
        self.setLayout(column(head, 4, self._meaning, self._entry, margins=(16, 12, 16, 14)))
        self._reveal.toggled.connect(lambda _on: self._echo())
        self.code.returnPressed.connect(self._ask)
        self.button.clicked.connect(self._ask)
        self._close.clicked.connect(self.close_asked)
        self.show_state(is_closed=True)

    def show_state(self, *, is_closed: bool) -> None:
        """Show whether the chest is closed; the code never stays in the field."""
        self.code.clear()
        self._reveal.setChecked(False)
        self._echo()
        self._entry.setVisible(is_closed)
        self._close.setVisible(not is_closed)
        if is_closed:
            self._title.setText(self.tr("Le coffre est fermé"))
            words = self.tr(
                "Les fiches se reçoivent avec la présidence, qui tape elle-même le code de sa lettre."
            )
        else:
            self._title.setText(self.tr("Le coffre est ouvert"))
            words = self.tr("Il se referme avec l’application, ou dès maintenant.")
        self._meaning.setText(words)

    def wait(self, *, is_waiting: bool) -> None:
        """Take nothing while an answer is awaited."""
        self.button.setEnabled(not is_waiting)

    def _echo(self) -> None:
        """Hide the signs from whoever sits beside, unless the chair wants to read them again."""
        mode = QLineEdit.EchoMode.Normal if self._reveal.isChecked() else QLineEdit.EchoMode.Password
        self.code.setEchoMode(mode)

    def _ask(self) -> None:
        if self.button.isEnabled() and self.code.text().strip():
            self.code_typed.emit(self.code.text())
