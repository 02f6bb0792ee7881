"""From the start screen to the desk of a new campaign, as a secretariat does it, and back to another one."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from commission_app.ui.first_use.campaigns_page import CampaignsPage
from commission_app.ui.first_use.code_page import CodePage
from commission_app.ui.first_use.envelope_page import EnvelopePage
from commission_app.ui.first_use.new_campaign_page import NewCampaignPage
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.first_use.unlock_page import UnlockPage
from commission_app.ui.page import Page
from commission_app.ui.secretariat.campaign.envelope_question import EnvelopeQuestion
from commission_app.ui.secretariat.desk import SecretariatWindow
from commission_app.ui.shell import Shell
from commission_app.ui.start import Opening
from commission_app.workflow.preparation.settings import creation
from commission_app.workflow.secretariat.recovery import envelope_is_to_check
from tests.ui.audit import changed_by_wheel, unnamed

PageOf = TypeVar("PageOf", bound=Page)
TYPED = {
    "name": "Appel à projets 2027",
    "phone": "01 00 00 00 00",
    "deadline": "25/06/2027 18:00",
    "meeting": "02/07/2027 09:30",
}


class Walk:
    """The first window over an empty desk, and the pages that came to its front."""

    def __init__(self, qtbot: QtBot, shell: Shell, folder: Path) -> None:
        self.qtbot, self.shell = qtbot, shell
        self.window = StartWindow(shell)
        qtbot.addWidget(self.window)
        self.opening = Opening(self.window, shell, folder, None, use_keyring=False)
        self.window.show()
        self.opening.begin()

    def page(self, kind: type[PageOf]) -> PageOf:
        self.qtbot.waitUntil(lambda: isinstance(self.window.centralWidget(), kind), timeout=20_000)
        page = self.window.centralWidget()
        assert isinstance(page, kind)
        return page

    def desk(self) -> SecretariatWindow:
        self.qtbot.waitUntil(lambda: self.opening.desk_window is not None, timeout=20_000)
        window = self.opening.desk_window
        assert isinstance(window, SecretariatWindow)
        return window


@pytest.fixture
def walk(qtbot: QtBot, shell: Shell, tmp_path: Path) -> Walk:
    return Walk(qtbot, shell, tmp_path / "bureau")


def write(field: QLineEdit | None, text: str) -> None:
    assert field is not None
    field.setFocus()
    field.clear()
    field.insert(text)
    field.editingFinished.emit()


def ready(walk: Walk) -> NewCampaignPage:
    """Come to the form of a new campaign, its starts shown."""
    walk.page(CodePage).form.secretariat.click()
    walk.page(CampaignsPage).new.click()
    page = walk.page(NewCampaignPage)
    walk.qtbot.waitUntil(lambda: page.starts.choice() != "")
    return page


def test_a_form_says_under_each_field_what_does_not_fit_and_creates_nothing(
    walk: Walk, tmp_path: Path
) -> None:
    page = ready(walk)
    assert unnamed(page) == []
    assert changed_by_wheel(page) == []
    first = page.starts.choice()
    QTest.keyClick(page.starts, Qt.Key.Key_Down)
    assert page.starts.choice() not in ("", first)
    write(page.rows["deadline"].line, "bientôt")
    assert "ne se lit pas" in page.rows["deadline"].error()
    page.creating.click()
    assert page.rows["name"].error()
    for key, text in TYPED.items():
        write(page.rows[key].line, text)
    page.creating.click()
    assert "pli de secours" in page.envelope.error()
    assert not list((tmp_path / "bureau").glob("*/bureau.json"))
    page.back.click()
    walk.page(CampaignsPage).back.click()
    walk.page(CodePage)


def test_a_campaign_is_created_its_paper_checked_then_left_for_another(
    walk: Walk, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "cle").mkdir()
    page = ready(walk)
    page.envelope.show_folder(tmp_path / "cle")
    for key, text in TYPED.items():
        write(page.rows[key].line, text)
    page.creating.click()
    paper = walk.page(EnvelopePage)
    assert unnamed(paper) == []
    code = paper._created.recovery_code
    paper.group.setText("000000")
    paper.confirming.click()
    assert "comparez chaque signe" in paper.error()
    paper.later.click()  # the person goes on without it: it is asked on « À faire »
    desk = walk.desk()
    session = desk._session
    assert envelope_is_to_check(session)
    asked = EnvelopeQuestion(desk, lambda typed: creation.check_envelope(session, typed), walk.shell.tasks)
    asked.show()
    asked.code.setText(code.split("-")[0])
    asked.confirm.click()
    qtbot.waitUntil(lambda: bool(asked.refusal.plain_text()))
    asked.code.setText(code)
    asked.confirm.click()
    qtbot.waitUntil(lambda: asked.result() == 1)
    assert not envelope_is_to_check(session)
    desk.campaigns_asked.emit()
    campaigns = walk.page(CampaignsPage)
    assert unnamed(campaigns) == []
    campaigns.place_chosen.emit(tmp_path / "cle")
    qtbot.waitUntil(lambda: bool(campaigns.notices.notices()))  # no campaign lives there
    campaigns.place_chosen.emit(session.place.folder)  # its own folder is as good as the one that holds it
    qtbot.waitUntil(lambda: walk.window.centralWidget() is not campaigns)
    campaigns = walk.page(CampaignsPage)
    ((_, copying),) = campaigns.lines.values()
    copying.click()
    unlock = walk.page(UnlockPage)
    unlock.code.setText(code)
    unlock.button.click()
    copied = walk.page(NewCampaignPage)
    qtbot.waitUntil(lambda: copied.starts.choice() == "copy")
    assert copied.rows["name"].line is not None
    assert copied.rows["name"].line.text() == f"{TYPED['name']} (copie)"
    assert copied.rows["deadline"].line is not None
    assert copied.rows["deadline"].line.text() == ""
    Opening(walk.window, walk.shell, tmp_path / "ailleurs", None, use_keyring=False).begin()
    assert walk.page(UnlockPage).other.isVisible()  # the desk used last is found again from another place
