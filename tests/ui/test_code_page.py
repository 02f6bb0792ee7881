"""The first opening: a forgiving code, a greeting before anything is kept, progress, refusals in words."""

import threading

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.texts import typeset
from commission_app.ui import appearance, theme
from commission_app.ui.first_use.code_field import CodeField, grouped, signs_of
from commission_app.ui.widgets.banners import ProgressBanner
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.first_opening import CODE, SHOWN, Opening
from tests.ui.marking_desk import texts


@pytest.fixture
def field(qtbot: QtBot) -> CodeField:
    made = CodeField()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    "typed",
    [CODE, CODE.lower(), SHOWN, SHOWN.replace(" ", "-"), SHOWN.replace(" ", "\n"), f"  {SHOWN}.  "],
)
def test_case_spaces_dashes_and_line_ends_do_not_count(field: CodeField, typed: str) -> None:
    QApplication.clipboard().setText(typed)
    field.paste()
    assert (field.text(), field.signs(), field.is_whole()) == (SHOWN, CODE, True)


def test_look_alike_letters_are_read_as_digits() -> None:
    assert signs_of("oO iI lL") == "001111"
    assert grouped("ABCDEFG") == "ABCDE FG"


def test_groups_write_themselves_as_the_person_types(field: CodeField) -> None:
    QTest.keyClicks(field, "7kf3q9mt")
    assert field.text() == "7KF3Q 9MT"
    assert field.cursorPosition() == len(field.text())


def test_a_correction_in_the_middle_keeps_the_cursor_there(field: CodeField) -> None:
    QTest.keyClicks(field, CODE[:12])
    field.setCursorPosition(3)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, "g")
    assert field.signs() == "7KG" + CODE[3:12]
    assert field.cursorPosition() == 3


def test_signs_beyond_the_last_are_dropped(field: CodeField) -> None:
    QTest.keyClicks(field, CODE + "ABC")
    assert field.signs() == CODE


def test_a_u_is_pointed_at_at_once(opening: Opening) -> None:
    QTest.keyClicks(opening.page.form.code, "7KF3Q9U")
    assert "Aucun code n’a de U : vérifiez le signe 2 du groupe 2." in texts(opening.page)
    assert opening.page.form.code.property("invalid") is True
    assert not opening.page.form.code.is_whole()
    QTest.keyClick(opening.page.form.code, Qt.Key.Key_Backspace)
    assert opening.page.form.code.property("invalid") is False
    assert "6 signes sur 30." in texts(opening.page)


def test_the_button_waits_for_the_lot_and_the_whole_code(opening: Opening) -> None:
    form = opening.page.form
    QTest.keyClicks(form.code, CODE)
    assert not form.button.isEnabled()
    QTest.keyClick(form.code, Qt.Key.Key_Return)
    assert opening.codes == []
    form.lot.choose(opening.lot)
    assert form.button.isEnabled()
    QTest.keyClick(form.code, Qt.Key.Key_Backspace)
    assert not form.button.isEnabled()


@pytest.mark.parametrize("is_on_zone", [True, False])
def test_a_lot_dropped_anywhere_is_taken_and_its_extension_is_not_shown(
    opening: Opening, is_on_zone: bool
) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(opening.lot))])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    held = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, content, buttons, keys)
    drop = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, content, buttons, keys)
    if is_on_zone:
        opening.page.form.lot.zone.dropEvent(drop)
    else:
        QApplication.sendEvent(opening.page, held)
        assert opening.page.veil.isVisible()
        QApplication.sendEvent(opening.page, drop)
    assert opening.page.form.lot.file == opening.lot
    shown = texts(opening.page)
    assert "1\N{NO-BREAK SPACE}Mo" in shown or "2\N{NO-BREAK SPACE}Mo" in shown
    assert not any(".lot" in said for said in shown)


def test_another_file_dropped_is_answered_until_a_lot_comes(opening: Opening) -> None:
    page = opening.page
    page.form.lot.zone.strange.emit([opening.lot.with_name("lettre.pdf")])
    assert "lettre.pdf" in page.notices.notices()[0].words()[0]
    page.form.lot.choose(opening.lot)
    assert page.notices.notices() == []


def test_a_lot_opened_with_a_double_click_goes_to_the_code(opening: Opening) -> None:
    opening.page.show_lot(opening.lot)
    assert QApplication.focusWidget() is opening.page.form.code


def test_the_person_is_greeted_before_anything_is_kept(opening: Opening) -> None:
    opening.greeted()
    assert opening.codes == [CODE]
    assert opening.entered == []
    shown = texts(opening.page)
    assert {
        "Bonjour Claire Vasseur",
        "Direction générale de la cohésion sociale — est-ce bien vous ?",
        "14\N{NO-BREAK SPACE}dossiers",
        typeset("Secrétariat : 01 99 00 12 34"),
    } <= shown
    assert "Accueil pour tous 2021" in shown


def test_yes_opens_the_lot(opening: Opening) -> None:
    opening.greeted()
    assert opening.page.greeting is not None
    with opening.qtbot.waitSignal(opening.page.entered) as entered:
        opening.page.greeting.yes.click()
    assert entered.args == ["session"]
    assert opening.entered == [CODE]


def test_no_goes_back_to_the_code_and_says_who_to_call(opening: Opening) -> None:
    opening.greeted()
    assert opening.page.greeting is not None
    opening.page.greeting.no.click()
    assert opening.page.form.isVisible()
    assert opening.page.form.code.text() == ""
    what, do = opening.page.notices.notices()[0].words()
    assert "autre personne" in what
    assert "01 99 00 12 34" in do
    assert opening.entered == []


def test_a_wrong_code_frames_the_field_and_keeps_it(opening: Opening) -> None:
    opening.refusal = AppError("COD-03")
    opening.submit()
    opening.qtbot.waitUntil(lambda: bool(opening.page.notices.notices()))
    form = opening.page.form
    opening.qtbot.waitUntil(form.code.isEnabled)
    assert form.code.text() == SHOWN
    assert "Comparez chaque groupe" in opening.page.notices.notices()[0].words()[1]
    opening.refusal = None
    form.button.click()
    opening.qtbot.waitUntil(lambda: opening.page.greeting is not None)
    assert opening.page.notices.notices() == []


@pytest.mark.parametrize("code", ["COD-03", "LOT-04"])
def test_after_a_refusal_the_keyboard_is_back_on_the_code(opening: Opening, code: str) -> None:
    opening.refusal = AppError(code)
    opening.submit()
    opening.qtbot.waitUntil(lambda: bool(opening.page.notices.notices()))
    assert opening.page.focusWidget() is opening.page.form.code


def test_opening_shows_its_progress_and_can_be_interrupted(opening: Opening) -> None:
    opening.gate = threading.Event()
    opening.greeted()
    assert opening.page.greeting is not None
    opening.page.greeting.yes.click()
    banner = opening.page.findChildren(ProgressBanner)[0]
    opening.qtbot.waitUntil(lambda: any("Vérification des pièces" in said for said in texts(banner)))
    assert not opening.page.greeting.isEnabled()
    banner.findChildren(QPushButton)[0].click()
    opening.gate.set()
    opening.qtbot.waitUntil(opening.page.greeting.isEnabled)
    assert opening.entered == []
    assert opening.page.notices.notices() == []
    assert opening.page.greeting.yes.hasFocus()  # Enter tries again


def test_the_size_of_text_is_offered_at_the_first_start(opening: Opening) -> None:
    sizes = opening.page.form.findChildren(QRadioButton)
    assert [size.isChecked() for size in sizes] == [True, False, False, False, False]
    with opening.qtbot.waitSignal(opening.page.text_size_chosen) as chosen:
        sizes[2].click()
    assert chosen.args == [130]


def test_the_notice_on_personal_data_is_in_sight(opening: Opening) -> None:
    assert any("communicables après la décision" in said for said in texts(opening.page))


@pytest.mark.parametrize("chosen", [theme.LIGHT, theme.DARK, theme.HIGH_CONTRAST])
def test_every_stop_is_named_and_the_wheel_changes_nothing(
    opening: Opening, qapp: QApplication, chosen: theme.Theme
) -> None:
    appearance.apply(qapp, chosen, 115)
    opening.page.set_compact(is_compact=True)
    assert unnamed(opening.page) == []
    opening.greeted()
    assert unnamed(opening.page) == []
    assert changed_by_wheel(opening.page) == []
    opening.page.grab()


def test_the_form_keeps_its_place_when_the_text_is_large(opening: Opening, qapp: QApplication) -> None:
    opening.page.resize(1366, 697)
    appearance.apply(qapp, theme.LIGHT, 150)
    QApplication.processEvents()
    assert not opening.page.welcome.isVisible()
    assert opening.page.form.width() == 840
    appearance.apply(qapp, theme.LIGHT, 100)
    QApplication.processEvents()
    assert opening.page.welcome.isVisible()
