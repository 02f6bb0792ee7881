"""What a person sees of a page: its words, its notices, its buttons."""

from PySide6.QtWidgets import QPushButton, QWidget

from commission_app.ui.page import Page
from commission_app.ui.widgets.labels import Label


def texts(widget: QWidget) -> list[str]:
    """Return the words of the labels that are shown, each by itself."""
    return [label.plain_text() for label in widget.findChildren(Label) if label.isVisible()]


def all_text(widget: QWidget) -> str:
    """Return the words of the labels that are shown, one after the other."""
    return " | ".join(texts(widget))


def told(page: Page) -> str:
    """Return the words of the notices of a page."""
    return " | ".join(" ".join(notice.words()) for notice in page.notices.notices())


def button(widget: QWidget, words: str) -> QPushButton:
    """Return the button that shows these words or is named so; one that is shown before any other."""
    found = [one for one in widget.findChildren(QPushButton) if words in named(one)]
    return min(found, key=lambda one: not one.isVisible())


def named(control: QPushButton) -> str:
    """Return what is written on a button and its name, with ordinary spaces."""
    return plain(f"{control.text()}\n{control.accessibleName()}")


def plain(text: str) -> str:
    """Return a text with ordinary spaces."""
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")
