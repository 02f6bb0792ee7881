"""The panel of one dossier: each answer is written at once, and « À faire » leads where work waits."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from commission_app.scoring.dossier import RecordedFact
from commission_app.scoring.eligibility import Answer
from commission_app.ui.secretariat.eligibility.eligibility_panel import EligibilityPanel
from commission_app.ui.secretariat.eligibility.verbs import eligibility_verbs
from commission_app.ui.secretariat.todo_page import TodoPage, TodoVerbs
from commission_app.ui.shell import Shell
from commission_app.workflow.preparation.eligibility import eligibility
from commission_app.workflow.preparation.project_card import project_card, recorded_facts
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.todo import Place, say_convoked, todo
from tests.ui.audit import changed_by_wheel, unnamed
from tests.workflow.campaigns import Prepared, invented, prepare


@pytest.fixture(scope="module")
def prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("volet"), invented())


@pytest.fixture
def session(prepared_once: Prepared, tmp_path: Path) -> Iterator[SecretariatSession]:
    with prepared_once.copied(tmp_path / "campagne").secretariat() as opened:
        yield opened


@pytest.fixture
def panel(qtbot: QtBot, shell: Shell, session: SecretariatSession) -> EligibilityPanel:
    made = EligibilityPanel(eligibility_verbs(session), shell.tasks)
    qtbot.addWidget(made)
    made.resize(388, 760)
    made.show()
    made.show_dossier(session.dossiers()[0].id)
    qtbot.waitUntil(made.body.isEnabled)
    return made


def test_an_answer_is_written_at_once_and_the_proposal_follows(
    qtbot: QtBot, panel: EligibilityPanel, session: SecretariatSession
) -> None:
    dossier = session.dossiers()[0].id
    with qtbot.waitSignal(panel.changed):
        QTest.keyClick(yes_of(panel, "R4"), Qt.Key.Key_Space)
    found = {line.point.id: line.answer for line in eligibility(session, dossier).points}
    assert found["R4"] is Answer.YES


def yes_of(panel: EligibilityPanel, point: str) -> QAbstractButton:
    words = panel.rows[point].answer.findChildren(QAbstractButton)
    return next(one for one in words if one.text() == "Oui")


def test_a_refused_minute_stays_to_be_corrected(
    qtbot: QtBot, panel: EligibilityPanel, session: SecretariatSession
) -> None:
    panel.received.setText("le 9 juin")
    with qtbot.waitSignal(panel.failed):
        panel.received.editingFinished.emit()
    assert panel.received.text() == "le 9 juin"
    panel.received.setText("09/06/2021 17:59")
    with qtbot.waitSignal(panel.changed):
        panel.received.editingFinished.emit()
    assert eligibility(session, session.dossiers()[0].id).received == "2021-06-09T17:59"


def test_what_is_typed_in_the_card_is_written_before_another_dossier_comes(
    qtbot: QtBot, panel: EligibilityPanel, session: SecretariatSession
) -> None:
    first, second = (one.id for one in session.dossiers()[:2])
    QTest.keyClicks(panel.card.summary, "Un multi-accueil.")
    QTest.keyClicks(panel.card.asked, "506 000 EUR")
    with qtbot.waitSignal(panel.changed):
        panel.show_dossier(second)
    qtbot.waitUntil(panel.body.isEnabled)
    kept = project_card(session, first)
    assert (kept.summary, kept.asked) == (("Un multi-accueil.",), "506 000 EUR")
    assert project_card(session, second).is_empty
    assert panel.card.asked.text() == ""


def test_a_fact_may_be_taken_away(qtbot: QtBot, panel: EligibilityPanel, session: SecretariatSession) -> None:
    dossier = session.dossiers()[0].id
    facts = (RecordedFact("CAF", "Cofinance un poste."), RecordedFact("ARS", "Détache une puéricultrice."))
    with qtbot.waitSignal(panel.changed):
        panel.facts.changed.emit(facts)
    qtbot.waitUntil(lambda: len(takers(panel)) == 2)
    with qtbot.waitSignal(panel.changed):
        QTest.mouseClick(takers(panel)[0], Qt.MouseButton.LeftButton)
    assert recorded_facts(session, dossier) == facts[1:]


def takers(panel: EligibilityPanel) -> list[QPushButton]:
    return [
        one
        for one in panel.facts.findChildren(QPushButton)
        if one.isVisible() and one.accessibleName().startswith("Retirer")
    ]


def test_every_control_has_a_name_and_no_wheel_changes_an_answer(panel: EligibilityPanel) -> None:
    assert unnamed(panel) == []
    assert changed_by_wheel(panel) == []


def test_each_line_to_do_leads_somewhere(qtbot: QtBot, shell: Shell, session: SecretariatSession) -> None:
    page = TodoPage(TodoVerbs(lambda: todo(session), lambda: say_convoked(session)), shell.tasks)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: bool(named(page, "Sceller")))
    assert unnamed(page) == []
    with qtbot.waitSignal(page.place_asked) as asked:
        QTest.mouseClick(named(page, "Sceller")[0], Qt.MouseButton.LeftButton)
    assert asked.args == [Place.MEMBERS]
    QTest.mouseClick(named(page, "Envoyer les convocations")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not named(page, "Envoyer les convocations"))
    page.show_view(replace(todo(session), lines=()))
    assert not named(page, "Sceller")


def named(page: TodoPage, words: str) -> list[QPushButton]:
    return [
        one for one in page.findChildren(QPushButton) if one.isVisible() and words in one.accessibleName()
    ]
