"""A computer whose clock is stopped, in the past or beyond the reach of 32 bits: nothing depends on it."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from commission_app.rehearsal.play import typeset
from commission_app.workflow.deliberation.archive import verify_archive
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.deliberation.export import export_consolidation
from commission_app.workflow.deliberation.publish import print_documents
from commission_app.workflow.desk import Desk
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.open_bundle import enter, resume
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.preparation.intake.intake import apply_intake
from commission_app.workflow.preparation.lots.seal import seal_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receipts import take_receipt, write_receipts
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.letters import print_letters
from commission_app.workflow.secretariat.session import open_secretariat
from commission_app.workflow.secretariat.views import Verdict
from tests.workflow.campaigns import invented, lot_of, mark_all, write_campaign

BEFORE_EVERYTHING = datetime(1970, 1, 1, tzinfo=UTC)
AFTER_32_BITS = datetime(2040, 2, 29, 23, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=14)))


@dataclass(frozen=True)
class Stopped:
    """A clock that always says the same."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


def desk(folder: Path, at: datetime) -> Desk:
    return Desk(folder, Stopped(at), secrets.token_bytes, None)


@pytest.mark.parametrize(
    ("secretariat", "member"),
    [(BEFORE_EVERYTHING, AFTER_32_BITS), (AFTER_32_BITS, BEFORE_EVERYTHING)],
    ids=["secretariat in 1970", "secretariat in 2040"],
)
def test_a_whole_campaign_is_played_whatever_the_clocks_say(
    tmp_path: Path, secretariat: datetime, member: datetime
) -> None:
    scenario = invented(1, 2)
    folders = {name: tmp_path / name for name in ("pli", "candidatures", "lettres", "lots", "fiches", "fin")}
    for folder in folders.values():
        folder.mkdir()
    typeset(scenario, folders["candidatures"], no_progress)
    bureau = desk(tmp_path / "secretariat", secretariat)
    created = new_campaign(bureau, read_campaign(write_campaign(tmp_path, scenario)), folders["pli"])
    with created.session as session:
        apply_intake(session, folders["candidatures"], no_progress)
        letters = print_letters(session, folders["lettres"], no_progress)
        lots = seal_bundles(session, folders["lots"], no_progress)
    for letter in letters:
        place = desk(tmp_path / letter.member, member)
        with enter(place, lot_of(lots, letter.member), letter.code, no_progress) as session:
            mark_all(session, 4)
            hand_in(session, folders["fiches"], no_progress)
    with open_secretariat(bureau, recovery_code=created.recovery_code) as session:
        outcomes = accept_sheets(session, sorted(folders["fiches"].iterdir()), no_progress)
        assert {outcome.verdict for outcome in outcomes} == {Verdict.ACCEPTED}
        receipts = write_receipts(session, folders["fiches"])
        export_consolidation(session, compute(facts_of(session)), folders["fin"])
        documents = print_documents(session, folders["fin"], no_progress)
        assert session.database.journal.verify().is_intact
        assert {entry.at for entry in session.database.journal.entries()} == {secretariat}
    assert any("1 dossier classé" in line.replace("\N{NO-BREAK SPACE}", " ") for line in checks(documents))
    assert len(receipts) == len(letters)
    for letter in letters:
        with resume(desk(tmp_path / letter.member, member), code=letter.code) as session:
            (receipt,) = (written.file for written in receipts if written.member == letter.member)
            assert "reçue et retenue" in " ".join(take_receipt(session, receipt))


def checks(documents: tuple[Path, ...]) -> tuple[str, ...]:
    (archive,) = (file for file in documents if file.suffix == ".zip")
    return verify_archive(archive).lines
