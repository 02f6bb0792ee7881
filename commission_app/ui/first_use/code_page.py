"""The first opening: the lot, the code of the letter, « est-ce bien vous ? », then the desk opens.

Nothing is kept on the computer before the person said that it is them (OPENING.md).
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from commission_app.errors import AppError
from commission_app.ui import theme
from commission_app.ui.first_use.code_form import CodeForm
from commission_app.ui.first_use.greeting_panel import GreetingPanel
from commission_app.ui.first_use.welcome_panel import WelcomePanel
from commission_app.ui.member.flow_area import FlowArea
from commission_app.ui.member.verbs import OpeningVerbs
from commission_app.ui.page import Page
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner
from commission_app.ui.widgets.layouts import STRETCH, Line, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.views import Greeting

FORM_WIDTH: Final = 560
SIDE_MARGIN: Final = 24
CODE_ERRORS: Final = ("COD-01", "COD-02", "COD-03")
CHOOSING, TYPING, READING = range(3)  # steps of the welcome panel


class CodePage(Page):
    """`entered` carries what `OpeningVerbs.enter` returned."""

    entered = Signal(object)
    text_size_chosen = Signal(int)  # per cent

    def __init__(self, verbs: OpeningVerbs, tasks: Tasks, *, asks_text_size: bool = True) -> None:
        super().__init__()
        self._verbs = verbs
        self._tasks = tasks
        self._phone = ""
        self.welcome = WelcomePanel()
        self.form = CodeForm(asks_text_size=asks_text_size)
        self.form.submitted.connect(self._greet)
        self.form.edited.connect(self._show_step)
        self.form.text_size_chosen.connect(self.text_size_chosen)
        self.greeting: GreetingPanel | None = None
        self._holder: QWidget | None = None  # of the greeting, in the middle of the place of the form
        self.notices = NoticeArea()  # as wide as the form
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._stack.addWidget(self.form)
        whole = row(self.welcome, Line(Qt.Orientation.Vertical), self._make_right())
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def show_lot(self, file: Path) -> None:
        """Take the lot that was opened with a double click."""
        self.form.lot.choose(file)
        self.form.code.setFocus()

    def set_compact(self, *, is_compact: bool) -> None:
        """Leave the form more room in a small window."""
        self.welcome.set_compact(is_compact=is_compact)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the explanation out when both halves do not fit."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Give both halves the widths of the new text size."""
        super().changeEvent(event)
        if theme.is_change(event):
            self._fit()

    def _fit(self) -> None:
        form = theme.scaled(FORM_WIDTH)
        self._middle.setFixedWidth(form)
        self.welcome.setVisible(self.width() >= self.welcome.width_wanted() + form + 2 * SIDE_MARGIN)

    def _make_right(self) -> FlowArea:
        self._middle = QWidget()
        self._middle.setLayout(
            column(STRETCH, self.notices, 14, self._stack, STRETCH, margins=(0, 24, 0, 24))
        )
        centered = row(STRETCH, self._middle, STRETCH, margins=(SIDE_MARGIN, 0, SIDE_MARGIN, 0))
        return FlowArea(centered, self.tr("Ouvrir mon lot"))

    def _show_step(self) -> None:
        self.welcome.steps.show_step(CHOOSING if self.form.lot.file is None else TYPING)

    def _greet(self) -> None:
        file, code = self.form.lot.file, self.form.code.signs()
        if file is None:
            return
        self.notices.clear()
        self.form.set_busy(is_busy=True)
        self._tasks.long(
            lambda _: self._verbs.greet(file, code),
            self._show_greeting,
            self._show_refusal,
            ended=lambda: self.form.set_busy(is_busy=False),
        )

    def _show_refusal(self, error: Exception) -> None:
        self.show_failure(error)
        if isinstance(error, AppError) and error.code in CODE_ERRORS:
            self.form.mark_code(is_wrong=True)
            self.form.code.setFocus()

    def _show_greeting(self, greeting: Greeting) -> None:
        self._phone = greeting.phone
        self.welcome.show_greeting(greeting)
        self.greeting = GreetingPanel(greeting)
        self.greeting.confirmed.connect(self._enter)
        self.greeting.refused.connect(self._on_refused)
        self._holder = QWidget()
        self._holder.setLayout(column(STRETCH, self.greeting, STRETCH))
        self._stack.addWidget(self._holder)
        self._stack.setCurrentWidget(self._holder)
        self.greeting.yes.setFocus()

    def _enter(self) -> None:
        file, code = self.form.lot.file, self.form.code.signs()
        if file is None or self.greeting is None:
            return
        self.greeting.setEnabled(False)
        self.welcome.steps.show_step(READING)
        self.run_long(
            self._tasks,
            self.tr("Ouverture de votre lot"),
            lambda report: self._verbs.enter(file, code, report),
            self.entered.emit,
            ended=self._on_enter_ended,
        )

    def _on_enter_ended(self) -> None:
        if self.greeting is not None:
            self.greeting.setEnabled(True)

    def _on_refused(self) -> None:
        """Go back to the code: nothing was kept."""
        if self._holder is not None:
            self._stack.setCurrentWidget(self.form)
            self._stack.removeWidget(self._holder)
            self._holder.deleteLater()
            self._holder = self.greeting = None
        self.form.code.clear()
        self.form.code.edited.emit()
        what = self.tr("Ce code est celui d’une autre personne ; rien n’a été gardé sur cet ordinateur.")
        do = self.tr("Prenez votre propre lettre, ou appelez le secrétariat au {phone}.")
        self.notices.add(NoticeBanner(what, do.format(phone=self._phone), "warning"))
        self.form.code.setFocus()
