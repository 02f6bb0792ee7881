"""Where each page stands in the scrolled column, and how a point of the screen falls on a page.

Pure geometry in logical pixels, without a window. In fitted mode every page takes the width of the view, so
that one wide annex does not shrink the letters around it; at a fixed zoom all pages share one scale.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from commission_app.scoring.sheet import Rect
from commission_app.ui.reading.piece_reader import PageSize

MARGIN: Final = 16  # on each side and at both ends
GAP: Final = 16  # between two pages
POINT_PX: Final = 96 / 72  # pixels of one point at 100 %
FITTED: Final = 0  # the zoom that follows the width of the view
SMALLEST_PAGE: Final = 120


@dataclass(frozen=True)
class PageBox:
    """One page in the column."""

    page: int
    box: QRectF
    scale: float  # logical pixels of one point

    def to_screen(self, rect: Rect) -> QRectF:
        """Return where a rectangle of the page (tenths of a point) stands in the column."""
        tenth = self.scale / 10
        return QRectF(
            self.box.left() + rect.left * tenth,
            self.box.top() + rect.top * tenth,
            (rect.right - rect.left) * tenth,
            (rect.bottom - rect.top) * tenth,
        )

    def to_page(self, point: QPointF) -> QPointF:
        """Return a point of the column in points of the page, kept inside it."""
        x = min(max(point.x() - self.box.left(), 0.0), self.box.width())
        y = min(max(point.y() - self.box.top(), 0.0), self.box.height())
        return QPointF(x / self.scale, y / self.scale)


@dataclass(frozen=True)
class PageLayout:
    """The column of pages at one width and one zoom (per cent, or FITTED)."""

    boxes: tuple[PageBox, ...]
    width: float
    height: float

    def visible(self, top: float, height: float) -> tuple[PageBox, ...]:
        """Return the pages that a window of the column shows, first one first."""
        first = max(0, bisect_right(self.boxes, top, key=lambda page: page.box.top()) - 1)
        bottom = top + height
        return tuple(
            page for page in self.boxes[first:] if page.box.top() < bottom and page.box.bottom() > top
        )

    def nearest(self, y: float) -> PageBox | None:
        """Return the page at a height of the column, or the closest one; None without a page."""
        if not self.boxes:
            return None
        index = bisect_right(self.boxes, y + GAP / 2, key=lambda page: page.box.top()) - 1
        return self.boxes[max(0, index)]

    def page(self, number: int) -> PageBox | None:
        """Return a page by its number, None when the piece has no such page."""
        return self.boxes[number - 1] if 1 <= number <= len(self.boxes) else None


def lay_out(pages: Sequence[PageSize], view_width: float, zoom: int) -> PageLayout:
    """Stack the pages in the middle of a view."""
    room = max(view_width - 2 * MARGIN, SMALLEST_PAGE)
    widths = [room if zoom == FITTED else page.width_pt * POINT_PX * zoom / 100 for page in pages]
    whole = max([view_width, *(width + 2 * MARGIN for width in widths)])
    boxes: list[PageBox] = []
    top = float(MARGIN)
    for number, (size, width) in enumerate(zip(pages, widths, strict=True), 1):
        scale = width / size.width_pt
        height = round(size.height_pt * scale)
        left = round((whole - width) / 2)
        boxes.append(PageBox(number, QRectF(left, top, round(width), height), scale))
        top += height + GAP
    return PageLayout(tuple(boxes), whole, top - GAP + MARGIN if boxes else 0.0)


def zoom_shown(layout: PageLayout, page: int) -> int:
    """Return the zoom of a page in per cent of its real size, for the tool bar."""
    shown = layout.page(page)
    return round(100 * shown.scale / POINT_PX) if shown else 100
