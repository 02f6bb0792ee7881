"""Leaves out the tests whose foreign program is not on this machine, and says so plainly."""

import shutil
from pathlib import Path

FETCHED = Path(__file__).resolve().parents[1] / "_fetched" / "age-encryption"

collect_ignore: list[str] = []
_notes: list[str] = []

if not (FETCHED / "node_modules").is_dir() or not shutil.which("node"):
    collect_ignore += ["test_age_npm.py", "test_noble_mldsa.py"]
    _notes.append(
        "npm age-encryption is not there: run tests/sealing/fetch_age_encryption.py (needs Node 20)"
    )
if not all(map(shutil.which, ("age", "age-keygen", "script"))):
    collect_ignore.append("test_age_command.py")
    _notes.append("the age command, or script, is not there: on Debian, apt install age bsdutils")
if not shutil.which("ssh-keygen"):
    collect_ignore.append("test_ssh_keygen.py")
    _notes.append("ssh-keygen is not there: on Debian, apt install openssh-client")
if not shutil.which("gnome-keyring-daemon") or not shutil.which("dbus-run-session"):
    collect_ignore.append("test_keyring.py")
    _notes.append("gnome-keyring is not there: on Debian, apt install gnome-keyring dbus")


def pytest_report_collectionfinish() -> list[str]:
    return [f"left out: {note}" for note in _notes]
