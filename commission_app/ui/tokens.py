"""The three tables of design tokens: light, dark and high contrast (design page UX.md §3.1).

A token names a use, never a hue: painted parts ask for `accent` or `mention` and follow any theme.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Token = Literal[
    "app",  # background of the window and of side panes
    "surface",  # panels, cards
    "sunken",
    "raised",  # what floats
    "canvas",  # under PDF pages
    "hover",
    "pressed",
    "selected",  # chosen row
    "selected_soft",  # linked block
    "line",
    "line_soft",  # decorative borders
    "line_field",  # border of fields and marks, at least 3:1
    "grid_line",
    "scroll",  # handle of scroll bars
    "track",  # background of gauges
    "title",
    "text",
    "mention",
    "faint",  # strokes of states
    "disabled",
    "accent",  # action, selection, mark, bar
    "accent_hover",
    "accent_pressed",
    "on_accent",
    "accent_middle",
    "accent_light",
    "accent_soft",  # background of what is chosen
    "bar_below",  # bar of a dossier under the line
    "focus",  # ring of focus, nothing else
    "success",
    "success_soft",
    "success_line",
    "warning",
    "warning_soft",
    "warning_line",
    "error",
    "error_soft",
    "error_line",
    "info",
    "info_soft",
    "info_line",
    "evidence",  # proof, and nothing else
    "evidence_line",
    "evidence_text",
    "page_highlight",  # multiplied over a PDF page
    "neutral",
    "sign_red",  # one dot of the sign, nothing else
    "toast",
    "toast_text",
    "toast_action",
]


@dataclass(frozen=True)
class Theme:
    """One complete set of tokens: colors as `#RRGGBB`."""

    name: Literal["light", "dark", "contrast"]
    is_dark: bool
    colors: Mapping[Token, str]
    heat: tuple[str, str, str, str, str, str]  # marks 0 to 5, one hue
    distance: tuple[str, str]  # member's total under, over the others'
    institutions: tuple[tuple[str, str], ...]  # background and ink of the round badges
    shadow_alpha: int


LIGHT = Theme(
    name="light",
    is_dark=False,
    colors=MappingProxyType(
        {
            "app": "#F6F6F6",
            "surface": "#FFFFFF",
            "sunken": "#F6F6F6",
            "raised": "#FFFFFF",
            "canvas": "#E9E9EC",
            "hover": "#F0F0F3",
            "pressed": "#E5E5E5",
            "selected": "#ECECFE",
            "selected_soft": "#F5F5FE",
            "line": "#E5E5E5",
            "line_soft": "#DDDDDD",
            "line_field": "#8C8C8C",
            "grid_line": "#EEEEEE",
            "scroll": "#C4C4C8",
            "track": "#E5E5E5",
            "title": "#161616",
            "text": "#3A3A3A",
            "mention": "#666666",
            "faint": "#8C8C8C",
            "disabled": "#929292",
            "accent": "#000091",
            "accent_hover": "#1212FF",
            "accent_pressed": "#2323FF",
            "on_accent": "#F5F5FE",
            "accent_middle": "#6A6AF4",
            "accent_light": "#CACAFB",
            "accent_soft": "#E3E3FD",
            "bar_below": "#7A7AF2",
            "focus": "#0A76F6",
            "success": "#18753C",
            "success_soft": "#DFFEE6",
            "success_line": "#B8FEC9",
            "warning": "#B34000",
            "warning_soft": "#FEF5E8",
            "warning_line": "#FEEBD0",
            "error": "#CE0500",
            "error_soft": "#FFF4F4",
            "error_line": "#FFE9E9",
            "info": "#0063CB",
            "info_soft": "#F4F6FF",
            "info_line": "#E8EDFF",
            "evidence": "#FEECC2",
            "evidence_line": "#EFCB3A",
            "evidence_text": "#695240",
            "page_highlight": "#FDE39C",
            "neutral": "#EEEEEE",
            "sign_red": "#C9191E",
            "toast": "#161616",
            "toast_text": "#FFFFFF",
            "toast_action": "#B1B1F9",
        }
    ),
    heat=("#F5F5FE", "#E3E3FD", "#CACAFB", "#A1A1F8", "#5151E4", "#000091"),
    distance=("#F4A384", "#7AA7EE"),
    institutions=(
        ("#E3E3FD", "#000091"),
        ("#C7F6FC", "#006A6F"),
        ("#FDDFD8", "#755348"),
        ("#FDDBFA", "#6E445A"),
        ("#DAE6FD", "#2F4077"),
        ("#C3FAD5", "#297254"),
    ),
    shadow_alpha=41,
)

DARK = Theme(
    name="dark",
    is_dark=True,
    colors=MappingProxyType(
        {
            "app": "#161616",
            "surface": "#1E1E1E",
            "sunken": "#161616",
            "raised": "#242424",
            "canvas": "#111113",
            "hover": "#2A2A2A",
            "pressed": "#353535",
            "selected": "#272747",
            "selected_soft": "#1B1B35",
            "line": "#2F2F2F",
            "line_soft": "#3A3A3A",
            "line_field": "#777777",
            "grid_line": "#262626",
            "scroll": "#4A4A4A",
            "track": "#353535",
            "title": "#FFFFFF",
            "text": "#CECECE",
            "mention": "#A0A0A0",
            "faint": "#7B7B7B",
            "disabled": "#666666",
            "accent": "#8585F6",
            "accent_hover": "#B1B1F9",
            "accent_pressed": "#C6C6FB",
            "on_accent": "#000091",
            "accent_middle": "#6A6AF4",
            "accent_light": "#313178",
            "accent_soft": "#272747",
            "bar_below": "#6A6AD6",
            "focus": "#0A76F6",
            "success": "#27A658",
            "success_soft": "#142117",
            "success_line": "#19271D",
            "warning": "#FC7A35",
            "warning_soft": "#2A2319",
            "warning_line": "#30291D",
            "error": "#FF6F6E",
            "error_soft": "#301717",
            "error_line": "#391C1C",
            "info": "#6B9FFF",
            "info_soft": "#171D2E",
            "info_line": "#1D2437",
            "evidence": "#3F3813",
            "evidence_line": "#C8AA39",
            "evidence_text": "#E8D58A",
            "page_highlight": "#54480F",
            "neutral": "#2F2F2F",
            "sign_red": "#F95C5E",
            "toast": "#3A3A3A",
            "toast_text": "#FFFFFF",
            "toast_action": "#C6C6FB",
        }
    ),
    heat=("#1B1B35", "#272747", "#313178", "#4A4AB5", "#7676F5", "#B9B9FB"),
    distance=("#8D533E", "#3558A2"),
    institutions=(
        ("#313178", "#CACAFB"),
        ("#233E41", "#60E0EB"),
        ("#543125", "#FCC0B0"),
        ("#502E4D", "#FBB8F6"),
        ("#263B58", "#B6CFFB"),
        ("#21402C", "#6FE49D"),
    ),
    shadow_alpha=120,
)

# Every text pair reaches 7:1 and every border is a full line: nothing is told by a faint shade.
HIGH_CONTRAST = Theme(
    name="contrast",
    is_dark=False,
    colors=MappingProxyType(
        {
            **LIGHT.colors,
            "app": "#FFFFFF",
            "sunken": "#FFFFFF",
            "canvas": "#D0D0D0",
            "hover": "#E6E6FF",
            "pressed": "#CFCFFF",
            "selected": "#D9D9FF",
            "selected_soft": "#EDEDFF",
            "line": "#161616",
            "line_soft": "#161616",
            "line_field": "#000000",
            "grid_line": "#6A6A6A",
            "scroll": "#3A3A3A",
            "track": "#C4C4C4",
            "title": "#000000",
            "text": "#000000",
            "mention": "#161616",
            "faint": "#3A3A3A",
            "disabled": "#595959",
            "accent_hover": "#0000C8",
            "accent_pressed": "#0000C8",
            "on_accent": "#FFFFFF",
            "accent_middle": "#3A3AC0",
            "bar_below": "#5151E4",
            "focus": "#B34000",
            "success": "#00451B",
            "success_line": "#00451B",
            "warning": "#6B2600",
            "warning_line": "#6B2600",
            "error": "#8F0300",
            "error_line": "#8F0300",
            "info": "#003B80",
            "info_line": "#003B80",
            "evidence_text": "#3A2A1A",
            "evidence_line": "#8A6A00",
            "toast": "#000000",
            "toast_action": "#C6C6FB",
        }
    ),
    heat=("#FFFFFF", "#E3E3FD", "#CACAFB", "#A1A1F8", "#3A3AC0", "#000091"),
    distance=LIGHT.distance,
    institutions=(
        ("#E3E3FD", "#000091"),
        ("#C7F6FC", "#00494D"),
        ("#FDDFD8", "#54332A"),
        ("#FDDBFA", "#502E4D"),
        ("#DAE6FD", "#1F2C5C"),
        ("#C3FAD5", "#1A4A36"),
    ),
    shadow_alpha=80,
)

THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)})
