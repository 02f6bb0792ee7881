"""The window « Analyse »: three pages that only look. The official list never waits for them."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from commission_app.ui import actions
from commission_app.ui.help.showing import show_topic
from commission_app.ui.pages_window import PagesWindow
from commission_app.ui.secretariat.analysis.held_page import HeldPage
from commission_app.ui.secretariat.analysis.readers_page import ReadersPage
from commission_app.ui.secretariat.analysis.reading import AnalysisReading, AnalysisVerbs
from commission_app.ui.secretariat.analysis.weights_page import WeightsPage
from commission_app.ui.tasks import Tasks
from commission_app.ui.turns import by_turns
from commission_app.workflow.deliberation.analysis_views import AnalysisStart

SIZE: Final = (1240, 740)


class AnalysisWindow(PagesWindow):
    """Read again each time it is opened; closed, nothing of it is computed."""

    def __init__(self, parent: QWidget, verbs: AnalysisVerbs, tasks: Tasks) -> None:
        tr = QCoreApplication.translate
        self.held = HeldPage()
        self.readers = ReadersPage()
        self.weights = WeightsPage(verbs.try_weights)
        pages = (
            (tr("AnalysisWindow", "Tenue du classement"), self.held),
            (tr("AnalysisWindow", "Lecteurs"), self.readers),
            (tr("AnalysisWindow", "Et si les poids changeaient ?"), self.weights),
        )
        words = tr(
            "AnalysisWindow",
            "À côté du classement officiel, que rien ici ne change. Prépare la séance, n’y est pas projetée.",
        )
        super().__init__(parent, tr("AnalysisWindow", "Analyse"), words, pages, SIZE)
        self.addAction(actions.make("help", self, lambda: show_topic(parent.window(), "analyse")))
        self.reading = AnalysisReading(verbs, tasks)
        self.reading.setParent(self)
        self.reading.begun.connect(self._begin)
        self.reading.arrived.connect(self.held.show_analysis)
        self.reading.arrived.connect(self.readers.show_analysis)
        self.reading.failed.connect(lambda error: self.page().show_failure(error))

    def show_pages(self) -> None:
        """Show the window, or bring it back to the front, and read again."""
        super().show_pages()
        self.reading.read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop what nobody looks at."""
        super().hideEvent(event)
        self.reading.stop()

    def _begin(self, start: AnalysisStart) -> None:
        self.setWindowTitle(self.tr("Analyse — {campaign}").format(campaign=start.campaign))
        for page in (self.held, self.readers, self.weights):
            page.say_provisional(self.tr("Analyse provisoire : elle peut encore changer."), start.provisional)
        self.held.show_start(start)
        self.readers.show_start(start)
        by_turns(self._show_weights(start), self)

    def _show_weights(self, start: AnalysisStart) -> Iterator[None]:
        """Show what may be tried in a turn of its own: no figure is waited for there."""
        self.weights.show_start(start)
        yield
