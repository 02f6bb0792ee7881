"""The dossiers of calibration: read by all, first, so that readers can be compared."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.secretariat.meeting.questions import ActQuestion, ask
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Slot, column, row
from commission_app.workflow.preparation.lots.sharing import SharingView


class CalibrationCard(QWidget):
    """`chosen` carries all the dossiers of calibration, once one is added or taken away."""

    chosen = Signal(object)  # tuple[DossierId, ...]

    def __init__(self) -> None:
        super().__init__()
        self._view: SharingView | None = None
        self._slot = Slot()
        self.add = Button(self.tr("Ajouter un dossier…"), icon="plus", size="small")
        self.add.clicked.connect(self._ask)
        words = self.tr("Lus par tous, en tête et dans le même ordre. Trois, choisis contrastés, suffisent.")
        self.setLayout(
            column(
                Label(self.tr("Dossiers d’étalonnage"), "panel_title"),
                3,
                Label(words, "mention", wrap=True),
                10,
                self._slot,
                8,
                row(self.add, STRETCH),
            )
        )

    def show_view(self, view: SharingView) -> None:
        """Show the dossiers chosen."""
        self._view = view
        names = dict(view.dossiers)
        parts = column(spacing=4)
        for dossier in view.calibration:
            take = Button(self.tr("Retirer"), "quiet", size="small")
            take.setAccessibleName(self.tr("Retirer de l’étalonnage : {name}").format(name=names[dossier]))
            rest = tuple(one for one in view.calibration if one != dossier)
            take.clicked.connect(lambda _=False, rest=rest: self.chosen.emit(rest))
            line = row(Label(names[dossier], "field", wrap=True), 8, take)
            line.setStretch(0, 1)
            parts.addLayout(line)
        if not view.calibration:
            parts.addWidget(Label(self.tr("Aucun dossier d’étalonnage."), "mention"))
        self._slot.fill(parts)
        self.add.setEnabled(len(view.calibration) < len(view.dossiers))

    def _ask(self) -> None:
        view = self._view
        if view is None:
            return
        choice = ChoiceField([(one, name) for one, name in view.dossiers if one not in view.calibration])
        question = ActQuestion(
            self,
            self.tr("Ajouter un dossier d’étalonnage"),
            self.tr("Chaque membre le lira, sauf déport. Une répartition déjà faite est à refaire."),
            self.tr("Ajouter"),
            [(self.tr("Dossier"), choice)],
            icon="users",
        )
        ask(question, lambda dossier: self.chosen.emit((*view.calibration, dossier)))
