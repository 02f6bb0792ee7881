"""The campaign as JSON: the file a secretariat prepares, and what its database keeps."""

from typing import Any, Literal

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.campaign import (
    Campaign,
    Institution,
    Member,
    Neutralised,
    ScoringRules,
    Threshold,
)
from commission_app.scoring.grid import Grid, canonical_json, exact_number, parse_exact
from commission_app.scoring.grid_documents import grid_from_document
from commission_app.scoring.ids import CampaignId, CriterionId, DossierId, InstitutionId, MemberId
from commission_app.sealing.manifest import check_minute


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class _Institution(_Part, frozen=True):
    id: str
    name: str


class _Member(_Part, frozen=True):
    id: str
    name: str
    institution: str
    alternate_of: str | None = None


class _Neutralised(_Part, frozen=True):
    institution: str
    criterion: str


class _Threshold(_Part, frozen=True):
    target: str
    minimum: str


class _Rules(_Part, frozen=True):
    seats: int = 10
    voice_unit: Literal["institution", "evaluateur"] = "institution"
    readings_min: int = 2
    rank_mode: Literal["exact", "arrondi"] = "exact"
    decimals: int = 2
    tie_break: list[str] = []
    thresholds: list[_Threshold] = []


class CampaignDocument(_Part, frozen=True):
    """The fields of a campaign file; `grid` is a name (`default`, `short`) or the whole grid."""

    id: str
    name: str
    phone: str
    deadline: str
    meeting: str
    institutions: list[_Institution]
    members: list[_Member]
    grid: str | dict[str, Any] = "default"
    rules: _Rules = _Rules()
    neutralised: list[_Neutralised] = []
    calibration: list[str] = []
    order_seed: str = ""
    round: int = 1
    authority: str = "à l’autorité qui décide"
    reinforced: bool = False
    two_keys: bool = False


def read_campaign_document(data: bytes) -> CampaignDocument:
    """Decode a campaign file. CAM-01 when it is not one: the detail names the field."""
    try:
        return msgspec.convert(parse_exact(data), CampaignDocument, strict=True)
    except msgspec.ValidationError as error:
        raise AppError("CAM-01", detail=str(error)) from error


def campaign_from_document(document: CampaignDocument, grid: Grid) -> Campaign:
    """Give a decoded campaign its values. CAM-02 when two parts of it contradict each other.

    Its members may still be to come: `freeze_grid` is what wants some.
    """
    try:
        thresholds = tuple(Threshold(t.target, exact_number(t.minimum)) for t in document.rules.thresholds)
    except (ValueError, ZeroDivisionError) as error:
        raise AppError("CAM-02", detail="thresholds") from error
    campaign = Campaign(
        id=CampaignId(document.id),
        name=document.name,
        phone=document.phone,
        deadline=document.deadline,
        meeting=document.meeting,
        institutions=tuple(Institution(InstitutionId(i.id), i.name) for i in document.institutions),
        members=tuple(_member(member) for member in document.members),
        grid=grid,
        rules=ScoringRules(
            document.rules.seats,
            document.rules.voice_unit,
            document.rules.readings_min,
            document.rules.rank_mode,
            document.rules.decimals,
            tuple(document.rules.tie_break),
            thresholds,
        ),
        neutralised=tuple(
            Neutralised(InstitutionId(n.institution), CriterionId(n.criterion)) for n in document.neutralised
        ),
        calibration=tuple(DossierId(dossier) for dossier in document.calibration),
        order_seed=document.order_seed,
        round=document.round,
        authority=document.authority,
        reinforced=document.reinforced,
        two_keys=document.two_keys,
    )
    _check(campaign)
    return campaign


def encode_campaign(campaign: Campaign) -> bytes:
    """Return a campaign as canonical JSON, with its whole grid."""
    rules = campaign.rules
    return canonical_json(
        {
            "id": campaign.id,
            "name": campaign.name,
            "phone": campaign.phone,
            "deadline": campaign.deadline,
            "meeting": campaign.meeting,
            "institutions": [{"id": i.id, "name": i.name} for i in campaign.institutions],
            "members": [_member_document(member) for member in campaign.members],
            "grid": campaign.grid.document(),
            "rules": {
                "seats": rules.seats,
                "voice_unit": rules.voice_unit,
                "readings_min": rules.readings_min,
                "rank_mode": rules.rank_mode,
                "decimals": rules.decimals,
                "tie_break": list(rules.tie_break),
                "thresholds": [{"target": t.target, "minimum": str(t.minimum)} for t in rules.thresholds],
            },
            "neutralised": [
                {"institution": n.institution, "criterion": n.criterion} for n in campaign.neutralised
            ],
            "calibration": list(campaign.calibration),
            "order_seed": campaign.order_seed,
            "round": campaign.round,
            "authority": campaign.authority,
            "reinforced": campaign.reinforced,
            "two_keys": campaign.two_keys,
        }
    )


def decode_campaign(data: bytes) -> Campaign:
    """Rebuild a campaign from `encode_campaign`. CAM-01, CAM-02, GRI-02."""
    document = read_campaign_document(data)
    if isinstance(document.grid, str):
        raise AppError("CAM-01", detail="grid")
    return campaign_from_document(document, grid_from_document(document.grid))


def _member(member: _Member) -> Member:
    alternate = MemberId(member.alternate_of) if member.alternate_of else None
    return Member(MemberId(member.id), member.name, InstitutionId(member.institution), alternate)


def _member_document(member: Member) -> dict[str, str | None]:
    document: dict[str, str | None] = {
        "id": member.id,
        "name": member.name,
        "institution": member.institution,
    }
    if member.alternate_of:
        document["alternate_of"] = member.alternate_of
    return document


def _check(campaign: Campaign) -> None:
    for name, moment in (("deadline", campaign.deadline), ("meeting", campaign.meeting)):
        try:
            check_minute(moment)  # lots and letters hold it so
        except ValueError as error:
            raise AppError("CAM-02", detail=name) from error
    members = [member.id for member in campaign.members]
    institutions = {institution.id for institution in campaign.institutions}
    if len(set(members)) != len(members):
        raise AppError("CAM-02", detail="members")
    if {member.institution for member in campaign.members} - institutions:
        raise AppError("CAM-02", detail="institutions")
    if {n.criterion for n in campaign.neutralised} - campaign.grid.by_id.keys():
        raise AppError("CAM-02", detail="neutralised")
    if campaign.rules.seats < 1 or campaign.rules.readings_min < 1:
        raise AppError("CAM-02", detail="rules")
