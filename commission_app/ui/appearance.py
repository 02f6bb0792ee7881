"""Dresses the whole application: style, palette, font and style sheet, at the start and at each change."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commission_app.ui import fonts, stylesheet, theme
from commission_app.ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Theme


def apply(application: QApplication, chosen: Theme, text_percent: int = 100) -> None:
    """Show a theme and a text size everywhere; every widget receives a StyleChange event and repaints."""
    theme.use(chosen, text_percent)
    with theme.changing():
        application.setPalette(theme.palette())
        application.setFont(fonts.font())
        application.setStyleSheet(stylesheet.text())


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
