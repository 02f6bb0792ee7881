"""A member gets in: the code once, the lot, « est-ce bien vous ? », and every later start without a word."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, MemberId
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.bundle import OpenBundle, open_bundle
from commission_app.sealing.identity import Secrets
from commission_app.sealing.opening_code import CodeSecrets, derive, parse_code
from commission_app.sealing.vault import add_code_slot, create_vault, open_with_key, open_with_keyring
from commission_app.store.database import Database, create_database, open_database
from commission_app.workflow.desk import (
    Desk,
    DeskCampaign,
    begin_campaign,
    campaigns,
    find_campaign,
    label_campaign,
    named_again,
)
from commission_app.workflow.member.grid_carry import carry_over
from commission_app.workflow.member.kept_lots import keep_lot, open_lots
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.trust import is_another_by_letter, refuse_another_secretariat
from commission_app.workflow.member.views import Greeting
from commission_app.workflow.progress import Progress


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
            keep_lot(session, bundle, code_secrets.mac_key, file, progress)
            label_campaign(replace(campaign, name=bundle.manifest.name, phone=bundle.manifest.phone))
            session.bundles = open_lots(session)
            carry_over(session)
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
        keep_lot(session, bundle, mac, file, progress)
    finally:
        session.bundles = open_lots(session)
    carry_over(session)


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


def _open(file: Path, read_seed: bytes, mac_key: bytes) -> OpenBundle:
    return open_bundle(file, HybridIdentity.from_seed(read_seed), mac_key)


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
        raise AppError("LOT-17", file=file.stem)
    past = session.secrets.past_macs
    is_older = bundle.manifest.serial < database.lots.highest_serial()
    if is_older and not is_another_by_letter(database, bundle, mac, past):
        raise AppError("LOT-09", file=file.stem)
    refuse_another_secretariat(database, bundle, mac, past, file.stem)


def _session(desk: Desk, campaign: DeskCampaign, secrets: Secrets, database: Database) -> MemberSession:
    """Open the latest version of each lot kept in the desk."""
    member = database.settings.get("member")
    if member is None:
        raise AppError("DSK-01")
    session = MemberSession(desk, campaign, secrets, database, MemberId(member))
    session.bundles = open_lots(session)
    session.campaign = named_again(campaign, session.manifest.name, session.manifest.phone)
    carry_over(session)
    return session
