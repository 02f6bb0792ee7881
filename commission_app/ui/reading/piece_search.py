"""Search in the piece on screen: every place found, and the current one among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from commission_app.scoring.sheet import Rect
from commission_app.ui.reading.piece_reader import PieceReader
from commission_app.ui.reading.piece_session import PieceSession

MOST_PLACES: Final = 500


@dataclass(frozen=True)
class Place:
    """Where a searched text stands."""

    page: int
    start: int
    rects: Sequence[Rect]


class PieceSearch(QObject):
    """Asks the lane once for each query; a query changed meanwhile makes the older answer useless."""

    changed = Signal()
    moved = Signal()  # the person asked to see the current place

    def __init__(self, session: PieceSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.query = ""
        self.places: tuple[Place, ...] = ()
        self._index = 0
        self._is_asking = False
        self._aim: tuple[int, int] | None = None  # page and start of the place to show once it is found

    @property
    def current(self) -> Place | None:
        """The place shown, None when nothing is found."""
        return self.places[self._index] if self.places else None

    @property
    def number(self) -> int:
        """Which place is shown, from 1; 0 when nothing is found."""
        return self._index + 1 if self.places else 0

    def start(self, query: str, from_page: int = 1, *, moves: bool = True) -> None:
        """Look for a text; the first place at or after a page becomes the current one.

        `moves` is false when the piece was just opened: the person stays where they left it.
        """
        self.query = query.strip()
        self._aim = None
        if not self.query:
            self._show("", (), from_page, moves=False)
            return
        asked, self._is_asking = self.query, True
        self._session.ask(
            lambda reader: _find(reader, asked),
            lambda places: self._show(asked, places, from_page, moves=moves),
            lambda _: self._show(asked, (), from_page, moves=False),
        )

    def step(self, *, forward: bool) -> None:
        """Go to the next place or the previous one, round the piece."""
        if self.places:
            self._go((self._index + (1 if forward else -1)) % len(self.places))

    def go_to(self, page: int, start: int) -> None:
        """Make a place the current one, now or when the places of the piece are known."""
        if self._is_asking:
            self._aim = (page, start)
            return
        number = self._number_at((page, start))
        if number is not None:
            self._go(number)

    def by_page(self) -> dict[int, list[Sequence[Rect]]]:
        """Return the places of each page, to be painted."""
        found: dict[int, list[Sequence[Rect]]] = {}
        for place in self.places:
            found.setdefault(place.page, []).append(place.rects)
        return found

    def _show(self, query: str, places: tuple[Place, ...], from_page: int, *, moves: bool) -> None:
        if query != self.query:
            return
        self.places, self._is_asking = places, False
        aimed = self._number_at(self._aim) if self._aim else None
        after = (index for index, place in enumerate(places) if place.page >= from_page)
        self._index = next(after, 0) if aimed is None else aimed
        self._aim = None
        self.changed.emit()
        if moves or aimed is not None:
            self.moved.emit()

    def _go(self, index: int) -> None:
        self._index = index
        self.changed.emit()
        self.moved.emit()

    def _number_at(self, aim: tuple[int, int]) -> int | None:
        places = ((place.page, place.start) for place in self.places)
        return next((number for number, place in enumerate(places) if place == aim), None)


def _find(reader: PieceReader, query: str) -> tuple[Place, ...]:
    hits = reader.search(query)[:MOST_PLACES]
    return tuple(
        Place(hit.page, hit.start, tuple(reader.range_rects(hit.page, hit.start, hit.count))) for hit in hits
    )
