"""« Imprimer »: what is ticked, where it goes, and what is said once it is written."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.scoring.sheet import Recusal
from commission_app.ui import appearance, theme
from commission_app.ui.member.paper.paper_page import PaperPage
from commission_app.ui.sheet_editor import SheetEditor
from commission_app.ui.shell import Shell
from commission_app.workflow.member.views import PaperChoice
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.marking_desk import FIRST, SECOND
from tests.ui.member_samples import MemberDesk, wait_for_lanes
from tests.ui.seen import all_text, button, told


@dataclass
class Printing:
    """The page on a desk."""

    page: PaperPage
    desk: MemberDesk
    editor: SheetEditor


@pytest.fixture
def printing(qtbot: QtBot, shell: Shell, tmp_path: Path) -> Printing:
    desk = MemberDesk()
    editor = SheetEditor(desk.sheet(), (), desk.record, shell.tasks.store)
    page = PaperPage(desk.view, desk.verbs(), editor, shell.tasks, lambda _parent, _folder: tmp_path)
    editor.setParent(page)
    qtbot.addWidget(page, before_close_func=lambda _: wait_for_lanes(qtbot, shell.tasks))
    page.resize(820, 700)
    page.show()
    page.show_choice(FIRST)
    return Printing(page, desk, editor)


def test_the_dossier_in_front_is_ticked_with_its_pieces_and_its_blank_grid(printing: Printing) -> None:
    pieces = printing.desk.view.dossier(FIRST).pieces
    choice = printing.page.choice()
    assert choice == PaperChoice(
        frozenset((FIRST, piece.path) for piece in pieces), frozenset({FIRST}), has_copy=False
    )
    printing.page.pieces.setChecked(False)
    printing.page.grids.setChecked(False)
    assert not printing.page.button.isEnabled()
    printing.page.copy.setChecked(True)
    assert printing.page.button.isEnabled()


def test_what_is_ticked_is_written_into_the_folder_chosen(
    printing: Printing, qtbot: QtBot, tmp_path: Path
) -> None:
    button(printing.page.folder, "Changer").click()
    printing.page.button.click()
    qtbot.waitUntil(lambda: "fichiers écrits" in told(printing.page))
    assert printing.desk.on_paper == [printing.page.choice()]
    assert printing.desk.paper_folder == tmp_path
    assert "supprimez-les" in told(printing.page)


def test_a_dossier_left_aside_is_not_offered(printing: Printing) -> None:
    printing.editor.set_recusal(SECOND, Recusal("personal", "Mandat"))
    printing.page.show_choice(SECOND)
    shown = printing.page.tree.findItems("", Qt.MatchFlag.MatchStartsWith)
    assert len(shown) == len(printing.desk.view.dossiers) - 1
    name = printing.desk.view.dossier(SECOND).territory.name
    assert not any(name in item.text(0) for item in shown)
    assert not printing.page.choice().pieces


def test_a_refusal_is_said_in_the_page_and_nothing_is_said_to_be_written(
    printing: Printing, qtbot: QtBot
) -> None:
    printing.desk.paper_refusal = AppError("DSK-06")
    printing.page.button.click()
    qtbot.waitUntil(lambda: "lecture seule" in told(printing.page))
    assert "écrit" not in told(printing.page).replace("écriture", "")
    qtbot.waitUntil(printing.page.button.isEnabled)


@pytest.mark.parametrize("chosen", [theme.DARK, theme.HIGH_CONTRAST])
def test_every_stop_has_a_name_and_the_warning_stays_in_sight(
    printing: Printing, qapp: QApplication, chosen: theme.Theme
) -> None:
    appearance.apply(qapp, chosen, 200)
    assert unnamed(printing.page) == []
    assert changed_by_wheel(printing.page) == []
    assert "ne sont pas protégés" in all_text(printing.page)
    assert printing.page.tree.indentation() > 20
