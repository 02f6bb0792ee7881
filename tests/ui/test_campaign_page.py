"""« Campagne » over a real campaign: kept when a field is left, refused in words, frozen for good."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from commission_app.ui.secretariat.campaign.campaign_page import CampaignPage, CampaignQuestions
from commission_app.ui.secretariat.campaign.verbs import campaign_verbs
from commission_app.ui.shell import Shell
from commission_app.ui.widgets.labels import Label
from commission_app.workflow.preparation.campaign import new_campaign
from commission_app.workflow.preparation.campaign import read_campaign as read
from commission_app.workflow.preparation.settings import read_grid
from commission_app.workflow.preparation.templates import from_template, template
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.ui.audit import changed_by_wheel, unnamed
from tests.workflow.campaigns import invented, make_desk, write_campaign


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretariatSession]:
    folder = tmp_path_factory.mktemp("campagne")
    campaign = from_template(template("fipe-2023"), read(write_campaign(folder, invented(1, 2))))
    with new_campaign(make_desk(folder / "bureau"), campaign).session as opened:
        yield opened


@pytest.fixture
def page(session: SecretariatSession, shell: Shell, qtbot: QtBot, tmp_path: Path) -> CampaignPage:
    file = tmp_path / "grille.json"
    questions = CampaignQuestions(
        lambda _page, _title: file, lambda _page, _title: file, lambda _page, _grid: True, lambda _page: True
    )
    shown = CampaignPage(campaign_verbs(session), shell.tasks, questions)
    qtbot.addWidget(shown)
    shown.resize(1240, 700)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: bool(shown.details.name.text()))
    return shown


def words(page: CampaignPage) -> str:
    return " ".join(label.text() for label in page.findChildren(Label))


def says(page: CampaignPage, said: str) -> bool:
    return said in words(page).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_name_is_kept_as_soon_as_its_field_is_left_and_every_control_is_named(
    page: CampaignPage, session: SecretariatSession, qtbot: QtBot
) -> None:
    assert unnamed(page) == []
    assert changed_by_wheel(page) == []
    page.details.name.clear()
    QTest.keyClicks(page.details.name, "Campagne essai")
    page.details.name.editingFinished.emit()
    qtbot.waitUntil(lambda: session.campaign.name == "Campagne essai")


def test_a_date_that_cannot_be_read_is_refused_in_words_and_stays_in_its_field(
    page: CampaignPage, session: SecretariatSession, qtbot: QtBot
) -> None:
    before = session.campaign
    page.details.deadline.setText("bientôt")
    page.details.deadline.editingFinished.emit()
    qtbot.waitUntil(lambda: "Cette date ne se lit pas." in words(page))
    assert page.details.deadline.text() == "bientôt"
    assert session.campaign == before


def test_a_weight_changes_the_preview_and_says_that_the_whole_is_not_100(
    page: CampaignPage, session: SecretariatSession, qtbot: QtBot
) -> None:
    criterion = session.campaign.grid.criteria[0]
    for typed, said in (("28/3", "Les poids font 101 "), ("25/3", "Les poids font 100 :")):
        page.criterion.weight.setText(typed)
        page.criterion.weight.editingFinished.emit()
        qtbot.waitUntil(partial(says, page, said))
    assert session.campaign.grid.by_id[criterion.id] == criterion


def test_a_grid_is_exported_then_frozen_and_nothing_is_typed_any_more(
    page: CampaignPage, session: SecretariatSession, qtbot: QtBot, tmp_path: Path
) -> None:
    page.exporting.click()
    qtbot.waitUntil((tmp_path / "grille.json").exists)
    assert read_grid(tmp_path / "grille.json") == session.campaign.grid
    page.freezing.click()
    qtbot.waitUntil(page.freezing.isHidden)
    assert "Figée le" in words(page)
    assert all(field.isReadOnly() for field in page.details.lines())
    assert page.criterion.weight.isReadOnly()
