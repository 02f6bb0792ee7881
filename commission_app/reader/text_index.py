"""Search as a reader expects it: accents, œ, apostrophes, hyphens and kinds of space make no difference.

A folded copy of the text is searched, and each of its characters remembers where it came from, so that what
is found is told in characters of the page.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import cache

# Letters that Unicode does not decompose, and signs that keyboards write in several ways. Dashes are dropped
# on both sides: nothing tells the hyphen of « arc-en-ciel » from the one that breaks a word at a line end.
_SAME = {
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "′": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "-": "",
    "‐": "",
    "‑": "",
    "–": "",
    "—": "",
    "−": "",
}
CONTEXT = 60  # characters shown on each side of what was searched for
_BROKEN_WORD = re.compile(r"([-‐‑\u00ad]) *\n\s*")
_LINE_SPACE = re.compile(r"[ \t\r\n]+")  # not the no-break spaces: a quote keeps its typography


class TextIndex:
    """A text folded for search, with the way back to its characters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places = array("I")
        self.folded = self._fold()

    def find(self, query: str) -> Iterator[tuple[int, int]]:
        """Give (start, count) of each place where the words stand, left to right, never overlapping."""
        wanted = fold(query)
        at = self.folded.find(wanted) if wanted else -1
        while at >= 0:
            after = at + len(wanted)
            start = self._places[at]
            yield start, self._end(self._places[after - 1]) - start
            at = self.folded.find(wanted, after)

    def around(self, start: int, count: int) -> tuple[str, str, str]:
        """Return what stands before a run of characters, the run, and what follows, on one line."""
        end = start + count
        before = self._text[max(start - CONTEXT, 0) : start]
        after = self._text[end : end + CONTEXT]
        return _join(before).lstrip(), one_line(self._text[start:end]), _join(after).rstrip()

    def _fold(self) -> str:
        parts: list[str] = []
        is_after_space = False
        for place, character in self._characters():
            folded = _folded(character)
            if folded == " " and is_after_space:
                continue
            if folded:
                is_after_space = folded == " "
                parts.append(folded)
                self._places.extend([place] * len(folded))
        return "".join(parts)

    def _characters(self) -> Iterator[tuple[int, str]]:
        """Give each character with its place, without the hyphens and breaks that cut words at line ends."""
        done = 0
        for broken in _BROKEN_WORD.finditer(self._text):
            yield from enumerate(self._text[done : broken.start()], done)
            done = broken.end()
        yield from enumerate(self._text[done:], done)

    def _end(self, last: int) -> int:
        """Return where a passage ends: a letter keeps the accents written after it."""
        end = last + 1
        while end < len(self._text) and unicodedata.combining(self._text[end]):
            end += 1
        return end


def fold(text: str) -> str:
    """Return a text as it is compared: no accents, no case, one kind of space, none at the ends."""
    return TextIndex(text).folded.strip()


def one_line(text: str) -> str:
    """Return a passage as it is quoted: its lines joined, its broken words mended up to their hyphen."""
    return _join(text).strip(" ")


def _join(text: str) -> str:
    return _LINE_SPACE.sub(" ", _BROKEN_WORD.sub(r"\1", text))


@cache
def _folded(character: str) -> str:
    if character.isspace():
        return " "
    letters = unicodedata.normalize("NFKD", character).casefold()
    return "".join(
        _SAME.get(letter, letter)
        for letter in letters
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
