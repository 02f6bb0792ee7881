"""The import, beside the dossiers: what to choose, what the dry run says, what is to be answered, then done.

Nothing is imported before « Importer », which is open only when nothing is left to correct or to answer.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_app.texts import count_fr
from commission_app.ui.icons import IconName
from commission_app.ui.secretariat.intake.question_card import QuestionCard
from commission_app.ui.tokens import Token
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.labels import IconLabel, Label, Role
from commission_app.ui.widgets.layouts import STRETCH, Line, SidePanel, Slot, column, row
from commission_app.workflow.preparation.intake.intake_report import IntakeReport, Question

MARGIN = 22
Look = tuple[IconName, Token]
LOOKS: dict[str, Look] = {
    "sound": ("circle-check", "success"),
    "fault": ("circle-x", "error"),
    "fact": ("info", "info"),
}
MOST_LINES = 40  # shown one by one; the whole list can be copied


class IntakePanel(SidePanel):
    """Shows an import from its choice to its end."""

    files_asked = Signal()
    folder_asked = Signal()
    answered = Signal(str, str)
    import_asked = Signal()
    closed = Signal()

    def __init__(self) -> None:
        self._files = Button(self.tr("Choisir des fichiers…"), icon="files")
        self._folder = Button(self.tr("Choisir un dossier…"), icon="folder-open")
        self._import = Button(self.tr("Importer"), "primary", icon="arrow-down")
        self._close = IconButton("x", self.tr("Fermer l’import"))
        self._what = Label("", "mention", wrap=True)
        self._counts = Slot()
        self._questions = Slot()
        self._lists = Slot()
        self._asked: tuple[Question, ...] = ()
        super().__init__(self._content(), self.tr("Import des candidatures"))
        self._files.clicked.connect(self.files_asked)
        self._folder.clicked.connect(self.folder_asked)
        self._import.clicked.connect(self.import_asked)
        self._close.clicked.connect(self.closed)
        self.show_start()

    def show_start(self) -> None:
        """Say what may be brought."""
        self._what.setText(
            self.tr(
                "Un dossier, une archive ZIP, des messages enregistrés (EML), ou un export de "
                "Démarches-simplifiées : tableau, ZIP, ou les deux ensemble. Rien n’est importé avant que "
                "vous l’ayez relu."
            )
        )
        self._import.hide()
        self._asked = ()
        for slot in (self._counts, self._questions, self._lists):
            slot.fill(column())
        self.set_busy(is_busy=False)

    def set_busy(self, *, is_busy: bool) -> None:
        """Keep the buttons closed while something is read or imported."""
        for button in (self._files, self._folder, self._close):
            button.setEnabled(not is_busy)
        if is_busy:
            self._import.setEnabled(False)

    def show_report(self, report: IntakeReport, answers: Mapping[str, str], names: str) -> None:
        """Show what an import would do, or did."""
        self._what.setText(names)
        self._import.setVisible(not report.is_done)
        self._import.setEnabled(not report.is_blocked and bool(report.changes.to_write))
        counted = count_fr(len(report.changes.to_write), self.tr("dossier"))
        self._import.setText(self.tr("Importer {dossiers}").format(dossiers=counted))
        self._counts.fill(self._counted(report))
        self._show_questions(() if report.is_done else report.questions, answers)
        self._lists.fill(self._listed(report))

    def take_focus(self) -> None:
        """Put the keyboard where something is to be done."""
        (self._import if self._import.isVisible() and self._import.isEnabled() else self._files).setFocus()

    def _content(self) -> QVBoxLayout:
        head = row(Label(self.tr("Importer des candidatures"), "section_title", wrap=True), 8, self._close)
        head.setStretch(0, 1)
        top = column(
            head,
            6,
            self._what,
            12,
            row(self._files, STRETCH),
            8,
            row(self._folder, STRETCH),
            self._counts,
            row(self._import, STRETCH, margins=(0, 12, 0, 0)),
            margins=(MARGIN, 18, 14, 16),
        )
        return column(top, self._questions, self._lists, STRETCH)

    def _counted(self, report: IntakeReport) -> QVBoxLayout:
        look = LOOKS["fault" if report.is_blocked else "sound"]
        said = self.tr("Tout peut être importé.")
        if report.is_done:
            said = self.tr("C’est importé.")
        elif report.is_blocked:
            said = self.tr("Rien n’est importé : corrigez ou répondez d’abord.")
        changes = report.changes
        words = [count_fr(report.dossiers, self.tr("dossier")), count_fr(report.pieces, self.tr("pièce"))]
        kinds = (
            (changes.new, self.tr("nouveau"), self.tr("nouveaux")),
            (changes.changed, self.tr("modifié"), self.tr("modifiés")),
            (changes.unchanged, self.tr("inchangé"), self.tr("inchangés")),
            (changes.vanished, self.tr("déjà importé, absent ici"), self.tr("déjà importés, absents ici")),
        )
        words += [count_fr(len(names), one, many) for names, one, many in kinds if names]
        parts = column(margins=(0, 16, 0, 0))
        parts.addLayout(_line(look, said, "strong"))
        parts.addWidget(Label(" · ".join(words), "body", wrap=True))
        return parts

    def _show_questions(self, questions: Sequence[Question], answers: Mapping[str, str]) -> None:
        """Show the questions; the same ones keep their cards, hence the place of the keyboard."""
        if tuple(questions) == self._asked:
            return
        parts_of = (widget for card in self._cards() for widget in card.findChildren(QWidget))
        had_keyboard = any(widget.hasFocus() for widget in parts_of)
        self._asked = tuple(questions)
        parts = column(spacing=8, margins=(MARGIN, 14, MARGIN, 16))
        if questions:
            parts.addWidget(Label(self.tr("Questions"), "panel_title"))
        for question in questions[:MOST_LINES]:
            card = QuestionCard(question, answers.get(question.id, question.default))
            card.answered.connect(self.answered)
            parts.addWidget(card)
        if len(questions) > MOST_LINES:
            parts.addWidget(Label(self._others(len(questions) - MOST_LINES), "mention", wrap=True))
        whole = column()
        if questions:
            whole.addWidget(Line())
            whole.addLayout(parts)
        self._stay_there()
        self._questions.fill(whole)
        if had_keyboard and self._cards():
            self._cards()[0].take_focus()

    def _stay_there(self) -> None:
        """Keep the place of the panel: what is answered goes, and what follows comes under the eye."""
        bar = self.verticalScrollBar()
        place = bar.value()
        QTimer.singleShot(0, self, lambda: bar.setValue(place))

    def _cards(self) -> list[QuestionCard]:
        return [card for card in self._questions.findChildren(QuestionCard) if card.isVisibleTo(self)]

    def _listed(self, report: IntakeReport) -> QVBoxLayout:
        parts = column()
        asked = {question.words for question in report.questions}
        faults = [fault for fault in report.faults if not any(words in fault for words in asked)]
        lists: tuple[tuple[str, Sequence[str], Look], ...] = (
            (self.tr("À corriger"), faults, LOOKS["fault"]),
            (self.tr("À savoir"), report.remarks, LOOKS["fact"]),
        )
        for title, lines, look in lists:
            if lines:
                parts.addWidget(Line())
                parts.addWidget(self._list(title, lines, look))
        return parts

    def _list(self, title: str, lines: Sequence[str], look: Look) -> QWidget:
        copy = Button(self.tr("Copier la liste"), "link", size="small")
        copy.setAccessibleName(self.tr("Copier la liste : {title}").format(title=title))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(lines)))
        head = row(Label(f"{title} ({len(lines)})", "panel_title"), STRETCH, copy)
        parts = column(head, spacing=8, margins=(MARGIN, 14, MARGIN, 16))
        for line in lines[:MOST_LINES]:
            parts.addLayout(_line(look, line, "body"))
        if len(lines) > MOST_LINES:
            parts.addWidget(Label(self._others(len(lines) - MOST_LINES), "mention", wrap=True))
        whole = QWidget()
        whole.setLayout(parts)
        return whole

    def _others(self, count: int) -> str:
        return self.tr("Et encore {count}.").format(count=count)


def _line(look: Look, words: str, role: Role) -> QVBoxLayout:
    line = row(10, Label(words, role, wrap=True))
    line.insertWidget(0, IconLabel(*look, 16), 0, Qt.AlignmentFlag.AlignTop)
    line.setStretch(2, 1)
    return column(line, 2)
