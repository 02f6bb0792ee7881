"""The middle of the marking page: the head of the dossier, its pieces, and what is cited on them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from commission_app.scoring.dossier import Dossier
from commission_app.scoring.grid import Criterion
from commission_app.scoring.ids import CriterionId, PiecePath
from commission_app.scoring.sheet import DossierSheet, Evidence, Rect
from commission_app.ui.lane import Lane
from commission_app.ui.member.dossier_header import DossierHeader
from commission_app.ui.reading.page_paint import PageMark
from commission_app.ui.reading.piece_session import OpenPiece
from commission_app.ui.reading.piece_tabs import PieceTabs
from commission_app.ui.reading.reader_pane import ReaderPane
from commission_app.ui.widgets.empty_page import EmptyPage
from commission_app.ui.widgets.layouts import column
from commission_app.workflow.member.views import Place, ReadingDossier


class ReadingPane(QWidget):
    """Shows one dossier; remembers, piece by piece, where the person was."""

    cited = Signal(str, object)  # criterion, Evidence
    criterion_clicked = Signal(str)
    stepped = Signal(int)

    def __init__(self, open_piece: OpenPiece, run: Lane, criteria: Sequence[Criterion]) -> None:
        super().__init__()
        self.header = DossierHeader()
        self.tabs = PieceTabs()
        self.reader = ReaderPane(open_piece, run, criteria)
        self._recused = EmptyPage(
            "user-x",
            self.tr("Vous vous êtes déporté de ce dossier"),
            self.tr("Ses pièces ne vous sont plus présentées."),
        )
        self._dossier: Dossier | None = None
        self._piece: PiecePath | None = None
        self._scrolls: dict[PiecePath, int] = {}
        self._seen: set[PiecePath] = set()
        self._evidence: tuple[tuple[CriterionId, Evidence], ...] = ()
        self._current: CriterionId | None = None
        self._destination: tuple[int, tuple[Rect, ...]] | None = None  # a passage to show once open
        pieces = QWidget()
        layout = column(self.tabs, self.reader)
        layout.setStretch(1, 1)
        pieces.setLayout(layout)
        self._stack = QStackedWidget()
        self._stack.addWidget(pieces)
        self._stack.addWidget(self._recused)
        whole = column(self.header, self._stack)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.header.stepped.connect(self.stepped)
        self.tabs.chosen.connect(lambda piece: self.open_piece(PiecePath(piece)))
        self.reader.opened.connect(self._on_opened)
        self.reader.evidence_made.connect(self.cited)
        self.reader.criterion_clicked.connect(self.criterion_clicked)

    def show_dossier(self, reading: ReadingDossier, count: int, piece: PiecePath | None = None) -> None:
        """Show a dossier from one of its pieces, the first one by default."""
        self._keep_scroll()
        self._dossier, self._piece = reading.dossier, None
        self.header.show_dossier(reading, count)
        paths = [shown.path for shown in reading.dossier.pieces]
        chosen = piece if piece in paths else next(iter(paths), None)
        if chosen is None:
            self.reader.close_piece()
            return
        self.tabs.show_pieces(reading.dossier.pieces, chosen, self._seen)
        self.open_piece(chosen)

    def show_recused(self, *, is_recused: bool) -> None:
        """Put the pieces of a dossier out of sight while the member is recused from it."""
        self._stack.setCurrentIndex(int(is_recused))

    def open_piece(self, piece: PiecePath, destination: tuple[int, tuple[Rect, ...]] | None = None) -> None:
        """Open a piece of the dossier, where it was left or at a passage."""
        if self._dossier is None:
            return
        if piece == self._piece and self.reader.session.is_open:
            if destination is not None:
                self.reader.show_passage(*destination)
            return
        self._keep_scroll()
        self._piece, self._destination = piece, destination
        self._seen.add(piece)
        self.tabs.show_current(piece)
        self.reader.open_piece(self._dossier.id, piece)
        self._show_marks()

    def show_evidence(self, evidence: Evidence) -> None:
        """Go to a cited passage."""
        self.open_piece(evidence.piece, (evidence.page, evidence.rects))

    def show_sheet(self, reading: DossierSheet, criterion: CriterionId | None, *, is_editable: bool) -> None:
        """Show what is cited in the dossier; passages of the open criterion stand out."""
        self._evidence = tuple(
            (cited, passage) for cited, entry in reading.entries.items() for passage in entry.evidence
        )
        self._current = criterion
        self.reader.show_criterion(criterion if is_editable else None)
        self._show_marks()

    def place(self) -> Place:
        """Return where the person is, for the next start."""
        view = self.reader.view
        return Place(piece=self._piece, page=view.page, scroll=view.position, zoom=view.zoom)

    def restore(self, place: Place) -> None:
        """Come back to a remembered place of the dossier that is shown."""
        if place.piece is not None:
            self._scrolls[place.piece] = place.scroll
        self.reader.view.set_zoom(place.zoom)

    def set_compact(self, *, is_compact: bool) -> None:
        """Tighten the pane in a small window."""
        self.header.set_compact(is_compact=is_compact)
        self.tabs.set_compact(is_compact=is_compact)
        self.reader.set_compact(is_compact=is_compact)

    def _keep_scroll(self) -> None:
        if self._piece is not None and self.reader.session.is_open:
            self._scrolls[self._piece] = self.reader.view.position

    def _on_opened(self) -> None:
        self._show_marks()
        if self._destination is not None:
            self.reader.show_passage(*self._destination)
        elif self._piece is not None:
            self.reader.view.scroll_to_position(self._scrolls.get(self._piece, 0))
        self._destination = None

    def _show_marks(self) -> None:
        self.reader.show_marks(
            [
                PageMark(passage.page, passage.rects, criterion, criterion == self._current)
                for criterion, passage in self._evidence
                if passage.piece == self._piece
            ]
        )
