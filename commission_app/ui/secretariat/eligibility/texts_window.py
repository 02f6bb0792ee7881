"""The window of the texts that every letter to a candidate prints: what is typed there is kept at once."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from commission_app.ui.page import Page
from commission_app.ui.secretariat.eligibility.card_form import SummaryField
from commission_app.ui.secretariat.eligibility.verbs import EligibilityVerbs
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import SidePanel, column
from commission_app.ui.widgets.side_window import SideWindow, heading
from commission_app.workflow.preparation.candidacies.candidate_texts import DAYS, CandidateTexts

SIZE: Final = (720, 660)
MARGIN: Final = 24


class TextsPage(Page):
    """`written` follows each change that was kept."""

    written = Signal()

    def __init__(self, verbs: EligibilityVerbs, tasks: Tasks) -> None:
        super().__init__()
        self._verbs, self._tasks = verbs, tasks
        self._shown: CandidateTexts | None = None
        self.office, self.silence, self.appeals = SummaryField(), SummaryField(), SummaryField()
        self.signatory, self.chair, self.days = QLineEdit(), QLineEdit(), QLineEdit()
        self.days.setValidator(QIntValidator(*DAYS, self.days))
        body = SidePanel(self._content(), self.tr("Textes des courriers aux candidats"))
        whole = column(self.notices, body)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        for field in (self.office, self.silence, self.appeals):
            field.settled.connect(self._write)
        for line in (self.signatory, self.chair, self.days):
            line.setMaxLength(300)
            line.editingFinished.connect(self._write)

    def refresh(self) -> None:
        """Read the texts."""
        self._tasks.store(self._verbs.texts, self._show, self.show_failure)

    def _show(self, texts: CandidateTexts) -> None:
        self._shown = texts
        for field, text in (
            (self.office, texts.office),
            (self.silence, texts.silence),
            (self.appeals, texts.appeals),
        ):
            if not field.hasFocus():
                field.show_text(text)
        for line, words in (
            (self.signatory, texts.signatory),
            (self.chair, texts.chair),
            (self.days, str(texts.reply_days)),
        ):
            if not line.hasFocus():
                line.setText(words)

    def _texts(self) -> CandidateTexts:
        return CandidateTexts(
            self.office.toPlainText().strip(),
            self.signatory.text().strip(),
            self.chair.text().strip(),
            self.silence.toPlainText().strip(),
            self.appeals.toPlainText().strip(),
            int(self.days.text() or 0),
        )

    def _write(self) -> None:
        texts = self._texts()
        if self._shown is None or texts == self._shown:
            return
        self._shown = texts
        self.notices.clear()
        self._tasks.store(
            lambda: self._verbs.write_texts(texts), lambda _: self.written.emit(), self.show_failure
        )

    def _content(self) -> QVBoxLayout:
        parts = column(margins=(MARGIN, 16, MARGIN, 20))
        fields: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Service chargé des candidatures, adresse et courriel"), self.office),
            (self.tr("Signataire : prénom, nom et qualité"), self.signatory),
            (self.tr("Signataire des irrecevabilités"), self.chair),
            (self.tr("Ce que vaut le silence, dans l’accusé de réception"), self.silence),
            (self.tr("Voies et délais de recours, dans la lettre d’irrecevabilité"), self.appeals),
            (self.tr("Délai pour envoyer une pièce, en jours"), self.days),
        )
        for words, field in fields:
            field.setAccessibleName(words)
            parts.addWidget(Label(words, "field"))
            parts.addSpacing(3)
            parts.addWidget(field)
            parts.addSpacing(12)
        parts.addStretch(1)
        return parts


class TextsWindow(SideWindow):
    """Read again each time it is opened."""

    def __init__(self, parent: QWidget, verbs: EligibilityVerbs, tasks: Tasks) -> None:
        super().__init__(parent)
        self.page = TextsPage(verbs, tasks)
        title = self.tr("Textes des courriers aux candidats")
        words = self.tr(
            "Imprimés tels quels, et gardés à mesure. Sans voies et délais de recours, une irrecevabilité "
            "reste un projet."
        )
        self.setWindowTitle(title)
        self.fill(heading(title, words, under=12), self.page, SIZE)

    def show_page(self) -> None:
        """Show the window, or bring it back to the front, and read again."""
        self.show_in_front()
        self.page.refresh()
