"""Leaving a dossier aside: the question with its reason, and what then stands in the place of the grid."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from commission_app.scoring.sheet import Recusal
from commission_app.texts import typeset
from commission_app.ui import theme
from commission_app.ui.member.grid.recusal_reasons import ReasonChoice
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Panel, column, row

WIDTH = 520


class RecusalDialog(QDialog):
    """Asks for the reason of a recusal; accepted only with one."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Déport"))
        self.reason = ReasonChoice()
        self.reason.setAccessibleName(self.tr("Motif du déport"))
        cancel = Button(self.tr("Annuler"))
        cancel.clicked.connect(self.reject)
        self.confirm = Button(self.tr("Me déporter"), "primary")
        self.confirm.clicked.connect(self.accept)
        self.confirm.setEnabled(False)
        self.confirm.setDefault(True)  # Enter after the reason never throws it away
        self.reason.changed.connect(lambda: self.confirm.setEnabled(bool(self.reason.reason())))
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
        self.reason.choices[0].setFocus()

    def recusal(self) -> Recusal:
        """Return the recusal with the reason that was given."""
        return Recusal("personal", self.reason.reason())


class RecusedPanel(Panel):
    """What stands in the place of the grid of a dossier that was left aside.

    A recusal that a fiche took to the secretariat is withdrawn with it, by telephone.
    """

    withdrawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._reason = Label("", "body", wrap=True)
        self._withdraw = Button(self.tr("Annuler mon déport"), icon="undo-2")
        self._withdraw.clicked.connect(self.withdrawn)
        self._kept = Label("", "mention", wrap=True)
        self.setLayout(
            column(
                row(IconLabel("user-x", "mention"), STRETCH),
                10,
                Label(self.tr("Vous vous êtes déporté"), "section_title"),
                6,
                self._reason,
                6,
                self._kept,
                16,
                row(self._withdraw, STRETCH),
                STRETCH,
                margins=(20, 28, 20, 20),
            )
        )

    def show_recusal(self, recusal: Recusal, *, is_handed_in: bool, phone: str) -> None:
        """Show the reason, and whether the recusal can still be withdrawn here."""
        self._reason.setText(self.tr("Motif : {reason}").format(reason=recusal.reason))
        self._withdraw.setVisible(not is_handed_in)
        handed = self.tr("Votre fiche remise le dit : pour y revenir, appelez le secrétariat au {phone}.")
        kept = self.tr("Le motif reste au registre. Vos notes sont masquées, pas effacées.")
        self._kept.setText(typeset(handed.format(phone=phone)) if is_handed_in else kept)
