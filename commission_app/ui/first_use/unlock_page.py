"""A desk that waits for its person: at a start without access kept here, and when the secretariat sleeps."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from commission_app.errors import AppError
from commission_app.texts import typeset
from commission_app.ui import notices, theme
from commission_app.ui.first_use.closed_work import LOCKED_DESK, locked_desk_notice
from commission_app.ui.first_use.code_field import CodeField
from commission_app.ui.kept_typing import UNKEPT
from commission_app.ui.page import Page
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import IconLabel, Label
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.ui.widgets.sign import Sign

WIDTH = 560
CODE_NEEDED = ("KEY-01", "KEY-04")  # nothing to say: the page asks for the code


class UnlockPage(Page):
    """The campaign's name and one field for the code. `opened` carries the session that `unlock` returned."""

    help_topic = "ouvrir-mon-lot"
    opened = Signal(object)
    other_asked = Signal()  # a member has another lot, or another letter

    def __init__(
        self,
        campaign: str,
        unlock: Callable[[str | None], object],
        tasks: Tasks,
        *,
        is_secretariat: bool,
        phone: str = "",
    ) -> None:
        super().__init__()
        self.notices = NoticeArea((0, 0, 0, 18))  # as wide as the field
        self._is_secretariat = is_secretariat
        self._unlock = unlock
        self._tasks = tasks
        self.code = self._make_field(is_secretariat=is_secretariat)
        self.button = Button(self.tr("Ouvrir"), "primary", icon="arrow-right", icon_after=True, size="large")
        self.code.returnPressed.connect(self._open)
        self.button.clicked.connect(self._open)
        words = self.tr("Votre travail vous attend sur cet ordinateur.")
        self.sentence = Label(words, "long", tint="mention", wrap=True)
        self.asked = self._make_question(is_secretariat=is_secretariat)
        self.other = Button(self.tr("Ouvrir un autre lot ou une autre lettre…"), "link")
        self.other.setVisible(not is_secretariat)
        self.other.clicked.connect(self.other_asked)
        middle = QWidget()
        middle.setFixedWidth(theme.scaled(WIDTH))
        middle.setLayout(
            column(
                STRETCH,
                Sign(28),
                20,
                Label(campaign, "page_title", wrap=True),
                4,
                self.sentence,
                24,
                self.notices,
                self.asked,
                row(self.other, STRETCH, self.button),
                28,
                self._make_help(phone),
                STRETCH,
                STRETCH,
            )
        )
        self.setLayout(row(STRETCH, middle, STRETCH, margins=(24, 0, 24, 0)))
        self.setFocusProxy(self.code)

    def show_failure(self, error: Exception) -> None:
        """Show a refusal; a member whose desk stays closed is told of the way on."""
        if self._is_secretariat or not isinstance(error, AppError) or error.code not in LOCKED_DESK:
            super().show_failure(error)
            return
        banner = locked_desk_notice(error)
        self.notices.add(banner)
        notices.announce(self, " ".join(banner.words()))

    def _make_field(self, *, is_secretariat: bool) -> QLineEdit:
        if not is_secretariat:
            return CodeField()
        field = QLineEdit()
        field.setProperty(UNKEPT, True)
        field.setProperty("tier", "large")
        field.setAccessibleName(self.tr("Code de secours"))
        return field

    def _make_question(self, *, is_secretariat: bool) -> QWidget:
        kind = self.tr("Code de secours") if is_secretariat else self.tr("Code d’ouverture")
        where = (
            self.tr("imprimé dans le dernier pli de secours")
            if is_secretariat
            else self.tr("sur votre lettre de convocation")
        )
        question = QWidget()
        question.setLayout(
            column(row(Label(kind, "field"), STRETCH, Label(where, "mention")), 6, self.code, 22)
        )
        return question

    def _make_help(self, phone: str) -> QWidget:
        """Say whom to call, once a lot told it."""
        words = self.tr("Une question ? Secrétariat de la commission : {phone}").format(phone=phone)
        whole = QWidget()
        line = row(IconLabel("phone", "mention", 15), Label(typeset(words), "mention"), STRETCH, spacing=8)
        whole.setLayout(line)
        whole.setVisible(bool(phone))
        return whole

    def _open(self) -> None:
        if not self.button.isEnabled():
            return
        # Without a code, the session's keyring is asked again: a person may have unlocked it meanwhile.
        code = None if self.asked.isHidden() else self.code.text().strip() or None
        self.notices.clear()
        self.button.setEnabled(False)
        self._tasks.long(
            lambda _: self._unlock(code),
            self._take,
            self._show_refusal,
            ended=lambda: self.button.setEnabled(True),
        )

    def _take(self, session: object) -> None:
        self.code.clear()  # it opens everything: it does not stay behind the desk
        self.opened.emit(session)

    def _show_refusal(self, error: Exception) -> None:
        if isinstance(error, AppError) and error.code in CODE_NEEDED:
            self.asked.show()
        else:
            self.show_failure(error)
        (self.button if self.asked.isHidden() else self.code).setFocus()


class SleepPage(UnlockPage):
    """The secretariat's desk after a while without anybody: one button, and the code only if it is needed."""

    def __init__(
        self, campaign: str, unlock: Callable[[str | None], object], tasks: Tasks, *, needs_code: bool
    ) -> None:
        super().__init__(campaign, unlock, tasks, is_secretariat=True)
        self.sentence.setText(self.tr("Le secrétariat s’est mis en veille : rien n’est perdu."))
        self.button.setText(self.tr("Reprendre"))
        self.button.setEnabled(False)
        self.asked.setVisible(needs_code)
        self.setFocusProxy(self.code if needs_code else self.button)

    def say_question_shut(self) -> None:
        """Say that a question was open: nothing of it was done."""
        words = self.tr(
            "Le secrétariat s’est mis en veille : rien n’est perdu. La question ouverte est à reprendre."
        )
        self.sentence.setText(words)

    def wait_for_person(self) -> None:
        """Let the person resume, once what was open is closed."""
        self.button.setEnabled(True)
        self.setFocus()
