"""The command that changes the keys, from the envelope's paper to what a member reads."""

import re
from pathlib import Path

import pypdfium2
import pytest

from commission_app.cli.main import run
from commission_app.scoring.ids import MemberId
from commission_app.sealing.recovery import read_recovery
from tests.workflow.campaigns import Prepared, files_under, invented, prepare

PRINTED_CODE = re.compile(r"\b(?:[0-9A-Z]{6}-){6}[0-9A-Z]{6}\b")


@pytest.fixture(scope="module")
def _once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A campaign with a lot opened by m01, the folders of what is written, and the codes in files."""
    prepared = prepare(tmp_path_factory.mktemp("keys"), invented(1, 2))
    for name in ("pli", "lettres-2", "lots-2"):
        (prepared.folder / name).mkdir()
    (prepared.folder / "code-secours.txt").write_text(prepared.recovery_code)
    (prepared.folder / "code-m01.txt").write_text(prepared.letters[MemberId("m01")].code)
    prepared.seal()
    assert opened(prepared, "lots") == 0
    return prepared


@pytest.fixture
def campaign(_once: Prepared, tmp_path: Path) -> Prepared:
    return _once.copied(tmp_path / "campagne")


def secretariat(campaign: Prepared, *words: str) -> int:
    desk = ["--desk", str(campaign.folder / "secretariat"), "--no-keyring"]
    return run([*words, *desk, "--code-file", str(campaign.folder / "code-secours.txt")])


def opened(campaign: Prepared, lots: str) -> int:
    (lot,) = (campaign.folder / lots).glob("*.lot")
    desk = ["--desk", str(campaign.folder / "m01"), "--no-keyring"]
    return run(["open", str(lot), *desk, "--code-file", str(campaign.folder / "code-m01.txt")])


def printed_code(sheet: Path) -> str:
    """Return the recovery code as a person copies it from the emergency sheet."""
    with pypdfium2.PdfDocument(sheet) as document:
        found = PRINTED_CODE.search(document[0].get_textpage().get_text_range())
    assert found is not None
    return found[0]


def test_a_planned_change_from_the_paper_to_the_member(
    campaign: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    pli = campaign.folder / "pli"
    former = next((campaign.folder / "secretariat").glob("*/secours.age")).read_bytes()
    assert secretariat(campaign, "keys", "change", "--envelope", str(pli)) == 0
    said = capsys.readouterr().out
    for words in (
        "pli de secours",
        "Détruisez l’ancien pli",
        "Scellez tous les lots",
        "codes restent les mêmes",
    ):
        assert words in said
    assert secretariat(campaign, "seal", str(campaign.folder / "lots-2")) == 1
    assert "(KEY-07)" in capsys.readouterr().err

    code = printed_code(pli / "pli-de-secours.pdf")
    (campaign.folder / "code-secours.txt").write_text(code)
    assert secretariat(campaign, "seal", str(campaign.folder / "lots-2")) == 0
    assert opened(campaign, "lots-2") == 0
    assert "Le secrétariat a changé ses moyens de protection" in capsys.readouterr().out

    kept = next((campaign.folder / "secretariat").glob("*/secours.age"))
    assert kept.read_bytes() == (pli / "secours.age").read_bytes() != former
    kept.with_name("trousseau.json").unlink()
    assert secretariat(campaign, "campaign", "restore", str(pli / "secours.age")) == 0
    assert secretariat(campaign, "consolidate") == 0
    assert read_recovery(pli / "secours.age", code).secrets.past


def test_a_forced_change_asks_for_new_letters(campaign: Prepared, capsys: pytest.CaptureFixture[str]) -> None:
    pli = campaign.folder / "pli"
    assert secretariat(campaign, "keys", "change", "--compromised", "--envelope", str(pli)) == 0
    assert "Imprimez toutes les lettres" in capsys.readouterr().out
    (campaign.folder / "code-secours.txt").write_text(printed_code(pli / "pli-de-secours.pdf"))
    assert secretariat(campaign, "letters", str(campaign.folder / "lettres-2")) == 0
    assert {file.stem[-3:] for file in (campaign.folder / "lettres-2").iterdir()} == {"_n2"}
    assert secretariat(campaign, "seal", str(campaign.folder / "lots-2")) == 0
    assert opened(campaign, "lots-2") == 1  # the former letter
    assert "(LOT-03)" in capsys.readouterr().err


@pytest.mark.parametrize(("folder", "code"), [("absent", "DSK-24"), ("pli", "SEC-05")])
def test_an_envelope_that_cannot_be_written_changes_no_key(
    campaign: Prepared, capsys: pytest.CaptureFixture[str], folder: str, code: str
) -> None:
    (campaign.folder / "pli" / "pli-de-secours.pdf").write_bytes(b"%PDF of another campaign")
    before = files_under(campaign.folder)
    assert secretariat(campaign, "keys", "change", "--envelope", str(campaign.folder / folder)) == 1
    assert f"({code})" in capsys.readouterr().err
    assert files_under(campaign.folder) == before


def test_the_folder_of_the_envelope_must_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run(["keys", "change"])
    assert end.value.code == 2
    assert "--envelope" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["keys"], ["keys", "change"]])
def test_the_command_has_its_help_in_french(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run([*command, "--help"])
    assert capsys.readouterr().out.startswith("utilisation : ")
