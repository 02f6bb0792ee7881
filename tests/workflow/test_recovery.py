"""What goes under seal when a campaign is created, and how a desk comes back from it."""

import shutil
import stat
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import MemberId
from commission_app.sealing.age_recipients import ScryptPassphrase
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.recovery import _text, read_recovery
from commission_app.sealing.vault import new_recovery_code, vault_id
from commission_app.workflow.desk import Desk, campaigns, find_campaign
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.preparation.campaign import NewCampaign, new_campaign, read_campaign
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.recovery import (
    RECOVERY_FILE,
    SHEET,
    Envelope,
    export_recovery,
    restore_secretariat,
)
from commission_app.workflow.secretariat.rotation import Reason, change_keys, envelope_in
from commission_app.workflow.secretariat.session import open_secretariat
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.test_vault import MemoryKeyring
from tests.workflow.campaigns import (
    BEGINNING,
    Clock,
    Prepared,
    files_under,
    invented,
    lot_of,
    make_desk,
    write_campaign,
)

OTHER_CODE = new_recovery_code(DrawnBytes("another campaign"))


@pytest.fixture(scope="module")
def light(_prepared_once: Prepared, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The recovery file of the prepared campaign, sealed anew so that opening it takes no time."""
    place = find_campaign(make_desk(_prepared_once.folder / "secretariat"), "secretariat")
    recovery = read_recovery(place.recovery_file, _prepared_once.recovery_code)
    return encrypt(_text(recovery).encode(), [ScryptPassphrase(_prepared_once.recovery_code, work_factor=6)])


@pytest.fixture
def secours(light: bytes, tmp_path: Path) -> Path:
    file = tmp_path / "cle-usb" / RECOVERY_FILE
    file.parent.mkdir()
    file.write_bytes(light)
    return file


@pytest.fixture
def desk(prepared: Prepared) -> Desk:
    return make_desk(prepared.folder / "secretariat")


def campaign_folder(desk: Desk) -> Path:
    (found,) = desk.folder.glob("*/bureau.db")
    return found.parent


def create(folder: Path, desk: Desk, under_seal: Path | None) -> NewCampaign:
    return new_campaign(desk, read_campaign(write_campaign(folder, invented(1, 2))), under_seal)


def refusal(desk: Desk, secours: Path, code: str, folder: Path | None = None) -> str:
    with pytest.raises(AppError) as refused:
        restore_secretariat(desk, secours, code, folder)
    return refused.value.code


def test_a_new_campaign_leaves_its_recovery_file_in_the_desk_and_in_the_envelope(tmp_path: Path) -> None:
    envelope = tmp_path / "pli"
    envelope.mkdir()
    created = create(tmp_path, make_desk(tmp_path / "bureau"), envelope)
    with created.session as session:
        kept = session.place.recovery_file
        assert sorted(file.name for file in envelope.iterdir()) == [SHEET, RECOVERY_FILE]
        assert kept.read_bytes() == (envelope / RECOVERY_FILE).read_bytes()
        found = read_recovery(kept, created.recovery_code)
        assert replace(found.secrets, vault=session.secrets.vault) == session.secrets
        assert (found.campaign, found.vault_id) == (session.place.id, vault_id(session.place.vault))
    for file in (kept, *envelope.iterdir()):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert created.recovery_code not in repr(created)
    assert created.envelope not in repr(created)


@pytest.mark.parametrize(("taken", "code"), [(SHEET, "SEC-05"), (RECOVERY_FILE, "SEC-05"), (None, "DSK-24")])
def test_an_envelope_is_never_written_over_another_nor_into_nowhere(
    tmp_path: Path, taken: str | None, code: str
) -> None:
    if taken is not None:
        (tmp_path / "pli").mkdir()
        (tmp_path / "pli" / taken).write_text("le pli d’une autre campagne")
    desk = make_desk(tmp_path / "bureau")
    with pytest.raises(AppError) as refused:
        create(tmp_path, desk, tmp_path / "pli")
    assert refused.value.code == code
    assert list(desk.folder.iterdir()) == []


def test_a_stick_pulled_out_while_a_campaign_is_created_leaves_no_campaign(tmp_path: Path) -> None:
    stick, keyring = tmp_path / "cle-usb", MemoryKeyring()
    stick.mkdir()

    def now() -> datetime:  # asked after the keys were made, before the envelope is written
        shutil.rmtree(stick, ignore_errors=True)
        return BEGINNING

    desk = replace(make_desk(tmp_path / "bureau"), keyring=keyring, now=now)
    with pytest.raises(AppError) as refused:
        create(tmp_path, desk, stick)
    assert refused.value.code == "DSK-24"
    assert campaigns(desk) == ()
    assert keyring.kept == {}
    assert [path for path in desk.folder.rglob("*") if path.is_file()] == []
    stick.mkdir()
    create(tmp_path, replace(desk, now=Clock()), stick).session.close()
    assert len(campaigns(desk)) == 1


def test_a_backup_of_the_folder_comes_back_on_another_computer(
    prepared: Prepared, desk: Desk, secours: Path, tmp_path: Path
) -> None:
    lots = prepared.seal()
    other = replace(make_desk(tmp_path / "autre"), keyring=MemoryKeyring())
    copy = Path(shutil.copytree(campaign_folder(desk), other.folder / campaign_folder(desk).name))
    for name in ("trousseau.json", RECOVERY_FILE, "bureau.json"):
        (copy / name).unlink()
    with restore_secretariat(other, secours, prepared.recovery_code.lower()) as session:
        assert len(session.dossiers()) == 3
        assert session.database.journal.entries()[-1].kind == "secretariat_restored"
        assert session.database.journal.verify().is_intact
    with open_secretariat(other) as session:  # this computer's keyring opens it from now on
        assert [record.lot for record in session.database.campaign.bundles()] == ["L1"]
    assert (copy / RECOVERY_FILE).read_bytes() == secours.read_bytes()
    with prepared.member("m01", lot_of(lots, "m01")) as member:
        assert member.member == "m01"


def test_a_damaged_or_missing_vault_is_said_and_written_again(
    prepared: Prepared, desk: Desk, secours: Path
) -> None:
    vault = campaign_folder(desk) / "trousseau.json"
    damaged = vault.read_bytes()[:-20]
    for content in (damaged, None):
        vault.unlink()
        if content is not None:
            vault.write_bytes(content)
        with pytest.raises(AppError) as refused:
            open_secretariat(desk, recovery_code=prepared.recovery_code)
        assert refused.value.code == "KEY-06"
        restore_secretariat(desk, secours, prepared.recovery_code).close()
        open_secretariat(desk, recovery_code=prepared.recovery_code).close()
    assert (vault.parent / "trousseau-abime-1.json").read_bytes() == damaged


def test_a_vault_that_works_is_never_written_again(prepared: Prepared, desk: Desk, secours: Path) -> None:
    before = files_under(prepared.folder)
    assert refusal(desk, secours, prepared.recovery_code) == "SEC-04"
    assert files_under(prepared.folder) == before
    vault = campaign_folder(desk) / "trousseau.json"
    vault.unlink()
    silent = replace(desk, keyring=MemoryKeyring())
    restore_secretariat(silent, secours, prepared.recovery_code).close()
    assert refusal(silent, secours, prepared.recovery_code) == "SEC-04"


def test_what_the_keyring_holds_for_another_copy_goes_on_opening_it(
    prepared: Prepared, desk: Desk, secours: Path, tmp_path: Path
) -> None:
    keyring = MemoryKeyring()
    first, second = (replace(desk, folder=tmp_path / name, keyring=keyring) for name in ("un", "deux"))
    for copy in (first, second):
        folder = Path(shutil.copytree(campaign_folder(desk), copy.folder / campaign_folder(desk).name))
        (folder / "trousseau.json").unlink()
        restore_secretariat(copy, secours, prepared.recovery_code).close()
    assert len(keyring.kept) == 1
    for copy in (first, second):
        open_secretariat(copy).close()


def test_a_desk_restored_from_an_old_backup_gives_no_number_twice(
    prepared: Prepared, desk: Desk, secours: Path, tmp_path: Path
) -> None:
    prepared.seal("v1")
    backup = Path(shutil.copytree(desk.folder, tmp_path / "sauvegarde"))
    newest = lot_of(prepared.seal("v2"), "m01")
    letter = prepared.letters[MemberId("m01")].code
    enter(make_desk(prepared.folder / "m01"), newest, letter, no_progress).close()
    shutil.rmtree(desk.folder)
    shutil.copytree(backup, desk.folder)
    (campaign_folder(desk) / "trousseau.json").unlink()
    restore_secretariat(desk, secours, prepared.recovery_code).close()
    after = lot_of(prepared.seal("v3"), "m01")
    with enter(make_desk(prepared.folder / "m01"), after, letter, no_progress) as session:
        assert session.manifest.serial > 2


def test_another_code_another_campaign_or_no_database_restore_nothing(
    prepared: Prepared, desk: Desk, secours: Path, tmp_path: Path
) -> None:
    folder = campaign_folder(desk)
    (folder / "trousseau.json").unlink()
    before = files_under(prepared.folder)
    assert refusal(desk, secours, OTHER_CODE) == "SEC-02"
    assert refusal(desk, secours, prepared.recovery_code[:-1]) == "COD-01"
    assert refusal(desk, secours.with_name("absent"), prepared.recovery_code) == "SEC-01"
    assert refusal(make_desk(tmp_path / "vide"), secours, prepared.recovery_code) == "DSK-22"
    with create(tmp_path, make_desk(tmp_path / "voisin"), None).session as session:
        stranger = session.place
    stranger.vault.unlink()
    stranger_before = files_under(stranger.folder)
    assert refusal(desk, secours, prepared.recovery_code, stranger.folder) == "SEC-03"
    assert files_under(stranger.folder) == stranger_before
    assert files_under(prepared.folder) == before


def test_after_a_change_of_keys_the_new_envelope_restores_and_the_former_one_no_longer(
    prepared: Prepared, desk: Desk, secours: Path, tmp_path: Path
) -> None:
    envelope, (last_moment, lost) = tmp_path / "pli", (tmp_path / name for name in ("instant", "perdu"))
    envelope.mkdir()
    codes: list[str] = []
    with open_secretariat(desk, recovery_code=prepared.recovery_code) as session:
        former = session.secrets.key_set

        def keep(made: Envelope) -> tuple[Path, ...]:
            codes.append(made.code)
            return tuple(envelope_in(session, envelope)(made))

        def progress(done: int, total: int, step: str) -> None:
            if done == 2:  # all is ready: the vault is about to be replaced
                shutil.copytree(desk.folder, last_moment)

        change_keys(session, Reason.PLANNED, keep, progress)
        current = session.secrets.key_set
    shutil.copytree(last_moment, lost)
    for folder in (desk.folder, last_moment, lost):
        next(folder.glob("*/trousseau.json")).unlink()
    assert refusal(desk, secours, prepared.recovery_code) == "SEC-03"
    new = envelope / RECOVERY_FILE
    for place, file, code, keys in (
        (desk.folder, new, codes[0], current),
        (last_moment, new, codes[0], current),
        (lost, secours, prepared.recovery_code, former),
    ):
        with restore_secretariat(replace(desk, folder=place), file, code) as session:
            assert session.secrets.key_set == session.key_sets[-1] == keys
            assert session.place.recovery_file.read_bytes() == file.read_bytes()


def test_a_vault_that_cannot_be_written_leaves_the_damaged_one_in_its_place(
    prepared: Prepared, desk: Desk, secours: Path
) -> None:
    vault = campaign_folder(desk) / "trousseau.json"
    vault.write_bytes(b"{}")
    with pytest.raises(OSError):
        restore_secretariat(replace(desk, random=Failing(2)), secours, prepared.recovery_code)
    assert vault.read_bytes() == b"{}"


class Failing:
    """A source of random bytes that ends after a few calls."""

    def __init__(self, calls: int) -> None:
        self._left = calls

    def __call__(self, size: int) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise OSError("exhausted")
        return bytes(size)


def test_a_copy_written_later_opens_with_the_printed_code_and_with_no_other(
    prepared: Prepared, tmp_path: Path
) -> None:
    with prepared.secretariat() as session:
        with pytest.raises(AppError) as refused:
            export_recovery(session, OTHER_CODE, tmp_path)
        assert refused.value.code == "KEY-07"
        file = export_recovery(session, prepared.recovery_code, tmp_path)
        assert file.read_bytes() == session.place.recovery_file.read_bytes()
        with pytest.raises(AppError) as refused:
            export_recovery(session, prepared.recovery_code, tmp_path)
        assert refused.value.code == "SEC-05"
    found = read_recovery(file, prepared.recovery_code)
    assert found.secrets.identities[0].text.startswith("AGE-SECRET-KEY-PQ-1")
