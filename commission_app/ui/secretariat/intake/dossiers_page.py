"""The page « Dossiers »: the candidacies, the panel of the one chosen, and the import in its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from commission_app.scoring.ids import DossierId
from commission_app.texts import count_fr, typeset
from commission_app.ui import actions, notices
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.page import Page
from commission_app.ui.secretariat.eligibility.eligibility_panel import EligibilityPanel
from commission_app.ui.secretariat.intake.dossier_panel import DossierPanel
from commission_app.ui.secretariat.intake.dossiers_list import DossiersList
from commission_app.ui.secretariat.intake.dossiers_verbs import DossiersVerbs
from commission_app.ui.secretariat.intake.intake_panel import IntakePanel
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner, Tone
from commission_app.ui.widgets.drop_veil import DropVeil
from commission_app.ui.widgets.drop_zone import few_names
from commission_app.ui.widgets.layouts import Panel, column
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.preparation.intake.check_pieces import PiecesCheck
from commission_app.workflow.preparation.intake.deposit import Deposit
from commission_app.workflow.preparation.intake.intake_report import IntakeReport
from commission_app.workflow.secretariat.dossiers_view import DossiersView

PANEL, COMPACT_PANEL = 388, 350
MOST_NAMED = 3  # faulty pieces told by their names
WHOLE_PAGE = Qt.ShortcutContext.WidgetWithChildrenShortcut


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
        self._deposit: Deposit | None = None
        self._wanted: DossierId | None = None  # to be shown once the list is read
        self._names = ""
        self._answers: dict[str, str] = {}
        self._is_importing = False
        self._list = DossiersList()
        self._dossier = DossierPanel()
        self._intake = IntakePanel()
        self._eligibility = EligibilityPanel(verbs.eligibility, tasks, ask.folder)
        self._side = QStackedWidget()
        self._side.addWidget(self._dossier)
        self._side.addWidget(self._intake)
        self._side.addWidget(self._eligibility)
        self._veil = DropVeil(self, self.tr("Déposez ici les candidatures à importer"), ())
        titles = (self.tr("Dossiers"), self.tr("Détail"))
        self._panes = TwoPanes(self._list, self._side, self.tr("Volet montré"), titles)
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
        self._list.show_view(view)
        self.counter_changed.emit(str(len(view.lines)) if view.lines else "")
        if self._wanted is not None and self._list.choose(self._wanted):
            self._wanted = None

    def show_dossier(self, dossier: DossierId) -> None:
        """Open what is written of one dossier, as soon as the list has it."""
        self._wanted = None if self._list.choose(dossier) else dossier
        self._open_eligibility()

    def take_focus(self) -> None:
        """Begin in the list: what is above it concerns all of it."""
        if self._list.table.isVisible():
            self._list.table.setFocus()
        else:
            super().take_focus()

    def set_compact(self, *, is_compact: bool) -> None:
        """Give the table more room on a small window."""
        self._panes.set_side_width(COMPACT_PANEL if is_compact else PANEL)
        self._list.table.set_compact(is_compact=is_compact)

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
        self._list.set_busy(is_busy=is_busy)
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
        self._list.table.setFocus()

    def _open_eligibility(self) -> None:
        self._side.setCurrentWidget(self._eligibility)
        self._show_chosen()
        self._panes.show_side()
        self._eligibility.setFocus()

    def _choose_folder(self) -> None:
        folder = self._ask.folder(self, self.tr("Dossier des candidatures"))
        self.bring([folder] if folder is not None else [])

    # --------------------------------------------------------------------------------- all the dossiers

    def _check_all(self) -> None:
        self.notices.clear()
        self._list.set_busy(is_busy=True)
        self.run_long(
            self._tasks,
            self.tr("Vérification de toutes les pièces"),
            self._verbs.check,
            self._say_check,
            ended=self._end_work,
        )

    def _say_check(self, found: PiecesCheck) -> None:
        counted = count_fr(found.pieces, self.tr("pièce relue"), self.tr("pièces relues"))
        if not found.faults:
            self._say(counted + self.tr(" : toutes sont telles que vous les avez reçues."), "", "success")
            return
        faulty = count_fr(len(found.faults), self.tr("est en défaut"), self.tr("sont en défaut"))
        told = [f"{one.territory}, « {one.title} » : {one.why}." for one in found.faults[:MOST_NAMED]]
        do = self.tr("Importez de nouveau ces candidatures.")
        self._say(f"{counted} : {faulty}.", " ".join((*told, do)), "warning")
        self._list.choose(found.faults[0].dossier)

    def _acknowledge_all(self) -> None:
        folder = self._ask.folder(self, self.tr("Dossier des courriers"))
        if folder is None:
            return
        self.notices.clear()
        self._list.set_busy(is_busy=True)
        self.run_long(
            self._tasks,
            self.tr("Écriture des accusés de réception"),
            lambda report: self._verbs.acknowledge(folder, report),
            self._say_letters,
            ended=self._end_work,
        )

    def _say_letters(self, files: tuple[Path, ...]) -> None:
        counted = count_fr(len(files), self.tr("accusé écrit"), self.tr("accusés écrits"))
        where = self.tr("Dans le dossier {folder}.").format(folder=files[0].parent)
        self._say(f"{counted}.", where, "success")

    def _say(self, what: str, more: str, tone: Tone) -> None:
        self.notices.add(NoticeBanner(typeset(what), typeset(more), tone))
        notices.announce(self, what)

    def _end_work(self) -> None:
        self._list.set_busy(is_busy=False)
        self.refresh()

    # -------------------------------------------------------------------------------------------- set-up

    def _connect(self) -> None:
        self._list.import_asked.connect(self._open_intake)
        self._list.check_asked.connect(self._check_all)
        self._list.letters_asked.connect(self._acknowledge_all)
        self._list.chosen.connect(self._show_chosen)
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
        self._eligibility.told.connect(lambda words: self._say(words, "", "success"))
        choose = actions.make(
            "choose_sheets", self, lambda: self.bring(self._ask.files(self)), context=WHOLE_PAGE
        )
        self.addAction(choose)

    def _show_chosen(self) -> None:
        chosen = self._list.chosen_line()
        self._dossier.show_dossier(chosen)
        if self._side.currentWidget() is self._eligibility:
            self._eligibility.show_dossier(None if chosen is None else chosen.dossier)
