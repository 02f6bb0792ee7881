"""Shapes of a `.brouillon`: what a member has written so far, as edits of an empty sheet.

Translation to and from the values of `scoring` is in `draft_backup.py`.
"""

from typing import Literal

from msgspec import field

from commission_app.sealing.documents import Digest, Document, Positive
from commission_app.sealing.sheet_documents import PassageDocument


class _DraftEditDocument(Document, frozen=True, tag_field="kind"):
    """One edit of a draft, from an empty sheet: what it was before goes without saying."""

    dossier: str


class DraftEntryDocument(_DraftEditDocument, frozen=True, tag="entry"):
    """What is said of one criterion."""

    criterion: str
    mark: int | Literal["NE"] | None
    motive: str | None = None
    remark: str | None = None
    evidence: list[PassageDocument] = field(default_factory=list)


class DraftTagsDocument(_DraftEditDocument, frozen=True, tag="tags"):
    """The labels put on a dossier."""

    tags: list[str]


class DraftClosingDocument(_DraftEditDocument, frozen=True, tag="closing"):
    """A reading is closed."""


class DraftTieDocument(_DraftEditDocument, frozen=True, tag="tie"):
    """An institutional tie is declared without leaving the dossier."""


class DraftRecusalDocument(_DraftEditDocument, frozen=True, tag="recusal"):
    """A dossier is left aside, for a tie of this kind."""

    tie: Literal["institutional", "personal"]
    reason: str


class DraftHighlightDocument(_DraftEditDocument, frozen=True, tag="highlight"):
    """A passage is marked for oneself, under no criterion."""

    passage: PassageDocument


DraftEditDocument = (
    DraftEntryDocument
    | DraftTagsDocument
    | DraftClosingDocument
    | DraftTieDocument
    | DraftRecusalDocument
    | DraftHighlightDocument
)


class DraftDocument(Document, frozen=True):
    """`brouillon`: all that a member has written so far, with its texts in full."""

    type: Literal["brouillon"]
    v: Literal[1]
    campaign: str
    member: str
    key: str
    saved: str
    lot: str
    serial: Positive
    known: list[Digest]
    edits: list[DraftEditDocument]
    criteria: dict[str, Digest] | None = None  # what the marks of each answer
