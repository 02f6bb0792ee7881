"""« Départements et invitations » over a real campaign: understood at a glance, kept at each gesture."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from commission_app.ui import appearance, theme
from commission_app.ui.secretariat.stage_one.asking import StageOneQuestions
from commission_app.ui.secretariat.stage_one.departements_table import LEAST
from commission_app.ui.secretariat.stage_one.departements_window import DepartementsWindow
from commission_app.ui.secretariat.stage_one.import_question import HIGH, MISSING, ImportQuestion
from commission_app.ui.secretariat.stage_one.invitations_page import InvitationsPage
from commission_app.ui.secretariat.stage_one.stage_one_page import StageOnePage
from commission_app.ui.secretariat.stage_one.verbs import invitations_verbs, stage_one_verbs
from commission_app.ui.shell import Shell
from commission_app.ui.widgets.labels import Label
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.preparation.candidacies.eligibility import settle_rules
from commission_app.workflow.preparation.candidacies.eligibility_file import EligibilityRules, read_rules
from commission_app.workflow.preparation.departements.invitations import Standing
from commission_app.workflow.preparation.departements.stage_one_import import Pick, ReadTable
from commission_app.workflow.preparation.departements.stage_one_views import METHODS
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.ui.audit import changed_by_wheel, unnamed
from tests.workflow.campaigns import invented, make_desk, write_campaign

RATES = "\n".join(f"{code:02};{40 + 3 * code},5" for code in range(1, 11))


@dataclass
class Answers:
    """What a person would answer, and what they were asked."""

    file: Path
    picks: tuple[Pick, ...] = ()
    day: str = "12/04/2021"
    asked: list[ReadTable] = field(default_factory=list)

    def columns(self, _parent: QWidget, read: ReadTable) -> tuple[Pick, ...]:
        self.asked.append(read)
        return self.picks

    def questions(self) -> StageOneQuestions:
        return StageOneQuestions(
            lambda _page: self.file,
            lambda _page, _title, name, _kinds: self.file.parent / name,
            lambda _page, _title: self.file.parent,
            self.columns,
            lambda _page, _name: ("DGCS", "Aucun taux de couverture publié."),
            lambda _page, _title: True,
            lambda _page, _count: True,
            lambda _page, _question, _first: self.day,
        )


@pytest.fixture(scope="module")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretariatSession]:
    folder = tmp_path_factory.mktemp("departements")
    campaign = read_campaign(write_campaign(folder, invented(1, 2)))
    with new_campaign(make_desk(folder / "bureau"), campaign).session as opened:
        yield opened


@pytest.fixture
def session(_made_once: SecretariatSession) -> SecretariatSession:
    """The same session, with nothing chosen yet."""
    for name in ("stage_one", "invitations", "invitations:90", "invitations:976"):
        _made_once.database.settings.put(name, "{}")
    settle_rules(_made_once, EligibilityRules())
    return _made_once


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    file = tmp_path / "tableau.csv"
    file.write_text(f"code;taux d’emploi\n{RATES}\n", encoding="utf-8")
    return Answers(file)


@pytest.fixture
def window(
    session: SecretariatSession, answers: Answers, shell: Shell, qtbot: QtBot
) -> Iterator[DepartementsWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    choice = StageOnePage(stage_one_verbs(session), shell.tasks, answers.questions())
    invitations = InvitationsPage(invitations_verbs(session), shell.tasks, answers.questions())
    made = DepartementsWindow(parent, "Campagne", choice, invitations)
    made.show_pages()
    qtbot.waitUntil(lambda: choice.table.model().rowCount() == 101)
    yield made
    qtbot.waitUntil(shell.tasks.flush)


def words(widget: QWidget) -> str:
    shown = " ".join(label.plain_text() for label in widget.findChildren(Label) if label.isVisible())
    return shown.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def told(window: DepartementsWindow, qtbot: QtBot, said: str) -> None:
    qtbot.waitUntil(lambda: said in words(window))


def choose_first(page: InvitationsPage) -> None:
    """Choose the first row, and it alone."""
    rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.table.selectionModel().select(page.table.model().index(0, 0), rows)


def cells(page: StageOnePage, row: int) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def shown(page: InvitationsPage) -> int:
    return page.table.model().rowCount()


def test_four_methods_stand_side_by_side_and_each_is_said_in_one_sentence(
    window: DepartementsWindow,
) -> None:
    said = words(window)
    assert all(method.sentence in said for method in METHODS)
    assert "15 départements retenus par le calcul, dont 11 par les quatre méthodes" in said
    page = window.choice
    model = page.table.model()
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert titles[4:8] == [method.short for method in METHODS]
    assert cells(page, 1)[:9] == ["02 Aisne", "18,4", "55,4", "8,9", "2", "6", "6", "5", "4 / 4"]
    assert cells(page, 1)[9:] == ["sort sans Couv. EAJE", "Retenu"]
    assert cells(page, 100)[1:4] == ["77,0 *", "non publié", "non publié"]


def test_every_control_is_named_and_a_wheel_changes_nothing(window: DepartementsWindow, qtbot: QtBot) -> None:
    assert unnamed(window) == []
    assert changed_by_wheel(window.choice) == []
    window.tabs.setCurrentIndex(1)
    told(window, qtbot, "Aucun département n’est encore retenu")
    assert unnamed(window) == []


def test_a_number_is_kept_when_its_field_is_left_and_a_wrong_one_is_refused_in_words(
    window: DepartementsWindow, qtbot: QtBot
) -> None:
    page = window.choice
    page.rules.seats.setText("12")
    page.rules.seats.editingFinished.emit()
    told(window, qtbot, "12 départements retenus par le calcul")
    page.rules.weights["pauvrete"].setText("beaucoup")
    page.rules.weights["pauvrete"].editingFinished.emit()
    told(window, qtbot, "Ce réglage ne convient pas")
    page.rules.boxes["couverture_globale"].click()
    qtbot.waitUntil(lambda: page.table.model().columnCount() == 10)


def test_a_departement_is_read_in_words_and_added_with_its_reason(
    window: DepartementsWindow, qtbot: QtBot
) -> None:
    page = window.choice
    page.table.choose("976")
    button = page.departement.button
    assert button is not None
    button.click()
    told(window, qtbot, "1 ajouté avec un motif")
    assert cells(page, 100)[-1] == "Ajouté"
    qtbot.waitUntil(lambda: page.departement.button is not button)
    assert page.departement.button is not None
    page.departement.button.click()
    qtbot.waitUntil(lambda: "ajouté avec" not in words(window))


def test_a_list_is_retained_then_its_territories_are_there_to_invite(
    window: DepartementsWindow, qtbot: QtBot, session: SecretariatSession
) -> None:
    with qtbot.waitSignal(window.choice.list_retained):
        window.choice.retaining.click()
    assert len(read_rules(session.database).departements) == 15
    assert not window.choice.retaining.isEnabled()
    settle_rules(session, EligibilityRules(frozenset({"90", "976"})))  # fewer, to be quick
    window.tabs.setCurrentIndex(1)
    page = window.invitations
    qtbot.waitUntil(lambda: shown(page) > 100)
    every = shown(page)
    page.kind.choose(2)
    page.kind.chosen.emit(2)
    epci = shown(page)
    assert 0 < epci < every
    page.search.setText("976")
    assert 0 < shown(page) < epci
    few = shown(page)
    page.panel.invite.click()
    qtbot.waitUntil(
        lambda: page.standing.choice() == "every" and f"{few} territoires invités" in words(window)
    )
    page.standing.choose(Standing.WAITING.value)
    assert shown(page) == few
    choose_first(page)
    assert page.table.count_chosen() == 1
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.table.count_chosen() == 0  # Escape lets the rows go before it closes the window
    choose_first(page)
    assert page.panel.about.plain_text() == "1\N{NO-BREAK SPACE}territoire choisi"
    with qtbot.waitSignal(page.table.model().modelReset):
        page.refresh()
    assert page.table.count_chosen() == 1  # the list came again: what was chosen still is
    page.panel.answer.click()
    told(window, qtbot, "1 réponse")
    page.panel.where.setText("par courriel")
    page.panel.where.editingFinished.emit()
    page.panel.letters.click()
    told(window, qtbot, "1 fichier de lettres écrit")
    page.panel.export.click()
    told(window, qtbot, "La liste est exportée.")
    assert unnamed(window) == []


def test_a_day_that_cannot_be_read_is_said_and_nothing_is_noted(
    window: DepartementsWindow, qtbot: QtBot, session: SecretariatSession, answers: Answers
) -> None:
    settle_rules(session, EligibilityRules(frozenset({"90"})))
    answers.day = "bientôt"
    window.tabs.setCurrentIndex(1)
    page = window.invitations
    qtbot.waitUntil(lambda: shown(page) > 100)
    page.panel.invite.click()
    told(window, qtbot, "Cette date ne se lit pas.")
    assert "0 territoire invité" in words(window)


def test_a_table_is_told_before_anything_of_it_is_taken(
    window: DepartementsWindow, qtbot: QtBot, answers: Answers
) -> None:
    page = window.choice
    page.importing.click()
    qtbot.waitUntil(lambda: len(answers.asked) == 1)
    assert page.table.model().columnCount() == 11  # the person gave up: nothing is taken
    answers.file.write_text("code;taux\n99;12\n02;13\n2;14\n", encoding="utf-8")
    page.importing.click()
    told(window, qtbot, "« 99 » n’est ni le code ni le nom d’un département.")
    assert "est dans 2 lignes" in words(window)
    assert len(answers.asked) == 1
    answers.file.write_text(f"code;taux d’emploi\n{RATES}\n", encoding="utf-8")
    answers.picks = (Pick("taux d’emploi", high_first=True),)
    page.importing.click()
    qtbot.waitUntil(lambda: page.table.model().columnCount() == 12)
    told(window, qtbot, "91 non classables")


def test_a_zero_must_be_explained_before_its_column_is_taken(
    window: DepartementsWindow, qtbot: QtBot, answers: Answers
) -> None:
    answers.file.write_text(f"code;taux d’emploi;rang\n{RATES}\n11;0;1\n", encoding="utf-8")
    window.choice.importing.click()
    qtbot.waitUntil(lambda: bool(answers.asked))
    asked = ImportQuestion(window, answers.asked[0])
    qtbot.addWidget(asked)
    assert not asked.confirm.isEnabled()
    asked.ways["taux d’emploi"].choose(HIGH)
    asked.ways["taux d’emploi"].chosen.emit(HIGH)
    assert not asked.confirm.isEnabled()
    asked.zeros["taux d’emploi"].choose(MISSING)
    asked.zeros["taux d’emploi"].chosen.emit(MISSING)
    assert asked.confirm.isEnabled()
    assert asked.picks() == (Pick("taux d’emploi", high_first=True, zero_is_missing=True),)


def test_the_note_is_written_where_the_person_says(
    window: DepartementsWindow, qtbot: QtBot, answers: Answers
) -> None:
    window.choice.noting.click()
    told(window, qtbot, "La note est écrite.")
    assert (answers.file.parent / "choix-des-departements.pdf").exists()
    window.choice.noting.click()
    told(window, qtbot, "existe déjà à cet endroit")


def test_basins_are_taken_whole_or_told_whole(
    window: DepartementsWindow, qtbot: QtBot, session: SecretariatSession, answers: Answers
) -> None:
    settle_rules(session, EligibilityRules(frozenset({"90"})))
    window.tabs.setCurrentIndex(1)
    page = window.invitations
    qtbot.waitUntil(lambda: shown(page) > 100)
    answers.file.write_text("code;bassin\n90010;Nord\n99999;Sud\n", encoding="utf-8")
    page.importing.click()
    told(window, qtbot, "« 99999 » n’est le code d’aucune commune")
    answers.file.write_text("code;bassin\n90010;Nord\n", encoding="utf-8")
    page.importing.click()
    told(window, qtbot, "1 territoire en bassin prioritaire")
    page.search.setText("nord")
    qtbot.waitUntil(lambda: shown(page) == 1)


@pytest.mark.parametrize(("width", "percent"), [(1366, 200), (1024, 200), (1366, 130)])
def test_nothing_is_cut_in_a_large_text_and_the_page_scrolls(
    window: DepartementsWindow, qapp: QApplication, width: int, percent: int
) -> None:
    window.resize(width, 700)
    appearance.apply(qapp, theme.LIGHT, percent)
    qapp.processEvents()
    page = window.choice
    shown = [label for label in page.findChildren(Label) if label.isVisible()]
    assert [
        label.plain_text()
        for label in shown
        if label.wordWrap() and label.height() < label.heightForWidth(label.width())
    ] == []
    assert page.table.height() >= theme.scaled(LEAST)
    for button in (page.importing, page.noting, page.retaining):
        assert button.width() >= button.minimumSizeHint().width()
        assert button.mapTo(page, button.rect().topRight()).x() <= page.width()
    assert page.minimumSizeHint().width() <= width
    appearance.apply(qapp, theme.LIGHT, 100)
