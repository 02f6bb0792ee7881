"""« Réception »: files in, verdicts in words, who counts, and whether the commission can consolidate."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.ui import appearance, theme
from commission_app.ui.models.sheets_model import SheetsColumn
from commission_app.ui.secretariat.reception_page import ReceptionPage, ReceptionVerbs
from commission_app.ui.secretariat.reception_table import ReceptionTable
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Report
from commission_app.ui.widgets.banners import ProgressBanner
from commission_app.ui.widgets.chips import ChipFilter
from commission_app.ui.widgets.drop_zone import DropZone
from commission_app.ui.widgets.labels import Label
from commission_app.workflow.views import ReceivedFile, ReceptionView, Verdict
from tests.ui import samples
from tests.ui.audit import changed_by_wheel, unnamed


class Secretariat:
    """The verbs of a reception in memory."""

    def __init__(self) -> None:
        self.view_shown = samples.reception()
        self.received: list[Path] = []
        self.confirmed: list[ReceivedFile] = []
        self.gate: threading.Event | None = None
        self.refusal: AppError | None = None

    def view(self) -> ReceptionView:
        return self.view_shown

    def accept(self, files: Sequence[Path], report: Report) -> tuple[ReceivedFile, ...]:
        if self.gate is not None:
            self.gate.wait()
        for done, file in enumerate(files):
            report(done, len(files), file.name)
            self.received.append(file)
        if self.refusal is not None:
            raise self.refusal
        return self.view_shown.files[: len(files)]

    def confirm(self, file: ReceivedFile) -> None:
        self.confirmed.append(file)

    def verbs(self) -> ReceptionVerbs:
        return ReceptionVerbs(self.view, self.accept, self.confirm)


@pytest.fixture
def secretariat() -> Secretariat:
    return Secretariat()


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, secretariat: Secretariat, tmp_path: Path) -> ReceptionPage:
    made = ReceptionPage(secretariat.verbs(), shell.tasks, lambda _parent: [tmp_path / "choisie.fiche"])
    qtbot.addWidget(made)
    made.resize(1440, 852)
    made.show()
    made.show_view(secretariat.view())
    return made


def table(page: ReceptionPage) -> ReceptionTable:
    return page.findChildren(ReceptionTable)[0]


def texts(page: ReceptionPage) -> list[str]:
    return [label.plain_text() for label in page.findChildren(Label) if label.isVisible()]


def button(page: ReceptionPage, words: str) -> QPushButton:
    return next(found for found in page.findChildren(QPushButton) if words in found.text())


def test_the_page_reads_its_reception_from_the_workflow(
    page: ReceptionPage, secretariat: Secretariat, qtbot: QtBot
) -> None:
    secretariat.view_shown = replace(samples.reception(), answer="Non, pas encore.")
    page.refresh()
    qtbot.waitUntil(lambda: "Non, pas encore." in texts(page))


def test_the_counter_of_the_tab_tells_whose_fiche_is_in(page: ReceptionPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.counter_changed) as caught:
        page.show_view(samples.reception())
    assert caught.args == ["6/8"]


@pytest.mark.parametrize(
    ("chip", "verdicts"),
    [
        ("Prises en compte", {Verdict.ACCEPTED, Verdict.REPLACES}),
        ("Refusées", {Verdict.REFUSED}),
        ("Ignorées", {Verdict.OLDER, Verdict.DUPLICATE}),
    ],
)
def test_a_chip_keeps_only_its_kind_of_files(page: ReceptionPage, chip: str, verdicts: set[Verdict]) -> None:
    pills = page.findChildren(ChipFilter)[0].findChildren(QRadioButton)
    next(pill for pill in pills if pill.text() == chip).click()
    model = table(page).model()
    shown = {model.rows()[row].verdict for row in range(model.rowCount())}  # type: ignore[attr-defined]  # ours
    assert shown == verdicts


def test_files_to_confirm_have_their_chip_only_when_there_are_some(page: ReceptionPage) -> None:
    pills = page.findChildren(ChipFilter)[0].findChildren(QRadioButton)
    waiting = next(pill for pill in pills if pill.text() == "À confirmer")
    assert not waiting.isVisible()
    page.show_view(samples.reception(waits=True))
    assert waiting.isVisible()


def test_dropping_files_examines_them_and_reads_the_page_again(
    page: ReceptionPage, secretariat: Secretariat, qtbot: QtBot, tmp_path: Path
) -> None:
    files = [tmp_path / "une.fiche", tmp_path / "deux.fiche"]
    secretariat.view_shown = replace(samples.reception(), answer="Oui.")
    page.findChildren(DropZone)[0].dropped.emit(files)
    qtbot.waitUntil(lambda: "Oui." in texts(page))
    assert secretariat.received == files
    assert page.findChildren(DropZone)[0].isEnabled()


def test_the_button_does_what_the_mouse_does(
    page: ReceptionPage, secretariat: Secretariat, qtbot: QtBot
) -> None:
    button(page, "Choisir des fichiers").click()
    qtbot.waitUntil(lambda: [file.name for file in secretariat.received] == ["choisie.fiche"])


def test_work_shows_in_the_page_and_can_be_interrupted(
    page: ReceptionPage, secretariat: Secretariat, shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    secretariat.gate = threading.Event()
    page.receive([tmp_path / "une.fiche"])
    banner = page.findChildren(ProgressBanner)[0]
    assert banner.isVisible()
    assert not page.findChildren(DropZone)[0].isEnabled()
    button(page, "Interrompre").click()
    secretariat.gate.set()
    qtbot.waitUntil(lambda: not shell.tasks.has_long_work())
    assert secretariat.received == []
    assert page.notices.isHidden()
    assert page.findChildren(DropZone)[0].isEnabled()


def test_a_refusal_is_said_in_the_page(
    page: ReceptionPage, secretariat: Secretariat, qtbot: QtBot, tmp_path: Path
) -> None:
    secretariat.refusal = AppError("DSK-05")
    page.receive([tmp_path / "une.fiche"])
    qtbot.waitUntil(lambda: len(page.notices.notices()) == 1)


def test_choosing_nothing_does_nothing(page: ReceptionPage, shell: Shell) -> None:
    page.receive([])
    assert not shell.tasks.has_long_work()


def test_a_fiche_from_another_computer_waits_for_an_agent(
    page: ReceptionPage, secretariat: Secretariat, qtbot: QtBot
) -> None:
    view = samples.reception(waits=True)
    page.show_view(view)
    assert "Idriss Benali a remis sa fiche depuis un autre ordinateur." in texts(page)
    button(page, "C’est bien sa fiche").click()
    qtbot.waitUntil(lambda: secretariat.confirmed == [view.files[0]])


def test_one_can_consolidate_only_when_the_answer_allows_it(page: ReceptionPage, qtbot: QtBot) -> None:
    provisional = button(page, "Consolider à titre provisoire")
    with qtbot.waitSignal(page.consolidation_asked):
        provisional.click()
    page.show_view(replace(samples.reception(), can_consolidate=False, is_provisional=False))
    assert not button(page, "Consolider").isEnabled()


def test_an_empty_reception_says_where_to_begin(page: ReceptionPage) -> None:
    page.show_view(replace(samples.reception(), files=()))
    assert "Aucune fiche reçue" in texts(page)
    assert not table(page).isVisible()


def test_no_sentence_is_cut_whatever_the_width_and_the_text_size(
    page: ReceptionPage, qapp: QApplication
) -> None:
    for width, percent in ((1440, 100), (1366, 115), (1366, 200), (960, 150)):
        page.set_compact(is_compact=width * 100 < 1400 * percent)
        page.resize(width, 700)
        appearance.apply(qapp, theme.LIGHT, percent)
        qapp.processEvents()
        longest = max(range(10), key=lambda row: len(samples.reception().files[row].meaning))
        assert table(page).rowHeight(longest) >= theme.scaled(54)
        assert table(page).columnWidth(SheetsColumn.MEANING) >= theme.scaled(150)


@pytest.mark.parametrize("found", theme.THEMES.values(), ids=theme.THEMES.keys())
def test_the_page_paints_in_every_theme(page: ReceptionPage, qapp: QApplication, found: theme.Theme) -> None:
    appearance.apply(qapp, found)
    image = page.grab().toImage()
    assert image.pixelColor(5, 5).name() == found.colors["surface"].lower()


def test_every_stop_has_a_name_and_the_wheel_changes_nothing(page: ReceptionPage) -> None:
    page.show_view(samples.reception(waits=True))
    assert unnamed(page) == []
    assert changed_by_wheel(page) == []


def test_a_screen_reader_reads_a_whole_row(page: ReceptionPage) -> None:
    interface = QAccessible.queryAccessibleInterface(table(page))
    cells = [interface.child(place).text(QAccessible.Text.Name) for place in range(interface.childCount())]
    assert any("Refusée" in text and "Thomas Delaunay" in text for text in cells)
