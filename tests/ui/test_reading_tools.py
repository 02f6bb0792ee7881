"""Beside the pages and over them: turned pages, links, contents, text chosen with the keyboard, passwords."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from commission_app.scoring.sheet import Rect
from commission_app.ui.reading.keyboard_selection import Stride, lengthened, moved
from commission_app.ui.reading.page_layout import FITTED, Rotation, lay_out
from commission_app.ui.reading.page_menus import page_menu
from commission_app.ui.reading.side_views import SideView
from commission_app.ui.shell import Shell
from tests.reader.sample_pdfs import encrypted, with_chapters
from tests.ui.audit import unnamed
from tests.ui.member_samples import SCANNED, MemberDesk, letter
from tests.ui.reading_desk import Reading
from tests.ui.test_page_layout import A4, LANDSCAPE

KEY = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def reading(qtbot: QtBot, shell: Shell) -> Reading:
    return Reading(qtbot, shell)


def with_content(qtbot: QtBot, shell: Shell, content: bytes) -> Reading:
    """Return a reading whose first piece is this document."""
    desk = MemberDesk()
    desk.contents[desk.view.dossiers[0].dossier.pieces[0].path] = content
    return Reading(qtbot, shell, desk)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_passage_of_a_turned_page_is_where_the_page_shows_it(rotation: Rotation) -> None:
    box = lay_out([A4], 632, FITTED, rotation).boxes[0]
    place = box.to_screen(Rect(1000, 2000, 3000, 2100))
    assert box.box.contains(place)
    corners = [box.to_page(corner) for corner in (place.topLeft(), place.bottomRight())]
    across, down = sorted(corner.x() for corner in corners), sorted(corner.y() for corner in corners)
    assert (*across, *down) == pytest.approx((100, 300, 200, 210), abs=1)


def test_a_page_turned_by_a_quarter_takes_the_width_of_the_view() -> None:
    turned = lay_out([A4], 632, FITTED, 90).boxes[0]
    assert turned.box.size() == lay_out([LANDSCAPE], 632, FITTED).boxes[0].box.size()


@pytest.mark.parametrize("text_pt", [9.5, 10, 12])
def test_fitted_letters_are_12_pixels_high_on_a_small_screen(text_pt: float) -> None:
    box = lay_out([A4], 727, FITTED, margin=8, least_scale=12.1 / text_pt).boxes[0]
    assert box.scale * text_pt >= 12
    assert box.box.width() < 1.09 * 727, "only the white edges of the page leave the view"
    assert lay_out([A4], 1500, FITTED, least_scale=12.1 / text_pt).boxes[0].box.width() == 1468


def test_letters_that_would_stay_too_small_do_not_push_the_page_out_of_the_view() -> None:
    assert lay_out([A4], 727, FITTED, margin=8, least_scale=12.1 / 4).boxes[0].box.width() == 727 - 16


def test_r_turns_the_pages_and_what_is_cited_turns_with_them(reading: Reading) -> None:
    reading.open()
    upright = reading.view.pages.boxes[0].box
    reading.reader.rotate()
    assert reading.view.pages.boxes[0].box.height() < upright.height()
    pixels = round(reading.view.pages.boxes[0].box.width() * reading.view.devicePixelRatioF())
    reading.wait(lambda: reading.reader.session.images.get(1, pixels) is not None)
    image = reading.reader.session.images.get(1, pixels)
    assert image is not None
    assert image.width() > image.height()
    reading.reader.rotate(clockwise=False)
    assert reading.view.pages.boxes[0].box == upright


def test_a_link_leads_to_its_page_and_the_way_back_is_kept(qtbot: QtBot, shell: Shell) -> None:
    reading = with_content(qtbot, shell, with_chapters(4))
    reading.open()
    (link,) = reading.reader.session.links[1]
    box = reading.view.pages.boxes[0]
    at = (box.to_screen(link.rect).center() - reading.view.offset()).toPoint()
    QTest.mouseMove(reading.view.viewport(), at)
    QTest.mouseClick(reading.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert reading.view.page == 4
    reading.reader.go_back()
    assert reading.view.page == 1
    menu = page_menu(reading.view, reading.reader.bar, may_cite=True, cite=list, highlight=list)
    menu.actions()[-1].trigger()
    assert reading.view.page == 4


def test_the_contents_of_a_piece_lead_to_its_chapters(qtbot: QtBot, shell: Shell) -> None:
    reading = with_content(qtbot, shell, with_chapters(4))
    reading.open()
    side = reading.reader.side
    side.toggle(SideView.OUTLINE)
    assert side.outline.list.hasFocus()
    QTest.keyClick(side.outline.list, KEY.Key_Down)
    QTest.keyClick(side.outline.list, KEY.Key_Down)
    QTest.keyClick(side.outline.list, KEY.Key_Return)
    assert reading.view.page == 3
    assert unnamed(reading.pane) == []
    QTest.keyClick(side.outline.list, KEY.Key_Escape)
    assert side.view is None
    assert QApplication.focusWidget() is reading.view
    reading.open(1)
    assert side.outline.list.rows.rowCount() == 0


def test_a_list_that_closes_takes_the_keyboard_from_nobody_else(reading: Reading) -> None:
    reading.open()
    reading.reader.toolbar.field.setFocus()
    reading.reader.side.toggle(SideView.THUMBNAILS)
    assert QApplication.focusWidget() is reading.reader.toolbar.field


def test_the_keyboard_selects_and_copies_text_on_the_page(reading: Reading) -> None:
    reading.open()
    QTest.keyClick(reading.view, KEY.Key_Right, SHIFT)
    reading.wait(lambda: reading.view.selector.words() == "Lettre")
    for _ in range(2):
        QTest.keyClick(reading.view, KEY.Key_Right, SHIFT | CONTROL)
    reading.wait(lambda: reading.view.selector.words() == "Lettre d’intention Document")
    QTest.keyClick(reading.view, KEY.Key_Left, SHIFT)
    reading.wait(lambda: reading.view.selector.words() == "Lettre d’intention Documen")
    QTest.keyClick(reading.view, KEY.Key_C, CONTROL)
    assert QApplication.clipboard().text() == "Lettre d’intention Documen"


def test_a_drag_that_ends_in_the_margin_goes_to_the_end_of_the_line(reading: Reading) -> None:
    reading.open()
    reading.drag(reading.screen(63, 131), reading.screen(590, 131))
    reading.wait(lambda: reading.view.selector.words().endswith("Glaneuses dès"))


@pytest.mark.parametrize(
    ("place", "stride", "forward", "expected"),
    [
        (0, Stride.LETTER, False, 0),
        (3, Stride.WORD, True, 8),
        (8, Stride.WORD, False, 4),
        (5, Stride.LINE, True, 14),
        (14, Stride.LINE, False, 5),
        (2, Stride.LINE, False, 0),
        (15, Stride.LINE, True, 18),
        (18, Stride.LETTER, True, 18),
    ],
)
def test_an_end_of_a_selection_moves(place: int, stride: Stride, forward: bool, expected: int) -> None:
    assert moved("une deux\ntrois six", place, stride, forward=forward) == expected


def test_the_two_ends_of_a_selection_never_meet() -> None:
    assert lengthened("abcd", (2, 3), Stride.LETTER, forward=False) == (2, 1)
    assert lengthened("abcd", (0, 1), Stride.LETTER, forward=False) == (0, 1)


def test_a_protected_piece_asks_for_its_password_in_its_place_and_once(qtbot: QtBot, shell: Shell) -> None:
    reading = with_content(qtbot, shell, encrypted(letter("Lettre protégée"), user="été 2021"))
    reading.pane.show_dossier(reading.desk.view.dossiers[0], 14)
    card = reading.reader.password
    reading.wait(card.isVisible)
    assert reading.reader.focus_target() is card.field
    assert card.field.echoMode() is QLineEdit.EchoMode.Password
    assert unnamed(reading.pane) == []
    card.field.setText("ete 2021")
    QTest.keyClick(card.field, KEY.Key_Return)
    reading.wait(lambda: card.isVisible() and card.field.text() == "")
    words = " ".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())
    assert "n’ouvre pas la pièce" in words
    card.field.setText("été 2021")
    card.open.click()
    reading.wait(lambda: "Lettre protégée" in reading.reader.session.texts.get(1, ""))
    reading.open(1)
    reading.open(0)
    assert reading.view.isVisible()
    reading.wait(lambda: not reading.pane.search._words.unread)


def test_page_down_at_the_end_of_the_text_goes_to_the_next_page(reading: Reading) -> None:
    reading.open()
    reading.reader.toolbar.text.click()
    text = reading.reader.focus_target()
    for _ in range(40):
        QTest.keyClick(text, KEY.Key_PageDown)
    assert reading.view.page == 3
    reading.open(SCANNED)
    reading.wait(lambda: not reading.reader.session.has_text(1))
    assert text.isVisible()
