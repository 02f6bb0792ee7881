"""« Mise à l’abri » over a real secretariat: copies, keys changed or left as they were, and what is said."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.sealing.recovery import read_recovery
from commission_app.ui import appearance, theme
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.first_use.unlock_page import SleepPage
from commission_app.ui.safekeeping import safekeeping_page
from commission_app.ui.safekeeping.cards import FollowUpCard
from commission_app.ui.safekeeping.safekeeping_page import Questions, SafekeepingPage
from commission_app.ui.safekeeping.safekeeping_window import SafekeepingWindow
from commission_app.ui.safekeeping.verbs import SafekeepingVerbs, safekeeping_verbs
from commission_app.ui.secretariat.desk import SecretariatWindow
from commission_app.ui.shell import Shell
from commission_app.ui.start import Opening
from commission_app.ui.tasks import Report
from commission_app.ui.turns import at_once
from commission_app.ui.widgets.banners import ProgressBanner
from commission_app.workflow.preparation.lots.seal import Staleness, plan_bundles
from commission_app.workflow.secretariat.recovery import RECOVERY_FILE, SHEET
from commission_app.workflow.secretariat.rotation import Reason, change_to_follow, remember_change
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.seen import all_text, told
from tests.workflow.campaigns import Prepared, files_under, invented, prepare

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    prepared = prepare(tmp_path_factory.mktemp("safe"), invented(2, 2))
    prepared.seal()
    return prepared


@pytest.fixture
def campaign(made: Prepared, tmp_path: Path) -> Prepared:
    copied = made.copied(tmp_path / "campagne")
    (copied.folder / "pli").mkdir()
    return copied


@pytest.fixture
def session(campaign: Prepared) -> Iterator[SecretariatSession]:
    with campaign.secretariat() as opened:
        yield opened


Make = Callable[..., SafekeepingPage]


@pytest.fixture
def make(session: SecretariatSession, campaign: Prepared, shell: Shell, qtbot: QtBot) -> Make:
    """The page, whose questions are answered with a folder and with « yes »."""

    def page(
        folder: Path | None = campaign.folder / "pli",
        *,
        says_yes: bool = True,
        verbs: SafekeepingVerbs | None = None,
    ) -> SafekeepingPage:
        ask = Questions(lambda _parent, _title: folder, lambda _parent, _reason, _folder: says_yes)
        shown = SafekeepingPage(verbs or safekeeping_verbs(session), shell.tasks, ask)
        qtbot.addWidget(shown)
        shown.resize(900, 900)
        shown.show()
        shown.refresh()
        qtbot.waitUntil(lambda: "Aucune archive" in all_text(shown))
        return shown

    return page


def settled(page: SafekeepingPage, qtbot: QtBot, words: str) -> None:
    """Wait for what the page says, and until it can be used again."""
    qtbot.waitUntil(lambda: words in told(page))
    qtbot.waitUntil(page.change.isEnabled)


# ------------------------------------------------------------------------------------------------ copies


def test_a_copy_of_the_recovery_file_is_written_with_the_printed_code(
    make: Make, campaign: Prepared, qtbot: QtBot
) -> None:
    page = make()
    assert page.copy.code.echoMode() is QLineEdit.EchoMode.Password
    assert not page.copy.button.isEnabled()
    QTest.keyClicks(page.copy.code, campaign.recovery_code)
    QTest.keyClick(page.copy.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "loin de cet ordinateur" in told(page))
    assert page.copy.code.text() == ""
    written = read_recovery(campaign.folder / "pli" / RECOVERY_FILE, campaign.recovery_code)
    assert written.name == campaign.scenario.campaign["name"]


@pytest.mark.parametrize("code", ["ABC", "another"])
def test_another_code_writes_no_copy_and_stays_to_be_corrected(
    make: Make, campaign: Prepared, qtbot: QtBot, made: Prepared, code: str
) -> None:
    typed = next(iter(made.letters.values())).code if code == "another" else code
    before = files_under(campaign.folder)
    page = make()
    page.copy.code.setText(typed)
    page.copy.button.click()
    qtbot.waitUntil(lambda: bool(page.notices.notices()))
    assert "lettre" not in told(page)  # those are the words for a member
    assert page.copy.code.text() == typed
    assert files_under(campaign.folder) == before


def test_a_copy_never_takes_the_place_of_another(make: Make, campaign: Prepared, qtbot: QtBot) -> None:
    (campaign.folder / "pli" / RECOVERY_FILE).write_bytes(b"earlier")
    page = make()
    page.copy.code.setText(campaign.recovery_code)
    page.copy.button.click()
    qtbot.waitUntil(lambda: "existe déjà" in told(page))
    assert (campaign.folder / "pli" / RECOVERY_FILE).read_bytes() == b"earlier"


def test_no_code_stays_in_a_window_that_was_put_away(make: Make) -> None:
    page = make()
    page.copy.code.setText("S8ES46")
    page.hide()
    assert page.copy.code.text() == ""


# ------------------------------------------------------------------------------------------ keys changed


def test_a_planned_change_goes_on_with_the_same_session_and_says_what_to_do(
    make: Make, session: SecretariatSession, campaign: Prepared, qtbot: QtBot
) -> None:
    page, before = make(), session.secrets.key_set
    with qtbot.waitSignal(page.changed):
        page.change.planned.click()
    settled(page, qtbot, "ont changé")
    qtbot.waitUntil(lambda: "scellez les lots" in all_text(page))
    assert "Détruisez l’ancien pli" in all_text(page)
    assert "écrivez les lettres" not in all_text(page)
    assert {file.name for file in (campaign.folder / "pli").iterdir()} == {SHEET, RECOVERY_FILE}
    assert session.key_sets == (before, session.secrets.key_set)
    assert {plan.staleness for plan in plan_bundles(session)} == {Staleness.KEYS}
    with pytest.raises(AppError) as refused:
        campaign_reopened(session, campaign)
    assert refused.value.code == "KEY-07"  # the former code


def campaign_reopened(session: SecretariatSession, campaign: Prepared) -> None:
    session.close()
    campaign.secretariat().close()


def test_a_forced_change_asks_for_new_letters(make: Make, session: SecretariatSession, qtbot: QtBot) -> None:
    page = make()
    page.change.forced.click()
    settled(page, qtbot, "ont changé")
    qtbot.waitUntil(lambda: "écrivez les lettres" in all_text(page))
    assert "reste lisible pour qui a eu les anciennes clés" in all_text(page)
    codes = session.database.campaign.codes()
    assert max(code.serial for code in codes) == 2


def test_what_remains_to_be_done_is_told_until_somebody_says_that_it_is_done(
    make: Make, session: SecretariatSession, shell: Shell, qtbot: QtBot
) -> None:
    remember_change(session, Reason.PLANNED)
    window = SecretariatWindow(session, session.campaign.name, shell)
    at_once(window.make_pages())
    qtbot.addWidget(window, before_close_func=lambda _: None)
    qtbot.waitUntil(lambda: bool(window.notices.notices()))
    assert "Les clés ont changé" in window.notices.notices()[0].words()[0]
    page = make()
    qtbot.waitUntil(lambda: bool(page.findChildren(FollowUpCard)))
    page.findChildren(FollowUpCard)[0].button.click()
    qtbot.waitUntil(lambda: "Ce qui reste à faire" not in all_text(page))
    assert change_to_follow(session) is None


# ------------------------------------------------------------------------------------ nothing has changed


@pytest.mark.parametrize("says_yes", [True, False])
def test_without_a_folder_or_without_a_yes_nothing_changes(
    make: Make, session: SecretariatSession, campaign: Prepared, shell: Shell, qtbot: QtBot, says_yes: bool
) -> None:
    before, keys = files_under(campaign.folder), session.secrets
    page = make(None) if says_yes else make(says_yes=False)
    page.change.forced.click()
    shell.tasks.flush()
    QApplication.processEvents()
    assert not shell.tasks.has_long_work()
    assert (files_under(campaign.folder), session.secrets) == (before, keys)


@pytest.mark.skipif(sys.platform != "linux", reason="no other system has a folder closed even to root")
def test_a_folder_that_cannot_be_written_leaves_everything_as_it_was_and_says_so(
    make: Make, session: SecretariatSession, campaign: Prepared, qtbot: QtBot
) -> None:
    before, keys = files_under(campaign.folder), session.secrets
    page = make(Path("/sys"))
    page.change.forced.click()
    settled(page, qtbot, "lecture seule")
    assert "Rien n’a changé" in told(page)
    assert (files_under(campaign.folder), session.secrets) == (before, keys)
    assert change_to_follow(session) is None
    assert {plan.staleness for plan in plan_bundles(session)} == {Staleness.CURRENT}
    campaign_reopened(session, campaign)


@pytest.mark.parametrize("name", ["absent", "taken"])
def test_a_folder_that_does_not_suit_is_refused_before_the_question(
    make: Make, campaign: Prepared, qtbot: QtBot, name: str
) -> None:
    (campaign.folder / "taken").mkdir()
    (campaign.folder / "taken" / SHEET).write_bytes(b"earlier")
    page = make(campaign.folder / name)
    page.change.planned.click()
    settled(page, qtbot, "Rien n’a changé")
    assert (campaign.folder / "taken" / SHEET).read_bytes() == b"earlier"


def test_a_change_that_is_interrupted_leaves_everything_as_it_was_and_says_so(
    make: Make, session: SecretariatSession, campaign: Prepared, shell: Shell, qtbot: QtBot
) -> None:
    gate, began = threading.Event(), threading.Event()
    real = safekeeping_verbs(session)

    def slow(reason: Reason, folder: Path, report: Report) -> None:
        began.set()
        gate.wait(10)
        real.change_keys(reason, folder, report)

    before, keys = files_under(campaign.folder), session.secrets
    page, read = make(verbs=replace(real, change_keys=slow)), list[str]()
    page.change.planned.click()
    qtbot.waitUntil(began.is_set)
    shell.tasks.store(lambda: session.campaign.name, read.append)  # another page, meanwhile
    assert not page.copy.isEnabled()
    stop = next(button for button in page.findChildren(QPushButton) if button.text() == "Interrompre")
    stop.click()
    assert read == []
    gate.set()
    settled(page, qtbot, "interrompu")
    assert "Rien n’a changé" in told(page)
    assert (files_under(campaign.folder), session.secrets) == (before, keys)
    qtbot.waitUntil(lambda: bool(read))
    assert page.findChildren(ProgressBanner) == [] or not page.findChildren(ProgressBanner)[0].isVisible()


KILLED = """
import os, signal, sys
from dataclasses import dataclass
from pathlib import Path
from commission_app.workflow.secretariat import rotation
from commission_app.workflow.desk import personal_desk
from commission_app.workflow.secretariat.session import open_secretariat

def die(done, total, step):
    if done == 2:
        os.kill(os.getpid(), signal.SIGKILL)

session = open_secretariat(personal_desk(Path(sys.argv[1]), use_keyring=False), None, sys.argv[2])
rotation.change_keys(session, rotation.Reason.PLANNED, rotation.envelope_in(session, Path(sys.argv[3])), die)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process is not killed the same way")
def test_after_a_change_that_was_killed_the_next_start_says_that_its_envelope_opens_nothing(
    campaign: Prepared, shell: Shell, qtbot: QtBot
) -> None:
    desk, folder = campaign.folder / "secretariat", campaign.folder / "pli"
    subprocess.run(
        [sys.executable, "-c", KILLED, str(desk), campaign.recovery_code, str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True,
    )  # fmt: skip
    assert (folder / SHEET).exists()  # the trap: a sheet that looks good
    with campaign.secretariat() as session:
        window = SecretariatWindow(session, session.campaign.name, shell)
        at_once(window.make_pages())
        qtbot.addWidget(window, before_close_func=lambda _: None)
        qtbot.waitUntil(lambda: bool(window.notices.notices()))
        notice = window.notices.notices()[0]
        assert "n’a pas eu lieu" in notice.words()[0]
        assert {plan.staleness for plan in plan_bundles(session)} == {Staleness.CURRENT}
        window.show()
        notice.findChildren(QPushButton)[0].click()
        page = window.findChildren(SafekeepingWindow)[0].page
        qtbot.waitUntil(lambda: "détruisez-le sans l’imprimer" in all_text(page))


def test_a_change_that_left_the_session_closed_has_the_desk_opened_again(
    campaign: Prepared, shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the disk fails just after the keys changed: nothing may go on with the former ones."""
    start = StartWindow(shell)
    qtbot.addWidget(start)
    opening = Opening(start, shell, campaign.folder / "secretariat", None, use_keyring=False)
    opening.begin(campaign.recovery_code)
    qtbot.waitUntil(lambda: opening.desk_window is not None)
    window = opening.desk_window
    assert isinstance(window, SecretariatWindow)
    ask = Questions(lambda _parent, _title: campaign.folder / "pli", lambda *_: True)
    monkeypatch.setattr(safekeeping_page.SafekeepingPage.__init__, "__defaults__", (ask,))

    def fail(session: SecretariatSession, *_arguments: object) -> None:
        session.close()
        raise AppError("DSK-05")

    monkeypatch.setattr("commission_app.ui.safekeeping.verbs.change_keys", fail)
    window.show_safekeeping()
    window.findChildren(SafekeepingWindow)[0].page.change.planned.click()
    qtbot.waitUntil(lambda: opening.desk_window is None)
    page = start.centralWidget()
    assert isinstance(page, SleepPage)
    assert "disque est plein" in page.notices.notices()[0].words()[0]
    qtbot.waitUntil(page.button.isEnabled)
    page.code.setText(campaign.recovery_code)
    page.button.click()
    qtbot.waitUntil(lambda: opening.desk_window is not None)
    again = opening.desk_window
    assert isinstance(again, SecretariatWindow)
    shell.tasks.close()
    again.close()
    again._session.close()


# ------------------------------------------------------------------------------------------- for everybody


def test_every_stop_is_named_in_every_theme(
    session: SecretariatSession, shell: Shell, qtbot: QtBot, qapp: QApplication
) -> None:
    remember_change(session, Reason.COMPROMISED)
    window = SecretariatWindow(session, session.campaign.name, shell)
    at_once(window.make_pages())
    qtbot.addWidget(window, before_close_func=lambda _: None)
    window.show()
    next(action for action in window.findChildren(QAction) if action.objectName() == "safekeeping").trigger()
    (shown,) = window.findChildren(SafekeepingWindow)
    qtbot.waitUntil(lambda: bool(shown.findChildren(FollowUpCard)))
    for chosen in (theme.DARK, theme.HIGH_CONTRAST):
        appearance.apply(qapp, chosen, 130)
        assert unnamed(shown) == []
        shown.grab()
    assert changed_by_wheel(shown) == []
    window.show_safekeeping()
    assert window.findChildren(SafekeepingWindow) == [shown]


@pytest.mark.parametrize("reason", list(Reason))
def test_escape_answers_no_to_the_question(qtbot: QtBot, reason: Reason, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def press() -> None:
        asked = QApplication.activeModalWidget()
        assert asked is not None
        said.append(all_text(asked))
        QTest.keyClick(asked, Qt.Key.Key_Escape)

    said: list[str] = []
    QTimer.singleShot(0, press)
    assert not safekeeping_page.ask_to_change(parent, reason, tmp_path)
    assert str(tmp_path) in said[0]
