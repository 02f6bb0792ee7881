"""From an empty screen to somebody's desk: a window at once, the keys and the database behind it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication

from commission_app.errors import AppError
from commission_app.ui import app, appearance, theme
from commission_app.ui.first_use.code_page import CodePage
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.first_use.unlock_page import UnlockPage
from commission_app.ui.main_window import MainWindow
from commission_app.ui.member.verbs import OpeningVerbs, Progress
from commission_app.ui.shell import Shell
from commission_app.workflow.desk import Desk, campaigns, personal_desk
from commission_app.workflow.views import Greeting

if TYPE_CHECKING:
    from datetime import datetime

    from commission_app.scoring.draft import Edit
    from commission_app.workflow.member_session import MemberSession
    from commission_app.workflow.secretariat_session import SecretariatSession
    from commission_app.workflow.views import BundleView

WindowMaker = Callable[[Shell], MainWindow]
CODE_NEEDED = ("KEY-01", "KEY-04")  # nothing to say: the page asks for the code


def open_desk(folder: Path | None, code: str | None, lot: Path | None, *, use_keyring: bool) -> int:
    """Open the window on a desk and return the exit code. A lot given with it is offered at once."""
    desk = personal_desk(folder, use_keyring=False)

    def build(shell: Shell) -> StartWindow:
        window = StartWindow(shell)
        opening = Opening(window, shell, desk.folder, lot, use_keyring=use_keyring)
        QTimer.singleShot(0, partial(opening.begin, code))
        return window

    return app.run(desk.folder, build, desk.now)


class Opening(QObject):
    """Finds out whose desk it is, asks for a code only when it must, and opens the desk's window.

    Whatever is heavy (keyring, database, encryption) is imported and called on a lane, after the first image.
    """

    def __init__(
        self, window: StartWindow, shell: Shell, folder: Path, lot: Path | None, *, use_keyring: bool
    ) -> None:
        super().__init__(window)
        self._window = window
        self._shell = shell
        self._folder = folder
        self._lot = lot
        self._use_keyring = use_keyring
        self.desk_window: MainWindow | None = None

    def begin(self, code: str | None = None) -> None:
        """Look at the desk: nothing yet, a member's or a secretariat's campaign."""
        known = campaigns(personal_desk(self._folder, use_keyring=False))
        if self._lot is not None or not known:
            self._ask_for_lot()
            return
        is_secretariat = known[0].side == "secretariat"
        unlock = self._unlock_secretariat if is_secretariat else self._unlock_member
        self._shell.tasks.long(
            lambda _: unlock(code),
            self.take,
            partial(self._on_locked, known[0].name, is_secretariat),
        )

    def take(self, session: object) -> None:
        """Open the window of a session in the place of this one."""
        _when_leaving(session)
        self._shell.tasks.store(partial(_window_maker, session), self._show_desk, self._window.show_failure)

    def _show_desk(self, make_window: WindowMaker) -> None:
        self.desk_window = make_window(self._shell)
        self.desk_window.show()
        self.desk_window.raise_()
        self.desk_window.activateWindow()
        self.desk_window.take_focus()
        self._window.give_way()

    def _on_locked(self, campaign: str, is_secretariat: bool, error: Exception) -> None:  # noqa: FBT001 - partial
        page = UnlockPage(
            campaign,
            self._unlock_secretariat if is_secretariat else self._unlock_member,
            self._shell.tasks,
            is_secretariat=is_secretariat,
        )
        page.opened.connect(self.take)
        self._window.show_page(page)
        if not (isinstance(error, AppError) and error.code in CODE_NEEDED):
            page.show_failure(error)

    def _ask_for_lot(self) -> None:
        page = CodePage(_opening_verbs(self._desk), self._shell.tasks)
        page.text_size_chosen.connect(_resize_text)
        page.entered.connect(self.take)
        self._window.show_page(page)
        if self._lot is not None:
            page.show_lot(self._lot)

    def _desk(self) -> Desk:
        return personal_desk(self._folder, use_keyring=self._use_keyring)

    def _unlock_member(self, code: str | None) -> object:
        from commission_app.workflow.open_bundle import resume

        return resume(self._desk(), code=code)

    def _unlock_secretariat(self, code: str | None) -> object:
        from commission_app.workflow.secretariat_session import open_secretariat

        return open_secretariat(self._desk(), recovery_code=code)


def _when_leaving(session: object) -> None:
    """Close the session with the application: its keys are forgotten, its database folded."""
    application, close = QCoreApplication.instance(), getattr(session, "close", None)
    if application is not None and callable(close):
        application.aboutToQuit.connect(close)


def _opening_verbs(desk: Callable[[], Desk]) -> OpeningVerbs:
    """Bind the verbs of a first opening; the library of encryption is loaded at the first use."""

    def greet(file: Path, code: str) -> Greeting:
        from commission_app.workflow import open_bundle

        return open_bundle.greet(file, code)

    def enter(file: Path, code: str, progress: Progress) -> object:
        from commission_app.workflow import open_bundle

        return open_bundle.enter(desk(), file, code, progress)

    return OpeningVerbs(greet, enter)


def _window_maker(session: object) -> WindowMaker:
    """Read, on the store lane, what the window of a session needs; return what makes it."""
    from commission_app.workflow.mark import last_saved, recent_edits
    from commission_app.workflow.member_session import MemberSession
    from commission_app.workflow.read import bundle_view
    from commission_app.workflow.secretariat_session import SecretariatSession

    if isinstance(session, MemberSession):
        return partial(
            _member_window, session, bundle_view(session), recent_edits(session), last_saved(session)
        )
    if isinstance(session, SecretariatSession):
        return partial(_secretariat_window, session, session.campaign.name)
    raise TypeError(type(session).__name__)


def _member_window(
    session: "MemberSession",
    bundle: "BundleView",
    recent: "tuple[Edit, ...]",
    saved: "datetime | None",
    shell: Shell,
) -> MainWindow:
    from commission_app.ui.member.desk import MemberWindow

    return MemberWindow(session, bundle, recent, saved, shell)


def _secretariat_window(session: "SecretariatSession", campaign: str, shell: Shell) -> MainWindow:
    from commission_app.ui.secretariat.desk import SecretariatWindow

    return SecretariatWindow(session, campaign, shell)


def _resize_text(percent: int) -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        appearance.apply(application, theme.current(), percent)
