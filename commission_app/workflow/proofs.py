"""« Preuves… »: all that is technical, for whoever wants to check by other means than this application."""

import re
from dataclasses import dataclass
from datetime import datetime

from commission_app.scoring.ids import InstitutionId, Sha512
from commission_app.sealing.identity import KeySet
from commission_app.store.records import KeyStatus
from commission_app.workflow.member.lot_checks import LotCheck, checks_by_manifest
from commission_app.workflow.member.session import LAST_SERIAL, MemberSession
from commission_app.workflow.receiving.closing import REGISTER, last_register
from commission_app.workflow.receiving.receipts import LAST_JOURNAL, closing_lines
from commission_app.workflow.secretariat.computers import computers
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class KeyProof:
    """The public keys of somebody, as people compare them."""

    id: str  # 32 hexadecimal signs, written in acts
    digits: str  # 40, in eight groups of five, read by telephone
    since: datetime | None = None
    is_current: bool = True


@dataclass(frozen=True)
class OpenedLot:
    """A version of a lot that was opened on a member's desk."""

    lot: str
    serial: int
    manifest: Sha512
    opened: datetime
    is_read: bool  # one of those open now
    check: LotCheck | None


@dataclass(frozen=True)
class HandedProof:
    """A fiche handed in from a member's desk."""

    version: int
    at: datetime
    sha512: Sha512
    receipt: str  # empty until it came


@dataclass(frozen=True)
class ReceiptProof:
    """The last receipt read."""

    serial: int
    journal: str  # digest of the last event of the secretariat's journal when it was written


@dataclass(frozen=True)
class RegisterProof:
    """The list settled at the close of the reception."""

    sha512: Sha512
    at: datetime
    lines: tuple[str, ...] = ()  # what it says of this member's fiches


@dataclass(frozen=True)
class MemberProofs:
    """What a member can check."""

    campaign: str
    grid: Sha512
    secretariat: KeyProof
    computer: KeyProof
    lots: tuple[OpenedLot, ...]  # those read first, then former ones
    sheets: tuple[HandedProof, ...]  # the latest first
    receipt: ReceiptProof | None
    register: RegisterProof | None


@dataclass(frozen=True)
class SealedLot:
    """A lot that the secretariat sealed."""

    lot: str
    serial: int
    manifest: Sha512
    at: datetime
    members: tuple[str, ...]


@dataclass(frozen=True)
class ComputerProof:
    """A computer that signed the fiches of a member."""

    member: str
    institution: InstitutionId
    number: int
    is_alone: bool  # the only one of this member
    status: KeyStatus
    since: str
    key: KeyProof


@dataclass(frozen=True)
class SecretariatProofs:
    """What the secretariat can check, and have checked."""

    campaign: str
    keys: tuple[KeyProof, ...]  # those in force first
    grid: Sha512
    frozen: datetime | None
    has_recovery: bool
    lots: tuple[SealedLot, ...]  # the latest first
    computers: tuple[ComputerProof, ...]  # in the order of the members
    register: RegisterProof | None


def member_proofs(session: MemberSession) -> MemberProofs:
    """Return what a member's desk holds."""
    manifest = session.manifest
    return MemberProofs(
        campaign=manifest.name,
        grid=Sha512(manifest.grid.digest),
        secretariat=_key(manifest.secretariat),
        computer=_key(session.secrets.key_set),
        lots=_opened(session),
        sheets=tuple(
            HandedProof(record.seq, record.at, record.act_sha512, record.receipt)
            for record in reversed(session.handed())
        ),
        receipt=_receipt(session),
        register=_list_read(session),
    )


def secretariat_proofs(session: SecretariatSession) -> SecretariatProofs:
    """Return what the secretariat's desk holds."""
    frozen = session.database.campaign.frozen()
    last = last_register(session)
    names = {member.id: member.name for member in session.campaign.members}
    sealed = sorted(session.database.campaign.bundles(), key=lambda record: (-record.serial, record.lot))
    return SecretariatProofs(
        campaign=session.campaign.name,
        keys=_successive(session),
        grid=Sha512(session.campaign.grid.digest),
        frozen=None if frozen is None else frozen.at,
        has_recovery=session.recovery is not None,
        lots=tuple(
            SealedLot(
                record.lot,
                record.serial,
                record.manifest_sha512,
                record.at,
                tuple(names.get(member, member) for member in record.members),
            )
            for record in sealed
        ),
        computers=_computers(session),
        register=None if last is None else RegisterProof(last.sha512, last.register.at),
    )


def _opened(session: MemberSession) -> tuple[OpenedLot, ...]:
    checks = checks_by_manifest(session)
    read = {bundle.manifest_sha512 for bundle in session.bundles.values()}
    lots = [
        OpenedLot(
            record.lot,
            record.serial,
            record.manifest_sha512,
            record.opened,
            is_read=record.manifest_sha512 in read,
            check=checks.get(record.manifest_sha512),
        )
        for record in session.database.lots.all()
    ]
    return tuple(sorted(lots, key=lambda lot: (not lot.is_read, -lot.serial, lot.lot)))


def _receipt(session: MemberSession) -> ReceiptProof | None:
    setting = session.database.settings.get
    serial, journal = setting(LAST_SERIAL), setting(LAST_JOURNAL)
    return None if not serial else ReceiptProof(int(serial), journal or "")


def _list_read(session: MemberSession) -> RegisterProof | None:
    kept = session.database.acts.of_kind(REGISTER)
    return RegisterProof(kept[-1].digest, kept[-1].at, closing_lines(session)) if kept else None


def _successive(session: SecretariatSession) -> tuple[KeyProof, ...]:
    """Return the secretariat's keys with the moment each came into force, as the journal tells it."""
    since: dict[str, datetime] = {}
    begun: datetime | None = None
    for entry in session.database.journal.entries():
        if entry.kind == "campaign_created":
            begun = entry.at
        elif entry.kind == "keys_changed":
            since[str(entry.facts["new"])] = entry.at
    current = session.secrets.key_set
    keys = [
        _key(known, since.get(known.id, begun), is_current=known == current) for known in session.key_sets
    ]
    return tuple(reversed(keys))


def _computers(session: SecretariatSession) -> tuple[ComputerProof, ...]:
    found = []
    for member in session.campaign.members:
        known = computers(session, member.id)
        for computer in known:
            proof = ComputerProof(
                member.name,
                member.institution,
                computer.number,
                is_alone=len(known) == 1,
                status=computer.status,
                since=computer.since,
                key=KeyProof(computer.key, computer.digits),
            )
            found.append(proof)
    return tuple(found)


def _key(keys: KeySet, since: datetime | None = None, *, is_current: bool = True) -> KeyProof:
    groups = " ".join(re.findall(r"\d{5}", keys.fingerprint))
    return KeyProof(keys.id, groups, since, is_current)
