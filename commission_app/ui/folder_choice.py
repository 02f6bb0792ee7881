"""Choosing files and folders with the dialog of the system, which opens where the person was last."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from commission_app.ui.settings import WindowSettings

LAST = "last_folder"
_settings: list[WindowSettings] = []  # of the application that runs, once it has some


def remember_in(settings: WindowSettings) -> None:
    """Remember from now on, from one start to the next, the folder used last."""
    _settings[:] = [settings]


def last_folder() -> Path:
    """Return the folder used last, the person's documents before there is one or when it is gone."""
    for settings in _settings:
        last = Path(settings.choice(LAST))
        if last.is_absolute() and last.is_dir():
            return last
    return documents_folder()


def note_folder(folder: Path) -> None:
    """Take note of the folder that the person just used."""
    for settings in _settings:
        settings.put_choice(LAST, str(folder))


def documents_folder() -> Path:
    """Return the person's documents, or their home when they have none."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def ask_folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """Ask for a folder, beginning at `start`; None when the person gives up."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or last_folder()))
    if not chosen:
        return None
    note_folder(Path(chosen))
    return Path(chosen)


def ask_file(parent: QWidget, title: str, kind: str) -> Path | None:
    """Ask a member for one file of a kind, « Lots de dossiers (*.lot) »; None when they give up."""
    # The extension means nothing to a member.
    shown = QFileDialog.Option.HideNameFilterDetails
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(last_folder()), kind, options=shown)
    return next(iter(_noted([chosen] if chosen else [])), None)


def ask_files(parent: QWidget, title: str, kind: str) -> list[Path]:
    """Ask a member for files of a kind; empty when they give up."""
    shown = QFileDialog.Option.HideNameFilterDetails
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(last_folder()), kind, options=shown)
    return _noted(chosen)


def ask_new_pdf(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask where to write a PDF; the dialog of the system asks before it replaces a file."""
    start = str(last_folder() / name)
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, start, parent.tr("Documents PDF (*.pdf)"))
    return next(iter(_noted([chosen] if chosen else [])), None)


def _noted(names: Sequence[str]) -> list[Path]:
    files = [Path(name) for name in names]
    for file in files[:1]:
        note_folder(file.parent)
    return files
