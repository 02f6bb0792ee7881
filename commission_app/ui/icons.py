"""Lucide icons tinted with a token and rendered at the real ratio of the screen."""

from functools import cache
from typing import Literal

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from commission_app import resources
from commission_app.ui import theme
from commission_app.ui.tokens import Token

IconName = Literal[
    "arrow-down",
    "arrow-right",
    "book-open",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevron-up",
    "circle",
    "circle-check",
    "circle-question-mark",
    "circle-x",
    "clock",
    "copy",
    "download",
    "ellipsis",
    "file-check",
    "file-text",
    "files",
    "folder-open",
    "git-fork",
    "highlighter",
    "history",
    "inbox",
    "info",
    "key-round",
    "laptop",
    "life-buoy",
    "list-checks",
    "loader",
    "lock",
    "lock-open",
    "maximize-2",
    "message-square-text",
    "minus",
    "move-horizontal",
    "octagon-x",
    "package-open",
    "panel-left",
    "phone",
    "plus",
    "printer",
    "quote",
    "redo-2",
    "rotate-ccw",
    "scale",
    "scroll-text",
    "search",
    "search-x",
    "send",
    "shield-check",
    "trash-2",
    "triangle-alert",
    "undo-2",
    "user-x",
    "users",
    "x",
]


@cache
def _source(name: str) -> str:
    return resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def _rendered(name: str, tint: str, size: int, ratio: float) -> QPixmap:
    # Strokes thin out as icons grow, so that they weigh like the text beside them.
    stroke = "2" if size <= 16 else "1.75"
    source = (
        _source(name).replace("currentColor", tint).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    )
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _screen_ratio() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


def pixmap(name: IconName, tint: Token = "text", size: int = 16, ratio: float | None = None) -> QPixmap:
    """Return an icon as pixels; size is logical, at the text size in use; the ratio is the screen's."""
    return _rendered(name, theme.color(tint).name(), theme.scaled(size), ratio or _screen_ratio())


def icon(name: IconName, tint: Token = "text", size: int = 16) -> QIcon:
    """Return an icon for a button or an action, with its inactive shade, sharp on every screen there is."""
    shades = theme.color(tint).name(), theme.color("disabled").name()
    ratios = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    return _made(name, *shades, theme.scaled(size), tuple(sorted(ratios or {1.0})))


@cache  # a desk dresses hundreds of buttons with the same few
def _made(name: str, tint: str, inactive: str, size: int, ratios: tuple[float, ...]) -> QIcon:
    made = QIcon()
    for ratio in ratios:
        made.addPixmap(_rendered(name, tint, size, ratio))
        made.addPixmap(_rendered(name, inactive, size, ratio), QIcon.Mode.Disabled)
    return made


def paint(painter: QPainter, name: IconName, place: QPointF, tint: Token = "text", size: int = 16) -> None:
    """Paint an icon with its top left corner at a place, sharp on the device that is painted."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(place, pixmap(name, tint, size, ratio))


def extent(size: int = 16) -> QSize:
    """Return the size that an icon takes at the text size in use."""
    return QSize(theme.scaled(size), theme.scaled(size))
