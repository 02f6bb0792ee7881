"""A candidacy letter typeset from the small Markdown in which the demonstration's letters are written.

Headings, paragraphs whose line ends are kept, bold, italic, lists, tables and a quoted banner; nothing
else of Markdown is read, and what is not read stays as it is written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from commission_app.printing.blocks import Block, Box
from commission_app.printing.paper import A4, FOOTER_RIGHT, MARGIN, TOP, Document, Frame
from commission_app.printing.paragraphs import BulletList, Heading, Paragraph, Run
from commission_app.printing.styles import (
    HEADING_3,
    LETTER,
    NUMBER,
    TABLE_TEXT,
    TITLE,
    WARNING,
    WARNING_BACKGROUND,
    WARNING_RULE,
    Style,
)
from commission_app.printing.tables import GUTTER, Column, Row, Table
from commission_app.printing.tagging import TaggedCanvas
from commission_app.printing.typefaces import Face, printable, width_of

_EMPHASIS = re.compile(r"\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*|\*(?=[^\s*])(?P<italic>.+?)(?<=[^\s*])\*")
_ITEM = re.compile(r"(?P<label>[-*]|\d+\.) +(?P<text>.+)")
_TITLE = re.compile(r"(?P<level>#{1,6}) +(?P<text>.+)")
_TITLE_STYLE = replace(HEADING_3, size=11.5, leading=16, before=14, after=2)
_BANNER = Style(Face.SEMIBOLD, 9, 13, WARNING)
_RUNNING_BANNER = Style(Face.SEMIBOLD, 8, color=WARNING, align="center")


@dataclass
class _LetterFrame(Frame):
    """Nothing of the commission: a banner at the top of every page, a page number at the bottom."""

    title: str
    banner: str
    date: datetime
    author: str = ""
    size: tuple[float, float] = A4

    def header_height(self, page: int) -> float:
        del page
        return 30

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        with canvas.artifact("Header"):
            canvas.fill(MARGIN, self.size[1] - TOP - 8, self.width, 18, WARNING_BACKGROUND)
            canvas.write(self.size[0] / 2, self.size[1] - TOP - 2, self.banner, _RUNNING_BANNER, self.width)
        with canvas.artifact("Footer"):
            canvas.write(self.right, 35, f"page {page + 1} / {pages}", FOOTER_RIGHT)


def candidacy_letter(markdown: str, *, title: str, banner: str, date: datetime) -> bytes:
    """Return the letter as a tagged PDF file; `banner` stands at the top of every page."""
    document = Document(_LetterFrame(title, banner, date))
    document.add(*_blocks(markdown, document.frame.width))
    return document.render()


def _blocks(markdown: str, width: float) -> Iterator[Block]:
    level = 0
    for kind, group in groupby(markdown.strip().splitlines(), key=_kind):
        found = list(group)
        match kind:
            case "title":
                for line in found:
                    level = _level(line, level)
                    yield Heading(level, _plain(_TITLE.sub(r"\g<text>", line)), style=_TITLE_STYLE)
            case "quote":
                lines = [line.removeprefix(">").strip() for line in found]
                text = _plain("\n".join(lines))
                yield Box([Paragraph(text, _BANNER)], WARNING_BACKGROUND, WARNING_RULE)
            case "item":
                yield BulletList([_item(line) for line in found], LETTER, indent=16)
            case "table":
                yield _table(found, width)
            case "text":
                yield Paragraph(_runs("\n".join(found)), LETTER)


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if _TITLE.fullmatch(line):
        return "title"
    if _ITEM.fullmatch(line):
        return "item"
    return {">": "quote", "|": "table"}.get(line[0], "text")


def _level(line: str, current: int) -> int:
    """Return the level of a title: the first is 1, and a title never skips one (PDF/UA-1 §7.4.2)."""
    return min(len(line) - len(line.lstrip("#")), current + 1, 3)


def _item(line: str) -> tuple[str, Sequence[str | Run]]:
    found = _ITEM.fullmatch(line)
    label, text = (found["label"], found["text"]) if found else ("–", line)
    return label if label[0].isdigit() else "–", _runs(text)


def _runs(text: str) -> list[str | Run]:
    """Cut a text where its emphasis changes."""
    runs: list[str | Run] = []
    end = 0
    for found in _EMPHASIS.finditer(text):
        runs.append(text[end : found.start()])
        if found["bold"] is not None:
            runs.append(Run(found["bold"], Face.SEMIBOLD, TITLE))
        else:
            runs.append(Run(found["italic"], Face.ITALIC))
        end = found.end()
    runs.append(text[end:])
    return [run for run in runs if run]


def _plain(text: str) -> str:
    return "".join(run if isinstance(run, str) else run.text for run in _runs(text))


def _table(lines: Sequence[str], width: float) -> Table:
    """Read a table: titles, a line of dashes that aligns the columns, rows; short rows are completed."""
    titles, *rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    marks = rows.pop(0) if rows and set("".join(rows[0])) <= set("-: ") else []
    styles = [NUMBER if mark.endswith(":") else TABLE_TEXT for mark in _completed(marks, titles)]
    rows = [_completed(row, titles) for row in rows]
    widths = _widths([titles, *rows], styles, width)
    columns = [
        Column(_plain(title) or " ", column, style)
        for title, column, style in zip(titles, widths, styles, strict=True)
    ]
    return Table(columns, [_row(row, styles) for row in rows], before=6)


def _completed(row: Sequence[str], titles: Sequence[str]) -> list[str]:
    return [*row, *[""] * len(titles)][: len(titles)]


def _row(row: Sequence[str], styles: Sequence[Style]) -> Row:
    return Row(
        [Paragraph(_runs(cell), style) if cell else "" for cell, style in zip(row, styles, strict=True)]
    )


def _widths(rows: Sequence[Sequence[str]], styles: Sequence[Style], width: float) -> list[float]:
    """Give each column of numbers what it needs, and share the rest between the columns of text."""
    needs = [
        max(_need(cell, style) for cell in column)
        for column, style in zip(zip(*rows, strict=True), styles, strict=True)
    ]
    texts = [
        0 if style is NUMBER else min(need, width / 2) for need, style in zip(needs, styles, strict=True)
    ]
    numbers = [need if style is NUMBER else 0 for need, style in zip(needs, styles, strict=True)]
    room = width - sum(numbers)
    if room < width / 4 or not any(texts):
        return [width * need / sum(needs) for need in needs]
    return [number + room * text / sum(texts) for number, text in zip(numbers, texts, strict=True)]


def _need(cell: str, style: Style) -> float:
    """Width that a cell would take on one line; titles are in smaller letters."""
    return width_of(printable(_plain(cell), style.face), style.face, style.size) + GUTTER
