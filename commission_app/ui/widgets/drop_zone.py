"""A place to drop files, and always its button: whoever uses no mouse loses nothing."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame

from commission_app.texts import count_fr, legible, list_fr
from commission_app.ui import theme
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, column, row

FEW = 3  # names that a sentence can hold
NARROW = 760  # width, in pixels of normal text, under which the explanation goes


class DropZone(QFrame):
    """A dashed frame for files; `dropped` carries their paths, `asked` a press on the button.

    Files of another kind are told in `strange`: a drop without an answer looks like a failure.
    """

    dropped = Signal(list)
    strange = Signal(list)
    asked = Signal()

    def __init__(self, title: str, explanation: str, button: str, suffixes: Sequence[str]) -> None:
        """Take the words, and the suffixes of accepted files (`.fiche`); empty accepts any file."""
        super().__init__()
        self._suffixes = tuple(suffix.lower() for suffix in suffixes)
        self._is_hovered = False
        self.setAcceptDrops(True)
        self.button = Button(button, "primary", icon="folder-open")
        self.button.clicked.connect(self.asked)
        self._explanation = Label(explanation, "body", tint="mention")
        words = column(Label(title, "panel_title"), self._explanation, spacing=4)
        self.setLayout(
            row(STRETCH, IconLabel("inbox"), 14, words, 24, self.button, STRETCH, margins=(20, 16, 20, 16))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the title and the button alone when all does not fit."""
        super().resizeEvent(event)
        self._explanation.setVisible(self.width() * 100 >= NARROW * theme.text_percent())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Light up when at least one file is accepted."""
        if dropped_files(event.mimeData(), ()):
            event.acceptProposedAction()
            self._hover(is_hovered=bool(dropped_files(event.mimeData(), self._suffixes)))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go back to rest."""
        del event
        self._hover(is_hovered=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Give the accepted files, and the others apart."""
        event.acceptProposedAction()
        self._hover(is_hovered=False)
        give(event, self._suffixes, self.dropped, self.strange)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dashed frame."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(
            theme.color("accent" if self._is_hovered else "line_field"), 1.5, Qt.PenStyle.CustomDashLine
        )
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(theme.color("selected_soft" if self._is_hovered else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)

    def _hover(self, *, is_hovered: bool) -> None:
        self._is_hovered = is_hovered
        self.update()


def dropped_files(content: QMimeData, suffixes: Sequence[str]) -> list[Path]:
    """Return the files of a drop that have one of these suffixes, in lower case; empty accepts any file."""
    paths = [Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()]
    return [path for path in paths if not suffixes or path.suffix.lower() in suffixes]


def give(event: QDropEvent, suffixes: Sequence[str], wanted: SignalInstance, strange: SignalInstance) -> None:
    """Send the files of a drop that have one of these suffixes by one signal, then the others by another.

    In this order: whoever takes the first may clear what was said of former files.
    """
    accepted = dropped_files(event.mimeData(), suffixes)
    others = [path for path in dropped_files(event.mimeData(), ()) if path not in accepted]
    if accepted:
        wanted.emit(accepted)
    if others:
        strange.emit(others)


def few_names(files: Sequence[Path]) -> str:
    """Return the names of files for a sentence: the first ones, then how many others."""
    names = [legible(file.name) for file in files[:FEW]]
    others = len(files) - len(names)
    one = QCoreApplication.translate("DropZone", "autre")
    return list_fr([*names, count_fr(others, one)] if others else names)
