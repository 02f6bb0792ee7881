"""The small Markdown in which the guides are written, read into blocks (resources/guides/README.md).

It is a part of what `QTextDocument.setMarkdown` shows on screen, so that one source serves both; a test
compares the words that each of them finds. Whatever is outside that part is refused: it would look otherwise
on paper.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["plain", "strong", "code"]

_INLINE = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|`(?P<code>[^`]+)`")
_LEFT_OVER = re.compile(
    r"\*\*|`|(?<!\w)[*_]\w|\]\(|<[a-z/]"
)  # what would be emphasis, a link or HTML on screen
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]+)\]\(images/(?P<name>[a-z0-9-]+\.png)\)")
_ITEM = re.compile(r"(?:- |(?P<number>\d+)\. )")
_RULE = re.compile(r"\|(?:---\|)+")
_FENCE = "```"


@dataclass(frozen=True)
class Words:
    """A stretch of text of one kind."""

    text: str
    kind: Kind = "plain"


Line = tuple[Words, ...]


@dataclass(frozen=True)
class Title:
    """A title inside a chapter, of level 2 or 3."""

    level: int
    text: str


@dataclass(frozen=True)
class Plain:
    """A paragraph."""

    words: Line


@dataclass(frozen=True)
class Boxed:
    """A paragraph that must not be missed."""

    words: Line


@dataclass(frozen=True)
class Items:
    """A list, numbered from 1 or not."""

    lines: tuple[Line, ...]
    is_numbered: bool


@dataclass(frozen=True)
class Commands:
    """Lines to type in a terminal, or to put in a file, as they are."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table; the first cell of a row names it."""

    titles: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A picture of `images/`, and in words what it shows."""

    name: str
    alt: str


Part = Title | Plain | Boxed | Items | Commands | Grid | Picture


@dataclass(frozen=True)
class Chapter:
    """One file of a guide."""

    title: str
    parts: tuple[Part, ...]


def read_chapter(text: str) -> Chapter:
    """Read one file. ValueError with the lines that are not of this Markdown: a shipped file is wrong."""
    first, *others = _blocks(text)
    if not first[0].startswith("# ") or len(first) > 1:
        raise ValueError(f"a chapter begins with its title: {first[0]}")
    parts = tuple(_part(lines) for lines in others)
    if any(isinstance(one, Boxed | Commands) and isinstance(next_, Grid) for one, next_ in pairwise(parts)):
        raise ValueError(f"a table right after a box or commands loses its first cell on screen: {first[0]}")
    return Chapter(first[0][2:], parts)


def read_line(text: str) -> Line:
    """Read the strong words and the code of one paragraph. ValueError for any other mark."""
    if _LEFT_OVER.search(_INLINE.sub("", text)):
        raise ValueError(f"not of this Markdown: {text}")
    return tuple(_inline(text))


def _inline(text: str) -> Iterator[Words]:
    end = 0
    for found in _INLINE.finditer(text):
        if found.start() > end:
            yield Words(text[end : found.start()])
        yield Words(found["strong"], "strong") if found["strong"] else Words(found["code"], "code")
        end = found.end()
    if end < len(text):
        yield Words(text[end:])


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the lines of each block: those between two empty lines; a fenced block goes to its end."""
    lines: list[str] = []
    is_fenced = False
    for line in (*text.splitlines(), ""):
        is_fenced ^= line.startswith(_FENCE)
        if line.strip() or is_fenced:
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        raise ValueError(f"a fenced block has no end: {lines[0]}")


def _part(lines: Sequence[str]) -> Part:
    for beginning, read in _READERS.items():
        if lines[0].startswith(beginning):
            return read(lines)
    return _items(lines) if _ITEM.match(lines[0]) else _plain(lines)


def _plain(lines: Sequence[str]) -> Plain:
    if lines[0].startswith((" ", "+ ", "* ", "---")):
        raise ValueError(f"not of this Markdown: {lines[0]}")
    return Plain(read_line(" ".join(line.strip() for line in lines)))


def _boxed(lines: Sequence[str]) -> Boxed:
    if not all(line.startswith("> ") for line in lines):
        raise ValueError(f"each line of a box begins with its sign: {lines[0]}")
    return Boxed(read_line(" ".join(line[2:].strip() for line in lines)))


def _title(lines: Sequence[str]) -> Title:
    marks, _, text = lines[0].partition(" ")
    if marks not in {"##", "###"} or len(lines) > 1:
        raise ValueError(f"not a title of a section: {lines[0]}")
    return Title(len(marks), text)


def _picture(lines: Sequence[str]) -> Picture:
    found = _PICTURE.fullmatch(lines[0])
    if found is None or len(lines) > 1:
        raise ValueError(f"not a picture alone on its line: {lines[0]}")
    return Picture(found["name"], found["alt"])


def _items(lines: Sequence[str]) -> Items:
    texts: list[str] = []
    numbers: list[str | None] = []
    for line in lines:
        found = _ITEM.match(line)
        if found is not None:
            texts.append(line[found.end() :].strip())
            numbers.append(found["number"])
        elif line.startswith("  ") and not _ITEM.match(line.strip()):
            texts[-1] += f" {line.strip()}"
        else:
            raise ValueError(f"not an item of this list: {line}")
    is_numbered = numbers[0] is not None
    wanted = [str(place) if is_numbered else None for place in range(1, len(numbers) + 1)]
    if numbers != wanted:
        raise ValueError(f"the items do not follow each other: {lines[0]}")
    return Items(tuple(read_line(text) for text in texts), is_numbered)


def _commands(lines: Sequence[str]) -> Commands:
    if len(lines) < 3 or lines[-1] != _FENCE:
        raise ValueError(f"a fenced block stands alone: {lines[0]}")
    return Commands(tuple(lines[1:-1]))


def _grid(lines: Sequence[str]) -> Grid:
    rows = [tuple(read_line(cell.strip()) for cell in line.strip("|").split("|")) for line in lines]
    is_framed = all(line.startswith("|") and line.endswith("|") for line in lines)
    if len(lines) < 3 or not _RULE.fullmatch(lines[1]) or not is_framed:
        raise ValueError(f"not a table with titles: {lines[0]}")
    if len({len(row) for row in rows}) > 1:
        raise ValueError(f"a row has not the cells of its table: {lines[0]}")
    return Grid(rows[0], tuple(rows[2:]))


_READERS: dict[str, Callable[[Sequence[str]], Part]] = {  # by how a block begins
    _FENCE: _commands,
    "|": _grid,
    "#": _title,
    "!": _picture,
    ">": _boxed,
}
