"""Blocks: what a page is filled with. A block knows its height, how to be cut, and how to draw itself."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence

from commission_app.printing.tagging import Element, TaggedCanvas

HAIR = 0.01  # points: rounding never decides where a page ends


class Block(ABC):
    """One piece of the flow, as wide as its column.

    `before` and `after` are the white spaces around it, in points; neighbours share the larger one. `room`
    is the height wanted at least under its top, or it goes to the next page.
    """

    before: float = 0
    after: float = 0
    room: float = 0
    keeps_with_next = False
    starts_page = False

    @abstractmethod
    def attach(self, parent: Element) -> None:
        """Take a place in the structure tree, under `parent`. A decoration takes none."""

    @abstractmethod
    def measure(self, width: float) -> float:
        """Return the height in points."""

    def split(self, width: float, height: float) -> "tuple[Block, Block] | None":
        """Return a first part at most `height` high and the rest, or None when it cannot be cut there."""
        del width, height
        return None

    @abstractmethod
    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw from the top left corner."""


class Stack(Block):
    """Blocks one under another."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks = list(blocks)

    def attach(self, parent: Element) -> None:
        """Attach each block to the same parent."""
        for block in self.blocks:
            block.attach(parent)

    def measure(self, width: float) -> float:
        """Return the height with the spaces between the blocks."""
        return sum(block.measure(width) + self._gap(index) for index, block in enumerate(self.blocks))

    def _gap(self, index: int) -> float:
        if index == 0:
            return 0
        return max(self.blocks[index - 1].after, self.blocks[index].before)

    def split(self, width: float, height: float) -> "tuple[Stack, Stack] | None":
        """Cut between two blocks or inside one; a title never stays alone at the bottom."""
        used = 0.0
        for index, block in enumerate(self.blocks):
            if block.starts_page and index:
                return self._cut(index)
            start = used + self._gap(index)
            used = start + block.measure(width)
            if index and start + block.room > height and not self._fits(index, width, height - start):
                return self._cut_before(index)
            if used > height + HAIR:
                return self._cut_inside(index, width, height - start)
        return None

    def _cut_inside(self, index: int, width: float, room: float) -> "tuple[Stack, Stack] | None":
        parts = self.blocks[index].split(width, room)
        if parts:
            return Stack([*self.blocks[:index], parts[0]]), Stack([parts[1], *self.blocks[index + 1 :]])
        return self._cut_before(index)

    def _fits(self, index: int, width: float, room: float) -> bool:
        """Tell whether all that is left fits in the room."""
        for block in self.blocks[index:]:
            room -= block.measure(width) + max(block.before, block.after)
            if room < 0:
                return False
        return True

    def _cut_before(self, index: int) -> "tuple[Stack, Stack] | None":
        while index and self.blocks[index - 1].keeps_with_next:
            index -= 1
        return self._cut(index) if index else None

    def _cut(self, index: int) -> "tuple[Stack, Stack]":
        return Stack(self.blocks[:index]), Stack(self.blocks[index:])

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the blocks from top to bottom."""
        for index, block in enumerate(self.blocks):
            top -= self._gap(index)
            block.draw(canvas, x, top, width)
            top -= block.measure(width)


def paginate(body: Stack, width: float, height_of_page: Callable[[int], float]) -> list[Stack]:
    """Cut the body into pages; `height_of_page` gives the room of each, numbered from 0.

    A block that fits on no page at all is drawn alone, past the bottom, rather than lost.
    """
    pages: list[Stack] = []
    rest = body
    while True:
        room = height_of_page(len(pages))
        parts = rest.split(width, room)
        if parts is None and rest.measure(width) > room + HAIR and len(rest.blocks) > 1:
            parts = Stack(rest.blocks[:1]), Stack(rest.blocks[1:])
        if parts is None:
            return [*pages, rest]
        pages.append(parts[0])
        rest = parts[1]


class Drawing(Block):
    """A decoration of fixed height: what it says is said in words beside it, so it is an artifact."""

    def __init__(self, height: float, paint: Callable[[TaggedCanvas, float, float, float], None]) -> None:
        self._height = height
        self._paint = paint

    def attach(self, parent: Element) -> None:
        """Take no place: a decoration is not read."""

    def measure(self, width: float) -> float:
        """Return the fixed height."""
        del width
        return self._height

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Call `paint(canvas, x, bottom, width)`."""
        with canvas.artifact():
            self._paint(canvas, x, top - self._height, width)


class Figure(Drawing):
    """A drawing that says something of its own, in words in `alt`."""

    def __init__(
        self,
        size: tuple[float, float],
        paint: Callable[[TaggedCanvas, float, float, float], None],
        alt: str,
    ) -> None:
        super().__init__(size[1], paint)
        self._width = size[0]
        self._alt = alt
        self._element = Element("Figure")

    def attach(self, parent: Element) -> None:
        """Stand in the tree as a figure with its alternative text."""
        self._element = parent.child("Figure", alt=self._alt)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw centered in the column, and record the box that the standard asks for."""
        left, bottom = x + (width - self._width) / 2, top - self._height
        self._element.box = (left, bottom, left + self._width, top)
        with canvas.content(self._element):
            self._paint(canvas, left, bottom, self._width)


class Box(Block):
    """Blocks on a colored background, with room around them."""

    def __init__(
        self, blocks: Sequence[Block], background: str, outline: str, *, padding: float = 12
    ) -> None:
        self._content = Stack(blocks)
        self._background = background
        self._outline = outline
        self._padding = padding
        self.before = self.after = 10

    def attach(self, parent: Element) -> None:
        """The box itself is a decoration: its blocks go to the parent."""
        self._content.attach(parent)

    def measure(self, width: float) -> float:
        """Return the height of the blocks and of the room around them."""
        return self._content.measure(width - 2 * self._padding) + 2 * self._padding

    def split(self, width: float, height: float) -> "tuple[Box, Box] | None":
        """Cut the blocks inside: each part is a whole box."""
        parts = self._content.split(width - 2 * self._padding, height - 2 * self._padding)
        if parts is None:
            return None
        first, rest = (
            Box(part.blocks, self._background, self._outline, padding=self._padding) for part in parts
        )
        return first, rest

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the background, then the blocks."""
        height = self.measure(width)
        with canvas.artifact():
            size, colors = (width, height), {"fill": self._background, "outline": self._outline}
            canvas.rounded(x, top - height, size, 6, **colors, thickness=0.6)
        self._content.draw(canvas, x + self._padding, top - self._padding, width - 2 * self._padding)


class Indented(Block):
    """A block moved to the right."""

    def __init__(self, block: Block, indent: float) -> None:
        self._block = block
        self._indent = indent
        self.before, self.after = block.before, block.after

    def attach(self, parent: Element) -> None:
        """Attach the block itself."""
        self._block.attach(parent)

    def measure(self, width: float) -> float:
        """Return the height of the block in what is left of the column."""
        return self._block.measure(width - self._indent)

    def split(self, width: float, height: float) -> "tuple[Indented, Indented] | None":
        """Cut the block: both parts stay moved."""
        parts = self._block.split(width - self._indent, height)
        return parts and (Indented(parts[0], self._indent), Indented(parts[1], self._indent))

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the block further to the right."""
        self._block.draw(canvas, x + self._indent, top, width - self._indent)
