"""Leaving a dossier aside: the question with its reason, and what then stands in the place of the grid."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from commission_app.scoring.sheet import Recusal
from commission_app.ui import theme
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Panel, column, row

WIDTH = 520
LONGEST_REASON = 300


class RecusalDialog(QDialog):
    """Asks for the reason of a recusal; accepted only with one."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Déport"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setAccessibleName(self.tr("Motif du déport"))
        self.reason.setPlaceholderText(self.tr("Mandat ou fonction dans la collectivité, lien familial…"))
        cancel = Button(self.tr("Annuler"))
        cancel.clicked.connect(self.reject)
        self.confirm = Button(self.tr("Me déporter"), "primary")
        self.confirm.clicked.connect(self.accept)
        self.confirm.setEnabled(False)
        self.confirm.setDefault(True)  # Enter after the reason never throws it away
        self.reason.textChanged.connect(lambda text: self.confirm.setEnabled(bool(text.strip())))
        question = self.tr("Vous déporter du dossier « {title} » ?").format(title=title)
        meaning = self.tr(
            "Vous ne noterez pas ce dossier et ne participerez pas à sa délibération. Le motif reste au "
            "registre ; le procès-verbal dit seulement que vous vous êtes retiré. Vos notes sont masquées, "
            "pas effacées : vous pouvez annuler votre déport jusqu’à la remise de votre fiche."
        )
        words = column(
            Label(question, "section_title", wrap=True),
            8,
            Label(meaning, "body", wrap=True),
            14,
            Label(self.tr("Motif"), "field"),
            4,
            self.reason,
            18,
            row(STRETCH, cancel, self.confirm, spacing=8),
        )
        layout = row(margins=(22, 20, 22, 20), spacing=16)
        layout.addWidget(IconLabel("user-x"), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.setLayout(layout)
        width = theme.scaled(WIDTH)
        self.setFixedSize(width, layout.heightForWidth(width))

    def recusal(self) -> Recusal:
        """Return the recusal with the reason that was given."""
        return Recusal("personal", self.reason.text().strip())


class RecusedPanel(Panel):
    """What stands in the place of the grid of a dossier that was left aside."""

    withdrawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._reason = Label("", "body", wrap=True)
        self._withdraw = Button(self.tr("Annuler mon déport"), icon="undo-2")
        self._withdraw.clicked.connect(self.withdrawn)
        kept = self.tr("Le motif reste au registre. Vos notes sont masquées, pas effacées.")
        self.setLayout(
            column(
                row(IconLabel("user-x", "mention"), STRETCH),
                10,
                Label(self.tr("Vous vous êtes déporté"), "section_title"),
                6,
                self._reason,
                6,
                Label(kept, "mention", wrap=True),
                16,
                row(self._withdraw, STRETCH),
                STRETCH,
                margins=(20, 28, 20, 20),
            )
        )

    def show_recusal(self, recusal: Recusal) -> None:
        """Show the reason."""
        self._reason.setText(self.tr("Motif : {reason}").format(reason=recusal.reason))
