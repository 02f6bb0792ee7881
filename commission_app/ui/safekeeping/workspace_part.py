"""What the cards about the workspace do on « Mise à l’abri »: each answer is said at the head of the page."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from commission_app.scoring.contributions import Subject
from commission_app.texts import count_fr
from commission_app.ui.page import Page
from commission_app.ui.safekeeping.workspace_cards import BackupCard, TogetherCard
from commission_app.ui.safekeeping.workspace_questions import WorkspaceQuestions
from commission_app.ui.safekeeping.workspace_verbs import WorkspaceVerbs
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets.banners import Tone
from commission_app.workflow.secretariat.contributions import Received
from commission_app.workflow.secretariat.workspace_view import WorkspaceView

Answer = TypeVar("Answer")
Say = Callable[[str, str, Tone], None]


class WorkspacePart(QObject):
    """Two cards and their verbs. `changed`: what other pages show is no longer true."""

    changed = Signal()
    shown = Signal(object)  # WorkspaceView, each time it is read

    def __init__(
        self, page: Page, verbs: WorkspaceVerbs, tasks: Tasks, say: Say, ask: WorkspaceQuestions
    ) -> None:
        super().__init__(page)
        self._page, self._verbs, self._tasks, self._say, self._ask = page, verbs, tasks, say, ask
        self._view: WorkspaceView | None = None
        self.backup, self.together = BackupCard(), TogetherCard()
        self.backup.folder_asked.connect(self._choose)
        self.backup.asked.connect(self._back_up)
        self.together.hand_over_asked.connect(self._hand_over)
        self.together.again_asked.connect(self._write_again)
        self.together.back_asked.connect(self._take_back)
        self.together.contribution_asked.connect(self._contribute)
        self.together.file_asked.connect(self._receive)
        self.together.settled.connect(self._settle)

    def refresh(self) -> None:
        """Read again."""
        self._tasks.store(self._verbs.view, self.show_view, self._page.show_failure)

    def show_view(self, view: WorkspaceView) -> None:
        """Show a view."""
        self._view = view
        self.backup.show_state(view.backup, view.age)
        self.together.show_view(view)
        self.shown.emit(view)

    def set_waiting(self, *, is_waiting: bool) -> None:
        """Take nothing while something long is under way."""
        for card in (self.backup, self.together):
            card.setEnabled(not is_waiting)

    # ---------------------------------------------------------------------------------------- backups

    def _choose(self) -> None:
        folder = self._ask.folder(self._page, self.tr("Dossier des sauvegardes"))
        if folder is not None:
            self._page.notices.clear()
            choose = partial(self._verbs.choose_folder, folder)
            self._tasks.store(choose, lambda _none: self._back_up(), self._page.show_failure)

    def _back_up(self) -> None:
        self._long(self.tr("Sauvegarde"), self._verbs.back_up, self._say_saved)

    def _say_saved(self, file: Path) -> None:
        what = self.tr("La campagne est sauvegardée dans « {folder} ».").format(folder=file.parent)
        do = self.tr("Pour la rouvrir ailleurs, il faudra aussi le code du pli de secours.")
        self._say(what, do, "success")
        self.changed.emit()

    # -------------------------------------------------------------------------------------- hand-overs

    def _hand_over(self) -> None:
        names = self._ask.names(self._page)
        folder = None if names is None else self._ask.folder(self._page, self.tr("Dossier de la passation"))
        if names is None or folder is None:
            return
        receiver = names[1]
        self._long(
            self.tr("Passation"),
            partial(self._verbs.hand_over, names[0], receiver, folder),
            lambda file: self._say_handed(file, receiver),
            is_alone=True,
        )

    def _say_handed(self, file: Path, receiver: str) -> None:
        what = self.tr("La campagne est passée à {name} : ici, elle se lit seulement.").format(name=receiver)
        do = self.tr("Remettez-lui le dossier « {folder} » entier, et le code du pli de secours.")
        self._say(what, do.format(folder=file.parent), "success")
        self.changed.emit()

    def _write_again(self) -> None:
        folder = self._ask.folder(self._page, self.tr("Dossier de la passation"))
        receiver = self._view.left.receiver if self._view and self._view.left else ""
        if folder is not None:
            work = partial(self._verbs.write_again, folder)
            self._long(self.tr("Passation"), work, lambda file: self._say_handed(file, receiver))

    def _take_back(self) -> None:
        if self._view is None or self._view.left is None:
            return
        if self._ask.back(self._page, self._view.left.receiver):
            self._tasks.store(self._verbs.take_back, self._say_back, self._page.show_failure)

    def _say_back(self, _none: None) -> None:
        self._say(self.tr("Cet ordinateur tient de nouveau la campagne."), "", "success")
        self.refresh()
        self.changed.emit()

    # ------------------------------------------------------------------------------------ contributions

    def _contribute(self) -> None:
        folder = self._ask.folder(self._page, self.tr("Dossier de la contribution"))
        if folder is not None:
            self._long(
                self.tr("Contribution"), lambda _report: self._verbs.contribute(folder), self._say_written
            )

    def _say_written(self, file: Path) -> None:
        what = self.tr("La contribution est écrite : « {file} ».").format(file=file)
        self._say(what, self.tr("Envoyez-la à la personne qui tient la campagne."), "success")

    def _receive(self) -> None:
        file = self._ask.file(self._page)
        if file is not None:
            self._long(self.tr("Contribution"), lambda _report: self._verbs.receive(file), self._say_received)

    def _say_received(self, found: Received) -> None:
        if found.is_new:
            what = self.tr("La contribution de {name} est reprise : {count} ici.").format(
                name=found.author, count=count_fr(found.changed, self.tr("changement"))
            )
        else:
            what = self.tr("Cette contribution de {name} était déjà reprise.").format(name=found.author)
        do = ""
        if found.forks:
            do = self.tr("À départager plus bas : {count}. ").format(
                count=count_fr(found.forks, self.tr("contradiction"))
            )
        if found.unfit:
            do += self.tr("Sans place ici, une pièce ou un dossier ayant changé : {count}.").format(
                count=count_fr(found.unfit, self.tr("point"))
            )
        self._say(what, do.strip(), "warning" if found.forks or found.unfit else "success")
        self.changed.emit()

    def _settle(self, subject: Subject, value: str) -> None:
        settle = partial(self._verbs.settle, subject, value)
        self._tasks.store(settle, self._say_settled, self._page.show_failure)

    def _say_settled(self, _none: None) -> None:
        self.refresh()
        self.changed.emit()

    def _long(
        self,
        title: str,
        work: Callable[[Report], Answer],
        done: Callable[[Answer], None],
        *,
        is_alone: bool = False,
    ) -> None:
        self._page.notices.clear()
        self.set_waiting(is_waiting=True)

        def end() -> None:
            self.set_waiting(is_waiting=False)
            self.refresh()

        self._page.run_long(self._tasks, title, work, done, end, is_alone=is_alone)
