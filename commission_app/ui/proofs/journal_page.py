"""« Journal »: what happened at the secretariat, and one button that checks that nothing was altered."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from commission_app.ui import notices
from commission_app.ui.models.journal_model import JournalModel
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.page import Page
from commission_app.ui.proofs.copied_text import digest_text
from commission_app.ui.proofs.journal_table import JournalTable
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import Line, Panel, Slot, column, row
from commission_app.workflow.secretariat.journal_view import JournalLine, JournalView

MARGIN = 24


class JournalPage(Page):
    """Reads and checks the whole journal each time it comes to the front, and when asked."""

    def __init__(self, read: Callable[[], JournalView], tasks: Tasks) -> None:
        super().__init__()
        self._read = read
        self._tasks = tasks
        self._head = ""
        self.check = Button(self.tr("Contrôler le journal"), icon="shield-check")
        self.check.clicked.connect(self._check)
        self._verdict = Slot()
        self._digest = Slot()
        self._model = JournalModel()
        self._table = JournalTable(self._model, self.tr("Journal"))
        self._table.selectionModel().selectionChanged.connect(self._show_digest)
        head = row(self._verdict, 16, margins=(MARGIN, 16, MARGIN, 14))
        head.setStretch(0, 1)
        head.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
        foot = column(self._digest, margins=(MARGIN, 12, MARGIN, 16))
        layout = column(self.notices, head, self._table, Line(), foot)
        layout.setStretch(2, 1)
        self.setLayout(column(Panel(layout)))

    def refresh(self) -> None:
        """Read and check again."""
        self._tasks.store(self._read, self.show_view, self.show_failure)

    def show_view(self, view: JournalView) -> None:
        """Show the events and the verdict."""
        self._head = view.head
        self._verdict.fill(_verdict(view))
        self._model.set_rows(view.lines)
        self._show_digest()

    def _check(self) -> None:
        self._tasks.store(self._read, self._show_checked, self.show_failure)

    def _show_checked(self, view: JournalView) -> None:
        self.show_view(view)
        notices.announce(self, f"{view.check.sentence} {view.check.advice}")

    def _show_digest(self) -> None:
        """Show the digest of the chosen event, or of the last one: it is what receipts carry."""
        index = self._table.currentIndex()
        line = (
            index.data(RowRole) if index.isValid() and self._table.selectionModel().hasSelection() else None
        )
        if isinstance(line, JournalLine):
            name = self.tr("empreinte de l’événement n° {number}").format(number=line.sequence)
            self._digest.fill(_named(self.tr("Empreinte de cet événement."), name, line.digest))
        else:
            name = self.tr("empreinte du dernier événement")
            words = self.tr(
                "Empreinte du dernier événement : chaque accusé de réception porte celle de son jour."
            )
            self._digest.fill(_named(words, name, self._head))


def _named(words: str, name: str, digest: str) -> QVBoxLayout:
    return column(Label(words, "mention"), 6, digest_text(name, digest))


def _verdict(view: JournalView) -> QVBoxLayout:
    is_intact = view.check.is_intact
    icon = IconLabel("circle-check", "success", 20) if is_intact else IconLabel("octagon-x", "error", 20)
    said = row(icon, 10, Label(view.check.sentence, "strong", wrap=True))
    said.setStretch(2, 1)
    meaning = f"{view.proves} {view.does_not_prove}" if is_intact else view.check.advice
    return column(said, 4, Label(meaning, "mention" if is_intact else "body", wrap=True))
