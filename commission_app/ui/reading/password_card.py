"""A piece that asks for a password: asked in its place, once, and kept in memory only."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from commission_app.ui.reading.canvas_card import CanvasCard
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, column, row


class _PasswordField(QLineEdit):
    """Enter opens the piece; nothing of what is typed is shown."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter here: the page would go to the next criterion."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class PasswordCard(CanvasCard):
    """`given` carries what was typed."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field = _PasswordField(self.tr("Mot de passe de la pièce"))
        self.field.returnPressed.connect(self._give)
        self._refused = Label(
            self.tr("Ce mot de passe n’ouvre pas la pièce. Vérifiez les majuscules, puis recommencez."),
            "body",
            tint="warning",
            wrap=True,
        )
        self.open = Button(self.tr("Ouvrir la pièce"), "primary", icon="lock-open")
        self.open.clicked.connect(self._give)
        why = self.tr(
            "Saisissez celui que le secrétariat vous a communiqué, ou demandez-lui une copie sans mot de "
            "passe. Il est retenu jusqu’à la fermeture de l’application, sans être enregistré."
        )
        words = column(
            Label(self.tr("Cette pièce demande un mot de passe"), "section_title"),
            6,
            Label(why, "body", wrap=True),
            12,
            self.field,
            6,
            self._refused,
            12,
            row(self.open, STRETCH),
        )
        self.place("lock", "mention", words)

    def ask(self, *, was_refused: bool) -> None:
        """Ask for the password, and say so when the last one was not the right one."""
        self._refused.setVisible(was_refused)
        self.field.clear()
        if was_refused:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        if self.field.text():
            self.given.emit(self.field.text())
