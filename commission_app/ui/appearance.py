"""Dresses the whole application: style, palette, font and style sheet, at the start and at each change."""

from collections.abc import Iterator, Sequence
from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from commission_app.ui import fonts, stylesheet, theme
from commission_app.ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Theme
from commission_app.ui.turns import at_once, by_turns

PARTS_A_TURN: Final = 24


def apply(application: QApplication, chosen: Theme, text_percent: int = 100) -> None:
    """Show a theme and a text size everywhere, now."""
    at_once(_steps(application, chosen, text_percent))


def change(application: QApplication, chosen: Theme, text_percent: int) -> None:
    """Show another theme or text size, turn by turn: what is seen first, and all of it in one image."""
    steps = _until_another(_steps(application, chosen, text_percent))
    next(steps)  # whoever asks knows at once, and paints nothing of it yet
    by_turns(steps, application)


def preferred(application: QApplication) -> Theme:
    """Return the theme that the system asks for, as far as it says."""
    hints = application.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT


def start(application: QApplication, chosen: Theme, text_percent: int = 100) -> None:
    """Dress a new application: Fusion, the shipped fonts, then the theme."""
    application.setStyle("Fusion")
    fonts.load()
    apply(application, chosen, text_percent)


def _until_another(steps: Iterator[None]) -> Iterator[None]:
    """Take steps until another theme or text size is chosen, whose own steps then do it all."""
    for _ in steps:
        chosen = theme.current(), theme.text_percent()
        yield
        if (theme.current(), theme.text_percent()) != chosen:
            return


def _steps(application: QApplication, chosen: Theme, text_percent: int) -> Iterator[None]:
    """Dress the widgets anew; nothing is painted until those that are seen are all dressed.

    A sheet put in the place of another dresses each widget once for itself and once for each one it stands
    in, eleven times in all at a desk: so the former one is taken off first.
    """
    theme.use(chosen, text_percent)
    held = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    for window in held:
        window.setUpdatesEnabled(False)
    yield
    application.setStyleSheet("")
    yield
    application.setPalette(theme.palette())
    application.setFont(fonts.font())
    application.setStyleSheet(stylesheet.text())
    yield
    windows = QApplication.topLevelWidgets()
    parts = [part for window in windows for part in (window, *window.findChildren(QWidget))]
    seen = {part for part in parts if part.isVisible()}
    yield from _told([part for part in parts if part in seen])
    for window in held:
        if shiboken6.isValid(window):
            window.setUpdatesEnabled(True)
    yield from _told([part for part in parts if part not in seen])


def _told(parts: Sequence[QWidget]) -> Iterator[None]:
    """Tell widgets of the change, which `theme.is_change` recognises: they renew what they made of it."""
    for first in range(0, len(parts), PARTS_A_TURN):
        with theme.changing():
            for part in parts[first : first + PARTS_A_TURN]:
                if shiboken6.isValid(part):
                    QCoreApplication.sendEvent(part, QEvent(QEvent.Type.StyleChange))
        yield
