"""Evidence anchors: keep the passage or the frame that justifies a mark, and find it again later.

A passage is found by its place, else by its words and what stood around them, so that it survives a corrected
version of the piece and another version of the text engine (PDF.md §7).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile

from commission_app.reader.client import Worker
from commission_app.reader.text_index import fold, one_line
from commission_app.reader.values import DocumentView, Hit
from commission_app.scoring.ids import PiecePath, Sha512
from commission_app.scoring.sheet import Evidence, Rect

CONTEXT = 32  # characters kept before and after a passage


class EvidenceState(Enum):
    """What is known of a passage in the document that is open now."""

    SAME = "same"  # the document is the one it was cited from
    FOUND = "found"  # its words were found in a new version
    LOST = "lost"  # they were not, or it is a frame, which has no words: a person must look


@dataclass(frozen=True)
class FoundEvidence:
    """Where an evidence stands now. When it is not found, the place it had."""

    state: EvidenceState
    page: int
    rects: tuple[Rect, ...]
    start: int  # as `Evidence.start` and `Evidence.count`, in the document that is open
    count: int


def passage_evidence(
    worker: Worker,
    view: DocumentView,
    piece: PiecePath,
    original_sha512: Sha512,
    *,
    page: int,
    start: int,
    count: int,
) -> Evidence:
    """Make the evidence of a run of characters of the document open in `worker`."""
    text = worker.page_text(page).text
    end = start + count
    return Evidence(
        piece=piece,
        original_sha512=original_sha512,
        page=page,
        quote=one_line(text[start:end]),
        prefix=one_line(_before(text, start)),
        suffix=one_line(_after(text, end)),
        start=start,
        count=count,
        rects=worker.range_rects(page, start, count),
        engine=view.engine,
    )


def framed_evidence(
    view: DocumentView, piece: PiecePath, original_sha512: Sha512, *, page: int, rect: Rect
) -> Evidence:
    """Make the evidence of a frame drawn on a page without text."""
    return Evidence(
        piece=piece, original_sha512=original_sha512, page=page, rects=(rect,), engine=view.engine
    )


def find_again(
    worker: Worker, view: DocumentView, original_sha512: Sha512, evidence: Evidence
) -> FoundEvidence:
    """Find an evidence in the document open in `worker`: same place, else same words, else not found.

    `original_sha512` is that of the document, as `Evidence` has that of the one it was cited from.
    """
    pages = len(view.pages)
    is_same = evidence.original_sha512 == original_sha512
    if is_same and (not evidence.quote or evidence.engine == view.engine):
        return _found(EvidenceState.SAME, evidence, evidence.page)
    hit = (_same_place(worker, pages, evidence) or _same_words(worker, evidence)) if evidence.quote else None
    if hit is None:
        return _found(EvidenceState.LOST, evidence, min(evidence.page, pages))
    state = EvidenceState.SAME if is_same else EvidenceState.FOUND
    rects = worker.range_rects(hit.page, hit.start, hit.count)
    return FoundEvidence(state, hit.page, rects, hit.start, hit.count)


def _found(state: EvidenceState, evidence: Evidence, page: int) -> FoundEvidence:
    return FoundEvidence(state, page, evidence.rects, evidence.start, evidence.count)


def _same_place(worker: Worker, pages: int, evidence: Evidence) -> Hit | None:
    """Return the place an evidence had when the same words stand there, in the same surroundings."""
    if evidence.page > pages:
        return None
    text = worker.page_text(evidence.page).text
    start, end = evidence.start, evidence.start + evidence.count
    found = (_before(text, start), text[start:end], _after(text, end))
    kept = (evidence.prefix, evidence.quote, evidence.suffix)
    if any(fold(one) != fold(other) for one, other in zip(found, kept, strict=True)):
        return None
    return Hit(evidence.page, start, evidence.count)


def _same_words(worker: Worker, evidence: Evidence) -> Hit | None:
    """Return the place of the quote whose surroundings look most like those it had, the nearest of equals."""
    hits = worker.search(evidence.quote)
    texts = {page: worker.page_text(page).text for page in {hit.page for hit in hits}}
    prefix, suffix = fold(evidence.prefix), fold(evidence.suffix)

    def likeness(hit: Hit) -> tuple[int, int, int]:
        text = texts[hit.page]
        before, after = fold(_before(text, hit.start)), fold(_after(text, hit.start + hit.count))
        around = _common(reversed(before), reversed(prefix)) + _common(after, suffix)
        return around, -abs(hit.page - evidence.page), -abs(hit.start - evidence.start)

    return max(hits, key=likeness, default=None)


def _before(text: str, start: int) -> str:
    return text[max(start - CONTEXT, 0) : start]


def _after(text: str, end: int) -> str:
    return text[end : end + CONTEXT]


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """Count the characters that two texts have in common from their start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
