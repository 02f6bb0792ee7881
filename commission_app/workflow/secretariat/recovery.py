"""What the secretariat keeps under seal, and how its desk comes back from it on another computer.

The recovery code, on paper, opens `secours.age`: a copy lies in the desk, others where the secretariat puts
them. With it and a backup of the campaign's folder the vault is written again.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from commission_app.errors import AppError
from commission_app.printing.emergency_pdf import EmergencyPrint, emergency_pdf
from commission_app.scoring.ids import CampaignId
from commission_app.sealing.atomic_file import PRIVATE, write_atomically
from commission_app.sealing.identity import Secrets
from commission_app.sealing.recovery import Recovery, read_recovery, sealed_recovery
from commission_app.sealing.vault import (
    create_vault,
    open_with_key,
    open_with_keyring,
    recovery_vault_key,
    vault_id,
)
from commission_app.store.database import open_database
from commission_app.workflow.desk import Desk, DeskCampaign, campaigns, folder_name, label_campaign
from commission_app.workflow.secretariat.session import (
    SecretariatSession,
    open_secretariat,
    unlock_secretariat,
)

SHEET, RECOVERY_FILE = "pli-de-secours.pdf", "secours.age"
ENVELOPE_TO_CHECK = "envelope_to_check"  # setting: nobody said yet that the printed code was read


@dataclass(frozen=True)
class Envelope:
    """What is printed once, and what it opens."""

    code: str = field(repr=False)
    identity: str = field(repr=False)  # of the recovery recipient, as age reads it; empty without one
    secrets: Secrets = field(repr=False)
    vault_id: str


def write_envelope(
    desk: Desk, place: DeskCampaign, envelope: Envelope, sealed: bytes, folder: Path
) -> tuple[Path, ...]:
    """Write the emergency sheet and `secours.age` into a folder: both, or nothing.

    DSK-24 and SEC-05 as `refuse_unfit_folder`, and the refusals of writing a file.
    """
    refuse_unfit_folder(folder)
    files = (folder / SHEET, folder / RECOVERY_FILE)
    sheet = EmergencyPrint(place.name, envelope.code, envelope.identity, desk.now())
    try:
        for file, content in zip(files, (emergency_pdf(sheet), sealed), strict=True):
            write_atomically(file, content, PRIVATE)
    except BaseException:
        for file in files:
            file.unlink(missing_ok=True)
        raise
    return files


def refuse_unfit_folder(folder: Path) -> None:
    """Refuse a folder that cannot take an envelope. DSK-24 when it is absent, SEC-05 when it holds one."""
    if not folder.is_dir():
        raise AppError("DSK-24", folder=str(folder))
    for name in (SHEET, RECOVERY_FILE):
        _refuse_existing(folder / name)


def sealed_envelope(desk: Desk, place: DeskCampaign, envelope: Envelope) -> bytes:
    """Return `secours.age`."""
    at = desk.now().isoformat(timespec="seconds")
    recovery = Recovery(place.id, place.name, at, envelope.vault_id, envelope.secrets)
    return sealed_recovery(recovery, envelope.code, desk.random)


def export_recovery(session: SecretariatSession, recovery_code: str, folder: Path) -> Path:
    """Write a new copy of `secours.age` into a folder, and in the desk.

    COD-01 to COD-03 and KEY-07 for another code than the printed one: it would open nothing with the paper.
    SEC-05 when the folder holds one already, PAS-01 or PAS-02 for a workspace that may not write.
    """
    file = folder / RECOVERY_FILE
    _refuse_existing(file)
    place = session.place
    secrets = unlock_secretariat(session.desk, place, recovery_code)
    envelope = Envelope(recovery_code, "", secrets, vault_id(place.vault))
    sealed = sealed_envelope(session.desk, place, envelope)
    with session.database.transaction():
        session.log("recovery_written", {})  # first: a copy of the campaign refuses before any file
        write_atomically(file, sealed, PRIVATE)
        write_atomically(place.recovery_file, sealed, PRIVATE)
    return file


def envelope_is_to_check(session: SecretariatSession) -> bool:
    """Tell whether nobody said yet that the printed code was read."""
    return bool(session.database.settings.get(ENVELOPE_TO_CHECK))


def restore_secretariat(
    desk: Desk, secours: Path, recovery_code: str, folder: Path | None = None
) -> SecretariatSession:
    """Write the vault of a campaign's folder again from its recovery file, and open the campaign.

    The folder, by default the one where the desk keeps this campaign, holds database and pieces, from a
    backup; what is left of a damaged vault is put aside in it. SEC-01 to SEC-03 when file, code and folder do
    not go together, SEC-04 when the vault works, DSK-22 when there is no database, END-03 when the campaign
    is being erased. Nothing is changed by a refusal.
    """
    recovery = read_recovery(secours, recovery_code)
    desk, place = _found(desk, recovery, folder)
    if place.erasure.exists():
        raise AppError("END-03", name=place.name)
    if _opens(desk, place, recovery_code):
        raise AppError("SEC-04")
    _check_database(place, recovery, secours.name)
    sealed = secours.read_bytes()
    with _damaged_vault_aside(place):
        create_vault(
            place.vault,
            replace(recovery.secrets, vault=desk.random(32)),
            codes=[recovery_vault_key(recovery_code)],
            keyring=desk.keyring,
            random=desk.random,
            name=recovery.vault_id,
        )
    write_atomically(place.recovery_file, sealed, PRIVATE)
    if place not in campaigns(desk):
        label_campaign(place)
    session = open_secretariat(desk, place.id, recovery_code)
    session.skip_numbers()
    session.log("secretariat_restored", {"vault": recovery.vault_id})
    return session


def _found(desk: Desk, recovery: Recovery, folder: Path | None) -> tuple[Desk, DeskCampaign]:
    """Return the campaign that a recovery file is for, and the desk that holds its folder."""
    campaign = CampaignId(recovery.campaign)
    folder = desk.folder / folder_name(campaign) if folder is None else folder.resolve()
    desk = replace(desk, folder=folder.parent)
    labelled = (known for known in campaigns(desk) if (known.id, known.folder) == (campaign, folder))
    unlabelled = DeskCampaign(campaign, recovery.name, "secretariat", folder)
    return desk, next(labelled, unlabelled)


def _opens(desk: Desk, place: DeskCampaign, recovery_code: str) -> bool:
    """Tell whether the vault that is there works: it is then worth more than what was kept elsewhere."""
    with suppress(AppError):
        if desk.keyring is not None:
            open_with_keyring(place.vault, desk.keyring)
            return True
    with suppress(AppError):
        open_with_key(place.vault, recovery_vault_key(recovery_code))
        return True
    return False


def _check_database(place: DeskCampaign, recovery: Recovery, file: str) -> None:
    """Open the database once. SEC-03 when it is another's, and DSK-02 to DSK-22 as for any database."""
    # A change of keys interrupted at its last moment leaves the database of the new vault under this name.
    prepared = place.folder / f"bureau-{recovery.vault_id}.db"
    database = prepared if prepared.exists() else place.database
    try:
        open_database(database, recovery.secrets.database).close()
    except AppError as error:
        if error.code != "DSK-04":
            raise
        raise AppError("SEC-03", file=file) from error


@contextmanager
def _damaged_vault_aside(place: DeskCampaign) -> Iterator[None]:
    """Leave the place free for a new vault, and put the former one back when it cannot be written."""
    names = (place.folder / f"trousseau-abime-{number}.json" for number in count(1))
    aside = next(name for name in names if not name.exists())
    was_there = place.vault.exists()
    if was_there:
        place.vault.rename(aside)
    try:
        yield
    except BaseException:
        if was_there:
            aside.rename(place.vault)
        raise


def _refuse_existing(file: Path) -> None:
    if file.exists():
        raise AppError("SEC-05", file=file.name)
