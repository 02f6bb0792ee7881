"""From an empty screen to somebody's desk: a window at once, the keys and the database behind it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication

from commission_app.errors import AppError
from commission_app.ui import app, appearance, theme
from commission_app.ui.erasure.erasing import Erasing
from commission_app.ui.first_use.code_page import CodePage
from commission_app.ui.first_use.opening_verbs import closed_desk, desk_of, used_desk
from commission_app.ui.first_use.start_window import StartWindow, WaitingPage
from commission_app.ui.first_use.unlock_page import CODE_NEEDED, SleepPage, UnlockPage
from commission_app.ui.first_use.verbs import OpeningVerbs
from commission_app.ui.garbage import keep_what_is_loaded
from commission_app.ui.idle_lock import IdleLock
from commission_app.ui.kept_typing import KeptTyping
from commission_app.ui.main_window import MainWindow
from commission_app.ui.other_window import ComingForward, offer_other_window
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Tasks
from commission_app.ui.turns import by_turns
from commission_app.ui.window_makers import WindowMaker, window_maker
from commission_app.workflow.desk import Desk, DeskCampaign, campaigns, personal_desk
from commission_app.workflow.idle import IdleWatch

if TYPE_CHECKING:
    from commission_app.workflow.member.session import MemberSession
    from commission_app.workflow.secretariat.session import SecretariatSession

LAST_DESK = "last_desk"  # choice: the secretariat's folder, when it is not the one of the start


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
        self,
        window: StartWindow,
        shell: Shell,
        folder: Path,
        lot: Path | None,
        *,
        use_keyring: bool,
        watch: IdleWatch | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._shell = shell
        self._folder = folder
        self._lot = lot
        self._use_keyring = use_keyring
        self._watch = watch or IdleWatch()
        self._secretariat: DeskCampaign | None = None  # the campaign, when this desk is a secretariat's
        self._needs_code = False  # the keyring does not open it
        self._session: object = None  # to be closed with the application
        self._tab = 0  # in front before the secretariat slept
        self._erasing = Erasing(window, shell, self._desk, self._begin_again)
        self._typing = KeptTyping(self)  # while the secretariat sleeps
        self.desk_window: MainWindow | None = None  # once all its pages are made

    def begin(self, code: str | None = None) -> None:
        """Look at the desk: nothing yet, a member's or a secretariat's campaign."""
        known = campaigns(personal_desk(self._folder, use_keyring=False))
        elsewhere = Path(self._shell.settings.choice(LAST_DESK))
        if not known and elsewhere.is_absolute() and self._lot is None:
            known = campaigns(personal_desk(elsewhere, use_keyring=False))
            self._folder = elsewhere if known else self._folder
        if self._lot is not None or not known:
            page = self._ask_for_first_lot(known, code)
            self._erasing.tell(page.notices, self._folder)
            self._tell_place(page)
            return
        is_secretariat = known[0].side == "secretariat"
        self._secretariat = known[0] if is_secretariat else None
        self._needs_code = code is not None
        unlock = self._unlock_secretariat if is_secretariat else self._unlock_member
        self._shell.tasks.long(
            lambda _: unlock(code),
            self.take,
            partial(self._on_locked, known[0]),
        )

    def take(self, session: object) -> None:
        """Open the window of a session in the place of this one."""
        keep_what_is_loaded()
        self._keep(session)
        self._shell.tasks.store(
            partial(window_maker, session, self._open_another_lot),
            partial(self._show_desk, session),
            self._window.show_failure,
        )

    def _keep(self, session: object) -> None:
        """Close a session with the application, once: it may come back with another lot."""
        if session is not self._session:
            self._session = session
            _when_leaving(session)

    def _show_desk(self, session: object, make_window: WindowMaker) -> None:
        keep_what_is_loaded()
        window = make_window(self._shell)
        if self._secretariat is not None:
            lock = IdleLock(self._watch, self._shell.tasks, window)
            asleep = partial(self._sleep, self._secretariat, window, session)
            lock.idle.connect(asleep)
            lock.shutting.connect(self._typing.take)
            window.session_lost.connect(partial(self._on_lost, asleep))
        ComingForward(window, self._folder)
        window.campaigns_asked.connect(partial(self._leave_for_campaigns, window, session))
        window.erasure_confirmed.connect(partial(self._erasing.take, window, session))
        self._erasing.tell(window.notices, self._folder)
        by_turns(self._made(window), window)

    def _made(self, window: MainWindow) -> Iterator[None]:
        """Make the pages, and show the window as soon as the one in front is there."""
        yield
        for _ in window.make_pages():
            if window.has_given_way:
                return
            yield
            if window.has_tab(self._tab) and not window.isVisible():
                self._show(window)
                yield
                self._window.give_way()
        self.desk_window = window

    def _show(self, window: MainWindow) -> None:
        window.open_tab(self._tab)
        window.show()
        window.raise_()
        window.activateWindow()
        window.take_focus()

    def _sleep(
        self,
        campaign: DeskCampaign,
        window: MainWindow,
        session: object,
        was_asked: bool,  # noqa: FBT001 - a signal
    ) -> None:
        """Take the desk's window away and close its session: its keys leave the memory."""
        page = SleepPage(
            campaign.name, self._unlock_secretariat, self._shell.tasks, needs_code=self._needs_code
        )
        page.opened.connect(self.take)
        if was_asked:
            page.say_question_shut()
        self._tab = window.tab
        self._typing.take(window)
        self._window.take_over(window, page)
        self._shell.unexpected.attach(page.notices, self._shell.tasks.flush)
        window.give_way()
        self.desk_window = None

        def wake(_closed: object) -> None:
            window.deleteLater()  # not before: what was asked of the store for it has been answered
            page.wait_for_person()

        self._shell.tasks.store(partial(_close, session), wake)

    def _on_lost(self, sleep: Callable[[bool], None], error: Exception) -> None:
        """Have the desk opened again after a failure that closed it, which is told there."""
        sleep(False)
        self._window.show_failure(error)

    def _begin_again(self) -> None:
        """Look at the desk as it is now that a campaign left it."""
        self._typing.forget()
        self._lot, self._tab, self._secretariat, self.desk_window = None, 0, None, None
        self.begin()

    def _on_locked(self, campaign: DeskCampaign, error: Exception) -> None:
        self._needs_code = True
        is_secretariat = campaign.side == "secretariat"
        page = UnlockPage(
            campaign.name,
            self._unlock_secretariat if is_secretariat else self._unlock_member,
            self._shell.tasks,
            is_secretariat=is_secretariat,
            phone=campaign.phone,
        )
        page.opened.connect(self.take)
        page.other_asked.connect(self._begin_secretariat if is_secretariat else self._ask_for_other_lot)
        if is_secretariat:
            page.other.setText(self.tr("Autres campagnes, ou nouvelle campagne…"))
            page.other.show()
        self._window.show_page(page)
        offer_other_window(page, self._folder, self._window.close)
        if not (isinstance(error, AppError) and error.code in CODE_NEEDED):
            page.show_failure(error)
        self._erasing.tell(page.notices, self._folder)

    def _ask_for_first_lot(self, known: Sequence[DeskCampaign], code: str | None) -> CodePage:
        """Ask for the lot; a desk where a member was at work opens the one given by itself, if it can."""
        if known and known[0].side == "member":
            page = self._lot_page(used_desk(self._desk, code), self.tr("Revenir à mes notes"))
        else:
            page = self._lot_page(closed_desk(self._desk))
        page.left.connect(partial(self._begin_without_lot, code))
        if self._lot is not None:
            page.show_lot(self._lot)
        return page

    def _ask_for_other_lot(self) -> None:
        page = self._lot_page(closed_desk(self._desk), self.tr("Revenir"))
        page.left.connect(partial(self._begin_without_lot, None))

    # -------------------------------------------------------------------------------- the secretariat

    def _begin_secretariat(self) -> None:
        """Show the secretariat's campaigns, to open, to duplicate or to begin."""
        from commission_app.ui.first_use.creation_verbs import creation_verbs  # not before somebody asks
        from commission_app.ui.first_use.secretariat_start import SecretariatStart

        verbs = creation_verbs(partial(personal_desk, use_keyring=self._use_keyring))
        has_some = bool(campaigns(personal_desk(self._folder, use_keyring=False)))
        back = self.tr("Revenir") if has_some else ""
        start = SecretariatStart(self._window, verbs, self._shell.tasks, self._folder, back)
        start.made.connect(self._keep)
        start.opened.connect(self._take_secretariat)
        start.left.connect(self._begin_again)
        self._window.setWindowTitle(self.tr("Commission de sélection"))
        start.show_campaigns()

    def _take_secretariat(self, session: "SecretariatSession", place: Path, needs_code: bool) -> None:  # noqa: FBT001 - a signal
        self._folder, self._secretariat, self._needs_code = place, session.place, needs_code
        self._shell.settings.put_choice(LAST_DESK, str(place.resolve()))
        self.take(session)

    def _leave_for_campaigns(self, window: MainWindow, session: object) -> None:
        """Close the desk of a campaign and show them all, unless long work would be lost."""
        if self._shell.tasks.has_long_work():
            window.toast(self.tr("Un travail est en cours : attendez sa fin, ou interrompez-le."))
            return
        page = WaitingPage()
        self._tab, self.desk_window = 0, None
        self._window.take_over(window, page)
        self._shell.unexpected.attach(page.notices, self._shell.tasks.flush)
        window.give_way()

        def leave(_closed: object) -> None:
            window.deleteLater()
            self._begin_secretariat()

        self._shell.tasks.store(partial(_close, session), leave)

    # --------------------------------------------------------------------------------------- another lot

    def _begin_without_lot(self, code: str | None) -> None:
        self._lot = None
        self.begin(code)

    def _open_another_lot(self, session: "MemberSession", window: MainWindow, file: Path) -> None:
        """Take the desk's window away until the lot is open, or the person comes back to their notes."""
        page = CodePage(
            desk_of(session), self._shell.tasks, asks_text_size=False, back=self.tr("Revenir à mes notes")
        )
        page.opened.connect(self._keep)
        page.entered.connect(self.take)
        page.left.connect(partial(self.take, session))
        self._window.take_over(window, page)
        self._shell.unexpected.attach(page.notices, self._shell.tasks.flush)
        window.give_way()
        self.desk_window = None
        self._shell.tasks.when_answered(window.deleteLater)
        page.show_lot(file)

    def _lot_page(self, verbs: OpeningVerbs, back: str = "") -> CodePage:
        page = CodePage(verbs, self._shell.tasks, asks_text_size=not back, back=back)
        page.text_size_chosen.connect(_resize_text)
        page.opened.connect(self._keep)
        page.entered.connect(self.take)
        page.secretariat_asked.connect(self._begin_secretariat)
        page.practice_asked.connect(partial(_practise, page, self._shell.tasks))
        offer_other_window(page, self._folder, self._window.close)
        self._window.show_page(page)
        return page

    def _tell_place(self, page: CodePage) -> None:
        """Say at once, before a lot and a code are given, when nothing can be kept here."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            page.show_failure(AppError("DSK-27", folder=str(self._folder)))

    def _desk(self) -> Desk:
        return personal_desk(self._folder, use_keyring=self._use_keyring)

    def _unlock_member(self, code: str | None) -> object:
        from commission_app.workflow.member.open_bundle import resume

        return resume(self._desk(), code=code)

    def _unlock_secretariat(self, code: str | None) -> object:
        from commission_app.workflow.secretariat.session import open_secretariat

        campaign = None if self._secretariat is None else self._secretariat.id
        return open_secretariat(self._desk(), campaign, code)


def _when_leaving(session: object) -> None:
    """Close the session with the application: its keys are forgotten, its database folded."""
    application = QCoreApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(partial(_close, session))


def _close(session: object) -> None:
    close = getattr(session, "close", None)
    if callable(close):
        close()


def _practise(page: CodePage, tasks: Tasks) -> None:
    from commission_app.ui.practice.practising import practise  # not before somebody asks

    practise(page, tasks)


def _resize_text(percent: int) -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        appearance.change(application, theme.current(), percent)
