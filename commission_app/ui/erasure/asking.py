"""How an open desk comes to be erased: what there is to lose is read, the question asked, the answer told."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from commission_app.ui.erasure.erase_question import EraseQuestion
from commission_app.ui.main_window import MainWindow
from commission_app.ui.tasks import Tasks
from commission_app.workflow.desk import DeskCampaign
from commission_app.workflow.end_of_campaign import EndOfCampaign, is_named


@dataclass(frozen=True)
class Erasure:
    """What a person confirmed."""

    place: DeskCampaign
    typed: str
    without_archive: bool


class ErasureAsking(QObject):
    """Asks over a window, which says `erasure_confirmed`; nothing is erased here."""

    refused = Signal(object)  # what kept the question from being asked

    def __init__(
        self, window: MainWindow, place: DeskCampaign, read: Callable[[], EndOfCampaign], tasks: Tasks
    ) -> None:
        super().__init__(window)
        self._window = window
        self._place = place
        self._read = read
        self._tasks = tasks
        self._question: EraseQuestion | None = None
        self.is_confirmed = False

    def ask(self) -> None:
        """Read what would be erased, then ask; not while work is under way."""
        if self._tasks.has_long_work():
            self._window.toast(self.tr("Un travail est en cours : effacez la campagne quand il sera fini."))
        else:
            self._tasks.store(self._read, self._show, self.refused.emit)

    def _show(self, end: EndOfCampaign) -> None:
        if self._question is not None:
            return
        self._question = EraseQuestion(self._window, end, lambda typed: is_named(self._place, typed))
        self._question.confirmed.connect(self._confirm)
        self._question.finished.connect(self._forget)
        self._question.open()

    def _forget(self) -> None:
        if self._question is not None:
            self._question.deleteLater()
            self._question = None

    def _confirm(self, typed: str, without_archive: bool) -> None:  # noqa: FBT001 - a signal
        self.is_confirmed = True
        self._window.erasure_confirmed.emit(Erasure(self._place, typed, without_archive))
