"""A field that filters a list: a magnifier, an accessible name, Escape to clear."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from commission_app.ui import icons, theme


class SearchField(QLineEdit):
    """A search field; `placeholder` says what is searched: « Filtrer : nom, département… »."""

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Escape; an empty field lets Escape go on."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then the magnifier."""
        super().paintEvent(event)
        top = (self.height() - theme.scaled(15)) / 2
        icons.paint(QPainter(self), "search", QPointF(10, top), "mention", 15)

    def _make_room(self) -> None:
        self.setTextMargins(theme.scaled(15) + 6, 0, 0, 0)
