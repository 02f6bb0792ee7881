"""The reception is closed: the list of members, computers and fiches retained is settled and signed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.campaign import Member
from commission_app.scoring.ids import Sha512
from commission_app.sealing.identity import KeySet
from commission_app.sealing.register import Register, RegisteredMember, read_register, sign_register
from commission_app.sealing.register import RetainedSheet as Retained
from commission_app.sealing.signed_act import digest, verify
from commission_app.store.records import ActRecord
from commission_app.texts import count_fr, date_time_fr
from commission_app.workflow.deliberation.archived_sheets import ArchivedSheet
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.secretariat.computers import COUNTED
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import ClosedReception, ReceptionStanding, RetainedSheet

REGISTER = "annuaire"  # kind of the acts kept, and their type


@dataclass(frozen=True)
class KeptRegister:
    """The last register, as it was signed."""

    sha512: Sha512
    act: bytes
    register: Register
    is_ours: bool  # signed by the keys in force, not by former ones


def close_reception(session: SecretariatSession) -> ClosedReception:
    """Settle and sign the list of fiches in force. Closed again, it changes only if something came since."""
    sheets = _in_force(session)
    last = last_register(session)
    present = _present(session, sheets, last.register.serial + 1 if last else 1)
    if last is None or not _is_same(last, present):
        last = _keep(session, present)
    return _closed(session, last)


def standing(session: SecretariatSession) -> ReceptionStanding:
    """Say whether the reception is closed, and what came since."""
    last = last_register(session)
    if last is None:
        return ReceptionStanding("La réception n’est pas close.")
    sheets = _in_force(session)
    closed = _closed(session, last)
    since = len({sheet.sha512 for sheet in sheets} - {listed.sha512 for listed in last.register.sheets})
    is_current = _is_same(last, _present(session, sheets, last.register.serial))
    text = (
        f"Réception close le {date_time_fr(closed.at)} : "
        f"{count_fr(len(closed.sheets), 'fiche retenue', 'fiches retenues')}."
    )
    if since:
        came = count_fr(since, "fiche est arrivée", "fiches sont arrivées")
        text += f" {came} depuis : closez-la de nouveau pour qu’elle compte tout."
    elif not is_current:
        text += " Des ordinateurs, des codes ou les clés ont changé depuis : closez-la de nouveau."
    return ReceptionStanding(text, closed, since, is_current)


def last_register(session: SecretariatSession) -> KeptRegister | None:
    """Return the last register signed, its signatures checked again; None while the reception is open."""
    acts = session.database.acts.of_kind(REGISTER)
    if not acts:
        return None
    return _kept(session, acts[-1].act)


def _kept(session: SecretariatSession, act: bytes) -> KeptRegister:
    register = read_register(act, session.campaign.id, session.key_sets)
    try:
        verify(act, REGISTER, session.secrets.key_set)
    except AppError:
        return KeptRegister(digest(act), act, register, is_ours=False)
    return KeptRegister(digest(act), act, register, is_ours=True)


def _present(session: SecretariatSession, sheets: Sequence[ArchivedSheet], serial: int) -> Register:
    """Return the register that a close would sign now."""
    members = session.campaign.members
    return Register(
        session.campaign.id,
        serial,
        session.desk.now(),
        tuple(_registered(session, member) for member in members),
        tuple(
            Retained(member.id, sha512)
            for member in members
            for sha512 in sorted(sheet.sha512 for sheet in sheets if sheet.claims.member == member.id)
        ),
    )


def _registered(session: SecretariatSession, member: Member) -> RegisteredMember:
    code = session.database.campaign.code(member.id)
    keys = tuple(
        KeySet.from_document(msgspec.json.decode(record.keys))
        for record in session.database.sheets.keys(member.id)
        if record.status in COUNTED
    )
    return RegisteredMember(
        member.id, member.name, member.institution, keys, code.serial if code is not None else 0
    )


def _is_same(last: KeptRegister, present: Register) -> bool:
    settled = last.register
    return last.is_ours and replace(present, serial=settled.serial, at=settled.at) == settled


def _keep(session: SecretariatSession, register: Register) -> KeptRegister:
    act = sign_register(register, session.secrets)
    kept = _kept(session, act)
    with session.database.transaction():
        session.database.acts.add(ActRecord(kept.sha512, REGISTER, register.at, act))
        session.log(
            "reception_closed",
            {"serial": register.serial, "sheets": len(register.sheets), "register": kept.sha512},
        )
    return kept


def _in_force(session: SecretariatSession) -> tuple[ArchivedSheet, ...]:
    """Return the fiches that count: a version that another replaces is in the archive, not in the list."""
    done = compute(facts_of(session))
    return tuple(sheet for sheet in done.facts.sheets if sheet.sha512 not in done.merged.superseded)


def _closed(session: SecretariatSession, kept: KeptRegister) -> ClosedReception:
    records = {record.act_sha512: record for record in session.database.sheets.all()}
    members = {member.id: member for member in kept.register.members}
    return ClosedReception(
        kept.register.serial,
        kept.register.at,
        kept.sha512,
        tuple(
            RetainedSheet(
                retained.member,
                members[retained.member].name,
                members[retained.member].institution,
                records[retained.sha512].seq,
                retained.sha512,
                records[retained.sha512].is_paper,
            )
            for retained in kept.register.sheets
        ),
    )
