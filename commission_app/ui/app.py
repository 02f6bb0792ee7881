"""Starts the window: language, fonts, theme, errors, then the pages that `build` puts in it.

Nothing heavy (database, encryption, printing) is imported before the first image: `build` returns a window
fast and loads the rest from its first tasks.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from commission_app import __version__
from commission_app.texts import typeset
from commission_app.ui import appearance, folder_choice
from commission_app.ui.garbage import GarbageCollection
from commission_app.ui.shell import Shell, open_shell

# What Qt 6.11 shows in its own dialog of files and its French file does not know, under these very words.
UNTRANSLATED = {
    ("QFileDialog", "&Look in:"): "&Chercher dans :",
    ("QFileDialog", "Files of &type:"): "&Type de fichiers :",
    ("QAbstractFileIconProvider", "Folder"): "Dossier",
    ("QAbstractFileIconProvider", "Drive"): "Disque",
}
# How long a lane at work keeps the interpreter before the window gets it back, each time the window waits for
# it: Python's five milliseconds, several times in one turn, were felt while the pieces are checked.
SWITCH_S = 0.0005
FRENCH = QLocale(QLocale.Language.French, QLocale.Country.France)


def run(folder: Path, build: Callable[[Shell], QMainWindow], now: Callable[[], datetime]) -> int:
    """Show the window that `build` makes until it is closed, and return the exit code.

    `folder` is the desk's: the state of the window and the incidents stay there.
    """
    sys.setswitchinterval(SWITCH_S)
    application = prepare(sys.argv[:1])
    with suppress(OSError):  # the first page says that nothing can be kept there
        folder.mkdir(parents=True, exist_ok=True)
    shell = open_shell(folder, now)
    shell.unexpected.install()
    folder_choice.remember_in(shell.settings)
    state = shell.settings.load()
    appearance.start(application, state.theme or appearance.preferred(application), state.text_percent)
    GarbageCollection(application)
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
    application.installTranslator(Typography(application))
    speak_french(application)
    return application


def speak_french(application: QApplication) -> None:
    """Have Qt's own words (« Annuler », « Copier ») in French."""
    application.installTranslator(MissingWords(application))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(FRENCH, "qtbase", "_", folder):
        application.installTranslator(translator)


class Typography(QTranslator):
    """Sets our own words with the no-break spaces of French; installed first, it is asked last."""

    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        """Return the words so set, None where nothing changes."""
        del context, disambiguation, n
        words = typeset(source)
        return None if words == source else words

    def isEmpty(self) -> bool:
        """Tell Qt that there are words here: it would not install it otherwise."""
        return False


class MissingWords(QTranslator):
    """Translates what the French file of Qt leaves in English; that file, installed after, is asked first."""

    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        """Return the French words, None for what is not ours to translate."""
        del disambiguation, n
        words = UNTRANSLATED.get((context, source))
        return None if words is None else typeset(words)

    def isEmpty(self) -> bool:
        """Tell Qt that there are words here: it would not install it otherwise."""
        return False
