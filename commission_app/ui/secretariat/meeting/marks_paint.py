"""Round tokens of people or of institutions, at two sizes: the page, and the room."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from commission_app.texts import initials
from commission_app.ui import fonts, theme
from commission_app.workflow.meeting.views import Dot

SHORT_CODE = 2  # letters of an institution in its token; its whole name stands beside, in the list of voices


@dataclass(frozen=True)
class Measure:
    """Sizes in pixels of normal text. In the room no text is under 20."""

    text: int
    detail: int
    figure: int
    token_text: int
    token: int
    row: int
    label: int  # width of the labels at the left


PAGE = Measure(text=13, detail=12, figure=16, token_text=10, token=24, row=54, label=250)
PAGE_COMPACT = Measure(text=13, detail=12, figure=15, token_text=10, token=20, row=46, label=236)
ROOM = Measure(text=22, detail=20, figure=26, token_text=20, token=38, row=88, label=400)


@dataclass(frozen=True)
class Token:
    """What is painted at a place of the axis."""

    text: str
    institution: str
    share: Fraction


def tokens(dots: Sequence[Dot], *, names_hidden: bool) -> list[Token]:
    """Return one token a member, or one an institution when names are hidden, from the lowest share."""
    if not names_hidden:
        found = [Token(initials(dot.name), dot.institution, dot.share) for dot in dots]
    else:
        shares: dict[str, list[Fraction]] = defaultdict(list)
        for dot in dots:
            shares[dot.institution].append(dot.share)
        found = [
            Token(name[:SHORT_CODE].upper(), name, sum(own, Fraction(0)) / len(own))
            for name, own in shares.items()
        ]
    return sorted(found, key=lambda token: (token.share, token.text))


def paint_token(
    painter: QPainter, place: QRectF, text: str, institution: str, pixels: int, *, is_absent: bool = False
) -> None:
    """Paint a token in a square; dashed and without tint for somebody who left the room."""
    background, ink = theme.institution_colors(institution)
    if is_absent:
        ink = theme.color("mention")
        painter.setPen(QPen(theme.color("faint"), 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(QPen(theme.color("surface"), 1.5))
        painter.setBrush(background)
    painter.drawEllipse(place.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setFont(fonts.font(pixels, fonts.SEMIBOLD))
    painter.setPen(ink)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def lanes(places: Sequence[float], side: float) -> list[int]:
    """Return in which lane each token goes, so that none covers another; places are sorted."""
    ends: list[float] = []
    found = []
    for place in places:
        lane = next((number for number, end in enumerate(ends) if end <= place), len(ends))
        if lane == len(ends):
            ends.append(place)
        ends[lane] = place + side * 0.92
        found.append(lane)
    return found
