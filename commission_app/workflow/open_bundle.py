"""A member gets in: the code once, the lot, « est-ce bien vous ? », and every later start without a word."""

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
from commission_app.sealing.salted_texts import well_formed
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
from commission_app.workflow.member_session import LOT_PLACE, MemberSession
from commission_app.workflow.progress import Progress
from commission_app.workflow.trust import (
    is_another_by_letter,
    pin_secretariat,
    pinned_keys,
    refuse_another_secretariat,
)
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
        campaign, secrets, database = _unlock_or_create(desk, bundle, code_secrets)
        session = MemberSession(desk, campaign, secrets, database, bundle.member)
        try:
            _admit(session, bundle, code_secrets.mac_key, file)
            _let_in(session, code_secrets)
            _keep(session, bundle, code_secrets.mac_key, file, progress)
            if not campaign.label.exists():
                label_campaign(campaign)
            session.bundles = _open_lots(session)
        except BaseException:
            database.close()
            raise
        return session


def enter_again(
    session: MemberSession, file: Path, progress: Progress, code: str | None = None
) -> MemberSession:
    """Open another lot from an open session, and return the session that then reads it.

    Without a code, the present one must open the lot: LOT-03. With the code of a new letter the session takes
    it; a lot of another campaign closes the session and opens its own. Raises the refusals of `enter`, after
    which the session is as it was.
    """
    typed = None if code is None else derive(parse_code(code))
    held = session.secrets
    read, mac = (held.read, held.mac) if typed is None else (typed.read_seed, typed.mac_key)
    with _open(file, read, mac) as bundle:
        if bundle.manifest.campaign != session.campaign.id:
            if code is None:
                raise AppError("LOT-03")
            other = enter(session.desk, file, code, progress)
            session.close()
            return other
        _admit(session, bundle, mac, file)
        if typed is not None and mac not in held.past_macs:
            session.secrets = held.with_code(typed)
            _let_in(session, typed)
        _change_lots(session, bundle, mac, file, progress)
    return session


def _change_lots(
    session: MemberSession, bundle: OpenBundle, mac: bytes, file: Path, progress: Progress
) -> None:
    """Keep a lot in the place of those open: closed first, for Windows replaces no file that is open."""
    for former in session.bundles.values():
        former.close()
    try:
        _keep(session, bundle, mac, file, progress)
    finally:
        session.bundles = _open_lots(session)


def resume(desk: Desk, campaign: CampaignId | None = None, code: str | None = None) -> MemberSession:
    """Start again where the member was. DSK-01 when nothing was opened here, KEY-01 to ask for the code.

    LOT-18 when the lot kept here is no longer the last one that was opened.
    """
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


def _unlock_or_create(
    desk: Desk, bundle: OpenBundle, code: CodeSecrets
) -> tuple[DeskCampaign, Secrets, Database]:
    for known in campaigns(desk):
        if known.id == bundle.manifest.campaign and known.side == "member":
            secrets = _unlock(desk, known, code)
            return known, secrets, _database(known, secrets)
    campaign = begin_campaign(desk, bundle.manifest.campaign, bundle.manifest.name, "member")
    secrets = Secrets.for_member(code, desk.random)
    database = create_database(campaign.database, secrets.database)  # first: it keeps other windows out
    try:
        create_vault(
            campaign.vault, secrets, codes=[code.vault_key], keyring=desk.keyring, random=desk.random
        )
    except BaseException:
        database.close()
        raise
    return campaign, secrets, database


def _unlock(desk: Desk, campaign: DeskCampaign, code: CodeSecrets) -> Secrets:
    try:
        return open_with_key(campaign.vault, code.vault_key)
    except AppError as error:
        if error.code != "KEY-02" or desk.keyring is None:
            raise
    # Perhaps a replaced code: this computer is trusted by its keyring.
    try:
        return open_with_keyring(campaign.vault, desk.keyring).with_code(code)
    except AppError as error:
        if error.code != "KEY-01":
            raise
        raise AppError("KEY-02") from error  # a code was typed: it is not the one of this desk


def _let_in(session: MemberSession, code: CodeSecrets) -> None:
    """Give the code of an admitted lot its own slot; before, it could be another person's."""
    try:
        open_with_key(session.campaign.vault, code.vault_key)
    except AppError as error:
        if error.code != "KEY-02":
            raise
        add_code_slot(session.campaign.vault, session.secrets, code.vault_key, session.desk.random)


def _database(campaign: DeskCampaign, secrets: Secrets) -> Database:
    if campaign.database.exists():
        return open_database(campaign.database, secrets.database)
    return create_database(campaign.database, secrets.database)


def _admit(session: MemberSession, bundle: OpenBundle, mac: bytes, file: Path) -> None:
    """Check a lot against what this desk knows: member, version, secretariat."""
    database = session.database
    known = database.settings.get("member")
    if known is not None and known != bundle.member:
        raise AppError("LOT-17", file=file.name)
    past = session.secrets.past_macs
    is_older = bundle.manifest.serial < database.lots.highest_serial()
    if is_older and not is_another_by_letter(database, bundle, mac, past):
        raise AppError("LOT-09", file=file.name)
    refuse_another_secretariat(database, bundle, mac, past, file.name)


def _keep(session: MemberSession, bundle: OpenBundle, mac: bytes, file: Path, progress: Progress) -> None:
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
    session.bundles = _open_lots(session)
    return session


def _open_lots(session: MemberSession) -> dict[str, OpenBundle]:
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


def _refuse_another_lot(database: Database, bundle: OpenBundle, record: LotRecord) -> None:
    """Refuse an older lot that somebody put back in the desk: it may hold what its member may not read."""
    if bundle.manifest_sha512 != (database.settings.get(_kept(record.lot)) or record.manifest_sha512):
        raise AppError("LOT-18")


def _kept(lot: str) -> str:
    """Return the setting that tells which manifest is that of a lot's copy.

    A secretariat that came back from an older backup can give one serial to two lots: both are remembered.
    """
    return f"kept:{lot}"


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
