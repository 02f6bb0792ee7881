"""« Remettre ma fiche »: what will be handed in, the checks, one button, and what was handed in before."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from commission_app.texts import NO_BREAK_SPACE, date_time_fr
from commission_app.ui import notices
from commission_app.ui.folder_choice import documents_folder
from commission_app.ui.member.folder_line import (
    ChooseFolder,
    FolderLine,
    ask_for_folder,
)
from commission_app.ui.member.hand_in.check_list import CheckList
from commission_app.ui.member.hand_in.handed_in_panel import HandedInPanel
from commission_app.ui.member.hand_in.receipt_reading import ChooseReceipts, ReceiptReading
from commission_app.ui.member.hand_in.review_summary import ReviewSummary
from commission_app.ui.member.verbs import MemberVerbs
from commission_app.ui.page import Page
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.flow_area import FlowArea
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, Card, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.toast import Toast
from commission_app.workflow.member.views import HandedIn, HandInReview

LEFT_WIDTH, WHOLE_WIDTH = 450, 1216


class HandInPage(Page):
    """Reviews on the store lane, after everything typed is recorded; hands in on the long lane."""

    help_topic = "remettre-ma-fiche"
    place_asked = Signal(str, str)  # dossier, criterion or ""
    handed_in = Signal(object)  # HandedIn

    def __init__(
        self,
        verbs: MemberVerbs,
        editor: SheetEditor,
        tasks: Tasks,
        choose_folder: ChooseFolder | None = None,
        choose_receipts: ChooseReceipts | None = None,
    ) -> None:
        super().__init__()
        self._verbs = verbs
        self._editor = editor
        self._tasks = tasks
        self._choose_folder = choose_folder or ask_for_folder
        self._folder = documents_folder()
        self._has_fiches = False
        self._review: HandInReview | None = None
        self._warning: NoticeBanner | None = None  # a receipt is long to come
        self._is_settled = False  # the list of fiches is closed, as far as this desk knows
        self._awaits_focus = False  # the keyboard goes where the review leads, once it is there
        self.notices = NoticeArea((0, 0, 0, 16))  # as wide as the cards
        self._summary = ReviewSummary()
        self.checks = CheckList()
        self.checks.place_asked.connect(self.place_asked)
        self.button = Button(self.tr("Remettre ma fiche"), "primary", icon="send", size="large")
        self.again = Button(self.tr("Remettre une nouvelle version"), icon="send")
        self.folder_lines = (FolderLine(), FolderLine())
        self.reason = Label("", "body", tint="error", wrap=True)
        self._deadline = Label("", "long", wrap=True)
        self._correct_words = Label("", "body", wrap=True)
        self.done = HandedInPanel()
        self.done.copy_asked.connect(self._copy)
        self.receipts = ReceiptReading(self, verbs, tasks, choose_receipts)
        self.receipts.read.connect(self.refresh)
        for button in (self.button, self.again):
            button.clicked.connect(self._hand_in)
        for line in self.folder_lines:
            line.change_asked.connect(self._change_folder)
        self._first = self._make_first_card()
        self._correct = self._make_correct_card()
        self._lay_out()
        self._show_cards()
        self.show_folder(self._folder)

    def refresh(self) -> None:
        """Record what is typed, then review."""
        self._editor.flush()
        self._tasks.store(self._verbs.review, self._show_review, self.show_failure)
        self._tasks.store(self._verbs.handed_in, self._show_handed_in, self.show_failure)
        self._tasks.store(self._verbs.closing_lines, self._show_closing, self.show_failure)
        self._tasks.store(self._verbs.receipt_warning, self._show_warning, self.show_failure)

    def panes(self) -> Sequence[QWidget]:
        """Return where F6 goes."""
        return self.button, self.done, self.again, self.checks

    def take_focus(self) -> None:
        """Put the keyboard on what comes next: handing in, what blocks it, or the fiche to send."""
        self._awaits_focus = True
        if self._review is not None:
            self._give_focus()

    def show_folder(self, folder: Path) -> None:
        """Write into another folder."""
        self._folder = folder
        for line in self.folder_lines:
            line.show_folder(folder)

    # -------------------------------------------------------------------------------------- set-up

    def _lay_out(self) -> None:
        explained = self.tr(
            "Elle réunit vos notes, vos remarques et vos preuves. Une fois scellée, seul le secrétariat peut "
            "l’ouvrir."
        )
        title = Label(self.tr("Vérifications"), "section_title")
        checks = Card(column(title, 14, self.checks, margins=(24, 20, 24, 22)))
        left, right, middle = QWidget(), QWidget(), QWidget()
        left.setFixedWidth(LEFT_WIDTH)
        left.setLayout(column(self._summary, checks, STRETCH, spacing=16))
        right.setLayout(column(self.done, self._first, self._correct, self.reason, STRETCH, spacing=16))
        columns = row(left, right, spacing=20)
        columns.setStretch(1, 1)
        middle.setMaximumWidth(WHOLE_WIDTH)
        middle.setLayout(
            column(
                row(Label(self.tr("Remettre ma fiche"), "page_title"), STRETCH, self.receipts.button),
                4,
                Label(explained, "long", wrap=True),
                22,
                self.notices,
                columns,
                STRETCH,
                margins=(24, 34, 24, 32),
            )
        )
        centered = row(STRETCH, middle, STRETCH)
        centered.setStretch(1, 1000)
        self.setLayout(column(FlowArea(centered, self.tr("Remettre ma fiche"))))

    def _make_first_card(self) -> Card:
        title = Label(self.tr("Tout est prêt ?"), "screen_title")
        action = row(self.button, STRETCH)
        return Card(
            column(title, 4, self._deadline, 16, self.folder_lines[0], 16, action, margins=(28, 24, 28, 26))
        )

    def _make_correct_card(self) -> Card:
        title = Label(self.tr("Une erreur ? Vous pouvez encore corriger."), "strong")
        words = column(title, 3, self._correct_words, 10, self.folder_lines[1], 10, row(self.again, STRETCH))
        line = row(margins=(18, 13, 18, 16), spacing=12)
        line.addWidget(IconLabel("info", "info", 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return Card(line, tint="info_soft", line="info_line")

    # ------------------------------------------------------------------------------------- showing

    def _show_review(self, review: HandInReview) -> None:
        self._review = review
        self._summary.show_review(review)
        self.checks.show_checks(review.checks)
        deadline = date_time_fr(review.deadline)
        self._deadline.setText(self.tr("À remettre avant le {deadline}.").format(deadline=deadline))
        self._show_buttons()

    def _show_buttons(self) -> None:
        reason = ""
        if self._editor.unsaved:
            reason = self.tr("Des saisies ne sont pas encore enregistrées.")
        elif self._review is not None and not self._review.can_hand_in:
            reason = self.tr("Une vérification empêche la remise : ses liens mènent à ce qui manque.")
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason) and not self._is_settled)
        for button in (self.button, self.again):
            button.setEnabled(self._review is not None and not reason)

    def _show_handed_in(self, fiches: tuple[HandedIn, ...]) -> None:
        if self._review is not None:
            self.done.show_handed_in(fiches, self._review.deadline)
        self._has_fiches = bool(fiches)
        self._show_cards()
        last = fiches[-1].version if fiches else 0
        words = self.tr(
            "Rouvrez un dossier, modifiez vos notes, puis remettez de nouveau : la version {after} "
            "remplacera la version {last}, et le secrétariat gardera les deux."
        )
        words = words.replace("version ", f"version{NO_BREAK_SPACE}")
        self._correct_words.setText(words.format(after=last + 1, last=last))

    def _show_closing(self, lines: Sequence[str]) -> None:
        """Say what the list of fiches says, once it is closed: nothing more is handed in after it."""
        self._is_settled = bool(lines)
        self.done.show_closing(lines)
        self._show_cards()
        if self._awaits_focus:
            self._give_focus()
            self._awaits_focus = False

    def _show_cards(self) -> None:
        self._first.setVisible(not self._has_fiches and not self._is_settled)
        self._correct.setVisible(self._has_fiches and not self._is_settled)
        self._show_buttons()

    def _give_focus(self) -> None:
        reason = Qt.FocusReason.ShortcutFocusReason
        ways = (self.button, self.done.open_folder, self.checks.first_way(), self.receipts.button)
        for way in ways:
            if way is not None and way.isVisible() and way.isEnabled():
                way.setFocus(reason)
                return

    def _show_warning(self, words: str) -> None:
        if self._warning is not None:
            self._warning.dismiss()
        if words:
            self._warning = NoticeBanner(words, tone="warning", is_closable=False)
            self._warning.closed.connect(self._forget_warning)  # with the others, too
            self.notices.add(self._warning)

    def _forget_warning(self) -> None:
        self._warning = None

    # ------------------------------------------------------------------------------------- handing

    def _change_folder(self) -> None:
        chosen = self._choose_folder(self, self._folder)
        if chosen is not None:
            self.show_folder(chosen)

    def _hand_in(self) -> None:
        self.notices.clear()
        self._awaits_focus = True  # the button that has it waits, then leaves its place
        self.button.setEnabled(False)
        self.again.setEnabled(False)
        folder = self._folder
        self.run_long(
            self._tasks,
            self.tr("Remise de votre fiche"),
            lambda report: self._verbs.hand_in(folder, report),
            self._on_handed_in,
            ended=self.refresh,
        )

    def _on_handed_in(self, fiche: HandedIn) -> None:
        self.handed_in.emit(fiche)
        notices.announce(self, self.tr("Votre fiche est remise et scellée"))

    def _copy(self, folder: Path) -> None:
        self.run_long(
            self._tasks,
            self.tr("Copie lisible de votre fiche"),
            lambda _: self._verbs.print_copy(folder),
            self._on_copied,
        )

    def _on_copied(self, file: Path) -> None:
        Toast(self, self.tr("Copie enregistrée : {name}").format(name=file.name)).show_briefly()
