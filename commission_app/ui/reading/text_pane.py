"""The text of the page being read, for a screen reader and for whoever selects with the keyboard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from commission_app.ui import fonts

MARGIN = 16


class TextPane(QPlainTextEdit):
    """Shows the text of one page; `selected` carries a range of its characters, as the reader counts them."""

    selected = Signal(int, int, int)  # page, start, count
    page_left = Signal(int)  # 1 for the next page, -1 for the previous one

    def __init__(self) -> None:
        super().__init__()
        self._page = 0
        self._places: list[int] = []  # of each position of the document, the character of the page
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setAccessibleName(self.tr("Texte de la page"))
        self.setFont(fonts.font(14))
        self.document().setDocumentMargin(MARGIN)
        self.selectionChanged.connect(self._on_selected)

    def show_page(self, page: int, text: str) -> None:
        """Show a page; what is selected is let go."""
        self._page = page
        self._places, shown = _positions(text)
        self.setAccessibleName(self.tr("Texte de la page {page}").format(page=page))
        self.setPlainText(shown if shown.strip() else self.tr("Page numérisée : elle n’a pas de texte."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Select and scroll, on to the next page at the end; letters go on to the window: P cites."""
        is_letter = bool(event.text().strip()) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        bar = self.verticalScrollBar()
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        end = bar.maximum() if step > 0 else bar.minimum()
        if is_letter or event.key() == Qt.Key.Key_Space:
            event.ignore()
        elif step and not event.modifiers() and bar.value() == end:
            self.page_left.emit(step)
        else:
            super().keyPressEvent(event)

    def _on_selected(self) -> None:
        cursor = self.textCursor()
        covered = self._places[cursor.selectionStart() : cursor.selectionEnd()]
        if covered:
            self.selected.emit(self._page, covered[0], covered[-1] - covered[0] + 1)


def _positions(text: str) -> tuple[list[int], str]:
    """Return the text without carriage returns, and the character of the page of each of its UTF-16 units."""
    places: list[int] = []
    kept: list[str] = []
    for index, character in enumerate(text):
        if character == "\r":
            continue
        kept.append(character)
        places.extend([index] * (2 if ord(character) > 0xFFFF else 1))
    return places, "".join(kept)
