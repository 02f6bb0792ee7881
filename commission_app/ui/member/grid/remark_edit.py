"""The field of a remark: grows with its text, keeps every letter, and leaves undo to the sheet."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

FEWEST_LINES: Final = 3
MOST_LINES: Final = 12
FRAME: Final = 20  # border, padding and margins of the text, above and below


class RemarkEdit(QPlainTextEdit):
    """A remark. Single letters are text here, whatever they mean elsewhere on the page."""

    typed = Signal(str)
    left = Signal()  # the focus went away
    escaped = Signal()
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._is_showing = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # one undo for the whole sheet, which survives a restart
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_text_changed)
        self._grow()

    def show_text(self, text: str) -> None:
        """Show a remark; the cursor stays where it is when nothing changes."""
        if text == self.toPlainText():
            return
        self._is_showing = True
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.End)
        self._is_showing = False

    def set_editable(self, *, is_editable: bool) -> None:
        """Let the text be changed, or only read and selected."""
        if self.isReadOnly() == is_editable:
            self.setReadOnly(not is_editable)
            # The style sheet looks at `readOnly`, and only when it is asked to.
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; Escape leaves, and undo goes to the sheet."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_asked.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _LEFT_TO_THE_PAGE:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the person went elsewhere: what they typed is recorded."""
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the text again for the new width."""
        super().resizeEvent(event)
        self._grow()

    def _on_text_changed(self) -> None:
        self._grow()
        if not self._is_showing:
            self.typed.emit(self.toPlainText())

    def _grow(self) -> None:
        lines = max(FEWEST_LINES, min(MOST_LINES, round(self.document().size().height())))
        height = round(lines * QFontMetricsF(self.font()).lineSpacing()) + FRAME
        if height != self.height():
            self.setFixedHeight(height)


_LEFT_TO_THE_PAGE: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0)
