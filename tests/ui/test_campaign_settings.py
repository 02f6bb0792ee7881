"""« Réglages » and « Personnes » over a real campaign: kept when left, refused in words, taken back."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from commission_app.ui.secretariat.campaign.people_page import PeoplePage
from commission_app.ui.secretariat.campaign.settings_page import SettingsPage
from commission_app.ui.secretariat.campaign.settings_verbs import people_verbs, settings_verbs
from commission_app.ui.shell import Shell
from commission_app.ui.widgets.labels import Label
from commission_app.workflow.preparation.campaign import freeze_grid, new_campaign, read_campaign
from commission_app.workflow.preparation.settings.setting import Group
from commission_app.workflow.preparation.settings.setting_list import SETTINGS
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.ui.audit import changed_by_wheel, unnamed
from tests.workflow.campaigns import invented, make_desk, write_campaign


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretariatSession]:
    folder = tmp_path_factory.mktemp("reglages")
    campaign = read_campaign(write_campaign(folder, invented(1, 3)))
    with new_campaign(make_desk(folder / "bureau"), campaign).session as opened:
        yield opened


@pytest.fixture
def page(session: SecretariatSession, shell: Shell, qtbot: QtBot) -> SettingsPage:
    shown = SettingsPage(settings_verbs(session), shell.tasks)
    qtbot.addWidget(shown)
    shown.resize(1200, 640)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: bool(shown.rows))
    return shown


@pytest.fixture
def people(session: SecretariatSession, shell: Shell, qtbot: QtBot) -> PeoplePage:
    shown = PeoplePage(people_verbs(session), shell.tasks)
    qtbot.addWidget(shown)
    shown.resize(1200, 640)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: bool(shown.cards))
    return shown


def write(field: QLineEdit | None, text: str) -> None:
    """Type as a person does, and leave the field."""
    assert field is not None
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    field.editingFinished.emit()


def field_named(page: PeoplePage, name: str) -> QLineEdit:
    return next(field for field in page.findChildren(QLineEdit) if field.accessibleName() == name)


def is_whole(page: SettingsPage, settings: set[str]) -> bool:
    return page.rows.keys() == settings


def test_every_part_shows_its_settings_named_and_none_turns_with_the_wheel(
    page: SettingsPage, qtbot: QtBot
) -> None:
    seen: set[str] = set()
    for group in Group:
        page.open_part(group)
        whole = {setting.key for setting in SETTINGS if setting.group is group}
        qtbot.waitUntil(partial(is_whole, page, whole))
        seen |= whole
        assert unnamed(page) == []
        assert changed_by_wheel(page) == []
    assert seen == {setting.key for setting in SETTINGS}


def test_a_setting_is_kept_when_its_field_is_left_and_one_button_takes_it_back(
    page: SettingsPage, session: SecretariatSession, qtbot: QtBot
) -> None:
    before = session.campaign.rules.seats
    page.open_part(Group.PLACES)
    write(page.rows["seats"].line, "7")
    qtbot.waitUntil(lambda: session.campaign.rules.seats == 7)
    qtbot.waitUntil(page.undoing.isVisible)
    assert "Places" in page.undoing.text()
    page.undo()
    qtbot.waitUntil(lambda: session.campaign.rules.seats == before)
    qtbot.waitUntil(page.undoing.isHidden)


def test_what_does_not_fit_is_said_under_its_field_and_the_campaign_keeps_what_it_had(
    page: SettingsPage, session: SecretariatSession, qtbot: QtBot
) -> None:
    before = session.campaign
    page.open_part(Group.NOTE)
    shown = page.rows["tie_break"]
    write(shown.line, "Z9")
    qtbot.waitUntil(lambda: bool(shown.error()))
    assert "ni une section ni un critère" in shown.error()
    assert shown.line is not None
    assert shown.line.text() == "Z9"
    assert session.campaign == before
    page.open_part(Group.CAMPAIGN)  # gone elsewhere and back, what was typed is still there
    page.open_part(Group.NOTE)
    assert page.rows["tie_break"] is shown
    assert shown.error()
    write(shown.line, "L, D1")
    qtbot.waitUntil(lambda: session.campaign.rules.tie_break == ("section:L", "critere:D1"))
    qtbot.waitUntil(lambda: not shown.error())


def test_an_institution_a_holder_and_an_alternate_join_then_leave_by_undoing(
    people: PeoplePage, session: SecretariatSession, qtbot: QtBot
) -> None:
    assert unnamed(people) == []
    before = session.campaign.members
    people.short.setText("UNAF")
    people.name.setText("Union nationale des associations familiales")
    people.adding.click()
    qtbot.waitUntil(lambda: session.campaign.institutions[-1].id == "UNAF")
    qtbot.waitUntil(lambda: people.cards[-1].name.text().startswith("Union"))
    write(field_named(people, "Ajouter un titulaire pour UNAF"), "Rose Arvel")
    qtbot.waitUntil(lambda: session.campaign.members[-1].name == "Rose Arvel")
    alternate = "Ajouter un suppléant de Rose Arvel"
    qtbot.waitUntil(lambda: alternate in {f.accessibleName() for f in people.cards[-1].fields()})
    write(field_named(people, alternate), "Paul Lenoir")
    qtbot.waitUntil(lambda: session.campaign.members[-1].name == "Paul Lenoir")
    assert session.campaign.members[-1].alternate_of == session.campaign.members[-2].id
    for _ in range(3):
        people.undo()
    qtbot.waitUntil(lambda: "UNAF" not in {one.id for one in session.campaign.institutions})
    assert session.campaign.members == before


def test_after_the_freeze_marks_are_safe_and_dates_and_people_may_still_move(
    page: SettingsPage, people: PeoplePage, session: SecretariatSession, qtbot: QtBot, tmp_path: Path
) -> None:
    del tmp_path
    freeze_grid(session)
    page.refresh()
    qtbot.waitUntil(lambda: any("figés depuis le" in label.text() for label in page.findChildren(Label)))
    page.open_part(Group.NOTE)
    assert all(row.is_locked for row in page.rows.values())
    page.open_part(Group.DATES)
    qtbot.waitUntil(lambda: "finalisation" in page.rows)
    write(page.rows["finalisation"].line, "30/09/2021")
    qtbot.waitUntil(page.undoing.isVisible)
    held = people.cards[0].fields()
    people.refresh()
    qtbot.waitUntil(lambda: people.cards[0].fields() is not held)
    assert people.cards[0].name.isReadOnly()
    institution = session.campaign.institutions[0].id
    write(field_named(people, f"Ajouter un titulaire pour {institution}"), "Rose Arvel")
    qtbot.waitUntil(lambda: session.campaign.members[-1].name == "Rose Arvel")
