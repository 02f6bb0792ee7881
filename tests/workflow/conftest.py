import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.scoring.campaign import Campaign
from commission_app.scoring.grid import Grid
from commission_app.workflow.desk import Desk
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.preparation.settings.templates import template
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.workflow.archives import archived
from tests.workflow.campaigns import (
    Prepared,
    RememberingKeyring,
    invented,
    lot_of,
    make_desk,
    prepare,
    write_campaign,
)
from tests.workflow.received import Ready, make_ready
from tests.workflow.saved import lighten

collect_ignore: list[str] = []
if not shutil.which("gnome-keyring-daemon") or not shutil.which("dbus-run-session"):
    collect_ignore.append("test_session_keyring.py")  # tests/sealing says so, for its own tests of a keyring
if not shutil.which("tesseract"):
    collect_ignore.append("test_recognised_text.py")
if not shutil.which("soffice"):
    collect_ignore.append("test_office_documents.py")  # 300 MB of programs, which nobody has to install


@pytest.fixture(scope="session")
def _prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("prepared"), invented())


@pytest.fixture
def prepared(_prepared_once: Prepared, tmp_path: Path) -> Prepared:
    """A campaign of its own for each test, copied from one prepared once."""
    return _prepared_once.copied(tmp_path / "campagne")


@pytest.fixture(scope="session")
def _light_once(_prepared_once: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return lighten(_prepared_once.copied(tmp_path_factory.mktemp("light") / "campagne"))


@pytest.fixture
def light(_light_once: Prepared, tmp_path: Path) -> Prepared:
    """The same campaign, whose recovery file opens at once, with an empty stick."""
    copied = _light_once.copied(tmp_path / "campagne")
    (copied.folder / "cle-usb").mkdir()
    return copied


@pytest.fixture
def lot(prepared: Prepared) -> Path:
    """The lot that m01 may open."""
    return lot_of(prepared.seal(), "m01")


@pytest.fixture
def stick(lot: Path, tmp_path: Path) -> Path:
    """That lot on a stick, under another name."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return Path(shutil.copy(lot, folder / "accueil lot.lot"))


@pytest.fixture
def desk(prepared: Prepared) -> Desk:
    """The computer of m01, whose session keeps the keys."""
    return make_desk(prepared.folder / "m01", RememberingKeyring())


@pytest.fixture(scope="session")
def _ready_once(_prepared_once: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return make_ready(_prepared_once.copied(tmp_path_factory.mktemp("ready") / "campagne"))


@pytest.fixture
def ready(_ready_once: Ready, tmp_path: Path) -> Ready:
    """A campaign with two fiches handed in, of its own for each test."""
    return _ready_once.copied(tmp_path / "campagne")


@pytest.fixture
def fiches(ready: Ready) -> dict[str, Path]:
    """Those two fiches."""
    return ready.fiches


@pytest.fixture(scope="session")
def _archived_once(_ready_once: Ready, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return archived(_ready_once.copied(tmp_path_factory.mktemp("archived") / "campagne"))


@pytest.fixture
def written(_archived_once: Ready, tmp_path: Path) -> Ready:
    """A campaign whose archive was written, of its own for each test."""
    return _archived_once.copied(tmp_path / "campagne")


@pytest.fixture
def archive(written: Ready) -> Path:
    """The archive of that campaign."""
    return written.prepared.folder / "archive.zip"


@pytest.fixture(scope="module")
def fipe() -> Grid:
    """The grid of 2023, whose marks are 0 or 1."""
    return template("fipe-2023").grid


@pytest.fixture(scope="module")
def _drafted_once(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[SecretariatSession, Campaign]]:
    folder = tmp_path_factory.mktemp("drafted")
    campaign = replace(read_campaign(write_campaign(folder, invented())), neutralised=())
    with new_campaign(make_desk(folder / "bureau"), campaign).session as opened:
        yield opened, opened.campaign


@pytest.fixture
def drafted(_drafted_once: tuple[SecretariatSession, Campaign]) -> SecretariatSession:
    """A campaign without candidacies whose grid may change: one for a module, put back as it was."""
    opened, campaign = _drafted_once
    opened.save_campaign(campaign)
    return opened


@pytest.fixture
def broken_at() -> Callable[[int], Callable[[int, int, str], None]]:
    """A progress that interrupts the work at its nth step."""
    from commission_app.errors import Cancelled

    def make(step: int) -> Callable[[int, int, str], None]:
        calls = iter(range(step + 1))

        def progress(done: int, total: int, text: str) -> None:
            if next(calls, None) is None:
                raise Cancelled

        return progress

    return make
