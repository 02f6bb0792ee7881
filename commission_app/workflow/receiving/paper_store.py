"""Entries of paper grids while they are made: kept at each key in the secretariat's encrypted database."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.double_entry import Answer, Part, Subject
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, Sha512
from commission_app.scoring.sheet import MarkValue, Sheet
from commission_app.sealing.draft_backup import read_edits, written_edits
from commission_app.sealing.draft_documents import DraftEditDocument
from commission_app.sealing.paper_act import same_person
from commission_app.store.records import SheetRecord
from commission_app.workflow.secretariat.session import SecretariatSession

SETTING = "paper:"  # settings: what is entered for each member; empty when nothing is


@dataclass(frozen=True)
class Entry:
    """What one agent entered so far."""

    agent: str
    begun: datetime
    sheet: Sheet
    act: Sha512 | None = None  # digest of their signed entry, once they ended it

    @property
    def is_ended(self) -> bool:
        """Whether their entry is signed."""
        return self.act is not None


@dataclass(frozen=True)
class Entries:
    """What is being entered for one member."""

    grid: Sha512  # in force when it was begun
    made: tuple[Entry, ...]  # the first, then the second
    settled: tuple[tuple[Subject, Answer], ...] = ()

    @property
    def are_ended(self) -> bool:
        """Whether both agents ended."""
        return len(self.made) == 2 and all(entry.is_ended for entry in self.made)

    def of(self, agent: str) -> Entry | None:
        """Return the entry of an agent, however they type their name."""
        return next((entry for entry in self.made if same_person(entry.agent, agent)), None)


class _Entry(msgspec.Struct, frozen=True):
    agent: str
    begun: datetime
    edits: list[DraftEditDocument]
    act: str


class _Settled(msgspec.Struct, frozen=True):
    dossier: str
    part: Part
    criterion: str | None
    mark: MarkValue
    motive: str
    text: str
    is_signed: bool


class _Entries(msgspec.Struct, frozen=True):
    grid: str
    made: list[_Entry]
    settled: list[_Settled]


def entries_of(session: SecretariatSession, member: MemberId) -> Entries | None:
    """Return what is being entered for a member, None when nothing is."""
    text = session.database.settings.get(f"{SETTING}{member}")
    if not text:
        return None
    kept = msgspec.json.decode(text, type=_Entries)
    return Entries(
        Sha512(kept.grid),
        tuple(
            Entry(one.agent, one.begun, read_edits(member, one.edits), Sha512(one.act) if one.act else None)
            for one in kept.made
        ),
        tuple((_subject(one), Answer(one.mark, one.motive, one.text, one.is_signed)) for one in kept.settled),
    )


def _subject(kept: _Settled) -> Subject:
    criterion = CriterionId(kept.criterion) if kept.criterion else None
    return Subject(DossierId(kept.dossier), kept.part, criterion)


def keep_entries(session: SecretariatSession, member: MemberId, entries: Entries | None) -> None:
    """Keep what is being entered for a member, or forget it: it is recorded, or abandoned."""
    session.database.settings.put(f"{SETTING}{member}", _encoded(entries) if entries else "")


def is_begun(session: SecretariatSession, member: MemberId) -> bool:
    """Tell whether somebody is entering the paper grids of a member."""
    return bool(session.database.settings.get(f"{SETTING}{member}"))


def papers_of(session: SecretariatSession, member: MemberId) -> tuple[SheetRecord, ...]:
    """Return the papers recorded of a member, the first one first."""
    every = (record for record in session.database.sheets.all() if record.is_paper)
    return tuple(record for record in every if record.member == member)


def paper_name(number: int) -> str:
    """Return how a recorded paper is called where fiches have the name of their file."""
    return f"Grille papier n° {number}"


def refuse_too_long(sheet: Sheet, limit: int) -> None:
    """Refuse an entry that no act could hold. SAI-19."""
    if len(msgspec.json.encode(written_edits(sheet))) > limit:
        raise AppError("SAI-19")


def _encoded(entries: Entries) -> str:
    kept = _Entries(
        entries.grid,
        [
            _Entry(entry.agent, entry.begun, written_edits(entry.sheet), entry.act or "")
            for entry in entries.made
        ],
        [
            _Settled(
                subject.dossier,
                subject.part,
                subject.criterion,
                answer.mark,
                answer.motive,
                answer.text,
                answer.is_signed,
            )
            for subject, answer in entries.settled
        ],
    )
    return msgspec.json.encode(kept).decode()
