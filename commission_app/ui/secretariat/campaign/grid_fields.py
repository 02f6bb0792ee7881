"""The fields of a form of the grid: each change goes into the draft, what does not fit is said under it."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.grid import Grid
from commission_app.texts import typeset
from commission_app.ui import notices, theme
from commission_app.ui.models.grid_draft import GridDraft
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import column

MOST_SIGNS = 2000  # an anchor is a sentence or two
Change = Callable[[str], Grid]  # from what is typed; AppError for what does not fit
FEW_LINES, MORE_LINES = 54, 92


class GridField(QWidget):
    """One text of the grid. While it is empty or does not fit, the text from before stays in the grid."""

    def __init__(
        self, draft: GridDraft, name: str, change: Change, *, height: int = 0, empty: str = ""
    ) -> None:
        """Take the name of the field, and the height of one of several lines; `empty` refuses no text."""
        super().__init__()
        self._draft, self._name, self._change, self._empty = draft, name, change, empty
        self._is_showing = False
        self.editor: QLineEdit | QPlainTextEdit = QPlainTextEdit() if height else QLineEdit()
        self.editor.setAccessibleName(name)
        if isinstance(self.editor, QPlainTextEdit):
            self.editor.setTabChangesFocus(True)
            self.editor.setFixedHeight(theme.scaled(height))
        else:
            self.editor.setMaxLength(MOST_SIGNS)
        self.editor.textChanged.connect(self._on_typed)
        self._refusal = Label("", "mention", tint="error", wrap=True)
        self._refusal.hide()
        self.setLayout(column(Label(typeset(name), "field"), 4, self.editor, self._refusal, 8))

    def text(self) -> str:
        """Return what the field holds."""
        found = self.editor.text() if isinstance(self.editor, QLineEdit) else self.editor.toPlainText()
        return found.encode("utf-8", "replace").decode().strip()[:MOST_SIGNS]

    def show_text(self, text: str, *, is_editable: bool) -> None:
        """Show what the grid holds, unless the person is writing it."""
        self.set_editable(is_editable=is_editable)
        if text == self.text() or (self.editor.hasFocus() and not self._refusal.isHidden()):
            return
        self._is_showing = True
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(text)
            self.editor.setCursorPosition(0)
        else:
            self.editor.setPlainText(text)
        self._is_showing = False
        self._say("")

    def set_editable(self, *, is_editable: bool) -> None:
        """Let the field be written, or only read."""
        if self.editor.isReadOnly() is is_editable:
            self.editor.setReadOnly(not is_editable)
            self._dress()

    def refusal(self) -> str:
        """Return what is said under the field."""
        return "" if self._refusal.isHidden() else self._refusal.plain_text()

    def _on_typed(self) -> None:
        if self._is_showing or not self._draft.is_editable:
            return
        text = self.text()
        if not text and self._empty:
            self._say(self._empty)
            return
        try:
            grid = self._change(text)
        except AppError as error:
            words = sentences(error)
            self._say(f"{words.what} {words.do}")
            return
        self._say("")
        self._draft.put(grid, self._name)

    def _dress(self) -> None:
        """Have the style sheet look at the field again: it does so only when it is asked to."""
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def _say(self, sentence: str) -> None:
        if sentence != self.refusal():
            self._refusal.setText(typeset(sentence))
            self._refusal.setVisible(bool(sentence))
            self.editor.setProperty("invalid", bool(sentence))
            self._dress()
            self.editor.setAccessibleDescription(sentence)
            if sentence:
                notices.announce(self, sentence)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a field in which each line is one thing."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
