"""The piece on screen: opens it on the PDF lane and asks for the pages in view, one at a time.

Only what is still wanted is asked for: scrolling fast over forty pages paints the last ones, not the forty.
Answers that concern a piece left meanwhile are dropped, and its reader is ended at once: a piece that hangs
holds nobody up. A reader that died is replaced while the piece stays on screen; the page that killed it is
asked for once more, a page that took too long is not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.ui.lane import Lane
from commission_app.ui.reading.dimmed import dimmed, plain
from commission_app.ui.reading.page_images import PageImages
from commission_app.ui.reading.page_layout import Rotation
from commission_app.ui.reading.piece_reader import Link, OpenPiece, OutlineItem, PageSize, PieceReader

Answer = TypeVar("Answer")
DIED, LATE = "PIE-02", "PIE-03"  # refusals after which the process that read the piece is gone


class _Asked(NamedTuple):
    """The piece on screen, with the password it was given."""

    dossier: DossierId
    piece: PiecePath
    password: str | None


class _Process:
    """What ends the process that reads for one visit; told by the lane, used by the window."""

    def __init__(self) -> None:
        self._end: Callable[[], None] | None = None
        self._is_left = False

    def take(self, end: Callable[[], None]) -> None:
        """Remember what ends the process; at once when the piece was left meanwhile."""
        self._end = end
        if self._is_left:
            end()

    def leave(self) -> None:
        """End the process, whatever it is doing."""
        self._is_left = True
        if self._end is not None:
            self._end()


@dataclass(frozen=True)
class WantedImage:
    """A page to paint at a width in device pixels."""

    page: int
    width_px: int


@dataclass(frozen=True)
class _Look:
    """How the pages are painted: images of another look are of no use any more."""

    is_dimmed: bool = False
    rotation: Rotation = 0


@dataclass(frozen=True)
class _PageWords:
    """What is read along with the first image of a page."""

    text: str
    links: Sequence[Link]


@dataclass(frozen=True)
class _Painted:
    wanted: WantedImage
    image: QImage
    look: _Look
    words: _PageWords | None


class PieceSession(QObject):
    """Holds the opened piece, its images, and the texts and links of its pages."""

    opened = Signal()
    failed = Signal(object)  # the error: the whole piece is not shown
    page_painted = Signal(int)
    page_failed = Signal(int, object)

    def __init__(self, open_piece: OpenPiece, run: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_piece = open_piece
        self._run = run
        self._reader: PieceReader | None = None
        self._process = _Process()
        self._asked: _Asked | None = None
        self._visit = 0  # grows with each piece, so that late answers are recognised
        self._wanted: tuple[WantedImage, ...] = ()
        self._is_painting = False
        self._look = _Look()
        self._broken: set[int] = set()
        self._retried: set[int] = set()  # pages during which the process died, once
        self.images = PageImages()
        self.pages: tuple[PageSize, ...] = ()
        self.outline: tuple[OutlineItem, ...] = ()
        self.text_pt = 0.0  # the usual size of the letters, 0 for a scanned piece
        self.texts: dict[int, str] = {}
        self.links: dict[int, Sequence[Link]] = {}

    @property
    def is_open(self) -> bool:
        """True once the pages are known."""
        return self._reader is not None

    @property
    def rotation(self) -> Rotation:
        """How far the pages are turned, in degrees clockwise."""
        return self._look.rotation

    def open(self, dossier: DossierId, piece: PiecePath, password: str | None = None) -> None:
        """Leave the current piece and open another."""
        self.close()
        self._asked = _Asked(dossier, piece, password)
        self._begin(self._asked, self._on_opened)

    def close(self) -> None:
        """Leave the piece; its reader is let go on the lane."""
        self._visit += 1
        self._process.leave()
        self._asked = None
        self._wanted = ()
        self._is_painting = False
        self._broken.clear()
        self._retried.clear()
        self.images.clear()
        self.pages, self.outline, self.text_pt = (), (), 0.0
        self.texts, self.links = {}, {}
        self._look = _Look(self._look.is_dimmed)
        if self._reader is not None:
            self._let_go(self._reader)
            self._reader = None

    def set_dimmed(self, *, is_dimmed: bool) -> None:
        """Darken the pages, or show them as they are."""
        self._paint_as(_Look(is_dimmed, self._look.rotation))

    def set_rotation(self, rotation: Rotation) -> None:
        """Turn the pages."""
        self._paint_as(_Look(self._look.is_dimmed, rotation))

    def want(self, images: Iterable[WantedImage]) -> None:
        """Replace the images asked for, the most useful first."""
        self._wanted = tuple(images)
        self._paint_next()

    def ask(
        self,
        work: Callable[[PieceReader], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do something else with the opened piece on the lane; nothing is answered once it was left."""
        reader, visit = self._reader, self._visit
        if reader is None:
            return

        def answer(value: Answer) -> None:
            if visit == self._visit:
                done(value)

        def refuse(error: Exception) -> None:
            if visit == self._visit:
                if _is_gone(error):
                    self._begin_again(reader)
                failed(error)

        self._run(lambda: work(reader), answer, refuse)

    def has_text(self, page: int) -> bool:
        """False for a scanned page; true while it is not known yet."""
        return page not in self.texts or bool(self.texts[page].strip())

    def _begin(self, asked: _Asked, then: Callable[[PieceReader], None]) -> None:
        """Open the piece in a process of its own."""
        visit, self._process = self._visit, _Process()
        started = self._process.take

        def take(reader: PieceReader) -> None:
            if visit != self._visit:
                self._let_go(reader)
                return
            self._reader = reader
            then(reader)

        self._run(
            lambda: self._open_piece(*asked, started), take, lambda error: self._on_open_failed(visit, error)
        )

    def _begin_again(self, gone: PieceReader) -> None:
        """Replace a reader whose process is gone; what was painted stays."""
        if gone is self._reader and self._asked is not None:
            self._reader = None
            self._let_go(gone)
            self._begin(self._asked, lambda _: self._paint_next())

    def _on_opened(self, reader: PieceReader) -> None:
        document = reader.document
        self.pages, self.outline = tuple(document.pages), tuple(document.outline)
        self.text_pt = document.text_pt
        self.opened.emit()

    def _on_open_failed(self, visit: int, error: Exception) -> None:
        if visit == self._visit:
            self.failed.emit(error)

    def _let_go(self, reader: PieceReader) -> None:
        self._run(reader.close, lambda _: None, lambda _: None)

    def _paint_as(self, look: _Look) -> None:
        if look != self._look:
            self._look = look
            self.images.clear()
            self._paint_next()

    def _paint_next(self) -> None:
        if self._reader is None or self._is_painting:
            return
        wanted = next(self._missing(self._wanted), None)
        if wanted is None:
            return
        self._is_painting = True
        with_words, look = wanted.page not in self.texts, self._look
        self.ask(
            lambda reader: _paint(reader, wanted, look, with_words=with_words),
            self._on_painted,
            lambda error: self._on_page_failed(wanted.page, error),
        )

    def _missing(self, wanted: Sequence[WantedImage]) -> Iterator[WantedImage]:
        return (
            image
            for image in wanted
            if image.page not in self._broken and self.images.get(image.page, image.width_px) is None
        )

    def _on_painted(self, painted: _Painted) -> None:
        self._is_painting = False
        page = painted.wanted.page
        if painted.look == self._look:
            self.images.put(page, painted.wanted.width_px, painted.image)
        if painted.words is not None:
            self.texts[page], self.links[page] = painted.words.text, painted.words.links
        self.page_painted.emit(page)
        self._paint_next()

    def _on_page_failed(self, page: int, error: Exception) -> None:
        self._is_painting = False
        if isinstance(error, AppError) and error.code == DIED and page not in self._retried:
            self._retried.add(page)
        else:
            self._broken.add(page)
            self.page_failed.emit(page, error)
        self._paint_next()


def _is_gone(error: Exception) -> bool:
    return isinstance(error, AppError) and error.code in (DIED, LATE)


def _paint(reader: PieceReader, wanted: WantedImage, look: _Look, *, with_words: bool) -> _Painted:
    page = reader.page_image(wanted.page, wanted.width_px, look.rotation)
    image = dimmed(page) if look.is_dimmed else plain(page)
    words = None
    if with_words:
        words = _PageWords(reader.page_text(wanted.page).text, reader.links(wanted.page))
    return _Painted(wanted, image, look, words)
