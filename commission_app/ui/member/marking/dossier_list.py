"""The list of the member's dossiers, with its search and its filters."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedWidget, QWidget

from commission_app.scoring.ids import DossierId
from commission_app.ui.member.marking.dossier_delegate import DossierDelegate
from commission_app.ui.models.dossiers_model import (
    ROW_ROLE,
    DossierRow,
    DossiersModel,
    ReadingState,
    matches,
    nearest_word,
)
from commission_app.ui.widgets.chips import Chip, ChipFilter
from commission_app.ui.widgets.empty_page import EmptyPage
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, Line, Panel, column, row
from commission_app.ui.widgets.progress import ProgressBar
from commission_app.ui.widgets.search_field import SearchField

ALL: Final = "all"
FILTERS: Final = {
    ALL: frozenset(ReadingState),
    "to_mark": frozenset({ReadingState.TO_MARK}),
    "in_progress": frozenset({ReadingState.IN_PROGRESS, ReadingState.MARKED}),
    "closed": frozenset({ReadingState.CLOSED}),
}
ROOMY_PADDING, COMPACT_PADDING = 10, 6


class _ListView(QListView):
    """The rows; letters are left to the page, which marks with them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows; never search by typing, never take a digit."""
        if event.text().strip() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the names again for the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class DossierList(Panel):
    """Shows the dossiers; `chosen` carries the one that the person opened."""

    chosen = Signal(str)
    filtered = Signal(str)  # by how far they are, one of FILTERS

    def __init__(self) -> None:
        super().__init__(tint="sunken")
        self._rows: tuple[DossierRow, ...] = ()
        self._current: DossierId | None = None
        self._is_compact = False
        self._is_showing = False  # what moves in the list was not moved by the person
        self._count = Label("", "mention")
        self._bar = ProgressBar()
        self.search = SearchField(self.tr("Filtrer les dossiers"), self.tr("Filtrer : nom, département…"))
        self.search.textChanged.connect(self._show_rows)
        self._chips = ChipFilter(self.tr("Filtrer par avancement"), self._counted())
        self._chips.chosen.connect(self._show_rows)
        self._chips.chosen.connect(self.filtered)
        self.model = DossiersModel(self)
        self.view = self._make_view()
        self._empty = EmptyPage("search-x", "", "", self.tr("Effacer le filtre"))
        if self._empty.button is not None:
            self._empty.button.clicked.connect(self.clear_filter)
        self._meant = ""  # the name proposed when nothing matches
        self._empty.proposal.clicked.connect(lambda: self.search.setText(self._meant))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        title = row(Label(self.tr("Dossiers"), "section_title"), STRETCH, self._count)
        self._head = column(title, 10, self._bar, 14, self.search, margins=(16, 14, 12, 8))
        chips = row(self._chips, margins=(12, 0, 6, 10))
        layout = column(self._head, chips, Line(), self._stack)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def show_rows(self, rows: Sequence[DossierRow]) -> None:
        """Show the dossiers as they stand now; the filter and the chosen one stay."""
        self._rows = tuple(rows)
        closed = self._of("closed")
        due = sum(row.state is not ReadingState.RECUSED for row in rows)
        words = self.tr("{closed} clos sur {count}").format(closed=closed, count=due)
        self._count.setText(words)
        self._bar.show_share(closed / due if due else 0.0, words)
        self._chips.show_chips(self._counted())
        self._show_rows()

    def show_current(self, dossier: DossierId) -> None:
        """Choose a dossier without opening it again, and bring it in sight."""
        self._current = dossier
        row_number = self.model.row_of(dossier)
        self._is_showing = True
        index = self.model.index(row_number) if row_number >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)
        if index.isValid():
            self.view.scrollTo(index)
        self._is_showing = False

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten rows, and leave the counts of the filters out."""
        self._is_compact = is_compact
        self._delegate.padding = COMPACT_PADDING if is_compact else ROOMY_PADDING
        self._head.setContentsMargins(*((16, 10, 12, 8) if is_compact else (16, 14, 12, 8)))
        self._chips.show_chips(self._counted())
        self.view.scheduleDelayedItemsLayout()

    def clear_filter(self) -> None:
        """Show every dossier again."""
        self.search.clear()
        self._chips.choose(ALL)

    @property
    def filter(self) -> str:
        """How far the dossiers shown are, one of FILTERS."""
        return self._chips.choice()

    def choose_filter(self, key: str) -> None:
        """Filter as the person did last time; an unknown filter keeps them all."""
        if key in FILTERS:
            self._chips.choose(key)

    def focus_target(self) -> QWidget:
        """Return the part that takes the keyboard."""
        return self.view

    def _make_view(self) -> _ListView:
        view = _ListView()
        view.setModel(self.model)
        self._delegate = DossierDelegate(view, self.model)
        view.setItemDelegate(self._delegate)
        view.setAccessibleName(self.tr("Dossiers à lire"))
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setStyleSheet("QListView { background: transparent; padding-top: 2px; }")
        view.selectionModel().currentChanged.connect(self._on_current_changed)
        return view

    def _show_rows(self) -> None:
        wanted, words = FILTERS[self._chips.choice()], self.search.text()
        kept = [row for row in self._rows if row.state in wanted and matches(row, words)]
        self._is_showing = True
        self.model.set_rows(kept)
        self._is_showing = False
        self._stack.setCurrentIndex(0 if kept else 1)
        if not kept:
            self._say_none(words.strip())
        if self._current is not None:
            self.show_current(self._current)

    def _say_none(self, words: str) -> None:
        """Say that nothing matches, and propose the name that was probably meant."""
        title = self.tr("Aucun dossier ne correspond")
        meant = nearest_word(self._rows, words) if words else ""
        sentence = self.tr("à « {words} »").format(words=words) if words else ""
        self._empty.show_words(title, sentence)
        self._empty.proposal.setVisible(bool(meant))
        self._empty.proposal.setText(self.tr("Chercher « {words} »").format(words=meant))
        self._meant = meant

    def _counted(self) -> list[Chip]:
        words = {
            ALL: self.tr("Tous"),
            "to_mark": self.tr("À noter"),
            "in_progress": self.tr("En cours"),
            "closed": self.tr("Clos"),
        }
        return [
            Chip(key, text, None if self._is_compact or key == ALL else self._of(key))
            for key, text in words.items()
        ]

    def _of(self, key: str) -> int:
        return sum(row.state in FILTERS[key] for row in self._rows)

    def _on_current_changed(self, index: QModelIndex) -> None:
        item = index.data(ROW_ROLE)
        if not self._is_showing and isinstance(item, DossierRow):
            self._current = item.dossier
            self.chosen.emit(item.dossier)
