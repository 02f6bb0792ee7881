"""Shapes of the parts of a `.fiche`: the signed marks, the texts they stand for, the member's keys.

Translation to and from the values of `scoring` is in `sheet_act.py`, `salted_texts.py` and `recognition.py`.
"""

from typing import Literal

from msgspec import field

from commission_app.sealing.documents import Digest, Document, KeysDocument, Natural, Positive, Salt


class LotReference(Document, frozen=True):
    """The exact lot a fiche was marked on."""

    lot: str
    serial: Positive
    manifest_sha512: Digest


class TieDocument(Document, frozen=True):
    """A declared tie."""

    dossier: str
    kind: Literal["institutional", "personal"]


class RecusedDocument(Document, frozen=True):
    """A recusal, its reason as a salted digest."""

    dossier: str
    reason_digest: Digest


class EvidenceDocument(Document, frozen=True):
    """A passage, as a salted digest."""

    piece: str
    digest: Digest


class EntryDocument(Document, frozen=True):
    """One criterion of one dossier."""

    criterion: str
    mark: int | Literal["NE"] | None
    motive: str | None = None
    remark_digest: Digest | None = None
    evidence: list[EvidenceDocument] = field(default_factory=list)


class ReadingDocument(Document, frozen=True):
    """One dossier of a fiche."""

    dossier: str
    state: Literal["closed", "open"]
    tags: list[str]
    entries: list[EntryDocument]


class SaidDocument(Document, frozen=True, kw_only=True):
    """What a member says, in a `fiche` of their own or in the `papier` that the secretariat signs."""

    ties: list[TieDocument]
    recused: list[RecusedDocument]
    dossiers: list[ReadingDocument]


class FicheDocument(SaidDocument, frozen=True, kw_only=True):
    """`fiche`: all that a member hands in."""

    type: Literal["fiche"]
    v: Literal[1]
    campaign: str
    member: str
    key: str
    seq: Positive
    prev: list[Digest]
    lots: list[LotReference]
    round: int


class TextDocument(Document, frozen=True):
    """One salted text of `textes`: a remark, a reason, or a passage (`PassageDocument`) as canonical JSON."""

    salt: Salt
    kind: Literal["remark", "reason", "evidence"]
    text: str


class PassageDocument(Document, frozen=True):
    """The passage that justifies a mark, where it stands and the words around it."""

    piece: str
    original_sha512: Digest
    page: Positive
    quote: str
    prefix: str
    suffix: str
    start: Natural
    count: Natural
    rects: list[tuple[int, int, int, int]]
    engine: str


class CardDocument(Document, frozen=True):
    """`carte`: a member's self-signed keys."""

    type: Literal["carte"]
    v: Literal[1]
    campaign: str
    member: str
    keys: KeysDocument
