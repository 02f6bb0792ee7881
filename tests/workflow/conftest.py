import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.workflow.archives import archived
from tests.workflow.campaigns import Prepared, invented, prepare
from tests.workflow.received import Ready, make_ready

collect_ignore: list[str] = []
if not shutil.which("gnome-keyring-daemon") or not shutil.which("dbus-run-session"):
    collect_ignore.append("test_session_keyring.py")  # tests/sealing says so, for its own tests of a keyring


@pytest.fixture(scope="session")
def _prepared_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(tmp_path_factory.mktemp("prepared"), invented())


@pytest.fixture
def prepared(_prepared_once: Prepared, tmp_path: Path) -> Prepared:
    """A campaign of its own for each test, copied from one prepared once."""
    folder = tmp_path / "campagne"
    shutil.copytree(_prepared_once.folder, folder)
    return Prepared(folder, _prepared_once.scenario, _prepared_once.recovery_code, _prepared_once.letters)


@pytest.fixture(scope="session")
def _ready_once(_prepared_once: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    folder = tmp_path_factory.mktemp("ready") / "campagne"
    shutil.copytree(_prepared_once.folder, folder)
    return make_ready(replace(_prepared_once, folder=folder))


@pytest.fixture
def ready(_ready_once: Ready, tmp_path: Path) -> Ready:
    """A campaign with two fiches handed in, of its own for each test."""
    return _ready_once.copied(tmp_path / "campagne")


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
