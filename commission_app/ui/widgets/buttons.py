"""Buttons of a few kinds, the same height everywhere; an icon never goes without its words or a name."""

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from commission_app.ui import fonts, icons, theme
from commission_app.ui.icons import IconName
from commission_app.ui.tokens import Token

Kind = Literal["primary", "secondary", "quiet", "link", "danger", "toast"]
Size = Literal["small", "medium", "large"]

TOKENS: dict[Kind, Token] = {
    "primary": "on_accent",
    "secondary": "text",
    "quiet": "text",
    "link": "accent",
    "danger": "error",
    "toast": "toast_action",
}
TEXT_PIXELS: dict[Size, int] = {"small": 12, "medium": 13, "large": 14}
# Qt glues the icon to the text: a thin space at the head of the text sets them apart.
GAP = "\N{FOUR-PER-EM SPACE}"


class Button(QPushButton):
    """A button with words and, at will, an icon before them or after them."""

    def __init__(
        self,
        text: str,
        kind: Kind = "secondary",
        *,
        icon: IconName | None = None,
        icon_after: bool = False,
        size: Size = "medium",
        tint: Token | None = None,
    ) -> None:
        super().__init__()
        self._kind = kind
        self._icon_name = icon
        self._icon_after = icon_after
        self._size = size
        self._tint = tint
        self.setProperty("kind", kind)
        self.setProperty("tint", tint)
        self.setProperty("tier", size)  # "size" is a property of every Qt widget
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon_after:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setText(text)
        self._dress()

    def setText(self, text: str) -> None:
        """Change the words, which are also the accessible name."""
        self.setAccessibleName(text.replace("&", ""))
        if self._icon_name is None:
            super().setText(text)
        else:
            super().setText(f"{text}{GAP}" if self._icon_after else f"{GAP}{text}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space: Qt keeps Enter for dialogs."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon again when the theme changes."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._dress()

    def _dress(self) -> None:
        weight = fonts.SEMIBOLD if self._kind == "primary" else fonts.MEDIUM
        self.setFont(fonts.font(TEXT_PIXELS[self._size], weight))
        if self._icon_name is not None:
            self.setIcon(icons.icon(self._icon_name, self._tint or TOKENS[self._kind]))
            self.setIconSize(icons.extent())


class IconButton(QPushButton):
    """A square button with an icon alone; its name is read aloud and shown as a tool tip."""

    def __init__(self, icon: IconName, name: str, *, tint: Token = "text", checkable: bool = False) -> None:
        super().__init__()
        self._icon_name = icon
        self._tint = tint
        self.setProperty("kind", "quiet")
        self.setProperty("shape", "square")
        self.setCheckable(checkable)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self._dress)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon again when the theme changes."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._dress()

    def _dress(self) -> None:
        self.setIcon(icons.icon(self._icon_name, "accent" if self.isChecked() else self._tint, 18))
        self.setIconSize(icons.extent(18))
