"""Colors and text styles of paper: the light tokens of UX.md §3, in points instead of pixels."""

from dataclasses import dataclass
from typing import Final, Literal

from commission_app.printing.typefaces import Face

Align = Literal["left", "right", "center"]

TITLE: Final = "#161616"
TEXT: Final = "#3A3A3A"
MENTION: Final = "#666666"
ACCENT: Final = "#000091"
ACCENT_MIDDLE: Final = "#6A6AF4"
ACCENT_LIGHT: Final = "#CACAFB"
ACCENT_SOFT: Final = "#F5F5FE"
AT_THE_LINE: Final = "#8585F6"  # token `zone2`
RULE: Final = "#DDDDDD"
OUTLINE: Final = "#929292"
TRACK: Final = "#EEEEEE"
WARNING: Final = "#B34000"
WARNING_BACKGROUND: Final = "#FEF5E8"
WARNING_RULE: Final = "#FEEBD0"
INFORMATION_BACKGROUND: Final = "#F4F6FF"
INFORMATION_RULE: Final = "#E8EDFF"
RED_DOT: Final = "#C9191E"
WATERMARK: Final = "#F2F2F5"
WHITE: Final = "#FFFFFF"
LEVELS: Final = ("#F5F5FE", "#E3E3FD", "#CACAFB", "#A1A1F8", "#5151E4", "#000091")


@dataclass(frozen=True)
class Style:
    """How a paragraph is set. Sizes and spaces in points; `tracking` is a share of the size."""

    face: Face = Face.REGULAR
    size: float = 9.5
    leading: float = 14
    color: str = TEXT
    before: float = 0
    after: float = 0
    tracking: float = 0
    align: Align = "left"


BODY: Final = Style(before=4, after=6)
LETTER: Final = Style(size=10, leading=15, before=4, after=7)
LEAD: Final = Style(size=10, leading=14.5, before=2, after=10)
NOTE: Final = Style(size=8, leading=11.5, color=MENTION, before=3, after=4)

HEADING_1: Final = Style(Face.SEMIBOLD, 20, 25, TITLE, before=0, after=2, tracking=-0.016)
HEADING_2: Final = Style(Face.SEMIBOLD, 12, 16, TITLE, before=18, after=5, tracking=-0.006)
HEADING_3: Final = Style(Face.SEMIBOLD, 9.5, 14, TITLE, before=12, after=3)
HEADINGS: Final = (HEADING_1, HEADING_2, HEADING_3)

TABLE_HEAD: Final = Style(Face.MEDIUM, 7, 9.5, MENTION)
TABLE_TEXT: Final = Style(size=8.2, leading=11.4)
TABLE_STRONG: Final = Style(Face.SEMIBOLD, 8.2, 11.4, TITLE)
TABLE_NOTE: Final = Style(size=7.4, leading=10.6, color=MENTION)
NUMBER: Final = Style(Face.TABULAR, 8.2, 11.4, align="right")
NUMBER_STRONG: Final = Style(Face.TABULAR_SEMIBOLD, 8.2, 11.4, TITLE, align="right")
QUOTE: Final = Style(Face.QUOTE, 8.8, 12, TEXT, before=2)
DIGEST: Final = Style(Face.MONO, 7, 10.5, TEXT, before=2, after=4)
