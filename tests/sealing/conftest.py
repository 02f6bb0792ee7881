"""Leaves out the tests whose foreign program is not on this machine, says so plainly, and seals a lot."""

import shutil
from pathlib import Path

import pytest

from tests.sealing.exchange import write_lot

FETCHED = Path(__file__).resolve().parents[1] / "_fetched" / "age-encryption"

collect_ignore: list[str] = []
_notes: list[str] = []

if not (FETCHED / "node_modules").is_dir() or not shutil.which("node"):
    collect_ignore += ["test_age_npm.py", "test_noble_mldsa.py", "test_emergency_age.py"]
    collect_ignore.append("test_emergency_procedure.py")
    _notes.append(
        "npm age-encryption is not there: run tests/sealing/fetch_age_encryption.py (needs Node 20)"
    )
if not all(map(shutil.which, ("age", "age-keygen", "script"))):
    collect_ignore += ["test_age_command.py", "test_emergency_procedure.py"]
    _notes.append("the age command, or script, is not there: on Debian, apt install age bsdutils")
if not shutil.which("ssh-keygen"):
    collect_ignore += ["test_ssh_keygen.py", "test_emergency.py", "test_emergency_age.py"]
    collect_ignore.append("test_emergency_procedure.py")
    _notes.append("ssh-keygen is not there: on Debian, apt install openssh-client")
if not shutil.which("unzip"):
    collect_ignore += ["test_emergency.py", "test_emergency_age.py", "test_emergency_procedure.py"]
    _notes.append("unzip is not there: on Debian, apt install unzip")
if not shutil.which("gnome-keyring-daemon") or not shutil.which("dbus-run-session"):
    collect_ignore.append("test_keyring.py")
    _notes.append("gnome-keyring is not there: on Debian, apt install gnome-keyring dbus")


def pytest_report_collectionfinish() -> list[str]:
    return [f"left out: {note}" for note in _notes]


@pytest.fixture
def lot(tmp_path: Path) -> Path:
    """The lot of `exchange`, sealed in a folder of its own."""
    target = tmp_path / "accueil_L1_v1.lot"
    write_lot(target)
    return target
