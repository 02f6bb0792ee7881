"""The end of a campaign: what is erased, what is not, and what an interruption leaves."""

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, MemberId
from commission_app.sealing.age_format import AgeFailure
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.age_stream import decrypt
from commission_app.sealing.identity import Secrets
from commission_app.workflow.deliberation.archive import write_session_archive
from commission_app.workflow.desk import Desk, DeskCampaign, campaigns, find_campaign, half_erased_campaigns
from commission_app.workflow.end_of_campaign import (
    KEYRING_BY_HAND,
    campaign_named,
    end_of_campaign,
    erase_campaign,
    is_named,
)
from commission_app.workflow.member.open_bundle import resume
from commission_app.workflow.member.start_over import start_over
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.recovery import restore_secretariat
from commission_app.workflow.secretariat.session import open_secretariat
from tests.sealing.test_vault import MemoryKeyring
from tests.workflow.campaigns import Prepared, files_under, lot_of, make_desk

HERE = Path(__file__).resolve().parent


@pytest.fixture
def desk(prepared: Prepared) -> Desk:
    return make_desk(prepared.folder / "secretariat")


@pytest.fixture
def place(desk: Desk) -> DeskCampaign:
    return find_campaign(desk, "secretariat")


def written_forms(secrets: Secrets) -> Iterator[bytes]:
    """Yield every way in which a secret could be left in a file."""
    seeds = (secrets.enc, secrets.sig, secrets.pqsig, secrets.database, secrets.vault, secrets.read)
    for seed in (*seeds, secrets.mac, secrets.draft, *secrets.past):
        if seed:
            yield from (seed, seed.hex().encode(), base64.b64encode(seed))
    for identity in secrets.identities:
        yield from (identity.text.encode(), identity.text.lower().encode())


def leaks(folder: Path, secrets: Secrets) -> list[str]:
    """Return the files under a folder where a secret can be read."""
    forms = list(written_forms(secrets))
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


def refusal(*arguments: object, **options: object) -> str:
    with pytest.raises(AppError) as refused:
        erase_campaign(*arguments, **options)  # type: ignore[arg-type]  # each test gives what a verb takes
    return refused.value.code


def test_a_secretariat_that_wrote_its_archive_erases_its_campaign(
    prepared: Prepared, desk: Desk, place: DeskCampaign
) -> None:
    lot = lot_of(prepared.seal(), "m01")
    with prepared.secretariat() as session:
        secrets = session.secrets
        write_session_archive(session, prepared.folder / "archive.zip")
        end = end_of_campaign(desk, place, session)
        assert (end.lots, end.pieces > 2, end.archived is not None) == (0, True, True)
        outside = files_under(prepared.folder)
        assert erase_campaign(desk, place, place.name, session) == ()
    assert list(desk.folder.iterdir()) == []
    assert files_under(prepared.folder) == {
        name: data for name, data in outside.items() if not name.startswith("secretariat/")
    }
    assert leaks(prepared.folder, secrets) == []
    for opening in (open_secretariat, lambda at: open_secretariat(at, recovery_code=prepared.recovery_code)):
        with pytest.raises(AppError) as refused:
            opening(desk)
        assert refused.value.code == "DSK-11"
    assert decrypt(lot.read_bytes(), secrets.identities)  # as anybody would who had kept the keys


def test_a_member_erases_their_desk_and_is_told_what_to_destroy(prepared: Prepared) -> None:
    with prepared.member("m01", lot_of(prepared.seal(), "m01")) as session:
        desk, place, secrets = session.desk, session.campaign, session.secrets
        (place.folder / "brouillons").mkdir()
        (place.folder / "brouillons" / "L1.brouillon").write_bytes(b"x")
        end = end_of_campaign(desk, place)
        assert (end.lots, end.pieces, end.drafts, end.archived) == (1, 0, 1, None)
        assert end.size > place.database.stat().st_size
        assert any("lettre" in line for line in end.by_hand)
        assert any("lot" in line for line in end.by_hand)
        assert erase_campaign(desk, place, place.name, session) == ()
    assert leaks(prepared.folder / "m01", secrets) == []
    with pytest.raises(AppError) as refused:
        resume(desk, code=prepared.letters[session.member].code)
    assert refused.value.code == "DSK-01"


def test_work_set_aside_when_a_member_began_again_is_erased_too(prepared: Prepared) -> None:
    lot, code = lot_of(prepared.seal(), "m01"), prepared.letters[MemberId("m01")].code
    with prepared.member("m01", lot) as session:
        desk, former = session.desk, session.secrets
    find_campaign(desk, "member").vault.write_bytes(b"{}")
    start_over(desk, lot, code, no_progress).close()
    place = find_campaign(desk, "member")
    (aside,) = place.former
    aside.label.rename(aside.erasure)  # as after an erasure killed there
    assert end_of_campaign(desk, place).lots == 2
    assert erase_campaign(desk, place, place.name) == ()
    assert list(desk.folder.iterdir()) == []
    assert leaks(prepared.folder, former) == []


def test_the_name_is_typed_whole_before_anything_is_erased(
    prepared: Prepared, desk: Desk, place: DeskCampaign
) -> None:
    before = files_under(prepared.folder)
    for typed in ("", "Campagne", place.name[:-1], place.id):
        assert refusal(desk, place, typed, without_archive=True) == "END-01"
    assert files_under(prepared.folder) == before
    typed = place.name.replace("’", "'").replace(" ", "\N{NO-BREAK SPACE}")
    assert campaign_named(desk, typed) == place
    with pytest.raises(AppError) as refused:
        campaign_named(desk, "Autre")
    assert refused.value.code == "END-01"


def test_a_secretariat_without_archive_erases_only_if_it_says_so(
    prepared: Prepared, desk: Desk, place: DeskCampaign
) -> None:
    before = files_under(prepared.folder)
    assert refusal(desk, place, place.name) == "END-02"
    with prepared.secretariat() as session:
        assert refusal(desk, place, place.name, session) == "END-02"
        assert session.campaign.name == place.name  # still open
    assert files_under(prepared.folder) == before
    erase_campaign(desk, place, place.name, without_archive=True)
    assert not place.folder.exists()


def test_a_campaign_open_elsewhere_is_not_erased(prepared: Prepared, desk: Desk, place: DeskCampaign) -> None:
    with prepared.secretariat() as session:
        assert refusal(desk, place, place.name, without_archive=True) == "DSK-02"
        assert session.campaign.name == place.name
    assert campaigns(desk) == (place,)


def test_the_keyring_forgets_the_campaign_or_a_person_is_told_to_clear_it(
    prepared: Prepared, desk: Desk, place: DeskCampaign
) -> None:
    keyring = MemoryKeyring()
    keyring.kept["another campaign"] = bytes(32)
    place.vault.unlink()
    silent = replace(desk, keyring=keyring)
    restore_secretariat(silent, place.recovery_file, prepared.recovery_code).close()
    assert len(keyring.kept) == 2
    for mute in (None, MemoryKeyring(is_locked=True), MemoryKeyring()):
        assert KEYRING_BY_HAND in end_of_campaign(replace(desk, keyring=mute), place).by_hand
    assert KEYRING_BY_HAND not in end_of_campaign(silent, place).by_hand
    erase_campaign(silent, place, place.name, without_archive=True)
    assert list(keyring.kept) == ["another campaign"]


def test_files_that_are_not_ours_are_left_and_links_are_not_followed(
    prepared: Prepared, desk: Desk, place: DeskCampaign, tmp_path: Path
) -> None:
    precious = tmp_path / "documents" / "archive.zip"
    precious.parent.mkdir()
    precious.write_bytes(b"archive")
    (place.folder / "notes.odt").write_bytes(b"notes")
    shutil.rmtree(place.lots)
    place.lots.symlink_to(precious.parent)
    (place.folder / "trousseau-lien.json").symlink_to(precious)
    left = erase_campaign(desk, place, place.name, without_archive=True)
    assert [file.name for file in left] == ["lots", "notes.odt"]
    assert precious.read_bytes() == b"archive"
    assert (place.folder / "notes.odt").read_bytes() == b"notes"
    assert campaigns(desk) == half_erased_campaigns(desk) == ()


def test_an_erasure_killed_at_any_moment_is_told_calmly_and_ends_when_it_is_run_again(
    prepared: Prepared, desk: Desk, place: DeskCampaign, tmp_path: Path
) -> None:
    lot = lot_of(prepared.seal(), "m01").read_bytes()
    with prepared.secretariat() as session:
        secrets = session.secrets
    done = subprocess.run(
        [sys.executable, str(HERE / "killed_eraser.py"), str(desk.folder), str(tmp_path / "copies")],
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])}, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    copies = sorted((tmp_path / "copies").iterdir(), key=lambda copy: int(copy.name))
    assert len(copies) > 15
    told = [state_of(replace(desk, folder=copy), prepared) for copy in copies]
    assert told == sorted(told, key=["open", "END-03", "DSK-11"].index)  # and never « abîmé »
    assert set(told) == {"open", "END-03", "DSK-11"}
    for copy in copies:
        assert leaks(copy, secrets) == []
        assert nothing_opens(lot, copy)
        again = replace(desk, folder=copy)
        for left in (*campaigns(again), *half_erased_campaigns(again)):
            erase_campaign(again, left, left.name, without_archive=True)
        assert [path for path in copy.rglob("*") if path.is_file()] == []


def test_once_the_keys_are_gone_the_printed_code_opens_nothing_of_what_is_left(
    prepared: Prepared, desk: Desk, place: DeskCampaign
) -> None:
    """As if the erasure had been killed just then, and its mark removed by somebody."""
    for keys in (place.vault, place.recovery_file):
        keys.unlink()
    assert state_of(desk, prepared) == "KEY-06"
    with pytest.raises(AppError) as refused:
        restore_secretariat(desk, place.recovery_file, prepared.recovery_code)
    assert refused.value.code == "SEC-01"


def state_of(desk: Desk, prepared: Prepared) -> str:
    try:
        open_secretariat(desk, recovery_code=prepared.recovery_code).close()
    except AppError as error:
        return error.code
    return "open"


def nothing_opens(lot: bytes, folder: Path) -> bool:
    """Try everything left on the disk, aligned as it could be, as a seed for a lot captured earlier."""
    words = {
        path.read_bytes()[:32] for path in folder.rglob("*") if path.is_file() and path.stat().st_size >= 32
    }
    for seed in words:
        with pytest.raises(AgeFailure):
            decrypt(lot, [HybridIdentity.from_seed(seed)])
    return True


def test_nothing_is_begun_again_over_a_campaign_that_is_being_erased(
    prepared: Prepared, desk: Desk, place: DeskCampaign
) -> None:
    place.label.rename(place.erasure)
    with pytest.raises(AppError) as refused:
        new_campaign(desk, read_campaign(prepared.folder / "campagne.json"))
    assert refused.value.code == "END-03"
    assert campaign_named(desk, place.name).folder == place.folder
    erase_campaign(desk, place, place.name)  # what was begun asks for no archive any more
    with new_campaign(desk, read_campaign(prepared.folder / "campagne.json")).session as session:
        assert session.place.folder == place.folder


@pytest.mark.parametrize("typed", ['AMI "accueil - tous" (2021)', "AMI «accueil – tous» (2021)"])
def test_a_name_is_typed_with_what_a_keyboard_has(tmp_path: Path, typed: str) -> None:
    """No key of an administration's keyboard writes « or –."""
    place = DeskCampaign(CampaignId("ami"), "AMI « accueil – tous » (2021)", "member", tmp_path)
    assert is_named(place, typed)
    assert not is_named(place, typed.replace('"', "").replace("«", ""))
