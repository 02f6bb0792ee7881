"""A fiche as a signed act: from the member's sheet to the act, and back to a sheet on arrival."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, CriterionId, DossierId, MemberId, PiecePath, Sha512
from commission_app.scoring.sheet import DossierSheet, Entry, Recusal, Sheet
from commission_app.sealing import sheet_documents as shape
from commission_app.sealing.documents import read_document, write_document
from commission_app.sealing.salted_texts import SaltedTexts, TextReader, well_formed


@dataclass(frozen=True)
class LotSeen:
    """The exact lot a fiche was marked on."""

    lot: str
    serial: int
    manifest_sha512: Sha512


@dataclass(frozen=True)
class SheetClaims:
    """What a fiche says besides marks: its author, version, ancestors and lots."""

    campaign: CampaignId
    member: MemberId
    key: str  # identifier of the author's key set
    seq: int
    prev: frozenset[Sha512]
    lots: tuple[LotSeen, ...]
    round: int


def sheet_document(claims: SheetClaims, sheet: Sheet, texts: SaltedTexts) -> dict[str, Any]:
    """Return the `fiche` act, ready to be signed; texts are put aside, only their digests stay.

    The reading of a recused dossier is not handed in.
    """
    said = said_document(sheet, texts)
    document = shape.FicheDocument(
        type="fiche",
        v=1,
        campaign=claims.campaign,
        member=claims.member,
        key=claims.key,
        seq=claims.seq,
        prev=sorted(claims.prev),
        lots=[shape.LotReference(lot.lot, lot.serial, lot.manifest_sha512) for lot in claims.lots],
        round=claims.round,
        ties=said.ties,
        recused=said.recused,
        dossiers=said.dossiers,
    )
    return write_document(document)


def said_document(sheet: Sheet, texts: SaltedTexts) -> shape.SaidDocument:
    """Return what a sheet says; texts are put aside, only their digests stay."""
    handed = {key: reading for key, reading in sheet.readings.items() if key not in sheet.recused}
    return shape.SaidDocument(
        ties=_ties(sheet),
        recused=[
            shape.RecusedDocument(dossier, texts.add("reason", recusal.reason))
            for dossier, recusal in sorted(sheet.recused.items())
        ],
        dossiers=[_reading_document(key, handed[key], texts) for key in sorted(handed)],
    )


def _ties(sheet: Sheet) -> list[shape.TieDocument]:
    ties = {dossier: recusal.kind for dossier, recusal in sheet.recused.items()}
    ties.update({dossier: "institutional" for dossier in sheet.declared if dossier not in ties})
    return [shape.TieDocument(dossier, kind) for dossier, kind in sorted(ties.items())]


def _reading_document(dossier: DossierId, reading: DossierSheet, texts: SaltedTexts) -> shape.ReadingDocument:
    return shape.ReadingDocument(
        dossier=dossier,
        state="closed" if reading.is_closed else "open",
        tags=[well_formed(tag) for tag in reading.tags],
        entries=[
            shape.EntryDocument(
                criterion=criterion,
                mark=entry.mark,
                motive=entry.motive or None,
                remark_digest=texts.add("remark", entry.remark) if entry.remark else None,
                evidence=[
                    shape.EvidenceDocument(evidence.piece, texts.add_evidence(evidence))
                    for evidence in entry.evidence
                ],
            )
            for criterion, entry in sorted(reading.entries.items())
        ],
    )


def read_sheet_document(document: Mapping[str, Any], texts: TextReader) -> tuple[SheetClaims, Sheet]:
    """Rebuild claims and sheet from a verified act and its texts.

    ACT-02 for a wrong shape, FIC-07 for something given twice, FIC-09 for texts that do not match.
    """
    fiche = read_document(document, shape.FicheDocument)
    _refuse_repeats([lot.manifest_sha512 for lot in fiche.lots])
    claims = SheetClaims(
        CampaignId(fiche.campaign),
        MemberId(fiche.member),
        fiche.key,
        fiche.seq,
        frozenset(Sha512(ancestor) for ancestor in fiche.prev),
        tuple(LotSeen(lot.lot, lot.serial, Sha512(lot.manifest_sha512)) for lot in fiche.lots),
        fiche.round,
    )
    return claims, read_said(fiche, claims.member, texts)


def read_said(said: shape.SaidDocument, member: MemberId, texts: TextReader) -> Sheet:
    """Rebuild a sheet. ACT-02, FIC-07 and FIC-09 as `read_sheet_document`."""
    _refuse_repeats([item.dossier for item in said.dossiers])
    recused, declared = _recusals(said, texts)
    readings = {DossierId(item.dossier): _reading(item, texts) for item in said.dossiers}
    texts.check_all_used()
    return Sheet(member, readings, recused, declared)


def _recusals(
    said: shape.SaidDocument, texts: TextReader
) -> tuple[dict[DossierId, Recusal], frozenset[DossierId]]:
    """Return the recusals, and the institutional ties declared without leaving the dossier."""
    _refuse_repeats([tie.dossier for tie in said.ties])
    _refuse_repeats([item.dossier for item in said.recused])
    kinds = {DossierId(tie.dossier): tie.kind for tie in said.ties}
    reasons = {DossierId(item.dossier): texts.text(item.reason_digest, "reason") for item in said.recused}
    personal = {dossier for dossier, kind in kinds.items() if kind == "personal"}
    if not personal <= reasons.keys() <= kinds.keys():
        raise AppError("ACT-02", detail="ties")  # a recusal has its tie, a personal tie is a recusal
    recused = {dossier: Recusal(kinds[dossier], reason) for dossier, reason in reasons.items()}
    return recused, frozenset(kinds.keys() - recused.keys())


def _reading(item: shape.ReadingDocument, texts: TextReader) -> DossierSheet:
    _refuse_repeats([entry.criterion for entry in item.entries])
    return DossierSheet(
        entries={CriterionId(entry.criterion): _entry(entry, texts) for entry in item.entries},
        is_closed=item.state == "closed",
        tags=tuple(item.tags),
    )


def _entry(entry: shape.EntryDocument, texts: TextReader) -> Entry:
    evidence = tuple(texts.evidence(line.digest, PiecePath(line.piece)) for line in entry.evidence)
    remark = texts.text(entry.remark_digest, "remark") if entry.remark_digest else ""
    return Entry(entry.mark, entry.motive or "", remark, evidence)


def _refuse_repeats(names: list[str]) -> None:
    if len(set(names)) != len(names):
        raise AppError("FIC-07")
