"""« Consolidation »: the official ranking beside members' totals, and nothing that steers."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId
from commission_app.ui import appearance, theme
from commission_app.ui.models.ranking_columns import RankingColumn
from commission_app.ui.secretariat.analysis.analysis_window import AnalysisWindow
from commission_app.ui.secretariat.analysis.reading import AnalysisVerbs
from commission_app.ui.secretariat.calculation.calculation_page import CalculationVerbs
from commission_app.ui.secretariat.calculation.calculation_window import CalculationWindow
from commission_app.ui.secretariat.consolidation_page import ConsolidationPage, ConsolidationVerbs
from commission_app.ui.secretariat.portfolio.portfolio_page import PortfolioVerbs
from commission_app.ui.secretariat.ranking_delegate import at_note, bar_place, paint_bar, paint_member_cell
from commission_app.ui.secretariat.ranking_table import RankingTable
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Report
from commission_app.workflow.deliberation import portfolio
from commission_app.workflow.deliberation.analysis import analyse, begin, refine, try_weights
from commission_app.workflow.deliberation.analysis_views import Calculation
from commission_app.workflow.deliberation.calculation import calculation_of, file_name
from commission_app.workflow.deliberation.portfolio import by_default, gaps_of
from commission_app.workflow.deliberation.portfolio_open import open_seats
from commission_app.workflow.deliberation.portfolio_proposal import propose
from commission_app.workflow.preparation.candidacies.finances import amount_written
from commission_app.workflow.secretariat.views import CellKind, ConsolidationView, MemberCell
from tests.ui import samples
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.seen import button, texts
from tests.workflow.consolidated import NOW, consolidated, disputed


class Commission:
    """The verbs of a consolidation in memory."""

    def __init__(self) -> None:
        self.shown = samples.consolidation()
        self.written: list[tuple[str, Path]] = []
        self.refusal: AppError | None = None
        self.gate: threading.Event | None = None
        self.names = ["classement.pdf"]
        self.asked: list[DossierId] = []

    def view(self) -> ConsolidationView:
        return self.shown

    def export(self, folder: Path, report: Report) -> tuple[Path, ...]:
        return self._write("export", folder, report)

    def print_documents(self, folder: Path, report: Report) -> tuple[Path, ...]:
        return self._write("print", folder, report)

    def _write(self, what: str, folder: Path, report: Report) -> tuple[Path, ...]:
        if self.gate is not None:
            self.gate.wait()
        report(1, 1, "classement.pdf")
        if self.refusal is not None:
            raise self.refusal
        self.written.append((what, folder))
        return tuple(folder / name for name in self.names)

    def verbs(self) -> ConsolidationVerbs:
        analysed = begin(consolidated(disputed), NOW)
        return ConsolidationVerbs(
            self.view,
            self.export,
            self.print_documents,
            CalculationVerbs(self._calculation, lambda _dossier, target: target, file_name),
            AnalysisVerbs(lambda: analysed, analyse, refine, try_weights),
            PortfolioVerbs(
                lambda: portfolio.begin(analysed, 3, ""),
                by_default,
                amount_written,
                gaps_of,
                propose,
                open_seats,
            ),
        )

    def _calculation(self, dossier: DossierId) -> Calculation:
        self.asked.append(dossier)
        return calculation_of(consolidated(disputed), DossierId("D02"), NOW)


@pytest.fixture
def commission() -> Commission:
    return Commission()


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, commission: Commission, tmp_path: Path) -> ConsolidationPage:
    made = ConsolidationPage(commission.verbs(), shell.tasks, lambda _parent, _title: tmp_path)
    qtbot.addWidget(made)
    made.resize(1440, 852)
    made.show()
    made.show_view(commission.view())
    return made


def table(page: ConsolidationPage) -> RankingTable:
    return page.findChildren(RankingTable)[0]


def test_the_page_reads_the_consolidation_from_the_workflow(
    page: ConsolidationPage, commission: Commission, qtbot: QtBot
) -> None:
    commission.shown = samples.consolidation(dossiers=6)
    page.refresh()
    qtbot.waitUntil(lambda: table(page).model().rowCount() == 6)


def test_a_provisional_ranking_says_so_and_why(page: ConsolidationPage) -> None:
    assert page.notices.isHidden()
    page.show_view(samples.consolidation(is_provisional=True))
    [(what, why)] = [notice.words() for notice in page.notices.notices()]
    assert what.startswith("Classement provisoire")
    assert "Deux fiches manquent" in why
    page.show_view(samples.consolidation())
    assert page.notices.isHidden()


def test_nothing_on_the_page_steers_or_judges(page: ConsolidationPage) -> None:
    page.show_view(samples.consolidation(unranked=2))
    table(page).selectRow(0)
    said = " ".join(texts(page)).lower()
    for word in ("probabilité", "chances", "intervalle", "sévère", "généreux", "poids", "accord", "score"):
        assert word not in said, word


def test_a_bar_starts_at_zero_and_is_as_long_as_the_note() -> None:
    place = QRectF(100, 0, 234, 24)
    axis = bar_place(place)
    assert at_note(place, 0) == axis.left()
    assert at_note(place, 100) == axis.right()
    assert at_note(place, 50) == axis.center().x()


def test_the_bar_of_a_dossier_is_its_official_note(page: ConsolidationPage) -> None:
    first = samples.consolidation().rows[0]
    assert first.note is not None
    view = table(page)
    place = view.visualRect(view.model().index(0, RankingColumn.BAR))
    image = view.viewport().grab().toImage()
    end = at_note(QRectF(place), first.note)
    middle = place.center().y()
    accent = theme.color("accent").name()
    assert image.pixelColor(round(end) - 3, middle).name() == accent
    assert image.pixelColor(round(end) + 3, middle).name() != accent


def test_a_tie_at_the_line_is_hatched_and_not_only_tinted() -> None:
    inside, tied = painted_bar("au_dessus"), painted_bar("a_la_ligne")
    assert len(shades(inside)) < len(shades(tied))


@pytest.mark.parametrize("found", theme.THEMES.values(), ids=theme.THEMES.keys())
def test_the_five_kinds_of_cells_look_different(found: theme.Theme) -> None:
    theme.use(found)
    total = samples.consolidation().rows[3].cells[0]
    cells = [
        total,
        replace(total, coverage=total.coverage and total.coverage / 2),
        MemberCell(CellKind.RECUSED),
        MemberCell(CellKind.ABSENT),
        MemberCell(CellKind.FORK),
    ]
    images = [painted_cell(cell) for cell in cells]
    assert all(images[a] != images[b] for a in range(5) for b in range(a))


def test_choosing_a_dossier_tells_its_totals_in_words(page: ConsolidationPage) -> None:
    assert any("Choisissez un dossier" in text for text in texts(page))
    table(page).selectRow(6)
    chosen = samples.consolidation().rows[6]
    said = texts(page)
    assert chosen.territory in said
    assert "déporté de ce dossier" in said
    assert any("de la grille" in text or "au-dessus" in text or "au-dessous" in text for text in said)


def test_the_keyboard_steps_over_the_line_of_the_seats(page: ConsolidationPage) -> None:
    view = table(page)
    view.setFocus()
    view.selectRow(9)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 11


def test_the_chosen_dossier_stays_chosen_when_the_page_is_read_again(page: ConsolidationPage) -> None:
    table(page).selectRow(6)
    page.show_view(samples.consolidation())
    assert table(page).currentIndex().row() == 6
    assert samples.consolidation().rows[6].territory in texts(page)


@pytest.mark.parametrize("what", [("Exporter", "export"), ("Imprimer les documents", "print")])
def test_writing_goes_to_the_folder_that_was_chosen_and_says_what_came(
    page: ConsolidationPage, commission: Commission, qtbot: QtBot, tmp_path: Path, what: tuple[str, str]
) -> None:
    words, verb = what
    button(page, words).click()
    qtbot.waitUntil(lambda: len(page.notices.notices()) == 1)
    assert commission.written == [(verb, tmp_path)]
    assert "classement.pdf" in page.notices.notices()[0].words()[0]


def test_many_files_are_counted_and_not_listed(
    page: ConsolidationPage, commission: Commission, qtbot: QtBot
) -> None:
    commission.names = [f"fiche_{number}.pdf" for number in range(22)]
    button(page, "Imprimer").click()
    qtbot.waitUntil(lambda: len(page.notices.notices()) == 1)
    assert page.notices.notices()[0].words()[0] == "22 fichiers enregistrés."


def test_writing_can_be_interrupted(
    page: ConsolidationPage, commission: Commission, shell: Shell, qtbot: QtBot
) -> None:
    commission.gate = threading.Event()
    button(page, "Exporter").click()
    button(page, "Interrompre").click()
    commission.gate.set()
    qtbot.waitUntil(lambda: not shell.tasks.has_long_work())
    assert commission.written == []
    assert page.notices.notices() == []


def test_a_refusal_is_said_in_the_page(page: ConsolidationPage, commission: Commission, qtbot: QtBot) -> None:
    commission.refusal = AppError("DSK-05")
    button(page, "Exporter").click()
    qtbot.waitUntil(lambda: len(page.notices.notices()) == 1)


def test_giving_up_the_choice_of_a_folder_writes_nothing(
    qtbot: QtBot, shell: Shell, commission: Commission
) -> None:
    page = ConsolidationPage(commission.verbs(), shell.tasks, lambda _parent, _title: None)
    qtbot.addWidget(page)
    button(page, "Exporter").click()
    assert not shell.tasks.has_long_work()


def test_an_empty_campaign_says_when_the_ranking_will_come(page: ConsolidationPage) -> None:
    page.show_view(replace(samples.consolidation(), rows=()))
    assert "Aucun dossier à classer" in texts(page)


def test_no_territory_is_cut_on_a_small_screen(page: ConsolidationPage, qapp: QApplication) -> None:
    page.set_compact(is_compact=True)
    page.resize(1366, 649)
    qapp.processEvents()
    view = table(page)
    widest = max(view.fontMetrics().horizontalAdvance(name) for name, _ in samples.TERRITORIES)
    assert view.columnWidth(RankingColumn.TERRITORY) >= widest
    assert view.horizontalScrollBar().maximum() == 0


def test_the_bar_goes_when_there_is_no_room_for_it(page: ConsolidationPage, qapp: QApplication) -> None:
    appearance.apply(qapp, theme.LIGHT, 200)
    page.resize(1366, 649)
    qapp.processEvents()
    assert table(page).isColumnHidden(RankingColumn.BAR)
    appearance.apply(qapp, theme.LIGHT, 100)
    page.resize(1440, 852)
    qapp.processEvents()
    assert not table(page).isColumnHidden(RankingColumn.BAR)


def test_every_stop_has_a_name_and_the_wheel_changes_nothing(page: ConsolidationPage) -> None:
    table(page).selectRow(3)
    page.show_view(samples.consolidation(is_provisional=True))
    assert unnamed(page) == []
    assert changed_by_wheel(page) == []


def test_a_screen_reader_reads_rows_members_and_the_line(page: ConsolidationPage) -> None:
    interface = QAccessible.queryAccessibleInterface(table(page))
    cells = [interface.child(place).text(QAccessible.Text.Name) for place in range(interface.childCount())]
    for part in ("note 82,18 sur 100", "Claire Vasseur, DGCS", "Seuil des 10 places"):
        assert any(part in text for text in cells), part


def painted_bar(line: str) -> QImage:
    image = QImage(80, 12, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_bar(painter, QRectF(2, 1, 70, 9), line)
    painter.end()
    return image


def painted_cell(cell: MemberCell) -> QImage:
    image = QImage(36, 22, QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_member_cell(painter, QRectF(image.rect()), cell)
    painter.end()
    return image


def shades(image: QImage) -> set[int]:
    return {image.pixel(x, 5) for x in range(10, 60)}


def test_enter_on_a_cell_opens_the_fiche_de_calcul_of_its_dossier(
    page: ConsolidationPage, commission: Commission, qtbot: QtBot
) -> None:
    view = table(page)
    view.setFocus()
    view.setCurrentIndex(view.model().index(2, RankingColumn.NOTE))
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: commission.asked == [commission.shown.rows[2].dossier])
    [window] = page.findChildren(CalculationWindow)
    qtbot.waitUntil(lambda: window.windowTitle() == "Fiche de calcul — Commune D02")


def test_the_panel_and_the_context_menu_open_it_too(
    page: ConsolidationPage, commission: Commission, qtbot: QtBot
) -> None:
    table(page).selectRow(0)
    button(page, "Fiche de calcul").click()
    qtbot.waitUntil(lambda: len(commission.asked) == 1)
    [action] = [action for action in table(page).actions() if action.objectName() == "calculation"]
    action.trigger()
    qtbot.waitUntil(lambda: len(commission.asked) == 2)
    assert len(page.findChildren(CalculationWindow)) == 1


def test_the_analysis_is_closed_until_someone_asks_for_it(page: ConsolidationPage, qtbot: QtBot) -> None:
    assert page.findChildren(AnalysisWindow) == []
    button(page, "Analyse").click()
    [window] = page.findChildren(AnalysisWindow)
    assert window.isWindow()
    with qtbot.waitSignal(window.reading.arrived):
        window.show_pages()
