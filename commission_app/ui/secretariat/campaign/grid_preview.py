"""The grid as members will see it, made of the very parts of their panel; marks may be tried, none is kept.

It is made a few lines at a time, so that the window never waits: the lines, then the criterion that is open.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from PySide6.QtWidgets import QWidget

from commission_app.scoring.grid import Grid, Scale
from commission_app.scoring.ids import CriterionId
from commission_app.texts import typeset
from commission_app.ui import turns
from commission_app.ui.member.grid.criterion_card import CriterionCard
from commission_app.ui.member.grid.criterion_row import CriterionRow, SectionHead
from commission_app.ui.models.grid_draft import GridDraft
from commission_app.ui.models.grid_model import GridModel
from commission_app.ui.models.grid_trial import trial, trial_editor
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Panel, column

LINES_A_TURN: Final = 8
CARD_MARGINS: Final = (10, 8, 10, 8)


class GridPreview(Panel):
    """Follows the draft, a moment after what is typed in it."""

    def __init__(self, draft: GridDraft) -> None:
        super().__init__()
        self._draft = draft
        self._editor = trial_editor(self)
        self._editor.changed.connect(self._show_marks)
        self._turn = 0  # of the last making that began: an earlier one stops
        self._shown: Grid | None = None
        self._open: CriterionId | None = None
        self.card: CriterionCard | None = None
        self.rows: dict[CriterionId, CriterionRow] = {}
        self._heads: list[SectionHead] = []
        self._lines_for: tuple[object, ...] | None = None
        self._card_for: tuple[Scale, tuple[str, ...]] | None = None
        self._held, self._holder = column(margins=CARD_MARGINS), QWidget()
        self._holder.setLayout(self._held)
        self._holder.hide()
        self._column = column(self._holder, STRETCH)
        area = FlowArea(self._column, self.tr("La grille, telle que les membres la verront"))
        title = Label(self.tr("Ce que les membres verront"), "panel_title")
        meaning = Label(self.tr("Essayez une note : rien n’en est gardé."), "mention")
        head = QWidget()
        head.setLayout(column(title, 2, meaning, margins=(16, 12, 16, 10)))
        whole = column(head, area)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_draft(self, *, at_once: bool = False) -> None:
        """Show the grid of the draft, open at its criterion; `at_once` for who cannot wait a turn."""
        if not self._draft.is_shown:
            return
        grid, wanted = self._draft.grid, self._wanted()
        if grid == self._shown and wanted == self._open:
            return
        self._turn += 1
        steps = self._make(grid, wanted, self._turn)
        if at_once:
            turns.at_once(steps)
        else:
            turns.by_turns(steps, self)

    def _wanted(self) -> CriterionId:
        """Return the criterion that is written, or the first one of its section, or of all."""
        draft, grid = self._draft, self._draft.grid
        if draft.criterion is not None:
            return draft.criterion
        inside = (section for section in grid.sections if section.id == draft.section)
        return next((section.criteria[0].id for section in inside), grid.criteria[0].id)

    def _make(self, grid: Grid, wanted: CriterionId, turn: int) -> Iterator[None]:
        """Make what the grid asks for, step by step; a later making takes the place of this one."""
        self._shown = self._open = None
        model = trial(grid, self._editor)
        for _ in chain(self._make_lines(model), self._write_lines(model, wanted), self._make_card(grid)):
            yield
            if turn != self._turn:
                return
        self._open_card(model, wanted)
        self._shown, self._open = grid, wanted

    def _make_lines(self, model: GridModel) -> Iterator[None]:
        shape = _shape(model.grid)
        if shape == self._lines_for:
            return
        self._lines_for = None
        self._clear()
        for place, part in enumerate(self._parts(model), start=1):
            self._column.insertWidget(self._column.count() - 1, part)
            if place % LINES_A_TURN == 0:
                yield
        self._lines_for = shape

    def _write_lines(self, model: GridModel, wanted: CriterionId) -> Iterator[None]:
        for place, (criterion, line) in enumerate(self.rows.items(), start=1):
            line.show_view(model.view(criterion))
            line.setVisible(criterion != wanted)
            if place % LINES_A_TURN == 0:
                yield
        self._show_points(model)

    def _make_card(self, grid: Grid) -> Iterator[None]:
        """Make the card anew for another scale or other motives, which it holds for good."""
        needs = grid.scale, grid.not_assessable_reasons
        if needs != self._card_for:
            yield
            if self.card is not None:
                self.card.hide()
                self.card.deleteLater()
            self.card = CriterionCard(grid, self._editor)
            self._held.addWidget(self.card)
            self._card_for = needs
            yield

    def _show_points(self, model: GridModel) -> None:
        points = model.points
        for section, head in zip(model.grid.sections, self._heads, strict=True):
            head.show_points(points.sections[section.id])

    def _parts(self, model: GridModel) -> Iterator[QWidget]:
        for section in model.grid.sections:
            self._heads.append(SectionHead(section))
            yield self._heads[-1]
            for criterion in section.criteria:
                line = CriterionRow(model.view(criterion.id))
                line.clicked.connect(lambda _=False, chosen=criterion.id: self._choose(chosen))
                self.rows[criterion.id] = line
                yield line

    def _clear(self) -> None:
        for part in (*self._heads, *self.rows.values()):
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._heads, self.rows = [], {}
        self._holder.hide()

    def _open_card(self, model: GridModel, criterion: CriterionId) -> None:
        if self.card is not None:
            self._column.removeWidget(self._holder)
            self._column.insertWidget(self._column.indexOf(self.rows[criterion]) + 1, self._holder)
            self.card.show_criterion(model, criterion)
            self._holder.show()

    def _choose(self, criterion: CriterionId) -> None:
        self._draft.choose(self._draft.grid.section_of[criterion].id, criterion)

    def _show_marks(self) -> None:
        """Follow the marks that are tried."""
        if self._shown is None:
            return
        model = trial(self._shown, self._editor)
        for criterion, line in self.rows.items():
            line.show_view(model.view(criterion))
        self._show_points(model)
        if self.card is not None:
            self.card.refresh()


def _shape(grid: Grid) -> tuple[object, ...]:
    """Return what decides which lines there are: a section's head holds its name for good."""
    return tuple((typeset(section.label), tuple(c.id for c in section.criteria)) for section in grid.sections)
