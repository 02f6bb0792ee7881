"""« Tenue du classement »: who moves without one reader, and under weights near the published ones."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from commission_app.texts import decimal_fr, ordinal_fr
from commission_app.ui.models.analysis_words import (
    draws_text,
    percent_text,
    share_title,
    weights_sentence,
    without_reader_sentence,
    zones_sentence,
)
from commission_app.ui.models.held_model import HeldModel, HeldRow
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.page import Page
from commission_app.ui.secretariat.analysis.held_table import HeldTable
from commission_app.ui.widgets.labels import ElidedLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Item, Panel, SidePanel, Slot, column, row
from commission_app.ui.widgets.progress import ProgressBar
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.deliberation.analysis_views import Analysis, AnalysisStart, SectionShare

PANEL, MARGIN = 284, 20


class HeldPage(Page):
    """The table, then the chosen dossier in words. Its figures arrive after the ranking."""

    def __init__(self) -> None:
        super().__init__()
        self._start: AnalysisStart | None = None
        self._model = HeldModel()
        self.summary = Label("", "body", wrap=True)
        self._made_with = Label("", "mention", wrap=True)
        self.table = HeldTable(self._model, self.tr("Tenue du classement"))
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self._chosen = Slot()
        side = column(column(self._chosen, margins=(MARGIN, 18, MARGIN, 20)), STRETCH)
        head = column(self.summary, 2, self._made_with, margins=(24, 14, 24, 12))
        main = column(head, self.notices, self.table)
        main.setStretch(2, 1)
        titles = (self.tr("Classement"), self.tr("Dossier"))
        panes = TwoPanes(
            Panel(main), SidePanel(side, self.tr("Dossier choisi")), self.tr("Volet montré"), titles
        )
        panes.set_side_width(PANEL)
        self.setLayout(column(panes))

    def show_start(self, start: AnalysisStart) -> None:
        """Show the ranking; its figures are being made."""
        self._start = start
        self.summary.setText(self.tr("Calcul en cours. Le classement officiel n’en dépend pas."))
        self._made_with.setText("")
        self._keep_choice(lambda: self._model.show_start(start))

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the figures."""
        if self._start is not None:
            self.summary.setText(zones_sentence(analysis, self._start.seats))
            self._made_with.setText(draws_text(analysis))
            self._keep_choice(lambda: self._model.show_analysis(analysis))

    def _keep_choice(self, change: Callable[[], None]) -> None:
        chosen = self._row()
        change()
        places = [row.placed.dossier for row in self._model.rows()]
        if chosen is not None and chosen.placed.dossier in places:
            self.table.selectRow(places.index(chosen.placed.dossier))
        elif places:
            self.table.selectRow(0)
        self._show_chosen()

    def _row(self) -> HeldRow | None:
        index = self.table.currentIndex()
        found = index.data(RowRole) if index.isValid() else None
        return found if isinstance(found, HeldRow) else None

    def _show_chosen(self) -> None:
        chosen = self._row()
        if chosen is None or self._start is None:
            hint = self.tr("Choisissez un dossier : ce qui le fait bouger se lit ici.")
            self._chosen.fill(column(Label(hint, "mention", wrap=True)))
        else:
            self._chosen.fill(_in_words(chosen, self._start))


def _in_words(chosen: HeldRow, start: AnalysisStart) -> QVBoxLayout:
    tr = QCoreApplication.translate
    placed, held = chosen.placed, chosen.held
    note = tr("HeldPage", "{rank} · note {note} sur 100")
    parts: list[Item] = [
        Label(placed.territory, "panel_title", wrap=True),
        3,
        Label(note.format(rank=ordinal_fr(placed.rank), note=placed.display), "mention"),
        14,
    ]
    if held is not None:
        share = f"{share_title(chosen.seats, chosen.rho)} : {percent_text(held.share)}."
        for words in (
            without_reader_sentence(placed, held, chosen.seats),
            weights_sentence(held, chosen.rho),
            share,
        ):
            parts += [Label(words, wrap=True), 8]
        parts += [10, Label(tr("HeldPage", "Signalements"), "field"), 6]
        signals = [signal.sentence for signal in held.signals] or [tr("HeldPage", "Aucun.")]
        for sentence in signals:
            parts += [Label(sentence, "mention", wrap=True), 4]
    title = tr("HeldPage", "Moyenne par section, de 0 à {maximum}").format(maximum=start.maximum)
    parts += [14, Label(title, "field", wrap=True), 8]
    for section, value in zip(start.sections, placed.sections, strict=True):
        parts += [_section(section, float(value), start.maximum, decimal_fr(value, 2)), 9]
    return column(*parts)


def _section(section: SectionShare, value: float, maximum: int, text: str) -> QVBoxLayout:
    bar = ProgressBar()
    bar.show_share(value / maximum, f"{section.label} : {text}")
    return column(row(ElidedLabel(section.label, "mention"), 8, Label(text, "strong")), 3, bar)
