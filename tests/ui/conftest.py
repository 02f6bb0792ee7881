"""A dressed application and a shell for the tests of the window."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commission_app.ui import app, appearance, fonts, theme
from commission_app.ui.shell import Shell, open_shell
from tests.ui.first_opening import Opening
from tests.ui.real_screen import missing_hearing, missing_programs

# A real window needs a real screen: left out, and said, where the machine has none.
collect_ignore = ["test_real_window.py"] if missing_programs() else []
if missing_hearing():
    collect_ignore.append("test_heard_journey.py")

NOW = datetime(2021, 6, 4, 9, 4, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def french_application(qapp: QApplication) -> None:
    """Dress the application once, as `app.run` does."""
    QLocale.setDefault(app.FRENCH)
    qapp.setStyle("Fusion")
    fonts.load()
    app.speak_french(qapp)
    QAccessible.setActive(True)


@pytest.fixture(autouse=True)
def _collected_in_this_thread() -> Iterator[None]:
    """Collect cycles in the window's thread only, as `garbage` does in the application."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture(autouse=True)
def _light_theme(qapp: QApplication) -> Iterator[None]:
    """Start each test in the light theme, at the usual text size."""
    if theme.current() is not theme.LIGHT or theme.text_percent() != 100 or not qapp.styleSheet():
        appearance.apply(qapp, theme.LIGHT)
    yield
    if theme.current() is not theme.LIGHT or theme.text_percent() != 100:
        appearance.apply(qapp, theme.LIGHT)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    """Return the shell of a desk in a temporary folder."""
    opened = open_shell(tmp_path, lambda: NOW)
    yield opened
    opened.tasks.close()


@pytest.fixture
def opening(qtbot: QtBot, shell: Shell, tmp_path: Path) -> Iterator[Opening]:
    """The page of the first opening, whose work is let go at the end."""
    made = Opening(qtbot, shell, tmp_path)
    yield made
    if made.gate is not None:
        made.gate.set()


def pytest_report_collectionfinish() -> list[str]:
    lacks = {"real windows": missing_programs(), "the screen reader's journey": missing_hearing()}
    return [f"left out: {what}, which need {', '.join(lack)}" for what, lack in lacks.items() if lack]
