"""The lots of a member's desk, kept as they were sealed: copied in, and opened again at each start."""

import shutil
from pathlib import Path
from typing import BinaryIO

from commission_app.errors import AppError
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.atomic_file import atomic_writer, remove_abandoned
from commission_app.sealing.bundle import OpenBundle, open_bundle
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.salted_texts import well_formed
from commission_app.store.database import Database
from commission_app.store.records import LotRecord
from commission_app.workflow.desk import DeskCampaign
from commission_app.workflow.member.session import LOT_PLACE, MemberSession
from commission_app.workflow.member.trust import pin_secretariat, pinned_keys
from commission_app.workflow.progress import Progress

COPY_BYTES = 4 << 20


def keep_lot(session: MemberSession, bundle: OpenBundle, mac: bytes, file: Path, progress: Progress) -> None:
    """Copy an admitted lot into the desk, and write down all that follows from it at once."""
    copy, now = _keep_copy(session.campaign, bundle, file, progress), session.desk.now()
    database, manifest = session.database, bundle.manifest
    with database.transaction():  # the lots that the desk opens are those of the keys that it knows
        pin_secretariat(database, bundle, mac, now)
        database.settings.put("member", bundle.member)
        if session.campaign.folder.absolute() not in file.absolute().parents:
            # A name that is no text cannot be kept: drafts are then backed up in the desk.
            opened = str(file.absolute())
            database.settings.put(LOT_PLACE, opened if opened == well_formed(opened) else "")
        database.settings.put(_kept(manifest.lot), bundle.manifest_sha512)
        database.lots.remember(
            LotRecord(manifest.lot, manifest.serial, bundle.manifest_sha512, copy.name, now)
        )
    _remove_older_copies(session.campaign, database)


def open_lots(session: MemberSession) -> dict[str, OpenBundle]:
    """Open the lots of the last sealing. LOT-18 when one is not the one that was opened here."""
    pinned, lots = pinned_keys(session.database), dict[str, OpenBundle]()
    try:
        for record in _latest(session.database):
            copy = session.campaign.lots / record.file_name
            lots[record.lot] = _open_copy(copy, session.secrets, pinned)
            _refuse_another_lot(session.database, lots[record.lot], record)
    except BaseException:
        for bundle in lots.values():
            bundle.close()
        raise
    return lots


def _open_copy(copy: Path, secrets: Secrets, pinned: KeySet | None) -> OpenBundle:
    """Open a lot of the desk, sealed under the present code or, until the next lot, under a former one."""
    codes = [(secrets.read, secrets.mac), *zip(secrets.past, secrets.past_macs, strict=True)]
    for read, mac in codes[:-1]:
        try:
            return open_bundle(copy, HybridIdentity.from_seed(read), mac, pinned)
        except AppError as error:
            if error.code != "LOT-03":
                raise
    read, mac = codes[-1]
    return open_bundle(copy, HybridIdentity.from_seed(read), mac, pinned)


def _refuse_another_lot(database: Database, bundle: OpenBundle, record: LotRecord) -> None:
    """Refuse an older lot that somebody put back in the desk: it may hold what its member may not read."""
    if bundle.manifest_sha512 != (database.settings.get(_kept(record.lot)) or record.manifest_sha512):
        raise AppError("LOT-18")


def _keep_copy(campaign: DeskCampaign, bundle: OpenBundle, file: Path, progress: Progress) -> Path:
    manifest = bundle.manifest
    target = campaign.lots / f"{manifest.lot}-v{manifest.serial}.lot"
    if file.resolve() == target.resolve():
        return target
    total = file.stat().st_size
    remove_abandoned(campaign.lots)
    _check_space(campaign.lots, total)
    with file.open("rb") as source, atomic_writer(target) as copy:
        _copy(source, copy, total, progress, file.name)
    return target


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise AppError("DSK-05")


def _copy(source: BinaryIO, target: BinaryIO, total: int, progress: Progress, name: str) -> None:
    done = 0
    while block := _block(source, name):
        target.write(block)
        done += len(block)
        progress(done, total, "Copie du lot")


def _block(source: BinaryIO, name: str) -> bytes:
    try:
        return source.read(COPY_BYTES)
    except OSError as error:
        raise AppError("LOT-15", file=name) from error


def _remove_older_copies(campaign: DeskCampaign, database: Database) -> None:
    """Remove the lots that a later sealing replaces, once the database knows the later one."""
    kept = {record.file_name for record in _latest(database)}
    for copy in campaign.lots.glob("*.lot"):
        if copy.name not in kept:
            copy.unlink(missing_ok=True)


def _latest(database: Database) -> tuple[LotRecord, ...]:
    """Return the lots of the last sealing: it holds all that the member may read, earlier ones may not."""
    highest = database.lots.highest_serial()
    latest = {record.lot: record for record in database.lots.all() if record.serial == highest}
    return tuple(latest.values())


def _kept(lot: str) -> str:
    """Return the setting that tells which manifest is that of a lot's copy.

    A secretariat that came back from an older backup can give one serial to two lots: both are remembered.
    """
    return f"kept:{lot}"
