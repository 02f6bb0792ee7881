"""The reader of one piece: tools, small pages, pages or their text, and the bar that cites a selection."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from commission_app.scoring.grid import Criterion
from commission_app.scoring.ids import CriterionId, DossierId, PiecePath
from commission_app.scoring.sheet import Evidence, Rect
from commission_app.ui import theme
from commission_app.ui.lane import Lane
from commission_app.ui.reading.page_paint import PageMark
from commission_app.ui.reading.page_view import PageView
from commission_app.ui.reading.piece_failure import PieceFailure
from commission_app.ui.reading.piece_search import PieceSearch
from commission_app.ui.reading.piece_session import OpenPiece, PieceSession
from commission_app.ui.reading.reading_toolbar import ReadingToolbar
from commission_app.ui.reading.selection_bar import SelectionBar
from commission_app.ui.reading.text_pane import TextPane
from commission_app.ui.reading.thumbnails import ThumbnailRail
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Panel, column, row


class ReaderPane(QWidget):
    """Shows one piece at a time, from a place that the caller chooses."""

    evidence_made = Signal(str, object)  # criterion, Evidence
    criterion_clicked = Signal(str)
    opened = Signal()
    failed = Signal(object)  # making an evidence failed

    def __init__(self, open_piece: OpenPiece, run: Lane, criteria: Sequence[Criterion]) -> None:
        super().__init__()
        self.session = PieceSession(open_piece, run, self)
        self.view = PageView(self.session)
        self._search = PieceSearch(self.session, self)
        self.toolbar = ReadingToolbar(self.view, self._search)
        self.rail = ThumbnailRail(self.session)
        self._text = TextPane()
        self._failure = PieceFailure()
        self.bar = SelectionBar(self.view.viewport(), criteria)
        self._asked: tuple[DossierId, PiecePath] | None = None
        self._scanned = self._make_scanned_notice()
        self._stack = QStackedWidget()
        for shown in (self.view, self._text, self._failure):
            self._stack.addWidget(shown)
        body = row(self.rail, self._stack)
        body.setStretch(1, 1)
        layout = column(self.toolbar, self._scanned, body)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._connect()
        self.show_theme()

    # ------------------------------------------------------------------------------------- showing

    def open_piece(self, dossier: DossierId, piece: PiecePath) -> None:
        """Open a piece; `opened` tells when its pages are known."""
        self._asked = (dossier, piece)
        self.session.open(dossier, piece)
        self.view.show_piece()
        self.rail.show_piece()
        self.toolbar.show_piece()
        self._show_reader()

    def close_piece(self) -> None:
        """Show nothing, and let the piece go."""
        self._asked = None
        self.session.close()
        self.view.show_piece()
        self.rail.show_piece()

    def show_marks(self, marks: Sequence[PageMark]) -> None:
        """Show the passages cited on the piece."""
        self.view.set_marks(marks)
        self.rail.set_evidence(Counter(mark.page for mark in marks))

    def show_passage(self, page: int, rects: Sequence[Rect]) -> None:
        """Bring a passage in sight."""
        self.view.show_passage(page, rects)

    def show_criterion(self, criterion: CriterionId | None) -> None:
        """Name the criterion in which a selection would be cited; None when nothing can be."""
        self.bar.show_criterion(criterion)

    def cite(self, criterion: CriterionId) -> bool:
        """Make the evidence of the selection on the lane. False when nothing is selected."""
        passage = self.view.selector.passage
        if passage is None:
            return False
        self.session.ask(
            passage.anchor, lambda evidence: self._on_evidence(criterion, evidence), self.failed.emit
        )
        return True

    def set_compact(self, *, is_compact: bool) -> None:
        """Close the small pages and shorten the tools in a small window."""
        self.toolbar.set_compact(is_compact=is_compact)
        self.toolbar.thumbnails.setChecked(not is_compact)

    def show_theme(self) -> None:
        """Darken the pages with the window, unless the original colors are asked for."""
        is_dimmed = theme.current().is_dark and not self.toolbar.original.isChecked()
        self.session.set_dimmed(is_dimmed=is_dimmed)
        self.view.set_dimmed(is_dimmed=is_dimmed)
        self.rail.set_dimmed(is_dimmed=is_dimmed)
        self._want()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if theme.is_change(event):
            self.show_theme()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what is in sight."""
        super().showEvent(event)
        self._want()

    # ------------------------------------------------------------------------------------- details

    def _connect(self) -> None:
        self.session.opened.connect(self._on_opened)
        self.session.failed.connect(self._on_failed)
        self.session.page_painted.connect(self._show_page)
        self.view.view_moved.connect(self._on_view_moved)
        self.view.page_changed.connect(self._show_page)
        self.view.criterion_clicked.connect(self.criterion_clicked)
        self.view.selector.changed.connect(self._place_bar)
        self.rail.page_chosen.connect(self.view.go_to_page)
        self.rail.moved.connect(self._want)
        self.toolbar.thumbnails_toggled.connect(self._show_rail)
        self.toolbar.text_toggled.connect(self._show_reader)
        self.toolbar.original_toggled.connect(self.show_theme)
        self._search.changed.connect(self._show_places)
        self._text.selected.connect(self.view.selector.select_range)
        self.bar.cited.connect(lambda criterion: self.cite(CriterionId(criterion)))
        self._failure.retried.connect(self._retry)
        self.toolbar.thumbnails.setChecked(True)

    def _make_scanned_notice(self) -> Panel:
        words = Label(self.tr("Page numérisée : tracez un cadre pour citer."), "mention")
        notice = Panel(row(IconLabel("info", "info", 14), words, STRETCH, margins=(16, 5, 16, 5), spacing=8))
        notice.hide()
        return notice

    def _on_opened(self) -> None:
        self.toolbar.show_piece()
        self.opened.emit()
        self._show_page()
        self._want()

    def _on_failed(self, error: Exception) -> None:
        self._failure.show_error(error)
        self._stack.setCurrentWidget(self._failure)

    def _retry(self) -> None:
        if self._asked is not None:
            self.open_piece(*self._asked)

    def _show_reader(self) -> None:
        is_text = self.toolbar.text.isChecked()
        self._stack.setCurrentWidget(self._text if is_text else self.view)
        self._show_page()

    def _show_rail(self, is_shown: bool) -> None:  # noqa: FBT001 - a slot of `toggled`
        self.rail.setVisible(is_shown)
        self._want()

    def _show_page(self) -> None:
        page = self.view.page
        self.rail.show_page(page)
        self._scanned.setVisible(not self.session.has_text(page))
        if self.toolbar.text.isChecked() and page in self.session.texts:
            self._text.show_page(page, self.session.texts[page])

    def _show_places(self) -> None:
        current = self._search.current
        self.view.set_hits(self._search.by_page(), current.rects if current else ())
        if current is not None:
            self.view.show_passage(current.page, current.rects)

    def _on_view_moved(self) -> None:
        self._place_bar()
        self._want()

    def _want(self) -> None:
        if self.isVisible():
            self.session.want([*self.view.wanted(), *self.rail.wanted()])

    def _place_bar(self) -> None:
        self.bar.place(self.view.selection_box())

    def _on_evidence(self, criterion: CriterionId, evidence: Evidence) -> None:
        self.view.selector.clear()
        self.evidence_made.emit(criterion, evidence)

    def focus_target(self) -> QWidget:
        """Return the part that takes the keyboard."""
        return self._text if self._stack.currentWidget() is self._text else self.view

    def go_to_find(self) -> None:
        """Put the keyboard in the search."""
        self.toolbar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.field.selectAll()
