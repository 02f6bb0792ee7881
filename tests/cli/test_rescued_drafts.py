"""Drafts of a lost code, given back from the command line by whoever opened the sealed envelope."""

import json
from pathlib import Path

import pytest

from commission_app.cli.main import run
from commission_app.scoring.ids import MemberId
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.workflow.member.draft_backup import save_backup
from commission_app.workflow.secretariat.session import RECOVERY
from tests.workflow.campaigns import Prepared, invented, lot_of, mark_all, prepare

M01 = MemberId("m01")


@pytest.fixture
def campaign(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "campagne", invented(1, 2))


def test_drafts_of_a_lost_code_come_back_on_another_computer(
    campaign: Prepared, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    envelope = HybridIdentity.from_seed(bytes(range(32)))
    with campaign.secretariat() as session:
        session.database.settings.put(RECOVERY, envelope.recipient.text)
    with campaign.member("m01", lot_of(campaign.seal(), "m01")) as member:
        mark_all(member, 4)
        lost = save_backup(member)
    assert lost is not None
    (tmp_path / "enveloppe.txt").write_text(envelope.text + "\n")
    (tmp_path / "secours.txt").write_text(campaign.recovery_code)
    desk = ["--desk", str(campaign.folder / "secretariat"), "--code-file", str(tmp_path / "secours.txt")]
    desk += ["--no-keyring", "--json"]
    (tmp_path / "pour m01").mkdir()
    assert run(["member", "new-code", "m01", str(tmp_path), *desk]) == 0
    assert run(["seal", str(tmp_path / "pour m01"), *desk]) == 0
    rescued = ["drafts", "rescue", str(lost), "--member", "m01"]
    rescued += ["--envelope-file", str(tmp_path / "enveloppe.txt"), "--into", str(tmp_path / "pour m01")]
    capsys.readouterr()
    assert run([*rescued, *desk]) == 0
    file = Path(json.loads(capsys.readouterr().out)["file"])
    assert file == tmp_path / "pour m01" / lost.name

    with campaign.secretariat() as session:
        record = session.database.campaign.code(M01)
    assert record is not None
    (tmp_path / "code.txt").write_text(record.code)
    (lot,) = (tmp_path / "pour m01").glob("*.lot")
    opened = ["open", str(lot), "--drafts", "--desk", str(tmp_path / "portable")]
    assert run([*opened, "--code-file", str(tmp_path / "code.txt"), "--no-keyring", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["drafts"] == str(file)
