"""Where the pictures of the guides are taken: real windows of a demonstration, always the same.

The clock stands still, the fonts are those shipped, the theme is light, nothing of the machine shows.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from commission_app.ui import app, appearance, theme
from commission_app.ui.main_window import MainWindow
from commission_app.ui.shell import Shell, open_shell
from commission_app.ui.window_makers import window_maker
from commission_app.workflow import desk

PARIS = timezone(timedelta(hours=2))
SCALE = 2
FREQUENT, RARE = 64, 64  # colors of a picture
STILL_S, LOOK_S, PATIENCE_S = 0.7, 0.1, 40.0


class Clock:
    """The time of every desk, which passes only when told."""

    def __init__(self) -> None:
        self.moment = datetime(2021, 6, 22, 14, 32, tzinfo=PARIS)

    def now(self) -> datetime:
        """Return the time."""
        return self.moment

    def install(self) -> None:
        """Lend this clock to every desk made from now on."""
        desk.local_now = self.now


class Studio:
    """Takes pictures of widgets into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.taken: list[Path] = []
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_SCALE_FACTOR"] = str(SCALE)  # sharp on paper
        self.application = app.prepare(["commission-app"])
        self.application.setCursorFlashTime(0)
        appearance.start(self.application, theme.LIGHT, 100)

    def turn(self, times: int = 3) -> None:
        """Let the event loop turn."""
        for _ in range(times):
            self.application.processEvents()

    def wait(self, is_true: Callable[[], object], what: str) -> None:
        """Turn until something is true. AssertionError when it does not come."""
        end = time.monotonic() + PATIENCE_S
        while not is_true():
            self.turn()
            time.sleep(0.01)
            if time.monotonic() > end:
                raise AssertionError(f"never seen: {what}")
        self.turn()

    def still(self, widget: QWidget) -> QPixmap:
        """Return the picture of a widget once it has stopped changing: what was asked for has come."""
        shown, since = widget.grab(), time.monotonic()
        end = since + PATIENCE_S
        while time.monotonic() - since < STILL_S and time.monotonic() < end:
            self.turn()
            time.sleep(LOOK_S)
            now = widget.grab()
            if now.toImage() != shown.toImage():
                shown, since = now, time.monotonic()
        return shown

    def take(
        self, name: str, widget: QWidget, *parts: QWidget, margin: int = 0, height: int | None = None
    ) -> None:
        """Keep the picture of a widget, or of some of its parts with a margin around, cut at a height."""
        picture = self.still(widget)
        if parts:
            part = around(parts, widget, margin)
            part.setHeight(min(part.height(), height or part.height()))
            picture = picture.copy(scaled(part.intersected(QRect(QPoint(0, 0), widget.size()))))
        file = self._folder / f"{name}.png"
        picture.save(str(file))
        with Image.open(file) as image:
            drawn = with_palette(image.convert("RGB"))
        drawn.save(file, optimize=True, dpi=(96 * SCALE, 96 * SCALE))
        self.taken.append(file)
        size = f"{drawn.width // SCALE} × {drawn.height // SCALE}"
        sys.stdout.write(f"{file.name}: {size}, {file.stat().st_size // 1000} Ko\n")

    @contextmanager
    def window(self, session: object, folder: Path, size: tuple[int, int]) -> Iterator[MainWindow]:
        """Open the window of a session, whole."""
        shell = open_shell(folder, desk.local_now)
        made = window_maker(session, lambda *_: None)(shell)
        for _ in made.make_pages():
            self.turn(1)
        made.resize(*size)
        made.show()
        made.activateWindow()
        self.turn()
        yield made
        made.give_way()
        shell.tasks.close()
        made.deleteLater()
        self.turn()

    @contextmanager
    def shell(self, folder: Path) -> Iterator[Shell]:
        """Lend the lanes for a page alone."""
        opened = open_shell(folder, desk.local_now)
        yield opened
        opened.tasks.close()


def with_palette(image: Image.Image) -> Image.Image:
    """Return a picture in few colors: the most frequent are exact, and no rare one is far from its own.

    Pillow's own reduction tints backgrounds, or loses the one red dot of the sign.
    """
    pixels = np.asarray(image, dtype=np.int64).reshape(-1, 3)
    colors, places, counts = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    chosen = list(np.argsort(-counts, kind="stable")[:FREQUENT])
    far = np.min([((colors - colors[one]) ** 2).sum(axis=1) for one in chosen], axis=0)
    for _ in range(RARE):
        chosen.append(int(far.argmax()))
        far = np.minimum(far, ((colors - colors[chosen[-1]]) ** 2).sum(axis=1))
    palette = colors[chosen]
    nearest = np.array([((palette - color) ** 2).sum(axis=1).argmin() for color in colors])
    numbers = nearest[places.reshape(-1)].astype(np.uint8).reshape(image.height, image.width)
    reduced = Image.fromarray(numbers, "P")
    reduced.putpalette(palette.astype(np.uint8).tobytes())
    return reduced


def scaled(part: QRect) -> QRect:
    """Return a part of the screen in pixels of the picture."""
    return QRect(part.x() * SCALE, part.y() * SCALE, part.width() * SCALE, part.height() * SCALE)


def around(parts: Sequence[QWidget], inside: QWidget, margin: int = 0) -> QRect:
    """Return the rectangle that holds some widgets, in the coordinates of the one around them."""
    found = QRect()
    for part in parts:
        found = found.united(QRect(part.mapTo(inside, QPoint(0, 0)), part.size()))
    return found.adjusted(-margin, -margin, margin, margin)
