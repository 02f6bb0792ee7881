"""The manifest of a lot as values: what is sealed, for whom, under which grid."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commission_app.errors import AppError
from commission_app.scoring.campaign import Institution, Member, Neutralised
from commission_app.scoring.dossier import CardLine, Dossier, Piece, RecordedFact, Territory
from commission_app.scoring.grid import Grid
from commission_app.scoring.grid_documents import grid_from_document
from commission_app.scoring.ids import (
    CampaignId,
    CriterionId,
    DossierId,
    InstitutionId,
    MemberId,
    PiecePath,
    Sha512,
)
from commission_app.sealing import documents as shape
from commission_app.sealing.age_recipients import HybridRecipient
from commission_app.sealing.identity import KeySet
from commission_app.sealing.signed_act import verify_named

_LOT_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")  # part of the name of a file on desks


@dataclass(frozen=True)
class Manifest:
    """All that a lot says. One lot per group of members with the same access rights."""

    campaign: CampaignId
    name: str  # of the campaign
    lot: str
    serial: int
    secretariat: KeySet
    recovery: str | None  # age recipient kept in a sealed envelope
    members: tuple[Member, ...]  # of the access group
    institutions: tuple[Institution, ...]
    readers: tuple[MemberId, ...]  # every member of the campaign, for the balanced reading order
    grid: Grid
    deadline: str
    meeting: str
    phone: str
    round: int
    neutralised: tuple[Neutralised, ...]
    calibration: tuple[DossierId, ...]
    order_seed: str
    dossiers: tuple[Dossier, ...]

    @property
    def pieces(self) -> dict[PiecePath, Piece]:
        """Every piece of the lot by its path."""
        return {piece.path: piece for dossier in self.dossiers for piece in dossier.pieces}

    def member(self, member: MemberId) -> Member:
        """Return a member of the group. Raises KeyError when the lot is not theirs."""
        return {known.id: known for known in self.members}[member]

    def document(self) -> dict[str, Any]:
        """Return the `lot` act, ready to be signed."""
        return shape.write_document(
            shape.LotDocument(
                type="lot",
                v=1,
                campaign=self.campaign,
                name=self.name,
                lot=self.lot,
                serial=self.serial,
                secretariat=shape.KeysDocument(**self.secretariat.document()),
                recovery=self.recovery,
                members=[
                    shape.MemberDocument(m.id, m.name, m.institution, m.alternate_of or None)
                    for m in self.members
                ],
                institutions=[shape.InstitutionDocument(i.id, i.name) for i in self.institutions],
                readers=list(self.readers),
                grid=self.grid.document(),
                deadline=self.deadline,
                meeting=self.meeting,
                phone=self.phone,
                round=self.round,
                neutralised=[shape.NeutralisedDocument(n.institution, n.criterion) for n in self.neutralised],
                calibration=list(self.calibration),
                order_seed=self.order_seed,
                dossiers=[dossier_document(dossier) for dossier in self.dossiers],
            )
        )


def read_manifest(document: Mapping[str, Any]) -> Manifest:
    """Rebuild a manifest from a verified `lot` act. ACT-02 or GRI-02 when a part is not as agreed."""
    manifest = _manifest(shape.read_document(document, shape.LotDocument))
    if manifest.document() != document:  # in the grid too, no unknown field and one way to write a weight
        raise AppError("ACT-02", detail="not in the one form")
    _refuse_unusable(manifest)
    return manifest


def check_minute(text: str) -> None:
    """Refuse a local time that is not written as `2021-06-25T18:00`. ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None or moment.isoformat(timespec="minutes") != text:
        raise ValueError("not a local time to the minute")


def _refuse_unusable(manifest: Manifest) -> None:
    """Refuse what would stop an application later, far from the lot that said it. ACT-02."""
    if not _LOT_NAME.fullmatch(manifest.lot):
        raise AppError("ACT-02", detail="the name of the lot")
    try:
        check_minute(manifest.deadline)
        check_minute(manifest.meeting)
        if manifest.recovery is not None:
            HybridRecipient.parse(manifest.recovery)
    except ValueError as error:
        raise AppError("ACT-02", detail="a date or a recipient") from error
    for ids in (
        [member.id for member in manifest.members],
        [institution.id for institution in manifest.institutions],
        [dossier.id for dossier in manifest.dossiers],
    ):
        if len(set(ids)) != len(ids):
            raise AppError("ACT-02", detail="something twice")


def _manifest(lot: shape.LotDocument) -> Manifest:
    return Manifest(
        campaign=CampaignId(lot.campaign),
        name=lot.name,
        lot=lot.lot,
        serial=lot.serial,
        secretariat=KeySet.from_document(shape.write_document(lot.secretariat)),
        recovery=lot.recovery,
        members=tuple(_read_member(member) for member in lot.members),
        institutions=tuple(Institution(InstitutionId(i.id), i.name) for i in lot.institutions),
        readers=tuple(MemberId(reader) for reader in lot.readers),
        grid=grid_from_document(lot.grid),
        deadline=lot.deadline,
        meeting=lot.meeting,
        phone=lot.phone,
        round=lot.round,
        neutralised=tuple(
            Neutralised(InstitutionId(n.institution), CriterionId(n.criterion)) for n in lot.neutralised
        ),
        calibration=tuple(DossierId(dossier) for dossier in lot.calibration),
        order_seed=lot.order_seed,
        dossiers=tuple(read_dossier(dossier) for dossier in lot.dossiers),
    )


def read_known_manifest(act: bytes, key_sets: Sequence[KeySet]) -> Manifest:
    """Rebuild a manifest signed by the one of these key sets that it names. SIG-01 when it names another."""

    def keys_of(document: Mapping[str, Any]) -> KeySet:
        for keys in key_sets:
            if document.get("secretariat") == keys.document():
                return keys
        raise AppError("SIG-01")

    return read_manifest(verify_named(act, "lot", keys_of))


def dossier_document(dossier: Dossier) -> shape.DossierDocument:
    """Give a dossier the shape it has in a lot, and in the secretariat's own records."""
    return shape.DossierDocument(
        id=dossier.id,
        title=dossier.title,
        territory=shape.TerritoryDocument(
            name=dossier.territory.name,
            type=dossier.territory.kind,
            code=dossier.territory.code,
            departement=dossier.territory.departement,
            density=dossier.territory.density,
            population=dossier.territory.population,
        ),
        card=[shape.CardLineDocument(line.label, line.value) for line in dossier.card],
        facts=[
            shape.FactDocument(fact.label, fact.value, fact.criterion or None, fact.piece or None, fact.page)
            for fact in dossier.facts
        ],
        pieces=[_piece_document(piece) for piece in dossier.pieces],
        rapporteur=dossier.rapporteur or None,
    )


def read_dossier(document: shape.DossierDocument) -> Dossier:
    """Rebuild a dossier from its shape."""
    territory = document.territory
    return Dossier(
        id=DossierId(document.id),
        title=document.title,
        territory=Territory(
            name=territory.name,
            kind=territory.type,
            code=territory.code,
            departement=territory.departement,
            density=territory.density,
            population=territory.population,
        ),
        card=tuple(CardLine(line.label, line.value) for line in document.card),
        facts=tuple(_read_fact(fact) for fact in document.facts),
        pieces=tuple(_read_piece(piece) for piece in document.pieces),
        rapporteur=document.rapporteur or "",
    )


def _piece_document(piece: Piece) -> shape.PieceDocument:
    return shape.PieceDocument(
        path=piece.path,
        title=piece.title,
        kind=piece.kind,
        size=piece.size,
        pages=piece.pages,
        sha512=piece.sha512,
        original_sha512=piece.original_sha512,
        text=piece.text,
    )


def _read_member(member: shape.MemberDocument) -> Member:
    seat = MemberId(member.alternate_of) if member.alternate_of else None
    return Member(MemberId(member.id), member.name, InstitutionId(member.institution), seat)


def _read_fact(fact: shape.FactDocument) -> RecordedFact:
    return RecordedFact(
        label=fact.label,
        value=fact.value,
        criterion=CriterionId(fact.criterion) if fact.criterion else None,
        piece=PiecePath(fact.piece) if fact.piece else None,
        page=fact.page,
    )


def _read_piece(piece: shape.PieceDocument) -> Piece:
    return Piece(
        path=PiecePath(piece.path),
        title=piece.title,
        kind=piece.kind,
        size=piece.size,
        pages=piece.pages,
        sha512=Sha512(piece.sha512),
        original_sha512=Sha512(piece.original_sha512),
        text=piece.text,
    )
