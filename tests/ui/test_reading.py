"""The reader over the real reading process: pages as they come, passages, scans, damaged pieces."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.scoring.sheet import Evidence
from commission_app.ui import appearance, theme
from commission_app.ui.reading.page_layout import FITTED
from commission_app.ui.reading.piece_failure import PieceFailure
from commission_app.ui.reading.piece_session import PieceSession, WantedImage
from commission_app.ui.reading.text_pane import TextPane
from commission_app.ui.shell import Shell
from commission_app.workflow.member.views import Place
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.member_samples import DAMAGED, SCANNED, MemberDesk, letter, wait_for_lanes
from tests.ui.reading_desk import PLACES, Reading


@pytest.fixture
def reading(qtbot: QtBot, shell: Shell) -> Reading:
    return Reading(qtbot, shell)


def test_pages_come_as_images_and_as_text(reading: Reading) -> None:
    reading.open()
    session = reading.reader.session
    assert len(session.pages) == 3
    assert "24 places" in session.texts[1]
    pixels = round(reading.view.pages.boxes[0].box.width() * reading.view.devicePixelRatioF())
    reading.wait(lambda: session.images.get(1, pixels) is not None)


def test_only_the_pages_in_sight_and_their_neighbors_are_asked_for(reading: Reading) -> None:
    reading.open()
    assert [wanted.page for wanted in reading.view.wanted()] == [1, 2]
    reading.view.go_to_page(3)
    assert reading.view.page == 3
    assert {wanted.page for wanted in reading.view.wanted()} == {2, 3}


def test_before_its_image_a_page_has_the_color_of_paper(reading: Reading) -> None:
    reading.open()
    reading.reader.session.images.clear()
    reading.reader.session.want(())
    center = reading.view.viewport().grab().toImage().pixelColor(330, 300)
    assert center.name() == "#ffffff"


def test_the_last_image_stays_while_the_zoom_changes(reading: Reading) -> None:
    reading.open()
    reading.wait(lambda: bool(reading.reader.session.images.nearest(1, 1)))
    reading.view.set_zoom(150)
    assert reading.reader.session.images.nearest(1, 10_000) is not None
    assert reading.view.zoom_shown == 150
    reading.view.zoom_by(1)
    assert reading.view.zoom_shown == 172
    reading.view.set_zoom(FITTED)
    assert reading.view.zoom == FITTED


def test_resizing_keeps_the_page_being_read(reading: Reading) -> None:
    reading.open()
    reading.view.go_to_page(2)
    reading.pane.resize(900, 650)
    assert reading.view.page == 2


def test_a_drag_selects_text_and_p_cites_it_with_its_words(reading: Reading) -> None:
    reading.open()
    reading.drag(reading.screen(63, 131), reading.screen(300, 131))
    reading.wait(lambda: reading.view.selector.passage is not None)
    with reading.qtbot.waitSignal(reading.pane.cited) as cited:
        assert reading.reader.making.cite(PLACES)
    criterion, evidence = cited.args or ("", None)
    assert criterion == PLACES
    assert isinstance(evidence, Evidence)
    assert evidence.quote.startswith("Nous prévoyons l’ouverture")
    assert evidence.rects
    assert evidence.page == 1
    assert reading.view.selector.passage is None


def test_the_bar_stands_under_the_selection_never_over_it(reading: Reading) -> None:
    reading.open()
    reading.view.selector.select_range(1, 200, 60)
    reading.wait(reading.reader.bar.isVisible)
    selection = reading.view.selection_box()
    assert selection is not None
    assert reading.reader.bar.geometry().top() >= selection.bottom()
    with reading.qtbot.waitSignal(reading.pane.cited):
        reading.reader.bar.findChildren(QPushButton)[0].click()


def test_a_double_click_selects_a_word_and_escape_lets_it_go(reading: Reading) -> None:
    reading.open()
    at = reading.screen(80, 131)
    QTest.mouseDClick(reading.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    reading.wait(lambda: reading.view.selector.passage is not None)
    passage = reading.view.selector.passage
    assert passage is not None
    text = reading.reader.session.texts[1]
    assert text[passage.start : passage.start + passage.count] == "Nous"
    QTest.keyClick(reading.view, Qt.Key.Key_Escape)
    assert reading.view.selector.passage is None


def test_a_scanned_page_is_cited_with_a_rectangle(reading: Reading) -> None:
    reading.open(SCANNED)
    assert not reading.reader.session.has_text(1)
    notices = [label.text() for label in reading.reader.findChildren(QLabel) if label.isVisible()]
    assert any("tracez un cadre" in text for text in notices)
    reading.drag(reading.screen(80, 100), reading.screen(300, 220))
    with reading.qtbot.waitSignal(reading.pane.cited) as cited:
        assert reading.reader.making.cite(PLACES)
    evidence = (cited.args or ("", None))[1]
    assert isinstance(evidence, Evidence)
    assert evidence.quote == ""
    left, top = evidence.rects[0].left, evidence.rects[0].top
    assert (left, top) == pytest.approx((800, 1000), abs=15)


def test_a_rectangle_too_small_to_be_meant_is_let_go(reading: Reading) -> None:
    reading.open(SCANNED)
    reading.drag(reading.screen(80, 100), reading.screen(82, 101))
    assert reading.view.selector.passage is None
    assert not reading.reader.making.cite(PLACES)


def test_a_damaged_piece_says_what_to_do_and_the_others_stay_readable(reading: Reading) -> None:
    reading.open()
    reading.pane.open_piece(reading.dossier.pieces[DAMAGED].path)
    failure = reading.reader.findChildren(PieceFailure)[0]
    reading.wait(failure.isVisible)
    words = " ".join(label.text() for label in failure.findChildren(QLabel))
    assert "Cette pièce ne s’affiche pas" in words
    assert "Les autres pièces restent lisibles" in words
    reading.open(1)
    assert reading.view.isVisible()
    assert "Lettre de la CAF" in reading.reader.session.texts[1]


def test_a_page_cropped_outside_itself_ends_nothing(reading: Reading) -> None:
    path = reading.dossier.pieces[1].path
    box = b"/MediaBox [ 0 0 595.2756 841.8898 ]"
    assert box in letter("Annexe")
    reading.desk.contents[path] = letter("Annexe").replace(box, b"/CropBox [ 700 900 705 920 ] " + box)
    reading.open()
    reading.open(1)
    assert reading.view.pages.page(1) is not None
    reading.open(0)


def test_a_damaged_piece_can_be_tried_again(reading: Reading) -> None:
    reading.pane.show_dossier(reading.desk.view.dossiers[0], 14, reading.dossier.pieces[DAMAGED].path)
    failure = reading.reader.findChildren(PieceFailure)[0]
    reading.wait(failure.isVisible)
    opened = len(reading.desk.opened)
    failure.findChildren(QPushButton)[0].click()
    reading.wait(lambda: len(reading.desk.opened) == opened + 1)


def test_a_cited_passage_is_shown_with_the_code_of_its_criterion(reading: Reading) -> None:
    reading.open()
    evidence = cite(reading, 250, 40)
    reading.desk.add_evidence(reading.dossier.id, PLACES, evidence)
    reading.pane.show_sheet(reading.desk.sheet().reading(reading.dossier.id), PLACES, is_editable=True)
    chip = reading.view.chips[0]
    at = (chip.place.center() - reading.view.offset()).toPoint()
    with reading.qtbot.waitSignal(reading.pane.criterion_clicked) as clicked:
        QTest.mouseClick(reading.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert clicked.args == [PLACES]
    assert reading.reader.rail.wanted()


def cite(reading: Reading, start: int, count: int, page: int = 1) -> Evidence:
    """Return the evidence of a range of the open piece."""
    reading.view.selector.select_range(page, start, count)
    reading.wait(lambda: reading.view.selector.passage is not None)
    with reading.qtbot.waitSignal(reading.pane.cited) as cited:
        reading.reader.making.cite(PLACES)
    evidence = (cited.args or ("", None))[1]
    assert isinstance(evidence, Evidence)
    return evidence


def test_an_evidence_leads_back_to_its_piece_and_page(reading: Reading) -> None:
    reading.open()
    evidence = cite(reading, 700, 40, page=3)
    reading.open(1)
    reading.pane.show_evidence(evidence)
    reading.wait(lambda: reading.pane.place().piece == evidence.piece and reading.view.page == 3)


def test_each_piece_is_found_again_where_it_was_left(reading: Reading) -> None:
    reading.open()
    reading.view.go_to_page(3)
    reading.view.set_zoom(120)
    page, above = reading.view.place
    reading.open(1)
    assert (reading.view.page, reading.view.zoom) == (1, 120)
    reading.view.set_zoom(FITTED)
    reading.open(0)
    assert (reading.view.page, reading.view.zoom) == (page, 120)
    assert reading.view.place[1] == pytest.approx(above, abs=2)


def test_a_remembered_place_comes_back(qtbot: QtBot, shell: Shell) -> None:
    desk = MemberDesk()
    dossier = desk.view.dossiers[0].dossier
    piece = dossier.pieces[1].path
    desk.places.append(Place(dossier.id, PLACES, piece, page=2, scroll=400, zoom=90, rotation=180))
    reading = Reading(qtbot, shell, desk)
    reading.pane.show_dossier(desk.view.dossiers[0], 14)
    reading.wait(lambda: 2 in reading.reader.session.texts)
    place = reading.pane.place()
    assert (place.piece, place.page, place.zoom, place.rotation) == (piece, 2, 90, 180)
    assert place.scroll == pytest.approx(400, abs=3)


def test_a_piece_slow_to_open_does_not_lose_its_place(reading: Reading) -> None:
    reading.open()
    reading.view.go_to_page(3)
    reading.open(1)
    reading.pane.open_piece(reading.dossier.pieces[0].path)
    assert reading.pane.place().page == 3, "not open yet"
    reading.pane.memory.note(reading.pane.place())
    reading.wait(lambda: reading.view.page == 3)


def test_search_finds_whatever_the_accents_and_goes_round(reading: Reading) -> None:
    reading.open()
    toolbar = reading.reader.toolbar
    reading.reader.go_to_find()
    QTest.keyClicks(toolbar.field, "prevoyons")
    reading.wait(lambda: "sur" in toolbar.field.count.text())
    first = toolbar.field.count.text()
    assert first.startswith("1 sur")
    QTest.keyClick(toolbar.field, Qt.Key.Key_Return)
    assert toolbar.field.count.text().startswith("2 sur")
    QTest.keyClick(toolbar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert toolbar.field.count.text() == first
    QTest.keyClick(toolbar.field, Qt.Key.Key_Escape)
    assert toolbar.field.count.text() == ""


def test_the_text_of_the_page_can_be_read_and_cited_with_the_keyboard(reading: Reading) -> None:
    reading.open()
    reading.reader.toolbar.text.click()
    pane = reading.reader.findChildren(TextPane)[0]
    assert pane.isVisible()
    assert "24 places" in pane.toPlainText()
    pane.moveCursor(pane.textCursor().MoveOperation.Start)
    for _ in range(6):
        QTest.keyClick(pane, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    reading.wait(
        lambda: reading.view.selector.passage is not None and reading.view.selector.passage.count == 6
    )
    with reading.qtbot.waitSignal(reading.pane.cited) as cited:
        reading.reader.making.cite(PLACES)
    evidence = (cited.args or ("", None))[1]
    assert isinstance(evidence, Evidence)
    assert evidence.quote == reading.reader.session.texts[1][:6].strip()


def test_space_and_arrows_scroll_the_pages(reading: Reading) -> None:
    reading.open()
    bar = reading.view.verticalScrollBar()
    for key, sign in ((Qt.Key.Key_Space, 1), (Qt.Key.Key_Up, -1), (Qt.Key.Key_End, 1), (Qt.Key.Key_Home, -1)):
        before = bar.value()
        QTest.keyClick(reading.view, key)
        assert (bar.value() - before) * sign > 0, key
    assert bar.value() == 0


def test_the_field_of_the_page_number_goes_there(reading: Reading) -> None:
    reading.open()
    number = reading.reader.toolbar.number
    number.selectAll()
    QTest.keyClicks(number, "3")
    QTest.keyClick(number, Qt.Key.Key_Return)
    assert reading.view.page == 3
    assert number.text() == "3"


def test_thumbnails_lead_to_their_page_and_fold_away(reading: Reading) -> None:
    reading.open()
    rail = reading.reader.rail
    second = rail.visualRect(rail.model().index(1, 0)).center()
    QTest.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert reading.view.page == 2
    reading.reader.set_compact(is_compact=True)
    assert not rail.isVisible()
    assert rail.wanted() == []


def test_pages_are_darkened_with_the_window_and_shown_as_they_are_on_request(
    reading: Reading, qapp: QApplication
) -> None:
    reading.open()
    appearance.apply(qapp, theme.DARK)
    before = reading.view.is_dimmed
    original = reading.reader.toolbar.original
    assert original.isVisible()
    original.click()
    assert (before, reading.view.is_dimmed) == (True, False)
    appearance.apply(qapp, theme.LIGHT)
    assert not original.isVisible()


def test_answers_about_a_piece_that_was_left_are_dropped(qtbot: QtBot, shell: Shell) -> None:
    desk = MemberDesk()
    session = PieceSession(desk.open_piece, shell.tasks.pdf)
    dossier = desk.view.dossiers[0].dossier
    opened: list[int] = []
    session.opened.connect(lambda: opened.append(len(session.pages)))
    session.open(dossier.id, dossier.pieces[0].path)
    session.open(dossier.id, dossier.pieces[SCANNED].path)
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    assert opened == [2]
    session.want([WantedImage(1, 50), WantedImage(2, 50)])
    session.close()
    wait_for_lanes(qtbot, shell.tasks)
    assert session.texts == {}


def test_a_page_that_fails_leaves_the_others_readable(qtbot: QtBot, shell: Shell) -> None:
    desk = MemberDesk()
    session = PieceSession(desk.open_piece, shell.tasks.pdf)
    dossier = desk.view.dossiers[0].dossier
    failed: list[tuple[int, Exception]] = []
    session.page_failed.connect(lambda page, error: failed.append((page, error)))
    with qtbot.waitSignal(session.opened, timeout=10_000):
        session.open(dossier.id, dossier.pieces[0].path)
    session.want([WantedImage(9, 50), WantedImage(2, 50)])
    qtbot.waitUntil(lambda: 2 in session.texts, timeout=10_000)
    assert failed[0][0] == 9
    assert isinstance(failed[0][1], AppError)
    session.close()
    wait_for_lanes(qtbot, shell.tasks)


def test_every_stop_of_the_keyboard_has_a_name_and_the_wheel_changes_nothing(reading: Reading) -> None:
    reading.open()
    assert unnamed(reading.pane) == []
    assert changed_by_wheel(reading.pane) == []
    interface = QAccessible.queryAccessibleInterface(reading.reader.rail)
    assert interface.text(QAccessible.Text.Name) == "Vignettes des pages"


def test_ctrl_tab_and_the_menu_lead_to_every_piece(reading: Reading) -> None:
    reading.open()
    tabs = reading.pane.tabs
    pieces = [piece.path for piece in reading.dossier.pieces]
    tabs.step(forward=True)
    assert reading.pane.place().piece == pieces[1]
    tabs.step(forward=False)
    assert reading.pane.place().piece == pieces[0]
    assert set(tabs.hidden_pieces()) & set(pieces)
    assert pieces[0] not in tabs.hidden_pieces()
    reading.pane.resize(1200, 700)
    assert tabs.hidden_pieces() == []


def test_recused_the_pieces_are_out_of_sight(reading: Reading) -> None:
    reading.open()
    reading.pane.show_recused(is_recused=True)
    assert not reading.view.isVisible()
