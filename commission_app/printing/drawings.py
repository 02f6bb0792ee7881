"""Small vector drawings: the sign of the application, bars, check boxes, squares of a scale."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import cos, pi, sin
from typing import Final

from commission_app.printing.blocks import Block, Drawing, Figure
from commission_app.printing.paragraphs import CENTER_OF_CAPITALS, Paragraph
from commission_app.printing.styles import (
    ACCENT,
    ACCENT_LIGHT,
    ACCENT_MIDDLE,
    ACCENT_SOFT,
    LEVELS,
    OUTLINE,
    RED_DOT,
    TRACK,
    WHITE,
    Style,
)
from commission_app.printing.tagging import Element, TaggedCanvas
from commission_app.printing.typefaces import Face

Paint = Callable[[TaggedCanvas, float, float], None]

SWATCH: Final = 8.0  # side of the square that stands before a mark, in points
SWATCH_INDENT: Final = 13.0


def paint_sign(canvas: TaggedCanvas, x: float, y: float, diameter: float) -> None:
    """Paint ten dots in a ring around (x, y), the topmost one red."""
    radius = diameter / 2
    dot = radius * 0.22
    for index in range(10):
        angle = pi / 2 + index * pi / 5
        distance = radius - dot
        color = ACCENT if index else RED_DOT
        canvas.disc(x + distance * cos(angle), y + distance * sin(angle), dot, color)


def bar(value: Fraction | None, whole: Fraction, color: str, *, leading: float) -> Drawing:
    """Return a horizontal bar from zero, on a track that stands for the whole."""

    def paint(canvas: TaggedCanvas, x: float, bottom: float, width: float) -> None:
        y, height = bottom + leading / 2 - 2.4, 4.8
        canvas.fill(x, y, width, height, TRACK)
        if value is not None:
            canvas.fill(x, y, width * min(float(value / whole), 1.0), height, color)

    return Drawing(leading, paint)


def check_box(alt: str, *, size: float = 10) -> Figure:
    """Return an empty box to tick by hand; `alt` says what ticking it means."""

    def paint(canvas: TaggedCanvas, x: float, bottom: float, width: float) -> None:
        inner = (width - 1, size - 1)
        canvas.rounded(x + 0.5, bottom + 0.5, inner, 1.5, fill=WHITE, outline=OUTLINE, thickness=0.9)

    return Figure((size, size), paint, alt)


def squares(counts: Sequence[int], *, leading: float) -> Drawing:
    """Return one small square for each thing counted, a shade for each group."""
    shades = (ACCENT, ACCENT_MIDDLE, ACCENT_LIGHT)
    sequence = [shades[min(group, 2)] for group, count in enumerate(counts) for _ in range(count)]

    def paint(canvas: TaggedCanvas, x: float, bottom: float, width: float) -> None:
        step = min(11.5, width / max(len(sequence), 1))
        for index, color in enumerate(sequence):
            canvas.rounded(x + index * step, bottom + leading / 2 - 3.8, (step * 0.82, 7.6), 1.2, fill=color)

    return Drawing(leading, paint)


def level_swatch(level: int, maximum: int) -> Paint:
    """Return the square of one level of the scale, from pale to dark."""
    color = LEVELS[round(level * (len(LEVELS) - 1) / maximum)]

    def paint(canvas: TaggedCanvas, x: float, middle: float) -> None:
        _square(canvas, x, middle, fill=color, outline=color if level > maximum / 2 else OUTLINE)

    return paint


def paint_blank(canvas: TaggedCanvas, x: float, middle: float) -> None:
    """Paint the dashed square of a criterion not marked yet."""
    canvas.setDash(1.6, 1.4)
    _square(canvas, x, middle, fill=WHITE, outline=OUTLINE)
    canvas.setDash()


def paint_hatched(canvas: TaggedCanvas, x: float, middle: float) -> None:
    """Paint the hatched square of « non évaluable » and of a recusal."""
    _square(canvas, x, middle, fill=WHITE, outline=OUTLINE)
    left, bottom = x + 0.5, middle - SWATCH / 2 + 0.5
    side = SWATCH - 1
    for offset in (side / 2, side, side * 1.5):
        start, end = max(offset - side, 0), min(offset, side)
        canvas.line(left + start, bottom + offset - start, left + end, bottom + offset - end)


def paint_crossed(canvas: TaggedCanvas, x: float, middle: float) -> None:
    """Paint the barred square of a neutralised criterion."""
    _square(canvas, x, middle, fill=TRACK, outline=TRACK)
    canvas.ink(OUTLINE, is_line=True)
    canvas.setLineWidth(1.1)
    canvas.line(x + 2, middle, x + SWATCH - 2, middle)


def _square(canvas: TaggedCanvas, x: float, middle: float, *, fill: str, outline: str) -> None:
    left, bottom, side = x + 0.4, middle - SWATCH / 2 + 0.4, SWATCH - 0.8
    canvas.rounded(left, bottom, (side, side), 1.2, fill=fill, outline=outline, thickness=0.7)


class KeyFigures(Block):
    """Numbers in large on pale tiles, side by side, each above what it counts."""

    GAP: Final = 14.0
    PADDING: Final = 10.0
    NUMBER: Final = Style(Face.SEMIBOLD, 15, 19, ACCENT, tracking=-0.01)
    LABEL: Final = Style(size=7.6, leading=10)

    def __init__(self, figures: Sequence[tuple[str, str]]) -> None:
        self._tiles = [(Paragraph(n, self.NUMBER), Paragraph(label, self.LABEL)) for n, label in figures]

    def attach(self, parent: Element) -> None:
        """Be one paragraph for each tile: « 30 dossiers examinés »."""
        for number, label in self._tiles:
            element = parent.child("P")
            number.stand_for(element)
            label.stand_for(element)

    def _tile_width(self, width: float) -> float:
        return (width - self.GAP * (len(self._tiles) - 1)) / len(self._tiles)

    def measure(self, width: float) -> float:
        """Return the height of the tiles, the same for all."""
        inner = self._tile_width(width) - 2 * self.PADDING
        return 36 + max(label.measure(inner) for _, label in self._tiles)

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the tiles, then each number and its label."""
        height, tile = self.measure(width), self._tile_width(width)
        lefts = [x + index * (tile + self.GAP) for index in range(len(self._tiles))]
        with canvas.artifact():
            for left in lefts:
                canvas.rounded(left, top - height, (tile, height), 5, fill=ACCENT_SOFT)
        for left, (number, label) in zip(lefts, self._tiles, strict=True):
            number.draw(canvas, left + self.PADDING, top - 7, tile - 2 * self.PADDING)
            label.draw(canvas, left + self.PADDING, top - 28, tile - 2 * self.PADDING)


class Tiles(Block):
    """Groups of signs in large, one tile each: the opening code."""

    HEIGHT: Final = 44.0
    GAP: Final = 7.0
    SIGNS: Final = Style(Face.MONO, 19, color=ACCENT, align="center")

    def __init__(self, groups: Sequence[str]) -> None:
        self._groups = groups
        self._element = Element("P")
        self.before = self.after = 10

    def attach(self, parent: Element) -> None:
        """Be one paragraph, read group by group."""
        self._element = parent.child("P")

    def measure(self, width: float) -> float:
        """Return the height of the tiles."""
        del width
        return self.HEIGHT

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the tiles, then the groups centered in them."""
        step = (width + self.GAP) / len(self._groups)
        tile = step - self.GAP
        with canvas.artifact():
            for index in range(len(self._groups)):
                left, bottom, size = x + index * step, top - self.HEIGHT, (tile, self.HEIGHT)
                canvas.rounded(left, bottom, size, 5, fill=ACCENT_SOFT, outline=ACCENT_LIGHT, thickness=0.8)
        with canvas.content(self._element):
            for index, group in enumerate(self._groups):
                baseline = top - self.HEIGHT / 2 - CENTER_OF_CAPITALS * self.SIGNS.size
                canvas.write(x + index * step + tile / 2, baseline, group, self.SIGNS)
