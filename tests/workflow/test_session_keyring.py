"""A person's keyring seen from the verbs that open a desk: it opens silently, or the code is asked."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_app.scoring.ids import MemberId
from tests.workflow.campaigns import Prepared

pytestmark = pytest.mark.keyring

HERE = Path(__file__).resolve().parent
UNLOCK = "printf %s session-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && "
SILENTLY = ["open"] * 4
WITH_CODES_ALONE = ["KEY-01", "open"] * 2


class Computer:
    """A home with a keyring of its own; each question opens a session on it and closes it."""

    def __init__(self, home: Path) -> None:
        self._home = home
        (home / ".local" / "share" / "keyrings").mkdir(parents=True)

    def ask(self, action: str, folder: Path, *, is_unlocked: bool, backend: str = "") -> list[str]:
        """Run one action of `session_verbs.py` in a session."""
        child = [sys.executable, "-W", "error", str(HERE / "session_verbs.py"), action, str(folder)]
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(HERE.parents[1]),
            "HOME": str(self._home),
            "XDG_RUNTIME_DIR": str(self._home),
            "LANG": "C.UTF-8",
        }
        done = subprocess.run(
            [
                "dbus-run-session",
                "--",
                "sh",
                "-c",
                (UNLOCK if is_unlocked else "") + 'exec "$@"',
                "sh",
                *child,
            ],
            env=environment | ({"PYTHON_KEYRING_BACKEND": backend} if backend else {}),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return list(json.loads(done.stdout))


@pytest.fixture
def computer() -> Iterator[Computer]:
    with new_home() as home:
        yield Computer(Path(home))


@pytest.fixture
def other_computer() -> Iterator[Computer]:
    with new_home() as home:
        yield Computer(Path(home))


def new_home() -> "tempfile.TemporaryDirectory[str]":
    # Not tmp_path: the daemon makes a socket here, whose path must stay under a hundred signs.
    return tempfile.TemporaryDirectory(prefix="home-")


@pytest.fixture
def folder(prepared: Prepared, tmp_path: Path) -> Path:
    """Where both desks of a test will be, with what opens them for the first time."""
    (lot,) = (written.file for written in prepared.seal())
    (tmp_path / "lots").mkdir()
    shutil.copy(lot, tmp_path / "lots")
    shutil.copy(prepared.folder / "campagne.json", tmp_path)
    (tmp_path / "m01.txt").write_text(prepared.letters[MemberId("m01")].code)
    return tmp_path


def slots(folder: Path) -> list[list[str]]:
    vaults = sorted(folder.glob("*/*/trousseau.json"))
    return [[slot["type"] for slot in json.loads(vault.read_bytes())["slots"]] for vault in vaults]


def test_desks_open_silently_on_their_computer_and_with_their_codes_wherever_it_cannot(
    computer: Computer, other_computer: Computer, folder: Path
) -> None:
    """Even where the environment proposes a keyring that keeps nothing."""
    null = "keyring.backends.null.Keyring"
    assert computer.ask("begin", folder, is_unlocked=True, backend=null) == SILENTLY
    assert slots(folder) == [["keyring", "code"]] * 2
    vaults = {vault: vault.read_bytes() for vault in folder.rglob("trousseau.json")}
    # The session's keyring is locked: its prompt is dismissed, as when a person presses Escape.
    assert computer.ask("start_again", folder, is_unlocked=False) == WITH_CODES_ALONE
    # The desks are copied to another computer, whose keyring is open and knows nothing of them.
    assert other_computer.ask("start_again", folder, is_unlocked=True) == WITH_CODES_ALONE
    # Nothing of it changed the vaults: back on the first computer, they open silently, until the end.
    assert {vault: vault.read_bytes() for vault in vaults} == vaults
    assert computer.ask("end", folder, is_unlocked=True) == [*SILENTLY, "forgotten", "forgotten"]
    assert slots(folder) == []


def test_desks_begun_where_the_keyring_was_never_made_ask_for_their_codes(
    computer: Computer, folder: Path
) -> None:
    """Its creation is dismissed: no password is ever kept in clear in its place."""
    assert computer.ask("begin", folder, is_unlocked=False) == WITH_CODES_ALONE
    assert slots(folder) == [["code"]] * 2
