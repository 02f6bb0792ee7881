"""The words of every piece of a dossier, found at once: pieces are read one by one in the background.

What is found is told in characters of the page, as the page view counts them. Nothing of it is written on
the disk: the words of a dossier live in memory, as long as the dossier is open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from commission_app.errors import AppError
from commission_app.reader.text_index import TextIndex
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.workflow.member.read import open_piece
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.open_piece import OpenPiece
from commission_app.workflow.progress import Progress

MOST_FOUND = 500  # passages of one piece


@dataclass(frozen=True)
class FoundPassage:
    """One place where the words stand."""

    piece: PiecePath
    page: int
    start: int
    count: int


@dataclass(frozen=True)
class PieceWords:
    """The words of one piece, page by page."""

    piece: PiecePath
    pages: tuple[TextIndex, ...]

    @property
    def is_empty(self) -> bool:
        """True for a piece without text, as a scan is."""
        return not any(page.folded.strip() for page in self.pages)

    def find(self, query: str) -> tuple[FoundPassage, ...]:
        """Return where words stand, whatever their accents, case, apostrophes and spaces, in page order."""
        return tuple(islice(self._found(query), MOST_FOUND))

    def around(self, passage: FoundPassage) -> tuple[str, str, str]:
        """Return what is written before a passage of this piece, the passage, and what follows."""
        return self.pages[passage.page - 1].around(passage.start, passage.count)

    def _found(self, query: str) -> Iterator[FoundPassage]:
        for number, page in enumerate(self.pages, start=1):
            for start, count in page.find(query):
                yield FoundPassage(self.piece, number, start, count)


def read_words(session: MemberSession, dossier: DossierId, path: PiecePath, progress: Progress) -> PieceWords:
    """Read the words of a piece in a process of its own. PIE-01 to PIE-04 when it cannot be read at all."""
    return words_of(open_piece(session, dossier, path), progress)


def words_of(opened: OpenPiece, progress: Progress) -> PieceWords:
    """Read the words of an opened piece, page by page, and close it. PIE-02 or PIE-03 when a page ends it."""
    pages: list[TextIndex] = []
    try:
        count = len(opened.document.pages)
        for number in range(1, count + 1):
            pages.append(TextIndex(_text(opened, number)))
            progress(number, count, "")
    finally:
        opened.close()
    return PieceWords(opened.piece.path, tuple(pages))


def _text(opened: OpenPiece, number: int) -> str:
    """Return the words of a page, none of a damaged one: the others are searched."""
    try:
        return opened.page_text(number).text
    except AppError:
        if not opened.worker.is_alive:  # nothing more can be read: this piece must be said unread, not empty
            raise
        return ""
