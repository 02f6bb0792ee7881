"""What people read when something is refused, and when nobody foresaw it."""

import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from commission_app.errors import AppError, Cancelled
from commission_app.messages import sentences
from commission_app.ui import notices
from commission_app.ui.notices import Unexpected
from commission_app.ui.page import Page
from commission_app.ui.widgets.banners import ProgressBanner
from commission_app.ui.widgets.buttons import Button, IconButton
from commission_app.ui.widgets.layouts import column
from commission_app.ui.widgets.notice_area import NoticeArea
from tests.ui.conftest import NOW

SECRET = "Claire Vasseur a noté 4 le dossier /home/claire/0001"


@pytest.fixture
def area(qtbot: QtBot) -> NoticeArea:
    made = NoticeArea()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def unexpected(area: NoticeArea, tmp_path: Path) -> Unexpected:
    made = Unexpected(tmp_path / "incidents.log", lambda: NOW)
    made.attach(area, lambda: True)
    return made


@pytest.fixture
def hooks() -> Iterator[None]:
    kept = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = kept


def words(area: NoticeArea) -> list[tuple[str, str]]:
    return [notice.words() for notice in area.notices()]


def test_a_refusal_is_shown_with_its_two_sentences(area: NoticeArea) -> None:
    error = AppError("DSK-05")
    notices.show(error, area)
    said = sentences(error)
    assert words(area) == [(said.what, said.do)]


def test_the_detail_of_a_refusal_can_be_copied(area: NoticeArea) -> None:
    banner = notices.show(AppError("DSK-22", file="journal"), area, detail="ligne 2")
    copy = next(button for button in banner.findChildren(Button) if "Copier" in button.text())
    copy.click()
    assert QGuiApplication.clipboard().text() == "DSK-22(file='journal')\nligne 2"


def test_what_nobody_foresaw_says_that_the_work_is_written(unexpected: Unexpected, area: NoticeArea) -> None:
    unexpected.report(_raised(ValueError(SECRET)))
    what, _do = words(area)[0]
    assert what == "L’application a rencontré un problème imprévu. Votre travail est enregistré."


def test_it_does_not_say_so_when_it_is_not_true(unexpected: Unexpected, area: NoticeArea) -> None:
    unexpected.attach(area, lambda: False)
    unexpected.report(_raised(ValueError(SECRET)))
    assert "n’est peut-être pas enregistrée" in words(area)[0][0]


def test_writing_comes_before_speaking(unexpected: Unexpected, area: NoticeArea) -> None:
    seen: list[int] = []

    def flush() -> bool:
        seen.append(len(area.notices()))
        return True

    unexpected.attach(area, flush)
    unexpected.report(_raised(ValueError(SECRET)))
    assert seen == [0]


def test_the_log_of_incidents_holds_no_mark_no_name_and_no_path(
    unexpected: Unexpected, tmp_path: Path
) -> None:
    unexpected.report(_raised(ValueError(SECRET)))
    log = (tmp_path / "incidents.log").read_text(encoding="utf-8")
    line = json.loads(log)
    assert set(line) == {"at", "type", "places", "version", "python", "qt", "system"}
    assert line["type"] == "ValueError"
    assert not any(part in log for part in ("Vasseur", "noté", "/home", str(tmp_path)))


def test_an_incident_names_the_lines_of_our_own_code(unexpected: Unexpected, tmp_path: Path) -> None:
    with pytest.raises(KeyError) as caught:
        sentences(AppError("XXX-99"))
    unexpected.report(caught.value)
    line = json.loads((tmp_path / "incidents.log").read_text(encoding="utf-8"))
    assert [place.split(":")[0] for place in line["places"]] == ["messages/__init__.py"]


def test_a_log_that_cannot_be_written_does_not_hide_the_message(area: NoticeArea, tmp_path: Path) -> None:
    made = Unexpected(tmp_path / "absent" / "incidents.log", lambda: NOW)
    made.attach(area, lambda: True)
    made.report(_raised(OSError(SECRET)))
    assert len(area.notices()) == 1


@pytest.mark.usefixtures("hooks")
def test_ctrl_c_closes_the_window_as_its_cross_does(
    unexpected: Unexpected, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    unexpected.install()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not window.isVisible()
    assert capsys.readouterr().err == ""


def test_a_refusal_that_nobody_received_is_still_a_refusal(
    unexpected: Unexpected, area: NoticeArea, tmp_path: Path
) -> None:
    unexpected.report(AppError("DSK-05"))
    assert words(area)[0][0] == sentences(AppError("DSK-05")).what
    assert not (tmp_path / "incidents.log").exists()


def test_a_cancellation_says_nothing(unexpected: Unexpected, area: NoticeArea) -> None:
    unexpected.report(Cancelled())
    assert area.notices() == []


def test_an_exception_of_a_thread_reaches_the_window(
    unexpected: Unexpected, area: NoticeArea, hooks: None, qtbot: QtBot
) -> None:
    unexpected.install()

    def fail() -> None:
        raise ValueError(SECRET)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(area.notices()) == 1)


def test_an_uncaught_exception_of_the_window_is_shown(
    unexpected: Unexpected, area: NoticeArea, hooks: None
) -> None:
    unexpected.install()
    error = _raised(ValueError(SECRET))
    sys.excepthook(type(error), error, error.__traceback__)
    assert len(area.notices()) == 1


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def work(window: QWidget) -> tuple[NoticeArea, QLineEdit, QLineEdit]:
    """Return an area of messages over two fields, on a screen, the second field being typed in."""
    area, first, second = NoticeArea(), QLineEdit(), QLineEdit()
    window.setLayout(column(area, first, second))
    window.show()
    second.setFocus()
    return area, first, second


def test_closing_a_message_gives_the_keyboard_back_to_the_work(
    work: tuple[NoticeArea, QLineEdit, QLineEdit],
) -> None:
    area, _, second = work
    for _ in range(2):
        banner = notices.show(AppError("DSK-05"), area)
        close = banner.findChildren(IconButton)[-1]
        close.setFocus()
        QTest.keyClick(close, Qt.Key.Key_Space)
        assert second.hasFocus()
    assert area.notices() == []


def test_work_interrupted_from_its_banner_gives_the_keyboard_back_too(
    work: tuple[NoticeArea, QLineEdit, QLineEdit],
) -> None:
    area, first, second = work
    banner = ProgressBanner("Import")
    area.add(banner)
    banner.findChildren(Button)[0].setFocus()
    second.setEnabled(False)  # what was worked on is closed meanwhile
    area.remove(banner)
    assert first.hasFocus()


def test_a_message_that_goes_by_itself_takes_the_keyboard_from_nobody(
    work: tuple[NoticeArea, QLineEdit, QLineEdit],
) -> None:
    area, first, _ = work
    notices.show(AppError("DSK-05"), area)
    first.setFocus()
    area.clear()
    assert first.hasFocus()


def test_a_page_shows_refusals_and_passes_on_the_rest(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    page.show_failure(AppError("DSK-05"))
    assert len(page.notices.notices()) == 1
    with pytest.raises(ValueError, match="bug"):
        page.show_failure(ValueError("bug"))


def _raised(error: Exception) -> Exception:
    """Return an exception with the trace of having been raised."""
    try:
        raise error
    except type(error) as caught:
        return caught
