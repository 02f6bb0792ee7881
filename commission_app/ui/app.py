"""Starts the window: language, fonts, theme, errors; then the pages, once the first image is painted.

Nothing heavy (database, encryption, printing) is imported before that image: `build` returns a window fast
and loads the rest from its first tasks.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from commission_app import __version__
from commission_app.ui import appearance
from commission_app.ui.notices import Unexpected
from commission_app.ui.settings import WindowSettings
from commission_app.ui.tasks import Tasks

FRENCH = QLocale(QLocale.Language.French, QLocale.Country.France)


@dataclass(frozen=True)
class Shell:
    """What a window needs of the application that runs it."""

    tasks: Tasks
    settings: WindowSettings
    unexpected: Unexpected


def run(folder: Path, build: Callable[[Shell], QMainWindow], now: Callable[[], datetime]) -> int:
    """Show the window that `build` makes until it is closed; `folder` keeps its state and incidents."""
    application = prepare(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    shell = open_shell(folder, now)
    shell.unexpected.install()
    state = shell.settings.load()
    appearance.start(application, state.theme, state.text_percent)
    window = build(shell)
    window.show()
    return application.exec()


def prepare(arguments: list[str]) -> QApplication:
    """Return the application object, in French."""
    QLocale.setDefault(FRENCH)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(arguments)
    application.setApplicationName("commission-app")
    application.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("commission-app")
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(FRENCH, "qtbase", "_", folder):
        application.installTranslator(translator)
    return application


def open_shell(folder: Path, now: Callable[[], datetime]) -> Shell:
    """Return the lanes, the settings and the receiver of unforeseen errors of one desk."""
    unexpected = Unexpected(folder / "incidents.log", now)
    return Shell(Tasks(unexpected.report), WindowSettings(folder / "window.ini"), unexpected)
