"""« Lire et noter » as a whole: list, place, saving, themes; nothing typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commission_app.scoring.draft import ClosingEdit, EntryEdit, fold
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import Entry, Recusal
from commission_app.ui import appearance, theme
from commission_app.ui.shell import Shell
from commission_app.workflow.member.views import Place
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.marking_desk import A11, A12, FIRST, KEY, NONE, SECOND, Marking
from tests.ui.member_samples import MEMBER, NEUTRALISED, MemberDesk


@pytest.fixture
def marking(qtbot: QtBot, shell: Shell) -> Marking:
    return Marking(qtbot, shell, MemberDesk())


def test_the_counter_and_the_list_follow_what_is_done(marking: Marking) -> None:
    with marking.qtbot.waitSignal(marking.page.counter_changed) as counted:
        marking.editor.set_recusal(SECOND, Recusal("personal", "Mandat"))
    assert counted.args == ["0/13"]
    marking.mark_all()
    with marking.qtbot.waitSignal(marking.page.counter_changed) as counted:
        marking.editor.set_closed(FIRST, closed=True)
    assert counted.args == ["1/13"]


def test_choosing_a_dossier_opens_it_at_its_first_blank_criterion(marking: Marking) -> None:
    marking.editor.put_mark(DossierId("0004"), A11, 3)
    view = marking.page.list.focus_target()
    model = marking.page.list.view.model()
    index = model.index(marking.page.list.model.row_of(DossierId("0004")), 0)
    place = marking.page.list.view.visualRect(index).center()
    QTest.mouseClick(marking.page.list.view.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert marking.page.dossier == "0004"
    assert marking.page.grid.criterion == A12
    assert view.isVisible()


def test_a_filter_without_a_match_says_so_and_is_cleared(marking: Marking) -> None:
    rows = marking.page.list.model.rowCount
    whole = rows()
    QTest.keyClicks(marking.page.list.search, "brouzargues")
    assert rows() == 2
    QTest.keyClicks(marking.page.list.search, "zzz")
    assert rows() == 0
    marking.page.list.clear_filter()
    assert rows() == whole


def test_the_wheel_never_changes_a_mark(marking: Marking) -> None:
    marking.press(KEY.Key_4)
    assert changed_by_wheel(marking.page) == []
    assert marking.entry().mark == 4


def test_every_stop_of_the_keyboard_has_a_name(marking: Marking) -> None:
    assert unnamed(marking.page) == []
    marking.press(KEY.Key_N)
    marking.page.reading.reader.toolbar.text.click()
    assert unnamed(marking.page) == []


def test_the_place_is_remembered_and_resumed(qtbot: QtBot, shell: Shell, marking: Marking) -> None:
    page = marking.page
    page.show_place("0004", "E2")
    page.reading.open_piece(marking.desk.view.dossiers[3].dossier.pieces[1].path)
    qtbot.waitUntil(lambda: page.reading.reader.session.is_open, timeout=10_000)
    page.flush()
    shell.tasks.flush()
    place = marking.desk.place
    assert (place.dossier, place.criterion, place.piece) == ("0004", "E2", "d/0004/02.pdf")
    again = Marking(qtbot, shell, marking.desk)
    assert again.page.dossier == "0004"
    assert again.page.grid.criterion == "E2"
    assert again.page.reading.place().piece == "d/0004/02.pdf"


@pytest.mark.parametrize(
    "place",
    [
        Place(),
        Place(dossier=DossierId("9999"), criterion=A12),
        Place(dossier=SECOND, criterion=CriterionId("Z9")),
        Place(dossier=SECOND, criterion=NEUTRALISED),
    ],
)
def test_a_place_that_no_longer_exists_opens_the_nearest_one(
    qtbot: QtBot, shell: Shell, place: Place
) -> None:
    opened = Marking(qtbot, shell, MemberDesk(place=place))
    assert opened.page.dossier == (SECOND if place.dossier == SECOND else FIRST)
    assert opened.page.grid.criterion == A11


def test_an_edit_of_a_dossier_that_a_later_lot_no_longer_holds_is_never_undone(
    qtbot: QtBot, shell: Shell
) -> None:
    gone = DossierId("0099")
    desk = MemberDesk(edits=[EntryEdit(gone, A11, Entry(), Entry(mark=2))])
    opened = Marking(qtbot, shell, desk)
    opened.act("undo")
    assert opened.entry(dossier=gone).mark == 2
    assert opened.page.dossier == FIRST


def test_a_failed_save_says_so_until_it_succeeds(marking: Marking) -> None:
    marking.desk.is_full = True
    marking.press(KEY.Key_4)
    marking.qtbot.waitUntil(lambda: len(marking.page.notices.notices()) == 1)
    banner = marking.page.notices.notices()[0]
    assert "1\N{NO-BREAK SPACE}saisie à enregistrer" in banner.words()[0]
    assert marking.entry().mark == 4
    marking.press(KEY.Key_Return)
    marking.press(KEY.Key_3)
    marking.qtbot.waitUntil(lambda: "2\N{NO-BREAK SPACE}saisies" in banner.words()[0])
    marking.desk.is_full = False
    next(button for button in banner.findChildren(QPushButton) if button.text() == "Réessayer").click()
    marking.qtbot.waitUntil(lambda: not marking.page.notices.notices())
    assert fold(MEMBER, marking.desk.edits) == marking.editor.sheet


def test_typing_then_leaving_the_dossier_loses_no_letter(marking: Marking) -> None:
    marking.press(KEY.Key_C)
    marking.type("Dernier mot")
    marking.act("next_dossier")
    marking.shell.tasks.flush()
    assert fold(MEMBER, marking.desk.edits).reading(FIRST).entry(A11).remark == "Dernier mot"
    marking.act("previous_dossier")
    assert marking.page.grid.card.remark.toPlainText() == "Dernier mot"


def test_closing_the_window_records_what_is_being_typed(marking: Marking) -> None:
    marking.press(KEY.Key_C)
    marking.type("Avant de partir")
    marking.page.close()
    marking.shell.tasks.flush()
    assert fold(MEMBER, marking.desk.edits) == marking.editor.sheet


@pytest.mark.parametrize("chosen", [theme.LIGHT, theme.DARK, theme.HIGH_CONTRAST])
@pytest.mark.parametrize("percent", [100, 130])
def test_the_page_follows_theme_and_text_size(
    marking: Marking, qapp: QApplication, chosen: theme.Theme, percent: int
) -> None:
    marking.mark_all()
    appearance.apply(qapp, chosen, percent)
    picture = marking.page.grab().toImage()
    assert picture.pixelColor(picture.width() - 3, 3) == theme.color("surface")
    assert unnamed(marking.page) == []


def test_a_small_window_tightens_the_panes(marking: Marking) -> None:
    marking.page.resize(1366, 650)
    marking.page.set_compact(is_compact=True)
    page = marking.page
    assert (page.list.width(), page.grid.width()) == (248, 372)
    assert not page.reading.reader.rail.isVisible()
    page.resize(1440, 850)
    page.set_compact(is_compact=False)
    assert (page.list.width(), page.grid.width()) == (296, 412)


def test_the_reading_mode_folds_the_list(marking: Marking) -> None:
    marking.page.reading.header.focus_mode.click()
    assert not marking.page.list.isVisible()
    marking.page.reading.header.focus_mode.click()
    assert marking.page.list.isVisible()


def test_a_remark_grows_with_its_text(marking: Marking) -> None:
    remark = marking.page.grid.card.remark
    short = remark.height()
    marking.editor.type_remark(FIRST, A11, "ligne\n" * 7)
    assert remark.height() > short
    marking.editor.type_remark(FIRST, A11, "ligne\n" * 60)
    assert remark.height() < 20 * short
    assert marking.page.grid.card.remark.toPlainText() == marking.entry().remark


def test_a_closed_dossier_is_shown_read_only_from_the_start(qtbot: QtBot, shell: Shell) -> None:
    desk = MemberDesk(edits=[ClosingEdit(FIRST, before=False, after=True)])
    opened = Marking(qtbot, shell, desk)
    card = opened.page.grid.card
    assert card.remark.isReadOnly()
    assert not card.mark.isEnabled()
    assert "Dossier clos" in {
        badge.accessibleName() for badge in opened.page.grid.header.findChildren(QWidget) if badge.isVisible()
    }
    opened.editor.set_closed(FIRST, closed=False)
    assert not card.remark.isReadOnly()


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_at_every_text_size_the_panes_fit_a_small_screen(
    marking: Marking, qapp: QApplication, percent: int
) -> None:
    appearance.apply(qapp, theme.LIGHT, percent)
    marking.page.set_compact(is_compact=True)
    marking.page.resize(1366, 640)
    QApplication.processEvents()
    assert marking.page.width() == 1366
    right_edge = marking.page.grid.mapTo(marking.page, marking.page.grid.rect().topRight()).x()
    assert right_edge < 1366
    assert marking.page.list.isVisible() == (percent < 150)


def test_twice_as_large_nothing_is_cut_on_a_small_screen(qapp: QApplication, marking: Marking) -> None:
    appearance.apply(qapp, theme.DARK, 200)
    marking.page.resize(1364, 640)
    toolbar, grid = marking.page.reading.reader.toolbar, marking.page.grid
    marking.qtbot.waitUntil(lambda: "sur" in toolbar._page_count.text())
    assert grid.geometry().right() < marking.page.width()
    marking.qtbot.waitUntil(lambda: toolbar.original.width() >= toolbar.original.sizeHint().width())
