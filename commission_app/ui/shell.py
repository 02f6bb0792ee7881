"""What a window needs of the application that runs it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from commission_app.ui.notices import Unexpected
from commission_app.ui.settings import WindowSettings
from commission_app.ui.tasks import Tasks


@dataclass(frozen=True)
class Shell:
    """The lanes of work, the remembered window, and the receiver of what nobody foresaw."""

    tasks: Tasks
    settings: WindowSettings
    unexpected: Unexpected


def open_shell(folder: Path, now: Callable[[], datetime]) -> Shell:
    """Return the shell of one desk; its window's state and its incidents stay in the folder."""
    unexpected = Unexpected(folder / "incidents.log", now)
    return Shell(Tasks(unexpected.report), WindowSettings(folder / "window.ini"), unexpected)
