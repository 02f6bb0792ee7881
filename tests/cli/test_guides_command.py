"""The guides from the command line: written without a desk, and never over a file."""

import json
from pathlib import Path

import pytest

from commission_app.cli.main import REFUSED, run
from commission_app.workflow.guides import GUIDES


def test_the_guides_are_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("commission_app.workflow.guides.GUIDES", GUIDES[3:])  # without a picture: quick
    assert run(["guides", "--into", str(tmp_path), "--json"]) == 0
    (file,) = tmp_path.iterdir()
    assert json.loads(capsys.readouterr().out)["files"] == [str(file)]
    before = file.read_bytes()
    assert run(["guides", "--into", str(tmp_path)]) == REFUSED
    assert "existe déjà" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guides", "--into", str(tmp_path / "absent")]) == REFUSED
    assert "introuvable" in capsys.readouterr().err
