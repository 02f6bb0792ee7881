"""The sheet of paper: what stands around the text of a page, and the document that fills the pages."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from commission_app.printing.blocks import Block, Stack, paginate
from commission_app.printing.drawings import paint_sign
from commission_app.printing.finishing import Attachment, finish
from commission_app.printing.paragraphs import Heading, Paragraph, Text
from commission_app.printing.styles import BODY, MENTION, RULE, TITLE, WATERMARK, Style
from commission_app.printing.tagging import Element, TaggedCanvas
from commission_app.printing.typefaces import Face, printable, width_of
from commission_app.texts import date_time_fr

COMMISSION: Final = "Commission nationale de sélection"
A4: Final = (595.28, 841.89)
MARGIN: Final = 56.0  # left and right
TOP: Final = 50.0  # above the header
FOOTER: Final = 62.0  # from the bottom edge to the text


class Frame(ABC):
    """What stands around the text. Pages are numbered from 0."""

    title: str  # of the document
    author: str
    date: datetime
    size: tuple[float, float]  # of the sheet, in points

    @property
    def width(self) -> float:
        """Width of the text."""
        return self.size[0] - 2 * MARGIN

    @abstractmethod
    def header_height(self, page: int) -> float:
        """Height of the header with the space under it."""

    def top(self, page: int) -> float:
        """Ordinate of the top of the text."""
        return self.size[1] - TOP - self.header_height(page)

    def height(self, page: int) -> float:
        """Height of the text."""
        return self.top(page) - FOOTER

    @abstractmethod
    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draw what surrounds the text, before the text."""

    def write(
        self, canvas: TaggedCanvas, x: float, baseline: float, text: str, face: Face, size: float, color: str
    ) -> None:
        """Write one line in the margin, from the left."""
        canvas.write(x, baseline, printable(text, face), face, size, color)

    def write_right(self, canvas: TaggedCanvas, baseline: float, text: str, size: float) -> None:
        """Write one line against the right margin."""
        text = printable(text, Face.REGULAR)
        x = self.size[0] - MARGIN - width_of(text, Face.REGULAR, size)
        canvas.write(x, baseline, text, Face.REGULAR, size, MENTION)


@dataclass
class PageFrame(Frame):
    """The frame of the documents of a commission: identity, title, edition, digest, page n / N."""

    author: str  # the commission
    campaign: str
    title: str
    date: datetime  # of edition
    notes: tuple[str, ...] = ()  # on the right of the first header: meeting, state
    digest: str = ""  # SHA-512 of the data, printed whole in the footer
    watermark: str = ""
    is_landscape: bool = False

    def __post_init__(self) -> None:
        """Turn the sheet when asked."""
        self.size = (A4[1], A4[0]) if self.is_landscape else A4

    def header_height(self, page: int) -> float:
        """The first header carries the identity of the commission, the others a reminder of the title."""
        return 38 if page else 58

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draw watermark, header and footer, as artifacts."""
        if self.watermark:
            with canvas.artifact("Watermark"):
                self._draw_watermark(canvas)
        with canvas.artifact("Header"):
            self._draw_reminder(canvas) if page else self._draw_identity(canvas)
        with canvas.artifact("Footer"):
            self._draw_footer(canvas, f"page {page + 1} / {pages}")

    def _draw_watermark(self, canvas: TaggedCanvas) -> None:
        text = printable(self.watermark, Face.BOLD)
        canvas.saveState()
        canvas.translate(self.size[0] / 2, self.size[1] / 2)
        canvas.rotate(33 if self.is_landscape else 52)
        canvas.write(-width_of(text, Face.BOLD, 150) / 2, -50, text, Face.BOLD, 150, WATERMARK)
        canvas.restoreState()

    def _draw_identity(self, canvas: TaggedCanvas) -> None:
        top = self.size[1] - TOP
        paint_sign(canvas, MARGIN + 12, top - 12, 24)
        self.write(canvas, MARGIN + 36, top - 9.5, self.author, Face.SEMIBOLD, 9, TITLE)
        self.write(canvas, MARGIN + 36, top - 21, self.campaign, Face.REGULAR, 8, MENTION)
        for index, note in enumerate(self.notes):
            self.write_right(canvas, top - 9.5 - 11.5 * index, note, 8)

    def _draw_reminder(self, canvas: TaggedCanvas) -> None:
        top = self.size[1] - TOP
        paint_sign(canvas, MARGIN + 6, top - 6, 12)
        self.write(canvas, MARGIN + 20, top - 9, self.title, Face.SEMIBOLD, 7.8, TITLE)
        self.write_right(canvas, top - 9, self.campaign, 7.8)

    def _draw_footer(self, canvas: TaggedCanvas, page: str) -> None:
        canvas.ink(RULE, is_line=True)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, 46, self.size[0] - MARGIN, 46)
        self.write(canvas, MARGIN, 35, f"Édité le {date_time_fr(self.date)}", Face.REGULAR, 7, MENTION)
        self.write_right(canvas, 35, page, 7)
        if self.digest:
            self.write(canvas, MARGIN, 25, "SHA-512", Face.REGULAR, 5, MENTION)
            self.write(canvas, MARGIN + 26, 25, self.digest, Face.MONO, 5, MENTION)


class Document:
    """A document being composed: add blocks, then render it to bytes."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._root = Element("Document")
        self._body: list[Block] = []

    def add(self, *blocks: Block) -> None:
        """Append blocks; they are read in that order."""
        for block in blocks:
            block.attach(self._root)
            self._body.append(block)

    def heading(self, level: int, text: str, *, starts_page: bool = False, room: float = 0) -> None:
        """Append a title of level 1, 2 or 3, with at least `room` points from its top to the bottom."""
        title = Heading(level, text, starts_page=starts_page)
        title.room = room
        self.add(title)

    def paragraph(self, text: Text, style: Style = BODY) -> None:
        """Append a paragraph."""
        self.add(Paragraph(text, style))

    def render(self, attachment: Attachment | None = None) -> bytes:
        """Lay out, draw, tag and finish: the whole PDF file."""
        frame = self.frame
        canvas = TaggedCanvas(frame.size)
        pages = paginate(Stack(self._body), frame.width, frame.height)
        for number, page in enumerate(pages):
            frame.draw(canvas, number, len(pages))
            page.draw(canvas, MARGIN, frame.top(number), frame.width)
            canvas.end_page()
        return finish(
            canvas.finished(),
            self._root,
            canvas.marks,
            title=frame.title,
            author=frame.author,
            date=frame.date,
            attachment=attachment,
        )
