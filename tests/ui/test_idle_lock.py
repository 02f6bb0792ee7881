"""The secretariat asleep: after a while without anybody its keys are gone, and the same page comes back."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.ui.first_use.code_field import CodeField
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.first_use.unlock_page import SleepPage
from commission_app.ui.idle_lock import IdleLock
from commission_app.ui.kept_typing import KeptTyping
from commission_app.ui.main_window import MainWindow
from commission_app.ui.shell import Shell
from commission_app.ui.start import Opening
from commission_app.ui.tasks import Report
from commission_app.ui.widgets.question import Question
from commission_app.ui.widgets.search_field import SearchField
from commission_app.workflow.idle import IDLE_SECONDS, IdleWatch
from commission_app.workflow.receiving.reception import reception
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.ticks import Ticks
from tests.ui.audit import unnamed
from tests.workflow.campaigns import Prepared, invented, prepare


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("sleep"), invented(2, 2))


class Secretariat:
    """A secretariat opened with its recovery code, on a clock that the test moves."""

    def __init__(self, campaign: Prepared, shell: Shell, qtbot: QtBot) -> None:
        self.campaign, self.shell, self.qtbot, self.clock = campaign, shell, qtbot, Ticks()
        self.sessions: list[SecretariatSession] = []
        self.start = StartWindow(shell)
        qtbot.addWidget(self.start)
        folder = campaign.folder / "secretariat"
        self.opening = Opening(
            self.start, shell, folder, None, use_keyring=False, watch=IdleWatch(self.clock)
        )
        unlock = self.opening._unlock_secretariat

        def kept(code: str | None) -> object:
            session = unlock(code)
            assert isinstance(session, SecretariatSession)
            self.sessions.append(session)
            return session

        self.opening._unlock_secretariat = kept  # type: ignore[method-assign]  # the same, seen
        self.start.show()
        self.opening.begin(campaign.recovery_code)
        qtbot.waitUntil(lambda: self.opening.desk_window is not None)

    @property
    def window(self) -> MainWindow:
        assert self.opening.desk_window is not None
        return self.opening.desk_window

    @property
    def page(self) -> SleepPage:
        page = self.start.centralWidget()
        assert isinstance(page, SleepPage)
        return page

    def look(self) -> None:
        self.window.findChildren(IdleLock)[0].look()

    def fall_asleep(self) -> None:
        self.shell.tasks.flush()
        self.clock.now += IDLE_SECONDS
        self.look()
        self.qtbot.waitUntil(self.page.button.isEnabled)

    def resume(self) -> None:
        self.page.code.setText(self.campaign.recovery_code)
        QTest.keyClick(self.page.code, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.opening.desk_window is not None)

    def close(self) -> None:
        self.shell.tasks.close()
        for window in (self.opening.desk_window, self.start):
            if window is not None:
                window.close()
                window.deleteLater()
        for session in self.sessions:
            session.close()


@pytest.fixture
def secretariat(campaign: Prepared, shell: Shell, qtbot: QtBot) -> Iterator[Secretariat]:
    made = Secretariat(campaign, shell, qtbot)
    yield made
    made.close()


def test_after_a_quarter_of_an_hour_the_keys_are_gone_and_the_window_with_them(
    secretariat: Secretariat, qtbot: QtBot
) -> None:
    session, window = secretariat.sessions[0], weakref.ref(secretariat.window)
    held = weakref.ref(session.secrets)
    secretariat.fall_asleep()
    gc.collect()
    assert held() is None
    with pytest.raises(AppError) as refused:
        reception(session)
    assert refused.value.code == "DSK-25"
    assert secretariat.start.isVisible()
    qtbot.waitUntil(lambda: not _is_shown(window()))
    assert secretariat.page.sentence.plain_text().startswith("Le secrétariat s’est mis en veille")


def _is_shown(window: QWidget | None) -> bool:
    return window is not None and window in QApplication.topLevelWidgets()


def test_what_was_being_typed_comes_back_to_its_field_and_codes_do_not(
    secretariat: Secretariat, qtbot: QtBot
) -> None:
    def shown(field: QLineEdit) -> QLineEdit:
        field.setParent(secretariat.window.page())
        field.show()
        return field

    QTest.keyClicks(shown(SearchField("Chercher un membre", "")), "Perrin")
    QTest.keyClicks(shown(CodeField()), "12345")
    secretariat.fall_asleep()
    kept = secretariat.opening._typing
    assert (kept.holds("Perrin"), kept.holds("12345")) == (True, False)
    secretariat.resume()
    again = shown(SearchField("Chercher un membre", ""))
    qtbot.waitUntil(lambda: again.text() == "Perrin")
    assert not kept.holds("Perrin")


def test_a_reason_typed_in_a_question_waits_for_the_same_question(qtbot: QtBot) -> None:
    parent, kept = QWidget(), KeptTyping()
    qtbot.addWidget(parent)

    def ask(name: str) -> QLineEdit:
        field = QLineEdit()
        question = Question(
            parent, f"Écarter {name} ?", "Rien d’autre ne change.", "Écarter", fields=(("Motif", field),)
        )
        question.show()
        return field

    QTest.keyClicks(ask("m01"), "est maire")
    kept.take(parent)
    other, same = ask("m02"), ask("m01")
    qtbot.waitUntil(lambda: same.text() == "est maire")
    assert other.text() == ""
    assert same.isModified()


def test_a_moment_before_nothing_happens(secretariat: Secretariat) -> None:
    secretariat.clock.now += IDLE_SECONDS - 1
    secretariat.look()
    assert secretariat.window.isVisible()
    assert secretariat.sessions[0].campaign.name


def test_resuming_gives_back_the_page_that_was_in_front(secretariat: Secretariat) -> None:
    secretariat.window.open_tab(2)
    title = secretariat.window.windowTitle()
    secretariat.fall_asleep()
    assert secretariat.start.windowTitle() == title
    secretariat.resume()
    assert secretariat.window.tab == 2
    assert not secretariat.start.isVisible()
    assert secretariat.page.code.text() == ""
    assert secretariat.sessions[1].campaign.name


def test_the_desk_sleeps_again_after_it_was_resumed(secretariat: Secretariat) -> None:
    secretariat.fall_asleep()
    secretariat.resume()
    secretariat.fall_asleep()
    with pytest.raises(AppError):
        _ = secretariat.sessions[1].campaign


@pytest.mark.parametrize("sign", ["key", "mouse", "click"])
def test_a_key_or_the_mouse_begins_the_wait_again(secretariat: Secretariat, sign: str) -> None:
    secretariat.clock.now += IDLE_SECONDS - 1
    window = secretariat.window.windowHandle()
    if sign == "key":
        QTest.keyClick(window, Qt.Key.Key_Shift)
    elif sign == "mouse":
        QTest.mouseMove(window, QPoint(5, 5))
        QTest.mouseMove(window, QPoint(9, 9))
    else:
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    secretariat.clock.now += 1
    secretariat.look()
    assert secretariat.window.isVisible()


def test_a_window_that_never_takes_the_keyboard_begins_the_wait_again_too(shell: Shell, qtbot: QtBot) -> None:
    """One on a second screen is read with the mouse alone."""
    clock, parent = Ticks(), QWidget()
    qtbot.addWidget(parent)
    lock = IdleLock(IdleWatch(clock), shell.tasks, parent)
    window = QWindow()  # shown later, without the focus
    lock.look()  # as every other second
    clock.now += IDLE_SECONDS
    place, none = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    button = Qt.MouseButton.NoButton
    QApplication.sendEvent(window, QMouseEvent(QEvent.Type.MouseMove, place, place, button, button, none))
    with qtbot.assertNotEmitted(lock.idle):
        lock.look()
    window.deleteLater()


def test_every_window_of_the_desk_goes_when_it_sleeps(secretariat: Secretariat) -> None:
    beside = QWidget(secretariat.window, Qt.WindowType.Window)
    beside.show()
    secretariat.window.give_way()
    assert not beside.isVisible()


def test_long_work_keeps_the_desk_awake_and_counts_as_somebody(
    secretariat: Secretariat, qtbot: QtBot
) -> None:
    gate, tasks = threading.Event(), secretariat.shell.tasks

    def sealing(_report: Report) -> bool:
        return gate.wait(10)

    tasks.long(sealing, lambda _: None)
    secretariat.clock.now += 3 * IDLE_SECONDS
    secretariat.look()
    assert secretariat.window.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: not tasks.has_long_work())
    secretariat.clock.now += IDLE_SECONDS - 1
    secretariat.look()
    assert secretariat.window.isVisible()
    secretariat.fall_asleep()


def test_a_wrong_code_is_explained_and_the_right_one_still_opens(
    secretariat: Secretariat, qtbot: QtBot
) -> None:
    secretariat.fall_asleep()
    secretariat.page.code.setText("ABC")
    secretariat.page.button.click()
    qtbot.waitUntil(lambda: len(secretariat.page.notices.notices()) == 1)
    qtbot.waitUntil(secretariat.page.button.isEnabled)
    secretariat.resume()


def test_an_open_question_is_answered_no_before_the_desk_sleeps(
    secretariat: Secretariat, qtbot: QtBot
) -> None:
    box = QMessageBox(secretariat.window)
    box.setModal(True)
    box.show()
    secretariat.clock.now += IDLE_SECONDS
    secretariat.look()
    assert not box.isVisible()
    assert secretariat.window.isVisible()
    secretariat.look()
    assert secretariat.start.isVisible()
    assert "à reprendre" in secretariat.page.sentence.plain_text()
    qtbot.waitUntil(secretariat.page.button.isEnabled)


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_an_open_menu_is_shut_before_the_desk_sleeps(secretariat: Secretariat) -> None:
    menu = QMenu(secretariat.window)
    menu.addAction("x")
    menu.popup(QPoint(10, 10))
    secretariat.clock.now += IDLE_SECONDS
    secretariat.look()
    assert not menu.isVisible()
    assert secretariat.window.isVisible()


def sleep_page(qtbot: QtBot, shell: Shell, refusal: AppError | None, *, needs_code: bool) -> SleepPage:
    def unlock(code: str | None) -> object:
        if refusal is not None and code is None:
            raise refusal
        return code or "silently"

    page = SleepPage("Accueil pour tous", unlock, shell.tasks, needs_code=needs_code)
    qtbot.addWidget(page)
    page.show()
    page.wait_for_person()
    return page


def test_one_button_is_enough_when_the_keyring_opens(shell: Shell, qtbot: QtBot) -> None:
    page = sleep_page(qtbot, shell, None, needs_code=False)
    assert not page.code.isVisible()
    assert page.focusProxy() is page.button
    with qtbot.waitSignal(page.opened) as opened:
        page.button.click()
    assert opened.args == ["silently"]
    assert unnamed(page) == []


def test_the_code_is_asked_when_the_keyring_gives_nothing(shell: Shell, qtbot: QtBot) -> None:
    page = sleep_page(qtbot, shell, AppError("KEY-01"), needs_code=False)
    page.button.click()
    qtbot.waitUntil(lambda: page.code.isVisible() and page.button.isEnabled())
    assert page.notices.notices() == []
    page.code.setText("code")
    with qtbot.waitSignal(page.opened) as opened:
        page.button.click()
    assert opened.args == ["code"]


def test_without_a_code_the_keyring_is_asked_again(shell: Shell, qtbot: QtBot) -> None:
    """Its person may have unlocked it since; where they have not, nothing is said of a code of no sign."""
    page = sleep_page(qtbot, shell, None, needs_code=True)
    with qtbot.waitSignal(page.opened) as opened:
        page.button.click()
    assert opened.args == ["silently"]
    locked = sleep_page(qtbot, shell, AppError("KEY-01"), needs_code=True)
    locked.button.click()
    assert not locked.button.isEnabled()
    qtbot.waitUntil(locked.button.isEnabled)
    assert locked.notices.notices() == []


def test_another_refusal_is_said_and_can_be_tried_again(shell: Shell, qtbot: QtBot) -> None:
    page = sleep_page(qtbot, shell, AppError("DSK-02"), needs_code=False)
    page.button.click()
    qtbot.waitUntil(lambda: len(page.notices.notices()) == 1)
    qtbot.waitUntil(page.button.isEnabled)
    assert not page.code.isVisible()


def test_nothing_is_asked_of_a_desk_that_is_still_closing(shell: Shell, qtbot: QtBot) -> None:
    page = sleep_page(qtbot, shell, None, needs_code=True)
    page.button.setEnabled(False)
    page.code.setText("code")
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    assert not shell.tasks.has_long_work()


def test_only_what_a_person_does_is_a_sign_of_life(shell: Shell, qtbot: QtBot) -> None:
    clock = Ticks()
    watch = IdleWatch(clock)
    widget = QWidget()
    qtbot.addWidget(widget)
    lock = IdleLock(watch, shell.tasks, widget)
    clock.now += IDLE_SECONDS
    QApplication.sendEvent(widget, QEvent(QEvent.Type.UpdateRequest))
    with qtbot.waitSignal(lock.idle) as idle:
        lock.look()
    assert idle.args == [False]
