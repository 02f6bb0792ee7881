"""The typefaces of paper: loading, widths, and making any text fit to be typeset.

Text comes from candidacies and members. It never holds markup here: it is a plain string until its glyphs
are drawn. What a typeface cannot draw is replaced by a visible sign, because a missing glyph breaks
PDF/UA-1 and PDF/A (PDF.md §3, pitfall c).
"""

import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from itertools import accumulate, takewhile
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from commission_app import resources
from commission_app.texts import NARROW_SPACE, NO_BREAK_SPACE, typeset

UNPRINTABLE = "\N{WHITE SQUARE}"  # stands for a sign that no typeface here has: emoji, Arabic, controls

# Signs that some typefaces lack and that another sign replaces without harm.
_NEAREST = {NARROW_SPACE: NO_BREAK_SPACE, "\N{THIN SPACE}": NO_BREAK_SPACE, "\N{NON-BREAKING HYPHEN}": "-"}
_SPACES = {"\t": " ", "\r": " ", "\v": "\n", "\f": "\n", "\N{LINE SEPARATOR}": "\n"}
_INVISIBLE = {"Cf", "Mn", "Me"}  # joiners, direction marks, variation selectors: nothing to see, nothing lost


class Face(StrEnum):
    """The shipped typefaces, by the name of their file."""

    REGULAR = "Inter-Regular"
    MEDIUM = "Inter-Medium"
    SEMIBOLD = "Inter-SemiBold"
    BOLD = "Inter-Bold"
    ITALIC = "Inter-Italic"
    TABULAR = "InterTabular-Regular"  # digits of equal width, for columns of numbers
    TABULAR_SEMIBOLD = "InterTabular-SemiBold"
    QUOTE = "Spectral-Italic"  # what a dossier says
    MONO = "JetBrainsMono-Regular"  # digests and opening codes


class _Signs(dict[int, str]):
    """Translation table of one typeface, filled as signs are met."""

    def __init__(self, known: frozenset[int]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, code: int) -> str:
        self[code] = sign = self._printable(chr(code))
        return sign

    def _printable(self, sign: str) -> str:
        if sign == "\n" or (ord(sign) in self._known and unicodedata.category(sign)[0] != "C"):
            return sign
        if sign in _SPACES:
            return _SPACES[sign]
        if sign in _NEAREST:
            return self[ord(_NEAREST[sign])]
        return "" if unicodedata.category(sign) in _INVISIBLE else UNPRINTABLE


@cache
def _font(face: Face) -> Any:
    file = resources.path(f"fonts/{face.value}.ttf")
    font = TTFont(face.value, str(file), asciiReadable=False)  # or each document embeds all of ASCII
    pdfmetrics.registerFont(font)
    return font


@cache
def _signs(face: Face) -> _Signs:
    return _Signs(frozenset(_font(face).face.charToGlyph))


def printable(text: str, face: Face) -> str:
    """Return the text in NFC, with French no-break spaces, every sign in the typeface."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return typeset(text).translate(_signs(face))


@lru_cache(maxsize=8192)  # the same words come back all along a document
def width_of(text: str, face: Face, size: float) -> float:
    """Return the width in points of a printable text."""
    widths = _font(face).face.charWidths
    return size / 1000 * sum(map(widths.__getitem__, map(ord, text)), 0.0)


def shortened(text: str, face: Face, size: float, width: float) -> str:
    """Return the printable form of a text, cut with an ellipsis when it is wider than `width` points."""
    text = printable(text, face).replace("\n", " ")
    if width_of(text, face, size) <= width:
        return text
    room = width - width_of("…", face, size)
    ends = accumulate(width_of(sign, face, size) for sign in text)
    count = sum(1 for _ in takewhile(lambda end: end <= room, ends))
    return f"{text[:count].rstrip()}…"


def encoded(text: str, face: Face, document: object) -> Iterator[tuple[str, bytes]]:
    """Yield the names of the subsets of a typeface in a ReportLab document, with the glyphs to draw."""
    font = _font(face)
    for subset, glyphs in font.splitString(text, document):
        yield font.getSubsetInternalName(subset, document), glyphs


def load(face: Face) -> None:
    """Make a typeface known to ReportLab before a page names it."""
    _font(face)
