"""Shapes of the signed acts, field by field: an unknown or missing field refuses the act.

The contract is `docs/formats.md` (after the field table of OPENING.md). Decoding is strict: no float, no
silent extension. Here stand what all shapes share and those of a lot, which `manifest.py` translates to and
from the values of `scoring`; the others are in `sheet_documents.py`, `draft_documents.py` and
`secretariat_documents.py`.
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
Natural = Annotated[int, Meta(ge=0)]
Positive = Annotated[int, Meta(ge=1)]


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every decoded part."""


D = TypeVar("D", bound=Document)


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


def write_document(document: Document) -> dict[str, Any]:
    """Return the plain form of a document, ready to be signed; absent optional fields are left out."""
    plain: dict[str, Any] = msgspec.to_builtins(document)
    return plain


class KeysDocument(Document, frozen=True):
    """Public keys of a person or of the secretariat (SEALING.md §6.2)."""

    enc: str
    pqsig: str
    sig: str


class InstitutionDocument(Document, frozen=True):
    """A body that sits."""

    id: str
    name: str


class MemberDocument(Document, frozen=True):
    """A member of the lot's access group."""

    id: str
    name: str
    institution: str
    alternate_of: str | None = None


class NeutralisedDocument(Document, frozen=True):
    """A criterion an institution does not mark."""

    institution: str
    criterion: str


class TerritoryDocument(Document, frozen=True):
    """The territory of a dossier."""

    name: str
    type: str
    code: str
    departement: str
    density: str
    population: int


class CardLineDocument(Document, frozen=True):
    """A line of the « fiche signalétique »."""

    label: str
    value: str


class FactDocument(Document, frozen=True):
    """A fact recorded by the secretariat."""

    label: str
    value: str
    criterion: str | None = None
    piece: str | None = None
    page: Positive | None = None


class PieceDocument(Document, frozen=True):
    """A viewing copy of the lot."""

    path: str
    title: str
    kind: str
    size: Natural
    pages: Natural
    sha512: Digest
    original_sha512: Digest
    text: TextLayer


class DossierDocument(Document, frozen=True):
    """A dossier of the lot."""

    id: str
    title: str
    territory: TerritoryDocument
    card: list[CardLineDocument]
    facts: list[FactDocument]
    pieces: list[PieceDocument]
    rapporteur: str | None = None


class LotDocument(Document, frozen=True):
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


class SealDocument(Document, frozen=True):
    """One line of `sceaux`."""

    member: str
    mac: str
