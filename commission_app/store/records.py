"""What the store takes and gives back: frozen values, one per kind of row, without any trace of SQL.

Light on purpose: other packages import these types without loading the database libraries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from commission_app.errors import Fact
from commission_app.scoring.draft import Edit
from commission_app.scoring.ids import DossierId, MemberId, PiecePath, Sha512
from commission_app.scoring.merge import PAPER

KeyStatus = Literal["active", "replaced", "to_confirm", "revoked"]


def moment_text(at: datetime) -> str:
    """Write a moment as it is stored and digested: ISO 8601, microseconds, the offset as given."""
    return at.isoformat(timespec="microseconds")


# ------------------------------------------------------------------------------------------ every desk


@dataclass(frozen=True)
class StampedEdit:
    """One edit of the draft, with its place in the history (from 1) and its moment."""

    sequence: int
    at: datetime
    edit: Edit


@dataclass(frozen=True)
class JournalEntry:
    """One event of the journal, chained to the one before by its digest."""

    sequence: int  # from 1, without gaps
    at: datetime
    kind: str
    author: str
    facts: Mapping[str, Fact]
    previous: str  # digest of the entry before; empty for the first
    digest: str  # SHA-512 of the canonical JSON of `document()`, lower-case hexadecimal

    def document(self) -> dict[str, object]:
        """Return what the digest covers, as the archive carries it for whoever recomputes the chain."""
        return {
            "seq": self.sequence,
            "at": moment_text(self.at),
            "kind": self.kind,
            "author": self.author,
            "facts": dict(self.facts),
            "prev": self.previous,
        }


@dataclass(frozen=True)
class JournalCheck:
    """The answer of a whole reading of the journal."""

    is_intact: bool
    entries: int
    broken_at: int | None  # sequence of the first entry that does not hold


@dataclass(frozen=True)
class UnreadableEntry:
    """What is left of an event that an alteration made unreadable: its place."""

    sequence: int


@dataclass(frozen=True)
class JournalReading:
    """The whole journal at one moment, altered or not: entries, check and head go together."""

    entries: tuple[JournalEntry | UnreadableEntry, ...]  # oldest first
    check: JournalCheck
    head: str


# ---------------------------------------------------------------------------------------------- member


@dataclass(frozen=True)
class LotRecord:
    """A lot that was opened on this desk: a later one may never be older."""

    lot: str
    serial: int
    manifest_sha512: Sha512
    file_name: str
    opened: datetime


@dataclass(frozen=True)
class HandedRecord:
    """A fiche that left this desk, with what the secretariat answered."""

    seq: int
    act_sha512: Sha512
    at: datetime
    file: str
    act: bytes
    texts: bytes
    size: int  # bytes of the file
    dossiers: int
    receipt: str = ""  # empty until a receipt names this fiche


# ----------------------------------------------------------------------------------------- secretariat


@dataclass(frozen=True)
class FrozenGrid:
    """A version of the grid, the last of which every mark that counts is given on.

    `replaced` is the document of the grid before it, empty for the first.
    """

    grid_digest: Sha512
    at: datetime
    number: int = 1
    author: str = ""  # of a version that replaces another, with the reason
    reason: str = ""
    replaced: bytes = b""


@dataclass(frozen=True)
class DossierRecord:
    """One candidacy as the workflow encoded it, at its place in the list."""

    id: DossierId
    position: int
    document: bytes
    source_sha512: Sha512


@dataclass(frozen=True)
class PieceRecord:
    """One piece: where its sealed original and its viewing copy are kept, and what the copy lost."""

    dossier: DossierId
    path: PiecePath
    sha512: Sha512  # of the viewing copy
    original_sha512: Sha512
    original_file: str
    copy_file: str
    removed: tuple[str, ...]


@dataclass(frozen=True)
class CodeRecord:
    """An opening code issued to a member. Its secrets stay out of `repr`, hence of any log."""

    member: MemberId
    serial: int
    code: str = field(repr=False)
    recipient: str
    mac_key: bytes = field(repr=False)
    draft_recipient: str
    issued: datetime


@dataclass(frozen=True)
class BundleRecord:
    """A lot that was sealed."""

    lot: str
    serial: int
    manifest_sha512: Sha512
    manifest: bytes
    members: tuple[MemberId, ...]
    dossiers: tuple[DossierId, ...]
    file: str
    at: datetime
    codes: tuple[str, ...] = ()  # `member:serial` of the code that each seal was made with


@dataclass(frozen=True)
class MemberKeyRecord:
    """A signing key with which a member was recognised."""

    member: MemberId
    key_id: str
    keys: bytes
    registered: datetime
    status: KeyStatus


@dataclass(frozen=True)
class SheetRecord:
    """A fiche that was read and understood, with the verdict given to it.

    One that the secretariat entered from paper has no file, no card, and PAPER for its computer.
    """

    act_sha512: Sha512
    file_sha512: Sha512
    member: MemberId
    key_id: str
    seq: int
    received: datetime
    file_name: str
    verdict: str
    code: str
    act: bytes
    texts: bytes
    card: bytes

    @property
    def is_paper(self) -> bool:
        """Whether the secretariat entered it from paper."""
        return self.key_id == PAPER


@dataclass(frozen=True)
class RefusalRecord:
    """A file that was refused, with the code and the facts of the sentence that was shown."""

    file_sha512: Sha512
    file_name: str
    received: datetime
    code: str
    facts: Mapping[str, Fact]
    member: str  # empty when nothing tells whose file it is
    act_sha512: str = ""  # empty when no act could be reached


@dataclass(frozen=True)
class ActRecord:
    """An act that this desk signed or received, beside lots and fiches: `kind` is its type."""

    digest: Sha512
    kind: str
    at: datetime
    act: bytes
