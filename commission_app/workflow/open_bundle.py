"""A member gets in: the code once, the lot, « est-ce bien vous ? », and every later start without a word."""

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, MemberId
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.atomic_file import atomic_writer
from commission_app.sealing.bundle import OpenBundle, open_bundle
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.opening_code import CodeSecrets, derive, parse_code
from commission_app.sealing.vault import add_code_slot, create_vault, open_with_key, open_with_keyring
from commission_app.store.database import Database, create_database, open_database
from commission_app.store.records import LotRecord
from commission_app.workflow.desk import (
    Desk,
    DeskCampaign,
    begin_campaign,
    campaigns,
    find_campaign,
    label_campaign,
)
from commission_app.workflow.member_session import MemberSession
from commission_app.workflow.progress import Progress
from commission_app.workflow.views import Greeting

COPY_BYTES = 4 << 20


def greet(file: Path, code: str) -> Greeting:
    """Open a lot with a code, keep nothing, and say whose it is. COD-01 to COD-03, LOT-01 to LOT-16."""
    secrets = derive(parse_code(code))
    with _open(file, secrets.read_seed, secrets.mac_key) as bundle:
        manifest, member = bundle.manifest, bundle.manifest.member(bundle.member)
        names = {institution.id: institution.name for institution in manifest.institutions}
        return Greeting(
            member=member.id,
            name=member.name,
            institution=member.institution,
            institution_name=names.get(member.institution, member.institution),
            campaign=manifest.name,
            phone=manifest.phone,
            dossiers=len(manifest.dossiers),
            deadline=datetime.fromisoformat(manifest.deadline),
        )


def enter(desk: Desk, file: Path, code: str, progress: Progress) -> MemberSession:
    """Open a lot and stay: keys made at the first opening, the lot copied, still sealed, into the desk.

    Serves the first lot, a new version of it, another lot, another computer and a replaced code. Raises the
    refusals of `greet`, LOT-09 for a version older than one already opened here, SIG-02 for other keys than
    those pinned, LOT-17 for another member's lot.
    """
    code_secrets = derive(parse_code(code))
    with _open(file, code_secrets.read_seed, code_secrets.mac_key) as bundle:
        campaign, secrets = _unlock_or_create(desk, bundle, code_secrets)
        database = _database(campaign, secrets)
        try:
            _admit(database, bundle, code_secrets, file)
            copy = _keep_copy(campaign, bundle, file, progress)
            database.lots.remember(
                LotRecord(
                    bundle.manifest.lot, bundle.manifest.serial, bundle.manifest_sha512, copy.name, desk.now()
                )
            )
            _remove_older_copies(campaign, database)
            if not campaign.label.exists():
                label_campaign(campaign)
            return _session(desk, campaign, secrets, database)
        except BaseException:
            database.close()
            raise


def resume(desk: Desk, campaign: CampaignId | None = None, code: str | None = None) -> MemberSession:
    """Start again where the member was. DSK-01 when nothing was opened here, KEY-01 to ask for the code."""
    known = find_campaign(desk, "member", campaign)
    if code is not None:
        secrets = open_with_key(known.vault, derive(parse_code(code)).vault_key)
    elif desk.keyring is not None:
        secrets = open_with_keyring(known.vault, desk.keyring)
    else:
        raise AppError("KEY-01")
    database = open_database(known.database, secrets.database)
    try:
        return _session(desk, known, secrets, database)
    except BaseException:
        database.close()
        raise


def _open(file: Path, read_seed: bytes, mac_key: bytes, pinned: KeySet | None = None) -> OpenBundle:
    return open_bundle(file, HybridIdentity.from_seed(read_seed), mac_key, pinned)


def _unlock_or_create(desk: Desk, bundle: OpenBundle, code: CodeSecrets) -> tuple[DeskCampaign, Secrets]:
    for known in campaigns(desk):
        if known.id == bundle.manifest.campaign and known.side == "member":
            return known, _unlock(desk, known, code)
    campaign = begin_campaign(desk, bundle.manifest.campaign, bundle.manifest.name, "member")
    secrets = Secrets.for_member(code, desk.random)
    create_vault(campaign.vault, secrets, codes=[code.vault_key], keyring=desk.keyring, random=desk.random)
    return campaign, secrets


def _unlock(desk: Desk, campaign: DeskCampaign, code: CodeSecrets) -> Secrets:
    try:
        return open_with_key(campaign.vault, code.vault_key)
    except AppError as error:
        if error.code != "KEY-02" or desk.keyring is None:
            raise
    # A replaced code: this computer is trusted by its keyring, the new code gets its own slot.
    kept = open_with_keyring(campaign.vault, desk.keyring)
    secrets = kept.with_code(code)
    add_code_slot(campaign.vault, secrets, code.vault_key, desk.random)
    return secrets


def _database(campaign: DeskCampaign, secrets: Secrets) -> Database:
    if campaign.database.exists():
        return open_database(campaign.database, secrets.database)
    return create_database(campaign.database, secrets.database)


def _admit(database: Database, bundle: OpenBundle, code: CodeSecrets, file: Path) -> None:
    """Check a lot against what this desk knows: member, pinned keys, version."""
    manifest = bundle.manifest
    known = database.settings.get("member")
    if known is not None and known != bundle.member:
        raise AppError("LOT-17", file=file.name)
    if manifest.serial < database.lots.highest_serial():
        raise AppError("LOT-09", file=file.name)
    pinned = _pinned(database)
    mac = code.mac_key.hex()
    if pinned is not None and pinned != manifest.secretariat and database.settings.get("code") == mac:
        raise AppError("SIG-02", file=file.name)
    with database.transaction():
        database.settings.put("member", bundle.member)
        database.settings.put("secretariat", json.dumps(manifest.secretariat.document(), sort_keys=True))
        database.settings.put("code", mac)  # a new code with a valid seal pins the secretariat anew


def _pinned(database: Database) -> KeySet | None:
    text = database.settings.get("secretariat")
    return None if text is None else KeySet.from_document(json.loads(text))


def _keep_copy(campaign: DeskCampaign, bundle: OpenBundle, file: Path, progress: Progress) -> Path:
    manifest = bundle.manifest
    target = campaign.lots / f"{manifest.lot}-v{manifest.serial}.lot"
    if file.resolve() == target.resolve():
        return target
    total = file.stat().st_size
    _check_space(campaign.lots, total)
    with file.open("rb") as source, atomic_writer(target) as copy:
        _copy(source, copy, total, progress, file.name)
    return target


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


def _check_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise AppError("DSK-05")


def _session(desk: Desk, campaign: DeskCampaign, secrets: Secrets, database: Database) -> MemberSession:
    """Open the latest version of each lot kept in the desk."""
    member = database.settings.get("member")
    if member is None:
        raise AppError("DSK-01")
    session = MemberSession(desk, campaign, secrets, database, MemberId(member))
    pinned = _pinned(database)
    try:
        for record in _latest(database):
            session.bundles[record.lot] = _open_copy(campaign.lots / record.file_name, secrets, pinned)
    except BaseException:
        for bundle in session.bundles.values():
            bundle.close()
        raise
    return session


def _open_copy(copy: Path, secrets: Secrets, pinned: KeySet | None) -> OpenBundle:
    """Open a lot of the desk, sealed under the present code or, until the next lot, under a former one."""
    codes = [(secrets.read, secrets.mac), *zip(secrets.past, secrets.past_macs, strict=True)]
    for read, mac in codes[:-1]:
        try:
            return _open(copy, read, mac, pinned)
        except AppError as error:
            if error.code != "LOT-03":
                raise
    return _open(copy, *codes[-1], pinned)
