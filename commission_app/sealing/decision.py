"""A decision of the chair (`acte`): what a fiche says of one dossier is set aside, by whom and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, DossierId, MemberId, Sha512
from commission_app.sealing import secretariat_documents as shape
from commission_app.sealing.documents import read_document, read_moment, write_document
from commission_app.sealing.identity import KeySet, Secrets
from commission_app.sealing.signed_act import sign, verify_with_any


@dataclass(frozen=True)
class Exclusion:
    """The reading of one dossier in one fiche counts no more; the fiche keeps its place in the order."""

    campaign: CampaignId
    member: MemberId
    dossier: DossierId
    sheet: Sha512
    name: str  # of the person who decides
    reason: str
    at: datetime  # advisory, as every date


def sign_exclusion(exclusion: Exclusion, secrets: Secrets) -> bytes:
    """Return the signed `acte`. ValueError for a name or a reason that no reader accepts."""
    document = shape.DecisionDocument(
        type="acte",
        v=1,
        campaign=exclusion.campaign,
        kind="exclusion",
        member=exclusion.member,
        dossier=exclusion.dossier,
        sheet=exclusion.sheet,
        name=exclusion.name,
        reason=exclusion.reason,
        at=exclusion.at.isoformat(timespec="seconds"),
    )
    return sign(write_document(document), secrets.signing)


def read_exclusion(act: bytes, campaign: CampaignId, key_sets: Iterable[KeySet]) -> Exclusion:
    """Rebuild a decision of a campaign, signed by one of these key sets of its secretariat.

    SIG-01 when none signed it or for another campaign, ACT-01 to ACT-03 when it is not one.
    """
    found = read_document(verify_with_any(act, "acte", key_sets), shape.DecisionDocument)
    if found.campaign != campaign:
        raise AppError("SIG-01")
    return Exclusion(
        campaign,
        MemberId(found.member),
        DossierId(found.dossier),
        Sha512(found.sheet),
        found.name,
        found.reason,
        read_moment(found.at),
    )
