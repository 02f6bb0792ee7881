"""The workspace in the window: saved, restored, handed over, and what other agents wrote on copies."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.eligibility import Answer
from commission_app.ui.first_use.restoring_page import RestoringPage, Wish
from commission_app.ui.safekeeping.keeping_safe import KeepingSafe
from commission_app.ui.safekeeping.safekeeping_page import SafekeepingPage
from commission_app.ui.safekeeping.verbs import safekeeping_verbs
from commission_app.ui.safekeeping.workspace_part import WorkspacePart
from commission_app.ui.safekeeping.workspace_questions import WorkspaceQuestions
from commission_app.ui.safekeeping.workspace_verbs import workspace_verbs
from commission_app.ui.secretariat.desk import SecretariatWindow
from commission_app.ui.shell import Shell
from commission_app.ui.turns import at_once
from commission_app.ui.widgets.notice_area import NoticeArea
from commission_app.workflow.preparation.candidacies.eligibility import answer_point
from commission_app.workflow.preparation.candidacies.eligibility_file import WrittenAnswer, read_file
from commission_app.workflow.secretariat.backup import LAST, backup_state, backups_in
from commission_app.workflow.secretariat.contributing import write_contribution
from commission_app.workflow.secretariat.restoring import restore_workspace
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.workspace_view import backup_age
from tests.ui.audit import unnamed
from tests.ui.seen import all_text, told
from tests.workflow.campaigns import Prepared, invented, make_desk, prepare
from tests.workflow.saved import lighten, restored, save


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    prepared = lighten(prepare(tmp_path_factory.mktemp("workspace"), invented(2, 2)))
    (prepared.folder / "cle-usb").mkdir()
    return prepared


@pytest.fixture
def campaign(made: Prepared, tmp_path: Path) -> Prepared:
    return made.copied(tmp_path / "campagne")


@pytest.fixture
def session(campaign: Prepared) -> Iterator[SecretariatSession]:
    with campaign.secretariat() as opened:
        yield opened


@pytest.fixture
def page(session: SecretariatSession, campaign: Prepared, shell: Shell, qtbot: QtBot) -> SafekeepingPage:
    """« Mise à l’abri », whose questions are answered with the stick, two names and « yes »."""
    ask = WorkspaceQuestions(
        folder=lambda *_: campaign.folder / "cle-usb",
        names=lambda _: ("Anne", "Bruno"),
        back=lambda *_: True,
        file=lambda _: next(campaign.folder.glob("*.contribution")),
    )
    verbs = workspace_verbs(session)
    shown = SafekeepingPage(safekeeping_verbs(session), shell.tasks, workspace=verbs, ask_workspace=ask)
    qtbot.addWidget(shown)
    shown.resize(900, 900)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: "Aucune sauvegarde" in all_text(shown))
    return shown


def part_of(page: SafekeepingPage) -> WorkspacePart:
    assert page.workspace is not None
    return page.workspace


def test_the_folder_is_chosen_once_and_the_age_of_the_backup_is_shown(
    page: SafekeepingPage, session: SecretariatSession, campaign: Prepared, qtbot: QtBot
) -> None:
    part = part_of(page)
    assert not part.backup.button.isEnabled()
    assert unnamed(page) == []
    part.backup.choose.click()
    qtbot.waitUntil(lambda: "La campagne est sauvegardée" in told(page))
    qtbot.waitUntil(lambda: "Dernière sauvegarde" in all_text(page))
    assert "même disque" in all_text(page)
    (campaign.folder / "cle-usb").rename(campaign.folder / "retirée")
    page.refresh()
    qtbot.waitUntil(lambda: "rebranchez la clé" in all_text(page))
    assert not part.backup.button.isEnabled()
    state = backup_state(session)
    assert state.last is not None
    for days, words in ((0, "aujourd’hui à"), (1, "hier à"), (5, "il y a 5"), (-2, "le 10")):
        assert backup_age(state, state.last + timedelta(days=days)).replace("\xa0", " ").find(words) >= 0


def test_a_campaign_handed_over_only_reads_until_it_is_taken_back(
    page: SafekeepingPage, campaign: Prepared, qtbot: QtBot
) -> None:
    part = part_of(page)
    part.together.hand_over.click()
    qtbot.waitUntil(lambda: "La campagne est passée à Bruno" in told(page))
    qtbot.waitUntil(part.together.back.isVisible)
    assert not part.together.hand_over.isVisible()
    assert not part.backup.isVisible()
    assert len(list((campaign.folder / "cle-usb").rglob("*.passation"))) == 1
    assert unnamed(page) == []
    part.together.back.click()
    qtbot.waitUntil(part.together.hand_over.isVisible)
    assert "tient de nouveau" in told(page)


def test_a_contradiction_between_agents_is_shown_and_settled_here(
    page: SafekeepingPage, session: SecretariatSession, campaign: Prepared, qtbot: QtBot
) -> None:
    part, dossier = part_of(page), session.dossiers()[0].id
    part.backup.choose.click()
    qtbot.waitUntil(lambda: "La campagne est sauvegardée" in told(page))
    desk = make_desk(campaign.folder / "autre")
    with restored(campaign, campaign.folder / "cle-usb", desk, contributor="Inès") as copy:
        answer_point(copy, dossier, "R4", WrittenAnswer(Answer.YES))
        write_contribution(copy, campaign.folder)
    answer_point(session, dossier, "R4", WrittenAnswer(Answer.NO))
    qtbot.waitUntil(part.together.isEnabled)
    part.together.receive.click()
    qtbot.waitUntil(lambda: len(part.together.choices) == 2)
    assert "selon Inès" in all_text(page)
    assert "écrit ici" in all_text(page)
    assert unnamed(page) == []
    keep = next(one for one in part.together.choices if "oui" in one.accessibleName())
    keep.click()
    qtbot.waitUntil(lambda: not part.together.choices)
    assert read_file(session.database, dossier).answers["R4"].answer is Answer.YES


def keeping(session: SecretariatSession, shell: Shell, qtbot: QtBot) -> tuple[KeepingSafe, NoticeArea]:
    """Return what saves unasked, begun, and where it speaks."""
    area = NoticeArea()
    qtbot.addWidget(area)
    made = KeepingSafe(workspace_verbs(session), shell.tasks, area, area)
    made.begin()
    return made, area


def said(area: NoticeArea) -> str:
    return " ".join(words for notice in area.notices() for words in notice.words())


def test_an_old_backup_is_made_again_at_the_start_and_closing_waits_for_a_last_one(
    campaign: Prepared, shell: Shell, qtbot: QtBot
) -> None:
    folder = save(campaign).parent
    with campaign.secretariat() as session:
        old = session.desk.now() - timedelta(days=3)
        session.database.settings.put(LAST, json.dumps([old.isoformat(), "", 1]))
        window = SecretariatWindow(session, "Campagne", shell)
        at_once(window.make_pages())
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: len(backups_in(folder)) == 2)
        qtbot.waitUntil(lambda: not backup_state(session).has_changed)
        session.log("envelope_checked", {})
        window.close()
        assert window.isVisible()
        qtbot.waitUntil(lambda: not window.isVisible())
        assert not backup_state(session).has_changed


def test_a_stick_that_fails_is_told_and_does_not_keep_the_window(
    campaign: Prepared, shell: Shell, qtbot: QtBot
) -> None:
    save(campaign)
    with campaign.secretariat() as session:
        safe, area = keeping(session, shell, qtbot)
        qtbot.waitUntil(lambda: safe.can_save)
        session.log("envelope_checked", {})
        session.place.recovery_file.unlink()
        assert safe.holds_back()
        qtbot.waitUntil(lambda: "La sauvegarde n’a pas pu se faire" in said(area))
        assert not safe.holds_back()


def test_a_copy_says_whose_it_is_and_saves_nothing(campaign: Prepared, shell: Shell, qtbot: QtBot) -> None:
    save(campaign)
    desk = make_desk(campaign.folder / "autre")
    with restored(campaign, campaign.folder / "cle-usb", desk, contributor="Inès") as copy:
        safe, area = keeping(copy, shell, qtbot)
        qtbot.waitUntil(lambda: "Copie de travail de Inès" in said(area))
        assert not safe.holds_back()


# -------------------------------------------------------------------------------------- the first window


def test_a_backup_is_restored_from_the_first_window(campaign: Prepared, shell: Shell, qtbot: QtBot) -> None:
    file = save(campaign)
    next((file.parent / "pieces").iterdir()).unlink()
    asked: list[int] = []

    def restore(wish: Wish, progress: Any) -> object:
        desk = make_desk(campaign.folder / "autre")
        return restore_workspace(desk, wish.file, wish.code, progress, without_damaged=wish.without_damaged)

    def say_yes(_page: QWidget, count: int) -> bool:
        asked.append(count)
        return True

    page = RestoringPage(restore, shell.tasks, lambda _: file, say_yes)
    qtbot.addWidget(page)
    page.show()
    opened: list[SecretariatSession] = []
    page.restored.connect(opened.append)
    assert unnamed(page) == []
    assert not page.button.isEnabled()
    page.choose.click()
    QTest.keyClicks(page.code, "ABC")
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(told(page)))
    assert not asked
    page.code.setText(campaign.recovery_code)
    qtbot.waitUntil(page.button.isEnabled)
    page.button.click()
    qtbot.waitUntil(lambda: bool(opened))
    assert asked == [1]
    assert page.code.text() == ""
    assert not page.button.isEnabled()  # the desk's window comes
    with opened[0] as session:
        assert len(session.dossiers()) == 2


def test_a_copy_is_asked_the_name_of_its_agent(shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    wishes: list[Wish] = []
    page = RestoringPage(
        lambda wish, _: wishes.append(wish), shell.tasks, lambda _: tmp_path / "a.sauvegarde"
    )
    qtbot.addWidget(page)
    page.show()
    page.choose.click()
    page.code.setText("code")
    page.copy.setChecked(True)
    page.button.click()
    assert "Il manque un nom" in told(page)
    page.name.setText("Inès")
    page.button.click()
    qtbot.waitUntil(lambda: bool(wishes))
    assert wishes[0].contributor == "Inès"
    assert page.findChildren(QPushButton)
