"""The pages of a piece with what a member does on them: cited passages, search hits, selection, links."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter

from commission_app.scoring.sheet import Rect
from commission_app.ui.reading import page_paint
from commission_app.ui.reading.keyboard_selection import Stride
from commission_app.ui.reading.page_column import PageColumn
from commission_app.ui.reading.page_layout import PageBox
from commission_app.ui.reading.page_paint import MarginChip, PageMark
from commission_app.ui.reading.piece_reader import Link
from commission_app.ui.reading.piece_session import PieceSession
from commission_app.ui.reading.selection import PassageSelector

ARROWS = {
    Qt.Key.Key_Right: (Stride.LETTER, True),
    Qt.Key.Key_Left: (Stride.LETTER, False),
    Qt.Key.Key_Down: (Stride.LINE, True),
    Qt.Key.Key_Up: (Stride.LINE, False),
}
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class PageView(PageColumn):
    """Shows the piece of a session; a drag selects a passage, a chip of the margin leads to its criterion."""

    criterion_clicked = Signal(str)
    mark_clicked = Signal(object)  # PageMark: a passage that the member marked for themselves
    link_followed = Signal(int)  # the page where it leads
    menu_asked = Signal(object)  # QPoint of the screen

    def __init__(self, session: PieceSession) -> None:
        super().__init__(session)
        self.selector = PassageSelector(session, self)
        self._marks: tuple[PageMark, ...] = ()
        self.chips: tuple[MarginChip, ...] = ()
        self._hits: Mapping[int, Sequence[Sequence[Rect]]] = {}
        self._current_hit: Sequence[Rect] = ()
        self.viewport().setMouseTracking(True)
        self.selector.changed.connect(self.viewport().update)
        self.horizontalScrollBar().valueChanged.connect(self._place_chips)

    def set_marks(self, marks: Sequence[PageMark]) -> None:
        """Show the passages cited on this piece, and those marked for oneself."""
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

    def copy(self) -> bool:
        """Copy the words of the selection. False when there are none."""
        words = self.selector.words()
        if words:
            QGuiApplication.clipboard().setText(words)
        return bool(words)

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

    # -------------------------------------------------------------------------------------- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Select with Shift and arrows, copy, let a selection go with Escape; other keys scroll or go on."""
        modifiers = event.modifiers()
        arrow = ARROWS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.selector.passage:
            self.selector.clear()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif arrow and modifiers & SHIFT:
            self._lengthen(*arrow, by_word=bool(modifiers & CONTROL))
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
            self._show_what_is_under(point)
            return
        self._scroll_towards(event.position().y())
        box = self.pages.page(self.selector.dragged_page)
        if box is not None:
            self.selector.move(box.to_page(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the selection; a click that selected nothing follows a link, or chooses a private mark."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        was_click = self.selector.is_click
        self.selector.release()
        point = event.position() + self.offset()
        if was_click and (link := self._link_at(point)) is not None:
            self.link_followed.emit(link.page)
        elif was_click and (mark := self._private_mark_at(point)) is not None:
            self.mark_clicked.emit(mark)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        point = event.position() + self.offset()
        box = self.pages.nearest(point.y())
        if box is not None:
            self.selector.select_word(box.page, box.to_page(point))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selection, and the links of the page."""
        self.menu_asked.emit(event.globalPos())

    # ------------------------------------------------------------------------------------- details

    def _lengthen(self, stride: Stride, forward: bool, *, by_word: bool) -> None:  # noqa: FBT001 - from a table
        if self.selector.passage is None:
            shown = self.pages.page(self.page)
            if shown is not None:
                top = shown.to_page(QPointF(shown.box.left(), self.shown()[0])).y()
                self.selector.begin(self.page, 0 if shown.rotation else round(10 * top))
        elif by_word and stride is Stride.LETTER:
            self.selector.lengthen(Stride.WORD, forward=forward)
        else:
            self.selector.lengthen(stride, forward=forward)

    def _place_chips(self) -> None:
        right = self.offset().x() + self.viewport().width()
        self.chips = page_paint.margin_chips(self.pages, self._marks, right)
        self.viewport().update()

    def _chip_at(self, point: QPointF) -> MarginChip | None:
        return next((chip for chip in self.chips if chip.place.contains(point)), None)

    def _link_at(self, point: QPointF) -> Link | None:
        box = self.pages.nearest(point.y())
        links = self.session.links.get(box.page, ()) if box else ()
        return next((link for link in links if box and box.to_screen(link.rect).contains(point)), None)

    def _private_mark_at(self, point: QPointF) -> PageMark | None:
        box = self.pages.nearest(point.y())
        marks = [mark for mark in self._marks if box and mark.page == box.page and mark.criterion is None]
        for mark in marks:
            if box and any(box.to_screen(rect).contains(point) for rect in mark.rects):
                return mark
        return None

    def _show_what_is_under(self, point: QPointF) -> None:
        link = self._link_at(point)
        tip = self.tr("Aller à la page {page}").format(page=link.page) if link else ""
        if tip != self.viewport().toolTip():
            self.viewport().setToolTip(tip)
        self.viewport().setCursor(self._cursor_at(point, is_link=link is not None))

    def _cursor_at(self, point: QPointF, *, is_link: bool) -> Qt.CursorShape:
        if is_link or self._chip_at(point) is not None:
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
