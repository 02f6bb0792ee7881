"""The keyboard of reading, on the whole page: each tool has its key, and none acts in a field of text."""

import pytest
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from commission_app.scoring.draft import ClosingEdit, HighlightEdit
from commission_app.ui.member.marking.dossier_list import DossierList
from commission_app.ui.models.dossiers_model import dossier_rows
from commission_app.ui.reading.side_views import SideView
from commission_app.ui.shell import Shell
from tests.ui.marking_desk import A11, CONTROL, FIRST, KEY, SECOND, SHIFT, Marking
from tests.ui.member_samples import MemberDesk


@pytest.fixture
def marking(qtbot: QtBot, shell: Shell) -> Marking:
    opened = Marking(qtbot, shell, MemberDesk())
    qtbot.waitUntil(lambda: 1 in opened.page.reading.reader.session.texts, timeout=10_000)
    opened.page.reading.reader.view.setFocus()
    return opened


def select(marking: Marking, start: int = 200, count: int = 30) -> None:
    selector = marking.page.reading.reader.view.selector
    selector.select_range(1, start, count)
    marking.qtbot.waitUntil(lambda: selector.passage is not None, timeout=10_000)


def test_s_marks_for_oneself_even_a_closed_dossier_and_ctrl_z_takes_it_back(
    qtbot: QtBot, shell: Shell
) -> None:
    desk = MemberDesk(edits=[ClosingEdit(FIRST, before=False, after=True)])
    marking = Marking(qtbot, shell, desk)
    qtbot.waitUntil(lambda: 1 in marking.page.reading.reader.session.texts, timeout=10_000)
    marking.page.reading.reader.view.setFocus()
    marking.press(KEY.Key_S)
    assert any("Sélectionnez d’abord" in words for words in marking.toasts())
    select(marking)
    marking.press(KEY.Key_S)
    qtbot.waitUntil(lambda: bool(marking.editor.sheet.highlighted(FIRST)), timeout=10_000)
    shell.tasks.flush()
    assert isinstance(desk.edits[-1], HighlightEdit)
    assert marking.entry().evidence == ()
    marking.act("undo")
    assert marking.editor.sheet.highlighted(FIRST) == ()
    marking.act("redo")
    assert len(marking.editor.sheet.highlighted(FIRST)) == 1


def test_p_cites_the_selection_and_the_list_takes_it_away(marking: Marking) -> None:
    select(marking)
    marking.press(KEY.Key_P)
    marking.qtbot.waitUntil(lambda: len(marking.entry(A11).evidence) == 1, timeout=10_000)
    marking.press(KEY.Key_V)
    listed = marking.page.reading.reader.side.passages.list
    assert QApplication.focusWidget() is listed
    marking.press(KEY.Key_Delete)
    assert marking.entry(A11).evidence == ()
    assert any("Preuve retirée" in words for words in marking.toasts())


def test_each_tool_has_its_key_and_the_same_key_closes_it(marking: Marking) -> None:
    reader = marking.page.reading.reader
    for key, view in ((KEY.Key_V, SideView.PASSAGES), (KEY.Key_O, SideView.OUTLINE)):
        marking.press(key)
        assert reader.side.view is view
        marking.press(key)
        assert reader.side.view is None
    marking.press(KEY.Key_F4)
    assert reader.side.view is SideView.THUMBNAILS
    marking.press(KEY.Key_L)
    assert not marking.page.list.isVisible()
    marking.press(KEY.Key_L)
    assert marking.page.list.isVisible()
    marking.press(KEY.Key_R)
    turned = reader.session.rotation
    marking.press(KEY.Key_R, SHIFT)
    assert (turned, reader.session.rotation) == (90, 0)
    marking.press(KEY.Key_T)
    assert QApplication.focusWidget() is reader.focus_target()
    assert reader.focus_target() is not reader.view
    marking.press(KEY.Key_T)
    assert QApplication.focusWidget() is reader.view


def test_pages_are_walked_zoomed_and_copied_from_anywhere_even_on_azerty(marking: Marking) -> None:
    view = marking.page.reading.reader.view
    marking.page.grid.card.take_focus()
    marking.press(KEY.Key_PageDown, CONTROL)
    assert view.page == 2
    marking.press(KEY.Key_PageUp, CONTROL)
    assert view.page == 1
    marking.page.reading.reader.show_passage(3, ())
    marking.act("go_back")
    assert view.page == 1
    fitted = view.zoom_shown
    marking.press(KEY.Key_Equal, CONTROL)  # the key of « = » and « + »
    assert view.zoom_shown > fitted
    agrave = QKeyEvent(QKeyEvent.Type.KeyPress, KEY.Key_Agrave, CONTROL, "à")  # the key of « à » and « 0 »
    assert marking.page._keys.take(agrave)
    assert view.zoom_shown == fitted
    select(marking)
    marking.press(KEY.Key_C, CONTROL)
    assert len(QApplication.clipboard().text()) > 20


def test_the_letters_of_the_tools_are_text_in_a_field(marking: Marking) -> None:
    reader = marking.page.reading.reader
    marking.press(KEY.Key_F, CONTROL | SHIFT)
    assert reader.side.view is SideView.FOUND
    assert QApplication.focusWidget() is reader.toolbar.field
    marking.type("stlovr")
    assert reader.toolbar.field.text() == "stlovr"
    assert (reader.side.view, reader.session.rotation) == (SideView.FOUND, 0)


def test_a_list_beside_the_pages_takes_the_place_of_the_dossiers_and_f6_goes_to_it(marking: Marking) -> None:
    side = marking.page.reading.reader.side
    side.toggle(SideView.OUTLINE)
    assert not marking.page.list.isVisible()
    marking.page.grid.card.take_focus()
    marking.page.step_pane(1)
    assert side.outline.isAncestorOf(marking.focused()), "the way out, for these pieces have no contents"
    marking.page.step_pane(1)
    assert QApplication.focusWidget() is marking.page.reading.reader.view
    marking.page.step_pane(1)
    assert marking.page.grid.isAncestorOf(marking.focused())
    marking.page.step_pane(-1)
    assert QApplication.focusWidget() is marking.page.reading.reader.view
    side.outline.take_focus()
    marking.press(KEY.Key_Escape)
    assert marking.page.list.isVisible()
    assert QApplication.focusWidget() is marking.page.reading.reader.view


def test_a_dossier_is_found_again_at_its_piece_and_criterion(marking: Marking) -> None:
    pieces = marking.desk.view.dossiers[0].dossier.pieces
    marking.page.reading.open_piece(pieces[1].path)
    marking.page.grid.open_criterion(A11)
    marking.page.show_place(FIRST, "E2")
    marking.qtbot.waitUntil(lambda: marking.page.reading.reader.session.is_open, timeout=10_000)
    marking.page.show_place(SECOND)
    marking.page.show_place(FIRST)
    assert marking.page.reading.place().piece == pieces[1].path
    assert marking.page.grid.criterion == "E2"


def test_a_name_mistyped_is_proposed(qtbot: QtBot) -> None:
    desk, dossiers = MemberDesk(), DossierList()
    qtbot.addWidget(dossiers)
    dossiers.show_rows(dossier_rows(desk.view, desk.sheet()))
    dossiers.search.setText("brouzarge")
    proposal = next(button for button in dossiers.findChildren(QPushButton) if "Chercher" in button.text())
    assert proposal.text() == "Chercher « Brouzargues »"
    proposal.click()
    assert dossiers.model.rowCount() == 2
    dossiers.search.setText("zzz")
    assert not proposal.isVisibleTo(dossiers)
