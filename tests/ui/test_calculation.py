"""« Fiche de calcul »: every step of a dossier, from any cell of the ranking, to read, copy and print."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.scoring.calculation_sheet import Heading, Step
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.ui.models.calculation_model import StepColumn, sentence
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.secretariat.calculation.calculation_page import CalculationPage, CalculationVerbs
from commission_app.ui.secretariat.calculation.calculation_window import CalculationWindow
from commission_app.ui.shell import Shell
from commission_app.workflow.deliberation.analysis_views import Calculation
from commission_app.workflow.deliberation.calculation import calculation_of, file_name
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.seen import button
from tests.workflow.consolidated import NOW, consolidated, disputed

D02 = DossierId("D02")


class Desk:
    """The verbs of one consolidation in memory."""

    def __init__(self, target: Path | None) -> None:
        self.done = consolidated(disputed)
        self.provisional: tuple[str, ...] = ()
        self.asked: list[str] = []
        self.target = target
        self.refusal: AppError | None = None

    def read(self, dossier: DossierId) -> Calculation:
        return replace(calculation_of(self.done, dossier, NOW), provisional=self.provisional)

    def write(self, dossier: DossierId, target: Path) -> Path:
        if self.refusal is not None:
            raise self.refusal
        target.write_text(dossier)
        return target

    def choose(self, _parent: QWidget, _title: str, name: str) -> Path | None:
        self.asked.append(name)
        return self.target


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "fiche.pdf")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(parent: QWidget, qtbot: QtBot, shell: Shell, desk: Desk) -> CalculationWindow:
    page = CalculationPage(CalculationVerbs(desk.read, desk.write, file_name), shell.tasks, desk.choose)
    made = CalculationWindow(parent, page)
    made.show_dossier(D02)
    qtbot.waitUntil(lambda: made.page.table.model().rowCount() > 0)
    return made


def chosen(window: CalculationWindow) -> object:
    return window.page.table.currentIndex().data(RowRole)


def test_every_step_of_the_value_is_a_row_under_its_heading(window: CalculationWindow, desk: Desk) -> None:
    table = window.page.table
    shown = [table.model().index(row, 0).data(RowRole) for row in range(table.model().rowCount())]
    sheet = desk.read(D02).sheet
    assert [row for row in shown if isinstance(row, Heading)] == list(sheet.headings)
    assert [row for row in shown if isinstance(row, Step)] == [
        step for heading in sheet.headings for step in heading.steps
    ]
    note = next(row for row in shown if isinstance(row, Step) and row.label == "Note sur 100")
    assert sentence(note) == f"Note sur 100 : {note.operation} = 70"
    assert window.windowTitle() == "Fiche de calcul — Commune D02"


def test_what_nothing_computes_has_the_room_of_both_columns(window: CalculationWindow) -> None:
    table = window.page.table
    for row in range(table.model().rowCount()):
        shown = table.model().index(row, 0).data(RowRole)
        if isinstance(shown, Heading):
            assert table.columnSpan(row, 0) == len(StepColumn)
        else:
            assert table.columnSpan(row, StepColumn.OPERATION) == (1 if shown.operation else 2)


def test_a_members_cell_opens_at_their_marks(window: CalculationWindow, qtbot: QtBot) -> None:
    window.show_dossier(D02, MemberId("m02"))
    qtbot.waitUntil(lambda: getattr(chosen(window), "reader", None) == "m02")


def test_all_is_copied_with_the_name_of_the_dossier(window: CalculationWindow, desk: Desk) -> None:
    button(window, "Copier").click()
    text = QApplication.clipboard().text()
    assert text.startswith("Commune D02 (62)\n\nPlace du calcul dans la décision\nRôle : ")
    for heading in desk.read(D02).sheet.headings:
        assert heading.title in text
        assert all(sentence(step) in text for step in heading.steps)


def test_the_rows_chosen_are_copied_with_the_keyboard(window: CalculationWindow) -> None:
    table = window.page.table
    table.setFocus()
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    table.copy_chosen()
    lines = QApplication.clipboard().text().splitlines()
    assert [line.split(" : ")[0] for line in lines] == ["Rôle", "Places proposées"]


def test_it_is_printed_where_the_person_says(window: CalculationWindow, desk: Desk, qtbot: QtBot) -> None:
    window.print_button.click()
    qtbot.waitUntil(lambda: bool(window.page.notices.notices()))
    assert desk.asked == ["fiche-de-calcul_D02.pdf"]
    assert desk.target is not None
    assert desk.target.read_text() == "D02"
    assert window.page.notices.notices()[0].words()[1] == str(desk.target)


def test_giving_up_writes_nothing(window: CalculationWindow, desk: Desk) -> None:
    desk.target = None
    window.print_button.click()
    assert desk.asked
    assert not window.page.notices.notices()


def test_a_refusal_is_said_in_the_window(window: CalculationWindow, desk: Desk, qtbot: QtBot) -> None:
    desk.refusal = AppError("CAM-04", what="D02")
    window.print_button.click()
    qtbot.waitUntil(lambda: bool(window.page.notices.notices()))
    assert "n’est pas connu" in window.page.notices.notices()[0].words()[0]


def test_a_provisional_calculation_says_why_and_a_final_one_no_longer(
    window: CalculationWindow, desk: Desk, qtbot: QtBot
) -> None:
    desk.provisional = ("Une fiche manque.",)
    window.page.refresh()
    qtbot.waitUntil(lambda: bool(window.page.notices.notices()))
    assert window.page.notices.notices()[0].words()[1] == "Une fiche manque."
    desk.provisional = ()
    window.page.refresh()
    qtbot.waitUntil(lambda: not window.page.notices.notices())


def test_every_stop_of_the_keyboard_is_named_and_the_wheel_changes_nothing(window: CalculationWindow) -> None:
    assert unnamed(window) == []
    assert changed_by_wheel(window) == []
