"""« Mise à l’abri »: backups, work of several agents, recovery file, keys, the end of the campaign."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QWidget

from commission_app.errors import AppError
from commission_app.texts import date_time_fr, typeset
from commission_app.ui import notices
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.proofs.proof_page import ProofPage
from commission_app.ui.safekeeping.cards import ChangeCard, CopyCard, EndCard, FollowUpCard
from commission_app.ui.safekeeping.verbs import SafekeepingVerbs
from commission_app.ui.safekeeping.workspace_part import WorkspacePart
from commission_app.ui.safekeeping.workspace_questions import WorkspaceQuestions
from commission_app.ui.safekeeping.workspace_verbs import WorkspaceVerbs
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner, Tone
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.layouts import Slot, column
from commission_app.ui.widgets.question import Question
from commission_app.workflow.secretariat.rotation import Reason
from commission_app.workflow.secretariat.safekeeping import Safekeeping


def ask_to_change(parent: QWidget, reason: Reason, folder: Path) -> bool:
    """Ask before keys are changed, once it was said what becomes of envelope, letters and lots."""
    tr = QCoreApplication.translate
    envelope = tr(
        "Safekeeping",
        "Un nouveau pli de secours est écrit dans « {folder} » ; l’ancien n’ouvrira plus le travail d’ici.",
    ).format(folder=folder)
    if reason is Reason.PLANNED:
        question = tr("Safekeeping", "Changer les clés de la campagne ?")
        meaning = tr("Safekeeping", "Tous les lots seront à sceller et à envoyer de nouveau.")
        action = tr("Safekeeping", "Changer les clés")
    else:
        question = tr("Safekeeping", "Changer les clés et toutes les lettres ?")
        meaning = tr(
            "Safekeeping",
            "Aucune lettre déjà remise n’ouvrira de nouveau lot : toutes seront à refaire et à remettre, "
            "puis tous les lots à sceller et à envoyer de nouveau.",
        )
        action = tr("Safekeeping", "Changer les clés et les lettres")
    asked = Question(
        parent,
        typeset(question),
        typeset(f"{envelope} {meaning}"),
        action,
        icon="key-round" if reason is Reason.PLANNED else "triangle-alert",
        kind="primary" if reason is Reason.PLANNED else "danger",
    )
    return asked.exec() == QDialog.DialogCode.Accepted


@dataclass(frozen=True)
class Questions:
    """What the page asks a person; replaced in tests."""

    folder: Callable[[QWidget, str], Path | None] = ask_folder
    change: Callable[[QWidget, Reason, Path], bool] = ask_to_change


class SafekeepingPage(ProofPage):
    """Its cards stay as they are when it is read again, so that what is typed is not lost."""

    erasure_asked = Signal()
    changed = Signal()  # the keys: what other pages show of lots and letters is no longer true
    lost = Signal(object)  # the refusal that left the session closed

    def __init__(
        self,
        verbs: SafekeepingVerbs,
        tasks: Tasks,
        ask: Questions = Questions(),
        *,
        workspace: WorkspaceVerbs | None = None,
        ask_workspace: WorkspaceQuestions | None = None,
    ) -> None:
        super().__init__(self.tr("Mise à l’abri"))
        self._verbs = verbs
        self._tasks = tasks
        self._ask = ask
        self._is_told = False  # whether the change under way was answered
        self._follow_up = Slot()
        self._follow_up.hide()
        self.copy = CopyCard()
        self.change = ChangeCard()
        self.end = EndCard()
        self.copy.asked.connect(self._copy)
        self.change.asked.connect(self._ask_for_folder)
        self.end.asked.connect(self.erasure_asked)
        self.workspace: WorkspacePart | None = None
        cards: list[QWidget] = [self._follow_up, self.copy, self.change, self.end]
        if workspace is not None:
            self.workspace = WorkspacePart(
                self, workspace, tasks, self._say, ask_workspace or WorkspaceQuestions()
            )
            self.workspace.changed.connect(self.changed)
            cards[1:1] = [self.workspace.backup, self.workspace.together]
        self.show_cards(cards)

    def refresh(self) -> None:
        """Read again."""
        self._tasks.store(self._verbs.view, self.show_view, self.show_failure)
        if self.workspace is not None:
            self.workspace.refresh()

    def show_view(self, view: Safekeeping) -> None:
        """Show what follows from the last change of keys, and the last archive."""
        self._follow_up.setVisible(view.change is not None)
        if view.change is not None:
            card = FollowUpCard(view.change, has_chest=view.has_chest)
            card.put_aside.connect(self._put_aside)
            self._follow_up.fill(column(card))
        if view.archived is None:
            self.end.show_archive(self.tr("Aucune archive de séance n’a encore été écrite."))
        else:
            words = typeset(self.tr("Dernière archive de séance : {moment}."))
            self.end.show_archive(words.format(moment=date_time_fr(view.archived)))

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no code behind a window that was closed."""
        super().hideEvent(event)
        if not event.spontaneous():  # put away by the person, not by the system
            self.copy.forget()

    # ---------------------------------------------------------------------------------------- a copy

    def _copy(self) -> None:
        code = self.copy.code.text()
        folder = self._ask.folder(self, self.tr("Dossier de la copie"))
        if folder is None:
            return
        self.notices.clear()
        self.copy.setEnabled(False)
        self.run_long(
            self._tasks,
            self.tr("Écriture de la copie"),
            lambda _report: self._verbs.copy_recovery(code, folder),
            self._say_copied,
            ended=partial(self.copy.setEnabled, True),
        )

    def _say_copied(self, file: Path) -> None:
        self.copy.forget()
        what = self.tr("La copie est écrite : « {file} ».").format(file=file)
        self._say(what, self.tr("Gardez-la avec le pli de secours, loin de cet ordinateur."), "success")

    # ------------------------------------------------------------------------------- a change of keys

    def _ask_for_folder(self, reason: Reason) -> None:
        if self._tasks.has_long_work():
            self._say(self.tr("Un travail est en cours : changez les clés quand il sera fini."), "", "info")
            return
        folder = self._ask.folder(self, self.tr("Dossier du nouveau pli de secours"))
        if folder is not None:
            self.notices.clear()
            self._tasks.store(
                partial(self._verbs.check_folder, folder),
                lambda _none: self._ask_to_change(reason, folder),
                self._refuse_change,
            )

    def _ask_to_change(self, reason: Reason, folder: Path) -> None:
        if not self._ask.change(self, reason, folder):
            return
        self._is_told = False
        self._wait(is_waiting=True)
        self._go_up()
        self.run_long(
            self._tasks,
            self.tr("Changement des clés"),
            partial(self._verbs.change_keys, reason, folder),
            lambda _none: self._say_changed(folder),
            ended=self._end_change,
            failed=self._refuse_change,
            is_alone=True,
        )

    def _say_changed(self, folder: Path) -> None:
        self._is_told = True
        what = self.tr("Les clés de la campagne ont changé.")
        do = self.tr("Le nouveau pli de secours est dans « {folder} ».").format(folder=folder)
        self._say(what, do, "success")
        self.changed.emit()

    def _refuse_change(self, error: Exception) -> None:
        self._is_told = True
        if not self._verbs.is_open():
            self.lost.emit(error)
            return
        if not isinstance(error, AppError):
            raise error
        self._go_up()
        banner = notices.show(error, self.notices)
        what, do = banner.words()
        banner.show_words(what, f"{do}\n{self._nothing_changed()}")
        notices.announce(self, self._nothing_changed())

    def _end_change(self) -> None:
        if not self._is_told:  # interrupted
            self._say(self.tr("Le changement des clés est interrompu."), self._nothing_changed(), "info")
        self._wait(is_waiting=False)
        if self._verbs.is_open():
            self.refresh()

    def _nothing_changed(self) -> str:
        return self.tr("Rien n’a changé : les clés et le pli de secours actuels restent valables.")

    def _wait(self, *, is_waiting: bool) -> None:
        for card in (self._follow_up, self.copy, self.change, self.end):
            card.setEnabled(not is_waiting)
        if self.workspace is not None:
            self.workspace.set_waiting(is_waiting=is_waiting)

    def _put_aside(self) -> None:
        self._tasks.store(self._verbs.put_aside, lambda _none: self.refresh(), self.show_failure)

    def show_failure(self, error: Exception) -> None:
        """Show a refusal, in sight."""
        super().show_failure(error)
        self._go_up()

    def _go_up(self) -> None:
        """Have what is said at the head of the page seen from any card."""
        for area in self.findChildren(FlowArea):
            area.verticalScrollBar().setValue(0)

    def _say(self, what: str, do: str, tone: Tone) -> None:
        self._go_up()
        self.notices.add(NoticeBanner(typeset(what), typeset(do), tone))
        notices.announce(self, f"{what} {do}")
