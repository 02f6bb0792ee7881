"""One criterion of the grid, its weight and its anchors: kept as soon as the field is left."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId
from commission_app.texts import exact_fr
from commission_app.ui.secretariat.meeting.choice_field import ChoiceField
from commission_app.ui.secretariat.meeting.questions import line_field
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import Card, Slot, column


class CriterionForm(Card):
    """The list of criteria, then the fields of the one chosen."""

    written = Signal(str, str, tuple)  # criterion, weight as typed, anchors

    def __init__(self) -> None:
        super().__init__()
        self._grid: Grid | None = None
        self._is_frozen = False
        self._shown: tuple[str, str, tuple[str, ...]] | None = None
        self.criteria = ChoiceField([("", "")] * 6)
        self.criteria.setAccessibleName(self.tr("Critères de la grille"))
        self.criteria.chosen.connect(self._show_chosen)
        self.weight = line_field()
        self.anchors: list[QLineEdit] = []
        self._fields = Slot()
        title = Label(self.tr("Poids et repères"), "section_title")
        self.setLayout(column(title, 8, self.criteria, 10, self._fields, margins=(20, 16, 20, 16)))

    def show_grid(self, grid: Grid, *, is_frozen: bool) -> None:
        """Show a grid; the criterion chosen stays, and what is being typed in it."""
        if (grid, is_frozen) == (self._grid, self._is_frozen):
            return
        chosen = self.criteria.choice()
        is_typing = any(field.hasFocus() for field in (self.weight, *self.anchors))
        self._grid, self._is_frozen = grid, is_frozen
        self.criteria.blockSignals(True)
        choices = [(c.id, f"{c.id} — {c.label}") for c in grid.criteria]
        known = chosen if chosen in grid.by_id else choices[0][0]
        self.criteria.offer(choices, known)
        self.criteria.blockSignals(False)
        if not (is_typing and known == chosen):
            self._show_chosen()

    def typed(self) -> tuple[str, str, tuple[str, ...]]:
        """Return the criterion, its weight and its anchors as the fields hold them."""
        anchors = tuple(field.text().strip() for field in self.anchors)
        return self._chosen, self.weight.text().strip(), anchors

    def _show_chosen(self) -> None:
        chosen = CriterionId(self.criteria.choice())
        if self._grid is None or chosen not in self._grid.by_id:
            return
        self._chosen, criterion = chosen, self._grid.by_id[chosen]
        self.weight = line_field(exact_fr(criterion.weight))
        self.anchors = [line_field(anchor) for anchor in criterion.anchors]
        names = [self.tr("Poids")]
        names += [f"{level} · {words}" for level, words in enumerate(self._grid.scale.labels)]
        parts = column()
        for words, field in zip(names, (self.weight, *self.anchors), strict=True):
            field.setMaxLength(2000)  # an anchor is a sentence or two
            field.setCursorPosition(0)
            field.setReadOnly(self._is_frozen)
            field.setAccessibleName(words)
            field.editingFinished.connect(self._write)
            parts.addLayout(column(Label(words, "field"), 4, field, 8))
        self._fields.fill(parts)
        self._shown = self.typed()

    def _write(self) -> None:
        if self.sender() not in (self.weight, *self.anchors):
            return  # a field of the criterion before, on its way out
        typed = self.typed()
        if typed != self._shown:
            self._shown = typed
            self.written.emit(*typed)
