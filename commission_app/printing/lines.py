"""Breaking text into lines, with French no-break spaces kept whole.

Nothing of a word is kept once its line is filled, and the names of criteria, marks and titles that come back
all along a document are broken once: a fiche of 300 dossiers holds a quarter of a million words.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from commission_app.printing.styles import Style
from commission_app.printing.tagging import Stretch
from commission_app.printing.typefaces import Face, printable, width_of

# What no line end parts, then the spaces after it: a line may also end after a hyphen between two letters.
_ATOM = re.compile(r"([^ ]*?[^\W\d_]-(?=[^\W\d_])|[^ ]+)?( *)")


class Line(NamedTuple):
    """One line, in stretches as long as face and color allow, and its width without the space at its end."""

    stretches: tuple[Stretch, ...]
    width: float


class _Word:
    """Stretches that no line end parts, and the space that follows them on a line (0 after a hyphen)."""

    __slots__ = ("space", "stretches", "width")

    def __init__(self, stretch: Stretch, width: float, space: float = 0) -> None:
        self.stretches = [stretch]
        self.width = width
        self.space = space

    def append(self, stretch: Stretch, width: float) -> None:
        """Put one more stretch at the end."""
        self.stretches.append(stretch)
        self.width += width


@lru_cache(maxsize=1024)
def broken(text: tuple[Stretch, ...], style: Style, width: float) -> tuple[Line, ...]:
    """Break a text, printable or not, into lines of at most `width` points."""
    forced = _words(text, style)
    return tuple(_line(words) for line in forced for words in _filled(line, width, style))


def _words(text: Iterable[Stretch], style: Style) -> list[list[_Word]]:
    """Return the words of each forced line."""
    lines: list[list[_Word]] = [[]]
    is_glued = False
    for whole, face, color in text:
        space = _width(" ", face, style)
        for index, part in enumerate(printable(whole, face).split("\n")):
            if index:
                _end(lines[-1])
                lines.append([])
                is_glued = False
            line = lines[-1]
            for atom, spaces in _ATOM.findall(part):
                if atom:
                    stretch, width = Stretch(atom, face, color), _width(atom, face, style)
                    if is_glued:
                        line[-1].append(stretch, width)
                    else:
                        line.append(_Word(stretch, width))
                    is_glued = atom[-1] != "-" or len(atom) == 1
                if spaces:
                    is_glued = False
                    if line:
                        line[-1].space = space
    return lines


def _width(text: str, face: Face, style: Style) -> float:
    return width_of(text, face, style.size) + style.tracking * style.size * len(text)


def _end(line: list[_Word]) -> None:
    """End a line where the text does: what follows is another word."""
    if line:
        line[-1].space = line[-1].space or 1


def _filled(words: list[_Word], width: float, style: Style) -> Iterator[list[_Word]]:
    """Fill lines from left to right; a word wider than the column may be cut after any letter."""
    line: list[_Word] = []
    used = 0.0
    for word in words:
        for part in (word,) if word.width <= width else _letters(word, style):
            if line and used + part.width > width:
                yield line
                line, used = [], 0.0
            line.append(part)
            used += part.width + part.space
    yield line


def _letters(word: _Word, style: Style) -> list[_Word]:
    letters = [
        _Word(Stretch(sign, face, color), _width(sign, face, style))
        for text, face, color in word.stretches
        for sign in text
    ]
    letters[-1].space = word.space
    return letters


def _line(words: list[_Word]) -> Line:
    """Join the words of a line into stretches of one face and color."""
    joined: list[Stretch] = []
    space = ""
    for word in words:
        for text, face, color in word.stretches:
            if joined and joined[-1].face == face and joined[-1].color == color:
                joined[-1] = Stretch(f"{joined[-1].text}{space}{text}", face, color)
            else:
                joined.append(Stretch(space + text, face, color))
            space = ""
        space = " " if word.space else ""
    if space:  # at the end of a line too: a screen reader must not glue two words
        joined[-1] = joined[-1]._replace(text=joined[-1].text + space)
    width = sum(word.width + word.space for word in words) - (words[-1].space if words else 0)
    return Line(tuple(joined), width)
