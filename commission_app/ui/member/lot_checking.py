"""The whole check of the lots, beside the reading: by itself after a new lot, and when somebody asks."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Signal

from commission_app.texts import list_fr
from commission_app.ui import notices
from commission_app.ui.job import Task
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.member.lot_checks import DamagedPiece, LotCheck

Check = Callable[[Report], tuple[LotCheck, ...]]
MOST_NAMED: Final = 3  # damaged pieces told by their names


class LotChecking(QObject):
    """One check at a time; whatever shows it may come and go meanwhile."""

    begun = Signal()
    progressed = Signal(int, int, str)
    found = Signal(object)  # a tuple of `LotCheck`, empty when no lot was new
    failed = Signal(object)
    ended = Signal()

    def __init__(self, check_new: Check, check_all: Check, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._check_new = check_new
        self._check_all = check_all
        self._tasks = tasks
        self._task: Task | None = None

    @property
    def is_running(self) -> bool:
        """Whether a check is under way."""
        return self._task is not None

    def check_new(self) -> None:
        """Check the lots that were never checked since they were opened."""
        self._begin(self._check_new)

    def check_all(self) -> None:
        """Check every lot."""
        self._begin(self._check_all)

    def interrupt(self) -> None:
        """Give the check up; it begins again at the next start."""
        if self._task is not None:
            self._task.cancel()

    def _begin(self, check: Check) -> None:
        if self._task is None:
            self._task = self._tasks.quiet(
                check,
                self.found.emit,
                self.failed.emit,
                progress=self.progressed.emit,
                ended=self._end,
            )
            self.begun.emit()

    def _end(self) -> None:
        self._task = None
        self.ended.emit()


def tell_damage(area: NoticeArea, checks: Sequence[LotCheck]) -> None:
    """Say which pieces cannot be relied on, and nothing when all can: one message for each thing to do."""
    tr = QCoreApplication.translate
    plural = {
        "LOT-11": (
            tr("LotChecking", "Ces pièces sont abîmées depuis la copie du lot : {names}."),
            tr("LotChecking", "Recopiez le lot depuis son support d’origine, puis ouvrez-le de nouveau."),
        ),
        "LOT-12": (
            tr("LotChecking", "Ces pièces ne sont pas celles que le secrétariat a scellées : {names}."),
            tr("LotChecking", "N’en tenez pas compte et appelez le secrétariat."),
        ),
    }
    for code, (what, do) in plural.items():
        damaged = [piece for check in checks for piece in check.damaged if piece.code == code]
        if len(damaged) == 1:
            notices.show(damaged[0].refusal, area)
        elif damaged:
            readable = tr("LotChecking", "Les autres restent lisibles.")
            words = what.format(names=list_fr(_names(damaged)))
            area.add(NoticeBanner(f"{words} {readable}", do))
            notices.announce(area, f"{words} {readable} {do}")


def _names(damaged: Sequence[DamagedPiece]) -> list[str]:
    """Return the first names, and how many more there are: « Preuves… » has them all."""
    named = [piece.name for piece in damaged[:MOST_NAMED]]
    more = len(damaged) - len(named)
    if more:
        one, many = (
            QCoreApplication.translate("LotChecking", "une autre"),
            QCoreApplication.translate("LotChecking", "{count} autres"),
        )
        named.append(one if more == 1 else many.format(count=more))
    return named
