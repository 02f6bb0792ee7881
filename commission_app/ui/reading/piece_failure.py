"""What stands in the place of a piece that cannot be shown: what happened, what to do, whom to tell."""

from PySide6.QtCore import Signal

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.texts import typeset
from commission_app.ui import notices
from commission_app.ui.reading.canvas_card import CanvasCard
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, column, row


class PieceFailure(CanvasCard):
    """`retried` asks for the piece again, `reported` for the message to the secretariat."""

    retried = Signal()
    reported = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._what = Label("", "body", wrap=True)
        self._do = Label("", "body", wrap=True)
        self._told = Label("", "body", wrap=True)
        retry = Button(self.tr("Réessayer"), icon="rotate-ccw")
        retry.clicked.connect(self.retried)
        self.report = Button(self.tr("Signaler au secrétariat"), icon="copy")
        self.report.clicked.connect(self.reported)
        self.report.hide()
        title = Label(self.tr("Cette pièce ne s’affiche pas"), "section_title")
        buttons = row(retry, self.report, STRETCH, spacing=8)
        words = column(title, 6, self._what, 4, self._do, 16, buttons, 8, self._told)
        self.place("triangle-alert", "warning", words)

    @property
    def what(self) -> str:
        """What happened, in a sentence."""
        return self._what.plain_text()

    def show_error(self, error: Exception) -> None:
        """Say what happened, and that the other pieces stay readable."""
        said = sentences(error) if isinstance(error, AppError) else None
        self._what.setText(said.what if said else self.tr("Le fichier n’a pas pu être lu."))
        others = self.tr(
            "Les autres pièces restent lisibles ; le secrétariat peut vous en envoyer une copie."
        )
        self._do.setText(said.do if said else others)
        self._told.hide()

    def say_copied(self, phone: str) -> None:
        """Say that the message waits to be pasted, and whom to call."""
        copied = self.tr("Le message est copié : collez-le dans un courriel au secrétariat.")
        called = self.tr(" Vous pouvez aussi l’appeler : {phone}.").format(phone=phone) if phone else ""
        self._told.setText(typeset(copied + called))
        self._told.show()
        notices.announce(self, copied)
