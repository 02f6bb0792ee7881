"""Where there is no session keyring, or one that the environment proposes in its place."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backends.null import Keyring as KeepsNothing

from commission_app.errors import AppError
from commission_app.sealing.keyring_slot import _SystemKeyring

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
