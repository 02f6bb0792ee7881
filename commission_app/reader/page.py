"""One page of an open document: its image, its characters and where they are, its links.

PDFium counts in the page's own coordinates, from the bottom left of the MediaBox and before /Rotate. All that
leaves this module is counted from the top left of the page as displayed: PDF.md §7 tells how naive
conversions miss on rotated and cropped pages.
"""

import ctypes
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import islice, repeat
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from commission_app.errors import AppError
from commission_app.reader.text_index import one_line
from commission_app.reader.values import Box

LARGEST_SIDE_PX = 3_000  # a page of two billion points must not ask for its bitmap (PDF.md §1)
PADDING = 5  # tenths of a point around a passage, whose boxes otherwise cut the letters that lean out
LINE_REACH_PT = 4.0
LETTERS_SAMPLED = 200
EM_HEIGHT = 1.2  # from the lowest to the highest a letter may reach, for a size of 1
LINKS_LIMIT = 1_000
WORDS_LIMIT = 120  # characters of the words of a link
_GRID = 1_000_000  # PageToDevice answers in whole units: a fine grid keeps hundredths of a point

_LINE_END_HYPHEN = 0x02  # PDFium's mark for a hyphen and the line break after it, one character for both
_REPLACED = {_LINE_END_HYPHEN: "-", ord("\t"): " ", ord("\r"): " ", ord("\n"): "\n"}
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


class Page:
    """A loaded page, numbered from 1. Close it before its document. Raises PIE-07 when it is damaged."""

    def __init__(self, document: pypdfium2.PdfDocument, number: int) -> None:
        self._document = document
        self.number = number
        try:
            self._page = document.get_page(number - 1)
        except pypdfium2.PdfiumError as error:
            raise AppError("PIE-07", page=number) from error
        width, height = self._page.get_size()
        self.width_pt, self.height_pt = max(width, 1.0), max(height, 1.0)

    def close(self) -> None:
        """Give the memory of the page back."""
        if "_characters" in self.__dict__:
            self._characters.close()
        self._page.close()

    # ------------------------------------------------------------------------------------------ image

    def image(self, width_px: int, rotation: int) -> pypdfium2.PdfBitmap:
        """Draw the page on white, with its form fields, turned clockwise by `rotation` degrees (BGRx)."""
        width, height = self._size_px(width_px, rotation)
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGRx)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        where = (bitmap, self._page, 0, 0, width, height, rotation // 90, pdfium.FPDF_ANNOT)
        pdfium.FPDF_RenderPageBitmap(*where)
        if self._document.formenv is not None:
            pdfium.FPDF_FFLDraw(self._document.formenv, *where)
        return bitmap

    def _size_px(self, width_px: int, rotation: int) -> tuple[int, int]:
        width_pt, height_pt = self.width_pt, self.height_pt
        if rotation in (90, 270):
            width_pt, height_pt = height_pt, width_pt
        scale = min(width_px / width_pt, LARGEST_SIDE_PX / width_pt, LARGEST_SIDE_PX / height_pt)
        return max(1, round(width_pt * scale)), max(1, round(height_pt * scale))

    # ------------------------------------------------------------------------------------- characters

    @cached_property
    def text(self) -> str:
        """The characters of the page, one for each that PDFium counts."""
        codes = map(pdfium.FPDFText_GetUnicode, repeat(self._characters.raw), range(self.count))
        return "".join(map(_character, codes))

    @property
    def count(self) -> int:
        """How many characters PDFium finds on the page."""
        return max(0, int(pdfium.FPDFText_CountChars(self._characters)))

    def character_at(self, x_pt: float, y_pt: float, reach_pt: float) -> int | None:
        """Return the index of the character at a point, else of the nearest one within reach."""
        x, y = ctypes.c_double(), ctypes.c_double()
        across = round(x_pt / self.width_pt * _GRID)
        down = round(y_pt / self.height_pt * _GRID)
        pdfium.FPDF_DeviceToPage(self._page, 0, 0, _GRID, _GRID, 0, across, down, x, y)
        # Beside a line, its end comes before the longer line under it.
        for down_pt in (min(reach_pt, LINE_REACH_PT), reach_pt):
            index = pdfium.FPDFText_GetCharIndexAtPos(self._characters, x.value, y.value, reach_pt, down_pt)
            if index >= 0:
                return int(index)
        return None

    def range_boxes(self, start: int, count: int) -> list[Box]:
        """Return the boxes of a run of characters, merged line by line and padded."""
        lines: list[Box] = []
        previous: Box | None = None
        for index in range(max(start, 0), min(start + count, self.count)):
            box = self._character_box(index)
            if box is None:
                continue
            if previous is not None and _follows(previous, box):
                lines[-1] = _around(lines[-1], box)
            else:
                lines.append(box)
            previous = box
        return [self._padded(line) for line in lines]

    def letter_sizes(self) -> list[float]:
        """Return the sizes in points of some of the letters, taken evenly over the page."""
        step = max(1, self.count // LETTERS_SAMPLED)
        boxes = (self._character_box(index) for index in range(0, self.count, step))
        # The side across the line, whichever way the line runs: letters are narrower than high.
        return [max(box[2] - box[0], box[3] - box[1]) / 10 / EM_HEIGHT for box in boxes if box is not None]

    @cached_property
    def _characters(self) -> pypdfium2.PdfTextPage:
        try:
            return self._page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise AppError("PIE-07", page=self.number) from error

    def _character_box(self, index: int) -> Box | None:
        """Return the box of one character; None for the spaces and line breaks that PDFium makes up."""
        rect = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(self._characters, index, rect):
            return None
        if rect.left == rect.right or rect.bottom == rect.top:
            return None
        return self._displayed(rect)

    # ------------------------------------------------------------------------------------------ links

    def links(self) -> Iterator[tuple[Box, int, str]]:
        """Give the box, the target page (from 1) and the words of each link that stays in the document."""
        for link in islice(self._raw_links(), LINKS_LIMIT):
            rect = pdfium.FS_RECTF()
            target = pdfium.FPDFLink_GetDest(self._document, link)
            page = pdfium.FPDFDest_GetDestPageIndex(self._document, target) if target else -1
            if page >= 0 and pdfium.FPDFLink_GetAnnotRect(link, rect):
                yield self._displayed(rect), page + 1, self._words_in(rect)

    def _words_in(self, rect: Any) -> str:
        words = self._characters.get_text_bounded(rect.left, rect.bottom, rect.right, rect.top)
        return one_line(words)[:WORDS_LIMIT]

    def _raw_links(self) -> Iterator[Any]:
        place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(self._page, place, link):
            yield link

    # --------------------------------------------------------------------------------------- geometry

    def _displayed(self, rect: Any) -> Box:
        """Turn a rectangle of the page's own coordinates into a box as displayed."""
        x1, y1 = self._to_display(rect.left, rect.bottom)
        x2, y2 = self._to_display(rect.right, rect.top)
        return (
            round(min(x1, x2) * 10),
            round(min(y1, y2) * 10),
            round(max(x1, x2) * 10),
            round(max(y1, y2) * 10),
        )

    def _to_display(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of a point, in points from the top left, from the page's own coordinates."""
        right, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self._page, 0, 0, _GRID, _GRID, 0, x, y, right, down)
        return right.value / _GRID * self.width_pt, down.value / _GRID * self.height_pt

    def _padded(self, box: Box) -> Box:
        """Enlarge a box a little, inside the page."""
        return (
            max(box[0] - PADDING, 0),
            max(box[1] - PADDING, 0),
            min(box[2] + PADDING, round(self.width_pt * 10)),
            min(box[3] + PADDING, round(self.height_pt * 10)),
        )


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _follows(previous: Box, box: Box) -> bool:
    """Tell whether a character goes on the line of the one before, written across the page or along it."""
    if _overlap(previous, box, 1, 3):
        return True
    gap = min(abs(box[1] - previous[3]), abs(previous[1] - box[3]))
    return 2 * gap <= box[3] - box[1] and _overlap(previous, box, 0, 2)


def _overlap(one: Box, other: Box, low: int, high: int) -> bool:
    """Tell whether one of two boxes covers at least half of the smaller, in one direction."""
    shared = min(one[high], other[high]) - max(one[low], other[low])
    return 2 * shared >= min(one[high] - one[low], other[high] - other[low])


@cache
def _character(code: int) -> str:
    """Return the character of a code given by PDFium, which also gives codes that are no characters."""
    if code in _REPLACED:
        return _REPLACED[code]
    is_surrogate = 0xD800 <= code <= 0xDFFF
    if code < 0x20 or is_surrogate or code > 0x10FFFF or code & 0xFFFE == 0xFFFE:
        return _UNKNOWN
    return chr(code)
