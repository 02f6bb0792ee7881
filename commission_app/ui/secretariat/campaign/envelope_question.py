"""« À faire » asks that the code of the printed envelope be typed once: it alone opens the campaign again."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.texts import typeset
from commission_app.ui import notices
from commission_app.ui.kept_typing import UNKEPT
from commission_app.ui.secretariat.meeting.questions import line_field
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.labels import Label
from commission_app.ui.widgets.question import Question


class EnvelopeQuestion(Question):
    """Stays open until the code is the right one, or the person gives up."""

    def __init__(self, parent: QWidget, check: Callable[[str], None], tasks: Tasks) -> None:
        self.code = line_field()
        self.code.setProperty(UNKEPT, True)
        self.refusal = Label(" \n ", "mention", tint="error", wrap=True)
        super().__init__(
            parent,
            self.tr("Vérifier le pli de secours"),
            typeset(
                self.tr(
                    "Tapez le code imprimé, tel que vous le lisez. Rien n’en est gardé : on saura seulement "
                    "qu’il se lit et qu’il ouvre bien cette campagne."
                )
            ),
            self.tr("Vérifier"),
            icon="life-buoy",
            fields=((self.tr("Code de secours"), self.code), (" ", self.refusal)),
        )
        self.refusal.setText("")
        self._check, self._tasks = check, tasks
        self.confirm.clicked.disconnect()
        self.confirm.clicked.connect(self._try)

    def _try(self) -> None:
        code = self.code.text()
        self.confirm.setEnabled(False)
        self._tasks.store(lambda: self._check(code), lambda _: self.accept(), self._refuse)

    def _refuse(self, error: Exception) -> None:
        self.confirm.setEnabled(True)
        if not isinstance(error, AppError):
            raise error
        words = sentences(error)
        self.refusal.setText(f"{words.what} {words.do}")
        self.code.setFocus()
        notices.announce(self, words.what)
