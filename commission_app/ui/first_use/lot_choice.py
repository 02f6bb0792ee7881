"""Choosing the lot: a place to drop it and its button, then the name of what was chosen."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from commission_app.texts import size_fr
from commission_app.ui import actions
from commission_app.ui.folder_choice import ask_file
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.drop_zone import DropZone
from commission_app.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commission_app.ui.widgets.layouts import Card, column, row

SUFFIX: Final = ".lot"


class LotChoice(QStackedWidget):
    """Holds the chosen file; `chosen` tells that it changed, `offered` that files were, volumes perhaps."""

    chosen = Signal()
    offered = Signal(object)  # a sequence of paths

    def __init__(self) -> None:
        super().__init__()
        self.file: Path | None = None
        self.zone = DropZone(
            self.tr("Déposez ici votre lot"),
            "",
            self.tr("Choisir mon lot…"),
            [SUFFIX],
        )
        self.zone.dropped.connect(lambda files: self.offered.emit(files) if files else None)
        self.zone.asked.connect(self._ask)
        self._name = ElidedLabel("", "panel_title")
        self._size = Label("", "mention")
        change = Button(self.tr("Changer…"), "link", size="small")
        change.clicked.connect(self._ask)
        line = row(
            IconLabel("package-open"),
            column(self._name, 1, self._size),
            change,
            margins=(18, 12, 14, 12),
            spacing=14,
        )
        line.setStretch(1, 1)
        self._card = Card(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.addAction(actions.make("open_lot", self, self._ask))
        self.addWidget(self.zone)
        self.addWidget(self._card)

    def choose(self, file: Path) -> None:
        """Take a file: dropped, chosen, or opened with a double click before anything else."""
        self.file = file
        # The extension means nothing to a member.
        self._name.setText(file.stem)
        self._size.setText(size_fr(file.stat().st_size) if file.is_file() else "")
        self.setCurrentWidget(self._card)
        self.chosen.emit()

    def _ask(self) -> None:
        file = ask_for_lot(self)
        if file is not None:
            self.offered.emit([file])


def ask_for_lot(parent: QWidget) -> Path | None:
    """Ask for the file of a lot; None when the person changed their mind."""
    title = QCoreApplication.translate("LotChoice", "Choisir mon lot")
    kind = QCoreApplication.translate("LotChoice", "Lots de dossiers (*.lot)")
    return ask_file(parent, title, kind)
