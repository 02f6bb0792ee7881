"""The right pane of the marking page: the grid of one dossier, one criterion open at a time."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from commission_app.scoring.ids import CriterionId, DossierId, SectionId
from commission_app.ui.member.grid.closing_card import ClosingCard
from commission_app.ui.member.grid.criterion_card import CriterionCard
from commission_app.ui.member.grid.criterion_row import CriterionRow, SectionHead
from commission_app.ui.member.grid.facts_panel import FactsPanel
from commission_app.ui.member.grid.grid_header import GridHeader
from commission_app.ui.member.grid.recusal_dialog import RecusedPanel
from commission_app.ui.member.grid.tags_card import TagsCard
from commission_app.ui.models.grid_model import GridModel
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.widgets.badge import KeyCap
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, column, row

CARD_MARGINS = (10, 8, 10, 8)
HEADROOM, COMPACT_HEADROOM = 46, 2  # what stays in sight above the open criterion


class GridPanel(Panel):
    """Follows the editor; `criterion_opened` carries the one that is open now. Empty until it is made."""

    criterion_opened = Signal(str)
    stepped = Signal(int)  # to the next criterion (1), as its button says
    recusal_asked = Signal()

    def __init__(self, model: GridModel, editor: SheetEditor) -> None:
        super().__init__()
        self._model = model
        self._editor = editor
        self._headroom = HEADROOM
        self._open: CriterionId = model.first_to_mark()
        self._completes = False  # the person came from the closing, to give what misses there
        self._handed: frozenset[DossierId] = frozenset()  # recusals that the last fiche took away

    def make(self) -> Iterator[None]:
        """Make the parts in their places, some each turn: Qt dresses a part again each time it moves."""
        grid = self._model.grid
        self.header = GridHeader(grid.sections)
        self.header.section_chosen.connect(lambda section: self._open_section(SectionId(section)))
        self.header.recusal_asked.connect(self.recusal_asked)
        self._stack, marking = QStackedWidget(), QWidget()
        whole = column(self.header, self._stack)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._stack.addWidget(marking)
        self._column = column()
        self._scroll = FlowArea(self._column, self.tr("Grille du dossier"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        marking_column = column(self._scroll, Line(), self._make_footer())
        marking_column.setStretch(0, 1)
        marking.setLayout(marking_column)
        yield
        yield from self._make_body()
        self.recused = RecusedPanel()
        self._stack.addWidget(self.recused)
        yield
        self.show_model(self._model, self._open)

    @property
    def criterion(self) -> CriterionId:
        """The open criterion."""
        return self._open

    def show_model(self, model: GridModel, criterion: CriterionId | None = None) -> None:
        """Show the grid of a dossier, open at a criterion or at the first blank one."""
        self._model = model
        about = [fact for fact in model.dossier.facts if fact.criterion is None]
        self._about.setVisible(bool(about))
        self.facts.show_facts(about)
        self.facts.show_contested("", is_enabled=False)
        self._scroll.verticalScrollBar().setValue(0)
        is_open = criterion is not None and not model.view(criterion).is_neutralised
        self.open_criterion(criterion if is_open and criterion else model.first_to_mark())

    def open_criterion(self, criterion: CriterionId) -> None:
        """Open a criterion; the others fold to one line. A neutralised one stays folded."""
        if self._model.view(criterion).is_neutralised:
            return
        self._open, self._completes = criterion, False
        self._place_card()
        self.card.show_criterion(self._model, criterion)
        self.refresh()
        self.criterion_opened.emit(criterion)
        # The layout must have moved the card before it can be brought in sight.
        QTimer.singleShot(0, self, self._bring_card_in_sight)

    def step(self, step: int) -> None:
        """Open the next criterion (1) or the previous one (-1); after the last one comes the closing.

        Whoever came from the closing for what misses goes from gap to gap, and back to it.
        """
        lacking = self.closing.lacking
        if step > 0 and self._completes and lacking is not None and lacking != self._open:
            self.complete(lacking)
            return
        criterion = self._model.beside(self._open, step)
        if step > 0 and (criterion == self._open or self._completes):
            self._scroll.ensureWidgetVisible(self.closing)
            self.closing.focus_target().setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.open_criterion(criterion)
        self.card.take_focus()

    def complete(self, criterion: CriterionId) -> None:
        """Open a criterion; when something misses there, the next step goes to the next gap, then closes."""
        self.open_criterion(criterion)
        self.card.take_focus()
        self._completes = criterion in (*self._model.missing, *self._model.unjustified)

    def refresh(self) -> None:
        """Show what the sheet says now."""
        model = self._model
        points = model.points if self.header.shows_totals else None
        for criterion, criterion_row in self.rows.items():
            criterion_row.show_view(model.view(criterion))
        for section, head in self._heads.items():
            head.show_points(points.sections[section] if points else None)
        self.header.show_model(model, model.grid.section_of[self._open].id)
        self.closing.show_model(model)
        self.card.refresh()
        self.tags.show_tags(model.reading.tags, is_enabled=model.is_editable)
        self._stack.setCurrentIndex(int(model.recusal is not None))
        self.header.setVisible(model.recusal is None)
        if model.recusal is not None:
            is_handed_in = self.is_handed(model.dossier.id)
            self.recused.show_recusal(model.recusal, is_handed_in=is_handed_in, phone=model.phone)

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten the pane in a small window."""
        self.header.set_compact(is_compact=is_compact)
        self.card.levels.set_compact(is_compact=is_compact)
        self._headroom = COMPACT_HEADROOM if is_compact else HEADROOM

    def show_handed(self, recusals: frozenset[DossierId]) -> None:
        """Take the recusals that the last fiche handed in took to the secretariat."""
        self._handed = recusals
        self.refresh()

    def is_handed(self, dossier: DossierId) -> bool:
        """Tell whether the recusal from a dossier left with a fiche."""
        return dossier in self._handed

    def show_by_criterion(self, is_on: bool) -> None:  # noqa: FBT001 - a signal
        """Say where the button of the footer leads: to the next criterion, or to the next dossier."""
        self.by_criterion.setChecked(is_on)
        self.next_button.setText(self.tr("Dossier suivant") if is_on else self.tr("Critère suivant"))

    def focus_target(self) -> QWidget:
        """Return the part that takes the keyboard."""
        return self.card.mark

    def _make_body(self) -> Iterator[None]:
        grid = self._model.grid
        self.facts = FactsPanel()  # of no criterion in particular
        self._about = QWidget()
        self._about.setLayout(column(self.facts, margins=(10, 10, 10, 0)))
        self._column.addWidget(self._about)
        self._heads = {section.id: SectionHead(section) for section in grid.sections}
        self.rows = {c.id: CriterionRow(self._model.view(c.id)) for c in grid.criteria}
        for section in grid.sections:
            self._column.addWidget(self._heads[section.id])
            for criterion in section.criteria:
                self._column.addWidget(self.rows[criterion.id])
        for criterion_id, criterion_row in self.rows.items():
            criterion_row.clicked.connect(lambda _=False, chosen=criterion_id: self.open_criterion(chosen))
        yield
        self.card = CriterionCard(grid, self._editor)
        self._holder = QWidget()
        self._holder.setLayout(column(self.card, margins=CARD_MARGINS))
        self._column.addWidget(self._holder)
        yield
        self.tags, self.closing = TagsCard(grid.tags), ClosingCard()
        self.closing.criterion_asked.connect(lambda criterion: self.complete(CriterionId(criterion)))
        closing = QWidget()
        closing.setLayout(column(self.tags, self.closing, margins=(10, 12, 10, 16), spacing=12))
        self._column.addWidget(closing)
        self._column.addStretch(1)

    def _make_footer(self) -> QWidget:
        self.next_button = Button(self.tr("Critère suivant"), "primary", icon="arrow-down", icon_after=True)
        self.next_button.setToolTip(self.tr("Entrée"))
        self.next_button.clicked.connect(lambda: self.stepped.emit(1))
        name = self.tr("Noter par critère : le même critère, dossier après dossier")
        self.by_criterion = IconButton("list-checks", name, checkable=True)
        footer = QWidget()
        footer.setLayout(
            row(
                KeyCap("0"),
                Label("–", "mention"),
                KeyCap(str(self._model.grid.scale.maximum)),
                3,
                Label(self.tr("noter"), "mention"),
                10,
                KeyCap("P"),
                3,
                Label(self.tr("citer"), "mention"),
                STRETCH,
                self.by_criterion,
                6,
                self.next_button,
                margins=(16, 8, 16, 8),
                spacing=3,
            )
        )
        return footer

    def _place_card(self) -> None:
        """Put the card in the place of the line of its criterion."""
        self._column.removeWidget(self._holder)
        for criterion, criterion_row in self.rows.items():
            criterion_row.setVisible(criterion != self._open)
        self._column.insertWidget(self._column.indexOf(self.rows[self._open]) + 1, self._holder)

    def _bring_card_in_sight(self) -> None:
        self._column.activate()
        bar = self._scroll.verticalScrollBar()
        top, bottom = self._holder.y(), self._holder.y() + self._holder.height()
        shown = bar.value()
        if top - self._headroom < shown or bottom > shown + self._scroll.viewport().height():
            bar.setValue(top - self._headroom)

    def _open_section(self, section: SectionId) -> None:
        criteria = next(s.criteria for s in self._model.grid.sections if s.id == section)
        marked = [c.id for c in criteria if not self._model.view(c.id).is_neutralised]
        blank = [criterion for criterion in marked if criterion in self._model.missing]
        for criterion in (blank or marked)[:1]:
            self.open_criterion(criterion)
