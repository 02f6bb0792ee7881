"""How the window was left: theme, text size, geometry, choices. An INI file of the desk, never data."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from commission_app.ui import theme
from commission_app.ui.tokens import Theme

MOST_DIGITS = 5  # of a width: anything longer is not one


@dataclass(frozen=True)
class WindowState:
    """What is remembered from one start to the next."""

    theme: Theme | None = None  # the person has not chosen yet
    text_percent: int = 100
    geometry: bytes = b""


class WindowSettings:
    """Reads and writes the window's state; anything unreadable is a default."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def load(self) -> WindowState:
        """Return the remembered state."""
        name = str(self._settings.value("window/theme", ""))
        percent = str(self._settings.value("window/text_percent", ""))
        geometry = self._settings.value("window/geometry")
        return WindowState(
            theme=theme.THEMES.get(name),
            text_percent=next((size for size in theme.TEXT_SIZES if str(size) == percent), 100),
            geometry=bytes(geometry.data()) if isinstance(geometry, QByteArray) else b"",
        )

    def save(self, state: WindowState) -> None:
        """Remember the state."""
        self._settings.setValue("window/theme", state.theme.name if state.theme else "")
        self._settings.setValue("window/text_percent", state.text_percent)
        self._settings.setValue("window/geometry", QByteArray(state.geometry))
        self._settings.sync()

    def flag(self, name: str) -> bool:
        """Return whether a choice of the person is on; off until they say so."""
        return str(self._settings.value(f"choices/{name}", "")) == "on"

    def put_flag(self, name: str, *, is_on: bool) -> None:
        """Remember a choice of the person."""
        self._settings.setValue(f"choices/{name}", "on" if is_on else "off")
        self._settings.sync()

    def choice(self, name: str) -> str:
        """Return what the person chose among several, empty until they did."""
        return str(self._settings.value(f"choices/{name}", ""))

    def put_choice(self, name: str, value: str) -> None:
        """Remember what the person chose."""
        self._settings.setValue(f"choices/{name}", value)
        self._settings.sync()

    def width(self, name: str) -> int:
        """Return the width of a pane in pixels of the usual text size, 0 until the person moved its edge."""
        kept = str(self._settings.value(f"widths/{name}", ""))
        return int(kept) if kept.isdecimal() and len(kept) < MOST_DIGITS else 0

    def put_width(self, name: str, width: int) -> None:
        """Remember a width. Qt writes the file a moment later: an edge that is dragged passes here often."""
        self._settings.setValue(f"widths/{name}", str(width))
