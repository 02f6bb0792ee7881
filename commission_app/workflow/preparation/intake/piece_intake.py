"""The pieces of an import, one after the other: read, converted, cleaned, recognised, sealed.

While the reading process cleans a piece, the one before it is sealed. What is remembered of a piece is small:
a whole deposit would not fit in memory.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Literal, Self

from commission_app.dossiers.gaps import CONVERSION, CONVERTED
from commission_app.dossiers.intake import Candidacy, CandidacyPiece, IntakePlan
from commission_app.dossiers.outside_programs import office, tesseract, to_pdf
from commission_app.dossiers.piece_titles import category_of
from commission_app.dossiers.questions import Answers, Choice, Question
from commission_app.errors import AppError
from commission_app.reader.client import ImportedPiece
from commission_app.scoring.dossier import Dossier, Piece
from commission_app.scoring.ids import DossierId, PiecePath, Sha512
from commission_app.store.records import PieceRecord
from commission_app.texts import count_fr
from commission_app.workflow.preparation.intake.deposit import Deposit, read_file
from commission_app.workflow.preparation.intake.intake_changes import digest_of
from commission_app.workflow.preparation.intake.patient_worker import PatientWorker, wait_for
from commission_app.workflow.preparation.intake.piece_store import PieceStore
from commission_app.workflow.preparation.intake.text_recognition import PAGES_LIMIT, with_recognised_text
from commission_app.workflow.progress import Progress

RECOGNITION, RECOGNISED, NOT_RECOGNISED = "reconnaissance", "oui", "non"
TextLayer = Literal["native", "recognised", "none"]


@dataclass(frozen=True)
class TakenPiece:
    """What is remembered of a piece once it is sealed."""

    title: str
    kind: str
    size: int
    pages: int
    sha512: Sha512
    original_sha512: Sha512
    text: str
    original_file: str
    copy_file: str
    removed: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def at(self, position: int, number: int) -> Piece:
        """Return the piece at its place in a dossier."""
        path = PiecePath(f"d/{position:04d}/{number:02d}.pdf")
        digests = (self.sha512, self.original_sha512)
        return Piece(path, self.title, self.kind, self.size, self.pages, *digests, self.text)


@dataclass(frozen=True)
class _Cleaned:
    """A piece on its way: what was received and what members will read."""

    original: bytes
    imported: ImportedPiece
    text: TextLayer
    was_converted: bool


def recognition_question(plan: IntakePlan, deposit: Deposit) -> Question | None:
    """Ask whether the text of scanned letters is to be recognised; None without Tesseract, or without any."""
    scans = [
        deposit.examined[piece.file]
        for candidacy in plan.candidacies
        for piece in candidacy.pieces
        if is_scanned_letter(piece, deposit)
    ]
    if not scans or tesseract() is None:
        return None
    pages = sum(min(look.pages, PAGES_LIMIT) for look in scans)
    counted = count_fr(len(scans), "lettre numérisée", "lettres numérisées")
    words = (
        f"{counted} ({count_fr(pages, 'page')}), sans texte à chercher ni à citer. Tesseract peut "
        "le reconnaître, en quelques secondes par page ; il est "
        "ensuite signalé comme reconnu."
    )
    choices = (Choice(RECOGNISED, "Reconnaître le texte"), Choice(NOT_RECOGNISED, "Laisser en images"))
    return Question(RECOGNITION, words, choices, default=RECOGNISED)


def is_scanned_letter(piece: CandidacyPiece, deposit: Deposit) -> bool:
    """Tell a letter of intent or of the family fund, or any other letter, that carries no text."""
    look = deposit.examined.get(piece.file)
    is_letter = piece.title.startswith("Lettre") or category_of(piece.kind) in ("intention", "caf")
    return is_letter and look is not None and look.kind in ("pdf", "image") and not look.has_text


class PieceIntake:
    """Takes the pieces of candidacies. Use it as a context manager."""

    def __init__(self, deposit: Deposit, answers: Answers, store: PieceStore, progress: Progress) -> None:
        self.problems: list[AppError] = []
        self._deposit = deposit
        self._answers = answers
        self._store = store
        self._progress = progress
        self._worker = PatientWorker()
        self._done = self._total = 0
        self._step = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.__exit__()

    def take(
        self,
        wanted: Sequence[Candidacy],
        known: Mapping[DossierId, Dossier],
        records: Mapping[DossierId, Sequence[PieceRecord]],
    ) -> dict[DossierId, list[TakenPiece]]:
        """Take every piece; those that a dossier already had are not cleaned again. Progress counts bytes."""
        sizes = self._deposit.sizes
        self._total = sum(sizes[piece.file] for each in wanted for piece in each.pieces)
        taken: dict[DossierId, list[TakenPiece]] = {}
        before: tuple[list[TakenPiece], CandidacyPiece, _Cleaned] | None = None
        for candidacy in wanted:
            mine = taken.setdefault(candidacy.id, [])
            former = _former(known.get(candidacy.id), records.get(candidacy.id, ()))
            for piece in candidacy.pieces:
                self._step = f"{candidacy.title} · {piece.title}"
                look = self._deposit.examined.get(piece.file)
                kept = former.get(Sha512(look.sha512)) if look else None
                if kept is not None:
                    mine.append(_renamed(kept, piece))
                else:
                    before = self._take(piece, mine, before)
                self._done += sizes[piece.file]
        self._seal(before)
        self._progress(self._total, self._total, "")
        return taken

    def _take(
        self,
        piece: CandidacyPiece,
        mine: list[TakenPiece],
        before: tuple[list[TakenPiece], CandidacyPiece, _Cleaned] | None,
    ) -> tuple[list[TakenPiece], CandidacyPiece, _Cleaned] | None:
        """Clean a piece, and seal the one before meanwhile."""
        mine.append(_PLACE)  # in order, whatever comes first
        try:
            original = read_file(self._worker, self._deposit.files[piece.file], self._tick)
            received, was_converted = self._converted(original, piece)
            answer = self._worker.begin(lambda asked: asked.import_piece(received, piece.file), piece.file)
            self._seal(before)
            before = None
            return mine, piece, self._cleaned(answer, piece, original, was_converted=was_converted)
        except AppError as error:
            self._seal(before)
            self.problems.append(error)
            return None

    def _converted(self, original: bytes, piece: CandidacyPiece) -> tuple[bytes, bool]:
        look, command = self._deposit.examined.get(piece.file), office()
        is_document = look is not None and look.kind == "document"
        if is_document and command and self._answers.get(CONVERSION) == CONVERTED:
            return to_pdf(command, original, piece.file, self._tick), True
        return original, False

    def _cleaned(
        self, answer: "Future[ImportedPiece]", piece: CandidacyPiece, original: bytes, *, was_converted: bool
    ) -> _Cleaned:
        imported = wait_for(answer, self._tick)
        command, text = tesseract(), imported.text
        is_asked = self._answers.get(RECOGNITION, RECOGNISED) == RECOGNISED
        if is_asked and command and text == "none" and is_scanned_letter(piece, self._deposit):
            layered = with_recognised_text(self._worker, command, imported, piece.file, self._tick)
            if layered is not None:
                return _Cleaned(original, layered, "recognised", was_converted)
        return _Cleaned(original, imported, text, was_converted)

    def _seal(self, before: tuple[list[TakenPiece], CandidacyPiece, _Cleaned] | None) -> None:
        if before is None or self.problems:  # nothing will be kept: no use in sealing more
            return
        mine, piece, cleaned = before
        names = self._store.keep(cleaned.original, cleaned.imported.copy)
        mine[mine.index(_PLACE)] = _taken(piece, cleaned, names)

    def _tick(self) -> None:
        self._progress(self._done, self._total, self._step)


_PLACE = TakenPiece("", "", 0, 0, Sha512(""), Sha512(""), "", "", "")


def _taken(piece: CandidacyPiece, cleaned: _Cleaned, names: tuple[str, str]) -> TakenPiece:
    imported = cleaned.imported
    return TakenPiece(
        piece.title,
        piece.kind,
        len(imported.copy),
        imported.pages,
        digest_of(imported.copy),
        digest_of(cleaned.original),
        cleaned.text,
        *names,
        imported.removed,
        tuple(_remarks(piece.file, cleaned)),
    )


def _remarks(file: str, cleaned: _Cleaned) -> list[str]:
    imported, said = cleaned.imported, []
    if imported.removed:
        said.append(f"{file} : retiré de la copie de lecture, {', '.join(imported.removed)}.")
    if imported.kept_original:
        said.append(f"{file} : la copie de lecture est l’original, que le nettoyage aurait changé à l’œil.")
    if cleaned.was_converted:
        said.append(f"{file} : converti en PDF par LibreOffice ; l’original est gardé.")
    if cleaned.text == "recognised":
        said.append(f"{file} : page numérisée, son texte est reconnu par Tesseract et peut être inexact.")
    return said


def _former(dossier: Dossier | None, records: Sequence[PieceRecord]) -> dict[Sha512, TakenPiece]:
    """Return the pieces that a dossier already has, by the digest of what was received."""
    pieces = {piece.path: piece for piece in dossier.pieces} if dossier else {}
    return {
        record.original_sha512: TakenPiece(
            piece.title,
            piece.kind,
            piece.size,
            piece.pages,
            piece.sha512,
            piece.original_sha512,
            piece.text,
            record.original_file,
            record.copy_file,
            record.removed,
        )
        for record in records
        if (piece := pieces.get(record.path))
    }


def _renamed(kept: TakenPiece, piece: CandidacyPiece) -> TakenPiece:
    return replace(kept, title=piece.title, kind=piece.kind, remarks=())
