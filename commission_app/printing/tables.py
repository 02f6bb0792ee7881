"""Tables: columns with titles, rows that follow from page to page, cells that span columns."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Literal

from commission_app.printing.blocks import HAIR, Block, Stack
from commission_app.printing.paragraphs import Paragraph
from commission_app.printing.styles import OUTLINE, RULE, TABLE_HEAD, TABLE_TEXT, Style
from commission_app.printing.tagging import Element, TaggedCanvas

GUTTER = 8  # points between two columns
PADDING = 4  # above and below the content of a cell
ROOM_FOR_A_CUT = 60  # a row is cut at the bottom of a page only when that much of it stays there
ROOM_FOR_A_START = 90  # a table does not begin lower than this above the bottom of a page

Scope = Literal["Column", "Row"]


@dataclass(frozen=True)
class Column:
    """One column. Its title is "" when it stands under the title of the column on its left."""

    title: str
    width: float
    style: Style = TABLE_TEXT  # of the texts given as plain strings
    names_row: bool = False  # its cells are titles of their rows


@dataclass(slots=True)
class Cell:
    """Content of one cell: a text in the style of the column, or blocks; `span` counts columns."""

    content: str | Block | Sequence[Block] = ""
    span: int = 1
    scope: Scope | None = None  # a title of rows or columns
    reach: int = 0  # columns that the content may fill, all those of the span by default


@dataclass(slots=True)
class Row:
    """Cells from left to right. `is_title`: a line that announces the rows below it."""

    cells: Sequence[Cell | str | Block]
    is_title: bool = False
    background: str | None = None
    rule: tuple[str, float] | None = (RULE, 0.5)  # under the row


@dataclass(slots=True)
class _Placed:
    """A cell with its blocks, where it begins and how wide its blocks may be, in points."""

    stack: Stack
    left: float
    width: float
    span: int
    scope: Scope | None

    def attach(self, row: Element) -> None:
        element = row.child("TH" if self.scope else "TD")
        if self.scope:
            element.attributes["Scope"] = self.scope
        if self.span > 1:
            element.attributes["ColSpan"] = self.span
        match self.stack.blocks:
            case [Paragraph() as only]:
                only.stand_for(element)
            case _:
                self.stack.attach(element)


@dataclass(eq=False, slots=True)
class _Line:
    """A row ready to be measured, cut and drawn."""

    cells: list[_Placed]
    source: Row
    height: float = field(default=0, init=False)


class Table(Block):
    """A table as wide as the sum of its columns; its titles are repeated on each page."""

    def __init__(self, columns: Sequence[Column], rows: Iterable[Row], *, before: float = 4) -> None:
        self._columns = columns
        self._lines = [self._line(row) for row in rows]
        titles = Row(_titles(columns), rule=(OUTLINE, 0.8))
        self._titles = [self._line(titles)] if any(column.title for column in columns) else []
        self._is_continued = False
        self.before, self.after = before, 10
        self.room = min(ROOM_FOR_A_START, self.measure(0))

    def attach(self, parent: Element) -> None:
        """Stand in the tree as a table of title rows and body rows."""
        table = parent.child("Table")
        for tag, lines in (("THead", self._titles), ("TBody", self._lines)):
            group = table.child(tag)
            for line in lines:
                row = group.child("TR")
                for cell in line.cells:
                    cell.attach(row)

    def _line(self, row: Row) -> _Line:
        cells, column = [], 0
        for item in row.cells:
            cell = item if isinstance(item, Cell) else Cell(item)
            own = self._columns[column]
            scope = cell.scope or ("Row" if own.names_row else None)
            stack = _stack(cell.content, own.style)
            left = sum(column.width for column in self._columns[:column])
            width = self._inner_width(column, column + (cell.reach or cell.span))
            cells.append(_Placed(stack, left, width, cell.span, scope))
            column += cell.span
        return _Line(cells, row)

    def measure(self, width: float) -> float:
        """Return the height of the titles and of every row."""
        del width
        return sum(self._height(line) for line in (*self._titles, *self._lines))

    def _height(self, line: _Line) -> float:
        if not line.height:
            line.height = 2 * PADDING + max(
                (cell.stack.measure(cell.width) for cell in line.cells), default=0
            )
        return line.height

    def _inner_width(self, start: int, end: int) -> float:
        whole = sum(column.width for column in self._columns[start:end])
        return whole if end == len(self._columns) else whole - GUTTER

    def split(self, width: float, height: float) -> "tuple[Table, Table] | None":
        """Cut between two rows, or inside a row when a long remark would leave too much white."""
        del width
        room = height - sum(self._height(line) for line in self._titles)
        for index, line in enumerate(self._lines):
            if self._height(line) > room + HAIR:
                return self._cut_near(index, room)
            room -= self._height(line)
        return None

    def _cut_near(self, index: int, room: float) -> "tuple[Table, Table] | None":
        line = self._lines[index]
        if room > ROOM_FOR_A_CUT and self._height(line) > ROOM_FOR_A_CUT:
            parts = self._cut_line(line, room)
            if parts:
                return self._part([*self._lines[:index], parts[0]], self._is_continued), self._part(
                    [parts[1], *self._lines[index + 1 :]], is_continued=True
                )
        if index == len(self._lines) - 1 and index > 1:
            index -= 1  # the last row does not go alone to the next page
        while index and self._lines[index - 1].source.is_title:
            index -= 1
        if not index:
            return None
        return self._part(self._lines[:index], self._is_continued), self._part(
            self._lines[index:], is_continued=True
        )

    def _cut_line(self, line: _Line, room: float) -> tuple[_Line, _Line] | None:
        """Cut every cell that does not fit; both parts keep their places in the tree."""
        inside = room - 2 * PADDING
        above: list[_Placed] = []
        below: list[_Placed] = []
        for cell in line.cells:
            parts: tuple[Stack, Stack] | None = (cell.stack, Stack([]))
            if cell.stack.measure(cell.width) > inside:
                parts = cell.stack.split(cell.width, inside)
            if parts is None:
                return None
            above.append(replace(cell, stack=parts[0]))
            below.append(replace(cell, stack=parts[1]))
        return _Line(above, replace(line.source, rule=None)), _Line(below, line.source)

    def _part(self, lines: list[_Line], is_continued: bool) -> "Table":  # noqa: FBT001 - private, named at calls
        part = copy(self)
        part.keep(lines, is_continued=is_continued)
        return part

    def keep(self, lines: list[_Line], *, is_continued: bool) -> None:
        """Hold some rows of a table that was cut; titles of a continued table are not read twice."""
        self._lines, self._is_continued = lines, is_continued

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw backgrounds, then rows, then rules."""
        del width
        lines = [*self._titles, *self._lines]
        tops = list(accumulate((self._height(line) for line in lines), lambda y, h: y - h, initial=top))
        self._draw_backgrounds(canvas, x, lines, tops)
        for number, line in enumerate(lines):
            is_repeated = self._is_continued and number < len(self._titles)
            with canvas.repeated() if is_repeated else nullcontext():
                self._draw_line(canvas, x, tops[number], line)
        self._draw_rules(canvas, x, lines, tops[1:])

    def _draw_line(self, canvas: TaggedCanvas, x: float, top: float, line: _Line) -> None:
        for cell in line.cells:
            cell.stack.draw(canvas, x + cell.left, top - PADDING, cell.width)

    def _whole_width(self) -> float:
        return sum(column.width for column in self._columns)

    def _draw_backgrounds(
        self, canvas: TaggedCanvas, x: float, lines: list[_Line], tops: list[float]
    ) -> None:
        with canvas.artifact():
            for line, top in zip(lines, tops, strict=False):
                if line.source.background:
                    color = line.source.background
                    canvas.fill(x, top - line.height, self._whole_width(), line.height, color)

    def _draw_rules(self, canvas: TaggedCanvas, x: float, lines: list[_Line], bottoms: list[float]) -> None:
        with canvas.artifact():
            for line, bottom in zip(lines, bottoms, strict=True):
                if line.source.rule:
                    canvas.rule(x, bottom, self._whole_width(), *line.source.rule)


def _titles(columns: Sequence[Column]) -> list[Cell]:
    """Return the cells of the title row; a title covers the untitled columns on its right."""
    cells: list[Cell] = []
    for column in columns:
        if column.title or not cells:
            style = replace(TABLE_HEAD, align=column.style.align)
            cells.append(Cell(Paragraph(column.title, style), scope="Column", reach=1))
        else:
            cells[-1].span += 1
    return cells


def _stack(content: str | Block | Sequence[Block], style: Style) -> Stack:
    if isinstance(content, str):
        return Stack([Paragraph(content, style)] if content else [])
    return Stack([content] if isinstance(content, Block) else content)
