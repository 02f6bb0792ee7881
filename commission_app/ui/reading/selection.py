"""The passage chosen on a page: text where it has some, with the mouse or the keyboard; else a rectangle."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QPointF, Signal

from commission_app.scoring.sheet import Evidence, Rect
from commission_app.ui.reading.keyboard_selection import Stride, first_word, lengthened
from commission_app.ui.reading.piece_reader import PieceReader
from commission_app.ui.reading.piece_session import PieceSession

DRAG_REACH_PT = 300.0  # a drag that ends in a margin goes to the end of its line
CLICK_PT = 3.0  # a hand is never quite still


@dataclass(frozen=True)
class Passage:
    """A range of characters of one page, or a rectangle when `count` is 0."""

    page: int
    start: int
    count: int
    rects: tuple[Rect, ...]

    def anchor(self, reader: PieceReader) -> Evidence:
        """Make the evidence of this passage. Called on the PDF lane."""
        if self.count:
            return reader.anchor(self.page, self.start, self.count)
        return reader.rectangle_anchor(self.page, self.rects[0])


@dataclass(frozen=True)
class _Drag:
    page: int
    start: QPointF  # in points of the page
    end: QPointF


class PassageSelector(QObject):
    """Follows a drag over a page; while the lane looks up characters, only the last place is remembered."""

    changed = Signal()

    def __init__(self, session: PieceSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._drag: _Drag | None = None
        self._next: _Drag | None = None
        self._is_asking = False
        self._gesture = 0  # grows with each new gesture, so that late answers are recognised
        self._ends: tuple[int, int] | None = None  # while the keyboard lengthens: anchor, moving end
        self.passage: Passage | None = None

    @property
    def dragged_page(self) -> int:
        """The page being dragged over, 0 when no button is down."""
        return self._drag.page if self._drag else 0

    @property
    def is_click(self) -> bool:
        """True while the button is down and the mouse has hardly moved."""
        if self._drag is None:
            return False
        way = self._drag.end - self._drag.start
        return abs(way.x()) + abs(way.y()) < CLICK_PT

    def press(self, page: int, point: QPointF) -> None:
        """Begin a selection; what was selected is let go."""
        self.clear()
        self._drag = _Drag(page, point, point)

    def move(self, point: QPointF) -> None:
        """Lengthen the selection, inside its page."""
        if self._drag is None:
            return
        self._drag = replace(self._drag, end=point)
        if self._session.has_text(self._drag.page):
            self._next = self._drag
            self._look_up()
        else:
            self._show(Passage(self._drag.page, 0, 0, (_rectangle(self._drag),)))

    def release(self) -> None:
        """End the drag; a rectangle too small to be meant is let go."""
        self._drag = None
        passage = self.passage
        if passage and not passage.count and _is_small(passage.rects[0]):
            self._show(None)

    def select_word(self, page: int, point: QPointF) -> None:
        """Select the word under a point."""
        text = self._session.texts.get(page, "")
        self.clear()
        self._ask(lambda reader: _word(reader, text, page, point))

    def select_range(self, page: int, start: int, count: int) -> None:
        """Select characters chosen elsewhere: in the text pane, with the keyboard."""
        self._ask(lambda reader: _range(reader, page, start, count))

    def lengthen(self, stride: Stride, *, forward: bool) -> None:
        """Move the end of the selection, as Shift and an arrow do."""
        passage = self.passage
        if passage is None or not passage.count:
            return
        ends = self._ends or (passage.start, passage.start + passage.count)
        text = self._session.texts.get(passage.page, "")
        self._ends = lengthened(text, ends, stride, forward=forward)
        start, end = sorted(self._ends)
        self._ask(lambda reader: _range(reader, passage.page, start, end - start))

    def begin(self, page: int, top: int) -> None:
        """Select the first word at or under a height of the page, in tenths of a point."""
        text = self._session.texts.get(page, "")
        self.clear()
        self._ask(lambda reader: _first(reader, text, page, top))

    def show_passage(self, passage: Passage) -> None:
        """Select a passage that is known already: a highlight that was clicked."""
        self.clear()
        self._show(passage)

    def words(self) -> str:
        """Return the text of the selection, line by line; empty for a rectangle."""
        passage = self.passage
        if passage is None:
            return ""
        text = self._session.texts.get(passage.page, "")
        return text[passage.start : passage.start + passage.count].strip()

    def clear(self) -> None:
        """Select nothing."""
        self._gesture += 1
        self._is_asking = False
        self._drag = self._next = self._ends = None
        self._show(None)

    def _look_up(self) -> None:
        if self._is_asking or self._next is None:
            return
        drag, self._next = self._next, None
        self._ask(lambda reader: _between(reader, drag))

    def _ask(self, work: Callable[[PieceReader], Passage | None]) -> None:
        self._is_asking = True
        gesture = self._gesture
        self._session.ask(
            work,
            lambda passage: self._on_found(gesture, passage),
            lambda _: self._on_found(gesture, None),
        )

    def _on_found(self, gesture: int, passage: Passage | None) -> None:
        if gesture != self._gesture:
            return
        self._is_asking = False
        if passage is not None:
            self._show(passage)
        self._look_up()

    def _show(self, passage: Passage | None) -> None:
        if passage != self.passage:
            self.passage = passage
            self.changed.emit()


def _between(reader: PieceReader, drag: _Drag) -> Passage | None:
    ends = [
        index
        for point in (drag.start, drag.end)
        if (index := reader.character_at(drag.page, point.x(), point.y(), DRAG_REACH_PT)) is not None
    ]
    if len(ends) < 2:
        return None
    return _range(reader, drag.page, min(ends), max(ends) - min(ends) + 1)


def _word(reader: PieceReader, text: str, page: int, point: QPointF) -> Passage | None:
    index = reader.character_at(page, point.x(), point.y())
    if index is None:
        return None
    for word in re.finditer(r"[\w’'-]+", text):
        if word.start() <= index < word.end():
            return _range(reader, page, word.start(), word.end() - word.start())
    return None


def _first(reader: PieceReader, text: str, page: int, top: int) -> Passage | None:
    found = first_word(reader, text, page, top)
    return None if found is None else _range(reader, page, found[0], found[1] - found[0])


def _range(reader: PieceReader, page: int, start: int, count: int) -> Passage:
    return Passage(page, start, count, tuple(reader.range_rects(page, start, count)))


def _rectangle(drag: _Drag) -> Rect:
    xs = sorted((drag.start.x(), drag.end.x()))
    ys = sorted((drag.start.y(), drag.end.y()))
    return Rect(round(xs[0] * 10), round(ys[0] * 10), round(xs[1] * 10), round(ys[1] * 10))


def _is_small(rect: Rect) -> bool:
    return rect.right - rect.left < 50 or rect.bottom - rect.top < 50
