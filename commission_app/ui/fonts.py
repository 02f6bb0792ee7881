"""The shipped fonts and the few styles of text: the same letters on every computer (UX.md §3.2).

No hinting, so that letters keep their spacing; tabular digits only where numbers stand in columns, because
they widen hyphens too.
"""

from functools import cache
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from commission_app import resources
from commission_app.ui import theme

Family = Literal["Inter", "Spectral", "JetBrains Mono"]
FILES = (
    "Inter-Regular.ttf",
    "Inter-Medium.ttf",
    "Inter-SemiBold.ttf",
    "Inter-Bold.ttf",
    "Inter-Italic.ttf",
    "Spectral-Italic.ttf",
    "JetBrainsMono-Regular.ttf",
)
REGULAR, MEDIUM, SEMIBOLD, BOLD = 400, 500, 600, 700
LETTER_SPACING = ((24, 97.6), (18, 98.6), (15, 99.4))  # from this size in px: per cent


def load() -> None:
    """Register the shipped faces, once, after the application object exists. FileNotFoundError if absent."""
    for name in FILES:
        path = resources.path(f"fonts/{name}")
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(name)


def font(
    pixels: float = 13,
    weight: int = REGULAR,
    *,
    tabular: bool = False,
    italic: bool = False,
    family: Family = "Inter",
) -> QFont:
    """Return a font of the interface; pixels are logical, at the text size in use."""
    spacing = next((percent for size, percent in LETTER_SPACING if pixels >= size), 100.0)
    size = max(1, theme.scaled(pixels))
    return QFont(_made(family, size, weight, spacing, tabular=tabular, italic=italic))


@cache  # painting asks for fonts by the thousand
def _made(family: Family, size: int, weight: int, spacing: float, *, tabular: bool, italic: bool) -> QFont:
    made = QFont(family)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    if family == "JetBrains Mono":
        made.setFeature(QFont.Tag("calt"), 0)  # it would draw « /= » as another sign: here each sign counts
    if family == "Inter":
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, spacing)
    return made


def quotation(pixels: float = 14) -> QFont:
    """Return the font of what a dossier says."""
    return font(pixels, italic=True, family="Spectral")


def digest(pixels: float = 12) -> QFont:
    """Return the font of digests and technical details."""
    return font(pixels, family="JetBrains Mono")


def width(text: str, face: QFont) -> float:
    """Return the width of one line of text, in logical pixels."""
    return QFontMetricsF(face).horizontalAdvance(text)
