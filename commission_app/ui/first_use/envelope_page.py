"""« Pli de secours »: printed, one group of its code typed again, then the desk opens."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout

from commission_app.texts import ordinal_fr, typeset
from commission_app.ui import notices
from commission_app.ui.first_use.creation_verbs import CreationVerbs
from commission_app.ui.first_use.middle_page import MiddlePage
from commission_app.ui.kept_typing import UNKEPT
from commission_app.ui.secretariat.meeting.questions import line_field
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Line, column, row

if TYPE_CHECKING:
    from commission_app.workflow.preparation.campaign import NewCampaign

GROUP: Final = 4  # of the printed code, typed again: the paper is there and legible


class EnvelopePage(MiddlePage):
    """`ended` carries the session of the campaign, whether the code was read again or left for later."""

    ended = Signal(object)

    def __init__(self, verbs: CreationVerbs, tasks: Tasks, created: "NewCampaign", folder: Path) -> None:
        super().__init__()
        self._verbs, self._tasks, self._created = verbs, tasks, created
        self.group = line_field()
        self.group.setProperty(UNKEPT, True)
        group = typeset(
            self.tr("Recopiez le {number} groupe de six signes du code imprimé").format(
                number=ordinal_fr(GROUP)
            )
        )
        self.group.setAccessibleName(group)
        self.group.returnPressed.connect(self._confirm)
        self._error = Label("", "mention", tint="error", wrap=True)
        self._error.hide()
        self.confirming = Button(
            self.tr("Ouvrir la campagne"), "primary", icon="arrow-right", icon_after=True, size="large"
        )
        self.confirming.clicked.connect(self._confirm)
        self.later = Button(self.tr("Vérifier le pli plus tard"), "link")
        self.later.clicked.connect(lambda: self.ended.emit(created.session))
        self.fill(
            self.tr("Pli de secours"),
            self.tr("La campagne est créée. Il reste à mettre son code de secours à l’abri, sur papier."),
            self._make_steps(folder),
            14,
            self._make_warning(),
            20,
            Line(),
            16,
            Label(group, "field", wrap=True),
            6,
            self.group,
            4,
            self._error,
            20,
            row(self.later, STRETCH, self.confirming),
        )
        self.setFocusProxy(self.opening)

    def _make_steps(self, folder: Path) -> Card:
        self.opening = Button(self.tr("Ouvrir le dossier du pli"), icon="folder-open")
        self.opening.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        steps = [
            self.tr("Imprimez « pli-de-secours.pdf », écrit dans {folder}.").format(folder=folder),
            self.tr("Mettez-le sous enveloppe, loin de cet ordinateur, avec une copie de secours.age."),
            self.tr("Effacez ensuite « pli-de-secours.pdf » : son code ouvre toute la campagne."),
        ]
        if self._created.chair_code:
            steps.append(self.tr("Remettez « lettre-de-la-presidence.pdf » à la présidence, à elle seule."))
        listed = column(margins=(20, 14, 20, 16), spacing=12)
        for number, words in enumerate(steps, start=1):
            listed.addWidget(Label(typeset(f"{number}. {words}"), "body", wrap=True))
        listed.insertLayout(1, row(18, self.opening, STRETCH))
        return Card(listed)

    def _make_warning(self) -> QHBoxLayout:
        warning = self.tr(
            "Sans ce pli, une panne de cet ordinateur rendrait la campagne illisible pour toujours."
        )
        kept = row(IconLabel("life-buoy", "warning", 18), Label(warning, "body", wrap=True), spacing=10)
        kept.setStretch(1, 1)
        return kept

    def error(self) -> str:
        """Return what is said under the field."""
        return "" if self._error.isHidden() else self._error.plain_text()

    def _confirm(self) -> None:
        if not self._verbs.is_group(self._created, GROUP, self.group.text()):
            words = self.tr("Ce n’est pas ce groupe du code : comparez chaque signe avec le papier.")
            self._error.setText(words)
            self._error.show()
            self.group.setFocus()
            notices.announce(self, words)
            return
        self.group.clear()
        self.confirming.setEnabled(False)
        session = self._created.session
        self._tasks.store(
            lambda: self._verbs.say_checked(session), lambda _: self.ended.emit(session), self.show_failure
        )
