"""Opens the practice beside a window, and erases it on leaving: the person's own desk is never touched."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.page import Page
from commission_app.ui.shell import Shell, open_shell
from commission_app.ui.tasks import Report, Tasks
from commission_app.ui.turns import by_turns

if TYPE_CHECKING:
    from datetime import datetime

    from commission_app.rehearsal.practice import Practice
    from commission_app.scoring.draft import Edit
    from commission_app.ui.practice.window import PracticeWindow
    from commission_app.workflow.member.session import MemberSession
    from commission_app.workflow.member.views import BundleView

    Shown = tuple[BundleView, tuple[Edit, ...], datetime | None]


def practise(page: Page, tasks: Tasks) -> None:
    """Prepare the practice on the long lane of the window in front, then open it beside that window."""
    window = page.window()
    for known in window.findChildren(Practising):
        known.come_to_front()
        return
    title = QCoreApplication.translate("Practice", "Préparation de l’entraînement")
    page.run_long(tasks, title, _begin, partial(_open, window))


def _begin(report: Report) -> "Practice":
    # Heavy, and never wanted by somebody who does not practice.
    import commission_app.ui.practice.door
    import commission_app.ui.practice.window  # noqa: F401 - half a second that the window does not wait for
    from commission_app.rehearsal.practice import begin_practice

    return begin_practice(report)


def _open(window: QWidget, practice: "Practice") -> None:
    Practising(window, practice).begin()


class _Door(StartWindow):
    """The first window of the practice; `ended` when it is closed before the lot is open."""

    ended = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.setWindowTitle(self.tr("Entraînement"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that nobody goes on."""
        super().closeEvent(event)
        if event.isAccepted():
            self.ended.emit()


class Practising(QObject):
    """One practice: its own lanes and settings, in its own folder; the window behind waits."""

    def __init__(self, behind: QWidget, practice: "Practice") -> None:
        super().__init__(behind)
        self._behind = behind
        self._practice = practice
        self._session: MemberSession | None = None
        self._is_over = False
        self._shell = open_shell(practice.folder, practice.desk.now)
        self.door = _Door(self._shell)
        self.window: PracticeWindow | None = None
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.end)

    def begin(self) -> None:
        """Show the letter and the field for its code."""
        from commission_app.ui.practice.door import PracticeDoor

        self.page = PracticeDoor(self._practice, self._shell.tasks)
        self.page.code_page.entered.connect(self._enter)
        self._shell.unexpected.attach(self.page.code_page.notices, self._shell.tasks.flush)
        self.door.ended.connect(self._leave_door)
        self.door.show_page(self.page)
        self.door.setGeometry(self._behind.geometry())
        self.door.show()
        self.page.code_page.form.code.setFocus()

    def come_to_front(self) -> None:
        """Bring the practice back before the window behind."""
        shown = self.window or self.door
        shown.raise_()
        shown.activateWindow()

    def end(self) -> None:
        """Close what is open and erase the folder, once."""
        if self._is_over:
            return
        self._is_over = True
        self._shell.tasks.close()
        if self._session is not None:
            self._session.close()
        self._practice.erase()

    def _enter(self, session: "MemberSession") -> None:
        from commission_app.workflow.member.mark import last_saved, recent_edits
        from commission_app.workflow.member.read import bundle_view

        self._session = session
        self._shell.tasks.store(
            lambda: (bundle_view(session), recent_edits(session), last_saved(session)),
            lambda shown: by_turns(self._made(session, shown), self),
        )

    def _made(self, session: "MemberSession", shown: "Shown") -> Iterator[None]:
        from commission_app.ui.practice.window import PracticeWindow

        window = PracticeWindow(session, shown, self._shell, self._practice)
        yield
        for _ in window.make_pages():
            if window.has_tab(0) and not window.isVisible():
                window.setGeometry(self.door.geometry())
                window.show()
                window.take_focus()
                self.window = window
                self.door.give_way()
            yield
        window.left.connect(self._leave)

    def _leave_door(self) -> None:
        if self.window is None:
            self._leave()

    def _leave(self) -> None:
        """Erase everything, and give the window behind its place back."""
        self.end()
        if shiboken6.isValid(self._behind):
            self._behind.raise_()
            self._behind.activateWindow()
        for shown in (self.window, self.door):
            if shown is not None:
                shown.deleteLater()
        self.deleteLater()
