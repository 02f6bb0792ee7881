"""An open PDF document, in the reading process: pages, table of contents, text and search.

PDFium is told to draw form fields, which would otherwise leave a completed form looking empty (PDF.md §1).
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from commission_app.errors import AppError
from commission_app.reader.page import Page
from commission_app.reader.text_index import TextIndex
from commission_app.reader.values import DocumentView, Hit, OutlineItem, PageSize

ENGINE = f"pdfium {pypdfium2.PDFIUM_INFO.build}"
PAGES_LIMIT = 2_000
OUTLINE_LIMIT = 2_000
OUTLINE_DEPTH = 8
TITLE_LIMIT = 300
HITS_LIMIT = 5_000
PAGES_TRIED_FOR_TEXT = 3  # a document whose first pages are all images is taken for a scan, without delay
A4 = PageSize(595.0, 842.0)


class Document:
    """A PDF held in memory. Raises PIE-01 when it cannot be read, PIE-04 when it asks for a password."""

    def __init__(self, data: bytes, password: str | None = None) -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError as error:
            wants_password = error.err_code == pdfium.FPDF_ERR_PASSWORD
            raise AppError("PIE-04" if wants_password else "PIE-01") from error
        if len(self._pdf) > PAGES_LIMIT:
            self._pdf.close()
            raise AppError("PIE-01")
        self._pdf.init_forms()
        self._page: Page | None = None
        self._indexes: dict[int, TextIndex] = {}

    def close(self) -> None:
        """Give the memory of the document back."""
        self._close_page()
        self._pdf.close()

    @property
    def pages(self) -> int:
        """How many pages the document has."""
        return len(self._pdf)

    def page(self, number: int) -> Page:
        """Return a page, from 1. Raises PIE-07 when it is missing or damaged.

        The last page is kept: moving the pointer over it asks for it many times a second.
        """
        if self._page is None or self._page.number != number:
            self._close_page()
            self._page = Page(self._pdf, number)
        return self._page

    def view(self) -> DocumentView:
        """Return what the application shows before any page: sizes, table of contents."""
        return DocumentView(
            pages=tuple(map(self._size, range(self.pages))),
            has_text=self.has_text(PAGES_TRIED_FOR_TEXT),
            outline=tuple(self._outline()),
            engine=ENGINE,
            text_pt=self._text_pt(),
        )

    def has_text(self, tried: int) -> bool:
        """Tell whether one of the first `tried` pages carries characters."""
        return any(self._count(number) > 0 for number in range(1, min(tried, self.pages) + 1))

    def search(self, query: str) -> list[Hit]:
        """Find words on every page, in order; damaged pages hold nothing."""
        return list(islice(self._hits(query), HITS_LIMIT))

    def _hits(self, query: str) -> Iterator[Hit]:
        for number in range(1, self.pages + 1):
            for start, count in self._index(number).find(query):
                yield Hit(number, start, count)

    def _text_pt(self) -> float:
        """Return the size of most letters of the first pages: titles and notes are fewer."""
        sizes: list[float] = []
        for number in range(1, min(PAGES_TRIED_FOR_TEXT, self.pages) + 1):
            with suppress(AppError):
                sizes += self.page(number).letter_sizes()
        return round(median(sizes), 1) if sizes else 0.0

    def _index(self, number: int) -> TextIndex:
        """Return the folded text of a page, kept: a search is typed letter by letter."""
        if number not in self._indexes:
            try:
                text = self.page(number).text
            except AppError:
                text = ""
            self._indexes[number] = TextIndex(text)
        return self._indexes[number]

    def _count(self, number: int) -> int:
        try:
            return self.page(number).count
        except AppError:
            return 0

    def _size(self, index: int) -> PageSize:
        """Return the size of a page; a damaged one keeps its place as a blank A4."""
        try:
            return PageSize(*self._pdf.get_page_size(index))
        except (pypdfium2.PdfiumError, ValueError):
            return A4

    def _outline(self) -> Iterator[OutlineItem]:
        for bookmark in islice(self._pdf.get_toc(max_depth=OUTLINE_DEPTH), OUTLINE_LIMIT):
            target = bookmark.get_dest()
            index = target.get_index() if target else None
            yield OutlineItem(_title(bookmark), bookmark.level, None if index is None else index + 1)

    def _close_page(self) -> None:
        if self._page is not None:
            self._page.close()
            self._page = None


def _title(bookmark: pypdfium2.PdfBookmark) -> str:
    try:
        return " ".join(bookmark.get_title().split())[:TITLE_LIMIT]
    except UnicodeDecodeError:
        return ""
