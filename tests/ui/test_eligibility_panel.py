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
from commission_app.scoring.ids import MemberId
from commission_app.scoring.sheet import Entry
from commission_app.ui.secretariat.eligibility.eligibility_panel import EligibilityPanel
from commission_app.ui.secretariat.eligibility.texts_window import TextsPage
from commission_app.ui.secretariat.eligibility.verbs import eligibility_verbs
from commission_app.ui.secretariat.todo_page import TodoPage, TodoVerbs
from commission_app.ui.shell import Shell
from commission_app.workflow.contestation import contestation
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark import entry_edit, record
from commission_app.workflow.preparation.candidacies.candidate_texts import candidate_texts
from commission_app.workflow.preparation.candidacies.eligibility import answer_point, eligibility
from commission_app.workflow.preparation.candidacies.eligibility_file import WrittenAnswer
from commission_app.workflow.preparation.candidacies.project_card import project_card, record_facts
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.contested import contested_facts
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.todo import say_convoked, todo
from commission_app.workflow.secretariat.todo_views import Place
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.seen import plain, texts
from tests.workflow.campaigns import Prepared, invented, lot_of, mark_all, prepare

FACT = RecordedFact("Places créées", "24 en multi-accueil")
ANSWER = "24, dont 6 seulement nouvelles."


@pytest.fixture(scope="module")
def prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("volet"), invented())


@pytest.fixture
def prepared(prepared_once: Prepared, tmp_path: Path) -> Prepared:
    return prepared_once.copied(tmp_path / "campagne")


@pytest.fixture
def session(prepared: Prepared) -> Iterator[SecretariatSession]:
    with prepared.secretariat() as opened:
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
    assert session.dossier(dossier).facts == facts[1:]


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
    assert asked.args == [Place.MEMBERS, session.campaign.members[0].id]
    territory = session.dossiers()[1].territory.name
    with qtbot.waitSignal(page.place_asked) as asked:
        QTest.mouseClick(named(page, f"recevabilité : {territory}")[0], Qt.MouseButton.LeftButton)
    assert asked.args == [Place.DOSSIERS, session.dossiers()[1].id]
    QTest.mouseClick(named(page, "Envoyer les convocations")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not named(page, "Envoyer les convocations"))
    page.show_view(replace(todo(session), lines=()))
    assert not named(page, "Sceller")


def named(page: TodoPage, words: str) -> list[QPushButton]:
    return [
        one for one in page.findChildren(QPushButton) if one.isVisible() and words in one.accessibleName()
    ]


def shown_panel(qtbot: QtBot, shell: Shell, session: SecretariatSession, folder: Path) -> EligibilityPanel:
    made = EligibilityPanel(eligibility_verbs(session), shell.tasks, lambda _panel, _title: folder)
    qtbot.addWidget(made)
    made.resize(388, 760)
    made.show()
    made.show_dossier(session.dossiers()[0].id)
    qtbot.waitUntil(made.body.isEnabled)
    return made


def said(panel: EligibilityPanel) -> str:
    return plain("\n".join(texts(panel)))


def test_a_missing_piece_is_asked_then_asked_again_from_its_dossier(
    qtbot: QtBot, shell: Shell, session: SecretariatSession, tmp_path: Path
) -> None:
    answer_point(session, session.dossiers()[0].id, "R9", WrittenAnswer(Answer.NO))
    panel = shown_panel(qtbot, shell, session, tmp_path)
    ask = panel.letters.buttons["request"]
    assert ask.isVisible()
    assert not panel.letters.buttons["refuse"].isVisible()
    with qtbot.waitSignal(panel.told) as told:
        ask.click()
    assert "demande-de-piece_" in told.args[0]
    qtbot.waitUntil(lambda: "Relancer le candidat…" in ask.text())
    assert "Pièce demandée le 10 juin, réponse attendue avant le 25 juin" in said(panel)
    assert "demandée le 10 juin" in said(panel)  # beside the point too
    assert len(list(tmp_path.glob("demande-de-piece_*.pdf"))) == 1


def test_the_texts_are_kept_as_they_are_typed(
    qtbot: QtBot, shell: Shell, session: SecretariatSession
) -> None:
    page = TextsPage(eligibility_verbs(session), shell.tasks)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: "L231-4" in page.silence.toPlainText())
    QTest.keyClicks(page.appeals, "Voir le texte.")
    with qtbot.waitSignal(page.written):
        page.appeals.settle()
    page.chair.setText("Anne Martin, présidente")
    with qtbot.waitSignal(page.written):
        page.chair.editingFinished.emit()
    kept = candidate_texts(session)
    assert (kept.appeals, kept.chair) == ("Voir le texte.", "Anne Martin, présidente")
    assert unnamed(page) == []
    assert changed_by_wheel(page) == []


def test_a_fact_contested_in_a_fiche_is_shown_to_who_recorded_it(
    qtbot: QtBot, shell: Shell, prepared: Prepared, tmp_path: Path
) -> None:
    with prepared.secretariat() as session:
        record_facts(session, session.dossiers()[0].id, (FACT, replace(FACT, label="Lettre de la CAF")))
    bundles = prepared.seal()
    with prepared.member("m01", lot_of(bundles, "m01")) as member:
        dossier = next(one for one in member.dossiers() if one.facts)
        criterion = member.grid.criteria[0].id
        entry = Entry(3, remark=f"Projet daté.\n{contestation(FACT)} {ANSWER}\nPar ailleurs, rien.")
        record(member, entry_edit(member.sheet, dossier.id, criterion, entry))
        mark_all(member)
        record(member, entry_edit(member.sheet, dossier.id, criterion, entry))
        fiche = hand_in(member, tmp_path, no_progress).file
    with prepared.secretariat() as session:
        assert contested_facts(session) == {}
        accept_sheets(session, [fiche], no_progress)
        (found,) = contested_facts(session)[dossier.id]
        assert (found.fact.label, found.member, found.words) == (FACT.label, MemberId("m01"), ANSWER)
        line = next(line for line in todo(session).lines if line.id == "contested")
        assert line.subject == dossier.id
        panel = shown_panel(qtbot, shell, session, tmp_path)
        assert f"Contesté par {found.name} ({found.institution}) : {ANSWER}" in said(panel)
        record_facts(session, dossier.id, (replace(FACT, value="18 en multi-accueil"),))
        assert contested_facts(session) == {}  # corrected, it is another fact
