"""What taking a fiche that came during the meeting would move: said in the banner before anybody takes it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from commission_app.ui.secretariat.meeting.verbs import MeetingVerbs
from commission_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from commission_app.workflow.meeting.movements import LateSheets


class LateEffect(QObject):
    """Computes beside the meeting, once for each ranking; `known` is called when the words are there."""

    def __init__(self, verbs: MeetingVerbs, tasks: Tasks, known: Callable[[], None]) -> None:
        super().__init__()
        self._verbs, self._tasks, self._known = verbs, tasks, known
        self._late: LateSheets | None = None
        self._words = ""

    def words(self, late: "LateSheets") -> str:
        """Return what it would move, or that it is being computed."""
        if self._late is None or self._late.done is not late.done or self._late.seats != late.seats:
            self._late, self._words = late, ""
            self._tasks.quiet(
                lambda _report: self._verbs.late_words(late),
                lambda words: self._tell(late, words),
                lambda _error: self._tell(late, self.tr("Ce que cela changerait n’a pas pu être calculé.")),
            )
        return self._words or self.tr("Calcul de ce que cela changerait…")

    def _tell(self, late: "LateSheets", words: str) -> None:
        if late is self._late:  # else another ranking came meanwhile
            self._words = words
            self._known()
