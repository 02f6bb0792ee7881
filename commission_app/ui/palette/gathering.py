"""What one window offers to « Aller à… »: its pages, what they hold, its actions, the help."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from commission_app.ui.destinations import Destination, Kind
from commission_app.ui.help.showing import show_topic
from commission_app.ui.help.topics import topics
from commission_app.ui.palette.palette import Palette

if TYPE_CHECKING:
    from commission_app.ui.main_window import MainWindow

NOT_LISTED = frozenset({"go_to", "help"})


def show_palette(window: "MainWindow") -> Palette:
    """Show « Aller à… » over a window; one at a time."""
    for earlier in window.findChildren(Palette):
        earlier.close()
    palette = Palette(window, tuple(gathered(window)))
    palette.open()
    return palette


def gathered(window: "MainWindow") -> Iterator[Destination]:
    """Yield every place of a window, pages first."""
    tr = QCoreApplication.translate
    for number, (page, title) in enumerate(window.pages(), start=1):
        go = partial(window.open_page, page)
        yield Destination(Kind.PAGE, title, tr("Palette", "Page"), go, f"Ctrl+{number}")
    for page, _ in window.pages():
        for place in page.destinations():
            yield Destination(
                place.kind,
                place.title,
                place.detail,
                partial(_go_on_page, window, page, place),
                place.key,
                place.words,
            )
    front = window.page()
    for action in (*window.actions(), *(front.actions() if front is not None else ())):
        if action.objectName() and action.objectName() not in NOT_LISTED and action.isEnabled():
            yield _action(action)
    for topic in topics(window.side):
        show = partial(show_topic, window, topic.name)
        yield Destination(Kind.HELP, topic.title, tr("Palette", "Aide"), show, words=topic.text)


def _go_on_page(window: "MainWindow", page: object, place: Destination) -> None:
    for known, _ in window.pages():
        if known is page:
            window.open_page(known)
    place.go()


def _action(action: QAction) -> Destination:
    shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    kind = QCoreApplication.translate("Palette", "Action")
    return Destination(Kind.ACTION, action.text().replace("&", ""), kind, action.trigger, shortcut)
