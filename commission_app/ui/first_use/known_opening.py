"""A lot chosen on a desk that knows a code already: opened at once, or else its code is asked."""

from typing import Final

from PySide6.QtCore import QObject, Signal

from commission_app.errors import AppError
from commission_app.ui.first_use.closed_work import CLOSED_WORK
from commission_app.ui.first_use.code_form import CodeForm
from commission_app.ui.first_use.verbs import OpeningVerbs
from commission_app.ui.page import Page
from commission_app.ui.tasks import Tasks
from commission_app.ui.widgets.banners import NoticeBanner, ProgressBanner

# The desk does not open the lot by itself: nothing to say, the page asks for the code.
CODE_NEEDED: Final = (*CLOSED_WORK, "KEY-01", "DSK-01", "DSK-22")


class KnownOpening(QObject):
    """`opened` carries the session; otherwise the form has the keyboard again, for the code."""

    opened = Signal(object)

    def __init__(self, page: Page, form: CodeForm, verbs: OpeningVerbs, tasks: Tasks) -> None:
        super().__init__(page)
        self._page = page
        self._form = form
        self._verbs = verbs
        self._tasks = tasks
        self._is_opened = False
        self.opened.connect(self._note)

    def open(self) -> None:
        """Open the lot at once when the desk knows a code that does."""
        file, enter_known = self._form.lot.file, self._verbs.enter_known
        if file is None or enter_known is None:
            return
        self._page.notices.clear()
        self._form.set_busy(is_busy=True)
        banner = ProgressBanner(self.tr("Ouverture de votre lot"))
        self._page.notices.add(banner)

        def finish() -> None:
            self._page.notices.remove(banner)
            if not self._is_opened:
                self._form.set_busy(is_busy=False)
                self._form.code.setFocus()

        task = self._tasks.long(
            lambda report: enter_known(file, report),
            self.opened.emit,
            self._on_refused,
            progress=banner.show_progress,
            ended=finish,
        )
        banner.interrupted.connect(task.cancel)

    def _note(self) -> None:
        self._is_opened = True

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, AppError) and error.code == "LOT-03":
            what = self.tr("Ce lot ne s’ouvre pas avec la lettre que cet ordinateur connaît.")
            do = self.tr("Saisissez le code de votre dernière lettre.")
            self._page.notices.add(NoticeBanner(what, do, "info"))
        elif not isinstance(error, AppError) or error.code not in CODE_NEEDED:
            self._page.show_failure(error)
