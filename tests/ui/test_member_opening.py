"""A member's ways in over real desks: another computer, a newer lot, a lost code, and back to their notes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import CriterionId, MemberId
from commission_app.ui.first_use import code_page
from commission_app.ui.first_use.code_page import CodePage
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.first_use.unlock_page import UnlockPage
from commission_app.ui.member.desk import MemberWindow
from commission_app.ui.shell import Shell
from commission_app.ui.start import Opening
from commission_app.workflow.member.draft_backup import save_backup
from commission_app.workflow.preparation.lots.seal import seal_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.letters import print_letter, replace_code
from tests.workflow.campaigns import Prepared, invented, lot_of, mark_all, prepare

M01 = MemberId("m01")
A11 = CriterionId("A1.1")


@pytest.fixture(scope="module")
def _prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    prepared = prepare(tmp_path_factory.mktemp("ways-in"), invented(2, 2))
    prepared.seal()
    return prepared


@pytest.fixture
def campaign(_prepared_once: Prepared, tmp_path: Path) -> Prepared:
    return _prepared_once.copied(tmp_path / "campagne")


@pytest.fixture
def lot(campaign: Prepared) -> Path:
    (found,) = (campaign.folder / "lots").glob("*.lot")
    return found


def code_of(campaign: Prepared) -> str:
    return campaign.letters[M01].code


class Member:
    """A person in front of the application, from its first image."""

    def __init__(self, folder: Path, lot: Path | None, shell: Shell, qtbot: QtBot) -> None:
        self.qtbot, self.shell = qtbot, shell
        self.start = StartWindow(shell)
        self.opening = Opening(self.start, shell, folder, lot, use_keyring=False)
        self.start.show()

    @property
    def window(self) -> MemberWindow:
        assert isinstance(self.opening.desk_window, MemberWindow)
        return self.opening.desk_window

    @property
    def page(self) -> CodePage:
        page = self.start.centralWidget()
        assert isinstance(page, CodePage)
        return page

    @property
    def locked(self) -> UnlockPage:
        page = self.start.centralWidget()
        assert isinstance(page, UnlockPage)
        return page

    def wait_for_window(self) -> None:
        self.qtbot.waitUntil(lambda: self.opening.desk_window is not None)

    def wait_for_page(self, kind: type[CodePage | UnlockPage] = CodePage) -> None:
        self.qtbot.waitUntil(lambda: isinstance(self.start.centralWidget(), kind))

    def enter(self, code: str) -> None:
        """Type the code and say yes."""
        form = self.page.form
        self.qtbot.waitUntil(form.code.isEnabled)
        form.code.show_signs(code)
        form.button.click()
        self.qtbot.waitUntil(lambda: self.page.greeting is not None)
        assert self.page.greeting is not None
        self.page.greeting.yes.click()

    def leave(self) -> None:
        for window in (self.opening.desk_window, self.start):
            if window is not None:
                window.close()
                window.deleteLater()
        self.shell.tasks.close()
        session = self.opening._session
        close = getattr(session, "close", None)
        if close is not None:
            close()


class Computers:
    """Starts the application on one computer after the other."""

    def __init__(self, shell: Shell, qtbot: QtBot) -> None:
        self._shell, self._qtbot = shell, qtbot
        self.members: list[Member] = []

    def start(self, folder: Path, lot: Path | None, code: str | None = None) -> Member:
        member = Member(folder, lot, self._shell, self._qtbot)
        self.members.append(member)
        member.opening.begin(code)
        return member

    def at_work(self, campaign: Prepared, lot: Path) -> Member:
        """Open a lot on a computer that knows nothing, up to the window."""
        member = self.start(campaign.folder / "portable", lot)
        member.enter(code_of(campaign))
        member.wait_for_window()
        return member


@pytest.fixture
def computers(shell: Shell, qtbot: QtBot) -> Iterator[Computers]:
    made = Computers(shell, qtbot)
    yield made
    for member in made.members:
        member.leave()


def marked_elsewhere(campaign: Prepared, lot: Path) -> None:
    """Mark everything on a computer that backs its drafts up."""
    with campaign.member("m01", lot) as session:
        mark_all(session, 4)
        assert save_backup(session)


def test_another_computer_proposes_the_drafts_and_takes_them_up(
    campaign: Prepared, lot: Path, computers: Computers
) -> None:
    marked_elsewhere(campaign, lot)
    member = computers.start(campaign.folder / "portable", lot)
    member.enter(code_of(campaign))
    member.qtbot.waitUntil(lambda: member.page.drafts is not None)
    assert member.page.drafts is not None
    assert member.opening.desk_window is None
    member.page.drafts.take.click()
    member.wait_for_window()
    sheet = member.window.editor.sheet
    assert {reading.entry(A11).mark for reading in sheet.readings.values()} == {4}


def test_closing_the_window_backs_the_drafts_up(campaign: Prepared, lot: Path, computers: Computers) -> None:
    member = computers.at_work(campaign, lot)
    dossier = next(iter(member.window._session.dossiers())).id
    member.window.editor.put_mark(dossier, A11, 5)
    assert not list(lot.parent.glob("*.brouillon"))
    assert member.window.close()
    assert [file.name for file in lot.parent.glob("*.brouillon")] == [f"{lot.stem}.m01.brouillon"]


def test_the_timer_backs_the_drafts_up_and_says_it_in_the_tool_tip_only(
    campaign: Prepared, lot: Path, computers: Computers
) -> None:
    member = computers.at_work(campaign, lot)
    window = member.window
    dossier = next(iter(window._session.dossiers())).id
    window.editor.put_mark(dossier, A11, 5)
    window.backup._timer.timeout.emit()
    member.qtbot.waitUntil(lambda: "à côté du lot" in window.status.toolTip())
    assert not window.notices.notices()
    shutil.rmtree(lot.parent)
    window.editor.put_mark(dossier, A11, 4)
    window.backup._timer.timeout.emit()
    member.qtbot.waitUntil(lambda: "sur cet ordinateur" in window.status.toolTip())
    assert not window.notices.notices()


def test_a_newer_lot_opens_from_the_window_without_any_code(
    campaign: Prepared, lot: Path, computers: Computers
) -> None:
    member = computers.at_work(campaign, lot)
    before = member.window
    dossier = next(iter(before._session.dossiers())).id
    before.editor.put_mark(dossier, A11, 5)
    newer = lot_of(campaign.seal("v2"), "m01")
    before._choose_lot = lambda _parent: newer
    _triggered(before, "open_lot")
    member.qtbot.waitUntil(lambda: member.opening.desk_window not in (None, before))
    assert member.window._session.manifest.serial == 2
    assert member.window.editor.sheet.reading(dossier).entry(A11).mark == 5
    assert not member.start.isVisible()
    member.qtbot.waitUntil(lambda: before not in QApplication.topLevelWidgets())


def test_a_lot_that_is_refused_says_why_and_the_person_comes_back_to_their_notes(
    campaign: Prepared, lot: Path, computers: Computers
) -> None:
    newer = lot_of(campaign.seal("v2"), "m01")
    member = computers.at_work(campaign, newer)
    before = member.window
    before._choose_lot = lambda _parent: lot
    _triggered(before, "open_lot")
    member.wait_for_page()
    member.qtbot.waitUntil(lambda: bool(member.page.notices.notices()))
    assert "plus récente" in member.page.notices.notices()[0].words()[0]
    assert member.opening.desk_window is None
    member.page.form.back.click()
    member.wait_for_window()
    assert member.window._session.manifest.serial == 2


def test_a_choice_that_is_given_up_leaves_the_window(
    campaign: Prepared, lot: Path, computers: Computers
) -> None:
    member = computers.at_work(campaign, lot)
    member.window._choose_lot = lambda _parent: None
    _triggered(member.window, "open_lot")
    assert member.window.isVisible()


def test_a_lot_opened_with_a_double_click_opens_by_itself_where_its_code_is_known(
    campaign: Prepared, lot: Path, computers: Computers
) -> None:
    campaign.member("m01", lot).close()
    newer = lot_of(campaign.seal("v2"), "m01")
    member = computers.start(campaign.folder / "m01", newer, code_of(campaign))
    member.wait_for_window()
    assert member.window._session.manifest.serial == 2


def test_a_computer_that_keeps_no_access_asks_for_the_code_of_the_lot(
    campaign: Prepared, lot: Path, computers: Computers
) -> None:
    campaign.member("m01", lot).close()
    member = computers.start(campaign.folder / "m01", lot)
    member.wait_for_page()
    member.enter(code_of(campaign))
    member.wait_for_window()


def renewed(campaign: Prepared) -> tuple[str, Path]:
    with campaign.secretariat() as session:
        replace_code(session, M01)
        letter = print_letter(session, M01, campaign.folder / "lettres")
        sealed = seal_bundles(session, campaign.folder / "lots", no_progress)
    return letter.code, lot_of(sealed, "m01")


def test_a_lost_letter_is_no_dead_end(
    campaign: Prepared, lot: Path, computers: Computers, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked_elsewhere(campaign, lot)
    code, newer = renewed(campaign)
    monkeypatch.setattr(code_page, "ask_to_start_over", lambda _parent: True)
    member = computers.start(campaign.folder / "m01", None)
    member.wait_for_page(UnlockPage)
    member.locked.code.setText(code)
    member.locked.button.click()
    member.qtbot.waitUntil(lambda: bool(member.locked.notices.notices()))
    assert "Si votre lettre a été remplacée" in member.locked.notices.notices()[0].words()[1]
    member.locked.other.click()
    member.wait_for_page()
    member.page.form.back.click()  # the former letter is found again, perhaps
    member.wait_for_page(UnlockPage)
    member.locked.other.click()
    member.page.show_lot(newer)
    member.enter(code)
    member.qtbot.waitUntil(lambda: bool(member.page.notices.notices()))
    (notice,) = member.page.notices.notices()
    assert "autre lettre" in notice.words()[0]
    next(b for b in notice.findChildren(QPushButton) if "Recommencer" in b.accessibleName()).click()
    member.wait_for_window()
    assert member.window.editor.sheet.readings == {}
    assert [folder.name[-9:] for folder in (campaign.folder / "m01").glob("*.ancien-*")] == [".ancien-1"]


def test_the_member_types_the_code_of_a_new_letter_over_an_open_desk(
    campaign: Prepared, lot: Path, computers: Computers
) -> None:
    member = computers.at_work(campaign, lot)
    dossier = next(iter(member.window._session.dossiers())).id
    member.window.editor.put_mark(dossier, A11, 5)
    code, newer = renewed(campaign)
    member.window._choose_lot = lambda _parent: newer
    _triggered(member.window, "open_lot")
    member.wait_for_page()
    member.qtbot.waitUntil(lambda: bool(member.page.notices.notices()))
    assert "dernière lettre" in member.page.notices.notices()[0].words()[1]
    member.enter(code)
    member.wait_for_window()
    assert member.window.editor.sheet.reading(dossier).entry(A11).mark == 5


def _triggered(window: MemberWindow, name: str) -> None:
    """Trigger an action of the window, as its shortcut does."""
    next(action for action in window.actions() if action.objectName() == name).trigger()
