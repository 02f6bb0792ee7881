"""A desk whose campaign was being erased when everything stopped: it says so, and takes a new lot."""

import json
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from commission_app.ui.first_use.code_page import CodePage
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.shell import Shell
from commission_app.ui.start import Opening


def test_an_interrupted_erasure_is_told_beside_the_place_of_a_new_lot(
    shell: Shell, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "accueil").mkdir()
    label = {"id": "accueil", "name": "Accueil pour tous", "side": "member"}
    (tmp_path / "accueil" / "effacement.json").write_text(json.dumps(label))
    window = StartWindow(shell)
    qtbot.addWidget(window)
    Opening(window, shell, tmp_path, None, use_keyring=False).begin()
    page = window.centralWidget()
    assert isinstance(page, CodePage)
    shown = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Accueil pour tous" in shown
    assert "Relancez cet effacement" in shown
