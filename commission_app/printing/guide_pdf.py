"""A guide on paper: its cover, its contents with the numbers of the pages, its chapters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from commission_app.printing.blocks import Block, Box, Drawing, Stack, paginate
from commission_app.printing.drawings import paint_sign
from commission_app.printing.guide_text import (
    Boxed,
    Chapter,
    Commands,
    Grid,
    Items,
    Line,
    Part,
    Picture,
    Plain,
    Title,
)
from commission_app.printing.paper import MARGIN, Document, PageFrame
from commission_app.printing.paragraphs import BulletList, Heading, Paragraph, Run, Text
from commission_app.printing.pictures import PrintedPicture, read_picture
from commission_app.printing.styles import (
    ACCENT,
    ACCENT_SOFT,
    HEADING_1,
    INFORMATION_BACKGROUND,
    INFORMATION_RULE,
    MENTION,
    NOTE,
    RULE,
    TABLE_STRONG,
    TABLE_TEXT,
    TITLE,
    TRACK,
    Style,
)
from commission_app.printing.tables import Cell, Column, Row, Table
from commission_app.printing.tagging import Element, TaggedCanvas
from commission_app.printing.typefaces import Face, printable, shortened
from commission_app.texts import date_fr

COVER = Style(Face.SEMIBOLD, 34, 40, TITLE, before=0, after=10, tracking=-0.02)
COVER_WORDS = Style(size=13, leading=19, color=MENTION, before=4, after=8)
CHAPTER = replace(HEADING_1, size=17, leading=22, before=26, after=4)
BODY = Style(size=9.5, leading=14.2, before=3, after=5)
ITEM = replace(BODY, before=4, after=4)
CAPTION = replace(NOTE, align="center", before=0, after=0)
COMMAND = Style(Face.MONO, 7.6, 12, TITLE)
FACES = {"plain": None, "strong": Face.SEMIBOLD, "code": Face.MONO}

CONTENTS = replace(HEADING_1, size=13, leading=18, before=22, after=4)
ROOM_FOR_A_CHAPTER = 150.0  # points: a chapter does not begin lower than that above the bottom of a page
BAND = 160.0  # of color, at the head of the cover, under its margin
NARROWEST, CELL_MARGIN = 70.0, 12.0


@dataclass(frozen=True)
class GuidePrint:
    """A guide as it is printed."""

    title: str
    words: str  # for whom, under the title
    version: str  # of the application
    date: datetime
    chapters: tuple[Chapter, ...]
    picture: Callable[[str], bytes]  # the file of a picture, by its name


@dataclass(frozen=True)
class _Entry:
    """A line of the contents."""

    number: str
    heading: Heading
    title: str


class _GuideFrame(PageFrame):
    """Nothing stands around the cover: it says itself what it is."""

    def header_height(self, page: int) -> float:
        """Leave the cover its white."""
        return super().header_height(page) if page else 0

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draw header and footer from the second page on."""
        if page:
            super().draw(canvas, page, pages)


class _Contents(Block):
    """The titles of the chapters with their pages, which are known once everything has its place."""

    LINE = Style(size=9.5, leading=18.5)
    NUMBER = replace(LINE, face=Face.TABULAR, align="right")
    LABEL = replace(LINE, face=Face.TABULAR_SEMIBOLD, color=ACCENT)
    INDENT = 24.0

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self._entries = entries
        self._elements: list[Element] = []
        self.pages: Mapping[int, int] = {}  # by the identity of its heading, from 1

    def attach(self, parent: Element) -> None:
        """Stand in the tree as contents, one entry a chapter."""
        contents = parent.child("TOC")
        self._elements = [contents.child("TOCI").child("P") for _ in self._entries]

    def measure(self, width: float) -> float:
        """Return the height: one line a chapter."""
        del width
        return len(self._entries) * self.LINE.leading

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw number, title and page of each chapter, with a rule under them."""
        for entry, element in zip(self._entries, self._elements, strict=True):
            baseline = top - self.LINE.leading * 0.66
            title = shortened(entry.title, self.LINE.face, self.LINE.size, width - self.INDENT - 40)
            with canvas.content(element):
                canvas.write(x, baseline, f"{entry.number} ", self.LABEL)
                canvas.write(x + self.INDENT, baseline, f"{title} ", self.LINE)
                canvas.write(x + width, baseline, str(self.pages.get(id(entry.heading), "")), self.NUMBER)
            top -= self.LINE.leading
            with canvas.artifact():
                canvas.rule(x, top, width, RULE, 0.5)


class _Console(Box):
    """Commands on their own background, a paragraph each."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__([Paragraph(line or " ", COMMAND) for line in lines], TRACK, RULE, padding=9)


def guide_pdf(values: GuidePrint) -> bytes:
    """Return the guide as a tagged PDF file. ValueError for a picture that is not as it must be."""
    frame = _GuideFrame(
        author=values.title, campaign=f"commission-app {values.version}", title=values.title, date=values.date
    )
    body = _cover(values)
    entries = [
        _Entry(str(number), _heading(number, chapter), chapter.title)
        for number, chapter in enumerate(values.chapters, start=1)
    ]
    contents = _Contents(entries)
    body += [Heading(1, "Sommaire", style=CONTENTS), contents]
    for entry, chapter in zip(entries, values.chapters, strict=True):
        entry.heading.starts_page = entry is entries[0]
        body.append(entry.heading)
        body += [_block(part, values, frame.width) for part in chapter.parts]
    pages = paginate(Stack(body), frame.width, frame.height)
    contents.pages = {
        id(block): number for number, page in enumerate(pages, start=1) for block in page.blocks
    }
    document = Document(frame)
    document.add(*body)
    return document.render()


def _cover(values: GuidePrint) -> list[Block]:
    def paint(canvas: TaggedCanvas, x: float, bottom: float, width: float) -> None:
        canvas.fill(0, bottom, width + 2 * MARGIN, 500, ACCENT_SOFT)
        paint_sign(canvas, x + 44, bottom + 58, 76)

    edition = f"Version {values.version}, éditée le {date_fr(values.date)}"
    return [
        Drawing(BAND, paint),
        Drawing(30, lambda *_: None),
        Heading(1, values.title, style=COVER),
        Paragraph(values.words, COVER_WORDS),
        Paragraph(edition, NOTE),
    ]


def _heading(number: int, chapter: Chapter) -> Heading:
    heading = Heading(1, f"{number}. {chapter.title}", style=CHAPTER)
    heading.room = ROOM_FOR_A_CHAPTER
    return heading


def _block(part: Part, values: GuidePrint, width: float) -> Block:
    block: Block
    match part:
        case Title(level, text):
            block = Heading(level, text)
        case Plain(words):
            block = Paragraph(_runs(words), BODY)
        case Boxed(words):
            inside = [Paragraph(_runs(words), BODY)]
            block = Box(inside, INFORMATION_BACKGROUND, INFORMATION_RULE, padding=10)
        case Items(lines, is_numbered):
            labels = [f"{place}." if is_numbered else "–" for place in range(1, len(lines) + 1)]
            items = [(label, _runs(line)) for label, line in zip(labels, lines, strict=True)]
            block = BulletList(items, ITEM, indent=18 if is_numbered else 14)
        case Commands(lines):
            block = _Console(lines)
        case Grid(titles, rows):
            block = _table(titles, rows, width)
        case Picture(name, alt):
            block = PrintedPicture(read_picture(name, values.picture(name)), alt, CAPTION)
    return block


def _runs(line: Line) -> Text:
    return [Run(words.text, FACES[words.kind]) for words in line]


def _table(titles: Sequence[Line], rows: Sequence[Sequence[Line]], width: float) -> Table:
    columns = [
        Column(_plain(title), across, TABLE_TEXT if place else TABLE_STRONG, names_row=not place)
        for place, (title, across) in enumerate(zip(titles, _widths(titles, rows, width), strict=True))
    ]
    printed = [
        Row([Cell(Paragraph(_runs(cell), column.style)) for cell, column in zip(row, columns, strict=True)])
        for row in rows
    ]
    return Table(columns, printed)


def _widths(titles: Sequence[Line], rows: Sequence[Sequence[Line]], width: float) -> list[float]:
    """Share the width: a column whose longest cell is short takes what it needs, the others the rest."""
    longest = [max(len(_plain(row[place])) for row in (titles, *rows)) for place in range(len(titles))]
    needed = [max(NARROWEST, min(count * 4.6 + CELL_MARGIN, width * 0.62)) for count in longest]
    return [width * need / sum(needed) for need in needed]


def _plain(line: Line) -> str:
    return printable("".join(words.text for words in line), Face.REGULAR)
