"""Where there is no session keyring, or one that the environment proposes in its place."""

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from keyring.backends.null import Keyring as KeepsNothing

from commission_app.errors import AppError
from commission_app.sealing.keyring_slot import SERVICE, _SystemKeyring, _trusted_backend

CHECKOUT = Path(__file__).resolve().parents[2]
ASK = "from commission_app.sealing.keyring_slot import system_keyring; print(system_keyring(5.0))"


@pytest.mark.parametrize("backend", [None, "keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"])
def test_without_a_session_there_is_no_keyring_whatever_the_environment_proposes(
    tmp_path: Path, backend: str | None
) -> None:
    variables = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(CHECKOUT)}
    if backend is not None:
        variables["PYTHON_KEYRING_BACKEND"] = backend
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ASK], env=variables, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("None\n", "")


def test_a_configuration_file_is_not_obeyed_either(tmp_path: Path) -> None:
    configuration = tmp_path / "python_keyring" / "keyringrc.cfg"
    configuration.parent.mkdir()
    configuration.write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ASK],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("None\n", "")


def test_a_keyring_that_keeps_nothing_is_found_out_by_reading_back() -> None:
    keeps_nothing = KeepsNothing()  # type: ignore[no-untyped-call]  # the package leaves this class untyped
    keyring = _SystemKeyring(keeps_nothing, patience_seconds=5.0)
    with pytest.raises(AppError) as refused:
        keyring.store("account", bytes(32))
    assert refused.value.code == "KEY-01"
    assert keyring.load("account") is None
    keyring.forget("account")


class NotFoundError(Exception):
    """What Windows answers when it has no such credential."""

    winerror = 1168

    def __init__(self, funcname: str) -> None:
        super().__init__(funcname)
        self.funcname = funcname


class Credentials(ModuleType):
    """The four calls of Windows' credential store that the keyring package makes, for a system without it."""

    CRED_TYPE_GENERIC = 1
    CRED_PERSIST_LOCAL_MACHINE, CRED_PERSIST_ENTERPRISE = 2, 3

    def __init__(self) -> None:
        super().__init__("win32cred")
        self.kept: dict[str, dict[str, object]] = {}

    def CredWrite(self, credential: dict[str, object], _: int) -> None:
        blob = str(credential["CredentialBlob"]).encode("utf-16-le")
        assert len(blob) <= 2560  # error 1783 on Windows
        self.kept[str(credential["TargetName"])] = {**credential, "CredentialBlob": blob}

    def CredRead(self, Type: int, TargetName: str) -> dict[str, object]:  # noqa: N803 - its own names
        assert Type == self.CRED_TYPE_GENERIC
        if TargetName not in self.kept:
            raise NotFoundError("CredRead")
        return self.kept[TargetName]

    def CredDelete(self, Type: int, TargetName: str) -> None:  # noqa: N803 - its own names
        assert Type == self.CRED_TYPE_GENERIC
        if self.kept.pop(TargetName, None) is None:
            raise NotFoundError("CredDelete")


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> Credentials:
    """Windows' credential store under the real backend of the keyring package."""
    store, types = Credentials(), ModuleType("pywintypes")
    vars(types)["error"] = NotFoundError
    monkeypatch.setitem(sys.modules, "win32cred", store)
    monkeypatch.setitem(sys.modules, "pywintypes", types)
    backend = "keyring.backends.Windows"
    monkeypatch.delitem(sys.modules, backend, raising=False)
    monkeypatch.setitem(sys.modules, backend, importlib.import_module(backend))
    return store


def test_on_windows_nothing_follows_the_person_to_the_other_computers_of_a_domain(
    credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as windows:
        windows.setattr(sys, "platform", "win32")
        backend = _trusted_backend()
    keyring = _SystemKeyring(backend, patience_seconds=5.0)
    for number in range(3):  # of several campaigns: the package then moves the first ones
        keyring.store(f"campaign {number}", bytes([number]) * 32)
    assert [keyring.load(f"campaign {number}") for number in range(3)] == [bytes([n]) * 32 for n in range(3)]
    assert {kept["Persist"] for kept in credentials.kept.values()} == {Credentials.CRED_PERSIST_LOCAL_MACHINE}
    assert all(name.endswith(SERVICE) for name in credentials.kept)
    for number in range(3):
        keyring.forget(f"campaign {number}")
    keyring.forget("never kept")
    assert credentials.kept == {}
