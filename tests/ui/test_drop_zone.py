"""A zone where files are dropped: what it takes, what it says of the others."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from commission_app.ui.widgets.drop_zone import DropZone, few_names


def test_a_drop_zone_gives_only_the_files_it_accepts(qtbot: QtBot, tmp_path: Path) -> None:
    zone = DropZone("Déposez", "Une ou plusieurs", "Choisir…", (".fiche",))
    qtbot.addWidget(zone)
    zone.show()
    dropped: list[list[Path]] = []
    zone.dropped.connect(dropped.append)
    drop(zone, [tmp_path / "une.fiche", tmp_path / "note.pdf", tmp_path / "DEUX.FICHE"])
    assert [path.name for path in dropped[0]] == ["une.fiche", "DEUX.FICHE"]


def test_files_of_another_kind_are_told_after_those_that_are_taken(qtbot: QtBot, tmp_path: Path) -> None:
    zone = DropZone("Déposez", "Une ou plusieurs", "Choisir…", (".fiche",))
    qtbot.addWidget(zone)
    told: list[str] = []
    zone.dropped.connect(lambda _files: told.clear())  # as a page clears what it said of former files
    zone.strange.connect(lambda files: told.extend(file.name for file in files))
    drop(zone, [tmp_path / "un.lot", tmp_path / "une.fiche"])
    assert told == ["un.lot"]


def test_a_drop_of_other_files_is_answered(qtbot: QtBot, tmp_path: Path) -> None:
    zone = DropZone("Déposez", "Une ou plusieurs", "Choisir…", (".fiche",))
    qtbot.addWidget(zone)
    told: list[list[Path]] = []
    zone.strange.connect(told.append)
    others = [tmp_path / f"note {number}.pdf" for number in range(300)]
    with qtbot.assertNotEmitted(zone.dropped):
        drop(zone, others)
    assert told == [others]
    assert few_names(others) == "note 0.pdf, note 1.pdf, note 2.pdf et 297\N{NO-BREAK SPACE}autres"
    drop(zone, [tmp_path / "une.fiche", tmp_path / "dossier"])
    assert told[1:] == [[tmp_path / "dossier"]]


def test_a_drop_zone_refuses_what_is_no_file(qtbot: QtBot) -> None:
    zone = DropZone("Déposez", "Une ou plusieurs", "Choisir…", (".fiche",))
    qtbot.addWidget(zone)
    mime = QMimeData()
    mime.setText("des mots")
    event = QDragEnterEvent(
        QPoint(1, 1),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    zone.dragEnterEvent(event)
    assert not event.isAccepted()


def test_every_drop_zone_has_its_button(qtbot: QtBot) -> None:
    zone = DropZone("Déposez", "Une ou plusieurs", "Choisir…", (".fiche",))
    qtbot.addWidget(zone)
    with qtbot.waitSignal(zone.asked):
        zone.button.click()


def content(paths: list[Path]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(zone: DropZone, paths: list[Path]) -> None:
    mime = content(paths)  # an event does not own what it carries
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    zone.dropEvent(event)
