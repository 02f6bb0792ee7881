"""Receipts: the secretariat says what became of each fiche, the member's application compares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.campaign import Member
from commission_app.scoring.ids import MemberId, Sha512
from commission_app.sealing.age_recipients import HybridRecipient
from commission_app.sealing.identity import KeySet
from commission_app.sealing.receipt import MAX_FILE_BYTES, Receipt, ReceiptLine, read_receipt, write_receipt
from commission_app.sealing.register import Register, read_register
from commission_app.sealing.signed_act import digest
from commission_app.store.records import ActRecord, HandedRecord, KeyStatus
from commission_app.texts import date_time_fr
from commission_app.workflow.deliberation.consolidate import Consolidated, compute, facts_of
from commission_app.workflow.exchanged_files import free_name, read_file
from commission_app.workflow.member.grid_carry import FORMER_GRID_LINE
from commission_app.workflow.member.session import LAST_SERIAL, MemberSession
from commission_app.workflow.receiving.closing import REGISTER, last_register
from commission_app.workflow.secretariat.computers import COUNTED
from commission_app.workflow.secretariat.letters import file_stem
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import WrittenReceipt

RECEIPT_LINES = {
    "accepted": "Fiche n° {version} reçue et retenue",
    "replaced": "Fiche n° {version} reçue, remplacée depuis",
    "to_confirm": "Fiche n° {version} reçue, en attente d’une confirmation du secrétariat",
    "refused": "Fiche n° {version} refusée : appelez le secrétariat",
}
LAST_FILE = "receipt_file"  # setting of a member's desk: digest of the last receipt read
LAST_JOURNAL = "receipt_journal"  # and the head of the secretariat's journal that it carried
WITHDRAWN_CODE, FORMER_GRID_CODE = "FIC-16", "FIC-18"
PATIENCE = timedelta(days=3)
ABSURD = timedelta(days=400)  # a clock that was reset, not a receipt that is late


# --------------------------------------------------------------------------------------------- secretariat


@dataclass(frozen=True)
class _Answer:
    """What a member is to be told, and who can read it."""

    member: Member
    lines: tuple[ReceiptLine, ...]
    recipients: tuple[HybridRecipient, ...]


def write_receipts(session: SecretariatSession, folder: Path) -> tuple[WrittenReceipt, ...]:
    """Write a receipt for each member of whom something came; for all of them once the reception is closed.

    Nothing is overwritten. DSK-05, DSK-06 or DSK-24 when the folder does not take them.
    """
    last = last_register(session)
    done = compute(facts_of(session))
    answers = [
        _Answer(member, _lines(session, member.id, done), _recipients(session, member.id))
        for member in session.campaign.members
    ]
    return tuple(
        _write(session, folder, answer, last.act if last is not None else b"")
        for answer in answers
        if answer.recipients and (answer.lines or last is not None)
    )


def _write(session: SecretariatSession, folder: Path, answer: _Answer, register: bytes) -> WrittenReceipt:
    member, serial = answer.member, _next_serial(session, answer.member.id)
    stem = f"accuse_{file_stem(session.campaign, member)}_n{serial}"
    target = free_name(folder, stem, ".accuse")
    head = session.database.journal.head()
    receipt = Receipt(session.campaign.id, member.id, serial, answer.lines, head, register)
    write_receipt(target, receipt, answer.recipients, session.secrets, session.desk.random)
    return WrittenReceipt(member.id, member.name, serial, target)


def _next_serial(session: SecretariatSession, member: MemberId) -> int:
    """Return a serial never given to this member: kept first, since a receipt half written may be sent."""
    name = f"receipt:{member}"
    serial = max(int(session.database.settings.get(name) or 0), session.number_floor) + 1
    with session.database.transaction():
        session.database.settings.put(name, str(serial))
        session.log("receipt_written", {"member": member, "serial": serial})
    return serial


def _recipients(session: SecretariatSession, member: MemberId) -> tuple[HybridRecipient, ...]:
    """Return who can read a member's receipt: the holder of the present code, their recognised computers."""
    code = session.database.campaign.code(member)
    keys = (record for record in session.database.sheets.keys(member) if record.status == "active")
    computers = [KeySet.from_document(msgspec.json.decode(record.keys)).enc for record in keys]
    return tuple(HybridRecipient.parse(text) for text in ([code.recipient] if code else []) + computers)


def _lines(session: SecretariatSession, member: MemberId, done: Consolidated) -> tuple[ReceiptLine, ...]:
    """Return what became of every fiche of a member whose act could be read, as it stands today."""
    statuses = {key.key_id: key.status for key in session.database.sheets.keys(member)}
    refused = {
        Sha512(record.act_sha512): ReceiptLine(Sha512(record.act_sha512), "refused", record.code)
        for record in session.database.sheets.refusals()
        if record.member == member and record.act_sha512
    }
    received = {
        record.act_sha512: _line(record.act_sha512, statuses.get(record.key_id, "active"), done)
        for record in session.database.sheets.all()
        if record.member == member
    }
    return tuple((refused | received).values())


def _line(sheet: Sha512, status: KeyStatus, done: Consolidated) -> ReceiptLine:
    if status == "to_confirm":
        return ReceiptLine(sheet, "to_confirm")
    if status not in COUNTED:
        return ReceiptLine(sheet, "refused", WITHDRAWN_CODE)
    if sheet in done.facts.former and not any(sheet in later.claims.prev for later in done.facts.sheets):
        return ReceiptLine(sheet, "refused", FORMER_GRID_CODE)
    is_followed = sheet in done.merged.superseded or sheet in done.facts.former
    return ReceiptLine(sheet, "replaced" if is_followed else "accepted")


# -------------------------------------------------------------------------------------------------- member


def take_receipt(session: MemberSession, file: Path) -> tuple[str, ...]:
    """Read the secretariat's receipt and return its lines, and what the list settled at the close says.

    ACC-01 to ACC-03 when it is not theirs, ACC-04 when it is older than what was read here, ACC-05 when its
    list is not the secretariat's. The same receipt again is fine. Nothing is kept of a refused one.
    """
    data = read_file(file, MAX_FILE_BYTES, "ACC-01")
    receipt = read_receipt(
        data,
        session.secrets.identities,
        secretariat=session.manifest.secretariat,
        campaign=session.manifest.campaign,
        member=session.member,
        file=file.stem,
    )
    _refuse_older(session, receipt, data, file)
    register = _read_list(session, receipt, file) if receipt.register else None
    with session.database.transaction():
        session.database.settings.put(LAST_SERIAL, str(receipt.serial))
        session.database.settings.put(LAST_FILE, digest(data))
        session.database.settings.put(LAST_JOURNAL, receipt.journal)
        if register is not None:
            kept = ActRecord(digest(receipt.register), REGISTER, session.desk.now(), receipt.register)
            session.database.acts.add(kept)
        session.know_sheets(line.sha512 for line in receipt.lines if line.verdict != "refused")
        lines = _keep_lines(session, receipt)
    return (*lines, *_list_lines(session, register, receipt.lines))


def is_retained(handed: HandedRecord) -> bool:
    """Tell whether the receipt of a fiche asks nothing more of its author."""
    return handed.receipt in {
        RECEIPT_LINES[verdict].format(version=handed.seq) for verdict in ("accepted", "replaced")
    }


def closing_lines(session: MemberSession) -> tuple[str, ...]:
    """Return what the last list read here says of the member's fiches; nothing before the close."""
    register = _last_list(session)
    return () if register is None else _list_lines(session, register, ())


def receipt_warning(session: MemberSession) -> str:
    """Return a sentence when the last fiche waits for its receipt for days, else nothing.

    Clocks are advisory: a negative or absurd duration says nothing.
    """
    handed = session.handed()
    if not handed or handed[-1].receipt:
        return ""
    last, now = handed[-1].at, session.desk.now()
    if (last.tzinfo is None) != (now.tzinfo is None) or not PATIENCE < now - last < ABSURD:
        return ""
    return (
        "Votre dernière fiche n’a pas été accusée : lisez ici l’accusé de réception du secrétariat ou, "
        "s’il ne vous est pas parvenu, appelez-le."
    )


def _refuse_older(session: MemberSession, receipt: Receipt, data: bytes, file: Path) -> None:
    """Refuse a receipt of the past, or another one under the serial of the last. ACC-04."""
    last = int(session.database.settings.get(LAST_SERIAL) or 0)
    is_other = session.database.settings.get(LAST_FILE) not in (None, digest(data))
    if receipt.serial < last or (receipt.serial == last and is_other):
        raise AppError("ACC-04", file=file.stem)


def _read_list(session: MemberSession, receipt: Receipt, file: Path) -> Register:
    """Return the list that a receipt carries. ACC-05 when it is not the secretariat's, ACC-04 when older."""
    try:
        register = read_register(receipt.register, session.manifest.campaign, _known_keys(session))
    except AppError as error:
        raise AppError("ACC-05", file=file.stem) from error
    last = _last_list(session)
    if last is not None and register.serial < last.serial:
        raise AppError("ACC-04", file=file.stem)
    if last is not None and register.serial == last.serial and register != last:
        raise AppError("ACC-05", file=file.stem)
    return register


def _last_list(session: MemberSession) -> Register | None:
    """Return the last list read here; None when its keys are trusted no more, as after a forced change."""
    kept = session.database.acts.of_kind(REGISTER)
    if not kept:
        return None
    try:
        return read_register(kept[-1].act, session.manifest.campaign, _known_keys(session))
    except AppError:
        return None


def _known_keys(session: MemberSession) -> tuple[KeySet, ...]:
    """Return the keys of the secretariat and those that declared them: a list may be older than a change."""
    former = (keys for bundle in session.bundles.values() for keys in bundle.former)
    return (session.manifest.secretariat, *former)


def _keep_lines(session: MemberSession, receipt: Receipt) -> tuple[str, ...]:
    versions = {record.act_sha512: record.seq for record in session.database.handed.all()}
    lines = []
    for line in receipt.lines:
        if line.sha512 in versions:
            words = FORMER_GRID_LINE if line.code == FORMER_GRID_CODE else RECEIPT_LINES[line.verdict]
            text = words.format(version=versions[line.sha512])
            session.database.handed.set_receipt(line.sha512, text)
            lines.append(text)
    return tuple(lines)


def _list_lines(
    session: MemberSession, register: Register | None, lines: Sequence[ReceiptLine]
) -> tuple[str, ...]:
    """Say whether the last fiche is on the list, and whether one that this computer never made is there."""
    handed, made = session.handed(), {record.act_sha512 for record in session.database.handed.all()}
    listed = register.sheets_of(session.member) if register is not None else frozenset()
    named = listed | {line.sha512 for line in lines if line.verdict != "refused"}
    said = []
    if register is not None and handed:
        said.append(
            f"Votre fiche n° {handed[-1].seq} figure dans la liste arrêtée le {date_time_fr(register.at)}."
            if handed[-1].act_sha512 in listed
            else "Votre dernière fiche ne figure pas dans la liste arrêtée : appelez le secrétariat."
        )
    elif register is not None and not listed:
        said.append(
            f"Aucune fiche ne figure à votre nom dans la liste arrêtée le {date_time_fr(register.at)}."
        )
    if named - made:
        said.append(
            "Une fiche que vous n’avez pas faite sur cet ordinateur figure à votre nom : appelez le "
            "secrétariat si vous n’en avez remis ni d’un autre ordinateur ni sur papier."
        )
    return tuple(said)
