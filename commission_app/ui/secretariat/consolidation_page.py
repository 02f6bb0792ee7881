"""The page « Consolidation »: the official ranking, computed again each time it opens."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commission_app.texts import count_fr, list_fr, time_fr
from commission_app.ui import actions, notices
from commission_app.ui.departement_names import departement_fr
from commission_app.ui.destinations import Destination, Kind
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.models.ranking_columns import FIRST_MEMBER
from commission_app.ui.models.ranking_model import RankingModel
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.page import Page
from commission_app.ui.secretariat.analysis.analysis_window import AnalysisWindow
from commission_app.ui.secretariat.analysis.reading import AnalysisVerbs
from commission_app.ui.secretariat.calculation.calculation_page import CalculationPage, CalculationVerbs
from commission_app.ui.secretariat.calculation.calculation_window import CalculationWindow
from commission_app.ui.secretariat.portfolio.portfolio_page import PortfolioVerbs
from commission_app.ui.secretariat.portfolio.portfolio_window import PortfolioWindow
from commission_app.ui.secretariat.ranking_panel import RankingPanel
from commission_app.ui.secretariat.ranking_table import RankingTable
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.empty_page import EmptyPage
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Panel, column, row
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.secretariat.views import ConsolidationView, RankedRow

PANEL, COMPACT_PANEL = 320, 300  # width of « Lecture »
MOST_NAMED = 3  # files named one by one in the message
WHOLE_PAGE = Qt.ShortcutContext.WidgetWithChildrenShortcut
Write = Callable[[Path, Report], tuple[Path, ...]]


@dataclass(frozen=True)
class ConsolidationVerbs:
    """What the page asks of the workflow. Both writers fill a folder and return the files they wrote."""

    view: Callable[[], ConsolidationView]
    export: Write
    print_documents: Write
    calculation: CalculationVerbs
    analysis: AnalysisVerbs
    portfolio: PortfolioVerbs


class ConsolidationPage(Page):
    """The ranking and its panel « Lecture »."""

    help_topic = "consolidation"

    def __init__(
        self,
        verbs: ConsolidationVerbs,
        tasks: Tasks,
        choose_folder: Callable[[QWidget, str], Path | None] = ask_folder,
    ) -> None:
        super().__init__()
        self._verbs = verbs
        self._tasks = tasks
        self._choose_folder = choose_folder
        self._subtitle = Label("", "mention", wrap=True)
        self._model = RankingModel()
        self._table = RankingTable(self._model, self.tr("Classement officiel"))
        self._table.selectionModel().selectionChanged.connect(self._show_chosen)
        self._table.activated.connect(self.show_calculation)
        of_cell = actions.make("calculation", self._table, self.show_calculation)
        self._table.addAction(of_cell)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._panel = RankingPanel()
        self._panel.calculation_asked.connect(self.show_calculation)
        self._calculation: CalculationWindow | None = None
        self._analysis: AnalysisWindow | None = None
        self._portfolio: PortfolioWindow | None = None
        self._empty = EmptyPage(
            "files",
            self.tr("Aucun dossier à classer"),
            self.tr("Le classement apparaît dès qu’une fiche est prise en compte."),
        )
        self._empty.hide()
        main = Panel(column(self._header(), self.notices, self._table, self._empty))
        titles = (self.tr("Classement"), self.tr("Lecture"))
        self._panes = TwoPanes(main, self._panel, self.tr("Volet montré"), titles)
        self.setLayout(column(self._panes))
        self.set_compact(is_compact=False)

    def refresh(self) -> None:
        """Compute the consolidation again."""
        self._tasks.store(self._verbs.view, self.show_view, self.show_failure)

    def show_view(self, view: ConsolidationView) -> None:
        """Show a consolidation, keeping the chosen dossier when it is still there."""
        chosen = self._chosen()
        self._subtitle.setText(_subtitle(view))
        what = self.tr("Classement provisoire : il peut encore changer.")
        self.say_provisional(what, view.reasons if view.is_provisional else ())
        self._model.set_view(view)
        self._table.setVisible(bool(view.rows))
        self._empty.setVisible(not view.rows)
        self._panel.show_legend(view)
        self._choose(chosen)

    def show_calculation(self) -> None:
        """Show every step of the chosen dossier, at what a member marked when their cell is chosen."""
        chosen, column_chosen = self._chosen(), self._table.currentIndex().column()
        if chosen is None:
            return
        if self._calculation is None:
            page = CalculationPage(self._verbs.calculation, self._tasks)
            self._calculation = CalculationWindow(self, page)
        place = column_chosen - FIRST_MEMBER
        reader = self._model.members[place].member if place >= 0 else None
        self._calculation.show_dossier(chosen.dossier, reader)

    def show_analysis(self) -> None:
        """Show « Analyse », a window of its own: the official list stays as it is behind it."""
        if self._analysis is None:
            self._analysis = AnalysisWindow(self, self._verbs.analysis, self._tasks)
        self._analysis.show_pages()

    def show_portfolio(self) -> None:
        """Show « Sélection » in a window of its own, beside the official list too."""
        if self._portfolio is None:
            self._portfolio = PortfolioWindow(self, self._verbs.portfolio, self._tasks)
        self._portfolio.show_page()

    def destinations(self) -> Iterator[Destination]:
        """Return the dossiers of the ranking, once it was computed."""
        for number, shown in enumerate(self._model.rows()):
            if isinstance(shown, RankedRow):
                show = partial(self._table.selectRow, number)
                where = self.tr("Dossier · {departement}")
                detail = where.format(departement=departement_fr(shown.departement))
                yield Destination(Kind.DOSSIER, shown.territory, detail, show)

    def panes(self) -> Sequence[QWidget]:
        """Return where F6 goes."""
        return self._table, self._panel

    def set_compact(self, *, is_compact: bool) -> None:
        """Give the ranking more room on a small window."""
        self._panes.set_side_width(COMPACT_PANEL if is_compact else PANEL)

    def _header(self) -> QHBoxLayout:
        analysis = Button(actions.text("analysis"))
        analysis.clicked.connect(self.show_analysis)
        self.addAction(actions.make("analysis", self, self.show_analysis))
        portfolio = Button(actions.text("portfolio"))
        portfolio.clicked.connect(self.show_portfolio)
        self.addAction(actions.make("portfolio", self, self.show_portfolio))
        export = Button(actions.text("export"), icon="download")
        documents = Button(actions.text("print"), "primary", icon="printer")
        export.clicked.connect(self._export)
        documents.clicked.connect(self._print_documents)
        self.addAction(actions.make("export", self, self._export, context=WHOLE_PAGE))
        self.addAction(actions.make("print", self, self._print_documents, context=WHOLE_PAGE))
        title = column(Label(self.tr("Consolidation"), "screen_title"), 2, self._subtitle)
        header = row(title, 12, analysis, 8, portfolio, 8, export, 8, documents, margins=(20, 14, 20, 12))
        header.setStretch(0, 1)
        return header

    def _export(self) -> None:
        self._write(self.tr("Dossier de l’export"), self.tr("Export en cours"), self._verbs.export)

    def _print_documents(self) -> None:
        self._write(
            self.tr("Dossier des documents"),
            self.tr("Préparation des documents"),
            self._verbs.print_documents,
        )

    def _write(self, question: str, title: str, write: Write) -> None:
        folder = self._choose_folder(self, question)
        if folder is not None:
            self.run_long(self._tasks, title, lambda report: write(folder, report), self._show_written)

    def _show_written(self, files: tuple[Path, ...]) -> None:
        if len(files) > MOST_NAMED:
            what = self.tr("{count} fichiers enregistrés.").format(count=len(files))
        else:
            names = list_fr(
                [f"«\N{NARROW NO-BREAK SPACE}{file.name}\N{NARROW NO-BREAK SPACE}»" for file in files]
            )
            what = self.tr("Enregistré : {names}.").format(names=names)
        where = self.tr("Dans le dossier {folder}.").format(folder=files[0].parent) if files else ""
        self.notices.add(NoticeBanner(what, where, "success"))
        notices.announce(self, what)

    def _chosen(self) -> RankedRow | None:
        index = self._table.currentIndex()
        found = index.data(RowRole) if index.isValid() else None
        return found if isinstance(found, RankedRow) else None

    def _choose(self, chosen: RankedRow | None) -> None:
        for number, shown in enumerate(self._model.rows()):
            if isinstance(shown, RankedRow) and chosen is not None and shown.dossier == chosen.dossier:
                self._table.selectRow(number)
                return
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        cells = () if chosen is None else self._model.member_cells(chosen)
        self._panel.show_dossier(chosen, cells)


def _subtitle(view: ConsolidationView) -> str:
    tr = QCoreApplication.translate
    ranked = sum(row.rank is not None for row in view.rows)
    parts = [
        count_fr(view.sheets, tr("ConsolidationPage", "fiche")),
        count_fr(len(view.rows), tr("ConsolidationPage", "dossier")),
    ]
    if ranked < len(view.rows):
        parts.append(count_fr(ranked, tr("ConsolidationPage", "classé")))
    if view.recusals:
        parts.append(count_fr(view.recusals, tr("ConsolidationPage", "déport")))
    parts.append(tr("ConsolidationPage", "calculé à {time}").format(time=time_fr(view.computed)))
    return "  ·  ".join(parts)
