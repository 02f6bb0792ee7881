"""Rows, columns and frames in one line each, on the grid of 4 pixels (UX.md §3.3)."""

from typing import Final, Literal, TypeVar

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commission_app.ui import theme
from commission_app.ui.tokens import Token

STRETCH: Final = "stretch"
Item = QWidget | QLayout | int | Literal["stretch"]  # an integer is a space in pixels
Margins = tuple[int, int, int, int]  # left, top, right, bottom
Box = TypeVar("Box", bound=QBoxLayout)


def row(*items: Item, margins: Margins = (0, 0, 0, 0), spacing: int = 0) -> QHBoxLayout:
    """Lay items side by side."""
    return _filled(QHBoxLayout(), items, margins, spacing)


def column(*items: Item, margins: Margins = (0, 0, 0, 0), spacing: int = 0) -> QVBoxLayout:
    """Lay items one under the other."""
    return _filled(QVBoxLayout(), items, margins, spacing)


def _filled(box: Box, items: tuple[Item, ...], margins: Margins, spacing: int) -> Box:
    box.setContentsMargins(*margins)
    box.setSpacing(spacing)
    for item in items:
        if isinstance(item, QWidget):
            box.addWidget(item)
        elif isinstance(item, QLayout):
            box.addLayout(item)
        elif isinstance(item, int):
            box.addSpacing(item)
        else:
            box.addStretch(1)
    return box


class Panel(QFrame):
    """A plain background of one tint, for a pane or a page, around a layout."""

    def __init__(self, layout: QLayout | None = None, tint: Token = "surface") -> None:
        super().__init__()
        self._tint = tint
        if layout is not None:
            self.setLayout(layout)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the background."""
        QPainter(self).fillRect(event.rect(), theme.color(self._tint))


class Card(QFrame):
    """A rounded frame on the page, with its border: neutral, or tinted by a state."""

    def __init__(
        self,
        layout: QLayout | None = None,
        *,
        tint: Token = "surface",
        line: Token = "line",
        radius: int = 8,
    ) -> None:
        super().__init__()
        self._tint = tint
        self._line = line
        self._radius = radius
        if layout is not None:
            self.setLayout(layout)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(self._line), 1))
        painter.setBrush(theme.color(self._tint))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._radius, self._radius
        )


class Line(QWidget):
    """A hairline between two parts."""

    def __init__(self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, length: int = 0) -> None:
        super().__init__()
        if orientation is Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        else:
            self.setFixedWidth(1)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
            if length:
                self.setFixedHeight(length)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        QPainter(self).fillRect(event.rect(), theme.color("line"))


class SidePanel(QScrollArea):
    """A pane that scrolls when the window is short, instead of crushing what it holds."""

    def __init__(self, layout: QLayout, name: str, tint: Token = "surface") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setWidget(Panel(layout, tint))

    def changeEvent(self, event: QEvent) -> None:
        """Repaint under the theme."""
        super().changeEvent(event)
        if theme.is_change(event):
            self.viewport().update()


class Slot(QWidget):
    """A place whose content is replaced as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self._box = column()
        self.setLayout(self._box)

    def fill(self, layout: QVBoxLayout) -> None:
        """Put another content in place of the present one."""
        while self._box.count():
            taken = self._box.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.deleteLater()
                widget.hide()
        content = QWidget()
        content.setLayout(layout)
        self._box.addWidget(content)
        content.show()
