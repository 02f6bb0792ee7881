"""Small painted labels: a state (icon and word, never a color alone), and a key of the keyboard."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.painted import Painted

State = Literal["success", "warning", "error", "info", "neutral", "accent"]


@dataclass(frozen=True)
class BadgeStyle:
    """Ink, background and usual icon of a state."""

    ink: Token
    background: Token
    icon: IconName | None


STYLES: dict[State, BadgeStyle] = {
    "success": BadgeStyle("success", "success_soft", "circle-check"),
    "warning": BadgeStyle("warning", "warning_line", "triangle-alert"),
    "error": BadgeStyle("error", "error_line", "circle-x"),
    "info": BadgeStyle("info", "info_line", "info"),
    "neutral": BadgeStyle("text", "neutral", None),
    "accent": BadgeStyle("accent", "accent_soft", None),
}


class Badge(Painted, QWidget):
    """A state in words on its tint, with its icon."""

    def __init__(self, text: str, state: State = "neutral", *, icon: IconName | None = None) -> None:
        super().__init__()
        self._text = text
        self._state = state
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """Fit the words."""
        icon = self._shown_icon()
        room = theme.scaled(14) + 4 if icon else 0
        return QSize(ceil(fonts.width(self._text, self._font())) + room + 16, theme.scaled(20))

    def paint(self, painter: QPainter) -> None:
        """Paint the tint, the icon and the words."""
        style = STYLES[self._state]
        # In high contrast the soft tints are pale: a border draws the shape.
        has_border = theme.current().name == "contrast"
        painter.setPen(QPen(theme.color(style.ink), 1) if has_border else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface" if has_border else style.background))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        left = 8.0
        icon = self._shown_icon()
        if icon:
            top = (self.height() - theme.scaled(14)) / 2
            icons.paint(painter, icon, QPointF(left - 1, top), style.ink, 14)
            left += theme.scaled(14) + 4
        painter.setFont(self._font())
        painter.setPen(theme.color(style.ink))
        painter.drawText(
            QRectF(left, 0, self.width() - left, self.height()), Qt.AlignmentFlag.AlignVCenter, self._text
        )

    def _shown_icon(self) -> IconName | None:
        return self._icon or STYLES[self._state].icon

    @staticmethod
    def _font() -> QFont:
        return fonts.font(12, fonts.MEDIUM)


class KeyCap(Painted, QWidget):
    """A key of the keyboard, drawn, beside the gesture it starts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """Fit the name of the key."""
        width = QFontMetricsF(self._font()).horizontalAdvance(self._text) + 10
        return QSize(max(theme.scaled(18), ceil(width)), theme.scaled(18))

    def paint(self, painter: QPainter) -> None:
        """Paint the key."""
        painter.setPen(QPen(theme.color("line_soft"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(self._font())
        painter.setPen(theme.color("mention"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._text)

    @staticmethod
    def _font() -> QFont:
        return fonts.font(11, fonts.MEDIUM)
