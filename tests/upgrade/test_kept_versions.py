"""What every published version left behind: desks, lots and fiches that this one still opens."""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from commission_app import __version__
from commission_app.workflow.deliberation.archive import verify_archive, write_session_archive
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.member.open_bundle import enter, resume
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.session import SecretariatSession, open_secretariat
from commission_app.workflow.secretariat.views import Verdict
from tests.upgrade.kept import DATA, NAME
from tests.workflow.campaigns import make_desk

VERSIONS = sorted(DATA.glob("*.zip"))


@dataclass(frozen=True)
class Kept:
    """A campaign of an earlier version, in a folder of its own."""

    folder: Path
    recovery_code: str
    codes: dict[str, str]
    lot: str
    fiche: str
    ranking: list[list[str]]

    def secretariat(self) -> SecretariatSession:
        return open_secretariat(make_desk(self.folder / "secretariat"), recovery_code=self.recovery_code)


@pytest.fixture(params=VERSIONS, ids=[file.stem for file in VERSIONS])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(tmp_path)
    return Kept(tmp_path, **json.loads((tmp_path / NAME).read_text(encoding="utf-8")))


def test_the_version_of_today_is_kept() -> None:
    assert DATA / f"{__version__}.zip" in VERSIONS


def test_a_secretariat_of_an_earlier_version_gives_the_same_ranking_and_goes_on(kept: Kept) -> None:
    with kept.secretariat() as session:
        done = compute(facts_of(session))
        assert [[row.dossier, str(row.result.note)] for row in done.ranking] == kept.ranking
        (outcome,) = accept_sheets(session, [kept.folder / "fiches" / kept.fiche], no_progress)
        assert outcome.verdict is Verdict.ACCEPTED
        write_session_archive(session, kept.folder / "seance.zip")
    assert verify_archive(kept.folder / "seance.zip").lines


def test_the_desk_of_a_member_of_an_earlier_version_opens_with_every_mark(kept: Kept) -> None:
    with resume(make_desk(kept.folder / "m01"), code=kept.codes["m01"]) as session:
        assert len(session.sheet.readings) == 2
        assert all(reading.is_closed for reading in session.sheet.readings.values())


def test_a_lot_of_an_earlier_version_opens_on_a_new_computer(kept: Kept) -> None:
    lot = kept.folder / "lots" / kept.lot
    with enter(make_desk(kept.folder / "new"), lot, kept.codes["m02"], no_progress) as session:
        assert len(tuple(session.dossiers())) == 2
