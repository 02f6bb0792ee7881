"""« Réception »: files in, verdicts in words, who counts, and whether the commission can consolidate."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.scoring.ids import MemberId, Sha512
from commission_app.texts import NARROW_SPACE
from commission_app.ui import appearance, theme
from commission_app.ui.models.sheets_model import SheetsColumn
from commission_app.ui.models.table_model import RowRole
from commission_app.ui.secretariat.member_letter import ask_again
from commission_app.ui.secretariat.reception_page import (
    ReceptionPage,
    ReceptionQuestions,
    ReceptionVerbs,
)
from commission_app.ui.secretariat.reception_table import ReceptionTable
from commission_app.ui.shell import Shell
from commission_app.ui.tasks import Report
from commission_app.ui.widgets.banners import ProgressBanner
from commission_app.ui.widgets.chips import ChipFilter
from commission_app.ui.widgets.drop_zone import DropZone
from commission_app.workflow.secretariat.views import (
    ClosedReception,
    ReceivedFile,
    ReceptionStanding,
    ReceptionView,
    Verdict,
    WrittenReceipt,
)
from tests.ui import samples
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.conftest import NOW
from tests.ui.seen import button, texts


class Secretariat:
    """The verbs of a reception in memory."""

    def __init__(self) -> None:
        self.view_shown = samples.reception()
        self.received: list[Path] = []
        self.confirmed: list[ReceivedFile] = []
        self.written: list[Path] = []
        self.standing_shown = ReceptionStanding("La réception n’est pas close.")
        self.closes = 0
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

    def write_receipts(self, folder: Path) -> tuple[WrittenReceipt, ...]:
        if self.refusal is not None:
            raise self.refusal
        self.written.append(folder)
        members = ("Agnès Berger", "Idriss Benali")
        return tuple(
            WrittenReceipt(MemberId(f"m{number}"), name, 1, folder / f"accuse_{number}.accuse")
            for number, name in enumerate(members)
        )

    def close(self) -> None:
        self.closes += 1
        closed = ClosedReception(1, NOW, Sha512("a" * 128), ())
        self.standing_shown = ReceptionStanding("Réception close.", closed, is_current=True)

    def verbs(self) -> ReceptionVerbs:
        return ReceptionVerbs(
            self.view,
            self.accept,
            self.confirm,
            self.write_receipts,
            lambda: self.standing_shown,
            self.close,
        )


class Answers:
    """What a person answers to the page's questions."""

    def __init__(self, folder: Path) -> None:
        self.folder: Path | None = folder
        self.asked: list[str] = []
        self.confirms = True

    def confirm(self, _parent: QWidget, question: str, meaning: str, action: str) -> bool:
        self.asked.append(f"{question} {meaning} {action}")
        return self.confirms

    def questions(self) -> ReceptionQuestions:
        folder = self.folder or Path()
        return ReceptionQuestions(
            lambda _parent: [folder / "choisie.fiche"], lambda _parent, _title: self.folder, self.confirm
        )


@pytest.fixture
def secretariat() -> Secretariat:
    return Secretariat()


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, secretariat: Secretariat, answers: Answers) -> ReceptionPage:
    made = ReceptionPage(secretariat.verbs(), shell.tasks, answers.questions())
    qtbot.addWidget(made)
    made.resize(1440, 852)
    made.show()
    made.show_view(secretariat.view())
    return made


def table(page: ReceptionPage) -> ReceptionTable:
    return page.findChildren(ReceptionTable)[0]


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


def test_a_refused_fiche_is_asked_again_by_a_text_ready_to_paste(page: ReceptionPage) -> None:
    view = samples.reception()
    page.show_view(view)
    refused = next(file for file in view.files if file.verdict is Verdict.REFUSED)
    assert f"La fiche de {refused.member_name} est à demander de nouveau." in texts(page)
    button(page, "Préparer le courriel").click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"À{NARROW_SPACE}: {refused.member_name}\n")
    assert "n’a pas pu être prise en compte" in copied


def test_a_fiche_of_another_grid_is_asked_after_the_last_lot() -> None:
    view = samples.reception()
    refused = next(file for file in view.files if file.verdict is Verdict.REFUSED)
    asked = ask_again(replace(refused, code="FIC-10"))
    assert "autre grille" in asked
    assert "Ouvrez le dernier lot reçu" in asked
    assert "Vos notes sont toujours sur votre ordinateur." in ask_again(replace(refused, code="SIG-03"))


def test_the_reminder_is_for_those_who_have_sent_nothing(page: ReceptionPage) -> None:
    view = samples.reception()
    page.show_view(view)
    remind = next(found for found in page.findChildren(QPushButton) if "relance" in found.text())
    assert not remind.isVisible()
    awaited, *others = view.members
    page.show_view(replace(view, members=(replace(awaited, is_in=False), *others)))
    assert remind.isVisible()
    remind.click()
    to = QGuiApplication.clipboard().text().split("\n")[0]
    assert [member.name for member in view.members if member.name in to] == [awaited.name]


def test_a_member_asked_for_is_shown_by_their_fiche_or_by_the_reminder(
    page: ReceptionPage, qtbot: QtBot
) -> None:
    view = replace(samples.reception(), deadline=NOW)
    page.show_view(view)
    page.findChildren(ChipFilter)[0].choose("refused")
    received = next(file for file in view.files if file.member is not None)
    page.show_member(MemberId(str(received.member)))
    shown = table(page).model().index(table(page).currentIndex().row(), 0).data(RowRole)
    assert shown.member == received.member
    awaited, *others = view.members
    files = tuple(file for file in view.files if file.member != awaited.member)
    page.show_view(replace(view, files=files, members=(replace(awaited, is_in=False), *others)))
    page.show_member(awaited.member)
    remind = button(page, "Préparer la relance")
    assert remind.isVisible()
    remind.click()
    assert "Elle est attendue au plus tard le" in QGuiApplication.clipboard().text()


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


# ----------------------------------------------------------------------------------- receipts and close


def said(page: ReceptionPage) -> str:
    return " ".join(" ".join(notice.words()) for notice in page.notices.notices())


def test_receipts_are_written_in_a_folder_and_their_members_named(
    page: ReceptionPage, secretariat: Secretariat, qtbot: QtBot, tmp_path: Path
) -> None:
    button(page, "Écrire les accusés").click()
    qtbot.waitUntil(lambda: "2\N{NO-BREAK SPACE}accusés écrits" in said(page))
    assert secretariat.written == [tmp_path]
    assert "À remettre à Agnès Berger et Idriss Benali." in said(page)
    assert str(tmp_path) in said(page)


def test_giving_up_the_folder_writes_no_receipt(
    page: ReceptionPage, secretariat: Secretariat, answers: Answers, shell: Shell
) -> None:
    answers.folder = None
    button(page, "Écrire les accusés").click()
    assert not shell.tasks.has_long_work()
    assert secretariat.written == []


def test_a_folder_that_refuses_receipts_is_explained(
    page: ReceptionPage, secretariat: Secretariat, qtbot: QtBot
) -> None:
    secretariat.refusal = AppError("DSK-06")
    button(page, "Écrire les accusés").click()
    qtbot.waitUntil(lambda: "lecture seule" in said(page))
    qtbot.waitUntil(button(page, "Écrire les accusés").isEnabled)


def test_without_any_fiche_there_is_no_receipt_to_write(page: ReceptionPage) -> None:
    page.show_view(replace(samples.reception(), files=()))
    assert not button(page, "Écrire les accusés").isEnabled()


def test_the_reception_is_closed_only_after_a_question(
    page: ReceptionPage, secretariat: Secretariat, answers: Answers, qtbot: QtBot
) -> None:
    page.refresh()
    qtbot.waitUntil(lambda: "La réception n’est pas close." in texts(page))
    answers.confirms = False
    button(page, "Clore la réception…").click()
    assert secretariat.closes == 0
    answers.confirms = True
    button(page, "Clore la réception…").click()
    qtbot.waitUntil(lambda: "Réception close." in texts(page))
    assert secretariat.closes == 1
    assert "Une fiche peut encore arriver" in answers.asked[0]
    assert not button(page, "Clore").isVisible()


def test_a_reception_closed_before_something_came_can_be_closed_again(
    page: ReceptionPage, secretariat: Secretariat, qtbot: QtBot
) -> None:
    secretariat.close()
    secretariat.standing_shown = replace(secretariat.standing_shown, is_current=False, since=1)
    page.refresh()
    qtbot.waitUntil(lambda: "Réception close." in texts(page))
    assert button(page, "Clore de nouveau la réception…").isVisible()
