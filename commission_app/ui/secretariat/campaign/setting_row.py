"""One setting on its line: its name and its meaning, its field, and what does not fit in one sentence."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from commission_app.texts import typeset
from commission_app.ui import notices, theme
from commission_app.ui.secretariat.meeting.questions import line_field
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.ui.widgets.segmented import Segmented
from commission_app.workflow.preparation.settings.setting import Setting
from commission_app.workflow.preparation.settings.setting_kinds import Choice, Moment, Number, Told

FIELD_WIDTH, SHORT_WIDTH = 400, 190
EXAMPLES = {16: "25/06/2021 18:00", 10: "25/06/2021"}  # by the length of a moment


class SettingRow(QWidget):
    """`written` carries the key and what was typed, once the field is left."""

    written = Signal(str, str)

    def __init__(self, setting: Setting, *, is_locked: bool) -> None:
        super().__init__()
        self.setting, self.is_locked = setting, is_locked
        self._shown = ""  # what is kept, as it is typed
        kind = setting.kind
        self._is_short = isinstance(kind, Moment) or (isinstance(kind, Number) and not kind.empty)
        self._choice: Segmented | None = None
        self.line: QLineEdit | None = None
        self._error = Label("", "mention", tint="error", wrap=True)
        self._error.hide()
        self._field = self._make_field()
        self._field.setAccessibleName(setting.label)
        self._field.setAccessibleDescription(setting.meaning)
        words = column(
            Label(typeset(setting.label), "field"), 2, Label(typeset(setting.meaning), "mention", wrap=True)
        )
        self._right = QWidget()
        is_short = isinstance(self._field, Segmented) or self._is_short
        held = row(self._field, STRETCH) if is_short else row(self._field)
        self._right.setLayout(column(held, 4, self._error, STRETCH))
        self._whole = row(words, self._right)
        self.setLayout(self._whole)
        self.set_narrow(is_narrow=False)

    def set_narrow(self, *, is_narrow: bool, width: int = FIELD_WIDTH) -> None:
        """Put the field under its name where both do not fit side by side."""
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(direction)
        self._whole.setSpacing(6 if is_narrow else 24)
        self._whole.setStretch(0, 0 if is_narrow else 1)
        self._whole.setStretch(1, 1 if is_narrow else 0)
        self._right.setMinimumWidth(0 if is_narrow else theme.scaled(width))
        self._right.setMaximumWidth(theme.scaled(width))
        if self._is_short:
            self._field.setFixedWidth(theme.scaled(SHORT_WIDTH))

    def show_kept(self, typed: str) -> None:
        """Show what is kept; what is being typed, or was refused, stays."""
        is_busy = self.line is not None and (
            (self.line.hasFocus() and self.line.isModified()) or not self._error.isHidden()
        )
        if typed == self._shown and is_busy:
            return
        self._shown = typed
        self.show_error("")
        if self._choice is not None:
            self._choice.choose(self._keys().index(typed))
        elif self.line is not None and not (is_busy and self.line.hasFocus()):
            self.line.setText(self._in_words(typed))
            self.line.setCursorPosition(0)

    def show_error(self, sentence: str) -> None:
        """Say under the field what does not fit; nothing takes it away."""
        self._error.setText(typeset(sentence))
        self._error.setVisible(bool(sentence))
        if self.line is not None:
            self.line.setProperty("invalid", bool(sentence))
            self.line.style().unpolish(self.line)  # the style sheet looks at it only when it is asked to
            self.line.style().polish(self.line)
        self._field.setAccessibleDescription(sentence or self.setting.meaning)
        if sentence:
            notices.announce(self, sentence)

    def error(self) -> str:
        """Return what is said under the field."""
        return "" if self._error.isHidden() else self._error.plain_text()

    def _make_field(self) -> QWidget:
        kind = self.setting.kind
        if isinstance(kind, Choice) and not self.is_locked:
            self._choice = Segmented(self.setting.label, [words for _, words in kind.options])
            self._choice.chosen.connect(lambda place: self._write(self._keys()[place]))
            return self._choice
        self.line = line_field()
        self.line.setReadOnly(self.is_locked or isinstance(kind, Told))
        self.line.setPlaceholderText(self._placeholder())
        self.line.editingFinished.connect(self._write_line)
        return self.line

    def _placeholder(self) -> str:
        kind = self.setting.kind
        if isinstance(kind, Moment):
            return EXAMPLES[16 if "%H" in kind.form else 10]
        return kind.empty if isinstance(kind, Number) else ""

    def _keys(self) -> list[str]:
        kind = self.setting.kind
        return [key for key, _ in kind.options] if isinstance(kind, Choice) else []

    def _in_words(self, typed: str) -> str:
        kind = self.setting.kind
        return dict(kind.options)[typed] if isinstance(kind, Choice) else typed

    def _write_line(self) -> None:
        if self.line is not None and not self.line.isReadOnly():
            self._write(self.line.text().strip())

    def _write(self, typed: str) -> None:
        if typed == self._shown:
            self.show_error("")
        else:
            self.written.emit(self.setting.key, typed)
