"""The start: French, fast to the first image, nothing heavy before it."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QFileInfo, QLocale
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFileIconProvider,
    QLabel,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from commission_app.ui import appearance, theme

HEAVY = ("sqlalchemy", "sqlcipher3", "reportlab", "cryptography", "keyring", "pikepdf", "numpy", "highspy")
PROGRAM = """
import sys
from datetime import datetime
from pathlib import Path
from PySide6.QtCore import QTimer
from commission_app.ui.app import run
from commission_app.ui.main_window import MainWindow
from commission_app.ui.secretariat.consolidation_page import ConsolidationPage, ConsolidationVerbs
from commission_app.ui.secretariat.reception_page import ReceptionPage, ReceptionVerbs
from commission_app.ui.top_bar import Space

def build(shell):
    window = MainWindow(Space("Campagne", "Nadia Perrin", "DGCS", "Secrétariat"), shell)
    window.add_page(ReceptionPage(ReceptionVerbs(*[None] * 6), shell.tasks), "Réception")
    window.add_page(ConsolidationPage(ConsolidationVerbs(*[None] * 6), shell.tasks), "Consolidation")
    QTimer.singleShot(0, window.close)
    return window

ReceptionPage.refresh = lambda self: None
code = run(Path(sys.argv[1]), build, datetime.now)
print(code, sorted(name for name in HEAVY if name in sys.modules))
""".replace("HEAVY", repr(HEAVY))


def test_nothing_heavy_is_imported_before_the_first_image(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "desk")],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, "0 []"), ran.stderr
    assert (tmp_path / "desk" / "window.ini").exists()


def test_the_command_that_opens_the_window_loads_nothing_heavy_either(tmp_path: Path) -> None:
    program = (
        "import sys, commission_app.ui.start as start\n"
        "from commission_app.cli.main import run\n"
        "start.open_desk = lambda *asked, **how: 0\n"
        f"assert run(['--desk', {str(tmp_path)!r}, '--no-keyring']) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert ran.stdout.strip() == "[]", ran.stderr


def test_qt_speaks_french() -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
    assert QLocale().toString(1234.5, "f", 1) == "1\N{NARROW NO-BREAK SPACE}234,5"


def test_a_desk_that_has_chosen_nothing_follows_the_system(qapp: QApplication) -> None:
    assert appearance.preferred(qapp) is theme.LIGHT


def test_the_dialog_of_files_speaks_french(qtbot: QtBot) -> None:
    """Qt's own, which shows where the system lends none: every word of it, columns and buttons."""
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    words = {label.text() for label in dialog.findChildren(QLabel)}
    words |= {button.text() for button in dialog.findChildren(QPushButton)}
    words |= {button.toolTip() for button in dialog.findChildren(QToolButton)}
    assert {
        "&Chercher dans\N{NARROW NO-BREAK SPACE}:",
        "&Type de fichiers\N{NARROW NO-BREAK SPACE}:",
    } <= words
    assert not [text for text in words for english in (" in", "Files", "Open", "Folder") if english in text]
    assert QFileIconProvider().type(QFileInfo(QDir.tempPath())) == "Dossier"
