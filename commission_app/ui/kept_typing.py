"""What somebody was typing when a desk locked: kept in memory, and given back to the same fields.

A field is known by its kind, its name and the words above it, which name what it is about: a reason typed for
one person never comes back under another. Codes are never kept.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from commission_app.ui.widgets.labels import Label

UNKEPT: Final = "unkept"  # property of a field whose text must not outlive its window
Field = QLineEdit | QPlainTextEdit
Key = tuple[str, str, str]


class KeptTyping(QObject):
    """Takes texts from a window before it goes, and gives each back when its field is shown again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[Key, str] = {}

    def take(self, window: QWidget) -> None:
        """Keep what was typed in a window and not sent."""
        fields: list[Field] = [*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)]
        for field in fields:
            if was_typed(field):
                self._texts[_key(field)] = text_of(field)
        application = QApplication.instance()
        if self._texts and application is not None:
            application.installEventFilter(self)

    def holds(self, text: str) -> bool:
        """Tell whether a text waits for its field."""
        return text in self._texts.values()

    def forget(self) -> None:
        """Keep nothing any more."""
        self._texts.clear()
        self._rest()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See a field come back, and give it its text once its page has filled it."""
        if event.type() == QEvent.Type.Show and isinstance(watched, Field):
            QTimer.singleShot(0, watched, lambda: self._give_back(watched))
        return super().eventFilter(watched, event)

    def _give_back(self, field: Field) -> None:
        text = self._texts.get(_key(field))
        if text is None or was_typed(field):
            return
        del self._texts[_key(field)]
        # As if it was typed again: the page follows.
        if isinstance(field, QLineEdit):
            field.selectAll()
            field.insert(text)
        else:
            field.selectAll()
            field.insertPlainText(text)
        if not self._texts:
            self._rest()

    def _rest(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)


def was_typed(field: Field) -> bool:
    """Tell whether a field holds what a person typed, and may be kept."""
    is_plain = not isinstance(field, QLineEdit) or field.echoMode() is QLineEdit.EchoMode.Normal
    document = field if isinstance(field, QLineEdit) else field.document()
    return is_plain and not field.property(UNKEPT) and document.isModified() and bool(text_of(field).strip())


def text_of(field: Field) -> str:
    """Return what a field holds."""
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _key(field: Field) -> Key:
    return type(field).__name__, field.accessibleName(), _words_above(field)


def _words_above(field: QWidget) -> str:
    """Return the first words of the nearest part of the window that has some."""
    around = field.parentWidget()
    while around is not None:
        words = around.findChild(Label)
        if words is not None:
            return words.plain_text()
        around = around.parentWidget()
    return ""
