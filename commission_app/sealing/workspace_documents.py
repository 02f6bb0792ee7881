"""Shapes of what goes from one agent's computer to another's: backups of a workspace, contributions.

Each is read and written by the module of its name: `workspace_backup.py`, `contribution.py`. Those of
`passation` are acts of a chain, whose facts stand in `hand_over.py`.
"""

from typing import Annotated, Literal

from msgspec import Meta

from commission_app.sealing.documents import Digest, Document, Positive

Workspace = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
PieceName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}(\.[a-z]{1,16}){1,3}\Z")]
SubjectName = Annotated[str, Meta(pattern=r"^(R[0-9]{1,2}|received|card|facts)\Z")]


class BackupDocument(Document, frozen=True):
    """`sauvegarde`: what a backup holds, its pieces by name."""

    type: Literal["sauvegarde"]
    v: Literal[1]
    campaign: str
    workspace: Workspace
    number: Positive
    at: str
    database: Digest
    recovery: Digest
    pieces: dict[PieceName, Digest]
    hand_over: Digest | None = None  # of the part `passation`, in the file that has one


class EntryDocument(Document, frozen=True):
    """One subject: `value` and `before` are canonical JSON texts, empty for nothing written."""

    dossier: str
    subject: SubjectName
    value: str
    before: str


class ContributionDocument(Document, frozen=True):
    """`contribution`: what an agent wrote on a copy."""

    type: Literal["contribution"]
    v: Literal[1]
    campaign: str
    author: Annotated[str, Meta(min_length=1, max_length=200)]
    workspace: Workspace
    number: Positive
    prev: list[Digest]
    at: str
    entries: list[EntryDocument]
