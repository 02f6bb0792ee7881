"""The first page of the practice: its letter, and the code that may be typed for the person."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from commission_app.rehearsal.practice import Practice
from commission_app.ui.practice.door import PracticeDoor
from commission_app.ui.shell import Shell
from tests.ui.first_opening import CODE, SHOWN


def test_the_code_of_the_letter_is_typed_for_the_person_as_the_field_reads_it(
    qtbot: QtBot, shell: Shell, tmp_path: Path
) -> None:
    lot = tmp_path / "essai.lot"
    lot.write_bytes(b"lot")
    door = PracticeDoor(Practice(tmp_path, lot, SHOWN.replace(" ", "-")), shell.tasks)
    qtbot.addWidget(door)
    fill = next(b for b in door.findChildren(QPushButton) if b.accessibleName() == "Le saisir à ma place")
    fill.click()
    form = door.code_page.form
    assert (form.code.signs(), form.code.is_whole(), form.button.isEnabled()) == (CODE, True, True)
