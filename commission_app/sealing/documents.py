"""Shapes of the signed acts, field by field: an unknown or missing field refuses the act.

The contract is `docs/formats.md` (after the field table of OPENING.md). Decoding is strict: no float, no
silent extension. Translation to and from the values of `scoring` is in `manifest.py` and `sheet_act.py`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

from commission_app.errors import AppError

# Bounds that decoding enforces; a type checker sees plain texts and integers.
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{128}\Z")]
Salt = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
TextLayer = Annotated[str, Meta(pattern=r"^(native|recognised|none)\Z")]
Verdict = Annotated[str, Meta(pattern=r"^(accepted|replaced|to_confirm|refused)\Z")]
Natural = Annotated[int, Meta(ge=0)]
Positive = Annotated[int, Meta(ge=1)]


class _Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every decoded part."""


class KeysDocument(_Document, frozen=True):
    """Public keys of a person or of the secretariat (SEALING.md §6.2)."""

    enc: str
    pqsig: str
    sig: str


class InstitutionDocument(_Document, frozen=True):
    """A body that sits."""

    id: str
    name: str


class MemberDocument(_Document, frozen=True):
    """A member of the lot's access group."""

    id: str
    name: str
    institution: str
    alternate_of: str | None = None


class NeutralisedDocument(_Document, frozen=True):
    """A criterion an institution does not mark."""

    institution: str
    criterion: str


class TerritoryDocument(_Document, frozen=True):
    """The territory of a dossier."""

    name: str
    type: str
    code: str
    departement: str
    density: str
    population: int


class CardLineDocument(_Document, frozen=True):
    """A line of the « fiche signalétique »."""

    label: str
    value: str


class FactDocument(_Document, frozen=True):
    """A fact recorded by the secretariat."""

    label: str
    value: str
    criterion: str | None = None
    piece: str | None = None
    page: Positive | None = None


class PieceDocument(_Document, frozen=True):
    """A viewing copy of the lot."""

    path: str
    title: str
    kind: str
    size: Natural
    pages: Natural
    sha512: Digest
    original_sha512: Digest
    text: TextLayer


class DossierDocument(_Document, frozen=True):
    """A dossier of the lot."""

    id: str
    title: str
    territory: TerritoryDocument
    card: list[CardLineDocument]
    facts: list[FactDocument]
    pieces: list[PieceDocument]
    rapporteur: str | None = None


class LotDocument(_Document, frozen=True):
    """`manifeste`: what a lot holds, for whom, under which grid."""

    type: Literal["lot"]
    v: Literal[1]
    campaign: str
    name: str
    lot: str
    serial: Positive
    secretariat: KeysDocument
    members: list[MemberDocument]
    institutions: list[InstitutionDocument]
    readers: list[str]
    grid: dict[str, Any]
    deadline: str
    meeting: str
    phone: str
    round: int
    neutralised: list[NeutralisedDocument]
    calibration: list[str]
    order_seed: str
    dossiers: list[DossierDocument]
    recovery: str | None = None


class LotReference(_Document, frozen=True):
    """The exact lot a fiche was marked on."""

    lot: str
    serial: Positive
    manifest_sha512: Digest


class TieDocument(_Document, frozen=True):
    """A declared tie."""

    dossier: str
    kind: Literal["institutional", "personal"]


class RecusedDocument(_Document, frozen=True):
    """A recusal, its reason as a salted digest."""

    dossier: str
    reason_digest: Digest


class EvidenceDocument(_Document, frozen=True):
    """A passage, as a salted digest."""

    piece: str
    digest: Digest


class EntryDocument(_Document, frozen=True):
    """One criterion of one dossier."""

    criterion: str
    mark: int | Literal["NE"] | None
    motive: str | None = None
    remark_digest: Digest | None = None
    evidence: list[EvidenceDocument] = []


class ReadingDocument(_Document, frozen=True):
    """One dossier of a fiche."""

    dossier: str
    state: Literal["closed", "open"]
    tags: list[str]
    entries: list[EntryDocument]


class FicheDocument(_Document, frozen=True):
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
    ties: list[TieDocument]
    recused: list[RecusedDocument]
    dossiers: list[ReadingDocument]


class CardDocument(_Document, frozen=True):
    """`carte`: a member's self-signed keys."""

    type: Literal["carte"]
    v: Literal[1]
    campaign: str
    member: str
    keys: KeysDocument


class ReceiptLineDocument(_Document, frozen=True):
    """What became of one fiche."""

    sha512: Digest
    verdict: Verdict
    code: str


class ReceiptDocument(_Document, frozen=True):
    """`accuse`: the secretariat's answer to a member."""

    type: Literal["accuse"]
    v: Literal[1]
    campaign: str
    member: str
    serial: Positive
    sheets: list[ReceiptLineDocument]
    journal: str
    annuaire: str | None = None  # the whole signed register, once the reception is closed


class RegisteredDocument(_Document, frozen=True):
    """A member of the register: every computer that was recognised, oldest first."""

    id: str
    name: str
    institution: str
    keys: list[KeysDocument]
    code_serial: Natural


class RetainedDocument(_Document, frozen=True):
    """A fiche that counts."""

    member: str
    sha512: Digest


class RegisterDocument(_Document, frozen=True):
    """`annuaire`: members, keys and fiches retained at the close of the reception."""

    type: Literal["annuaire"]
    v: Literal[1]
    campaign: str
    serial: Positive
    at: str
    members: list[RegisteredDocument]
    sheets: list[RetainedDocument]


class RotationDocument(_Document, frozen=True):
    """`rotation`: the secretariat's keys change; signed by the old ones."""

    type: Literal["rotation"]
    v: Literal[1]
    campaign: str
    old: KeysDocument
    new: KeysDocument


class DecisionDocument(_Document, frozen=True):
    """`acte`: the chair sets aside what one fiche says of one dossier."""

    type: Literal["acte"]
    v: Literal[1]
    campaign: str
    kind: Literal["exclusion"]
    member: str
    dossier: str
    sheet: Digest
    name: str  # of the person who decides
    reason: str
    at: str


class TextDocument(_Document, frozen=True):
    """One salted text of `textes`: a remark, a reason, or a passage (`PassageDocument`) as canonical JSON."""

    salt: Salt
    kind: Literal["remark", "reason", "evidence"]
    text: str


class PassageDocument(_Document, frozen=True):
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


class _DraftEditDocument(_Document, frozen=True, tag_field="kind"):
    """One edit of a draft, from an empty sheet: what it was before goes without saying."""

    dossier: str


class DraftEntryDocument(_DraftEditDocument, frozen=True, tag="entry"):
    """What is said of one criterion."""

    criterion: str
    mark: int | Literal["NE"] | None
    motive: str | None = None
    remark: str | None = None
    evidence: list[PassageDocument] = []


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


DraftEditDocument = (
    DraftEntryDocument | DraftTagsDocument | DraftClosingDocument | DraftTieDocument | DraftRecusalDocument
)


class DraftDocument(_Document, frozen=True):
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


class SealDocument(_Document, frozen=True):
    """One line of `sceaux`."""

    member: str
    mac: str


D = TypeVar("D", bound=_Document)


def read_document(document: Mapping[str, Any], shape: type[D]) -> D:
    """Give a decoded act its shape. ACT-02 when a field is missing, unknown or of another kind."""
    try:
        return msgspec.convert(dict(document), shape, strict=True)
    except msgspec.ValidationError as error:
        raise AppError("ACT-02", detail=str(error)) from error


def read_moment(text: str) -> datetime:
    """Return the moment that an act says, to the second. ACT-02 unless it is written in its one form."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise AppError("ACT-02", detail="a date") from error
    if moment.isoformat(timespec="seconds") != text:  # Python reads other forms too, even followed by a NUL
        raise AppError("ACT-02", detail="a date")
    return moment


def write_document(document: _Document) -> dict[str, Any]:
    """Return the plain form of a document, ready to be signed; absent optional fields are left out."""
    plain: dict[str, Any] = msgspec.to_builtins(document)
    return plain
