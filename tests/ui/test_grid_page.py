"""« Grille » over a real campaign: kept at once, taken back, previewed, frozen, replaced by a new version."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.grid_edit import TO_WRITE
from commission_app.scoring.ids import CriterionId, SectionId
from commission_app.ui.secretariat.campaign.criterion_form import CriterionForm
from commission_app.ui.secretariat.campaign.grid_form import GridForm
from commission_app.ui.secretariat.campaign.grid_page import GridPage
from commission_app.ui.secretariat.campaign.grid_questions import (
    FreezeQuestion,
    GridQuestions,
    ReplaceQuestion,
)
from commission_app.ui.secretariat.campaign.grid_verbs import grid_verbs
from commission_app.ui.shell import Shell
from commission_app.ui.widgets.labels import Label
from commission_app.workflow.preparation.campaign import new_campaign
from commission_app.workflow.preparation.campaign import read_campaign as read
from commission_app.workflow.preparation.grid.grid_draft import read_grid
from commission_app.workflow.preparation.grid.grid_versions import Consequences, grid_view
from commission_app.workflow.preparation.settings.templates import from_template, template
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.ui.audit import changed_by_wheel, unnamed
from tests.workflow.campaigns import invented, make_desk, write_campaign

T, T1, T2, Q = SectionId("T"), CriterionId("T.1"), CriterionId("T.2"), SectionId("Q")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretariatSession]:
    folder = tmp_path_factory.mktemp("campagne")
    campaign = from_template(template("fipe-2023"), read(write_campaign(folder, invented(1, 2))))
    with new_campaign(make_desk(folder / "bureau"), campaign).session as opened:
        yield opened


def renewed(_page: QWidget, told: Consequences) -> tuple[str, str]:
    assert told.number == 2
    return "Hélène Lacombe", "question ambiguë"


@pytest.fixture
def page(session: SecretariatSession, shell: Shell, qtbot: QtBot, tmp_path: Path) -> GridPage:
    file = tmp_path / "grille.json"
    questions = GridQuestions(
        lambda _page, _title: file,
        lambda _page, _title: file,
        lambda _page, _grid: True,
        lambda _page: True,
        lambda _page: True,
        renewed,
    )
    shown = GridPage(grid_verbs(session), shell.tasks, questions)
    qtbot.addWidget(shown)
    shown.resize(1240, 700)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: shown.draft.is_shown)
    return shown


def words(page: GridPage) -> str:
    said = " ".join(label.plain_text() for label in page.findChildren(Label))
    return " ".join(said.split())


def says(page: GridPage, said: str) -> bool:
    return said in words(page)


def form_of(page: GridPage, criterion: CriterionId) -> CriterionForm:
    page.draft.choose(page.draft.grid.section_of[criterion].id, criterion)
    assert isinstance(page.form, CriterionForm)
    return page.form


def typed(form: CriterionForm, text: str) -> None:
    form.weight.editor.selectAll()
    QTest.keyClicks(form.weight.editor, text)


def test_every_control_is_named_and_no_wheel_changes_anything(page: GridPage, qtbot: QtBot) -> None:
    form_of(page, T1)
    page.preview.show_draft(at_once=True)
    assert unnamed(page) == []
    assert changed_by_wheel(page) == []
    page.draft.choose(None)
    assert unnamed(page) == []


def test_a_weight_is_typed_freely_while_the_total_says_what_misses(
    page: GridPage, session: SecretariatSession, qtbot: QtBot
) -> None:
    before = session.campaign.grid
    form = form_of(page, T1)
    typed(form, "16/")
    assert form.weight.refusal()
    typed(form, "16/3")
    assert not form.weight.refusal()
    assert says(page, "97 sur 100 : il manque 3 points")
    page.head.freezing.click()  # what cannot be is said without a question
    qtbot.waitUntil(partial(says, page, "elle n’a pas été figée"))
    qtbot.waitUntil(lambda: session.campaign.grid.sections[0].weight == 22)
    page.draft.undo()
    assert says(page, "Poids : 100 sur 100")
    qtbot.waitUntil(lambda: session.campaign.grid == before)
    page.draft.redo()
    assert says(page, "il manque 3 points")
    page.draft.undo()
    qtbot.waitUntil(lambda: session.campaign.grid == before)


def test_an_empty_text_is_said_under_its_field_and_the_one_from_before_stays(
    page: GridPage, session: SecretariatSession
) -> None:
    form = form_of(page, T1)
    form.name.editor.clear()
    assert "vide" in form.name.refusal()
    page.draft.finish()
    assert page.draft.grid.by_id[T1].label == session.campaign.grid.by_id[T1].label


def test_what_was_just_typed_is_kept_when_the_window_goes_away(
    page: GridPage, session: SecretariatSession, qtbot: QtBot
) -> None:
    form = form_of(page, T1)
    QTest.keyClick(form.name.editor, Qt.Key.Key_End)
    QTest.keyClicks(form.name.editor, " !")
    page.hide()
    qtbot.waitUntil(lambda: session.campaign.grid.by_id[T1].label.endswith("!"))
    page.draft.undo()
    qtbot.waitUntil(lambda: not session.campaign.grid.by_id[T1].label.endswith("!"))


def test_criteria_and_sections_are_added_moved_and_removed_by_the_keyboard(
    page: GridPage, session: SecretariatSession, qtbot: QtBot
) -> None:
    before, parts = session.campaign.grid, page.outline.parts
    page.draft.choose(T, T1)
    QTest.keyClick(parts, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [one.id for one in page.draft.grid.sections[0].criteria][:2] == [T2, T1]
    page.outline.adding.click()
    assert isinstance(page.form, CriterionForm)
    assert page.form.name.editor.hasFocus()
    added = page.draft.criterion
    assert added == "T.4"
    assert page.draft.grid.by_id[CriterionId("T.4")].question == TO_WRITE
    QTest.keyClick(parts, Qt.Key.Key_Delete)
    page.draft.choose(Q)
    QTest.keyClick(parts, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [section.id for section in page.draft.grid.sections][:2] == [Q, T]
    page.outline.adding_section.click()
    assert len(page.draft.grid.sections) == 5
    qtbot.waitUntil(lambda: len(session.campaign.grid.sections) == 5)
    while page.draft.can_undo:
        page.draft.undo()
    qtbot.waitUntil(lambda: session.campaign.grid == before)


def test_a_grid_of_one_point_becomes_one_of_levels_and_back(page: GridPage, qtbot: QtBot) -> None:
    page.draft.choose(None)
    assert isinstance(page.form, GridForm)
    assert page.form.kind.choice() == 1
    page.form.kind._group.button(0).click()
    assert page.draft.grid.scale.maximum == 5
    assert len(form_of(page, T1).anchors) == 6
    page.preview.show_draft(at_once=True)
    assert page.preview.card is not None
    page.draft.undo()
    page.preview.show_draft(at_once=True)
    assert page.draft.grid.scale.maximum == 1


def test_the_preview_is_the_members_own_grid_and_follows_what_is_written(
    page: GridPage, qtbot: QtBot
) -> None:
    form = form_of(page, T2)
    editor = form.question.editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText("Une question réécrite ?")
    qtbot.waitUntil(lambda: page.preview.card is not None and "réécrite" in _said(page.preview.card))
    assert page.preview.card is not None
    page.preview.card.put_mark(1)  # tried, and kept nowhere
    assert "8,3" in page.preview._heads[0].accessibleName()
    page.preview.rows[T1].click()
    assert page.draft.criterion == T1
    page.draft.undo()
    page.draft.finish()


def _said(widget: QWidget) -> str:
    return " ".join(label.plain_text() for label in widget.findChildren(Label))


def test_a_file_that_is_no_grid_is_refused_in_words_and_nothing_changes(
    page: GridPage, session: SecretariatSession, qtbot: QtBot, tmp_path: Path
) -> None:
    before = session.campaign.grid
    (tmp_path / "grille.json").write_text("{")
    page.head.importing.click()
    qtbot.waitUntil(partial(says, page, "ne peut pas être lu"))
    assert session.campaign.grid == before


def test_a_freeze_is_confirmed_by_a_gesture_that_says_what_no_longer_changes(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = FreezeQuestion(parent)
    assert not question.confirm.isEnabled()
    assert "ne changeront plus" in _said(question)
    question.known.click()
    assert question.confirm.isEnabled()


def test_a_version_asks_who_decides_and_why_beside_what_it_changes(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = ReplaceQuestion(parent, Consequences(2, (), ("Tous les lots sont à sceller de nouveau.",)))
    assert "à sceller de nouveau" in _said(question)
    question.author.setText("Hélène Lacombe")
    question.known.click()
    assert not question.confirm.isEnabled()
    question.reason.setPlainText("question ambiguë")
    assert question.confirm.isEnabled()
    assert question.answers() == ("Hélène Lacombe", "question ambiguë")


def test_a_grid_is_exported_frozen_then_replaced_by_a_version_with_its_reason(
    page: GridPage, session: SecretariatSession, qtbot: QtBot, tmp_path: Path
) -> None:
    page.head.exporting.click()
    qtbot.waitUntil((tmp_path / "grille.json").exists)
    assert read_grid(tmp_path / "grille.json") == session.campaign.grid
    page.head.freezing.click()
    qtbot.waitUntil(page.head.freezing.isHidden)
    assert says(page, "Version 1 figée le")
    assert form_of(page, T1).name.editor.isReadOnly()
    page.head.copying.click()
    assert QGuiApplication.clipboard().text() == session.campaign.grid.digest
    former = session.campaign.grid
    page.head.beginning.click()
    qtbot.waitUntil(lambda: page.draft.is_editable)
    changed = replace(former.by_id[T1], question="Autre question ?")
    editor = form_of(page, T1).question.editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText(changed.question)
    page.head.renewing.click()
    qtbot.waitUntil(lambda: session.campaign.grid != former)
    qtbot.waitUntil(partial(says, page, "par Hélène Lacombe : « question ambiguë »"))
    assert says(page, "Scellez de nouveau les lots")
    assert [version.number for version in grid_view(session).versions] == [1, 2]
    assert session.campaign.grid.by_id[T1] == changed
