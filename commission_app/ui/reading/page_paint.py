"""Paints what stands over and around a page: shadow, evidence, hits of a search, selection."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import Evidence, Rect
from commission_app.ui import fonts, theme
from commission_app.ui.reading.page_layout import PageBox, PageLayout
from commission_app.ui.tokens import DARK, LIGHT

DIMMED_PAPER: Final = "#242323"
PAPER: Final = "#FFFFFF"
CHIP_HEIGHT: Final = 18
CHIP_INSET: Final = 8  # from the right edge of the page
Mode = QPainter.CompositionMode


@dataclass(frozen=True)
class PageMark:
    """A passage cited in a criterion, or marked for oneself, on one page."""

    page: int
    rects: tuple[Rect, ...]
    criterion: CriterionId | None  # None for a private mark
    is_current: bool  # of the criterion that is open
    evidence: Evidence | None = None
    start: int = 0  # in the text of the page that is open; 0 and 0 for a frame
    count: int = 0


@dataclass(frozen=True)
class MarginChip:
    """The code of a criterion in the margin, beside the passage that it cites."""

    place: QRectF  # in the column
    criterion: CriterionId


def paper(*, is_dimmed: bool) -> QColor:
    """Return the color of a page that is not there yet."""
    return QColor(DIMMED_PAPER if is_dimmed else PAPER)


def paint_shadow(painter: QPainter, box: QRectF) -> None:
    """Lift a page a little above the canvas."""
    painter.setPen(Qt.PenStyle.NoPen)
    weight = 60 if theme.current().is_dark else 14
    for reach in (3, 2, 1):
        painter.setBrush(QColor(0, 0, 18, weight))
        painter.drawRoundedRect(box.adjusted(-reach, 1 - reach, reach, 1 + reach), reach + 1, reach + 1)


def paint_marks(painter: QPainter, page: PageBox, marks: Iterable[PageMark], *, is_dimmed: bool) -> None:
    """Highlight cited passages as a marker pen would; those of the open criterion are underlined.

    A private mark is a dotted line under the words: yellow is for what the commission will read.
    """
    for mark in marks:
        places = [page.to_screen(rect) for rect in mark.rects]
        if mark.criterion is None:
            _paint_private(painter, places, is_dimmed=is_dimmed)
            continue
        highlight = (DARK if is_dimmed else LIGHT).colors["page_highlight"]
        _blend(painter, places, QColor(highlight), is_dimmed=is_dimmed)
        if mark.is_current:
            painter.setPen(QPen(theme.color("evidence_line"), 1.6))
            for place in places:
                bottom = place.bottom() + 2
                painter.drawLine(QPointF(place.left(), bottom), QPointF(place.right(), bottom))


def _paint_private(painter: QPainter, places: Iterable[QRectF], *, is_dimmed: bool) -> None:
    tint = QColor((DARK if is_dimmed else LIGHT).colors["accent_middle"])
    pale = QColor(tint)
    pale.setAlpha(38)
    for place in places:
        painter.fillRect(place, pale)
        painter.setPen(QPen(tint, 1.6, Qt.PenStyle.DotLine))
        bottom = place.bottom() + 1
        painter.drawLine(QPointF(place.left(), bottom), QPointF(place.right(), bottom))


def paint_hits(
    painter: QPainter, page: PageBox, hits: Iterable[Sequence[Rect]], current: Sequence[Rect]
) -> None:
    """Frame the places where a searched text stands, the current one more strongly."""
    for rects in hits:
        is_current = rects is current
        painter.setPen(QPen(theme.color("info"), 1.6 if is_current else 1))
        painter.setBrush(theme.color("info", 60 if is_current else 24))
        for rect in rects:
            painter.drawRoundedRect(page.to_screen(rect).adjusted(-2, -1, 2, 1), 2, 2)


def paint_selection(
    painter: QPainter, page: PageBox, rects: Iterable[Rect], *, is_area: bool, is_dimmed: bool
) -> None:
    """Tint selected lines, or frame the rectangle drawn on a scanned page."""
    places = [page.to_screen(rect) for rect in rects]
    if is_area:
        painter.setPen(QPen(theme.color("accent_middle"), 2))
        painter.setBrush(theme.color("accent_middle", 40))
        painter.drawRects(places)
    elif is_dimmed:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_middle", 110))
        painter.drawRects([place.adjusted(-1, -2, 1, 2) for place in places])
    else:
        _blend(painter, places, QColor(LIGHT.colors["accent_light"]), is_dimmed=False)


def margin_chips(layout: PageLayout, marks: Iterable[PageMark], right: float = inf) -> tuple[MarginChip, ...]:
    """Place one chip beside each cited passage; chips that would overlap go down, one under the other.

    They stand at the edge of the page, or of the view (`right`) where the page goes beyond it.
    """
    width = _chip_width()
    height = theme.scaled(CHIP_HEIGHT)
    chips: list[MarginChip] = []
    lowest: dict[int, float] = {}
    for mark in sorted(marks, key=lambda mark: (mark.page, min(rect.top for rect in mark.rects))):
        page = layout.page(mark.page)
        if page is None or mark.criterion is None:
            continue
        top = min(page.to_screen(rect).top() for rect in mark.rects) - 2
        top = max(top, lowest.get(mark.page, top))
        lowest[mark.page] = top + height + 2
        left = min(page.box.right(), right) - width - CHIP_INSET
        chips.append(MarginChip(QRectF(left, top, width, height), mark.criterion))
    return tuple(chips)


def paint_chip(painter: QPainter, chip: MarginChip) -> None:
    """Paint the code of a criterion in the margin."""
    painter.setPen(QPen(theme.color("evidence_line"), 1))
    painter.setBrush(theme.color("evidence"))
    painter.drawRoundedRect(chip.place, 4, 4)
    painter.setFont(fonts.font(11, fonts.SEMIBOLD, tabular=True))
    painter.setPen(theme.color("evidence_text"))
    painter.drawText(chip.place, Qt.AlignmentFlag.AlignCenter, chip.criterion)


def _chip_width() -> float:
    return fonts.width("A1.1", fonts.font(11, fonts.SEMIBOLD, tabular=True)) + 12


def _blend(painter: QPainter, places: Iterable[QRectF], tint: QColor, *, is_dimmed: bool) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    mode = Mode.CompositionMode_Screen if is_dimmed else Mode.CompositionMode_Multiply
    painter.setCompositionMode(mode)
    painter.setBrush(tint)
    for place in places:
        painter.drawRoundedRect(place.adjusted(-2, -2, 2, 2.5), 2, 2)
    painter.restore()
