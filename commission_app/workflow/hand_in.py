"""A member hands in: one file, sealed to the secretariat, corrected later by a new version."""

from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.ids import Sha512
from commission_app.sealing.age_recipients import HybridRecipient
from commission_app.sealing.receipt import MAX_FILE_BYTES, read_receipt
from commission_app.sealing.sheet_act import LotSeen, SheetClaims
from commission_app.sealing.sheet_file import SheetParts, make_sheet, write_sheet
from commission_app.store.records import HandedRecord
from commission_app.workflow.desk import folder_name
from commission_app.workflow.member_session import MemberSession
from commission_app.workflow.progress import Progress
from commission_app.workflow.review import review
from commission_app.workflow.views import CheckKind, HandedIn

RECEIPT_LINES = {
    "accepted": "Fiche n° {version} reçue et retenue",
    "replaced": "Fiche n° {version} reçue, remplacée depuis",
    "to_confirm": "Fiche n° {version} reçue, en attente d’une confirmation du secrétariat",
    "refused": "Fiche n° {version} refusée : appelez le secrétariat",
}


def hand_in(session: MemberSession, folder: Path, progress: Progress) -> HandedIn:
    """Write the next version of the fiche into a folder.

    REM-01 when a closed dossier is not complete, DSK-05, DSK-06 or DSK-24 when the folder does not take it.
    Nothing is recorded unless the file is whole on the disk.
    """
    blocking = [check for check in review(session).checks if check.kind is CheckKind.BLOCKING]
    if blocking:
        raise AppError("REM-01", title=blocking[0].title, detail=blocking[0].detail)
    progress(0, 2, "Préparation de la fiche")
    version = len(session.database.handed.all()) + 1
    sheet = session.handed_sheet
    parts = make_sheet(_claims(session, version), sheet, session.secrets, session.desk.random)
    progress(1, 2, "Écriture de la fiche")
    target = _free_name(folder, _file_stem(session, version))
    size = _write(session, target, parts)
    closed = sum(reading.is_closed for reading in sheet.readings.values())
    handed = HandedIn(version, session.desk.now(), target, size, closed)
    session.database.handed.add(
        HandedRecord(version, parts.sha512, handed.at, str(target), parts.act, parts.texts, size, closed)
    )
    progress(2, 2, "Fiche remise")
    return handed


def handed_in(session: MemberSession) -> tuple[HandedIn, ...]:
    """Return every version handed in from this computer, the oldest first, with its receipt's line."""
    return tuple(
        HandedIn(record.seq, record.at, Path(record.file), record.size, record.dossiers, record.receipt)
        for record in session.database.handed.all()
    )


def take_receipt(session: MemberSession, file: Path) -> tuple[str, ...]:
    """Read the secretariat's receipt and return its lines. ACC-01 to ACC-04 when not theirs, or old."""
    receipt = read_receipt(
        _read(file),
        session.secrets.identities,
        secretariat=session.manifest.secretariat,
        campaign=session.manifest.campaign,
        member=session.member,
        file=file.name,
    )
    last = int(session.database.settings.get("receipt") or 0)
    if receipt.serial < last:
        raise AppError("ACC-04", file=file.name)
    session.database.settings.put("receipt", str(receipt.serial))
    versions = {record.act_sha512: record.seq for record in session.database.handed.all()}
    lines = []
    for line in receipt.lines:
        if line.sha512 in versions:
            text = RECEIPT_LINES[line.verdict].format(version=versions[Sha512(line.sha512)])
            session.database.handed.set_receipt(Sha512(line.sha512), text)
            lines.append(text)
    return tuple(lines)


def _claims(session: MemberSession, version: int) -> SheetClaims:
    handed = session.database.handed.all()
    return SheetClaims(
        campaign=session.manifest.campaign,
        member=session.member,
        key=session.secrets.key_set.id,
        seq=version,
        # All of them: were one lost on the way, the next would still be known to follow the others.
        prev=frozenset(record.act_sha512 for record in handed),
        lots=tuple(
            LotSeen(bundle.manifest.lot, bundle.manifest.serial, bundle.manifest_sha512)
            for bundle in session.bundles.values()
        ),
        round=session.manifest.round,
    )


def _write(session: MemberSession, target: Path, parts: SheetParts) -> int:
    manifest = session.manifest
    recipients = [HybridRecipient.parse(manifest.secretariat.enc)]
    if manifest.recovery:
        recipients.append(HybridRecipient.parse(manifest.recovery))
    return write_sheet(target, parts, recipients, session.desk.random)


def _file_stem(session: MemberSession, version: int) -> str:
    member = session.manifest.member(session.member)
    return f"fiche_{folder_name(member.name)}_{folder_name(member.institution)}_n{version}"


def _free_name(folder: Path, stem: str) -> Path:
    """Return a name that overwrites nothing."""
    candidate, number = folder / f"{stem}.fiche", 1
    while candidate.exists():
        number += 1
        candidate = folder / f"{stem}_{number}.fiche"
    return candidate


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise AppError("ACC-01", file=file.name)
        return file.read_bytes()
    except OSError as error:
        raise AppError("ACC-01", file=file.name) from error
