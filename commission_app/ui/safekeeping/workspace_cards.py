"""Two cards of « Mise à l’abri »: the backup of the workspace, and the work of several agents."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commission_app.texts import typeset
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Item, Line, Slot, column, row
from commission_app.workflow.secretariat.backup import BackupState
from commission_app.workflow.secretariat.workspace_view import ForkLine, WorkspaceView

MARGINS = (24, 18, 24, 22)


class BackupCard(Card):
    """Where backups go and how old the last one is: the first thing that a careful person looks for."""

    folder_asked = Signal()
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        explanation = self.tr(
            "Toute la campagne, chiffrée, sur une clé USB ou un autre disque : à chaque fermeture, et au "
            "démarrage quand la dernière a plus d’un jour. Sont gardées les deux dernières, puis une par "
            "jour pendant sept jours et une par semaine pendant quatre semaines."
        )
        self._state = Slot()
        self.choose = Button(self.tr("Choisir le dossier…"), icon="folder-open")
        self.choose.clicked.connect(self.folder_asked)
        self.button = Button(self.tr("Sauvegarder maintenant"), "primary", icon="shield-check")
        self.button.clicked.connect(self.asked)
        self.setLayout(
            column(
                Label(self.tr("Sauvegarde du dossier de travail"), "section_title"),
                4,
                Label(typeset(explanation), "body", tint="mention", wrap=True),
                14,
                self._state,
                14,
                row(self.choose, STRETCH, self.button),
                margins=MARGINS,
            )
        )

    def show_state(self, state: BackupState, age: str) -> None:
        """Show the age, the folder, and what is wrong with either; nothing where the campaign is not held."""
        self.setVisible(state.is_possible)
        self.button.setEnabled(state.is_there)
        is_fresh = not state.is_old and state.is_there and not state.is_same_disk
        words = (
            self.tr("Dernière sauvegarde : {age}.").format(age=age)
            if age
            else self.tr("Aucune sauvegarde n’a encore été faite.")
        )
        icon = (
            IconLabel("circle-check", "success", 20)
            if is_fresh
            else IconLabel("triangle-alert", "warning", 20)
        )
        lines: list[Item] = [Label(typeset(words), "strong", wrap=True)]
        lines += [Label(typeset(line), "mention", wrap=True) for line in self._folder_words(state)]
        shown = row(icon, 12, column(*lines, spacing=2))
        shown.setStretch(2, 1)
        whole = column()
        whole.addLayout(shown)
        self._state.fill(whole)

    def _folder_words(self, state: BackupState) -> list[str]:
        if state.folder is None:
            return [self.tr("Choisissez un dossier : une clé USB ou un autre disque.")]
        where = self.tr("Dossier : {folder}").format(folder=state.folder)
        if not state.is_there:
            return [
                where,
                self.tr(
                    "Ce dossier n’est pas là : rebranchez la clé ou le disque. Les sauvegardes y restent."
                ),
            ]
        if state.is_same_disk:
            return [
                where,
                self.tr("C’est le même disque que le dossier de travail : une panne emporterait les deux."),
            ]
        return [where]


class TogetherCard(Card):
    """Who holds the campaign: what is offered depends on whether this computer does."""

    hand_over_asked = Signal()
    again_asked = Signal()
    back_asked = Signal()
    contribution_asked = Signal()
    file_asked = Signal()
    settled = Signal(object, str)  # the subject, the value that is kept

    def __init__(self) -> None:
        super().__init__()
        explanation = self.tr(
            "Un seul ordinateur tient la campagne, jamais un dossier partagé sur le réseau. Un autre agent "
            "restaure une sauvegarde comme copie de travail, y remplit la recevabilité et les fiches "
            "signalétiques, et vous envoie sa contribution. Pour que la campagne change d’ordinateur, "
            "passez-la."
        )
        self._state = Label("", "strong", wrap=True)
        self.hand_over = Button(self.tr("Passer la campagne…"), icon="users")
        self.receive = Button(self.tr("Reprendre une contribution…"), icon="inbox")
        self.contribute = Button(self.tr("Écrire ma contribution…"), "primary", icon="send")
        self.again = Button(self.tr("Écrire de nouveau le fichier…"), icon="download")
        self.back = Button(self.tr("Reprendre la main…"), "danger", icon="undo-2")
        for button, signal in (
            (self.hand_over, self.hand_over_asked),
            (self.receive, self.file_asked),
            (self.contribute, self.contribution_asked),
            (self.again, self.again_asked),
            (self.back, self.back_asked),
        ):
            button.clicked.connect(signal)
        self._forks = Slot()
        self.choices: list[Button] = []
        self.setLayout(
            column(
                Label(self.tr("Travailler à plusieurs"), "section_title"),
                4,
                Label(typeset(explanation), "body", tint="mention", wrap=True),
                14,
                self._state,
                self._forks,
                14,
                row(
                    self.hand_over, self.again, self.back, STRETCH, self.receive, self.contribute, spacing=10
                ),
                margins=MARGINS,
            )
        )

    def show_view(self, view: WorkspaceView) -> None:
        """Show who holds the campaign, and what contradicts."""
        holds = view.left is None and not view.contributor
        self.hand_over.setVisible(holds)
        self.receive.setVisible(holds)
        self.contribute.setVisible(bool(view.contributor))
        self.again.setVisible(view.left is not None)
        self.back.setVisible(view.left is not None)
        if view.left is not None:
            words = self.tr("La campagne a été passée à {name} : ici, elle se lit seulement.")
            self._state.setText(typeset(words.format(name=view.left.receiver)))
        elif view.contributor:
            words = self.tr("Copie de travail de {name}.")
            self._state.setText(typeset(words.format(name=view.contributor)))
        else:
            self._state.setText(self.tr("Cet ordinateur tient la campagne."))
        self._show_forks(view.forks if holds else ())

    def _show_forks(self, forks: tuple[ForkLine, ...]) -> None:
        self.choices = []
        parts: list[Item] = []
        for fork in forks:
            parts += [14, Line(), 12, Label(typeset(fork.title), "strong", wrap=True), 4]
            for choice in fork.choices:
                parts += [self._choice(fork, choice.value, choice.words, choice.who), 6]
        if parts:
            said = self.tr("Des contributions se contredisent : rien n’a été remplacé, choisissez.")
            parts = [14, Label(typeset(said), "body", wrap=True), *parts]
        self._forks.setVisible(bool(parts))
        self._forks.fill(column(*parts))

    def _choice(self, fork: ForkLine, value: str, words: str, who: str) -> QWidget:
        button = Button(self.tr("Garder"), size="small")
        button.setAccessibleName(f"{fork.title} : {self.tr('garder')} « {words} », {who}")
        button.clicked.connect(partial(self.settled.emit, fork.subject, value))
        self.choices.append(button)
        line = row(column(Label(typeset(words), "body", wrap=True), 1, Label(who, "mention")), 12, button)
        line.setStretch(0, 1)
        whole = QWidget()
        whole.setLayout(line)
        return whole
