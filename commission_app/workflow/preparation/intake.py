"""Candidacies come in: a dry run that says everything, then an import that takes all of it or nothing.

Each piece is kept twice, sealed to the secretariat's own keys: the file as received, and the viewing copy
that lots will hold. Untrusted bytes are parsed in the worker process only.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self

import msgspec

from commission_app.dossiers.index import read_index
from commission_app.dossiers.intake import Candidacy, CandidacyPiece, IntakePlan, plan_intake
from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.reader.client import ImportedPiece, Worker
from commission_app.scoring.dossier import Dossier, Piece
from commission_app.scoring.ids import PiecePath, Sha512
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.documents import write_document
from commission_app.sealing.manifest import dossier_document
from commission_app.store.records import DossierRecord, PieceRecord
from commission_app.texts import count_fr
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession

INFORMATIVE = ("IDX-11", "IDX-13")  # files that nothing names, homonyms: said, but they block nothing
READER_LOST = ("PIE-02", "PIE-03")  # the worker process ended: another takes its place


@dataclass(frozen=True)
class IntakeReport:
    """What an import would do, or did, in words."""

    dossiers: int
    pieces: int
    is_blocked: bool  # something must be corrected first: nothing is imported
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _ReadPiece:
    """What is remembered of a piece once it is sealed: a whole folder would not fit in memory."""

    size: int
    sha512: Sha512
    original_sha512: Sha512
    pages: int
    text: Literal["native", "none"]
    removed: tuple[str, ...]
    kept_original: bool


@dataclass
class _Intake:
    """A folder read entirely: the plan, and each piece that could be."""

    plan: IntakePlan
    pieces: dict[str, _ReadPiece] = field(default_factory=dict)
    problems: list[AppError] = field(default_factory=list)

    @property
    def is_blocked(self) -> bool:
        return any(problem.code not in INFORMATIVE for problem in self.problems)


def preview_intake(session: SecretariatSession, folder: Path, progress: Progress) -> IntakeReport:
    """Say what importing a folder would do, piece by piece, without writing anything. IDX-01 to IDX-05."""
    del session  # the same signature as the import itself
    intake = _read(folder, progress, keep=None)
    return _report(intake, "à importer")


def apply_intake(session: SecretariatSession, folder: Path, progress: Progress) -> IntakeReport:
    """Import a folder entirely, or nothing at all when something must be corrected first."""
    store = _PieceStore(session)
    try:
        intake = _read(folder, progress, keep=store)
        if intake.is_blocked:
            store.remove_all()
            return _report(intake, "à importer")
        with session.database.transaction():
            _record(session, intake, store)
    except BaseException:
        store.remove_all()
        raise
    return _report(intake, "importés")


class _PieceStore:
    """Sealed files of the pieces being imported; removed together when the import does not go through."""

    def __init__(self, session: SecretariatSession) -> None:
        self._session = session
        self._written: list[Path] = []
        self.names: dict[str, tuple[str, str]] = {}  # by source file: original, viewing copy

    def keep(self, file: str, original: bytes, copy: bytes) -> None:
        """Seal a piece as received and its viewing copy."""
        stem = self._session.desk.random(16).hex()
        self.names[file] = (f"{stem}.original.age", f"{stem}.copie.age")
        for name, data in zip(self.names[file], (original, copy), strict=True):
            self._write(name, data)

    def _write(self, name: str, data: bytes) -> None:
        target = self._session.place.pieces / name
        target.parent.mkdir(exist_ok=True)
        sealed = encrypt(data, [self._session.recipient], self._session.desk.random)
        write_atomically(target, sealed)
        self._written.append(target)

    def remove_all(self) -> None:
        """Remove what was written: the import did not go through."""
        for path in self._written:
            path.unlink(missing_ok=True)
        self._written.clear()


def _read(folder: Path, progress: Progress, *, keep: _PieceStore | None) -> _Intake:
    files = _listing(folder)
    with _Reader() as reader:
        index = read_index(
            files,
            lambda name: (folder / name).read_bytes(),
            reader.worker.read_table,
        )
        intake = _Intake(plan_intake(files, index))
        intake.problems.extend(AppError(problem.code, **problem.facts) for problem in intake.plan.problems)
        pieces = [piece for candidacy in intake.plan.candidacies for piece in candidacy.pieces]
        for done, piece in enumerate(pieces):
            progress(done, len(pieces), piece.title)
            _read_piece(reader, folder, piece, intake, keep)
        progress(len(pieces), len(pieces), "")
    return intake


def _read_piece(
    reader: "_Reader", folder: Path, piece: CandidacyPiece, intake: _Intake, keep: _PieceStore | None
) -> None:
    try:
        original = (folder / piece.file).read_bytes()
        imported = reader.import_piece(original, piece.file)
    except OSError:
        intake.problems.append(AppError("IDX-10", dossier=folder.name, file=piece.file))
    except AppError as error:
        intake.problems.append(error)
    else:
        if keep is not None:
            keep.keep(piece.file, original, imported.copy)
        intake.pieces[piece.file] = _ReadPiece(
            len(imported.copy),
            _sha512(imported.copy),
            _sha512(original),
            imported.pages,
            imported.text,
            imported.removed,
            imported.kept_original,
        )


class _Reader:
    """The worker process of an import, replaced when a piece ends it."""

    def __init__(self) -> None:
        self.worker = Worker.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.worker.close()

    def import_piece(self, data: bytes, name: str) -> ImportedPiece:
        """Make a viewing copy. PIE-05 or PIE-06, also for a piece that ends the process."""
        try:
            return self.worker.import_piece(data, name)
        except AppError as error:
            if error.code not in READER_LOST:
                raise
            self.worker.close()
            self.worker = Worker.start()
            raise AppError("PIE-06", file=name, reason="sa lecture ne s’achève pas") from error


def _listing(folder: Path) -> Mapping[str, int]:
    """Return the size of every file by its path from the folder. IDX-05 when it is not a folder."""
    if not folder.is_dir():
        raise AppError("IDX-05", folder=folder.name)
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _record(session: SecretariatSession, intake: _Intake, store: _PieceStore) -> None:
    known = {record.id: record.position for record in session.database.campaign.dossiers()}
    following = max(known.values(), default=0) + 1
    for candidacy in intake.plan.candidacies:
        position = known.get(candidacy.id, following)
        following += candidacy.id not in known
        dossier = _dossier(candidacy, position, intake)
        document = msgspec.json.encode(write_document(dossier_document(dossier)))
        record = DossierRecord(dossier.id, position, document, _sha512(document))
        session.database.campaign.put_dossier(record)
        for piece, source_piece in zip(dossier.pieces, candidacy.pieces, strict=True):
            session.database.campaign.put_piece(_piece_record(dossier, piece, source_piece, intake, store))
    session.log("dossiers_imported", {"dossiers": len(intake.plan.candidacies), "pieces": len(intake.pieces)})


def _dossier(candidacy: Candidacy, position: int, intake: _Intake) -> Dossier:
    pieces = tuple(
        _piece(PiecePath(f"d/{position:04d}/{number:02d}.pdf"), piece, intake)
        for number, piece in enumerate(candidacy.pieces, start=1)
    )
    return Dossier(candidacy.id, candidacy.title, candidacy.territory, pieces, candidacy.card)


def _piece(path: PiecePath, piece: CandidacyPiece, intake: _Intake) -> Piece:
    read = intake.pieces[piece.file]
    return Piece(
        path=path,
        title=piece.title,
        kind=piece.kind,
        size=read.size,
        pages=read.pages,
        sha512=read.sha512,
        original_sha512=read.original_sha512,
        text=read.text,
    )


def _piece_record(
    dossier: Dossier, piece: Piece, source: CandidacyPiece, intake: _Intake, store: _PieceStore
) -> PieceRecord:
    original, copy = store.names[source.file]
    removed = intake.pieces[source.file].removed
    return PieceRecord(dossier.id, piece.path, piece.sha512, piece.original_sha512, original, copy, removed)


def _report(intake: _Intake, participle: str) -> IntakeReport:
    dossiers, pieces = len(intake.plan.candidacies), len(intake.pieces)
    if intake.is_blocked:
        head = "Rien n’a été importé : corrigez d’abord ce qui suit."
    else:
        head = f"{count_fr(dossiers, 'dossier')}, {count_fr(pieces, 'pièce')} {participle}."
    return IntakeReport(dossiers, pieces, intake.is_blocked, (head, *_remarks(intake)))


def _remarks(intake: _Intake) -> Sequence[str]:
    lines = []
    for problem in intake.problems:
        words = sentences(problem)
        lines.append(f"{words.what} {words.do}")
    lines.extend(
        f"{file} : retiré de la copie de lecture, {', '.join(piece.removed)}."
        for file, piece in intake.pieces.items()
        if piece.removed
    )
    lines.extend(
        f"{file} : la copie de lecture est l’original, que le nettoyage aurait changé à l’œil."
        for file, piece in intake.pieces.items()
        if piece.kept_original
    )
    return lines


def _sha512(data: bytes) -> Sha512:
    return Sha512(hashlib.sha512(data).hexdigest())
