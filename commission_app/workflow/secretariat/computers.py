"""The computers of a member: recognised by what signed their fiches, confirmed or withdrawn by a person."""

import re
from dataclasses import dataclass, replace

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.ids import MemberId
from commission_app.sealing.identity import KeySet
from commission_app.store.records import KeyStatus, MemberKeyRecord, SheetRecord
from commission_app.texts import date_time_fr
from commission_app.workflow.secretariat.letters import replace_code
from commission_app.workflow.secretariat.session import SecretariatSession

COUNTED: tuple[KeyStatus, ...] = ("active", "revoked")  # what was retained before a withdrawal stays
WITHDRAWN: tuple[KeyStatus, ...] = ("replaced", "revoked")


STATES: dict[KeyStatus, str] = {
    "active": "reconnu",
    "to_confirm": "à confirmer avec le membre",
    "revoked": "déclaré perdu ou volé, ses fiches retenues le restent",
    "replaced": "retiré sans avoir été confirmé",
}


@dataclass(frozen=True)
class Computer:
    """One computer of a member, as a person is told of it."""

    number: int  # from 1, in the order they were met
    key: str
    status: KeyStatus
    state: str
    since: str
    digits: str  # 40, in eight groups of five


def computers(session: SecretariatSession, member: MemberId) -> tuple[Computer, ...]:
    """Return the computers of a member, the first met first. CAM-04 when nobody bears this identifier."""
    if member not in session.campaign.member_by_id:
        raise AppError("CAM-04", what=member)
    return tuple(
        Computer(
            number,
            record.key_id,
            record.status,
            STATES[record.status],
            f"depuis le {date_time_fr(record.registered)}",
            " ".join(re.findall(r"\d{5}", fingerprint_of(record))),
        )
        for number, record in enumerate(session.database.sheets.keys(member), start=1)
    )


def counted_sheets(session: SecretariatSession) -> tuple[SheetRecord, ...]:
    """Return every fiche retained, once, as they came: of a confirmed computer, or entered from paper."""
    counted = {
        (member.id, key.key_id)
        for member in session.campaign.members
        for key in session.database.sheets.keys(member.id)
        if key.status in COUNTED
    }
    retained = {
        record.act_sha512: record  # a fiche sealed twice is still one fiche
        for record in session.database.sheets.all()
        if record.is_paper or (record.member, record.key_id) in counted
    }
    return tuple(retained.values())


def confirm_computer(session: SecretariatSession, member: MemberId, key: str, digits: str = "") -> None:
    """Accept a computer, after a person confirmed it with the member.

    In the reinforced mode `digits` are the 40 that the member reads by telephone, spaces free: FIC-17 when
    they are others. CAM-04 when the computer is unknown.
    """
    record = _known(session, member, key)
    if session.campaign.reinforced and re.sub(r"\D", "", digits) != fingerprint_of(record):
        raise AppError("FIC-17")
    _set_status(session, record, "active", "computer_confirmed")


def withdraw_computers(session: SecretariatSession, member: MemberId) -> None:
    """Declare a member's computers lost or stolen: nothing new is taken from them, and the code is replaced.

    Fiches already retained stay. A computer never confirmed is withdrawn with what it sent. CAM-04 when the
    member never had a code.
    """
    with session.database.transaction():
        for record in session.database.sheets.keys(member):
            if record.status in ("active", "to_confirm"):
                status: KeyStatus = "revoked" if record.status == "active" else "replaced"
                _set_status(session, record, status, "computer_revoked")
        replace_code(session, member)


def readmit_computer(session: SecretariatSession, member: MemberId, key: str) -> None:
    """Take back a computer declared lost that its member found again. CAM-04 when it is unknown.

    One that nobody had confirmed waits again to be: finding it proves nothing of whose it is.
    """
    record = _known(session, member, key)
    found: KeyStatus = "active" if record.status in COUNTED else "to_confirm"
    _set_status(session, record, found, "computer_readmitted")


def fingerprint_of(record: MemberKeyRecord) -> str:
    """Return the 40 digits that the member reads on their own page of proofs."""
    return KeySet.from_document(msgspec.json.decode(record.keys)).fingerprint


def _known(session: SecretariatSession, member: MemberId, key: str) -> MemberKeyRecord:
    for record in session.database.sheets.keys(member):
        if record.key_id == key:
            return record
    raise AppError("CAM-04", what=member)


def _set_status(session: SecretariatSession, record: MemberKeyRecord, status: KeyStatus, event: str) -> None:
    with session.database.transaction():
        session.database.sheets.add_key(replace(record, registered=session.desk.now(), status=status))
        session.log(event, {"member": record.member, "key": record.key_id})
