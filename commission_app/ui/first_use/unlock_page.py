"""A later start on a computer that keeps no access: the campaign's name and one field for the code."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from commission_app.ui import theme
from commission_app.ui.first_use.code_field import CodeField
from commission_app.ui.page import Page
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.buttons import Button
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.layouts import STRETCH, column, row
from commission_app.ui.widgets.sign import Sign

WIDTH = 560


class UnlockPage(Page):
    """`opened` carries what `unlock` returned: the session of this desk."""

    opened = Signal(object)

    def __init__(
        self, campaign: str, unlock: Callable[[str], object], tasks: Tasks, *, is_secretariat: bool
    ) -> None:
        super().__init__()
        self._unlock = unlock
        self._tasks = tasks
        self.code = self._make_field(is_secretariat=is_secretariat)
        self.button = Button(self.tr("Ouvrir"), "primary", icon="arrow-right", icon_after=True, size="large")
        self.code.returnPressed.connect(self._open)
        self.button.clicked.connect(self._open)
        kind = self.tr("Code de secours") if is_secretariat else self.tr("Code d’ouverture")
        where = (
            self.tr("imprimé à la création de la campagne")
            if is_secretariat
            else self.tr("sur votre lettre de convocation")
        )
        middle = QWidget()
        middle.setFixedWidth(theme.scaled(WIDTH))
        middle.setLayout(
            column(
                STRETCH,
                Sign(28),
                20,
                Label(campaign, "page_title", wrap=True),
                4,
                Label(self.tr("Votre travail vous attend sur cet ordinateur."), "long", tint="mention"),
                24,
                self.notices,
                row(Label(kind, "field"), STRETCH, Label(where, "mention")),
                6,
                self.code,
                22,
                row(STRETCH, self.button),
                STRETCH,
                STRETCH,
            )
        )
        self.setLayout(row(STRETCH, middle, STRETCH, margins=(24, 0, 24, 0)))
        self.setFocusProxy(self.code)

    def _make_field(self, *, is_secretariat: bool) -> QLineEdit:
        if not is_secretariat:
            return CodeField()
        field = QLineEdit()
        field.setProperty("tier", "large")
        field.setAccessibleName(self.tr("Code de secours"))
        return field

    def _open(self) -> None:
        code = self.code.text()
        self.notices.clear()
        self.button.setEnabled(False)
        self._tasks.long(
            lambda _: self._unlock(code),
            self.opened.emit,
            self._show_refusal,
            ended=lambda: self.button.setEnabled(True),
        )

    def _show_refusal(self, error: Exception) -> None:
        self.show_failure(error)
        self.code.setFocus()
