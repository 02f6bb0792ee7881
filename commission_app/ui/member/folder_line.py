"""Where a file will be written: the folder's name, and the way to change it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import ElidedLabel, Label
from commission_app.ui.widgets.layouts import row

ChooseFolder = Callable[[QWidget, Path], Path | None]


class FolderLine(QWidget):
    """The line; whoever holds it changes the folder."""

    change_asked = Signal()

    def __init__(self, words: str = "") -> None:
        """Take what is said before the folder, when several files go there."""
        super().__init__()
        self._where = ElidedLabel("", "strong")
        self.change = Button(self.tr("Changer…"), "link", size="small")
        self.change.setAccessibleName(self.tr("Changer le dossier où le fichier sera écrit"))
        self.change.clicked.connect(self.change_asked)
        said = Label(words or self.tr("Le fichier sera écrit dans"), "body")
        line = row(said, self._where, self.change, spacing=6)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_folder(self, folder: Path) -> None:
        """Name the folder."""
        self._where.setText(str(folder))


def ask_for_folder(parent: QWidget, folder: Path) -> Path | None:
    """Ask where to write; None when the person gives up."""
    title = parent.tr("Dossier où écrire")
    return ask_folder(parent, title, folder)
