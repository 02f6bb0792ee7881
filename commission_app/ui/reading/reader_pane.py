"""The reader of one piece: tools, lists beside the pages, pages or their text, the bar of a selection."""

from collections import Counter
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from commission_app.errors import AppError
from commission_app.scoring.grid import Criterion
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.scoring.sheet import Rect
from commission_app.ui import notices, theme
from commission_app.ui.lane import Lane
from commission_app.ui.reading import page_menus
from commission_app.ui.reading.find_summary import FindSummary
from commission_app.ui.reading.page_layout import quarter_turn
from commission_app.ui.reading.page_paint import PageMark
from commission_app.ui.reading.page_view import PageView
from commission_app.ui.reading.passage_list import PassageRow
from commission_app.ui.reading.passage_making import PassageMaking
from commission_app.ui.reading.password_card import PasswordCard
from commission_app.ui.reading.piece_failure import PieceFailure
from commission_app.ui.reading.piece_reader import OpenPiece
from commission_app.ui.reading.piece_report import PieceReport
from commission_app.ui.reading.piece_search import PieceSearch
from commission_app.ui.reading.piece_session import PieceSession
from commission_app.ui.reading.reading_toolbar import ReadingToolbar
from commission_app.ui.reading.selection_bar import SelectionBar
from commission_app.ui.reading.side_views import SideView, SideViews
from commission_app.ui.reading.text_pane import TextPane
from commission_app.ui.reading.thumbnails import ThumbnailRail
from commission_app.ui.turns import at_once
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Panel, column, row


class ReaderPane(QWidget):
    """Shows one piece at a time, from a place that the caller chooses."""

    criterion_clicked = Signal(str)
    opened = Signal()
    unlocked = Signal()  # opened with the password just typed
    failed = Signal(object)  # something asked of the opened piece failed

    def __init__(
        self, open_piece: OpenPiece, run: Lane, criteria: Sequence[Criterion], *, is_made: bool = True
    ) -> None:
        """Take what opens pieces. `is_made`: at once; else by whoever called, with `make`."""
        super().__init__()
        self.session = PieceSession(open_piece, run, self)
        self._report: PieceReport | None = None
        self._asked: tuple[DossierId, PiecePath] | None = None
        self._has_given_password = False
        self._left: list[tuple[int, int]] = []  # places left for another by a link or a list
        if is_made:
            at_once(self.make(criteria))

    def make(self, criteria: Sequence[Criterion]) -> Iterator[None]:
        """Make the parts, some each turn."""
        self.view = PageView(self.session)
        self.search = PieceSearch(self.session, self)
        yield
        self.toolbar = ReadingToolbar(self.view, self.search)
        yield
        self.rail = ThumbnailRail(self.session)
        self.side = SideViews(self.rail)
        yield
        self.summary = FindSummary()
        self.password = PasswordCard()
        self._text = TextPane()
        self._failure = PieceFailure()
        self.bar = SelectionBar(self.view.viewport(), criteria)
        self.making = PassageMaking(self.view, self.bar)
        self._scanned = self._make_scanned_notice()
        self._stack = QStackedWidget()
        for shown in (self.view, self._text, self._failure, self.password):
            self._stack.addWidget(shown)
        body = row(self.side, self._stack)
        body.setStretch(1, 1)
        layout = column(self.toolbar, self.summary, self._scanned, body)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self._connect()
        self.show_theme()

    # ------------------------------------------------------------------------------------- showing

    def open_piece(self, dossier: DossierId, piece: PiecePath, password: str | None = None) -> None:
        """Open a piece; `opened` tells when its pages are known."""
        self._asked = (dossier, piece)
        self._has_given_password = password is not None
        self.session.open(dossier, piece, password)
        self._left.clear()
        self.view.show_piece()
        self.rail.show_piece()
        self.toolbar.show_piece()
        self._show_outline()
        self._show_reader()

    def offer_report(self, report: PieceReport) -> None:
        """Let a piece that does not show be told to the secretariat."""
        self._report = report
        self._failure.report.show()

    def close_piece(self) -> None:
        """Show nothing, and let the piece go."""
        self._asked = None
        self.session.close()
        self.view.show_piece()
        self.rail.show_piece()

    def show_marks(self, marks: Sequence[PageMark]) -> None:
        """Show the passages cited on the piece, and those marked for oneself."""
        self.view.set_marks(marks)
        self.making.show_marks(marks)
        self.rail.set_evidence(Counter(mark.page for mark in marks if mark.criterion is not None))

    def show_passage(self, page: int, rects: Sequence[Rect]) -> None:
        """Bring a passage in sight."""
        self._leave()
        self.view.show_passage(page, rects)

    def show_range(self, page: int, start: int, count: int) -> None:
        """Bring a run of characters in sight, framed like a place that was searched for."""
        self._leave()
        self.view.go_to_page(page)
        self.session.ask(
            lambda reader: tuple(reader.range_rects(page, start, count)),
            lambda rects: self._frame(page, rects),
            self.failed.emit,
        )

    def rotate(self, *, clockwise: bool = True) -> None:
        """Turn the pages of the piece by a quarter."""
        self.view.set_rotation(quarter_turn(self.session.rotation + (90 if clockwise else -90)))
        self.rail.show_piece()
        self._show_page()
        self._want()

    def go_back(self) -> None:
        """Come back to the place that a link or a list made leave."""
        if self._left:
            self.view.go_to_place(*self._left.pop())

    def set_compact(self, *, is_compact: bool) -> None:
        """Close the small pages and shorten the tools in a small window."""
        self.toolbar.set_compact(is_compact=is_compact)
        if self.side.view in (SideView.THUMBNAILS, None):
            self.side.show_view(None if is_compact else SideView.THUMBNAILS)

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

    def focus_target(self) -> QWidget:
        """Return the part that takes the keyboard."""
        shown = self._stack.currentWidget()
        if shown is self.password:
            return self.password.field
        return self._text if shown is self._text else self.view

    def go_to_find(self) -> None:
        """Put the keyboard in the search."""
        self.toolbar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.field.selectAll()

    def find_everywhere(self) -> None:
        """Show the places found in the whole dossier; the keyboard goes to what is searched for."""
        self.side.show_view(SideView.FOUND)
        self.go_to_find()

    # ------------------------------------------------------------------------------------- details

    def _connect(self) -> None:
        self.session.opened.connect(self._on_opened)
        self.session.failed.connect(self._on_failed)
        self.session.page_painted.connect(self._show_page)
        self.view.view_moved.connect(self._on_view_moved)
        self.view.page_changed.connect(self._show_page)
        self.view.criterion_clicked.connect(self.criterion_clicked)
        self.view.link_followed.connect(self._jump)
        self.making.failed.connect(self.failed)
        self.rail.page_chosen.connect(self.view.go_to_page)
        self.rail.moved.connect(self._want)
        self.side.changed.connect(self._on_side_changed)
        self.side.left.connect(self._take_focus)
        self.side.outline.list.chosen.connect(self._jump)
        self.toolbar.thumbnails.clicked.connect(lambda: self.side.toggle(SideView.THUMBNAILS))
        self.toolbar.text_toggled.connect(self._show_reader)
        self.toolbar.original_toggled.connect(self.show_theme)
        self.toolbar.highlight.clicked.connect(self.making.highlight)
        self.toolbar.more.setMenu(self._make_tools_menu())
        self.search.changed.connect(self._show_places)
        self.search.moved.connect(self._show_place)
        self.toolbar.field.went_down.connect(self._go_down)
        self.summary.list_asked.connect(lambda: self.side.toggle(SideView.FOUND))
        self._text.selected.connect(self.view.selector.select_range)
        self._text.page_left.connect(lambda step: self.view.go_to_page(self.view.page + step))
        self._failure.retried.connect(self._retry)
        self._failure.reported.connect(self._copy_report)
        self.password.given.connect(self._on_password)
        self._on_side_changed()

    def _go_down(self) -> None:
        self.side.show_view(SideView.FOUND)
        self.side.found.take_focus()

    def _make_tools_menu(self) -> QMenu:
        slots: dict[str, page_menus.Slot] = {
            "find_everywhere": self.find_everywhere,
            "passages": lambda: self.side.toggle(SideView.PASSAGES),
            "outline": lambda: self.side.toggle(SideView.OUTLINE),
            "text": self.toolbar.text.toggle,
            "rotate": self.rotate,
            "rotate_back": lambda: self.rotate(clockwise=False),
            "back": self.go_back,
        }
        return page_menus.tools_menu(self, slots)

    def _make_scanned_notice(self) -> Panel:
        words = Label(self.tr("Page numérisée : tracez un cadre pour citer."), "mention")
        notice = Panel(row(IconLabel("info", "info", 14), words, STRETCH, margins=(16, 5, 16, 5), spacing=8))
        notice.hide()
        return notice

    def _on_opened(self) -> None:
        self.toolbar.show_piece()
        self._show_outline()
        self._show_reader()
        self.opened.emit()
        if self._has_given_password:
            self.unlocked.emit()
            self._take_focus()
        self._want()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, AppError) and error.code == "PIE-04":
            self.password.ask(was_refused=self._has_given_password)
            self._stack.setCurrentWidget(self.password)
            return
        self._failure.show_error(error)
        self._stack.setCurrentWidget(self._failure)

    def _on_password(self, password: str) -> None:
        if self._asked is not None:
            self.open_piece(*self._asked, password)

    def _retry(self) -> None:
        if self._asked is not None:
            self.open_piece(*self._asked)

    def _copy_report(self) -> None:
        if self._report is not None and self._asked is not None:
            QGuiApplication.clipboard().setText(self._report.message(*self._asked, self._failure.what))
            self._failure.say_copied(self._report.phone)

    def _show_reader(self) -> None:
        is_text = self.toolbar.text.isChecked()
        self._stack.setCurrentWidget(self._text if is_text else self.view)
        self._show_page()

    def _show_outline(self) -> None:
        lines = [
            PassageRow(item.title, item.page, side=str(item.page), level=item.level)
            for item in self.session.outline
            if item.page is not None and item.title
        ]
        self.side.outline.list.show_rows(lines)
        self.side.outline.show_content()

    def _on_side_changed(self) -> None:
        self.toolbar.thumbnails.setChecked(self.side.view is SideView.THUMBNAILS)
        self._want()

    def _take_focus(self) -> None:
        self.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_page(self) -> None:
        page = self.view.page
        self.rail.show_page(page)
        self._scanned.setVisible(not self.session.has_text(page))
        lines = [item.page for item in self.session.outline if item.page is not None and item.page <= page]
        self.side.outline.list.choose(max(lines, default=None))
        if self.toolbar.text.isChecked() and page in self.session.texts:
            self._text.show_page(page, self.session.texts[page])

    def _show_places(self) -> None:
        current = self.search.current
        self.view.set_hits(self.search.by_page(), current.rects if current else ())

    def _show_place(self) -> None:
        current = self.search.current
        if current is not None:
            found = self.tr("Passage {number} sur {count}, page {page}.")
            number, count = self.search.number, len(self.search.places)
            notices.announce(self, found.format(number=number, count=count, page=current.page))
            self.view.show_passage(current.page, current.rects)

    def _frame(self, page: int, rects: tuple[Rect, ...]) -> None:
        self.view.set_hits({**self.search.by_page(), page: [rects]}, rects)
        self.view.show_passage(page, rects)

    def _jump(self, page: int) -> None:
        self._leave()
        self.view.go_to_page(page)

    def _leave(self) -> None:
        if self.session.is_open:
            self._left.append(self.view.place)

    def _on_view_moved(self) -> None:
        self.making.place_bar()
        self._want()

    def _want(self) -> None:
        if self.isVisible():
            self.session.want([*self.view.wanted(), *self.rail.wanted()])
