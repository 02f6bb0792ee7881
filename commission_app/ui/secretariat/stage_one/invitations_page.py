"""« Invitations »: the communes and EPCI of the retained départements, who was invited, who answered."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from commission_app.errors import AppError
from commission_app.texts import count_fr, folded, typeset
from commission_app.ui import notices
from commission_app.ui.models.territories_model import TerritoriesColumn, TerritoriesModel
from commission_app.ui.page import Page
from commission_app.ui.secretariat.stage_one.asking import StageOneQuestions
from commission_app.ui.secretariat.stage_one.invitations_panel import InvitationsPanel
from commission_app.ui.secretariat.stage_one.territories_table import TerritoriesTable
from commission_app.ui.secretariat.stage_one.verbs import InvitationsVerbs
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.chips import Chip, ChipFilter
from commission_app.ui.widgets.empty_page import EmptyPage
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, SidePanel, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.search_field import SearchField
from commission_app.ui.widgets.segmented import Segmented
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.preparation.departements.contacts import ReadContacts
from commission_app.workflow.preparation.departements.invitations import (
    InvitationsView,
    Standing,
    TerritoryLine,
    day_of,
)

PANEL: Final = 288
SEARCH: Final = 260
EVERY: Final = "every"
KINDS: Final = (None, "commune", "EPCI")
STANDINGS: Final = {standing.value: standing for standing in Standing}


class InvitationsPage(Page):
    """Each gesture is about the rows chosen, or about all those that the filters show."""

    def __init__(
        self, verbs: InvitationsVerbs, tasks: Tasks, questions: StageOneQuestions | None = None
    ) -> None:
        super().__init__()
        self.notices = NoticeArea((20, 0, 20, 10))
        self._verbs, self._tasks = verbs, tasks
        self._questions = questions or StageOneQuestions()
        self._view: InvitationsView | None = None
        self._summary = Label("", "strong", wrap=True)
        self.importing = Button(self.tr("Importer des bassins…"))
        self.importing.clicked.connect(self._import)
        self.search = SearchField(
            self.tr("Chercher un territoire"), self.tr("Nom, code, département, bassin…")
        )
        self.search.textChanged.connect(self._filter)
        self.standing = ChipFilter(self.tr("État"), self._chips({}))
        self.standing.chosen.connect(self._filter)
        kinds = (self.tr("Tous"), self.tr("Communes"), self.tr("EPCI"))
        self.kind = Segmented(self.tr("Type de territoire"), kinds)
        self.kind.chosen.connect(self._filter)
        self._model = TerritoriesModel()
        self.table = TerritoriesTable(self._model, self.tr("Territoires à inviter"))
        self.table.selectionModel().selectionChanged.connect(self._say_concerned)
        self.panel = InvitationsPanel()
        self._connect_panel()
        self.empty = EmptyPage("send", "", "", self.tr("Choisir des départements"))
        self._front = QStackedWidget()
        self._front.addWidget(self._make_panes())
        self._front.addWidget(Panel(column(self.empty)))
        self.setLayout(column(self._front))

    def refresh(self) -> None:
        """Read the list again."""
        self._tasks.store(self._verbs.view, self.show_view, self.show_failure)

    def panes(self) -> Sequence[QWidget]:
        """Return where F6 goes."""
        return self.table, self._side

    def show_view(self, view: InvitationsView) -> None:
        """Show the list; filters, typing and the rows chosen stay: a gesture is about what was chosen."""
        self._view = view
        chosen = {line.code for line in self.table.chosen()}
        self._front.setCurrentIndex(0 if view.departements else 1)
        if not view.departements:
            words = self.tr("Retenez d’abord une liste : ses communes et ses EPCI viendront ici.")
            self.empty.show_words(self.tr("Aucun département n’est encore retenu"), words)
        self._summary.setText(view.summary)
        self.standing.show_chips(self._chips(view.counts))
        self.panel.show_view(view)
        self.table.setColumnHidden(TerritoriesColumn.BASIN, not view.has_basins)
        self._filter()
        self.table.choose(chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the word of the letter once its field is left."""
        if watched is self.panel.word and event.type() == QEvent.Type.FocusOut:
            self.panel.write()
        return super().eventFilter(watched, event)

    def concerned(self) -> Sequence[TerritoryLine]:
        """Return the rows that a gesture is about."""
        return self.table.chosen() or self._model.rows()

    def _make_panes(self) -> TwoPanes:
        head = row(self._summary, 16, self.importing, margins=(24, 14, 20, 10))
        head.setStretch(0, 1)
        self.search.setFixedWidth(SEARCH)
        filters = row(self.search, 10, self.kind, STRETCH, margins=(24, 0, 20, 8))
        chips = row(self.standing, margins=(24, 0, 20, 10))
        main = column(head, filters, chips, self.notices, Line(), self.table)
        main.setStretch(5, 1)
        self._side = SidePanel(
            column(self.panel, STRETCH, margins=(20, 16, 20, 20)), self.tr("Ce que l’on fait de la liste")
        )
        panes = TwoPanes(
            Panel(main), self._side, self.tr("Volet montré"), (self.tr("Liste"), self.tr("Gestes"))
        )
        panes.set_side_width(PANEL)
        return panes

    def _connect_panel(self) -> None:
        panel, verbs = self.panel, self._verbs
        panel.letter_written.connect(lambda where, word: self._do(partial(verbs.letter, where, word)))
        panel.word.installEventFilter(self)
        panel.invite.clicked.connect(
            lambda: self._ask_day(self.tr("Noter l’invitation de {count} ?"), verbs.invited)
        )
        panel.answer.clicked.connect(
            lambda: self._ask_day(self.tr("Noter la réponse de {count} ?"), verbs.answered, is_answer=True)
        )
        panel.not_invited.clicked.connect(lambda: self._say(verbs.invited, None))
        panel.not_answered.clicked.connect(lambda: self._say(verbs.answered, None, is_answer=True))
        panel.letters.clicked.connect(self._write_letters)
        panel.export.clicked.connect(self._export)

    def _chips(self, counts: Mapping[Standing, int]) -> Sequence[Chip]:
        return (
            Chip(EVERY, self.tr("Tous"), sum(counts.values())),
            Chip(Standing.TO_INVITE.value, self.tr("À inviter"), counts.get(Standing.TO_INVITE, 0)),
            Chip(Standing.WAITING.value, self.tr("Sans réponse"), counts.get(Standing.WAITING, 0)),
            Chip(Standing.ANSWERED.value, self.tr("Ont répondu"), counts.get(Standing.ANSWERED, 0)),
            Chip(Standing.CANDIDATE.value, self.tr("Candidature reçue"), counts.get(Standing.CANDIDATE, 0)),
        )

    def _filter(self) -> None:
        """Show the rows that the filters keep; nothing is chosen any more."""
        if self._view is None:
            return
        lines: Sequence[TerritoryLine] = self._view.lines
        standing, kind = STANDINGS.get(self.standing.choice()), KINDS[self.kind.choice()]
        if standing is not None:
            lines = [line for line in lines if line.standing is standing]
        if kind is not None:
            lines = [line for line in lines if line.kind == kind]
        for word in folded(self.search.text()).split():
            lines = [line for line in lines if word in line.searched]
        self._model.set_rows(lines)
        self._say_concerned()

    def _say_concerned(self) -> None:
        self.panel.show_concerned(self.table.count_chosen(), self._model.rowCount())

    def _do(self, work: Callable[[], object]) -> None:
        self._tasks.store(work, lambda _: self.refresh(), self.show_failure)

    def _codes(self, *, is_answer: bool = False) -> list[str]:
        """Return the codes concerned; a candidacy is an answer that nobody ticks."""
        return [line.code for line in self.concerned() if not (is_answer and line.candidacy)]

    def _ask_day(
        self,
        question: str,
        verb: Callable[[Collection[str], date | None], None],
        *,
        is_answer: bool = False,
    ) -> None:
        codes = self._codes(is_answer=is_answer)
        asked = question.format(count=count_fr(len(codes), self.tr("territoire")))
        typed = self._questions.day(self, typeset(asked), self._verbs.today())
        if typed is None:
            return
        try:
            day = day_of(typed)
        except AppError as error:
            self.show_failure(error)
        else:
            self._do(partial(verb, codes, day))

    def _say(
        self,
        verb: Callable[[Collection[str], date | None], None],
        day: date | None,
        *,
        is_answer: bool = False,
    ) -> None:
        self._do(partial(verb, self._codes(is_answer=is_answer), day))

    def _write_letters(self) -> None:
        self.panel.write()
        codes, folder = self._codes(), self._questions.folder(self, self.tr("Dossier des lettres"))
        if folder is not None:
            work = partial(self._verbs.letters, codes, folder)
            self.run_long(self._tasks, self.tr("Écriture des lettres"), work, self._show_letters)

    def _show_letters(self, files: tuple[Path, ...]) -> None:
        written = count_fr(
            len(files), self.tr("fichier de lettres écrit"), self.tr("fichiers de lettres écrits")
        )
        where = self.tr("Dans le dossier {folder}. Notez l’invitation quand elles sont parties.")
        self._show_done(f"{written}.", where.format(folder=files[0].parent))

    def _export(self) -> None:
        title, name = self.tr("Exporter la liste"), self.tr("invitations.xlsx")
        codes, file = self._codes(), self._questions.place(self, title, name, "*.xlsx *.csv")
        if file is not None:
            work = partial(self._verbs.export, codes, file)
            done = self.tr("La liste est exportée.")
            self.run_long(self._tasks, title, work, lambda there: self._show_done(done, str(there)))

    def _import(self) -> None:
        file = self._questions.table(self)
        if file is not None:
            title = self.tr("Lecture de « {file} »").format(file=file.name)
            self.run_long(self._tasks, title, partial(self._verbs.read, file), self._take)

    def _take(self, read: ReadContacts) -> None:
        """Keep a table that has no problem, or say all of them."""
        if read.problems:
            title = typeset(self.tr("Rien n’est pris de « {file} »").format(file=read.table.name))
            self.notices.add(NoticeBanner(title, "\n".join(read.problems), "warning"))
            notices.announce(self, title)
            return
        said = self.tr("{basins} en bassin prioritaire, {emails} avec un courriel.")
        basins, emails = count_fr(read.basins, self.tr("territoire")), str(read.emails)
        self._show_done(said.format(basins=basins, emails=emails), " ".join(read.notes))
        self._do(partial(self._verbs.take, read))

    def _show_done(self, what: str, detail: str) -> None:
        self.notices.add(NoticeBanner(typeset(what), typeset(detail), "success"))
        notices.announce(self, what)
