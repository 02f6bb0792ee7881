"""Fiches arrive: each file is checked entirely, gets a verdict in words, and nothing is ever overwritten."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from commission_app.errors import AppError, Fact
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import MemberId, Sha512
from commission_app.sealing.atomic_file import read_bounded
from commission_app.sealing.recognition import read_card
from commission_app.sealing.sheet_file import (
    MAX_FILE_BYTES,
    SheetContext,
    SheetParts,
    VerifiedSheet,
    open_sheet,
    verify_sheet,
)
from commission_app.store.records import KeyStatus, MemberKeyRecord, RefusalRecord, SheetRecord
from commission_app.texts import legible
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.chest import refuse_closed_chest
from commission_app.workflow.secretariat.computers import WITHDRAWN
from commission_app.workflow.secretariat.grid_in_force import former_lots, refuse_former
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import Verdict

RECEIVED_AGAIN = "sheet_received_again"  # the very same file: kept once, said each time


@dataclass(frozen=True)
class SheetOutcome:
    """What a received file turned out to be, before or after it is kept."""

    file: str
    file_sha512: Sha512
    verdict: Verdict
    error: AppError | None = None  # of a refusal
    member: MemberId | None = None
    parts: SheetParts | None = None
    verified: VerifiedSheet | None = None


class _Known(NamedTuple):
    """What every file is compared with, read once for all of them."""

    context: SheetContext
    received: "tuple[_Received, ...]"
    former: frozenset[Sha512]  # lots of a grid that was replaced


class _Received(NamedTuple):
    """A fiche already kept: what a verdict compares, without its act and its texts."""

    member: MemberId
    act_sha512: Sha512
    key: str
    seq: int


def preview_sheets(
    session: SecretariatSession, files: Sequence[Path], progress: Progress
) -> tuple[SheetOutcome, ...]:
    """Check files without keeping anything: what `accept_sheets` would say of each, alone. CHE-02."""
    refuse_closed_chest(session)
    known = _known(session)
    outcomes = []
    for done, file in enumerate(files):
        progress(done, len(files), file.name)
        outcomes.append(_examine(session, known, file))
    progress(len(files), len(files), "")
    return tuple(outcomes)


def accept_sheets(
    session: SecretariatSession, files: Sequence[Path], progress: Progress
) -> tuple[SheetOutcome, ...]:
    """Check files and keep each with its verdict; refused ones are kept as refusals, with their reason.

    CHE-02 while the chest is closed: nothing is then kept, not even as a refusal.
    """
    refuse_closed_chest(session)
    # Once for all files: the lots' signatures and the acts already kept take longer than a fiche.
    known = _known(session)
    outcomes = []
    for done, file in enumerate(files):
        progress(done, len(files), file.name)
        outcome = _examine(session, known, file)
        _keep(session, outcome)
        if outcome.verified is not None:
            claims = outcome.verified.claims
            kept = _Received(claims.member, outcome.verified.sha512, claims.key, claims.seq)
            context = _with_keys(session, known.context, claims.member)
            known = known._replace(context=context, received=(*known.received, kept))
        outcomes.append(outcome)
    progress(len(files), len(files), "")
    return tuple(outcomes)


def sheet_context(session: SecretariatSession) -> SheetContext:
    """Return what the secretariat knows: codes, keys and every lot ever sealed."""
    campaign = session.campaign
    codes: dict[MemberId, list[bytes]] = {}
    for code in sorted(session.database.campaign.codes(), key=lambda code: code.serial, reverse=True):
        codes.setdefault(code.member, []).append(code.mac_key)
    return SheetContext(
        campaign=campaign.id,
        institution_of={member.id: member.institution for member in campaign.members},
        mac_keys=codes,
        registered={
            member.id: tuple(key.key_id for key in session.database.sheets.keys(member.id))
            for member in campaign.members
        },
        manifests=session.manifests(),
    )


def _with_keys(session: SecretariatSession, context: SheetContext, member: MemberId) -> SheetContext:
    """Return the context after a fiche of this member, which may have brought another computer."""
    keys = tuple(key.key_id for key in session.database.sheets.keys(member))
    return replace(context, registered={**context.registered, member: keys})


def _known(session: SecretariatSession) -> _Known:
    records = session.database.sheets.all()
    received = (_Received(one.member, one.act_sha512, one.key_id, one.seq) for one in records)
    return _Known(sheet_context(session), tuple(received), former_lots(session))


def _examine(session: SecretariatSession, known: _Known, file: Path) -> SheetOutcome:
    name, context = legible(file.name), known.context
    try:
        data = _read(file, name)
    except AppError as error:
        return SheetOutcome(name, Sha512(""), Verdict.REFUSED, error)
    file_sha512 = Sha512(hashlib.sha512(data).hexdigest())
    parts: SheetParts | None = None
    try:
        parts = open_sheet(data, session.identities, name)
        verified = verify_sheet(parts, context, name)
        if verified.sha512 not in {record.act_sha512 for record in known.received}:
            _refuse_withdrawn(session, verified)
            refuse_former(session, verified.claims, known.former, context.manifests)
    except AppError as error:
        return SheetOutcome(name, file_sha512, Verdict.REFUSED, error, _claimed_member(parts, context), parts)
    verdict = _verdict(session, known.received, verified)
    return SheetOutcome(
        name, file_sha512, verdict, member=verified.claims.member, parts=parts, verified=verified
    )


def _refuse_withdrawn(session: SecretariatSession, verified: VerifiedSheet) -> None:
    """Take nothing new from a computer declared lost; what it sent before is still known as received."""
    member = verified.claims.member
    withdrawn = {key.key_id for key in session.database.sheets.keys(member) if key.status in WITHDRAWN}
    if verified.keys.id in withdrawn:
        raise AppError("FIC-16")


def _read(file: Path, name: str) -> bytes:
    """Return the bytes of a file that could be a fiche. FIC-03 when far too large, FIC-15 unreadable."""
    try:
        data = read_bounded(file, MAX_FILE_BYTES)
    except OSError as error:
        raise AppError("FIC-15", file=name) from error
    if data is None:
        raise AppError("FIC-03", file=name)
    return data


def _verdict(session: SecretariatSession, received: Sequence[_Received], verified: VerifiedSheet) -> Verdict:
    member = verified.claims.member
    same_member = [record for record in received if record.member == member]
    if verified.sha512 in {record.act_sha512 for record in same_member}:
        return Verdict.DUPLICATE
    keys = session.database.sheets.keys(member)
    waiting = {key.key_id for key in keys if key.status == "to_confirm"}
    is_first = verified.is_new_key and not keys
    if verified.keys.id in waiting or (verified.is_new_key and not is_first):
        return Verdict.TO_CONFIRM
    if is_first and session.campaign.reinforced:
        return Verdict.TO_CONFIRM
    versions = [record.seq for record in same_member if record.key == verified.keys.id]
    if not versions:
        return Verdict.ACCEPTED
    return Verdict.REPLACES if verified.claims.seq > max(versions) else Verdict.OLDER


def _claimed_member(parts: SheetParts | None, context: SheetContext) -> MemberId | None:
    """Return who a refused fiche says it is from, when its card at least holds: to know whom to call."""
    if parts is None:
        return None
    try:
        member = read_card(parts.card).member
    except AppError:
        return None
    return member if member in context.institution_of else None


def _keep(session: SecretariatSession, outcome: SheetOutcome) -> None:
    with session.database.transaction():
        if outcome.error is not None:
            _keep_refusal(session, outcome, outcome.error)
        elif outcome.parts is not None and outcome.verified is not None:
            _keep_sheet(session, outcome, outcome.parts, outcome.verified)


def _keep_refusal(session: SecretariatSession, outcome: SheetOutcome, error: AppError) -> None:
    session.database.sheets.add_refusal(
        RefusalRecord(
            outcome.file_sha512,
            outcome.file,
            session.desk.now(),
            error.code,
            error.facts,
            outcome.member or "",
            outcome.parts.sha512 if outcome.parts else "",
        )
    )
    session.log("sheet_refused", {"file": outcome.file, "sha512": outcome.file_sha512, "code": error.code})


def _keep_sheet(
    session: SecretariatSession, outcome: SheetOutcome, parts: SheetParts, verified: VerifiedSheet
) -> None:
    claims, now = verified.claims, session.desk.now()
    is_kept = session.database.sheets.add(
        SheetRecord(
            verified.sha512,
            outcome.file_sha512,
            claims.member,
            claims.key,
            claims.seq,
            now,
            outcome.file,
            outcome.verdict.value,
            "",
            parts.act,
            parts.texts,
            parts.card,
        )
    )
    if verified.is_new_key:
        status: KeyStatus = "to_confirm" if outcome.verdict is Verdict.TO_CONFIRM else "active"
        keys = canonical_json(verified.keys.document())
        session.database.sheets.add_key(MemberKeyRecord(claims.member, claims.key, keys, now, status))
    facts: dict[str, Fact] = {
        "file": outcome.file,
        "member": claims.member,
        "seq": claims.seq,
        "act": verified.sha512,
        "verdict": outcome.verdict.value,
    }
    session.log("sheet_received" if is_kept else RECEIVED_AGAIN, facts)
