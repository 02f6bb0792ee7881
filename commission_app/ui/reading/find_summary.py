"""One line under the tools while a search is on: how many in this piece, how many in the whole dossier."""

from PySide6.QtCore import Signal

from commission_app.texts import count_fr
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import ElidedLabel
from commission_app.ui.widgets.layouts import Panel, row


class FindSummary(Panel):
    """Says where the words stand, and leads to the list of them all."""

    list_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tint="sunken")
        self._words = ElidedLabel("", "mention")
        self.all = Button(self.tr("Voir tous les passages"), "link", size="small")
        self.all.setToolTip(self.tr("Ctrl+Maj+F"))
        self.all.clicked.connect(self.list_asked)
        layout = row(self._words, self.all, margins=(16, 2, 10, 2), spacing=10)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.hide()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.toolTip()

    def show_counts(self, query: str, here: int, everywhere: int, pieces: int, note: str) -> None:
        """Say how many places there are; `note` says which pieces could not be looked at, or not yet."""
        self.setVisible(bool(query))
        passages = self.tr("passage"), self.tr("passages")
        said = self.tr("{here} dans cette pièce, {everywhere} dans le dossier").format(
            here=count_fr(here, *passages), everywhere=everywhere
        )
        if not everywhere:
            said = self.tr("Aucun passage dans le dossier")
        elif pieces > 1:
            said = self.tr("{said}, en {pieces}").format(
                said=said, pieces=count_fr(pieces, self.tr("pièce"), self.tr("pièces"))
            )
        whole = f"{said} · {note}" if note else said
        self._words.setText(whole)
        self._words.setToolTip(whole)
        self._words.setAccessibleName(whole)
        self.all.setEnabled(bool(everywhere))
