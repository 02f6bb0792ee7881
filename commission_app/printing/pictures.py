"""Pictures on paper: a PNG with a palette goes into the file as it is, its colors by number."""

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFImageXObject, PDFName, PDFStream

from commission_app.printing.blocks import Block
from commission_app.printing.paragraphs import Paragraph
from commission_app.printing.styles import RULE, Style
from commission_app.printing.tagging import Element, TaggedCanvas

POINTS_OF_A_PIXEL = 0.27  # a picture has two pixels for one of the screen: 13 of the screen are 7 points
UNDER = 5.0  # between a picture and its words


@dataclass(frozen=True)
class Pixels:
    """The pixels of a picture: one byte each, the number of its color."""

    name: str
    size: tuple[int, int]
    numbers: bytes
    colors: Sequence[int]  # red, green, blue of each, from 0 to 255


def read_picture(name: str, data: bytes) -> Pixels:
    """Read a PNG with a palette. ValueError when it has none, or is no picture at all."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            palette = image.getpalette()
            if image.mode != "P" or palette is None:
                raise ValueError(f"{name} has no palette")
            return Pixels(name, image.size, image.tobytes(), palette)
    except OSError as error:
        raise ValueError(f"{name} is no picture") from error


class _Embedded(PDFImageXObject):  # type: ignore[misc]  # reportlab has no type information
    """The picture as an object of the file."""

    def __init__(self, pixels: Pixels) -> None:
        super().__init__(pixels.name)
        self._pixels = pixels

    def format(self, document: object) -> bytes:
        """Write the object: ReportLab's own would turn every pixel into three bytes."""
        content = zlib.compress(self._pixels.numbers, 9)
        colors = bytes(self._pixels.colors)
        stream = PDFStream(content=content)
        width, height = self._pixels.size
        stream.dictionary.dict.update(
            Type=PDFName("XObject"),
            Subtype=PDFName("Image"),
            Width=width,
            Height=height,
            BitsPerComponent=8,
            ColorSpace=f"[/Indexed /DeviceRGB {len(colors) // 3 - 1} <{colors.hex()}>]",
            Filter=PDFName("FlateDecode"),
            Length=len(content),
        )
        written: bytes = stream.format(document)
        return written


class PrintedPicture(Block):
    """A picture in a thin frame, over the words that say what it shows: seen once, and read once."""

    def __init__(self, pixels: Pixels, alt: str, style: Style) -> None:
        self._pixels = pixels
        self._alt = alt
        self._words = Paragraph(alt, style)
        self._element = Element("Figure")
        self.before = self.after = 10

    def attach(self, parent: Element) -> None:
        """Stand in the tree as a figure with its alternative text, which are the words under it."""
        self._element = parent.child("Figure", alt=self._alt)
        self._words.stand_for(self._element)

    def measure(self, width: float) -> float:
        """Return the height of the picture and of its words."""
        return self._size(width)[1] + UNDER + self._words.measure(width)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the frame, the picture, then the words."""
        across, down = self._size(width)
        left, bottom = x + (width - across) / 2, top - down
        self._element.box = (x, top - self.measure(width), x + width, top)
        with canvas.content(self._element):
            canvas.place(_Embedded(self._pixels), self._pixels.name, (left, bottom, across, down))
        with canvas.artifact():
            canvas.ink(RULE, is_line=True)
            canvas.setLineWidth(0.6)
            canvas.rect(left, bottom, across, down, stroke=1, fill=0)
        self._words.draw(canvas, x, bottom - UNDER, width)

    def _size(self, width: float) -> tuple[float, float]:
        across = min(self._pixels.size[0] * POINTS_OF_A_PIXEL, width)
        return across, across * self._pixels.size[1] / self._pixels.size[0]
