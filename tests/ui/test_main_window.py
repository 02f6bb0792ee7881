"""The window: its bar, its menus, its memory, and how it closes."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError
from commission_app.ui import actions, appearance, notices, theme
from commission_app.ui.main_window import MainWindow
from commission_app.ui.page import Page
from commission_app.ui.settings import WindowSettings, WindowState
from commission_app.ui.shell import Shell, open_shell
from commission_app.ui.top_bar import Space, TopBar
from commission_app.ui.widgets.badge import Badge
from commission_app.ui.widgets.tabs import NavigationTabs
from commission_app.ui.widgets.toast import Toast
from tests.ui.audit import changed_by_wheel, unnamed
from tests.ui.conftest import NOW

SECRETARIAT = Space("Accueil pour tous", "Nadia Perrin", "DGCS", "Secrétariat")
MEMBER = Space("Accueil pour tous", "Claire Vasseur", "DGCS")

MEMBER_ONLY = frozenset({"open_lot", "print_paper"})
SECRETARIAT_ONLY = frozenset({"choose_sheets", "export", "print"})


class CountingPage(Page):
    """A page that counts how often it is read again."""

    def __init__(self) -> None:
        super().__init__()
        self.refreshes = 0
        self.is_compact = False

    def refresh(self) -> None:
        self.refreshes += 1

    def set_compact(self, *, is_compact: bool) -> None:
        self.is_compact = is_compact


Made = Callable[..., MainWindow]


@pytest.fixture
def make(qtbot: QtBot, shell: Shell) -> Made:
    def made(space: Space = SECRETARIAT, pages: int = 2, **options: Callable[..., object]) -> MainWindow:
        window = MainWindow(space, shell, **options)  # type: ignore[arg-type]  # the options of one test
        for number in range(pages):
            window.add_page(CountingPage(), ("Réception", "Consolidation", "Documents")[number])
        qtbot.addWidget(window)
        window.show()
        return window

    return made


def tabs(window: MainWindow) -> NavigationTabs:
    return window.findChildren(NavigationTabs)[0]


def action(window: QWidget, name: str) -> QAction:
    return next(found for found in window.actions() if found.objectName() == name)


def test_a_window_that_gives_way_leaves_the_lanes_running(make: Made, shell: Shell, qtbot: QtBot) -> None:
    window, done = make(), list[str]()
    beside = QDialog(window)
    beside.show()
    window.give_way()
    assert not window.isVisible()
    assert not beside.isVisible()
    shell.tasks.store(lambda: "lu", done.append)
    qtbot.waitUntil(lambda: done == ["lu"])


def test_a_page_is_brought_back_by_its_place(make: Made) -> None:
    window = make(pages=3)
    window.open_tab(2)
    assert window.tab == 2
    assert tabs(window).currentIndex() == 2


def counting(window: MainWindow) -> CountingPage:
    page = window.page()
    assert isinstance(page, CountingPage)
    return page


def test_opening_a_tab_shows_its_page_and_reads_it_again(make: Made) -> None:
    window = make()
    first = counting(window)
    tabs(window).setCurrentIndex(1)
    assert counting(window) is not first
    assert counting(window).refreshes == 1


def test_control_and_a_digit_open_a_tab(make: Made, qtbot: QtBot) -> None:
    window = make(pages=3)
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert tabs(window).currentIndex() == 2
    for key, place in ((Qt.Key.Key_Ampersand, 0), (Qt.Key.Key_Eacute, 1), (Qt.Key.Key_QuoteDbl, 2)):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)  # the same keys on AZERTY
        assert tabs(window).currentIndex() == place


def test_nothing_of_the_bar_is_cut_in_a_large_text(make: Made, qapp: QApplication) -> None:
    window = make(pages=3)
    window.status.show_saved(NOW)
    window.resize(1366, 728)
    appearance.apply(qapp, theme.LIGHT, 200)
    qapp.processEvents()
    bar, shown = window.findChildren(TopBar)[0], tabs(window)
    listed = [action.text() for action in bar.more.menu().actions()]
    assert bar.minimumSizeHint().width() <= 1366
    for place in range(3):
        assert shown.isTabVisible(place) or shown.tabText(place) in listed
    whole = sum(width for place, width in enumerate(shown.widths()) if shown.isTabVisible(place))
    assert shown.width() >= whole
    window.open_tab(2)
    qapp.processEvents()
    assert shown.isTabVisible(2)
    appearance.apply(qapp, theme.LIGHT, 100)
    qapp.processEvents()
    assert bar.more.isHidden()


def test_a_page_writes_its_counter_beside_its_title(make: Made) -> None:
    window = make()
    counting(window).counter_changed.emit("6/8")
    assert tabs(window).accessibleTabName(0) == "Réception 6/8"


def test_only_the_secretariat_has_a_label_in_the_bar(make: Made, qtbot: QtBot) -> None:
    assert [badge.accessibleName() for badge in make(SECRETARIAT).findChildren(Badge)] == ["Secrétariat"]
    assert make(MEMBER).findChildren(Badge) == []


def test_proofs_show_only_when_they_do_something_and_help_always(make: Made) -> None:
    asked: list[str] = []
    bare = {found.objectName() for found in make().findChildren(QAction)}
    assert "help" in bare
    assert "proofs" not in bare
    full = make(show_proofs=lambda: asked.append("proofs"))
    next(found for found in full.findChildren(QAction) if found.objectName() == "proofs").trigger()
    assert asked == ["proofs"]


def test_the_menu_of_the_person_changes_theme_and_text_size(make: Made) -> None:
    window = make()
    menu = window.findChildren(QMenu)[0]
    chosen = {found.text(): found for found in window.findChildren(QAction)}
    chosen["Thème sombre"].trigger()
    assert theme.current() is theme.DARK
    chosen["130\N{NO-BREAK SPACE}%"].trigger()
    assert (theme.current(), theme.text_percent()) == (theme.DARK, 130)
    assert chosen["Thème sombre"].isChecked()
    assert not chosen["Thème clair"].isChecked()
    assert menu is not None


def test_the_text_grows_and_shrinks_by_the_keyboard_within_its_sizes(make: Made) -> None:
    window = make()
    for expected in (115, 130, 150, 200, 200):
        action(window, "larger_text").trigger()
        assert theme.text_percent() == expected
    for expected in (150, 130, 115, 100, 100):
        action(window, "smaller_text").trigger()
        assert theme.text_percent() == expected


def test_alt_alone_shows_the_menu_bar_and_hides_it(make: Made, qtbot: QtBot) -> None:
    window = make()
    qtbot.waitUntil(window.isActiveWindow)
    assert not window.menuBar().isVisible()
    for expected in (True, False):
        QTest.keyPress(window.windowHandle(), Qt.Key.Key_Alt)
        QTest.keyRelease(window.windowHandle(), Qt.Key.Key_Alt)
        assert window.menuBar().isVisible() is expected


def test_alt_with_another_key_leaves_the_menu_bar(make: Made, qtbot: QtBot) -> None:
    window = make()
    qtbot.waitUntil(window.isActiveWindow)
    keyboard = window.windowHandle()
    QTest.keyPress(keyboard, Qt.Key.Key_Alt)
    QTest.keyPress(keyboard, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    QTest.keyRelease(keyboard, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible()


def test_control_s_says_that_all_is_already_written(make: Made) -> None:
    window = make()
    action(window, "already_saved").trigger()
    assert [toast.accessibleName() for toast in window.findChildren(Toast)] == ["Tout est déjà enregistré."]


def test_control_s_does_not_say_so_when_it_is_not(make: Made, qtbot: QtBot) -> None:
    window = make()
    window.status.show_unsaved(NOW)
    with qtbot.waitSignal(window.status.explanation_asked):
        action(window, "already_saved").trigger()
    assert window.findChildren(Toast) == []


def test_a_new_toast_replaces_the_one_before(make: Made, qapp: QApplication) -> None:
    window = make()
    window.toast("Note effacée")
    window.toast("Preuve retirée")
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [toast.accessibleName() for toast in window.findChildren(Toast)] == ["Preuve retirée"]


def test_a_small_window_tightens_its_pages(make: Made) -> None:
    window = make()
    window.resize(1440, 900)
    assert not counting(window).is_compact
    window.resize(1366, 697)
    assert counting(window).is_compact


def test_larger_text_tightens_the_pages_of_a_large_window(make: Made) -> None:
    window = make()
    window.resize(1440, 900)
    for _ in range(2):
        action(window, "larger_text").trigger()
    assert counting(window).is_compact


def test_an_unforeseen_exception_speaks_in_the_window(make: Made, shell: Shell) -> None:
    window = make()
    shell.unexpected.report(ValueError("bug"))
    shell.unexpected.report(AppError("DSK-05"))
    assert len(window.notices.notices()) == 2


def test_the_window_comes_back_as_it_was_left(make: Made, shell: Shell, tmp_path: Path, qtbot: QtBot) -> None:
    window = make()
    window.resize(820, 640)
    next(found for found in window.findChildren(QAction) if found.text() == "Contraste élevé").trigger()
    window.close()
    state = open_shell(tmp_path, lambda: NOW).settings.load()
    assert (state.theme, state.text_percent) == (theme.HIGH_CONTRAST, 100)
    assert state.geometry
    again = MainWindow(SECRETARIAT, open_shell(tmp_path, lambda: NOW))
    qtbot.addWidget(again)
    assert again.height() == 640  # the screen of the tests is narrower than the window


@pytest.mark.parametrize(
    "text", ["", "[window]\ntheme=violet\ntext_percent=999\n", "\x00\x01 pas un fichier"]
)
def test_unreadable_settings_are_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "window.ini").write_text(text, encoding="utf-8")
    assert WindowSettings(tmp_path / "window.ini").load() == WindowState()


def test_closing_asks_only_when_long_work_would_be_lost(make: Made, shell: Shell, qtbot: QtBot) -> None:
    asked: list[QWidget] = []

    def stay(window: QWidget) -> bool:
        asked.append(window)
        return False

    window = make(may_close=stay)
    gate = threading.Event()
    shell.tasks.long(lambda _report: gate.wait(), lambda _true: None)
    assert not window.close()
    assert asked == [window]
    gate.set()
    qtbot.waitUntil(lambda: not shell.tasks.has_long_work())
    assert window.close()
    assert len(asked) == 1


def test_closing_waits_for_the_last_writing(make: Made, shell: Shell) -> None:
    window = make()
    written: list[int] = []
    shell.tasks.store(lambda: written.append(1), lambda _none: None)
    window.close()
    assert written == [1]


def test_the_question_before_closing_is_in_french_and_safe_by_default(make: Made, qtbot: QtBot) -> None:
    window = make()
    seen: list[list[str]] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append([button.text() for button in box.findChildren(QPushButton)])
        default = box.defaultButton()
        assert default is not None
        default.click()

    QTimer.singleShot(0, answer)
    assert not notices.ask_to_interrupt(window)
    assert sorted(seen[0]) == ["Interrompre et fermer", "Laisser finir"]


def test_every_stop_of_the_bar_has_a_name_and_ignores_the_wheel(make: Made) -> None:
    window = make()
    window.status.show_unsaved(NOW)
    assert unnamed(window) == []
    assert changed_by_wheel(window) == []


@pytest.mark.parametrize("elsewhere", [MEMBER_ONLY, SECRETARIAT_ONLY])
def test_no_two_actions_of_one_space_share_a_shortcut(elsewhere: frozenset[str]) -> None:
    here = [row for name, row in actions.table().items() if name not in elsewhere]
    shortcuts = [shortcut for row in here for shortcut in row.shortcuts]
    assert len(shortcuts) == len(set(shortcuts))
    assert all(row.text for row in actions.table().values())
