"""« Ma synthèse »: reading order, points by section, what is left, and where each cell leads."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import Recusal
from commission_app.ui import appearance, theme
from commission_app.ui.member.summary.summary_page import SummaryPage
from commission_app.ui.models.dossiers_model import ReadingState
from commission_app.ui.models.summary_model import FIRST_SECTION
from commission_app.ui.models.summary_rows import SummaryRows
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.shell import Shell
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.marking_desk import texts
from tests.ui.member_samples import NEUTRALISED, MemberDesk, wait_for_lanes

FIRST, SECOND, FOURTH = DossierId("0001"), DossierId("0002"), DossierId("0004")


class Synthesis:
    """The page over a desk with one dossier complete, one begun, one left aside."""

    def __init__(self, qtbot: QtBot, shell: Shell) -> None:
        self.desk = MemberDesk()
        self.editor = SheetEditor(self.desk.sheet(), (), self.desk.record, shell.tasks.store)
        for criterion in self.desk.view.grid.criteria:
            if criterion.id != NEUTRALISED:
                self.editor.put_mark(FIRST, criterion.id, 3)
        self.editor.put_mark(SECOND, CriterionId("A1.1"), 4)
        self.editor.set_recusal(FOURTH, Recusal("personal", "Mandat"))
        self.page = SummaryPage(self.desk.view, self.editor)
        self.editor.setParent(self.page)
        qtbot.addWidget(self.page, before_close_func=lambda _: wait_for_lanes(qtbot, shell.tasks))
        self.page.resize(1366, 700)
        self.page.show()
        self.page.refresh()

    def row(self, place: int) -> list[str]:
        model = self.page.model
        return [str(model.index(place, column).data()) for column in range(model.columnCount())]


@pytest.fixture
def synthesis(qtbot: QtBot, shell: Shell) -> Synthesis:
    return Synthesis(qtbot, shell)


def test_dossiers_stand_in_reading_order_with_their_points(synthesis: Synthesis) -> None:
    assert [synthesis.row(place)[0] for place in range(3)] == ["1", "2", "3"]
    first = synthesis.row(0)
    assert first[FIRST_SECTION] == "10,8"
    assert "57,6 / 96" in first
    assert "À clore" in first


def test_a_section_with_a_blank_says_so_and_has_no_total(synthesis: Synthesis) -> None:
    second = synthesis.row(1)
    assert second[FIRST_SECTION] == "à noter"
    assert "—" in second


def test_a_dossier_left_aside_asks_for_nothing(synthesis: Synthesis) -> None:
    assert synthesis.page.model.rows()[3].missing == 0
    assert any("1\N{NO-BREAK SPACE}déport" in said for said in texts(synthesis.page))


def test_enter_on_a_cell_leads_to_the_first_blank_of_its_section(synthesis: Synthesis, qtbot: QtBot) -> None:
    table = synthesis.page.table
    table.setCurrentIndex(synthesis.page.model.index(1, FIRST_SECTION))
    with qtbot.waitSignal(synthesis.page.place_asked) as asked:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert asked.args == [SECOND, "A1.2"]


def test_only_the_row_that_changed_is_worked_out_again(synthesis: Synthesis) -> None:
    before = synthesis.page.model.rows()
    synthesis.editor.put_mark(SECOND, CriterionId("A1.2"), 5)
    synthesis.page.refresh()
    after = synthesis.page.model.rows()
    same = [row.dossier for row, former in zip(after, before, strict=True) if row is former]
    assert same == [row.dossier for row in before if row.dossier != SECOND]
    assert after[1].points.earned > before[1].points.earned


@pytest.mark.parametrize("dossier", [FIRST, FOURTH])
def test_a_recusal_and_its_withdrawal_reach_the_row(synthesis: Synthesis, dossier: DossierId) -> None:
    for recusal in (Recusal("personal", "Mandat"), None):
        synthesis.editor.set_recusal(dossier, recusal)
        synthesis.page.refresh()
        row = next(row for row in synthesis.page.model.rows() if row.dossier == dossier)
        assert (row.state is ReadingState.RECUSED) == (recusal is not None)
    assert row.points.examined == (96 if dossier == FIRST else 0)


def test_rows_worked_out_ahead_are_those_that_the_page_shows(synthesis: Synthesis) -> None:
    rows = SummaryRows(synthesis.desk.view)
    for _ in rows.prepare(synthesis.editor.sheet):
        pass
    ahead = rows.of(synthesis.editor.sheet)
    assert all(one is two for one, two in zip(ahead, rows.of(synthesis.editor.sheet), strict=True))
    assert ahead == synthesis.page.model.rows()


def test_charts_have_a_sentence_and_become_tables(synthesis: Synthesis) -> None:
    synthesis.page.switch_tables()
    charts = synthesis.page.panel.analysis.charts()
    assert all(chart.table.isVisible() for chart in charts)
    assert charts[1].table.model().rowCount() == 6
    synthesis.page.switch_tables()
    assert not any(chart.table.isVisible() for chart in charts)


@pytest.mark.parametrize("chosen", [theme.DARK, theme.HIGH_CONTRAST])
def test_the_page_is_named_and_follows_the_theme(
    synthesis: Synthesis, qapp: QApplication, chosen: theme.Theme
) -> None:
    synthesis.page.panel.fold.set_open(is_open=True)
    appearance.apply(qapp, chosen, 130)
    assert unnamed(synthesis.page) == []
    assert changed_by_wheel(synthesis.page) == []
    synthesis.page.grab()
