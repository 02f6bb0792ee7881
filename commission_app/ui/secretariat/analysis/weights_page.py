"""« Et si les poids changeaient ? »: a simulation on the exact section values, which writes nothing."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from PySide6.QtWidgets import QWidget

from commission_app.scoring.ids import SectionId
from commission_app.scoring.other_weights import Reweighed
from commission_app.texts import decimal_fr
from commission_app.ui.models.weights_model import TriedRow, WeightColumn, WeightsModel
from commission_app.ui.page import Page
from commission_app.ui.secretariat.analysis.figures_table import FiguresTable
from commission_app.ui.secretariat.analysis.weight_slider import WeightSlider
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Item, Panel, SidePanel, Slot, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.two_panes import TwoPanes
from commission_app.workflow.deliberation.analysis_views import AnalysisStart

Try = Callable[[AnalysisStart, Mapping[SectionId, Fraction]], Reweighed | None]
WIDTHS = (92, 0, 96, 96, 92, 124)
PANEL, MARGIN = 330, 20


class WeightsPage(Page):
    """Sliders, and the official ranking beside what it would be."""

    def __init__(self, try_weights: Try) -> None:
        super().__init__()
        self.notices = NoticeArea((20, 12, 20, 12))  # nothing stands above it in the page
        self._try = try_weights
        self._start: AnalysisStart | None = None
        self.sliders: dict[SectionId, WeightSlider] = {}
        self._model = WeightsModel()
        self.table = FiguresTable(
            self._model,
            self.tr("Classement officiel et classement essayé"),
            WIDTHS,
            WeightColumn.TERRITORY,
            ends_seats=lambda row: isinstance(row, TriedRow) and row.ends_seats,
        )
        self._weights, self._changes = Slot(), Slot()
        self.restore = Button(self.tr("Rétablir"), "link", icon="rotate-ccw", size="small")
        self.restore.clicked.connect(self._restore)
        title = row(Label(self.tr("Poids essayés"), "panel_title"), STRETCH, self.restore)
        words = self.tr("Simulation ; le trait marque le poids officiel. Rien n’est écrit.")
        side = column(
            title,
            2,
            Label(words, "mention", wrap=True),
            14,
            self._weights,
            16,
            self._changes,
            STRETCH,
            margins=(MARGIN, 16, MARGIN, 20),
        )
        main = column(self.notices, self.table)
        main.setStretch(1, 1)
        titles = (self.tr("Classement"), self.tr("Poids"))
        side_panel = SidePanel(side, self.tr("Poids essayés"))
        panes = TwoPanes(Panel(main), side_panel, self.tr("Volet montré"), titles)
        panes.set_side_width(PANEL)
        self.setLayout(column(panes))

    def show_start(self, start: AnalysisStart) -> None:
        """Show the published weights, or keep those tried when the sections are the same."""
        is_same = self._start is not None and self._start.sections == start.sections
        self._start = start
        if not is_same:
            most = max((2 * round(section.weight) for section in start.sections), default=0)
            self.sliders = {section.id: WeightSlider(section, most) for section in start.sections}
            parts: list[Item] = []
            for slider in self.sliders.values():
                slider.moved.connect(self._show_tried)
                parts += [slider, 8]
            self._weights.fill(column(*parts))
        self._show_tried()

    def _restore(self) -> None:
        for slider in self.sliders.values():
            slider.restore()

    def _show_tried(self) -> None:
        if self._start is None:
            return
        weights = {section: slider.weight() for section, slider in self.sliders.items()}
        tried = self._try(self._start, weights)
        self._model.show_tried(self._start, tried)
        is_published = all(weights[section.id] == section.weight for section in self._start.sections)
        self.restore.setEnabled(not is_published)
        self._changes.fill(column(*self._said(tried, is_published=is_published)))

    def _said(self, tried: Reweighed | None, *, is_published: bool) -> Sequence[Item]:
        if self._start is None or is_published:
            return (Label(self.tr("Ce sont les poids officiels."), "mention", wrap=True),)
        if tried is None:
            return (Label(self.tr("Tous les poids sont à zéro : aucune note."), "mention", wrap=True),)
        whole = sum((slider.weight() for slider in self.sliders.values()), Fraction(0))
        total = self.tr("Total des poids essayés : {total}. Les notes restent sur 100.")
        parts: list[Item] = [Label(total.format(total=decimal_fr(whole, 0)), "mention", wrap=True), 12]
        moves = [found for found in self._model.rows() if found.enters or found.leaves]
        words = (
            self.tr("Avec ces poids, la liste des {seats} changerait :")
            if moves
            else self.tr("Avec ces poids, la liste des {seats} ne change pas.")
        )
        parts += [Label(words.format(seats=self._start.seats), "field", wrap=True), 8]
        for found in sorted(moves, key=lambda move: not move.enters):
            parts += [_move(found), 4]
        return parts


def _move(found: TriedRow) -> QWidget:
    line = QWidget()
    icon = IconLabel(
        "chevron-up" if found.enters else "chevron-down", "accent" if found.enters else "mention", 16
    )
    ranks = f"{found.placed.rank} → {found.rank}"
    line.setLayout(row(icon, 8, ElidedLabel(found.placed.territory), 8, Label(ranks, "strong")))
    return line
