"""The geometry of the reader: where pages stand, what is in sight, how a point falls on a page."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage

from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import Rect
from commission_app.ui.reading.dimmed import dimmed, plain
from commission_app.ui.reading.page_images import PageImages
from commission_app.ui.reading.page_layout import FITTED, GAP, MARGIN, lay_out, zoom_shown
from commission_app.ui.reading.page_paint import PageMark, margin_chips


@dataclass(frozen=True)
class Size:
    width_pt: float
    height_pt: float


@dataclass(frozen=True)
class Painted:
    width: int
    height: int
    stride: int
    pixels: bytes


A4 = Size(595, 842)
LANDSCAPE = Size(842, 595)


def image(width: int = 10, height: int = 10) -> QImage:
    return QImage(width, height, QImage.Format.Format_RGB32)


def test_fitted_pages_all_take_the_width_of_the_view() -> None:
    layout = lay_out([A4, LANDSCAPE], 632, FITTED)
    assert [box.box.width() for box in layout.boxes] == [600, 600]
    assert layout.boxes[0].box.left() == MARGIN
    assert layout.boxes[1].box.top() == layout.boxes[0].box.bottom() + GAP
    assert layout.height == layout.boxes[1].box.bottom() + MARGIN


def test_at_a_fixed_zoom_pages_share_one_scale_and_the_narrow_one_is_centered() -> None:
    layout = lay_out([A4, LANDSCAPE], 400, 75)
    assert layout.boxes[0].scale == pytest.approx(1.0, abs=0.01)
    assert layout.boxes[0].box.center().x() == pytest.approx(layout.boxes[1].box.center().x(), abs=1)
    assert layout.width > 842
    assert zoom_shown(layout, 1) == 75


def test_only_pages_in_sight_are_visible() -> None:
    layout = lay_out([A4] * 40, 632, FITTED)
    tenth = layout.boxes[9].box
    assert [box.page for box in layout.visible(tenth.top() + 10, 300)] == [10]
    assert [box.page for box in layout.visible(tenth.bottom() - 10, 300)] == [10, 11]
    assert [box.page for box in layout.visible(0, 5)] == []


def test_the_nearest_page_is_always_one_of_the_piece() -> None:
    layout = lay_out([A4] * 3, 632, FITTED)
    heights = (-500, layout.boxes[1].box.top() + 1, 1e6)
    assert [box.page for y in heights if (box := layout.nearest(y))] == [1, 2, 3]
    empty = lay_out([], 632, FITTED)
    assert empty.nearest(0) is None
    assert empty.page(1) is None
    assert zoom_shown(empty, 1) == 100


def test_a_point_of_the_screen_and_of_the_page_are_the_same_place() -> None:
    box = lay_out([A4], 632, FITTED).boxes[0]
    place = box.to_screen(Rect(1000, 2000, 3000, 2100))
    back = box.to_page(place.topLeft())
    assert (back.x(), back.y()) == pytest.approx((100, 200))
    outside = box.to_page(QPointF(-50, 1e6))
    assert (outside.x(), outside.y()) == pytest.approx((0, 842), abs=1)


def test_chips_of_the_margin_never_cover_each_other(qapp: object) -> None:
    layout = lay_out([A4, A4], 632, FITTED)
    line = (Rect(700, 1000, 3000, 1100),)
    marks = [PageMark(1, line, CriterionId(f"A1.{number}"), is_current=False) for number in range(4)]
    away = PageMark(9, line, CriterionId("E1"), is_current=False)
    chips = margin_chips(layout, [*marks, away])
    assert len(chips) == 4
    assert all(not a.place.intersects(b.place) for a in chips for b in chips if a is not b)
    assert all(QRectF(layout.boxes[0].box).contains(chip.place) for chip in chips)


def test_the_least_recently_shown_image_goes_first() -> None:
    images = PageImages(limit_bytes=3 * image().sizeInBytes())
    for page in (1, 2, 3):
        images.put(page, 10, image())
    assert images.get(1, 10) is not None
    images.put(4, 10, image())
    assert images.get(2, 10) is None
    assert images.get(1, 10) is not None


def test_the_best_image_of_a_page_stays_at_hand_until_the_right_one_comes() -> None:
    images = PageImages()
    images.put(1, 62, image(62))
    images.put(1, 600, image(600))
    shown = images.nearest(1, 900)
    assert shown is not None
    assert shown.width() == 600
    assert images.get(1, 900) is None
    assert images.nearest(2, 900) is None
    images.clear()
    assert images.nearest(1, 600) is None


def test_a_dimmed_page_turns_lightness_over_and_keeps_hues() -> None:
    white, black, green = (255, 255, 255, 0), (0, 0, 0, 0), (112, 96, 30, 0)  # blue, green, red, unused
    page = Painted(3, 1, 12, bytes((*white, *black, *green)))
    shown = dimmed(page)
    assert shown.pixelColor(0, 0).lightness() < 45
    assert shown.pixelColor(1, 0).lightness() > 210
    assert shown.pixelColor(2, 0).lightness() > 140
    assert abs(shown.pixelColor(2, 0).hue() - QColor(30, 96, 112).hue()) < 8
    assert plain(page).pixelColor(2, 0) == QColor(30, 96, 112)
