"""What stands in the place of a piece that cannot be shown: what happened, what to do, and a way to retry."""

from PySide6.QtCore import Signal

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.ui.reading.canvas_card import CanvasCard
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, column, row


class PieceFailure(CanvasCard):
    """`retried` asks for the piece again."""

    retried = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._what = Label("", "body", wrap=True)
        self._do = Label("", "body", wrap=True)
        retry = Button(self.tr("Réessayer"), icon="rotate-ccw")
        retry.clicked.connect(self.retried)
        title = Label(self.tr("Cette pièce ne s’affiche pas"), "section_title")
        words = column(title, 6, self._what, 4, self._do, 16, row(retry, STRETCH))
        self.place("triangle-alert", "warning", words)

    def show_error(self, error: Exception) -> None:
        """Say what happened, and that the other pieces stay readable."""
        said = sentences(error) if isinstance(error, AppError) else None
        self._what.setText(said.what if said else self.tr("Le fichier n’a pas pu être lu."))
        others = self.tr(
            "Les autres pièces restent lisibles ; le secrétariat peut vous en envoyer une copie."
        )
        self._do.setText(said.do if said else others)
