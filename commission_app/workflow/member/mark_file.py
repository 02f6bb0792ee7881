"""Marks from a JSON file: how the command line marks, with the same checks as the window.

{"dossiers": {"01-…": {"entries": {"A1.1": {"mark": 4, "remark": "…"},
                                   "A1.2": {"mark": "NE", "motive": "pièce illisible", "remark": "…"}},
                       "closed": true, "tags": ["T01"]}},
 "recused": {"05-…": "motif"}}
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal, TypeVar

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.draft import ClosingEdit, Edit, RecusalEdit, TagsEdit
from commission_app.scoring.grid import parse_exact
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import DossierSheet, Recusal, Sheet
from commission_app.workflow.exchanged_files import read_file
from commission_app.workflow.member.mark import entry_edit, record
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.progress import Progress

M = TypeVar("M", bound="MarkFile")
MOST_BYTES: Final = 16_000_000  # of a file of marks: as many remarks as a fiche takes


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class MarkEntry(_Part, frozen=True):
    """One criterion."""

    mark: int | Literal["NE"] | None = None
    motive: str = ""
    remark: str = ""


class Reading(_Part, frozen=True):
    """One dossier."""

    entries: dict[str, MarkEntry] = {}
    closed: bool = False
    tags: list[str] = []


class MarkFile(_Part, frozen=True):
    """What a file says; `closed` of a paper grid: the paper is signed."""

    dossiers: dict[str, Reading] = {}
    recused: dict[str, str] = {}


def mark_from_file(session: MemberSession, file: Path, progress: Progress) -> int:
    """Record the marks of a file and return how many edits it made; none when one of them is refused.

    MAR-01 to MAR-05 for what this member cannot say.
    """
    edits = list(_edits(session, read_marks(file, MarkFile)))
    try:
        with session.database.transaction():
            for done, edit in enumerate(edits):
                progress(done, len(edits), edit.dossier)
                record(session, edit)
    except BaseException:
        session.read_again()
        raise
    progress(len(edits), len(edits), "")
    return len(edits)


def check_closing(session: MemberSession, dossier: DossierId, reading: DossierSheet) -> None:
    """Refuse to close a dossier that is not complete. MAR-05."""
    grid, neutralised = session.grid, session.neutralised
    if reading.missing(grid, neutralised) or reading.unjustified(grid, neutralised):
        raise AppError("MAR-05", dossier=dossier)


def _edits(session: MemberSession, marks: MarkFile) -> Iterator[Edit]:
    sheet = session.sheet
    for name, reading in marks.dossiers.items():
        dossier = DossierId(name)
        for criterion, entry in reading.entries.items():
            before = sheet.reading(dossier).entry(CriterionId(criterion))
            after = replace(before, mark=entry.mark, motive=entry.motive, remark=entry.remark)
            if after != before:
                edit = entry_edit(sheet, dossier, CriterionId(criterion), after)
                sheet = sheet.with_entry(dossier, edit.criterion, after)
                yield edit
        yield from _closing_edits(session, sheet, dossier, reading)
    for name, reason in marks.recused.items():
        dossier = DossierId(name)
        yield RecusalEdit(dossier, sheet.recused.get(dossier), Recusal("personal", reason))


def _closing_edits(
    session: MemberSession, sheet: Sheet, dossier: DossierId, wanted: Reading
) -> Iterator[Edit]:
    reading = sheet.reading(dossier)
    if tuple(wanted.tags) != reading.tags:
        yield TagsEdit(dossier, reading.tags, tuple(wanted.tags))
    if wanted.closed != reading.is_closed:
        if wanted.closed:
            check_closing(session, dossier, reading)
        yield ClosingEdit(dossier, reading.is_closed, wanted.closed)


def read_marks(file: Path, shape: type[M]) -> M:
    """Read a file of marks of one shape. MAR-04 when it is not one."""
    data = read_file(file, MOST_BYTES, "MAR-04")
    try:
        return msgspec.convert(parse_exact(data), shape, strict=True)
    except (AppError, msgspec.ValidationError) as error:
        raise AppError("MAR-04", file=file.stem) from error
