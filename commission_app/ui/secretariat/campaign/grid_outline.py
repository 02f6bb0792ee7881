"""The parts of a grid in order, with their weights: chosen, added, moved, removed by mouse or keyboard."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyleOptionViewItem, QWidget

from commission_app.scoring.grid_edit import (
    add_criterion,
    add_section,
    move_criterion,
    move_section,
    remove_criterion,
    remove_section,
)
from commission_app.scoring.ids import CriterionId, SectionId
from commission_app.texts import exact_fr, typeset
from commission_app.ui import fonts, theme
from commission_app.ui.models.grid_draft import GridDraft
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.ui.widgets.record_table import RIGHT, RowDelegate, draw_text

Index = QModelIndex | QPersistentModelIndex
PLACE, WEIGHT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
LINE: Final = 30
MOVES: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _PartDelegate(RowDelegate):
    """A name, its weight at the right; sections in bold, criteria under them."""

    has_lines = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line."""
        del option, index
        return QSize(100, theme.scaled(LINE))

    def paint_cell(self, painter: QPainter, place: QRectF, index: Index) -> None:
        """Paint one part."""
        section, criterion = index.data(PLACE)
        is_head = criterion is None
        face = fonts.font(13, fonts.SEMIBOLD if is_head else fonts.REGULAR)
        weight = str(index.data(WEIGHT) or "")
        room = fonts.width(weight, fonts.font(12, fonts.MEDIUM, tabular=True)) + 8 if weight else 0
        inner = place.adjusted(12 if is_head or section is None else 26, 0, -12, 0)
        draw_text(painter, inner, weight, fonts.font(12, fonts.MEDIUM, tabular=True), "mention", align=RIGHT)
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        draw_text(painter, inner.adjusted(0, 0, -room, 0), name, face, "title" if is_head else "text")


class _Parts(QListWidget):
    """The list: Alt and an arrow move what is chosen, Delete removes it."""

    def __init__(self, outline: "GridOutline") -> None:
        super().__init__()
        self._outline = outline

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or remove what is chosen; every other key goes through the list."""
        step = MOVES.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._outline.move_chosen(step)
        elif event.key() == Qt.Key.Key_Delete:
            self._outline.remove_chosen()
        else:
            super().keyPressEvent(event)


class GridOutline(QWidget):
    """Follows the draft, and asks it to change."""

    added = Signal()  # a criterion to be written, which is now chosen

    def __init__(self, draft: GridDraft) -> None:
        super().__init__()
        self._draft = draft
        self._is_showing = False
        self.parts = _Parts(self)
        self.parts.setAccessibleName(self.tr("Parties de la grille"))
        self.parts.setProperty("framed", True)
        self.parts.setItemDelegate(_PartDelegate(self.parts))
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.currentItemChanged.connect(self._on_chosen)
        self.adding = Button(self.tr("Critère"), icon="plus", size="small")
        self.adding.setAccessibleName(self.tr("Ajouter un critère à la section"))
        self.adding.clicked.connect(self._add_criterion)
        self.adding_section = Button(self.tr("Section"), icon="plus", size="small")
        self.adding_section.setAccessibleName(self.tr("Ajouter une section"))
        self.adding_section.clicked.connect(self._add_section)
        self.up = IconButton("chevron-up", self.tr("Monter (Alt+↑)"))
        self.down = IconButton("chevron-down", self.tr("Descendre (Alt+↓)"))
        self.removing = IconButton("trash-2", self.tr("Retirer (Suppr)"))
        self.up.clicked.connect(lambda: self.move_chosen(-1))
        self.down.clicked.connect(lambda: self.move_chosen(1))
        self.removing.clicked.connect(self.remove_chosen)
        tools = row(self.adding, self.adding_section, STRETCH, self.up, self.down, self.removing, spacing=4)
        self._tools = QWidget()
        self._tools.setLayout(tools)
        whole = column(self.parts, self._tools, spacing=8)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        draft.changed.connect(self._show)
        draft.chosen.connect(self._show_chosen)

    def move_chosen(self, step: int) -> None:
        """Move the chosen section or criterion one place."""
        draft = self._draft
        if not draft.is_editable or draft.section is None:
            return
        if draft.criterion is not None:
            draft.put(move_criterion(draft.grid, draft.criterion, step))
        else:
            draft.put(move_section(draft.grid, draft.section, step))

    def remove_chosen(self) -> None:
        """Remove the chosen section or criterion; the last of all stays."""
        draft = self._draft
        if not draft.is_editable or not self.removing.isEnabled():
            return
        if draft.criterion is not None:
            draft.put(remove_criterion(draft.grid, draft.criterion))
        elif draft.section is not None:
            draft.put(remove_section(draft.grid, draft.section))

    def _add_criterion(self) -> None:
        draft = self._draft
        section = draft.section or draft.grid.sections[-1].id
        grid, added = add_criterion(draft.grid, section, draft.taken)
        draft.put(grid)
        draft.choose(section, added)
        self.added.emit()

    def _add_section(self) -> None:
        grid, added = add_section(self._draft.grid, self._draft.taken)
        self._draft.put(grid)
        self._draft.choose(grid.section_of[added].id, added)
        self.added.emit()

    def _show(self) -> None:
        """Write the lines again, on the same items where there are as many."""
        lines = list(self._lines())
        self._is_showing = True
        while self.parts.count() > len(lines):
            self.parts.takeItem(self.parts.count() - 1)
        for place, (key, words, weight, spoken) in enumerate(lines):
            item = self.parts.item(place) if place < self.parts.count() else QListWidgetItem(self.parts)
            item.setText(words)
            item.setToolTip(words)
            item.setData(PLACE, key)
            item.setData(WEIGHT, weight)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self._is_showing = False
        self._tools.setVisible(self._draft.is_editable)
        self._show_chosen()

    def _lines(self) -> "list[tuple[tuple[SectionId | None, CriterionId | None], str, str, str]]":
        grid, told = self._draft.grid, self.tr("{name}, poids {weight}")
        found: list[tuple[tuple[SectionId | None, CriterionId | None], str, str, str]] = [
            ((None, None), self.tr("Toute la grille"), "", self.tr("Toute la grille"))
        ]
        for section in grid.sections:
            weight, name = exact_fr(section.weight), typeset(section.label)
            found.append(((section.id, None), name, weight, told.format(name=name, weight=weight)))
            for criterion in section.criteria:
                weight, name = exact_fr(criterion.weight), typeset(f"{criterion.id} — {criterion.label}")
                key = (section.id, criterion.id)
                found.append((key, name, weight, told.format(name=name, weight=weight)))
        return found

    def _show_chosen(self) -> None:
        draft = self._draft
        if not draft.is_shown:
            return
        self._is_showing = True
        for place in range(self.parts.count()):
            if self.parts.item(place).data(PLACE) == (draft.section, draft.criterion):
                self.parts.setCurrentRow(place)
        self._is_showing = False
        is_last = len(draft.grid.sections) == 1
        alone = is_last and (draft.criterion is None or len(draft.grid.criteria) == 1)
        self.removing.setEnabled(draft.section is not None and not alone)
        for button in (self.up, self.down):
            button.setEnabled(draft.section is not None)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._is_showing:
            self._draft.choose(*item.data(PLACE))
