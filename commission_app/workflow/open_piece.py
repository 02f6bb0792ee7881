"""A piece or a document open in a worker process of its own, for the pages of both desks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self

from commission_app.reader.anchors import (
    EvidenceState,
    FoundEvidence,
    find_again,
    framed_evidence,
    passage_evidence,
)
from commission_app.reader.client import CLICK_REACH_PT, Link, PageImage, Worker
from commission_app.reader.values import DocumentView, Hit, PageText
from commission_app.scoring.dossier import Piece
from commission_app.scoring.sheet import Evidence, Rect

# What the window needs of the values of `reader`, which it does not import.
__all__ = ["EvidenceState", "FoundEvidence", "OpenPiece", "Started"]

# Receives, as soon as a process is there, what ends it at once: a piece left while it hangs holds nobody up.
Started = Callable[[Callable[[], None]], None]


@dataclass(frozen=True)
class OpenPiece:
    """A piece open in its own worker process: what the page view asks for, page by page."""

    piece: Piece
    worker: Worker
    document: DocumentView

    @classmethod
    def of(
        cls,
        piece: Piece,
        read: Callable[[], bytes],
        password: str | None = None,
        started: Started = lambda _: None,
    ) -> Self:
        """Open a PDF, which stays in memory, in a new process: it starts while `read` decrypts.

        PIE-01 to PIE-04 and the refusals of `read`; the process ends then.
        """
        worker = Worker.start()
        try:
            started(worker.interrupt)
            return cls(piece, worker, worker.open(read(), password))
        except BaseException:
            worker.close()
            raise

    def page_image(self, page: int, width_px: int, rotation: Literal[0, 90, 180, 270] = 0) -> PageImage:
        """Return the picture of a page (from 1) at a width in pixels."""
        return self.worker.page_image(page, width_px, rotation)

    def page_text(self, page: int) -> PageText:
        """Return the text of a page."""
        return self.worker.page_text(page)

    def character_at(
        self, page: int, x_pt: float, y_pt: float, reach_pt: float = CLICK_REACH_PT
    ) -> int | None:
        """Return the index of the character nearest to a point of a page, None when none is in reach."""
        return self.worker.character_at(page, x_pt, y_pt, reach_pt)

    def range_rects(self, page: int, start: int, count: int) -> tuple[Rect, ...]:
        """Return the rectangles that cover a run of characters."""
        return self.worker.range_rects(page, start, count)

    def search(self, query: str) -> tuple[Hit, ...]:
        """Return where words stand in the piece, whatever their accents."""
        return self.worker.search(query)

    def links(self, page: int) -> tuple[Link, ...]:
        """Return the places of a page that lead to another page of the piece."""
        return self.worker.links(page)

    def find_again(self, evidence: Evidence) -> FoundEvidence:
        """Return where a passage stands in this version of the piece."""
        return find_again(self.worker, self.document, self.piece.original_sha512, evidence)

    def anchor(self, page: int, start: int, count: int) -> Evidence:
        """Return the evidence that a run of characters makes."""
        return passage_evidence(
            self.worker,
            self.document,
            self.piece.path,
            self.piece.original_sha512,
            page=page,
            start=start,
            count=count,
        )

    def rectangle_anchor(self, page: int, rect: Rect) -> Evidence:
        """Return the evidence that a frame drawn on a scanned page makes."""
        return framed_evidence(
            self.document, self.piece.path, self.piece.original_sha512, page=page, rect=rect
        )

    def close(self) -> None:
        """End the worker process."""
        self.worker.close()
