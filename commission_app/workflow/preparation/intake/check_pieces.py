"""« Vérifier tout »: every piece of every dossier is read again from the sealed store, compared and opened.

The original must be, byte for byte, what was received; the copy that lots hold, what was made of it, and a
document that opens with as many pages as it had.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.dossier import Dossier, Piece
from commission_app.scoring.ids import DossierId, Sha512
from commission_app.sealing.age_format import AgeFailure
from commission_app.sealing.age_stream import decrypt
from commission_app.store.records import PieceRecord
from commission_app.workflow.preparation.intake.patient_worker import PatientWorker, Tick
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession

CHECKED: Final = "pieces_checked"  # setting: the last whole check
LOCKED: Final = "PIE-04"  # a document that keeps its own password is not damaged


@dataclass(frozen=True)
class PieceFault:
    """A piece that is no longer what was imported, and why, in words."""

    dossier: DossierId
    territory: str
    title: str
    why: str


@dataclass(frozen=True)
class PiecesCheck:
    """What a whole check found, and when."""

    at: datetime
    dossiers: int
    pieces: int
    faults: tuple[PieceFault, ...]


def check_pieces(session: SecretariatSession, progress: Progress) -> PiecesCheck:
    """Check every piece and remember what was found; interrupted, nothing is. SEA-01 without any piece."""
    dossiers = session.dossiers()
    held = [(dossier, piece) for dossier in dossiers for piece in dossier.pieces]
    if not held:
        raise AppError("SEA-01")
    records = {(record.dossier, record.path): record for record in session.database.campaign.every_piece()}
    faults = []
    with PatientWorker() as worker:
        for done, (dossier, piece) in enumerate(held):
            progress(done, len(held), dossier.territory.name)
            record = records.get((dossier.id, piece.path))
            tick = partial(progress, done, len(held), dossier.territory.name)
            why = next(_faults(session, worker, piece, record, tick), "")
            if why:
                faults.append(PieceFault(dossier.id, dossier.territory.name, piece.title, why))
    progress(len(held), len(held), "")
    return _remember(session, dossiers, len(held), tuple(faults))


def last_check(session: SecretariatSession) -> PiecesCheck | None:
    """Return the last whole check; None before the first."""
    text = session.database.settings.get(CHECKED)
    return None if text is None else msgspec.json.decode(text.encode(), type=PiecesCheck)


def _remember(
    session: SecretariatSession, dossiers: tuple[Dossier, ...], pieces: int, faults: tuple[PieceFault, ...]
) -> PiecesCheck:
    found = PiecesCheck(session.desk.now(), len(dossiers), pieces, faults)
    with session.database.transaction():
        session.database.settings.put(CHECKED, msgspec.json.encode(found).decode())
        session.log("pieces_checked", {"pieces": pieces, "faults": len(faults)})
    return found


def _faults(
    session: SecretariatSession, worker: PatientWorker, piece: Piece, record: PieceRecord | None, tick: Tick
) -> Iterator[str]:
    """Yield what is wrong with a piece, the worst first; nothing for a sound one."""
    if record is None:
        yield "elle n’est plus parmi les pièces gardées"
        return
    place = session.place.pieces
    original = _read(session, place / record.original_file)
    if original is None or _sha512(original) != piece.original_sha512:
        yield "l’original reçu ne se relit plus à l’identique"
    copy = _read(session, place / record.copy_file)
    if copy is None or _sha512(copy) != piece.sha512:
        yield "la copie de lecture ne se relit plus à l’identique"
        return
    try:
        view = worker.ask(lambda reader: reader.open(copy), piece.title, tick)
    except AppError as error:
        if error.code != LOCKED:
            yield "la copie de lecture ne s’ouvre plus"
        return
    if len(view.pages) != piece.pages:
        yield "la copie de lecture n’a plus toutes ses pages"


def _read(session: SecretariatSession, file: Path) -> bytes | None:
    try:
        return decrypt(file.read_bytes(), session.identities)
    except (AgeFailure, OSError):
        return None


def _sha512(data: bytes) -> Sha512:
    return Sha512(hashlib.sha512(data).hexdigest())
