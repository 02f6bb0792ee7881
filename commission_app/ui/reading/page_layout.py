"""Where each page stands in the scrolled column, and how a point of the screen falls on a page.

Pure geometry in logical pixels, without a window. In fitted mode every page takes the width of the view, so
that one wide annex does not shrink the letters around it; at a fixed zoom all pages share one scale. Pages
that were turned by the person are turned here only: passages keep the coordinates of the page as displayed.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF

from commission_app.scoring.sheet import Rect
from commission_app.ui.reading.piece_reader import PageSize

Rotation = Literal[0, 90, 180, 270]  # degrees, clockwise
MARGIN: Final = 16  # on each side and at both ends
GAP: Final = 16  # between two pages
POINT_PX: Final = 96 / 72  # pixels of one point at 100 %
FITTED: Final = 0  # the zoom that follows the width of the view
SMALLEST_PAGE: Final = 120
MOST_CROPPED: Final = 1.1  # of the width of the view: a centimeter of white on each side of a letter
QUARTER_TURNS: Final[tuple[Rotation, ...]] = (0, 90, 180, 270)


@dataclass(frozen=True)
class PageBox:
    """One page in the column."""

    page: int
    box: QRectF
    scale: float  # logical pixels of one point
    rotation: Rotation = 0

    def to_screen(self, rect: Rect) -> QRectF:
        """Return where a rectangle of the page (tenths of a point) stands in the column."""
        corners = (
            self._turned(QPointF(rect.left, rect.top) / 10),
            self._turned(QPointF(rect.right, rect.bottom) / 10),
        )
        first, second = (self.box.topLeft() + corner * self.scale for corner in corners)
        return QRectF(first, second).normalized()

    def to_page(self, point: QPointF) -> QPointF:
        """Return a point of the column in points of the page, kept inside it."""
        x = min(max(point.x() - self.box.left(), 0.0), self.box.width()) / self.scale
        y = min(max(point.y() - self.box.top(), 0.0), self.box.height()) / self.scale
        width, height = self.box.width() / self.scale, self.box.height() / self.scale
        match self.rotation:
            case 90:
                return QPointF(y, width - x)
            case 180:
                return QPointF(width - x, height - y)
            case 270:
                return QPointF(height - y, x)
        return QPointF(x, y)

    def _turned(self, point: QPointF) -> QPointF:
        """Return a point of the page where the turned page shows it."""
        width, height = self.box.width() / self.scale, self.box.height() / self.scale
        match self.rotation:
            case 90:
                return QPointF(width - point.y(), point.x())
            case 180:
                return QPointF(width - point.x(), height - point.y())
            case 270:
                return QPointF(point.y(), height - point.x())
        return point


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


def lay_out(
    pages: Sequence[PageSize],
    view_width: float,
    zoom: int,
    rotation: Rotation = 0,
    *,
    margin: int = MARGIN,
    least_scale: float = 0.0,
) -> PageLayout:
    """Stack the pages in the middle of a view; fitted ones may leave their white edges out of it.

    `least_scale` is the scale under which letters would be too small to read, in pixels of a point.
    """
    room = max(view_width - 2 * margin, SMALLEST_PAGE)
    sizes = [turned_size(page, rotation) for page in pages]
    if zoom == FITTED:
        widths = [_fitted(room, width_pt * least_scale) for width_pt, _ in sizes]
    else:
        widths = [width_pt * POINT_PX * zoom / 100 for width_pt, _ in sizes]
    whole = max([view_width, *(width + 2 * margin for width in widths)])
    boxes: list[PageBox] = []
    top = float(margin)
    for number, ((width_pt, height_pt), width) in enumerate(zip(sizes, widths, strict=True), 1):
        scale = width / width_pt
        height = round(height_pt * scale)
        left = round((whole - width) / 2)
        boxes.append(PageBox(number, QRectF(left, top, round(width), height), scale, rotation))
        top += height + GAP
    return PageLayout(tuple(boxes), whole, top - GAP + margin if boxes else 0.0)


def _fitted(room: float, readable: float) -> float:
    """Return the width of a fitted page: a little more than the room when that makes it readable."""
    return readable if room < readable <= MOST_CROPPED * room else room


def turned_size(page: PageSize, rotation: Rotation) -> tuple[float, float]:
    """Return the width and the height of a page once turned, in points."""
    if rotation in (90, 270):
        return page.height_pt, page.width_pt
    return page.width_pt, page.height_pt


def quarter_turn(rotation: int) -> Rotation:
    """Return a number of degrees as one of the four positions; what was remembered may be anything."""
    return QUARTER_TURNS[rotation // 90 % 4]


def zoom_shown(layout: PageLayout, page: int) -> int:
    """Return the zoom of a page in per cent of its real size, for the tool bar."""
    shown = layout.page(page)
    return round(100 * shown.scale / POINT_PX) if shown else 100
