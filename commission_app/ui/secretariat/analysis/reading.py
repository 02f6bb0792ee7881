"""The figures of the analysis as they arrive: the ranking at once, the heavy ones from the quiet lane."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QObject, Signal

from commission_app.scoring.ids import SectionId
from commission_app.scoring.other_weights import Reweighed
from commission_app.ui.job import Task
from commission_app.ui.tasks import Report, Tasks
from commission_app.workflow.deliberation.analysis_views import Analysis, AnalysisStart


@dataclass(frozen=True)
class AnalysisVerbs:
    """What the analysis asks of the workflow."""

    start: Callable[[], AnalysisStart]
    analyse: Callable[[AnalysisStart, Report], Analysis]
    refine: Callable[[AnalysisStart, Analysis, Report], Analysis]
    try_weights: Callable[[AnalysisStart, Mapping[SectionId, Fraction]], Reweighed | None]


class AnalysisReading(QObject):
    """Reads again when asked; the heavy figures of data that did not change are not made twice."""

    begun = Signal(object)  # AnalysisStart
    arrived = Signal(object)  # Analysis
    failed = Signal(object)  # Exception

    def __init__(self, verbs: AnalysisVerbs, tasks: Tasks) -> None:
        super().__init__()
        self._verbs = verbs
        self._tasks = tasks
        self._digest = ""  # of the data shown
        self._known: Analysis | None = None
        self._task: Task | None = None

    def read(self) -> None:
        """Read the ranking, then make the figures."""
        self._tasks.store(self._verbs.start, self._begin, self.failed.emit)

    def stop(self) -> None:
        """Make no more figures for now: nobody looks at them."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _begin(self, start: AnalysisStart) -> None:
        self._digest = start.digest
        self.begun.emit(start)
        self.stop()
        if self._known is not None and self._known.digest == start.digest:
            self._arrive(start, self._known)
            return
        self._task = self._tasks.quiet(
            lambda report: self._verbs.analyse(start, report),
            lambda found: self._arrive(start, found),
            self.failed.emit,
        )

    def _arrive(self, start: AnalysisStart, found: Analysis) -> None:
        """Show figures, then make the bounds exact where it matters; those of other data come too late."""
        if found.digest != self._digest:
            return
        self._known = found
        self.arrived.emit(found)
        if not found.is_refined:
            self._task = self._tasks.quiet(
                lambda report: self._verbs.refine(start, found, report),
                lambda refined: self._arrive(start, refined),
                self.failed.emit,
            )
