"""The page « Dossiers »: the candidacies, the panel of the one chosen, and the import in its place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from commission_app.texts import folded
from commission_app.ui import actions, notices
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.models.candidacies_model import CandidaciesModel, search_texts
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.page import Page
from commission_app.ui.secretariat.eligibility.eligibility_panel import EligibilityPanel
from commission_app.ui.secretariat.eligibility.verbs import EligibilityVerbs
from commission_app.ui.secretariat.intake.dossier_panel import DossierPanel
from commission_app.ui.secretariat.intake.dossiers_table import DossiersTable
from commission_app.ui.secretariat.intake.intake_panel import IntakePanel
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.chips import Chip, ChipFilter
from commission_app.ui.widgets.drop_veil import DropVeil
from commission_app.ui.widgets.drop_zone import few_names
from commission_app.ui.widgets.empty_page import EmptyPage
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Panel, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.search_field import SearchField
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.preparation.deposit import Deposit
from commission_app.workflow.preparation.intake_report import IntakeReport
from commission_app.workflow.secretariat.dossiers_view import DossierLine, DossiersView

PANEL, COMPACT_PANEL = 388, 350
WHOLE_PAGE = Qt.ShortcutContext.WidgetWithChildrenShortcut


@dataclass(frozen=True)
class DossiersVerbs:
    """What the page asks of the workflow."""

    view: Callable[[], DossiersView]
    open_deposit: Callable[[Sequence[Path], Report], Deposit]
    report: Callable[[Deposit, Mapping[str, str]], IntakeReport]
    import_deposit: Callable[[Deposit, Mapping[str, str], Report], IntakeReport]
    eligibility: EligibilityVerbs


def ask_files(parent: QWidget) -> list[Path]:
    """Ask for files to import with the dialog of the system; empty when the person gives up."""
    tr = QCoreApplication.translate
    title = tr("DossiersPage", "Choisir les fichiers à importer")
    kinds = tr(
        "DossiersPage", "Archives, messages et tableaux (*.zip *.eml *.msg *.xlsx *.ods *.csv *.json *.pdf)"
    )
    names, _kind = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return [Path(name) for name in names]


@dataclass(frozen=True)
class DossiersQuestions:
    """What the page asks a person; replaced in tests."""

    files: Callable[[QWidget], list[Path]] = ask_files
    folder: Callable[[QWidget, str], Path | None] = ask_folder


class DossiersPage(Page):
    """The table of dossiers and, beside it, one dossier or the import."""

    help_topic = "dossiers"

    def __init__(
        self,
        verbs: DossiersVerbs,
        tasks: Tasks,
        ask: DossiersQuestions = DossiersQuestions(),
    ) -> None:
        super().__init__()
        self.notices = NoticeArea((20, 14, 20, 0))  # over both panes: on a small window, one hides the other
        self._verbs = verbs
        self._tasks = tasks
        self._ask = ask
        self._lines: tuple[DossierLine, ...] = ()
        self._texts: list[str] = []  # what each is searched by
        self._deposit: Deposit | None = None
        self._names = ""
        self._answers: dict[str, str] = {}
        self._is_importing = False
        self._subtitle = Label("", "mention", wrap=True)
        self._import = Button(self.tr("Importer…"), "primary", icon="plus")
        self._search = SearchField(self.tr("Filtrer les dossiers"), self.tr("Filtrer par nom, département…"))
        self._chips = ChipFilter(self.tr("Dossiers montrés"), _chips(()))
        self._model = CandidaciesModel()
        self._table = DossiersTable(self._model, self.tr("Dossiers"))
        self._empty = EmptyPage(
            "inbox",
            self.tr("Aucun dossier"),
            self.tr("Importez les candidatures reçues : rien n’est écrit avant que vous l’ayez relu."),
            self.tr("Importer…"),
        )
        self._dossier = DossierPanel()
        self._intake = IntakePanel()
        self._eligibility = EligibilityPanel(verbs.eligibility, tasks)
        self._side = QStackedWidget()
        self._side.addWidget(self._dossier)
        self._side.addWidget(self._intake)
        self._side.addWidget(self._eligibility)
        self._veil = DropVeil(self, self.tr("Déposez ici les candidatures à importer"), ())
        main = Panel(self._content())
        titles = (self.tr("Dossiers"), self.tr("Détail"))
        self._panes = TwoPanes(main, self._side, self.tr("Volet montré"), titles)
        whole = column(Panel(column(self.notices)), self._panes)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._connect()
        self.set_compact(is_compact=False)

    # ------------------------------------------------------------------------------------------ dossiers

    def refresh(self) -> None:
        """Read the dossiers again."""
        self._tasks.store(self._verbs.view, self.show_view, self.show_failure)

    def show_view(self, view: DossiersView) -> None:
        """Show the dossiers, keeping the chosen one."""
        self._lines, self._texts = view.lines, search_texts(view.lines)
        self._subtitle.setText(view.summary if view.lines else self.tr("Rien n’est encore importé."))
        self._chips.show_chips(_chips(view.lines))
        self.counter_changed.emit(str(len(view.lines)) if view.lines else "")
        self._filter()

    def set_compact(self, *, is_compact: bool) -> None:
        """Give the table more room on a small window."""
        self._panes.set_side_width(COMPACT_PANEL if is_compact else PANEL)
        self._table.set_compact(is_compact=is_compact)

    # -------------------------------------------------------------------------------------------- import

    def bring(self, paths: Sequence[Path]) -> None:
        """Read what a person brought, and say what importing it would do."""
        if not paths or self._is_importing:
            return
        self._show_intake()
        self.notices.clear()
        self._names, self._answers, self._deposit = few_names(paths), {}, None
        self._intake.show_start()
        self._set_busy(is_busy=True)
        self.run_long(
            self._tasks,
            self.tr("Lecture des candidatures, rien n’est encore importé"),
            lambda report: self._verbs.open_deposit(paths, report),
            self._take,
            ended=lambda: self._set_busy(is_busy=False),
        )

    def answer(self, question: str, answer: str) -> None:
        """Keep an answer and say again what the import would do."""
        if answer:
            self._answers[question] = answer
        else:
            self._answers.pop(question, None)
        self._report()

    def _take(self, deposit: Deposit) -> None:
        self._deposit = deposit
        self._report()

    def _report(self) -> None:
        deposit, answers = self._deposit, dict(self._answers)
        if deposit is not None:
            self._tasks.store(
                lambda: self._verbs.report(deposit, answers), self._show_report, self.show_failure
            )

    def _show_report(self, report: IntakeReport) -> None:
        self._intake.show_report(report, self._answers, self._names)
        notices.announce(self, report.lines[0])

    def _run_import(self) -> None:
        deposit, answers = self._deposit, dict(self._answers)
        if deposit is None:
            return
        self._set_busy(is_busy=True)
        self.run_long(
            self._tasks,
            self.tr("Import des candidatures"),
            lambda report: self._verbs.import_deposit(deposit, answers, report),
            self._end_import,
            ended=self._after_import,
        )

    def _end_import(self, report: IntakeReport) -> None:
        if report.is_done:
            self._deposit = None
        self._show_report(report)

    def _after_import(self) -> None:
        self._set_busy(is_busy=False)
        if self._deposit is not None:  # interrupted or refused: it may be tried again
            self._report()
        self.refresh()

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_importing = is_busy
        self._import.setEnabled(not is_busy)
        self._intake.set_busy(is_busy=is_busy)

    def _show_intake(self) -> None:
        self._side.setCurrentWidget(self._intake)
        self._panes.show_side()

    def _open_intake(self) -> None:
        self._intake.show_start()
        self._deposit = None
        self._show_intake()
        self._intake.take_focus()

    def _close_intake(self) -> None:
        self._side.setCurrentWidget(self._dossier)
        self._deposit = None
        self._panes.show_main()
        self._table.setFocus()

    def _open_eligibility(self) -> None:
        self._side.setCurrentWidget(self._eligibility)
        self._show_chosen()
        self._panes.show_side()
        self._eligibility.setFocus()

    def _choose_folder(self) -> None:
        folder = self._ask.folder(self, self.tr("Dossier des candidatures"))
        self.bring([folder] if folder is not None else [])

    # -------------------------------------------------------------------------------------------- set-up

    def _connect(self) -> None:
        self._import.clicked.connect(self._open_intake)
        if self._empty.button is not None:
            self._empty.button.clicked.connect(self._open_intake)
        self._search.textChanged.connect(self._filter)
        self._chips.chosen.connect(self._filter)
        self._table.selectionModel().selectionChanged.connect(self._show_chosen)
        self._veil.dropped.connect(self.bring)
        self._intake.files_asked.connect(lambda: self.bring(self._ask.files(self)))
        self._intake.folder_asked.connect(self._choose_folder)
        self._intake.answered.connect(self.answer)
        self._intake.import_asked.connect(self._run_import)
        self._intake.closed.connect(self._close_intake)
        self._dossier.eligibility_asked.connect(self._open_eligibility)
        self._eligibility.closed.connect(self._close_intake)
        self._eligibility.changed.connect(self.refresh)
        self._eligibility.failed.connect(self.show_failure)
        choose = actions.make(
            "choose_sheets", self, lambda: self.bring(self._ask.files(self)), context=WHOLE_PAGE
        )
        self.addAction(choose)

    def _content(self) -> QHBoxLayout:
        title = column(Label(self.tr("Dossiers"), "screen_title"), 2, self._subtitle)
        head = row(title, 12, self._import, margins=(20, 14, 20, 12))
        head.setStretch(0, 1)
        self._search.setFixedWidth(240)
        tools = row(self._search, 12, self._chips, margins=(20, 0, 20, 8))
        legend = self.tr(
            "LI : lettre d’intention*, CAF : lettre de la CAF*, Bud. : budget, Dép. : Département, "
            "Ann. : annexes.   * obligatoire"
        )
        order = self.tr("Trié par : à traiter d’abord")
        foot = row(Label(legend, "mention", wrap=True), 12, Label(order, "mention"), margins=(20, 9, 20, 9))
        foot.setStretch(0, 1)
        layout = column(head, tools)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._empty, 1)
        layout.addLayout(foot)
        whole = row()
        whole.addLayout(layout)
        return whole

    def _filter(self) -> None:
        chosen = self._chosen()
        kept = {"all": lambda _: True, "signalled": _is_signalled, "ineligible": _is_ineligible}
        keeps, words = kept[self._chips.choice()], folded(self._search.text()).split()
        shown = [
            line
            for line, text in zip(self._lines, self._texts, strict=False)  # no line has one text, empty
            if keeps(line) and all(word in text for word in words)
        ]
        self._model.set_rows(shown)
        self._table.setVisible(bool(shown) or bool(self._lines))
        self._empty.setVisible(not self._lines)
        names = [line.dossier for line in shown]
        if names:
            is_kept = chosen is not None and chosen.dossier in names
            self._table.selectRow(names.index(chosen.dossier) if chosen is not None and is_kept else 0)
        self._show_chosen()

    def _chosen(self) -> DossierLine | None:
        index = self._table.currentIndex()
        found = index.data(RowRole) if index.isValid() else None
        return found if isinstance(found, DossierLine) else None

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        self._dossier.show_dossier(chosen)
        if self._side.currentWidget() is self._eligibility:
            self._eligibility.show_dossier(None if chosen is None else chosen.dossier)


def _is_signalled(line: DossierLine) -> bool:
    return line.needs_somebody


def _is_ineligible(line: DossierLine) -> bool:
    return line.is_ineligible


def _chips(lines: Sequence[DossierLine]) -> tuple[Chip, ...]:
    tr = QCoreApplication.translate
    signalled, ineligible = sum(map(_is_signalled, lines)), sum(map(_is_ineligible, lines))
    return (
        Chip("all", tr("DossiersPage", "Tous"), len(lines)),
        Chip("signalled", tr("DossiersPage", "À signaler"), signalled),
        Chip("ineligible", tr("DossiersPage", "Irrecevables"), ineligible, is_optional=True),
    )
