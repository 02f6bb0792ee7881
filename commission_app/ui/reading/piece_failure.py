"""What stands in the place of a piece that cannot be shown: what happened, what to do, and a way to retry."""

from PySide6.QtCore import Qt, Signal

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.ui import theme
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Panel, column, row

WIDTH = 440


class PieceFailure(Panel):
    """A card in the middle of the canvas."""

    retried = Signal()

    def __init__(self) -> None:
        super().__init__(tint="canvas")
        self._what = Label("", "body", wrap=True)
        self._do = Label("", "body", wrap=True)
        retry = Button(self.tr("Réessayer"), icon="rotate-ccw")
        retry.clicked.connect(self.retried)
        title = Label(self.tr("Cette pièce ne s’affiche pas"), "section_title")
        words = column(title, 6, self._what, 4, self._do, 16, row(retry, STRETCH))
        inner = row(margins=(20, 18, 20, 18))
        inner.addWidget(IconLabel("triangle-alert", "warning"), 0, Qt.AlignmentFlag.AlignTop)
        inner.addSpacing(14)
        inner.addLayout(words, 1)
        card = Card(inner)
        card.setMaximumWidth(theme.scaled(WIDTH))
        middle = row(STRETCH, card, STRETCH)
        middle.setStretch(1, 1000)
        self.setLayout(column(STRETCH, middle, STRETCH, margins=(24, 24, 24, 24)))

    def show_error(self, error: Exception) -> None:
        """Say what happened, and that the other pieces stay readable."""
        said = sentences(error) if isinstance(error, AppError) else None
        self._what.setText(said.what if said else self.tr("Le fichier n’a pas pu être lu."))
        others = self.tr(
            "Les autres pièces restent lisibles ; le secrétariat peut vous en envoyer une copie."
        )
        self._do.setText(said.do if said else others)
