"""A lot that came in several messages: the member drops volumes, is told what is missing, and gets in."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from commission_app.scoring.ids import MemberId
from commission_app.sealing import volumes as cutting
from commission_app.ui.first_use.code_page import CodePage
from commission_app.ui.first_use.opening_verbs import closed_desk
from commission_app.ui.shell import Shell
from commission_app.workflow.progress import no_progress
from tests.ui.seen import plain, texts
from tests.workflow.campaigns import Prepared, invented, lot_of, make_desk, prepare

SMALL = 20_000  # bytes of a volume: the lot of a test is small


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("envoi"), invented(2, 2))


@pytest.fixture
def mailed(prepared: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the volumes, each in a folder of its own, as mail leaves them."""
    monkeypatch.setattr(cutting, "LEAST_BYTES", SMALL)
    lot = lot_of(prepared.seal(tmp_path.name), "m01")
    files = []
    for file in cutting.cut(lot, SMALL, tmp_path, no_progress):
        (tmp_path / file.stem).mkdir()
        files.append(file.rename(tmp_path / file.stem / file.name))
    return files


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, tmp_path: Path) -> CodePage:
    made = CodePage(closed_desk(lambda: make_desk(tmp_path / "membre")), shell.tasks)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    return made


def said(page: CodePage) -> str:
    return plain("\n".join(texts(page.notices)))


def test_the_volumes_are_asked_for_until_the_lot_is_whole(
    qtbot: QtBot, page: CodePage, mailed: list[Path], prepared: Prepared
) -> None:
    count = len(mailed)
    page.form.lot.zone.dropped.emit(mailed[1:])
    qtbot.waitUntil(lambda: f"Volumes reçus : {count - 1} sur {count}." in said(page))
    assert "Il manque le volume 1 : déposez-le ici." in said(page)
    assert page.form.lot.file is None
    page.veil.dropped.emit([mailed[1]])
    qtbot.waitUntil(lambda: "Déjà là, compté une seule fois : volume 2." in said(page))
    page.show_lot(mailed[0])  # opened with a double click
    qtbot.waitUntil(lambda: page.form.lot.file is not None)
    assert f"Les {count} volumes sont réunis." in said(page)
    page.form.code.show_signs(prepared.letters[MemberId("m01")].code)
    page.form.button.click()
    qtbot.waitUntil(lambda: page.greeting is not None)


def test_a_changed_volume_is_told_and_another_may_be_brought(
    qtbot: QtBot, page: CodePage, mailed: list[Path]
) -> None:
    sound = mailed[0].read_bytes()
    mailed[0].write_bytes(sound[:-1])
    page.show_lot(mailed[0])
    qtbot.waitUntil(lambda: "a changé ou n’est pas complet" in said(page))
    mailed[0].write_bytes(sound)
    page.show_lot(mailed[0])
    qtbot.waitUntil(lambda: "Volumes reçus : 1 sur" in said(page))
    assert page.form.lot.isEnabled()
