"""« Choix »: the table with the four methods, and beside it the rules or one département in words."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from commission_app.texts import count_fr, date_fr, typeset
from commission_app.ui import notices
from commission_app.ui.models.departements_model import DepartementsModel
from commission_app.ui.page import Page
from commission_app.ui.secretariat.stage_one.asking import StageOneQuestions
from commission_app.ui.secretariat.stage_one.departement_panel import DepartementPanel
from commission_app.ui.secretariat.stage_one.departements_table import DepartementsTable
from commission_app.ui.secretariat.stage_one.methods_strip import MethodsStrip
from commission_app.ui.secretariat.stage_one.rules_panel import RulesPanel
from commission_app.ui.secretariat.stage_one.verbs import StageOneVerbs
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_row import FlowRow
from commission_app.ui.widgets.fold import Fold
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, SidePanel, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.segmented import Segmented
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.preparation.departements.stage_one_import import ReadTable
from commission_app.workflow.preparation.departements.stage_one_views import StageOneView

PANEL: Final = 276
RULES, DEPARTEMENT = range(2)


class StageOnePage(Page):
    """Nothing is to be saved: each gesture is kept, and the choice is made again at once."""

    list_retained = Signal()

    def __init__(
        self, verbs: StageOneVerbs, tasks: Tasks, questions: StageOneQuestions | None = None
    ) -> None:
        super().__init__()
        self.notices = NoticeArea((20, 0, 20, 10))
        self._verbs, self._tasks = verbs, tasks
        self._questions = questions or StageOneQuestions()
        self._view: StageOneView | None = None
        self._summary = Label("", "strong", wrap=True)
        self._state = Label("", "mention", wrap=True)
        self.importing = Button(self.tr("Importer un tableau…"))
        self.importing.clicked.connect(self._import)
        self.noting = Button(self.tr("Écrire la note…"), icon="printer")
        self.noting.clicked.connect(self._write_note)
        self.retaining = Button(self.tr("Retenir la liste…"), "primary")
        self.retaining.clicked.connect(self._retain)
        self.table = DepartementsTable(DepartementsModel(), self.tr("Départements"))
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self.methods = Fold(
            self.tr("Quatre façons de compter, côte à côte : la première fait la liste"), MethodsStrip()
        )
        self.methods.set_open(is_open=True)
        self.rules, self.departement = RulesPanel(), DepartementPanel()
        self._connect_panels()
        self._panes = self._make_panes()
        self.setLayout(column(self._panes))

    def refresh(self) -> None:
        """Make the choice again."""
        self._tasks.store(self._verbs.view, self.show_view, self.show_failure)

    def panes(self) -> Sequence[QWidget]:
        """Return where F6 goes."""
        return self.table, self._side

    def show_view(self, view: StageOneView) -> None:
        """Show the choice as it stands."""
        self._view = view
        self._summary.setText(view.summary)
        self._state.setText(self._retained_words(view))
        listed = count_fr(len(view.codes), self.tr("département"))
        self.retaining.setText(self.tr("Retenir ces {count}…").format(count=listed))
        self.retaining.setEnabled(bool(view.codes) and not view.is_current)
        self.rules.show_view(view)
        self.table.show_view(view)
        self.departement.show_row(self.table.row(), view)

    def _make_panes(self) -> TwoPanes:
        buttons = FlowRow((self.importing, self.noting, self.retaining), spacing=8)
        head = row(column(self._summary, 2, self._state), 16, buttons, margins=(24, 12, 20, 8))
        head.setStretch(0, 1)
        main = column(
            head,
            column(self.methods, margins=(18, 0, 20, 8)),
            self.notices,
            Line(),
            self.table,
        )
        main.setStretch(4, 1)
        self._switch = Segmented(self.tr("Partie montrée"), (self.tr("Réglages"), self.tr("Département")))
        self._switch.chosen.connect(self._turn)
        self._parts = QStackedWidget()
        for panel, name in (
            (self.rules, self.tr("Réglages du choix")),
            (self.departement, self.tr("Département choisi")),
        ):
            self._parts.addWidget(SidePanel(column(panel, STRETCH, margins=(20, 6, 20, 20)), name))
        side = column(row(self._switch, STRETCH, margins=(20, 14, 20, 8)), self._parts)
        side.setStretch(1, 1)
        self._side = Panel(side)
        titles = (self.tr("Tableau"), self.tr("Réglages"))
        pane = SidePanel(main, self.tr("Choix des départements"))  # it scrolls when the text is large
        panes = TwoPanes(pane, self._side, self.tr("Volet montré"), titles)
        panes.set_side_width(PANEL)
        return panes

    def _connect_panels(self) -> None:
        verbs = self._verbs
        self.rules.seats_typed.connect(lambda seats: self._do(partial(verbs.seats, seats)))
        self.rules.year_chosen.connect(lambda year: self._do(partial(verbs.year, year)))
        self.rules.conditions_typed.connect(lambda count: self._do(partial(verbs.conditions, count)))
        self.rules.weighed.connect(lambda name, weight: self._do(partial(verbs.weigh, name, weight)))
        self.rules.forgotten.connect(self._forget)
        self.departement.addition_asked.connect(self._add)
        self.departement.taking_back_asked.connect(lambda code: self._do(partial(verbs.take_back, code)))

    def _do(self, work: Callable[[], object]) -> None:
        """Do it on the store lane, then make the choice again, also when it was refused."""

        def refused(error: Exception) -> None:
            self.show_failure(error)
            self.refresh()

        self._tasks.store(work, lambda _: self.refresh(), refused)

    def _show_chosen(self) -> None:
        """Show the département that was chosen; its rules stay one gesture away."""
        chosen = self.table.row()
        if self._view is not None:
            self.departement.show_row(chosen, self._view)
        if chosen is not None and self.table.hasFocus():
            self._switch.choose(DEPARTEMENT)
            self._turn(DEPARTEMENT)

    def _turn(self, part: int) -> None:
        self._parts.setCurrentIndex(part)

    def _retained_words(self, view: StageOneView) -> str:
        if view.retained is None:
            return self.tr("Aucune liste n’est encore retenue pour la campagne.")
        count = count_fr(len(view.retained.codes), self.tr("département"))
        if view.is_current:
            words = self.tr("Liste de {count} retenue le {date}.")
        else:
            words = self.tr("La liste de {count} retenue le {date} n’est plus celle de ce calcul.")
        return typeset(words.format(count=count, date=date_fr(view.retained.moment)))

    def _add(self, code: str) -> None:
        chosen = next((one for one in self._view.rows if one.code == code), None) if self._view else None
        said = chosen and self._questions.addition(self, f"{chosen.name} ({chosen.code})")
        if said:
            self._do(partial(self._verbs.add, code, *said))

    def _forget(self, indicator: str, title: str) -> None:
        if self._questions.forget(self, title):
            self._do(partial(self._verbs.forget, indicator))

    def _import(self) -> None:
        file = self._questions.table(self)
        if file is not None:
            title = typeset(self.tr("Lecture de « {file} »").format(file=file.name))
            found: list[ReadTable] = []

            def ask() -> None:  # once the progress is gone from the page
                for read in found:
                    self._choose_columns(read)

            self.run_long(self._tasks, title, partial(self._verbs.read, file), found.append, ask)

    def _choose_columns(self, read: ReadTable) -> None:
        """Say every problem of the rows, or ask what to take; nothing is kept before."""
        if read.problems:
            title = self.tr("Rien n’est pris de « {file} »").format(file=read.table.name)
            self.notices.add(NoticeBanner(typeset(title), "\n".join(read.problems), "warning"))
            notices.announce(self, title)
            return
        picks = self._questions.columns(self, read)
        if picks:
            self._do(partial(self._verbs.take, read, picks))

    def _write_note(self) -> None:
        name = self.tr("choix-des-departements.pdf")
        file = self._questions.place(self, self.tr("Écrire la note"), name, "*.pdf")
        if file is not None:
            self._tasks.store(partial(self._verbs.note, file), self._show_written, self.show_failure)

    def _show_written(self, file: Path) -> None:
        said = self.tr("La note est écrite.")
        self.notices.add(NoticeBanner(said, str(file), "success"))
        notices.announce(self, said)

    def _retain(self) -> None:
        if self._view is None:
            return
        count = count_fr(len(self._view.codes), self.tr("département"))
        if self._questions.retain(self, count):
            self._tasks.store(self._verbs.retain, self._show_retained, self.show_failure)

    def _show_retained(self, view: StageOneView) -> None:
        self.show_view(view)
        self.list_retained.emit()
