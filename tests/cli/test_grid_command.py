"""The command that shows a grid, writes it as a file, and replaces it by a new version."""

import json
from pathlib import Path

import pytest

from commission_app.cli.main import run
from tests.workflow.campaigns import Prepared, invented, prepare


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    prepared = prepare(tmp_path_factory.mktemp("grid"), invented(1, 2))
    (prepared.folder / "code.txt").write_text(prepared.recovery_code)
    return prepared


def grid(campaign: Prepared, *words: str) -> int:
    desk = ["--desk", str(campaign.folder / "secretariat"), "--no-keyring"]
    return run(["grid", *words, *desk, "--code-file", str(campaign.folder / "code.txt")])


def rewritten(file: Path) -> Path:
    """Ask another question in the first criterion of a grid file."""
    document = json.loads(file.read_text(encoding="utf-8"))
    document["sections"][0]["criteria"][0]["question"] = "Une autre question ?"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def test_a_grid_goes_from_a_file_to_a_new_version(
    campaign: Prepared, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "grille.json"
    assert grid(campaign, "export", str(file)) == 0
    assert grid(campaign, "import", str(file)) == 0
    assert grid(campaign, "freeze") == 0
    assert "poids 100 sur 100" in capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    asked = ["replace", str(rewritten(file)), "--author", "Hélène Lacombe", "--reason", "question ambiguë"]
    assert grid(campaign, *asked, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Une autre question" in said
    assert "Version 2" not in said
    assert grid(campaign, *asked) == 0
    assert "Version 2 figée le" in capsys.readouterr().out
    assert grid(campaign, *asked) == 1  # nothing is left to change
    assert grid(campaign, "show", "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert [version["reason"] for version in shown["versions"]] == ["", "question ambiguë"]
