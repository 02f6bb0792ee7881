"""Paragraphs: plain runs of text in lines, titles, lists."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace

from commission_app.printing.blocks import HAIR, Block, Indented, Stack
from commission_app.printing.lines import Line, broken
from commission_app.printing.styles import HEADINGS, Style
from commission_app.printing.tagging import Element, Stretch, TaggedCanvas
from commission_app.printing.typefaces import Face, printable

CENTER_OF_CAPITALS = 0.36  # of the size, above the baseline: typefaces of one line share their baseline


@dataclass(frozen=True)
class Run:
    """A stretch of text in another face or color than its paragraph."""

    text: str
    face: Face | None = None
    color: str | None = None


Text = str | Run | Sequence[str | Run]


def strong(text: str) -> Run:
    """Text that must be seen first."""
    return Run(text, Face.SEMIBOLD)


class Paragraph(Block):
    """Text in one style. `ornament` paints a small sign, `indent` points wide, before the first line."""

    role = "P"

    def __init__(
        self,
        text: Text,
        style: Style,
        *,
        indent: float = 0,
        ornament: Callable[[TaggedCanvas, float, float], None] | None = None,
    ) -> None:
        self._runs = [text] if isinstance(text, str | Run) else text
        self.style = style
        self.before, self.after = style.before, style.after
        self._indent = indent
        self._ornament = ornament
        self._element = Element(self.role)
        self._lines: tuple[Line, ...] = ()
        self._broken_at = -1.0  # the width for which `_lines` were broken
        self._is_cut = False  # holds some lines of a longer text: they are not broken again

    def attach(self, parent: Element) -> None:
        """Become a child of `parent`, with the role of this kind of paragraph."""
        self._element = parent.child(self.role)

    def stand_for(self, element: Element) -> None:
        """Be the content of an existing element (a table cell, the body of a list item)."""
        self._element = element

    def measure(self, width: float) -> float:
        """Break the lines when the width is new, and return their height."""
        if self._broken_at != width and not self._is_cut:
            self._lines = broken(tuple(self._stretches()), self.style, width - self._indent)
            self._broken_at = width
        return len(self._lines) * self.style.leading

    def split(self, width: float, height: float) -> "tuple[Paragraph, Paragraph] | None":
        """Cut between two lines, leaving two lines at least on each side."""
        self.measure(width)
        count = min(int(height / self.style.leading + HAIR), len(self._lines) - 2)
        if count < 2:
            return None
        first, rest = copy(self), copy(self)
        first.keep(slice(count), after=0)
        rest.keep(slice(count, None), before=0)
        return first, rest

    def keep(self, lines: slice, *, before: float | None = None, after: float | None = None) -> None:
        """Keep some lines only, when a paragraph is cut: the first part alone carries the ornament."""
        self._lines, self._is_cut = self._lines[lines], True
        self._ornament = None if lines.start else self._ornament
        self.before = self.before if before is None else before
        self.after = self.after if after is None else after

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the ornament, then the lines as the content of the element."""
        self.measure(width)
        style = self.style
        baseline = top - style.leading / 2 - CENTER_OF_CAPITALS * style.size
        if self._ornament:
            with canvas.artifact():
                self._ornament(canvas, x, top - style.leading / 2)
        if not any(line.stretches for line in self._lines):
            return
        with canvas.content(self._element):
            self._write(canvas, x + self._indent, baseline, width - self._indent)

    def _write(self, canvas: TaggedCanvas, x: float, baseline: float, width: float) -> None:
        leading = self.style.leading
        canvas.write_lines(
            (
                (x + self._shift(line, width), baseline - number * leading, line.stretches)
                for number, line in enumerate(self._lines)
            ),
            self.style,
        )

    def _shift(self, line: Line, width: float) -> float:
        if self.style.align == "left":
            return 0
        room = width - line.width
        return room if self.style.align == "right" else room / 2

    def _stretches(self) -> Iterator[Stretch]:
        for item in self._runs:
            run = item if isinstance(item, Run) else Run(item)
            yield Stretch(run.text, run.face or self.style.face, run.color or self.style.color)


class Heading(Paragraph):
    """A title of level 1 to 3: never alone at the bottom of a page, and in the panel of bookmarks."""

    keeps_with_next = True

    def __init__(
        self, level: int, text: str, *, style: Style | None = None, starts_page: bool = False
    ) -> None:
        self.role = f"H{level}"
        super().__init__(text, style or HEADINGS[level - 1])
        self._level = level
        self._title = printable(text, Face.REGULAR).replace("\n", " ")
        self.starts_page = starts_page

    def split(self, width: float, height: float) -> None:
        """A title is never cut."""

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the title and enter it among the bookmarks (levels 1 and 2)."""
        if self._level < 3:
            canvas.outline(self._title, self._level - 1, top + 8)
        super().draw(canvas, x, top, width)


class BulletList(Stack):
    """A list whose items have a label each: a dash, or a number."""

    def __init__(self, items: Iterable[tuple[str, Text]], style: Style, *, indent: float = 14) -> None:
        super().__init__(_Item(label, text, style, indent) for label, text in items)
        self.before, self.after = style.before, style.after

    def attach(self, parent: Element) -> None:
        """Stand in the tree as a list."""
        super().attach(parent.child("L"))


class _Item(Block):
    """A label in the margin of its paragraph."""

    def __init__(self, label: str, text: Text, style: Style, indent: float) -> None:
        tight = replace(style, before=style.before / 2, after=style.after / 2)
        self._label: Paragraph | None = Paragraph(label, tight)
        self._body = Paragraph(text, tight)
        self._indent = indent
        self.before, self.after = tight.before, tight.after

    def attach(self, parent: Element) -> None:
        item = parent.child("LI")
        if self._label:
            self._label.stand_for(item.child("Lbl"))
        self._body.stand_for(item.child("LBody"))

    def measure(self, width: float) -> float:
        return self._body.measure(width - self._indent)

    def split(self, width: float, height: float) -> "tuple[_Item, Block] | None":
        parts = self._body.split(width - self._indent, height)
        if parts is None:
            return None
        first = copy(self)
        first.keep(parts[0])
        return first, Indented(parts[1], self._indent)

    def keep(self, body: Paragraph) -> None:
        self._body = body
        self.after = body.after

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        if self._label:
            self._label.draw(canvas, x, top, self._indent)
        self._body.draw(canvas, x + self._indent, top, width - self._indent)
