"""The grid as members will see it: sections, criteria, weights, questions and written anchors."""

from PySide6.QtWidgets import QWidget

from commission_app.scoring.grid import Criterion, Grid, Section
from commission_app.texts import exact_fr, typeset
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Slot, column, row


class _SectionTitle(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._title, self._weight = Label("", "section_title", wrap=True), Label("", "mention")
        layout = row(self._title, self._weight, margins=(0, 10, 0, 0), spacing=8)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def show_section(self, section: Section) -> None:
        self._title.setText(typeset(section.label))
        self._weight.setText(self.tr("poids {weight}").format(weight=exact_fr(section.weight)))


class _CriterionCard(Card):
    def __init__(self) -> None:
        super().__init__()
        self._shown: Criterion | None = None
        self._title, self._weight = Label("", "field", wrap=True), Label("", "mention")
        self._question, self._anchors = Label("", "body", wrap=True), Label("", "mention", wrap=True)
        title = row(self._title, self._weight, spacing=8)
        title.setStretch(0, 1)
        self.setLayout(column(title, self._question, self._anchors, margins=(16, 12, 16, 12), spacing=4))

    def show_criterion(self, criterion: Criterion, labels: tuple[str, ...]) -> None:
        if criterion == self._shown:
            return  # one weight changed elsewhere: nothing here is laid out again
        self._shown = criterion
        self._title.setText(typeset(f"{criterion.id} — {criterion.label}"))
        self._weight.setText(self.tr("poids {weight}").format(weight=exact_fr(criterion.weight)))
        self._question.setText(typeset(criterion.question))
        lines = [f"{n} · {labels[n]} : {anchor}" for n, anchor in enumerate(criterion.anchors)]
        if criterion.evidence_hints:
            lines.append(self.tr("À chercher : {hints}").format(hints=" ; ".join(criterion.evidence_hints)))
        self._anchors.setText("\n".join(typeset(line) for line in lines))


class GridPreview(FlowArea):
    """Only the parts that changed are written again, unless the grid is made of others."""

    def __init__(self) -> None:
        title, slot = Label("", "section_title", wrap=True), Slot()
        super().__init__(column(title, slot, STRETCH, margins=(20, 16, 20, 20), spacing=4), "")
        self.setAccessibleName(self.tr("La grille, telle que les membres la verront"))
        self._title, self._slot = title, slot
        self._made_for: tuple[object, ...] = ()
        self._sections: list[_SectionTitle] = []
        self._cards: list[_CriterionCard] = []

    def show_grid(self, grid: Grid) -> None:
        """Show a grid."""
        made_for = (grid.scale, tuple(len(section.criteria) for section in grid.sections))
        is_other = made_for != self._made_for
        if is_other:
            self._made_for = made_for
            self._make(grid)
        self._title.setText(typeset(grid.title))
        for title, section in zip(self._sections, grid.sections, strict=True):
            title.show_section(section)
        for card, criterion in zip(self._cards, grid.criteria, strict=True):
            card.show_criterion(criterion, grid.scale.labels)
        if is_other:
            self._lay_out(grid)  # once they hold their texts: they are then measured once

    def _make(self, grid: Grid) -> None:
        self._sections = [_SectionTitle() for _ in grid.sections]
        self._cards = [_CriterionCard() for _ in grid.criteria]

    def _lay_out(self, grid: Grid) -> None:
        parts, cards = column(spacing=8), iter(self._cards)
        for title, section in zip(self._sections, grid.sections, strict=True):
            parts.addWidget(title)
            for _ in section.criteria:
                parts.addWidget(next(cards))
        self._slot.fill(parts)
