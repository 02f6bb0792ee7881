"""The secretariat's first page: its campaigns, to open or to duplicate, and the way to a new one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commission_app.texts import typeset
from commission_app.ui.first_use.middle_page import MiddlePage
from commission_app.ui.folder_choice import ask_folder
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, Item, Line, Slot, column, row
from commission_app.workflow.desk import DeskCampaign


@dataclass(frozen=True)
class KnownCampaign:
    """A campaign of the secretariat, and the folder of the desk that holds it."""

    place: Path
    campaign: DeskCampaign


class CampaignsPage(MiddlePage):
    """Emits what a person chose; nothing is opened here."""

    opened = Signal(object)  # KnownCampaign
    duplicated = Signal(object)
    new_asked = Signal()
    restore_asked = Signal()
    place_chosen = Signal(object)  # Path
    left = Signal()

    def __init__(self, back: str, folder: Callable[[QWidget, str], Path | None] = ask_folder) -> None:
        """Take the words of the way back."""
        super().__init__()
        self._folder = folder
        self.lines: dict[str, tuple[Button, Button]] = {}  # by the identifier of a campaign: open, duplicate
        self._list = Slot()
        self.new = Button(self.tr("Nouvelle campagne…"), "primary", icon="plus", size="large")
        self.new.clicked.connect(self.new_asked)
        self.other = Button(self.tr("Ouvrir un autre dossier de travail…"), icon="folder-open")
        self.other.clicked.connect(self._choose)
        self.restore = Button(self.tr("Restaurer une sauvegarde…"), icon="life-buoy")
        self.restore.clicked.connect(self.restore_asked)
        self.back = Button(back, "link")
        self.back.clicked.connect(self.left)
        self.fill(
            self.tr("Campagnes du secrétariat"),
            self.tr(
                "Une campagne vit dans un dossier de cet ordinateur, chiffré. Rien ne part sur le réseau."
            ),
            self._list,
            16,
            row(self.new, 10, self.other, STRETCH),
            10,
            row(self.restore, STRETCH),
            24,
            row(self.back, STRETCH),
        )
        self.setFocusProxy(self.new)

    def show_campaigns(self, known: Sequence[KnownCampaign]) -> None:
        """Show the campaigns, the last used first."""
        self.lines = {}
        parts: list[Item] = []
        for one in known:
            parts += [Line(), self._line(one)] if parts else [self._line(one)]
        if not parts:
            words = self.tr("Aucune campagne n’est préparée dans ce dossier de travail.")
            parts = [Label(words, "body", tint="mention", wrap=True)]
        self._list.fill(column(Card(column(*parts, margins=(20, 12, 20, 12)))))

    def set_busy(self, *, is_busy: bool) -> None:
        """Wait while a campaign is being opened."""
        for part in (self._list, self.new, self.other, self.restore, self.back):
            part.setEnabled(not is_busy)

    def _line(self, one: KnownCampaign) -> QWidget:
        opening, copying = Button(self.tr("Ouvrir")), Button(self.tr("Dupliquer…"), "quiet")
        for button, signal in ((opening, self.opened), (copying, self.duplicated)):
            button.clicked.connect(partial(signal.emit, one))
            button.setAccessibleName(f"{button.text()} {one.campaign.name}")
        self.lines[one.campaign.id] = (opening, copying)
        name = Label(one.campaign.name, "strong", wrap=True)
        place = Label(typeset(str(one.campaign.folder)), "mention", wrap=True)
        whole = QWidget()
        line = row(
            IconLabel("list-checks", "mention", 18),
            column(name, 2, place),
            copying,
            opening,
            margins=(0, 8, 0, 8),
            spacing=12,
        )
        line.setStretch(1, 1)
        whole.setLayout(line)
        return whole

    def _choose(self) -> None:
        folder = self._folder(self, self.tr("Dossier de travail du secrétariat"))
        if folder is not None:
            self.place_chosen.emit(folder)
