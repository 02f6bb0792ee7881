"""« Membres et lots »: who has what, what is to be sealed, and what a person does when something is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import MemberId
from commission_app.ui.secretariat.members_page import MembersPage, Questions
from commission_app.ui.secretariat.members_table import MembersTable
from commission_app.ui.secretariat.members_verbs import members_verbs
from commission_app.ui.secretariat.readings.readings_page import ReadingsPage
from commission_app.ui.secretariat.recusal_question import RecusalQuestion
from commission_app.ui.shell import Shell
from commission_app.ui.widgets.question import Question
from commission_app.workflow.preparation.lots.sharing import choose_calibration, sharing
from commission_app.workflow.secretariat.members_view import MemberLine, members_view
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.seen import button, plain, texts
from tests.workflow.campaigns import Prepared, invented, prepare


class Person:
    """Somebody who answers the questions of the page, and remembers them."""

    def __init__(self, folder: Path) -> None:
        self.folder: Path | None = folder
        self.says_yes = True
        self.recusal: tuple[str, str] | None = None
        self.cut: tuple[Path, int] | None = None
        self.asked: list[str] = []

    def questions(self) -> Questions:
        return Questions(
            self._choose, self._confirm, lambda _page, _line: self.recusal, lambda _page: self.cut
        )

    def _choose(self, _page: QWidget, title: str) -> Path | None:
        self.asked.append(title)
        return self.folder

    def _confirm(self, _page: QWidget, what: str, _meaning: str, _action: str) -> bool:
        self.asked.append(what)
        return self.says_yes


@pytest.fixture(scope="module")
def prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("membres"), invented())


@pytest.fixture
def prepared(prepared_once: Prepared, tmp_path: Path) -> Prepared:
    return prepared_once.copied(tmp_path / "campagne")


@pytest.fixture
def session(prepared: Prepared) -> Iterator[SecretariatSession]:
    with prepared.secretariat() as opened:
        yield opened


@pytest.fixture
def person(tmp_path: Path) -> Person:
    folder = tmp_path / "sorties"
    folder.mkdir()
    return Person(folder)


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, session: SecretariatSession, person: Person) -> MembersPage:
    made = MembersPage(members_verbs(session), shell.tasks, person.questions())
    qtbot.addWidget(made)
    made.resize(1440, 852)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: bool(table(made).model().rowCount()))
    return made


def table(page: MembersPage) -> MembersTable:
    return page.findChildren(MembersTable)[0]


def cells(page: MembersPage, row: int) -> str:
    model = table(page).model()
    return str(model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole))


def sealed(qtbot: QtBot, page: MembersPage, person: Person) -> None:
    button(page, "Sceller").click()
    qtbot.waitUntil(lambda: "Scellé" in cells(page, 0))


def test_the_page_says_who_has_what(page: MembersPage) -> None:
    assert "3 membres" in " ".join(texts(page)).replace("\N{NO-BREAK SPACE}", " ")
    assert "Lettre n° 1" in cells(page, 0)
    assert "À sceller, jamais scellé" in cells(page, 0)
    assert "Attendue" in cells(page, 0)


def test_lots_are_sealed_from_the_page_and_then_nothing_is_left_to_seal(
    qtbot: QtBot, page: MembersPage, person: Person
) -> None:
    sealed(qtbot, page, person)
    assert person.folder is not None
    assert len(list(person.folder.glob("*.lot"))) == 1
    assert not button(page, "Sceller").isEnabled()


def test_giving_up_the_folder_changes_nothing(qtbot: QtBot, page: MembersPage, person: Person) -> None:
    person.folder = None
    button(page, "Sceller").click()
    assert "À sceller" in cells(page, 0)


def test_a_lost_code_writes_a_new_letter_and_asks_to_seal_again(
    qtbot: QtBot, page: MembersPage, person: Person
) -> None:
    sealed(qtbot, page, person)
    table(page).selectRow(1)
    button(page, "Code perdu").click()
    qtbot.waitUntil(lambda: "Lettre n° 2" in cells(page, 1))
    assert "un code du lot a été remplacé" in cells(page, 1)
    assert person.folder is not None
    assert [file.name for file in person.folder.glob("lettre_*_n2.pdf")]
    assert button(page, "Sceller").isEnabled()


def test_a_loss_is_confirmed_before_anything_changes(qtbot: QtBot, page: MembersPage, person: Person) -> None:
    person.says_yes = False
    table(page).selectRow(0)
    button(page, "Code perdu").click()
    assert person.asked
    assert "Lettre n° 1" in cells(page, 0)


def test_a_late_recusal_takes_the_dossier_out_of_the_next_lot(
    qtbot: QtBot, page: MembersPage, person: Person, session: SecretariatSession
) -> None:
    sealed(qtbot, page, person)
    line = members_view(session).members[2]
    person.recusal = (line.may_read[0][0], "membre du conseil")
    table(page).selectRow(2)
    button(page, "Déclarer un déport").click()
    qtbot.waitUntil(lambda: "1\N{NO-BREAK SPACE}déport" in cells(page, 2))
    assert "À sceller de nouveau" in cells(page, 2)
    assert "Scellé" in cells(page, 0)
    assert any("demandez qu’il soit détruit" in text for text in texts(page))


def test_a_recusal_needs_a_reason_and_the_wheel_chooses_nothing(
    qtbot: QtBot, page: MembersPage, session: SecretariatSession
) -> None:
    line = members_view(session).members[0]
    question = RecusalQuestion(page, line)
    qtbot.addWidget(question)
    assert not question.confirm.isEnabled()
    question.reason.setText("  ")
    assert not question.confirm.isEnabled()
    question.reason.setText("élu")
    assert not question.confirm.isEnabled()  # of which dossier?
    question.dossiers.setCurrentRow(0)
    assert question.confirm.isEnabled()
    assert question.answer() == (line.may_read[0][0], "élu")
    question.show()
    assert changed_by_wheel(question) == []
    assert unnamed(question) == []


def test_enter_after_a_reason_records_the_recusal(
    qtbot: QtBot, page: MembersPage, session: SecretariatSession
) -> None:
    """It never throws away what was just typed, even while something is missing."""
    question = RecusalQuestion(page, members_view(session).members[0])
    qtbot.addWidget(question)
    question.show()
    question.reason.setFocus()
    question.reason.setText("élu")
    QTest.keyClick(question.reason, Qt.Key.Key_Return)
    assert question.isVisible()
    question.dossiers.setCurrentRow(0)
    QTest.keyClick(question.reason, Qt.Key.Key_Return)
    assert question.result() == Question.DialogCode.Accepted


def test_a_question_is_answered_no_by_default(qtbot: QtBot, page: MembersPage) -> None:
    question = Question(page, "Vraiment ?", "Cela change tout.", "Oui")
    qtbot.addWidget(question)
    question.show()
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert question.result() == Question.DialogCode.Rejected


def test_every_control_has_a_name_and_ignores_the_wheel(page: MembersPage) -> None:
    table(page).selectRow(0)
    assert unnamed(page) == []
    assert changed_by_wheel(page) == []


def test_a_line_says_everything_aloud(session: SecretariatSession) -> None:
    line = members_view(session).members[0]
    assert isinstance(line, MemberLine)
    assert line.member == MemberId("m01")
    assert line.computers == ()


def test_a_member_asked_for_is_chosen_with_what_they_hold(
    qtbot: QtBot, page: MembersPage, person: Person
) -> None:
    sealed(qtbot, page, person)
    page.show_member(MemberId("m02"))
    assert table(page).currentIndex().row() == 1
    assert "Lot L1, version 1" in texts(page)
    assert person.folder is not None
    (lot,) = person.folder.glob("*.lot")
    person.cut = lot, 5
    button(page, "Découper un lot").click()
    qtbot.waitUntil(lambda: any("tient en un seul volume" in text for text in texts(page)))


@pytest.fixture
def window(qtbot: QtBot, shell: Shell, session: SecretariatSession) -> ReadingsPage:
    choose_calibration(session, [session.dossiers()[0].id])
    made = ReadingsPage(members_verbs(session).readings, shell.tasks)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    made.refresh()
    qtbot.waitUntil(made.everyone.isChecked)
    return made


def words_of(window: ReadingsPage) -> str:
    return plain("\n".join(texts(window)))


def test_the_readings_are_shared_then_given_to_everybody_again(
    qtbot: QtBot, window: ReadingsPage, session: SecretariatSession
) -> None:
    assert not window.share.isEnabled()
    QTest.mouseClick(window.shared, Qt.MouseButton.LeftButton)
    window.readings.setFocus()
    window.readings.setText("9")
    assert not window.share.isEnabled()  # there are three members
    window.readings.setText("2")
    with qtbot.waitSignal(window.changed):
        QTest.keyClick(window.readings, Qt.Key.Key_Return)
    assert sharing(session).readings == 2
    assert "Les sévérités sont comparables :" in words_of(window)
    assert "Trois lectures par dossier au moins sont conseillées." in words_of(window)
    with qtbot.waitSignal(window.changed):
        QTest.mouseClick(window.everyone, Qt.MouseButton.LeftButton)
    assert sharing(session).readings is None
    assert "comparables" not in words_of(window)


def test_a_dossier_of_calibration_is_taken_away(
    qtbot: QtBot, window: ReadingsPage, session: SecretariatSession
) -> None:
    name = session.dossiers()[0].territory.name
    assert name in words_of(window)
    with qtbot.waitSignal(window.changed):
        button(window, "Retirer").click()
    assert sharing(session).calibration == ()
    assert "Aucun dossier d’étalonnage." in words_of(window)


def test_every_stop_of_the_readings_has_a_name(window: ReadingsPage) -> None:
    assert unnamed(window) == []
    assert changed_by_wheel(window) == []
