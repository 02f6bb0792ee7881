"""A selection lengthened with the keyboard: by a letter, a word or a line of the text of a page."""

import re
from enum import Enum
from itertools import islice

from commission_app.ui.reading.piece_reader import PieceReader

MOST_LINES = 200
_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


class Stride(Enum):
    """How far one key goes."""

    LETTER = "letter"
    WORD = "word"
    LINE = "line"


def moved(text: str, place: int, stride: Stride, *, forward: bool) -> int:
    """Return where an end of a selection goes, between the start of the text and its end."""
    match stride:
        case Stride.LETTER:
            aim = place + (1 if forward else -1)
        case Stride.WORD:
            aim = _next_word(text, place) if forward else _previous_word(text, place)
        case Stride.LINE:
            aim = _beside_line(text, place, forward=forward)
    return max(0, min(len(text), aim))


def lengthened(text: str, ends: tuple[int, int], stride: Stride, *, forward: bool) -> tuple[int, int]:
    """Return the anchor and the moving end after one key; they never meet, for nothing would be selected."""
    anchor, head = ends
    head = moved(text, head, stride, forward=forward)
    if head == anchor:
        head = moved(text, head, Stride.LETTER, forward=forward)
    return (anchor, head) if head != anchor else ends


def first_word(reader: PieceReader, text: str, page: int, top: int) -> tuple[int, int] | None:
    """Return the ends of the first word at or under a height (tenths of a point). Called on the PDF lane.

    The text of a page often begins with its header and its footer: what is highest on the page comes first.
    """
    tops: dict[tuple[int, int], int] = {}
    for line in islice(_LINE.finditer(text), MOST_LINES):
        rects = reader.range_rects(page, line.start(), line.end() - line.start())
        word = _WORD.search(text, line.start(), line.end())
        if rects and rects[0].top >= top and word is not None:
            tops[word.span()] = rects[0].top
    return min(tops, key=tops.__getitem__, default=None)


def _next_word(text: str, place: int) -> int:
    word = _WORD.search(text, place)
    return word.end() if word else len(text)


def _previous_word(text: str, place: int) -> int:
    before = [word.start() for word in _WORD.finditer(text, 0, place)]
    return before[-1] if before else 0


def _beside_line(text: str, place: int, *, forward: bool) -> int:
    """Return the same place in the next line or the previous one, the end of the text beyond them."""
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    across = place - start
    if forward:
        if end < 0:
            return len(text)
        after = text.find("\n", end + 1)
        return min(end + 1 + across, len(text) if after < 0 else after)
    if start == 0:
        return 0
    return min(text.rfind("\n", 0, start - 1) + 1 + across, start - 1)
