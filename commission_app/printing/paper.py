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
from commission_app.printing.typefaces import Face
from commission_app.texts import date_time_fr

COMMISSION: Final = "Commission nationale de sélection"
PROJECT: Final = "Projet"  # across each page of what is not final
A4: Final = (595.28, 841.89)
MARGIN: Final = 56.0  # left and right
TOP: Final = 50.0  # above the header
FOOTER: Final = 62.0  # from the bottom edge to the text

FOOTER_RIGHT: Final = Style(size=7, color=MENTION, align="right")
_FOOTER: Final = Style(size=7, color=MENTION)
_DIGEST_LABEL: Final = Style(size=5, color=MENTION)
_DIGEST: Final = Style(Face.MONO, 5, color=MENTION)  # 128 signs on one line
_IDENTITY: Final = Style(Face.SEMIBOLD, 9, color=TITLE)
_REMINDER: Final = Style(Face.SEMIBOLD, 7.8, color=TITLE)
_HEADER: Final = Style(size=8, color=MENTION)
_HEADER_RIGHT: Final = Style(size=8, color=MENTION, align="right")
_WATERMARK: Final = Style(Face.BOLD, 150, color=WATERMARK, align="center")


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

    @property
    def right(self) -> float:
        """Abscissa of the right margin."""
        return self.size[0] - MARGIN

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
        canvas.saveState()
        canvas.translate(self.size[0] / 2, self.size[1] / 2)
        canvas.rotate(33 if self.is_landscape else 52)
        canvas.write(0, -50, self.watermark, _WATERMARK)
        canvas.restoreState()

    def _draw_identity(self, canvas: TaggedCanvas) -> None:
        top = self.size[1] - TOP
        paint_sign(canvas, MARGIN + 12, top - 12, 24)
        canvas.write(MARGIN + 36, top - 9.5, self.author, _IDENTITY, self.width * 0.6)
        canvas.write(MARGIN + 36, top - 21, self.campaign, _HEADER, self.width * 0.6)
        for index, note in enumerate(self.notes):
            canvas.write(self.right, top - 9.5 - 11.5 * index, note, _HEADER_RIGHT, self.width * 0.3)

    def _draw_reminder(self, canvas: TaggedCanvas) -> None:
        top = self.size[1] - TOP
        paint_sign(canvas, MARGIN + 6, top - 6, 12)
        canvas.write(MARGIN + 20, top - 9, self.title, _REMINDER, self.width * 0.4)
        canvas.write(self.right, top - 9, self.campaign, _HEADER_RIGHT, self.width * 0.5)

    def _draw_footer(self, canvas: TaggedCanvas, page: str) -> None:
        canvas.rule(MARGIN, 46, self.width, RULE, 0.5)
        canvas.write(MARGIN, 35, f"Édité le {date_time_fr(self.date)}", _FOOTER)
        canvas.write(self.right, 35, page, FOOTER_RIGHT)
        if self.digest:
            canvas.write(MARGIN, 25, "SHA-512", _DIGEST_LABEL)
            canvas.write(MARGIN + 26, 25, self.digest, _DIGEST)


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
