"""The tagging layer over ReportLab's canvas: a tree of structure elements, and marked content as it is drawn.

ReportLab has no tag of its own (PDF.md §3). Whatever is drawn here stands either inside the marked content
of one element of the tree, or inside an artifact (rules, backgrounds, header and footer, repeated rows).
`finishing` turns the tree into the structure tree of the file.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import inf
from typing import Any, Literal, NamedTuple

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from commission_app.printing.styles import Style
from commission_app.printing.typefaces import Face, encoded, load, shortened, width_of

Pagination = Literal["Header", "Footer", "Watermark"]


class Stretch(NamedTuple):
    """Printable text in one face and one color."""

    text: str
    face: Face
    color: str


class MarkedContent(NamedTuple):
    """A piece of a page, by the number of the page (from 0) and its mark on that page."""

    page: int
    mcid: int


@dataclass(eq=False, slots=True)
class Element:
    """One node of the structure tree: what a screen reader walks through.

    `attributes` are those of tables (`Scope`, `ColSpan`); `box` is the bounding box of a figure in points.
    """

    tag: str
    alt: str = ""
    attributes: dict[str, str | int] = field(default_factory=dict)
    box: tuple[float, float, float, float] | None = None
    children: list["Element | MarkedContent"] = field(default_factory=list)

    def child(self, tag: str, *, alt: str = "") -> "Element":
        """Append and return a new element."""
        element = Element(tag, alt)
        self.children.append(element)
        return element


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no type information
    """A canvas on which everything drawn is tagged; `marks` lists the elements of each page by MCID."""

    def __init__(self, size: tuple[float, float]) -> None:
        load(Face.REGULAR)
        self._output = io.BytesIO()
        super().__init__(self._output, size, pageCompression=0, invariant=1, initialFontName=Face.REGULAR)
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
        self._begin(f"/{element.tag} <</MCID {len(marks)}>> BDC")
        element.children.append(MarkedContent(len(self.marks) - 1, len(marks)))
        marks.append(element)
        yield
        self._end()

    @contextmanager
    def artifact(self, kind: Pagination | None = None) -> Iterator[None]:
        """Everything drawn inside is decoration, or belongs to the page rather than to the text."""
        self._begin(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC" if kind else "/Artifact BMC")
        yield
        self._end()

    @contextmanager
    def repeated(self) -> Iterator[None]:
        """Header rows drawn again on a following page: seen, but read once."""
        self._is_repeating = True
        try:
            yield
        finally:
            self._is_repeating = False

    def _begin(self, operator: str) -> None:
        if self._is_open:
            raise RuntimeError("marked content is never nested")
        self._is_open = True
        self.addLiteral(operator)

    def _end(self) -> None:
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
        self.addLiteral(f"{_components(color)} {'RG' if is_line else 'rg'}")

    def rule(self, x: float, y: float, width: float, color: str, thickness: float) -> None:
        """Draw a horizontal line."""
        self.ink(color, is_line=True)
        self.addLiteral(f"{thickness} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    def fill(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """Fill a rectangle, from its lower left corner."""
        self.ink(color)
        self.addLiteral(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def place(self, picture: Any, name: str, box: tuple[float, float, float, float]) -> None:
        """Draw an object of ReportLab's into (left, bottom, width, height); the file holds it once."""
        inner = self._doc.getXObjectName(name)
        if inner not in self._doc.idToObject:
            self._doc.Reference(picture, inner)
            self._doc.addForm(name, picture)
        self._formsinuse.append(name)
        left, bottom, width, height = box
        self.addLiteral(f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /{inner} Do Q")

    def disc(self, x: float, y: float, radius: float, color: str) -> None:
        """Fill a circle around a point."""
        self.rounded(x - radius, y - radius, (2 * radius, 2 * radius), radius, fill=color)

    def rounded(
        self,
        x: float,
        y: float,
        size: tuple[float, float],
        radius: float,
        *,
        fill: str = "",
        outline: str = "",
        thickness: float = 0,
    ) -> None:
        """Fill a rectangle with round corners, or draw its outline, or both, from its lower left corner."""
        if fill:
            self.ink(fill)
        if outline:
            self.ink(outline, is_line=True)
            self.addLiteral(f"{thickness} w")
        painting = "S" if not fill else "B" if outline else "f"
        self.addLiteral(f"q 1 0 0 1 {x:.2f} {y:.2f} cm {_round_rectangle(*size, radius)} {painting} Q")

    def write(self, x: float, baseline: float, text: str, style: Style, room: float = inf) -> None:
        """Write one line of at most `room` points; `x` is its left end, middle or right end by alignment."""
        text = shortened(text, style.face, style.size, room)
        share = {"left": 0.0, "center": 0.5, "right": 1.0}[style.align]
        x -= share * width_of(text, style.face, style.size)
        self.write_lines([(x, baseline, [Stretch(text, style.face, style.color)])], style)

    def write_lines(self, lines: Iterable[tuple[float, float, Iterable[Stretch]]], style: Style) -> None:
        """Write lines of printable text, each from its left end; glyphs are named in hexadecimal."""
        code = ["BT"]
        if style.tracking:
            code.append(f"{style.tracking * style.size:.4f} Tc")
        color = font = ""
        for x, baseline, stretches in lines:
            code.append(f"1 0 0 1 {x:.2f} {baseline:.2f} Tm")
            for stretch in stretches:
                if color != stretch.color:
                    color = stretch.color
                    code.append(f"{_components(color)} rg")
                for name, glyphs in encoded(stretch.text, stretch.face, self._doc):
                    if font != name:
                        font = name
                        code.append(f"{font} {style.size} Tf")
                    code.append(f"<{glyphs.hex()}> Tj")
        code.append("0 Tc ET" if style.tracking else "ET")
        self.addLiteral("\n".join(code))

    def end_page(self) -> None:
        """Finish the page; what follows is drawn on the next one."""
        self.showPage()
        self.marks.append([])

    def finished(self) -> bytes:
        """Return the file as ReportLab writes it, without its tags yet."""
        self.marks.pop()
        self.save()
        return self._output.getvalue()


@cache
def _components(color: str) -> str:
    """Return `#rrggbb` as three numbers from 0 to 1."""
    return " ".join(f"{int(color[start : start + 2], 16) / 255:.4f}" for start in (1, 3, 5))


@lru_cache(maxsize=64)  # the same few come back on every page; a box is as high as its text
def _round_rectangle(width: float, height: float, radius: float) -> str:
    """Return the path of a rectangle whose lower left corner is at 0, 0."""
    path = PDFPathObject()
    path.roundRect(0, 0, width, height, radius)
    code: str = path.getCode()
    return code
