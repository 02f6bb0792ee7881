import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commission_app.cli.main import run
from commission_app.cli.terminal import Terminal, read_code
from commission_app.errors import AppError


def test_a_refusal_is_two_sentences_and_a_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(tmp_path / "absente.zip")]) == 1
    what, do, code = capsys.readouterr().err.strip().splitlines()
    assert what.endswith(".")
    assert do.endswith(".")
    assert code == "(ARC-01)"


def test_a_refusal_for_a_program_is_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(tmp_path / "absente.zip"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["code"] == "ARC-01"


def test_progress_is_drawn_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Terminal().progress(1, 2, "Scellement")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    Terminal().progress(1, 2, "Scellement")
    assert "50%" in capsys.readouterr().err
    Terminal(is_json=True).progress(1, 2, "Scellement")
    assert capsys.readouterr().err == ""


def test_a_code_is_read_from_a_file_or_typed_but_never_required_blindly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "code.txt"
    file.write_text("ABC\n")
    assert read_code(file) == "ABC"
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    assert read_code(None, lambda _: "typed") == "typed"
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert read_code(None) is None
    with pytest.raises(AppError) as refusal:
        read_code(tmp_path / "absent.txt")
    assert refusal.value.code == "CLI-01"


def test_the_module_runs_as_a_command(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "commission_app", "--version"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
        env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    assert answer.stdout.strip() == "0.1.0"


def test_the_installation_checks_itself(capsys: pytest.CaptureFixture[str]) -> None:
    from commission_app.cli import self_test

    failures = self_test.check_installation(Terminal())
    assert failures == [], capsys.readouterr().out
