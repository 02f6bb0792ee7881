"""The theme in use: colors by token, palette, heat scale and contrast, with nothing cached by widgets.

Painted parts ask for a color each time they paint, so a change of theme is one repaint. Parts that keep
something made of colors (an icon) renew it when `is_change()` recognises the event in `changeEvent`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette

from commission_app.ui.tokens import DARK, HIGH_CONTRAST, LIGHT, THEMES, Theme, Token

__all__ = ["DARK", "HIGH_CONTRAST", "LIGHT", "TEXT_SIZES", "THEMES", "Theme", "Token"]

TEXT_SIZES = (100, 115, 130, 150, 200)  # per cent
DISTANCE_SATURATED = 16  # points between a member and the others beyond which the tint is full


class _Appearance:
    """What the person chose: set by `use()`, read by everything that paints."""

    theme: Theme = LIGHT
    text_percent: int = 100
    is_changing: bool = False


_appearance = _Appearance()


def current() -> Theme:
    """Return the theme in use."""
    return _appearance.theme


def text_percent() -> int:
    """Return the text size in use, in per cent."""
    return _appearance.text_percent


def use(theme: Theme, text_percent: int = 100) -> None:
    """Choose what painting reads from now on; `appearance.apply` also tells the widgets."""
    _appearance.theme = theme
    _appearance.text_percent = text_percent


@contextmanager
def changing() -> Iterator[None]:
    """Let `is_change` be true for the events that the block sends to the widgets."""
    _appearance.is_changing = True
    try:
        yield
    finally:
        _appearance.is_changing = False


def scaled(pixels: float) -> int:
    """Return a length that holds text, at the text size in use: heights of fields, rows, bars."""
    return round(pixels * _appearance.text_percent / 100)


def color(token: Token, alpha: int = 255) -> QColor:
    """Return the color of a token in the theme in use; alpha goes from 0 to 255."""
    found = QColor(_appearance.theme.colors[token])
    found.setAlpha(alpha)
    return found


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """Return the color that lies at `share` (0 to 1) of the way from the first to the second."""

    def between(start: int, end: int) -> int:
        return round(start + (end - start) * share)

    return QColor(
        between(first.red(), second.red()),
        between(first.green(), second.green()),
        between(first.blue(), second.blue()),
    )


def luminance(shade: QColor) -> float:
    """Return the relative luminance of a color, 0 to 1 (WCAG 2.1)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(shade.redF()) + 0.7152 * linear(shade.greenF()) + 0.0722 * linear(shade.blueF())


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two colors, 1 to 21 (WCAG 2.1)."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def ink_on(background: QColor) -> QColor:
    """Return black or white, whichever reads better on a background."""
    black, white = QColor("#000000"), QColor("#FFFFFF")
    return black if contrast(black, background) >= contrast(white, background) else white


def heat(mark: float, maximum: int = 5) -> tuple[QColor, QColor]:
    """Return the background and the ink of a mark from 0 to the maximum of the grid, averages included."""
    scale = current().heat
    position = max(0.0, min(1.0, mark / maximum)) * (len(scale) - 1)
    lower = min(len(scale) - 2, int(position))
    background = mixed(QColor(scale[lower]), QColor(scale[lower + 1]), position - lower)
    return background, ink_on(background)


def distance_tint(points: Fraction | float) -> tuple[QColor, QColor]:
    """Return the background and ink of a total so many points from the others' mean, under or over it."""
    share = min(1.0, abs(float(points)) / DISTANCE_SATURATED)
    under, over = current().distance
    background = mixed(color("surface"), QColor(over if points > 0 else under), share)
    return background, ink_on(background)


def institution_colors(institution: str) -> tuple[QColor, QColor]:
    """Return background and ink of an institution's round badge, the same everywhere for one name."""
    pairs = current().institutions
    known = ("DGCS", "DSS", "ANCT", "MCC", "CNAF", "CCMSA")
    index = known.index(institution) if institution in known else sum(institution.encode()) % len(pairs)
    background, ink = pairs[index]
    return QColor(background), QColor(ink)


def palette() -> QPalette:
    """Return the Qt palette of the theme in use, complete, so that no platform color shows through."""
    made = QPalette()
    roles: tuple[tuple[QPalette.ColorRole, Token], ...] = (
        (QPalette.ColorRole.Window, "app"),
        (QPalette.ColorRole.WindowText, "text"),
        (QPalette.ColorRole.Base, "surface"),
        (QPalette.ColorRole.AlternateBase, "sunken"),
        (QPalette.ColorRole.Text, "title"),
        (QPalette.ColorRole.PlaceholderText, "mention"),
        (QPalette.ColorRole.Button, "surface"),
        (QPalette.ColorRole.ButtonText, "title"),
        (QPalette.ColorRole.BrightText, "error"),
        (QPalette.ColorRole.Highlight, "accent_light"),
        (QPalette.ColorRole.HighlightedText, "title"),
        (QPalette.ColorRole.Link, "accent"),
        (QPalette.ColorRole.LinkVisited, "accent"),
        (QPalette.ColorRole.ToolTipBase, "toast"),
        (QPalette.ColorRole.ToolTipText, "toast_text"),
        (QPalette.ColorRole.Light, "raised"),
        (QPalette.ColorRole.Midlight, "hover"),
        (QPalette.ColorRole.Mid, "line_soft"),
        (QPalette.ColorRole.Dark, "line_field"),
        (QPalette.ColorRole.Shadow, "canvas"),
        (QPalette.ColorRole.Accent, "accent"),
    )
    for role, token in roles:
        made.setColor(role, color(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, color("disabled"))
    return made


def is_change(event: QEvent) -> bool:
    """Tell whether an event in `changeEvent` means that the theme or the text size changed.

    Qt sends the same event to every widget, down to the last, each time a layout takes one in: half of the
    opening of a desk went in answering those.
    """
    return _appearance.is_changing and event.type() == QEvent.Type.StyleChange
