"""The tagging layer over ReportLab's canvas: a tree of structure elements, and marked content as it is drawn.

ReportLab has no tag of its own (PDF.md §3). Whatever is drawn here stands either inside the marked content
of one element of the tree, or inside an artifact (rules, backgrounds, header and footer, repeated rows).
`finishing` turns the tree into the structure tree of the file.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from commission_app.printing.typefaces import Face, load

Pagination = Literal["Header", "Footer", "Watermark"]


class MarkedContent(NamedTuple):
    """A piece of a page, by the number of the page (from 0) and its mark on that page."""

    page: int
    mcid: int


@dataclass(eq=False)
class Element:
    """One node of the structure tree: what a screen reader walks through.

    `attributes` are those of tables (`Scope`, `ColSpan`); `box` is the bounding box of a figure in points.
    """

    tag: str
    alt: str = ""
    attributes: dict[str, str | int] = field(default_factory=dict)
    box: tuple[float, float, float, float] | None = None
    children: list["Element | MarkedContent"] = field(default_factory=list)

    def child(self, tag: str, *, alt: str = "", **attributes: str | int) -> "Element":
        """Append and return a new element."""
        element = Element(tag, alt, attributes)
        self.children.append(element)
        return element


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no type information
    """A canvas on which everything drawn is tagged; `marks` lists the elements of each page by MCID."""

    def __init__(self, size: tuple[float, float]) -> None:
        load(*Face)
        self._output = io.BytesIO()
        super().__init__(self._output, size, pageCompression=1, invariant=1, initialFontName=Face.REGULAR)
        self.marks: list[list[Element]] = [[]]
        self._is_open = False
        self._is_repeating = False
        self._bookmarks = 0

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """Everything drawn inside belongs to the element; to an artifact inside `repeated()`."""
        if self._is_repeating:
            with self.artifact():
                yield
            return
        marks = self.marks[-1]
        element.children.append(MarkedContent(len(self.marks) - 1, len(marks)))
        with self._marked(f"/{element.tag} <</MCID {len(marks)}>> BDC"):
            marks.append(element)
            yield

    @contextmanager
    def artifact(self, kind: Pagination | None = None) -> Iterator[None]:
        """Everything drawn inside is decoration, or belongs to the page rather than to the text."""
        operator = f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC" if kind else "/Artifact BMC"
        with self._marked(operator):
            yield

    @contextmanager
    def repeated(self) -> Iterator[None]:
        """Header rows drawn again on a following page: seen, but read once."""
        self._is_repeating = True
        try:
            yield
        finally:
            self._is_repeating = False

    @contextmanager
    def _marked(self, operator: str) -> Iterator[None]:
        if self._is_open:
            raise RuntimeError("marked content is never nested")
        self._is_open = True
        self.addLiteral(operator)
        yield
        self.addLiteral("EMC")
        self._is_open = False

    def outline(self, title: str, level: int, top: float) -> None:
        """Add an entry to the panel of bookmarks (level 0 is the outermost)."""
        self._bookmarks += 1
        key = f"h{self._bookmarks}"
        self.bookmarkHorizontal(key, 0, top)
        self.addOutlineEntry(title, key, level, closed=level > 0)

    def ink(self, color: str, *, is_line: bool = False) -> None:
        """Choose the color of what is drawn next, as `#rrggbb`."""
        (self.setStrokeColor if is_line else self.setFillColor)(HexColor(color))

    def write(self, x: float, baseline: float, text: str, face: Face, size: float, color: str) -> None:
        """Write one line of printable text from the left."""
        self.ink(color)
        self.setFont(face.value, size)
        self.drawString(x, baseline, text)

    def end_page(self) -> None:
        """Finish the page; what follows is drawn on the next one."""
        self.showPage()
        self.marks.append([])

    def finished(self) -> bytes:
        """Return the file as ReportLab writes it, without its tags yet."""
        self.marks.pop()
        self.save()
        return self._output.getvalue()
