"""The documents with the state of each: writing them, and remembering from what they were written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.dossier import Piece
from commission_app.scoring.ids import PiecePath, Sha512
from commission_app.sealing.atomic_file import write_atomically
from commission_app.sealing.signed_act import digest
from commission_app.workflow.exchanged_files import free_file
from commission_app.workflow.open_piece import OpenPiece
from commission_app.workflow.papers import letters
from commission_app.workflow.papers.kinds import DECISION, KINDS, MEETING, RANKING, Kind, basis_of
from commission_app.workflow.papers.moment import Moment, moment_of
from commission_app.workflow.papers.part import Part
from commission_app.workflow.progress import Progress
from commission_app.workflow.secretariat.session import SecretariatSession

CHANGED = {
    RANKING: "le classement a changé",
    MEETING: "la séance a avancé",
    DECISION: "la décision a avancé",
}
SETTING = "paper:"  # settings: what each kind was last written from


class State(Enum):
    """How a document stands."""

    CURRENT = "current"  # as it was written
    INCOMPLETE = "incomplete"  # a project: something of it is still to be written or decided
    STALE = "stale"  # written from what changed since
    UNWRITTEN = "unwritten"  # complete, and never written to a file
    EMPTY = "empty"  # nothing to print yet


@dataclass(frozen=True)
class Paper:
    """One line of the list."""

    key: str
    group: str
    title: str
    state: State
    parts: tuple[Part, ...]
    lacks: tuple[str, ...]  # sentences: why it is a project
    causes: tuple[str, ...]  # what changed since it was written
    written: datetime | None
    basis: tuple[str, ...]  # digests of what it rests on: the same ones, the same document
    digest: str  # of the results that it speaks of
    sheets: int  # fiches that it rests on
    notes: tuple[str, ...] = ()  # sentences: what is to be known, and lacks nothing
    waiting: int = 0  # letters that leave when they are written


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    basis: dict[str, str]
    at: datetime


def papers(session: SecretariatSession) -> tuple[Paper, ...]:
    """Return every document in the order of the page. DEL-17 or SIG-01 as `moment_of`."""
    moment = moment_of(session)
    return tuple(_paper(moment, kind) for kind in KINDS.values())


def open_paper(session: SecretariatSession, key: str, part: str) -> OpenPiece:
    """Make a document and open it in a worker process of its own; its bytes are in memory only. CAM-04."""
    moment = moment_of(session)
    kind = _kind(key)
    found = next((one for one in kind.parts(moment) if one.key == part), None)
    if found is None:
        raise AppError("CAM-04", what=part)
    data = kind.make(moment, part)
    sha512 = Sha512(digest(data))
    piece = Piece(PiecePath(found.file), found.title, kind.title, len(data), 0, sha512, sha512, "native")
    opened = OpenPiece.of(piece, lambda: data)
    return replace(opened, piece=replace(piece, pages=len(opened.document.pages)))


def print_papers(
    session: SecretariatSession, keys: Sequence[str], folder: Path, progress: Progress
) -> tuple[Path, ...]:
    """Write documents in a folder, over none of before, and return the files; none for a kind still empty.

    CAM-04 for an unknown kind, and the refusals of writing a file. What was written before it is whole.
    """
    moment = moment_of(session)
    kinds = [_kind(key) for key in keys]
    wanted = [(kind, kind.parts(moment)) for kind in kinds]
    total = sum(len(parts) for _, parts in wanted)
    files: list[Path] = []
    for kind, parts in wanted:
        for part in parts:
            progress(len(files), total, part.title)
            if kind.letters is not None:
                files.append(letters.write(moment, part.key, folder))
                continue
            file = free_file(folder, part.file)
            write_atomically(file, kind.make(moment, part.key))
            files.append(file)
        if parts and kind.letters is None:
            _remember(moment, kind)
    progress(total, total, "")
    return tuple(files)


def _kind(key: str) -> Kind:
    if key not in KINDS:
        raise AppError("CAM-04", what=key)
    return KINDS[key]


def _paper(moment: Moment, kind: Kind) -> Paper:
    parts = kind.parts(moment)
    lacks = tuple(kind.lacks(moment))
    if kind.letters is not None:
        return _letters(moment, kind, parts, lacks)
    kept = _recall(moment, kind)
    causes = _causes(kept.basis, basis_of(moment, kind)) if kept else ()
    return Paper(
        kind.key,
        kind.group,
        kind.title,
        _state(parts, lacks, kept, causes),
        parts,
        lacks,
        causes,
        kept.at if kept else None,
        tuple(basis_of(moment, kind).values()),
        moment.digest,
        moment.view.sheets,
        tuple(kind.notes(moment)),
    )


def _letters(moment: Moment, kind: Kind, parts: tuple[Part, ...], lacks: tuple[str, ...]) -> Paper:
    """Return the line of letters, that leave one by one: whether they left is remembered of each."""
    lines = kind.letters(moment) if kind.letters is not None else ()
    written = [line.written for line in lines if line.written is not None]
    state = State.UNWRITTEN if len(written) < len(lines) else State.CURRENT
    if not lines or lacks:
        state = State.INCOMPLETE if lines else State.EMPTY
    return Paper(
        kind.key,
        kind.group,
        kind.title,
        state,
        parts,
        lacks,
        (),
        max(written, default=None),
        tuple(basis_of(moment, kind).values()),
        "",
        0,
        tuple(kind.notes(moment)),
        len(lines) - len(written),
    )


def _state(
    parts: Sequence[Part], lacks: Sequence[str], kept: _Written | None, causes: Sequence[str]
) -> State:
    if not parts:
        return State.EMPTY
    if lacks:
        return State.INCOMPLETE
    if kept is None:
        return State.UNWRITTEN
    return State.STALE if causes else State.CURRENT


def _causes(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(CHANGED[name] for name in now if before.get(name) != now[name])


def _recall(moment: Moment, kind: Kind) -> _Written | None:
    text = moment.session.database.settings.get(f"{SETTING}{kind.key}")
    return msgspec.json.decode(text, type=_Written) if text else None


def _remember(moment: Moment, kind: Kind) -> None:
    written = _Written(dict(basis_of(moment, kind)), moment.session.desk.now())
    moment.session.database.settings.put(f"{SETTING}{kind.key}", msgspec.json.encode(written).decode())
