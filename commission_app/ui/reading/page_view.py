"""The pages of a piece with what a member does on them: cited passages, search hits, selection."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from commission_app.scoring.sheet import Rect
from commission_app.ui.reading import page_paint
from commission_app.ui.reading.page_column import PageColumn
from commission_app.ui.reading.page_layout import PageBox
from commission_app.ui.reading.page_paint import MarginChip, PageMark
from commission_app.ui.reading.piece_session import PieceSession
from commission_app.ui.reading.selection import PassageSelector


class PageView(PageColumn):
    """Shows the piece of a session; a drag selects a passage, a chip of the margin leads to its criterion."""

    criterion_clicked = Signal(str)

    def __init__(self, session: PieceSession) -> None:
        super().__init__(session)
        self.selector = PassageSelector(session, self)
        self._marks: tuple[PageMark, ...] = ()
        self.chips: tuple[MarginChip, ...] = ()
        self._hits: Mapping[int, Sequence[Sequence[Rect]]] = {}
        self._current_hit: Sequence[Rect] = ()
        self.viewport().setMouseTracking(True)
        self.selector.changed.connect(self.viewport().update)

    def set_marks(self, marks: Sequence[PageMark]) -> None:
        """Show the passages cited on this piece."""
        self._marks = tuple(mark for mark in marks if mark.rects)
        self._place_chips()

    def set_hits(self, hits: Mapping[int, Sequence[Sequence[Rect]]], current: Sequence[Rect] = ()) -> None:
        """Show where a searched text stands, page by page, and which place is the current one."""
        self._hits = hits
        self._current_hit = current
        self.viewport().update()

    def selection_box(self) -> QRectF | None:
        """Return where the selection stands in the viewport, None without one."""
        passage = self.selector.passage
        box = self.pages.page(passage.page) if passage else None
        if passage is None or box is None:
            return None
        whole = QRectF()
        for rect in passage.rects:
            whole = whole.united(box.to_screen(rect))
        return whole.translated(-self.offset())

    def show_piece(self) -> None:
        """Show the piece that was just opened, with nothing selected and nothing searched."""
        self.selector.clear()
        self.set_hits({})
        super().show_piece()

    def lay_out(self) -> None:
        """Place the pages again, and the chips beside them."""
        super().lay_out()
        self._place_chips()

    def paint_over(self, painter: QPainter, page: PageBox) -> None:
        """Paint the evidence, the hits and the selection of one page."""
        marks = [mark for mark in self._marks if mark.page == page.page]
        page_paint.paint_marks(painter, page, marks, is_dimmed=self.is_dimmed)
        page_paint.paint_hits(painter, page, self._hits.get(page.page, ()), self._current_hit)
        passage = self.selector.passage
        if passage and passage.page == page.page:
            page_paint.paint_selection(
                painter, page, passage.rects, is_area=not passage.count, is_dimmed=self.is_dimmed
            )

    def paint_margin(self, painter: QPainter) -> None:
        """Paint the codes of criteria in the margin."""
        for chip in self.chips:
            page_paint.paint_chip(painter, chip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a selection go with Escape; the other keys scroll, or go on to the page."""
        if event.key() == Qt.Key.Key_Escape and self.selector.passage:
            self.selector.clear()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Follow a chip of the margin, or begin a selection."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position() + self.offset()
        chip = self._chip_at(point)
        if chip is not None:
            self.criterion_clicked.emit(chip.criterion)
        elif (box := self.pages.nearest(point.y())) is not None:
            self.selector.press(box.page, box.to_page(point))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lengthen the selection, scrolling when the mouse leaves the view."""
        point = event.position() + self.offset()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self.viewport().setCursor(self._cursor_at(point))
            return
        self._scroll_towards(event.position().y())
        box = self.pages.page(self.selector.dragged_page)
        if box is not None:
            self.selector.move(box.to_page(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the selection."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.selector.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        point = event.position() + self.offset()
        box = self.pages.nearest(point.y())
        if box is not None:
            self.selector.select_word(box.page, box.to_page(point))

    def _place_chips(self) -> None:
        self.chips = page_paint.margin_chips(self.pages, self._marks)
        self.viewport().update()

    def _chip_at(self, point: QPointF) -> MarginChip | None:
        return next((chip for chip in self.chips if chip.place.contains(point)), None)

    def _cursor_at(self, point: QPointF) -> Qt.CursorShape:
        if self._chip_at(point) is not None:
            return Qt.CursorShape.PointingHandCursor
        box = self.pages.nearest(point.y())
        if box is None or not box.box.contains(point):
            return Qt.CursorShape.ArrowCursor
        has_text = self.session.has_text(box.page)
        return Qt.CursorShape.IBeamCursor if has_text else Qt.CursorShape.CrossCursor

    def _scroll_towards(self, y: float) -> None:
        beyond = min(y, 0) + max(y - self.viewport().height(), 0)
        if beyond:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + round(beyond / 2))
