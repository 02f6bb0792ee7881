"""Where the person is, remembered a moment after they stop moving: a page turned writes nothing by itself."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from commission_app.ui.member.verbs import MemberVerbs
from commission_app.ui.tasks import Tasks
from commission_app.workflow.member.views import Place

PLACE_DELAY_MS: Final = 800


class PlaceKeeping(QObject):
    """`where` tells the place in full; a place that is not written is only one that is not found again."""

    def __init__(self, where: Callable[[], Place], verbs: MemberVerbs, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._where = where
        self._verbs = verbs
        self._tasks = tasks
        self._delay = QTimer(self, singleShot=True, interval=PLACE_DELAY_MS)
        self._delay.timeout.connect(self._keep_present)

    def moved(self) -> None:
        """Take note that the person moved."""
        self._delay.start()

    def keep(self, place: Place) -> None:
        """Remember a place."""
        self._tasks.store(lambda: self._verbs.remember_place(place), lambda _: None, lambda _: None)

    def flush(self) -> None:
        """Remember at once where the person is; called before the window closes."""
        self._delay.stop()
        self._keep_present()

    def _keep_present(self) -> None:
        self.keep(self._where())
