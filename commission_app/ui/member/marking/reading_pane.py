"""The middle of the marking page: the head of the dossier, its pieces, and what is cited on them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from commission_app.scoring.dossier import Dossier
from commission_app.scoring.grid import Criterion
from commission_app.scoring.ids import CriterionId, PiecePath
from commission_app.scoring.sheet import DossierSheet, Evidence, Rect
from commission_app.ui.member.marking.dossier_header import DossierHeader
from commission_app.ui.member.marking.dossier_passages import (
    CitedPassage,
    cited_passages,
    passage_rows,
    piece_of,
)
from commission_app.ui.member.marking.dossier_search import DossierSearch
from commission_app.ui.member.marking.reading_memory import ReadingMemory
from commission_app.ui.reading.dossier_words import DossierWords
from commission_app.ui.reading.page_layout import quarter_turn
from commission_app.ui.reading.piece_reader import PieceReader
from commission_app.ui.reading.piece_tabs import PieceTabs
from commission_app.ui.reading.reader_pane import ReaderPane
from commission_app.ui.widgets.empty_page import EmptyPage
from commission_app.ui.widgets.layouts import column
from commission_app.workflow.member.search import FoundPassage
from commission_app.workflow.member.views import Place, ReadingDossier
from commission_app.workflow.open_piece import FoundEvidence

Destination = FoundPassage | Evidence | tuple[int, tuple[Rect, ...]]


class ReadingPane(QWidget):
    """Shows one dossier; remembers, piece by piece, where the person was."""

    cited = Signal(str, object)  # criterion, Evidence
    highlighted = Signal(object)  # Evidence, for oneself
    uncited = Signal(object)  # CitedPassage to take away
    criterion_clicked = Signal(str)
    stepped = Signal(int)
    place_left = Signal(object)  # Place, of the piece that is about to be left
    located = Signal(object)  # dict from Evidence to FoundEvidence: where the passages stand now

    def __init__(
        self,
        reader: ReaderPane,
        criteria: Sequence[Criterion],
        words: DossierWords,
        places: Iterable[Place] = (),
    ) -> None:
        super().__init__()
        self.header = DossierHeader()
        self.tabs = PieceTabs()
        self.reader = reader
        self.memory = ReadingMemory(places)
        self._words = words
        words.setParent(self)
        self.search = DossierSearch(self.reader, words, self)
        self._criteria = criteria
        self._recused = EmptyPage(
            "user-x",
            self.tr("Vous vous êtes déporté de ce dossier"),
            self.tr("Ses pièces ne vous sont plus présentées."),
        )
        self._dossier: Dossier | None = None
        self._piece: PiecePath | None = None
        self._reading, self._highlights = DossierSheet(), tuple[Evidence, ...]()
        self._found: dict[Evidence, FoundEvidence] = {}
        self._current: CriterionId | None = None
        self._is_editable = False
        self._destination: Destination | None = None  # a passage to show once its piece is open
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------------------------------- showing

    def show_dossier(self, reading: ReadingDossier, count: int, piece: PiecePath | None = None) -> None:
        """Show a dossier from one of its pieces, the one where it was left by default."""
        self.keep_place()
        dossier = reading.dossier
        self._dossier, self._piece = dossier, None
        self._found.clear()
        self.header.show_dossier(reading, count)
        paths = [shown.path for shown in dossier.pieces]
        wanted = piece or self.memory.of_dossier(dossier.id).piece
        chosen = wanted if wanted in paths else next(iter(paths), None)
        self.search.show_titles({shown.path: shown.title for shown in dossier.pieces})
        self._words.show_dossier(dossier.id, paths)
        if chosen is None:
            self.reader.close_piece()
            return
        self.tabs.show_pieces(dossier.pieces, chosen, self.memory.seen(dossier.id))
        self.open_piece(chosen)

    def show_recused(self, *, is_recused: bool) -> None:
        """Put the pieces of a dossier out of sight while the member is recused from it."""
        self._stack.setCurrentIndex(int(is_recused))

    def open_piece(self, piece: PiecePath, destination: Destination | None = None) -> None:
        """Open a piece of the dossier, where it was left or at a passage."""
        if self._dossier is None:
            return
        if piece == self._piece and self.reader.session.is_open:
            if destination is not None:
                self._go(destination)
            return
        self.keep_place()
        self._piece, self._destination = piece, destination
        self.search.piece = piece
        self.memory.see(self._dossier.id, piece)
        self.tabs.show_current(piece, self.memory.seen(self._dossier.id))
        self.reader.open_piece(self._dossier.id, piece)
        self._show_marks()

    def show_evidence(self, evidence: Evidence) -> None:
        """Go to a cited passage."""
        if self._dossier is not None:
            self.open_piece(piece_of(self._dossier, evidence), evidence)

    def show_sheet(
        self,
        reading: DossierSheet,
        criterion: CriterionId | None,
        *,
        is_editable: bool,
        highlights: tuple[Evidence, ...] = (),
    ) -> None:
        """Show what is cited and marked in the dossier; passages of the open criterion stand out."""
        self._reading, self._highlights = reading, highlights
        self._current, self._is_editable = criterion, is_editable
        self.reader.making.show_criterion(criterion if is_editable else None)
        self._show_marks()

    def place(self) -> Place:
        """Return where the person is, for the next start."""
        view = self.reader.view
        page, scroll = view.place
        dossier = self._dossier.id if self._dossier else None
        if dossier and self._piece and not self.reader.session.is_open:  # as it was left, or as it begins
            left = self.memory.of_piece(dossier, self._piece) or Place(dossier, None, self._piece)
            return replace(left, criterion=self._current)
        return Place(
            dossier, self._current, self._piece, page, scroll, view.zoom, rotation=view.session.rotation
        )

    def keep_place(self) -> None:
        """Remember where the person is, if a piece is open."""
        if self._piece is not None and self.reader.session.is_open:
            self.memory.note(self.place())
            self.place_left.emit(self.place())

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten the pane in a small window."""
        self.header.set_compact(is_compact=is_compact)
        self.tabs.set_compact(is_compact=is_compact)
        self.reader.set_compact(is_compact=is_compact)

    def let_go(self) -> None:
        """Let the piece go, and stop reading the others: what they read may change."""
        self._words.interrupt()
        self.reader.close_piece()

    # ------------------------------------------------------------------------------------- details

    def _lay_out(self) -> None:
        # From the outside in: Qt dresses a part again each time what it is in moves.
        self._stack, pieces = QStackedWidget(), QWidget()
        whole = column(self.header, self._stack)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._stack.addWidget(pieces)
        self._stack.addWidget(self._recused)
        layout = column(self.tabs, self.reader)
        layout.setStretch(1, 1)
        pieces.setLayout(layout)

    def _connect(self) -> None:
        self.header.stepped.connect(self.stepped)
        self.tabs.chosen.connect(lambda piece: self.open_piece(PiecePath(piece)))
        self.reader.opened.connect(self._on_opened)
        self.reader.unlocked.connect(self._on_unlocked)
        self.reader.making.evidence_made.connect(self.cited)
        self.reader.making.highlight_made.connect(self.highlighted)
        self.reader.making.highlight_removed.connect(self._remove_highlight)
        self.reader.criterion_clicked.connect(self.criterion_clicked)
        self.search.chosen.connect(lambda found: self.open_piece(found.piece, found))
        passages = self.reader.side.passages.list
        passages.chosen.connect(self._on_passage_chosen)
        passages.removed.connect(self.uncited)

    def _on_opened(self) -> None:
        if self._destination is None:
            self._come_back()
        elif not isinstance(self._destination, Evidence):
            self._go(self._destination)
        held = [passage.evidence for passage in self._passages() if passage.piece == self._piece]
        located, failed = self._on_located, self.reader.failed.emit
        self.reader.session.ask(lambda reader: _locate(reader, held), located, failed)

    def _come_back(self) -> None:
        """Show a piece as it was left."""
        view = self.reader.view
        left = self.memory.of_piece(self._dossier.id, self._piece) if self._dossier and self._piece else None
        if left is not None:
            if left.rotation:
                view.set_rotation(quarter_turn(left.rotation))
            view.set_zoom(left.zoom)
            view.go_to_place(left.page, left.scroll)

    def _on_located(self, found: dict[Evidence, FoundEvidence]) -> None:
        self._found |= found
        self._show_marks()
        self.located.emit({passage.evidence: passage.found for passage in self._passages()})
        if isinstance(self._destination, Evidence):
            self._go(self._destination)

    def _on_unlocked(self) -> None:
        if self._piece is not None:
            self._words.read_again(self._piece)

    def _go(self, destination: Destination) -> None:
        self._destination = None
        match destination:
            case FoundPassage():
                self.reader.show_range(destination.page, destination.start, destination.count)
                self.reader.search.go_to(destination.page, destination.start)
            case Evidence():
                known = self._found.get(destination)
                page, rects = (known or destination).page, (known or destination).rects
                self.reader.show_passage(page, rects)
            case _:
                self.reader.show_passage(*destination)

    def _on_passage_chosen(self, passage: CitedPassage) -> None:
        self.show_evidence(passage.evidence)
        if passage.criterion is not None:
            self.criterion_clicked.emit(passage.criterion)

    def _remove_highlight(self, evidence: Evidence) -> None:
        for passage in self._passages():
            if passage.criterion is None and passage.evidence == evidence:
                self.uncited.emit(passage)

    def _passages(self) -> tuple[CitedPassage, ...]:
        if self._dossier is None:
            return ()
        return cited_passages(self._dossier, self._reading, self._highlights, self._found)

    def _show_marks(self) -> None:
        passages = self._passages()
        self.reader.show_marks(
            [passage.mark(self._current) for passage in passages if passage.piece == self._piece]
        )
        if self._dossier is not None:
            panel = self.reader.side.passages
            rows = passage_rows(self._dossier, passages, self._criteria, is_editable=self._is_editable)
            panel.list.show_rows(rows)
            panel.show_content()


def _locate(reader: PieceReader, passages: Iterable[Evidence]) -> dict[Evidence, FoundEvidence]:
    return {passage: reader.find_again(passage) for passage in passages}
