"""Dresses the whole application: style, palette, font and style sheet, at the start and at each change."""

from PySide6.QtWidgets import QApplication

from commission_app.ui import fonts, stylesheet, theme
from commission_app.ui.tokens import Theme


def apply(application: QApplication, chosen: Theme, text_percent: int = 100) -> None:
    """Show a theme and a text size everywhere; every widget receives a StyleChange event and repaints."""
    theme.use(chosen, text_percent)
    application.setPalette(theme.palette())
    application.setFont(fonts.font())
    application.setStyleSheet(stylesheet.text())


def start(application: QApplication, chosen: Theme, text_percent: int = 100) -> None:
    """Dress a new application: Fusion, the shipped fonts, then the theme."""
    application.setStyle("Fusion")
    fonts.load()
    apply(application, chosen, text_percent)
