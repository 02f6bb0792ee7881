"""The secretariat's receipts, dropped on the page or chosen with a button: what they say is never lost."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from commission_app.ui import notices
from commission_app.ui.folder_choice import ask_files
from commission_app.ui.member.verbs import MemberVerbs
from commission_app.ui.page import Page
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.drop_veil import DropVeil

SUFFIXES: Final = (".accuse",)
ChooseReceipts = Callable[[QWidget], list[Path]]


class ReceiptReading(QObject):
    """Reads receipts for a page, one after the other, away from the window; `read` when one was kept."""

    read = Signal()

    def __init__(self, page: Page, verbs: MemberVerbs, tasks: Tasks, choose: ChooseReceipts | None) -> None:
        super().__init__(page)
        self._page = page
        self._verbs = verbs
        self._tasks = tasks
        self._choose = choose or ask_for_receipts
        self.button = Button(self.tr("Lire un accusé de réception…"), icon="inbox")
        self.button.clicked.connect(self._ask)
        self.veil = DropVeil(page, self.tr("Déposez ici l’accusé de réception"), SUFFIXES)
        self.veil.dropped.connect(self.take)
        self.veil.strange.connect(self._say_strange)

    def take(self, files: Sequence[Path]) -> None:
        """Read receipts."""
        for file in files:
            self._tasks.long(partial(self._take, file), self._say, self._page.show_failure)

    def _take(self, file: Path, _report: object) -> tuple[str, ...]:
        return self._verbs.take_receipt(file)

    def _say_strange(self, files: Sequence[Path]) -> None:
        what = self.tr("Ce n’est pas un accusé de réception : {names}.")
        do = self.tr("Déposez ici l’accusé reçu du secrétariat ; votre fiche, elle, est à lui envoyer.")
        self._page.say_strange(what, files, do)

    def _ask(self) -> None:
        self.take(self._choose(self._page))

    def _say(self, lines: tuple[str, ...]) -> None:
        what = self.tr("L’accusé de réception est lu.")
        nothing = self.tr("Il ne parle d’aucune fiche remise depuis cet ordinateur.")
        said = "\n".join(line if line.endswith(".") else f"{line}." for line in lines) or nothing
        self._page.notices.add(NoticeBanner(what, said, "info"))
        notices.announce(self._page, f"{what} {said}")
        self.read.emit()


def ask_for_receipts(parent: QWidget) -> list[Path]:
    """Ask for receipts with the dialog of the system; empty when the person gives up."""
    title, kind = parent.tr("Lire un accusé de réception"), parent.tr("Accusés de réception (*.accuse)")
    return ask_files(parent, title, kind)
