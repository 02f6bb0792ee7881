"""Text on a page, by role: a title, a mention, a key figure; plain text always, so nothing is interpreted."""

from dataclasses import dataclass
from html import escape
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.tokens import Token

Role = Literal[
    "page_title",
    "screen_title",
    "section_title",
    "panel_title",
    "strong",
    "body",
    "long",
    "field",
    "mention",
    "legend",
    "figure",
    "quotation",
    "digest",
]


@dataclass(frozen=True)
class TextStyle:
    """Size, weight and color of one role."""

    pixels: int
    weight: int
    tint: Token
    tabular: bool = False
    family: fonts.Family = "Inter"
    italic: bool = False


STYLES: dict[Role, TextStyle] = {
    "page_title": TextStyle(26, fonts.SEMIBOLD, "title"),
    "screen_title": TextStyle(20, fonts.SEMIBOLD, "title"),
    "section_title": TextStyle(16, fonts.SEMIBOLD, "title"),
    "panel_title": TextStyle(14, fonts.SEMIBOLD, "title"),
    "strong": TextStyle(13, fonts.SEMIBOLD, "title"),
    "body": TextStyle(13, fonts.REGULAR, "text"),
    "long": TextStyle(14, fonts.REGULAR, "text"),
    "field": TextStyle(13, fonts.MEDIUM, "text"),
    "mention": TextStyle(12, fonts.REGULAR, "mention"),
    "legend": TextStyle(11, fonts.SEMIBOLD, "mention"),
    "figure": TextStyle(26, fonts.SEMIBOLD, "title", tabular=True),
    "quotation": TextStyle(14, fonts.REGULAR, "title", family="Spectral", italic=True),
    "digest": TextStyle(12, fonts.REGULAR, "text", family="JetBrains Mono"),
}


def _dress(widget: QWidget, role: Role, tint: Token | None) -> None:
    style = STYLES[role]
    widget.setFont(
        fonts.font(
            style.pixels, style.weight, tabular=style.tabular, italic=style.italic, family=style.family
        )
    )
    palette = QPalette(widget.palette())
    palette.setColor(QPalette.ColorRole.WindowText, theme.color(tint or style.tint))
    widget.setPalette(palette)


class Label(QLabel):
    """A text in one role. `wrap=True` lets it flow over several lines, spaced for reading."""

    def __init__(
        self, text: str = "", role: Role = "body", *, tint: Token | None = None, wrap: bool = False
    ) -> None:
        super().__init__()
        self._role = role
        self._tint = tint
        self._wraps = wrap
        self._plain = text
        self.setTextFormat(Qt.TextFormat.RichText if wrap else Qt.TextFormat.PlainText)
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        _dress(self, role, tint)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a plain text; line breaks are kept when the label wraps."""
        self._plain = text
        if self._wraps:
            flowing = escape(text).replace("\n", "<br>")
            # Without pre-wrap, a narrow no-break space becomes a space like another, and « ? » stands alone.
            super().setText(f'<div style="line-height:122%; white-space:pre-wrap;">{flowing}</div>')
            self.setAccessibleName(text)
        else:
            super().setText(text)

    def plain_text(self) -> str:
        """Return what is shown, without the markup of a wrapping label."""
        return self._plain

    def set_tint(self, tint: Token) -> None:
        """Change the color, for a text that follows a state."""
        self._tint = tint
        _dress(self, self._role, tint)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            _dress(self, self._role, self._tint)


class ElidedLabel(QWidget):
    """A line of text that shortens with « … » when the place is short; the whole is in its tool tip."""

    def __init__(self, text: str = "", role: Role = "body", *, tint: Token | None = None) -> None:
        super().__init__()
        self._text = text
        self._role = role
        self._tint = tint
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        _dress(self, role, tint)
        self.setText(text)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self._explain()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the width of the whole text."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Accept a few letters."""
        return QSize(theme.scaled(40), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            _dress(self, self._role, self._tint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole text in the tool tip only while it is shortened."""
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, shortened at the right."""
        del event
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _explain(self) -> None:
        is_short = self.fontMetrics().horizontalAdvance(self._text) > self.width()
        self.setToolTip(self._text if is_short else "")


class IconLabel(QLabel):
    """An icon beside words that already say what it shows."""

    def __init__(self, name: IconName, tint: Token = "accent", size: int = 24) -> None:
        super().__init__()
        self._shown = (name, tint, size)
        self._draw()

    def set_icon(self, name: IconName, tint: Token) -> None:
        """Show another icon, at the same size."""
        self._shown = (name, tint, self._shown[2])
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Tint again when the theme changes."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._draw()

    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(*self._shown))
