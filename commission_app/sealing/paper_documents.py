"""Shapes of what the secretariat signs of a grid marked on paper: both entries, and the fiche agreed on.

Translation to and from the values of `scoring` is in `paper_act.py`.
"""

from typing import Literal

from commission_app.sealing.documents import Digest, Document, Positive
from commission_app.sealing.draft_documents import DraftEditDocument
from commission_app.sealing.sheet_documents import SaidDocument


class PaperEntryDocument(Document, frozen=True):
    """`saisie`: what one agent read on the paper, its texts in full; it stays in the secretariat's desk."""

    type: Literal["saisie"]
    v: Literal[1]
    campaign: str
    member: str
    agent: str
    grid: Digest
    at: str
    edits: list[DraftEditDocument]


class PaperAgentDocument(Document, frozen=True):
    """One of the two agents, and the digest of their `saisie`."""

    name: str
    entry: Digest


class PaperSettledDocument(Document, frozen=True):
    """Where the two entries differed: on a criterion of a dossier, or on the dossier itself."""

    dossier: str
    part: Literal["mark", "remark", "signed", "reason"]
    criterion: str | None = None  # of a mark or a remark


class PaperDocument(SaidDocument, frozen=True, kw_only=True):
    """`papier`: the fiche of a member who marked on paper, as two agents agreed that it reads."""

    type: Literal["papier"]
    v: Literal[1]
    campaign: str
    member: str
    seq: Positive
    prev: list[Digest]
    grid: Digest
    round: int
    agents: list[PaperAgentDocument]
    settled: list[PaperSettledDocument]
    settler: str | None = None
    at: str
