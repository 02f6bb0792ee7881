"""The keyring of a real session: gnome-keyring under a private D-Bus, with a private home."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.keyring

HERE = Path(__file__).resolve().parent
UNLOCK = "printf %s session-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && "
ASK = 'exec "$@"'


class Session:
    """A home whose keyring outlives the sessions opened on it."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.vault = home / "trousseau.json"
        (home / ".local" / "share" / "keyrings").mkdir(parents=True)

    def ask(self, action: str, *, unlocked: bool, variables: dict[str, str] | None = None) -> Any:
        """Open a session, run one action of `keyring_child.py` in it, and close it."""
        child = [sys.executable, "-W", "error", str(HERE / "keyring_child.py"), action, str(self.vault)]
        done = subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", (UNLOCK if unlocked else "") + ASK, "sh", *child],
            env=self._environment() | (variables or {}),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(HERE.parents[1]),
            "HOME": str(self._home),
            "XDG_RUNTIME_DIR": str(self._home),
            "LANG": "C.UTF-8",
        }


@pytest.fixture
def session() -> Iterator[Session]:
    # Not tmp_path: the daemon makes a socket here, whose path must stay under a hundred signs.
    with tempfile.TemporaryDirectory(prefix="home-") as home:
        yield Session(Path(home))


def test_a_secret_is_kept_replaced_and_erased(session: Session) -> None:
    secret = bytes(range(32))
    assert session.ask("round_trip", unlocked=True) == [
        None, secret.hex(), "00" + secret.hex(), None, secret[::-1].hex(),
    ]  # fmt: skip


def test_a_vault_opens_silently_in_the_next_session_and_asks_for_the_code_when_it_is_locked(
    session: Session,
) -> None:
    assert session.ask("make_vault", unlocked=True) is True
    assert session.ask("open_vault", unlocked=True) is True
    assert session.ask("open_vault", unlocked=False) == "KEY-01"


def test_a_keyring_that_never_answers_asks_for_the_code(session: Session) -> None:
    session.ask("make_vault", unlocked=True)
    assert session.ask("open_vault_with_a_silent_service", unlocked=True) == "KEY-01"


def test_a_session_whose_keyring_was_never_made_leaves_the_code(session: Session) -> None:
    assert session.ask("make_vault", unlocked=False) == "KEY-01"
    assert [slot["type"] for slot in json.loads(session.vault.read_bytes())["slots"]] == ["code"]


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
        {"PYTHON_KEYRING_BACKEND": "no.such.Backend"},
        {"KEYRING_PROPERTY_PREFERRED_COLLECTION": "/org/freedesktop/secrets/collection/session"},
    ],
)
def test_no_variable_sends_the_secrets_elsewhere(session: Session, variables: dict[str, str]) -> None:
    assert session.ask("make_vault", unlocked=True, variables=variables) is True
    assert session.ask("open_vault", unlocked=True) is True
