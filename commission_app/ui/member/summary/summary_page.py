"""« Ma synthèse »: all that one gave, dossier by dossier, in reading order; what is left, and where it is."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commission_app.ui import actions
from commission_app.ui.member.summary.summary_panel import SummaryPanel
from commission_app.ui.member.summary.summary_table import SummaryTable
from commission_app.ui.models.summary_model import SummaryModel, by_departement
from commission_app.ui.models.summary_rows import SummaryRows, usage
from commission_app.ui.models.summary_words import subtitle
from commission_app.ui.page import Page
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Panel, column, row
from commission_app.ui.widgets.segmented import Segmented
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.member.views import BundleView

PANEL, COMPACT_PANEL = 360, 320
WHOLE_PAGE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class SummaryPage(Page):
    """Reads the sheet of the editor as it stands; changes nothing in it."""

    help_topic = "ma-synthese"
    place_asked = Signal(str, str)  # dossier, criterion or ""
    hand_in_asked = Signal()
    print_asked = Signal()

    def __init__(self, bundle: BundleView, editor: SheetEditor, panel: SummaryPanel | None = None) -> None:
        """Take the side panel when it is made already: both at once are long."""
        super().__init__()
        self._bundle = bundle
        self._editor = editor
        self._rows = SummaryRows(bundle)
        self._is_by_departement = False
        self._later = QTimer(self, singleShot=True, interval=0)  # once for an undo that changes a lot
        self._later.timeout.connect(self._show_sheet)
        self._subtitle = Label("", "mention", wrap=True)
        self.model = SummaryModel(bundle.grid)
        self.table = SummaryTable(self.model, self.tr("Mes notes par dossier et par section"))
        self.panel = panel or SummaryPanel(bundle)
        for asking in (self.table, self.panel):
            asking.place_asked.connect(self.place_asked)
        self.panel.hand_in_asked.connect(self.hand_in_asked)
        self.panel.analysis.calibration_asked.connect(self._ask_calibration)
        editor.changed.connect(self._on_changed)
        main = Panel(column(self._header(), self.notices, self.table))
        titles = (self.tr("Mes notes"), self.tr("À compléter"))
        self._panes = TwoPanes(main, self.panel, self.tr("Volet montré"), titles)
        self.setLayout(column(self._panes))
        self.set_compact(is_compact=False)
        self.addAction(actions.make("tables", self, self.switch_tables, context=WHOLE_PAGE))

    def prepare(self) -> Iterator[None]:
        """Work the rows out ahead, a few each turn: three hundred at once would be felt."""
        return self._rows.prepare(self._editor.sheet)

    def refresh(self) -> None:
        """Show the sheet as it stands."""
        self._show_sheet()

    def set_compact(self, *, is_compact: bool) -> None:
        """Give the matrix more room on a small window."""
        self._panes.set_side_width(COMPACT_PANEL if is_compact else PANEL)

    def panes(self) -> tuple[QWidget, ...]:
        """Return where F6 goes."""
        return self.table, self.panel

    def switch_tables(self) -> None:
        """Show every chart as a table, or as a chart again."""
        charts = self.panel.analysis.charts()
        are_tables = all(not chart.table.isHidden() for chart in charts)
        self.panel.fold.set_open(is_open=True)
        for chart in charts:
            chart.show_table(is_shown=not are_tables)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed while the page was behind."""
        super().showEvent(event)
        self._later.start()

    def _header(self) -> QHBoxLayout:
        orders = (self.tr("Ordre de lecture"), self.tr("Par département"))
        self.order = Segmented(self.tr("Ordre des dossiers"), orders)
        self.order.chosen.connect(self._choose_order)
        printing = Button(actions.text("print_paper"), icon="printer")
        printing.clicked.connect(self.print_asked)
        title = column(Label(self.tr("Ma synthèse"), "screen_title"), 2, self._subtitle)
        header = row(title, 12, self.order, 12, printing, margins=(20, 14, 20, 12))
        header.setStretch(0, 1)
        return header

    def _choose_order(self, choice: int) -> None:
        self._is_by_departement = choice == 1
        self._show_sheet()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._later.start()

    def _show_sheet(self) -> None:
        rows = self._rows.of(self._editor.sheet)
        chosen = self.table.currentIndex()
        place = self.model.row(chosen).dossier if chosen.isValid() else None
        column_shown = chosen.column()
        shown = by_departement(rows) if self._is_by_departement else rows
        self.model.set_rows(shown)
        self._subtitle.setText(subtitle(rows))
        self.panel.show_rows(rows, usage(self._bundle, self._editor.sheet))
        places = [row.dossier for row in shown]
        if place in places:
            self.table.setCurrentIndex(self.model.index(places.index(place), column_shown))
        elif shown:
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _ask_calibration(self) -> None:
        first = next(item for item in self._bundle.dossiers if item.is_calibration)
        self.place_asked.emit(first.dossier.id, "")
