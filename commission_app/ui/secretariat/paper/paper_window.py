"""« Grille papier » of a member: beside the reception, from the first code to the recorded fiche."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from commission_app.errors import AppError
from commission_app.scoring.double_entry import Answer, Subject
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.texts import count_fr, typeset
from commission_app.ui import notices
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.secretariat.paper.codes_form import CodesPanel
from commission_app.ui.secretariat.paper.entry_table import EntryTable
from commission_app.ui.secretariat.paper.settle_panel import SettlePanel
from commission_app.ui.secretariat.paper.start_panel import StartPanel
from commission_app.ui.secretariat.paper.verbs import PaperVerbs
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.tasks import Tasks
from commission_app.ui.turns import by_turns
from commission_app.ui.widgets import question
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.empty_page import EmptyPage
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.save_status import SaveStatus
from commission_app.ui.widgets.side_window import SideWindow
from commission_app.workflow.member.views import SavedAt
from commission_app.workflow.receiving.paper_views import Codes, OpenEntry, PaperView, Stage

Answered = TypeVar("Answered")
SIZE: Final = (1180, 680)
CODES: Final = 286


@dataclass(frozen=True)
class PaperQuestions:
    """What the window asks a person; replaced in tests."""

    confirm: Callable[[QWidget, str, str, str], bool] = question.ask
    folder: Callable[[QWidget, str], Path | None] = ask_folder


class PaperWindow(SideWindow):
    """One member at a time; `recorded` once their fiche is there, `changed` when an entry began or ended."""

    recorded = Signal()
    changed = Signal()

    def __init__(
        self, parent: QWidget, verbs: PaperVerbs, tasks: Tasks, ask: PaperQuestions = PaperQuestions()
    ) -> None:
        super().__init__(parent)
        self._verbs, self._tasks, self._ask = verbs, tasks, ask
        self._member: MemberId | None = None
        self._view: PaperView | None = None
        self._entry: OpenEntry | None = None
        self.editor: SheetEditor | None = None
        self.table: EntryTable | None = None
        self.codes: CodesPanel | None = None
        self._title, self._mention = Label("", "screen_title"), Label("", "mention", wrap=True)
        self.saved = SaveStatus()
        self.notices = NoticeArea((24, 10, 24, 10))
        self.start, self.settling = StartPanel(), SettlePanel()
        self.entering = QWidget()
        self._stack, self._paper = QStackedWidget(), QStackedWidget()
        for part in (self.start, self.entering, self.settling):
            self._stack.addWidget(part)
        titles = row(self._title, STRETCH, self.saved)
        head = column(titles, 2, self._mention, margins=(24, 16, 24, 12))
        content = QWidget()
        layout = column(self.notices, self._stack)
        layout.setStretch(1, 1)
        content.setLayout(layout)
        self.fill(head, content, SIZE)
        self._connect()

    def show_member(self, member: MemberId) -> None:
        """Show where the paper of a member stands, in front."""
        if member != self._member:
            self.leave()
        self._member = member
        self.show_in_front()
        if self._entry is None:
            self.refresh()

    def refresh(self) -> None:
        """Read again where the entries stand."""
        if self._member is not None:
            self._tasks.store(partial(self._verbs.view, self._member), self._show_view, self._refuse)

    def leave(self) -> None:
        """Hand the entry over to the store, and come back to the two cards; it can be taken up again."""
        if self.editor is not None:
            self.editor.flush()
        self._entry = self.editor = None
        self.saved.hide()
        self._stack.setCurrentWidget(self.start)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the entry as it is kept when the window goes; the next agent must not find it open."""
        if not event.spontaneous():  # the system hides a window that is only made small
            self.leave()
        super().hideEvent(event)

    # ----------------------------------------------------------------------------------------- what is shown

    def _connect(self) -> None:
        self.saved.hide()
        self.start.begun.connect(
            lambda name: self._run(partial(self._verbs.begin, self._of, name), self._open)
        )
        self.start.reopened.connect(
            lambda name: self._run(partial(self._verbs.reopen, self._of, name), self._open)
        )
        self.start.print_asked.connect(self._print)
        for part in (self.start, self.settling):
            part.abandon_asked.connect(self._abandon)
        self.settling.answered.connect(self._settle)
        self.settling.keep_asked.connect(self._keep)

    @property
    def _of(self) -> MemberId:
        return MemberId(self._member or "")

    def _show_view(self, view: PaperView) -> None:
        self._view = view
        title = self.tr("Grille papier de {name}").format(name=view.name)
        self.setWindowTitle(title)
        self._title.setText(title)
        self._mention.setText(
            self.tr(
                "Deux agents la saisissent, le second sans voir la première saisie. La fiche dira qu’elle a "
                "été saisie par le secrétariat, et par qui."
            )
        )
        if view.stage is Stage.COMPARED:
            self._stack.setCurrentWidget(self.settling)
            by_turns(self.settling.show_view(view), self)
            return
        self.start.show_view(view)
        self._stack.setCurrentWidget(self.start)
        self.start.name.setFocus()

    def _open(self, entry: OpenEntry) -> None:
        """Show an agent their own entry."""
        view = self._view
        if view is None:
            return
        self.start.name.clear()  # the second agent types their own
        self._entry = entry
        record = partial(self._verbs.record, self._of, entry.agent)
        self.editor = SheetEditor(entry.sheet, (), record, self._tasks.store, self)
        self.editor.changed.connect(self._on_changed)
        self.editor.saving.connect(self.saved.show_writing)
        self.editor.saved.connect(self._on_saved)
        self.editor.not_saved.connect(self._refuse)
        number = self.tr("Première saisie") if entry.number == 1 else self.tr("Seconde saisie")
        self._mention.setText(
            self.tr("{number}, par {agent}. Chaque touche est gardée aussitôt.").format(
                number=number, agent=entry.agent
            )
        )
        self.saved.show()
        self.changed.emit()
        by_turns(self._make_entering(view), self)

    def _make_entering(self, view: PaperView) -> Iterator[None]:
        """Make the fields for this member's grid, then show them; a former member's go."""
        former = self.entering
        self.entering, self.table, self.codes = QWidget(), EntryTable(view), CodesPanel(view)
        self.codes.setFixedWidth(CODES)
        yield from self.table.make()
        self._paper = QStackedWidget()
        what, how = (
            self.tr("Aucune grille ouverte"),
            self.tr("Recopiez les codes imprimés en haut de la grille."),
        )
        self._paper.addWidget(EmptyPage("file-text", what, how))
        self._paper.addWidget(self.table)
        layout = row(self.codes, Line(Qt.Orientation.Vertical), self._paper)
        layout.setStretch(2, 1)
        self.entering.setLayout(layout)
        self._stack.removeWidget(former)
        former.deleteLater()
        self._stack.addWidget(self.entering)
        self.codes.checked.connect(self._check)
        self.codes.chosen.connect(lambda dossier: self._show_dossier(DossierId(dossier)))
        self.codes.end_asked.connect(self._end)
        self.codes.pause_asked.connect(self._pause)
        self.table.dossier_done.connect(self.codes.ask_next)
        if self.editor is not None:
            self.codes.show_sheet(self.editor.sheet)
            self._stack.setCurrentWidget(self.entering)
            self.codes.ask_next()

    def _show_dossier(self, dossier: DossierId) -> None:
        if self._view is None or self.table is None or self.editor is None:
            return
        self.notices.clear()
        found = next((known for known in self._view.dossiers if known.id == dossier), None)
        if found is not None:
            self.editor.finish_typing()
            self._paper.setCurrentWidget(self.table)
            self.table.show_dossier(self.editor, found)

    def _on_changed(self) -> None:
        if self.table is not None and self.codes is not None and self.editor is not None:
            self.table.refresh()
            self.codes.show_sheet(self.editor.sheet)

    def _on_saved(self, saved: SavedAt) -> None:
        self.saved.show_saved(saved.at)

    # --------------------------------------------------------------------------------------- what is asked

    def _check(self, codes: Codes) -> None:
        self._run(partial(self._verbs.check, self._of, codes), self._show_dossier)

    def _end(self) -> None:
        if self.editor is None or self._entry is None:
            return
        meaning = self.tr(
            "Elle ne changera plus : les différences avec l’autre saisie se lèveront en regardant le papier."
        )
        if self._ask.confirm(
            self, self.tr("Terminer votre saisie ?"), meaning, self.tr("Terminer ma saisie")
        ):
            self.editor.flush()
            self._run(partial(self._verbs.end, self._of, self._entry.agent), lambda _: self._pause())

    def _pause(self) -> None:
        self.leave()
        self.notices.clear()
        self.changed.emit()
        self.refresh()

    def _abandon(self) -> None:
        meaning = self.tr("Ce qui a été saisi de cette grille papier sera à refaire. Le journal le dira.")
        asked, action = self.tr("Abandonner ces saisies ?"), self.tr("Abandonner")
        if self._ask.confirm(self, asked, meaning, action):
            self._run(partial(self._verbs.abandon, self._of), lambda _: self._pause())

    def _settle(self, subject: Subject, answer: Answer | None) -> None:
        self._run(partial(self._verbs.settle, self._of, subject, answer), lambda _: self.refresh())

    def _keep(self, settler: str) -> None:
        self._run(partial(self._verbs.keep, self._of, settler), lambda _: self._end_of_all())

    def _end_of_all(self) -> None:
        self.settling.name.clear()
        self.recorded.emit()
        self._pause()
        self.notices.add(
            NoticeBanner(
                self.tr("La fiche papier est enregistrée."),
                self.tr("Elle est dans la réception, marquée « Saisie par le secrétariat »."),
                "success",
            )
        )

    def _print(self) -> None:
        folder = self._ask.folder(self, self.tr("Dossier des grilles vierges"))
        if folder is None:
            return
        self.start.print.setEnabled(False)
        self._tasks.long(
            lambda report: self._verbs.print_grids(self._of, folder, report), self._say_printed, self._refuse
        )

    def _say_printed(self, files: tuple[Path, ...]) -> None:
        self.start.print.setEnabled(True)
        count = count_fr(len(files), self.tr("grille vierge écrite"), self.tr("grilles vierges écrites"))
        where = self.tr("Dans le dossier {folder}.").format(folder=files[0].parent) if files else ""
        self.notices.add(NoticeBanner(typeset(f"{count}."), where, "success"))

    def _run(self, work: Callable[[], Answered], done: Callable[[Answered], None]) -> None:
        self.notices.clear()
        self._tasks.store(work, done, self._refuse)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self.start.print.setEnabled(True)
        notices.show(error, self.notices)
