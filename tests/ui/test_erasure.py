"""A campaign erased from its window: asked with its name, told in one sentence, ended when it stopped."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import MemberId
from commission_app.texts import typeset
from commission_app.ui import appearance, start, theme
from commission_app.ui.erasure.erase_question import EraseQuestion
from commission_app.ui.first_use.code_page import CodePage
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.first_use.unlock_page import UnlockPage
from commission_app.ui.main_window import MainWindow
from commission_app.ui.member.desk import MemberWindow
from commission_app.ui.page import Page
from commission_app.ui.shell import Shell
from commission_app.ui.start import Opening
from commission_app.ui.turns import at_once
from commission_app.workflow.deliberation.archive import write_session_archive
from commission_app.workflow.desk import campaigns, find_campaign, half_erased_campaigns
from commission_app.workflow.end_of_campaign import should_remind
from commission_app.workflow.member.open_bundle import resume
from commission_app.workflow.member.read import bundle_view
from commission_app.workflow.member.session import MemberSession
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.seen import all_text, told
from tests.workflow.campaigns import Prepared, files_under, invented, make_desk, prepare
from tests.workflow.received import answered

M01 = MemberId("m01")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A campaign without archive, whose first member read the list that was settled."""
    return answered(prepare(tmp_path_factory.mktemp("end"), invented(2, 2)))


@pytest.fixture
def campaign(made: Prepared, tmp_path: Path) -> Prepared:
    return made.copied(tmp_path / "campagne")


@dataclass
class Started:
    """An application begun on one desk."""

    start: StartWindow
    opening: Opening
    qtbot: QtBot

    @property
    def window(self) -> MainWindow:
        self.qtbot.waitUntil(lambda: self.opening.desk_window is not None)
        assert self.opening.desk_window is not None
        return self.opening.desk_window

    @property
    def page(self) -> Page:
        page = self.start.centralWidget()
        assert isinstance(page, Page)
        return page

    def ask(self) -> EraseQuestion:
        """Ask by the entry of the menu."""
        actions = self.window.findChildren(QAction)
        next(action for action in actions if action.objectName() == "erase").trigger()
        self.qtbot.waitUntil(lambda: bool(self.window.findChildren(EraseQuestion)))
        return self.window.findChildren(EraseQuestion)[0]


Begin = Callable[[str], Started]


@pytest.fixture
def begin(campaign: Prepared, shell: Shell, qtbot: QtBot) -> Iterator[Begin]:
    """Begin on the desk of a member or of the secretariat, with its code."""
    begun: list[Started] = []

    def started(whose: str) -> Started:
        first = StartWindow(shell)
        first.show()
        opening = Opening(first, shell, campaign.folder / whose, None, use_keyring=False)
        begun.append(Started(first, opening, qtbot))
        secret = campaign.recovery_code if whose == "secretariat" else campaign.letters[M01].code
        opening.begin(secret)
        return begun[-1]

    yield started
    for each in begun:
        for window in (each.opening.desk_window, each.start):
            if window is not None:
                window.close()
                window.deleteLater()
        start._close(each.opening._session)


# ------------------------------------------------------------------------------------------- the question


def test_a_member_reads_what_goes_and_what_is_left_to_them(begin: Begin) -> None:
    question = begin("m01").ask()
    said = all_text(question)
    assert "votre travail" in said
    assert "1 lot" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "La lettre qui porte votre code d’ouverture." in said
    assert "archive" not in said
    assert question.focusWidget() is question.name
    question.reject()


def test_a_wrong_name_erases_nothing_and_says_so(begin: Begin, campaign: Prepared) -> None:
    before = files_under(campaign.folder)
    started = begin("m01")
    question = started.ask()
    for typed in ("", "Campagne", campaign.scenario.campaign["name"][:-1]):
        question.name.setText(typed)
        QTest.keyClick(question.name, Qt.Key.Key_Return)
        assert question.isVisible()
        assert "Ce n’est pas le nom" in question.notices.notices()[0].words()[0]
        assert question.name.property("invalid")
    QTest.keyClicks(question.name, "x")
    assert not question.name.property("invalid")
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert not question.isVisible()
    assert started.window.isVisible()
    assert files_under(campaign.folder) == before


def test_work_under_way_comes_first(begin: Begin, shell: Shell, qtbot: QtBot) -> None:
    started = begin("secretariat")
    window = started.window
    shell.tasks.long(lambda _: shell.tasks.flush(), lambda _: None)
    next(action for action in window.findChildren(QAction) if action.objectName() == "erase").trigger()
    assert "Un travail est en cours" in all_text(window)
    qtbot.waitUntil(lambda: not shell.tasks.has_long_work())


@pytest.mark.parametrize(
    ("whose", "chosen", "percent"),
    [("m01", theme.LIGHT, 100), ("secretariat", theme.DARK, 200)],
)
def test_every_stop_of_the_question_is_named(
    begin: Begin, qapp: QApplication, whose: str, chosen: theme.Theme, percent: int
) -> None:
    started = begin(whose)
    assert started.window is not None
    appearance.apply(qapp, chosen, percent)
    question = started.ask()
    assert unnamed(question) == []
    assert changed_by_wheel(question) == []
    question.grab()
    assert question.height() <= question.screen().availableGeometry().height()
    question.reject()


# --------------------------------------------------------------------------------------------- the erasure


def test_a_member_erases_and_the_start_page_says_so_in_one_sentence(
    begin: Begin, campaign: Prepared, qtbot: QtBot
) -> None:
    started, name = begin("m01"), campaign.scenario.campaign["name"]
    drafts = set(campaign.folder.rglob("*.brouillon"))
    question = started.ask()
    question.name.setText(name)
    question.erase.click()
    qtbot.waitUntil(lambda: isinstance(started.page, CodePage))
    assert started.start.isVisible()
    what = typeset(f"La campagne « {name} » est effacée de cet ordinateur.")
    assert [notice.words() for notice in started.page.notices.notices()] == [(what, "")]
    assert campaigns(make_desk(campaign.folder / "m01")) == ()
    assert set(campaign.folder.rglob("*.brouillon")) == drafts  # nothing more beside the lot


def test_the_secretariat_is_refused_in_words_without_an_archive_until_it_gives_it_up(
    begin: Begin, campaign: Prepared, qtbot: QtBot
) -> None:
    before, started = files_under(campaign.folder), begin("secretariat")
    question = started.ask()
    assert "Aucune archive de séance n’a été écrite." in all_text(question)
    question.name.setText(campaign.scenario.campaign["name"])
    question.erase.click()
    assert question.isVisible()
    assert "rien n’a été effacé" in question.notices.notices()[0].words()[0]
    assert files_under(campaign.folder) == before
    question.without_archive.click()
    question.erase.click()
    qtbot.waitUntil(lambda: isinstance(started.page, CodePage))
    assert "est effacée" in told(started.page)
    assert campaigns(make_desk(campaign.folder / "secretariat")) == ()


def test_with_an_archive_the_name_is_enough_and_foreign_files_are_told(
    begin: Begin, campaign: Prepared, qtbot: QtBot
) -> None:
    with campaign.secretariat() as session:
        write_session_archive(session, campaign.folder / "archive.zip")
        (session.place.folder / "notes.odt").write_bytes(b"notes")
    started = begin("secretariat")
    question = started.ask()
    assert "Dernière archive de séance" in all_text(question)
    assert not question.without_archive.isVisible()
    question.name.setText(campaign.scenario.campaign["name"])
    QTest.keyClick(question.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(started.page, CodePage))
    assert "1 fichier que l’application n’a pas écrits" in told(started.page).replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a lock that is held is not removed there")
def test_an_erasure_that_is_refused_leaves_the_desk_and_says_why(
    begin: Begin, campaign: Prepared, qtbot: QtBot
) -> None:
    """As when another window took the campaign meanwhile: its lock cannot be had."""
    started = begin("m01")
    place = find_campaign(make_desk(campaign.folder / "m01"), "member")
    question = started.ask()
    question.name.setText(place.name)
    place.database.with_name("bureau.db.lock").unlink()
    other = place.database.with_name("bureau.db.lock")
    other.mkdir()  # nobody can hold a lock that is a folder
    question.erase.click()
    qtbot.waitUntil(lambda: isinstance(started.page, UnlockPage))
    assert told(started.page)
    assert campaigns(make_desk(campaign.folder / "m01")) == (place,)
    other.rmdir()
    resume(make_desk(campaign.folder / "m01"), code=campaign.letters[M01].code).close()


# ------------------------------------------------------------------------------------------- half erased


def test_what_an_interrupted_erasure_left_is_ended_from_the_start_page(
    begin: Begin, campaign: Prepared, qtbot: QtBot
) -> None:
    desk = make_desk(campaign.folder / "m01")
    place = find_campaign(desk, "member")
    place.label.rename(place.erasure)
    started = begin("m01")
    page = started.page
    assert isinstance(page, CodePage)
    finish = next(button for button in page.findChildren(QPushButton) if "Terminer" in button.text())
    finish.click()
    assert not finish.isEnabled()
    qtbot.waitUntil(lambda: "est effacée" in told(page))
    assert "pas allé à son terme" not in told(page)
    assert half_erased_campaigns(desk) == ()
    assert list(desk.folder.iterdir()) == []


def test_another_campaign_opens_and_what_is_half_erased_is_told_there(
    begin: Begin, campaign: Prepared, qtbot: QtBot
) -> None:
    left = campaign.folder / "m01" / "ancienne"
    left.mkdir()
    label = {"id": "ancienne", "name": "Ancienne campagne", "side": "member"}
    (left / "effacement.json").write_text(json.dumps(label))
    window = begin("m01").window
    notices = [" ".join(notice.words()) for notice in window.notices.notices()]
    assert any("Ancienne campagne" in words for words in notices)
    next(button for button in window.findChildren(QPushButton) if "Terminer" in button.text()).click()
    qtbot.waitUntil(lambda: not left.exists())
    erased = typeset("La campagne « Ancienne campagne » est effacée de cet ordinateur.")
    # The reminder of the list that is settled comes in its own time, above or below.
    qtbot.waitUntil(lambda: [erased, ""] in [list(notice.words()) for notice in window.notices.notices()])
    assert not any(
        "Terminer" in button.text() for button in window.findChildren(QPushButton) if button.isVisible()
    )


# ---------------------------------------------------------------------------------------------- reminder


def member_window(session: MemberSession, shell: Shell, qtbot: QtBot) -> MemberWindow:
    window = MemberWindow(session, bundle_view(session), (), None, shell)
    at_once(window.make_pages())
    qtbot.addWidget(window, before_close_func=lambda _: None)
    return window


def test_once_the_list_is_settled_a_member_is_reminded_until_they_put_it_aside(
    campaign: Prepared, shell: Shell, qtbot: QtBot
) -> None:
    code, desk = campaign.letters[M01].code, make_desk(campaign.folder / "m01")
    with resume(desk, code=code) as session:
        window = member_window(session, shell, qtbot)
        qtbot.waitUntil(lambda: bool(window.notices.notices()))
        (notice,) = window.notices.notices()
        assert "La liste des fiches est arrêtée" in notice.words()[0]
        next(button for button in notice.findChildren(QPushButton) if "Effacer" in button.text()).click()
        qtbot.waitUntil(lambda: bool(window.findChildren(EraseQuestion)))
        window.findChildren(EraseQuestion)[0].reject()
        window.hand_in.receipts.read.emit()  # read again, it is told once
        shell.tasks.flush()
        qtbot.waitUntil(lambda: window.notices.notices() == [notice])
        notice.dismiss()
        shell.tasks.flush()
        qtbot.waitUntil(lambda: not should_remind(session))


def test_before_the_list_is_settled_nothing_is_said(campaign: Prepared, shell: Shell, qtbot: QtBot) -> None:
    lot = next((campaign.folder / "lots").glob("*.lot"))
    with campaign.member("m02", lot) as session:
        assert not should_remind(session)
        window = member_window(session, shell, qtbot)
        qtbot.waitUntil(lambda: not window.checking.is_running)
        assert window.notices.notices() == []
