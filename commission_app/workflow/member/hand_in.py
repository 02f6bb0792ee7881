"""A member hands in: one file, sealed to the secretariat, corrected later by a new version."""

from collections.abc import Callable
from pathlib import Path

from commission_app.errors import AppError
from commission_app.sealing.age_recipients import HybridRecipient
from commission_app.sealing.salted_texts import well_formed
from commission_app.sealing.sheet_act import LotSeen, SheetClaims
from commission_app.sealing.sheet_file import SheetParts, make_sheet, write_sheet
from commission_app.store.records import HandedRecord
from commission_app.texts import list_fr
from commission_app.workflow.desk import folder_name
from commission_app.workflow.exchanged_files import free_name
from commission_app.workflow.member.grid_carry import FORMER_GRID_LINE
from commission_app.workflow.member.review import review
from commission_app.workflow.member.session import HANDING, MemberSession
from commission_app.workflow.member.views import CheckKind, HandedIn
from commission_app.workflow.progress import Progress
from commission_app.workflow.receiving.receipts import is_retained


def hand_in(session: MemberSession, folder: Path, progress: Progress) -> HandedIn:
    """Write the next version of the fiche into a folder.

    REM-01 when a closed dossier is not complete, DSK-05, DSK-06 or DSK-24 when the folder does not take it.
    Nothing is handed in unless the file is whole on the disk, at its place.
    """
    blocking = [check for check in review(session).checks if check.kind is CheckKind.BLOCKING]
    if blocking:
        first = blocking[0]
        detail = f"{first.detail} ({list_fr([criterion.id for criterion in first.criteria])})"
        raise AppError("REM-01", title=first.title, detail=detail)
    progress(0, 2, "Préparation de la fiche")
    version = len(session.database.handed.all()) + 1
    sheet = session.handed_sheet
    parts = make_sheet(_claims(session, version), sheet, session.secrets, session.desk.random)
    progress(1, 2, "Écriture de la fiche")
    target = free_name(folder, _file_stem(session, version), ".fiche")
    place = well_formed(str(target))  # the name of a folder can be bytes that are no text
    closed = sum(
        reading.is_closed for dossier, reading in sheet.readings.items() if dossier not in sheet.recused
    )

    def write_down(size: int) -> None:
        """Know of the fiche before anybody can hold it: the next one must follow it, come what may."""
        record = HandedRecord(
            version, parts.sha512, session.desk.now(), place, parts.act, parts.texts, size, closed
        )
        with session.database.transaction():
            session.database.handed.add(record)
            session.database.settings.put(HANDING, parts.sha512)

    _write(session, target, parts, write_down)
    session.database.settings.put(HANDING, "")
    progress(2, 2, "Fiche remise")
    return handed_in(session)[-1]


def handed_in(session: MemberSession) -> tuple[HandedIn, ...]:
    """Return every version handed in from this computer, the oldest first, with its receipt's line."""
    return tuple(
        HandedIn(
            record.seq,
            record.at,
            Path(record.file),
            record.size,
            record.dossiers,
            record.receipt,
            is_retained(record),
            record.receipt == FORMER_GRID_LINE.format(version=record.seq),
        )
        for record in session.handed()
    )


def _claims(session: MemberSession, version: int) -> SheetClaims:
    return SheetClaims(
        campaign=session.manifest.campaign,
        member=session.member,
        key=session.secrets.key_set.id,
        seq=version,
        prev=session.known_sheets(),
        lots=tuple(
            LotSeen(bundle.manifest.lot, bundle.manifest.serial, bundle.manifest_sha512)
            for bundle in session.bundles.values()
        ),
        round=session.manifest.round,
    )


def _write(session: MemberSession, target: Path, parts: SheetParts, ready: Callable[[int], object]) -> int:
    manifest = session.manifest
    recipients = [HybridRecipient.parse(manifest.secretariat.enc)]
    if manifest.recovery:
        recipients.append(HybridRecipient.parse(manifest.recovery))
    return write_sheet(target, parts, recipients, session.desk.random, ready)


def _file_stem(session: MemberSession, version: int) -> str:
    member = session.manifest.member(session.member)
    return f"fiche_{folder_name(member.name)}_{folder_name(member.institution)}_n{version}"
