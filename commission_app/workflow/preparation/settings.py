"""The settings of a campaign, changed until its grid is frozen: each change is kept at once.

A draft may be unfinished (weights that do not add up to 100 yet): the freeze is what refuses it. What nobody
could read back is refused at once, and the value from before stays.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign, Institution, Member
from commission_app.scoring.grid import (
    Criterion,
    Grid,
    Section,
    exact_number,
    grid_from_document,
    grid_from_reference,
    parse_exact,
)
from commission_app.scoring.ids import CriterionId, MemberId
from commission_app.sealing.atomic_file import read_bounded, write_atomically
from commission_app.sealing.manifest import check_minute
from commission_app.texts import date_fr
from commission_app.workflow.preparation.campaign import freeze_grid, weights_of
from commission_app.workflow.preparation.templates import CampaignTemplate, from_template
from commission_app.workflow.secretariat.session import SecretariatSession

MOST_BYTES = 2_000_000  # of a grid file; the default grid has 40,000
MOST_SEATS = 999


@dataclass(frozen=True)
class CampaignSettings:
    """What the page « Campagne » shows: the settings, and when they were frozen, if they were."""

    campaign: Campaign
    weights: Fraction  # of all sections together; 100 in a grid that may be frozen
    frozen_at: datetime | None = None

    @property
    def is_frozen(self) -> bool:
        """Whether nothing may be changed any more."""
        return self.frozen_at is not None


@dataclass(frozen=True)
class Details:
    """The settings that are not the grid."""

    name: str
    phone: str
    deadline: str  # `2021-06-25T18:00`
    meeting: str
    seats: int
    readings_min: int
    voice_unit: str


def campaign_settings(session: SecretariatSession) -> CampaignSettings:
    """Return the settings as they are kept."""
    campaign, frozen = session.campaign, session.database.campaign.frozen()
    return CampaignSettings(campaign, weights_of(campaign.grid), None if frozen is None else frozen.at)


def details_of(campaign: Campaign) -> Details:
    """Return the settings of a campaign that are not its grid."""
    rules = campaign.rules
    return Details(
        campaign.name,
        campaign.phone,
        campaign.deadline,
        campaign.meeting,
        rules.seats,
        rules.readings_min,
        rules.voice_unit,
    )


def change_details(session: SecretariatSession, details: Details) -> None:
    """Keep other details. CAM-05 names what does not fit, CAM-06 once the grid is frozen."""
    _refuse_frozen(session)
    for words, text in (("le nom est vide", details.name), ("le téléphone est vide", details.phone)):
        if not text.strip():
            raise AppError("CAM-05", detail=words)
    for words, moment in (
        ("la date limite ne se lit pas", details.deadline),
        ("la date de la séance ne se lit pas", details.meeting),
    ):
        _check_moment(moment, words)
    if details.meeting <= details.deadline:
        raise AppError("CAM-05", detail="la séance précède la date limite des fiches")
    if not 1 <= details.seats <= MOST_SEATS:
        raise AppError("CAM-05", detail="le nombre de places est de 1 au moins")
    campaign = session.campaign
    if not 1 <= details.readings_min <= len(campaign.members):
        raise AppError("CAM-05", detail="le nombre de lectures va de 1 au nombre de membres")
    rules = replace(
        campaign.rules,
        seats=details.seats,
        readings_min=details.readings_min,
        voice_unit=details.voice_unit,
    )
    _keep(
        session,
        replace(
            campaign,
            name=details.name.strip(),
            phone=details.phone.strip(),
            deadline=details.deadline,
            meeting=details.meeting,
            rules=rules,
        ),
    )


def change_people(
    session: SecretariatSession, institutions: tuple[Institution, ...], members: tuple[Member, ...]
) -> None:
    """Keep other institutions and members. CAM-05 names what does not fit, CAM-06 once frozen.

    A member whose letter was written stays: the code is out.
    """
    _refuse_frozen(session)
    known, people = {i.id for i in institutions}, {m.id: m for m in members}
    if len(people) != len(members) or len(known) != len(institutions) or not members:
        raise AppError("CAM-05", detail="deux membres ou deux institutions portent le même identifiant")
    for member in members:
        if not member.name.strip() or member.institution not in known:
            raise AppError("CAM-05", detail=f"{member.id} n’a pas de nom, ou pas d’institution connue")
        if member.alternate_of is not None:
            _check_alternate(member, people)
    gone = {code.member for code in session.database.campaign.codes()} - people.keys()
    if gone:
        raise AppError("CAM-05", detail=f"la lettre de {min(gone)} est déjà écrite")
    _keep(session, replace(session.campaign, institutions=institutions, members=members))


def change_criterion(
    session: SecretariatSession, criterion: CriterionId, weight: str, anchors: tuple[str, ...]
) -> None:
    """Keep another weight and other anchors for a criterion; its section weighs what its criteria do.

    CAM-04 for an unknown criterion, GRI-05 for a weight that is no number above 0, GRI-06 for an empty
    anchor, CAM-06 once frozen.
    """
    grid = session.campaign.grid
    if criterion not in grid.by_id:
        raise AppError("CAM-04", what=criterion)
    changed = replace(grid.by_id[criterion], weight=_weight(weight, criterion), anchors=anchors)
    sections = tuple(_with_criterion(section, changed) for section in grid.sections)
    change_grid(session, replace(grid, sections=sections))


def change_grid(session: SecretariatSession, grid: Grid) -> None:
    """Keep another grid.

    CAM-06 once frozen, GRI-06 for an empty anchor, CAM-05 when a rule speaks of what the grid has no longer.
    """
    _refuse_frozen(session)
    for criterion in grid.criteria:
        for level, anchor in enumerate(criterion.anchors):
            if not anchor.strip():
                raise AppError("GRI-06", criterion=criterion.id, level=level)
    campaign = session.campaign
    parts = (
        {f"critere:{c.id}" for c in grid.criteria} | {f"section:{s.id}" for s in grid.sections} | {"total"}
    )
    named = {f"critere:{n.criterion}" for n in campaign.neutralised} | set(campaign.rules.tie_break)
    named |= {threshold.target for threshold in campaign.rules.thresholds}
    if named - parts:
        lost = min(named - parts).partition(":")[2]
        raise AppError("CAM-05", detail=f"une règle de la campagne porte sur {lost}, absent de la grille")
    _keep(session, replace(campaign, grid=grid))


def use_template(session: SecretariatSession, chosen: CampaignTemplate) -> None:
    """Keep the grid and the rules of a template; what spoke of the former grid goes. CAM-06 once frozen."""
    _refuse_frozen(session)
    _keep(session, from_template(chosen, session.campaign))


def read_grid(file: Path) -> Grid:
    """Read a grid file, exported from here or written in French. CAM-03, GRI-01 to GRI-03."""
    try:
        data = read_bounded(file, MOST_BYTES)
    except OSError as error:
        raise AppError("CAM-03", file=file.name) from error
    if data is None:
        raise AppError("GRI-01", detail="taille")
    source = parse_exact(data)
    is_exported = isinstance(source, dict) and "scale" in source
    return grid_from_document(source) if is_exported else grid_from_reference(data)


def write_grid(grid: Grid, file: Path) -> None:
    """Write a grid as a file that `read_grid` reads back the same. ARC-08 when the file is already there."""
    if file.exists():
        raise AppError("ARC-08", file=file.name)
    write_atomically(file, json.dumps(grid.document(), ensure_ascii=False, indent=1).encode() + b"\n")


def freeze_settings(session: SecretariatSession) -> CampaignSettings:
    """Freeze the grid and return the settings with their date. GRI-04 when weights do not make 100."""
    freeze_grid(session)
    return campaign_settings(session)


def _check_moment(moment: str, words: str) -> None:
    try:
        check_minute(moment)
    except ValueError as error:
        raise AppError("CAM-05", detail=words) from error


def _check_alternate(member: Member, people: dict[MemberId, Member]) -> None:
    holder = people.get(member.alternate_of) if member.alternate_of else None
    if holder is None or holder.id == member.id or holder.alternate_of is not None:
        raise AppError("CAM-05", detail=f"le titulaire de {member.name} n’est pas un membre titulaire")
    if holder.institution != member.institution:
        raise AppError("CAM-05", detail=f"{member.name} et son titulaire sont de deux institutions")


def _refuse_frozen(session: SecretariatSession) -> None:
    frozen = session.database.campaign.frozen()
    if frozen is not None:
        raise AppError("CAM-06", date=date_fr(frozen.at))


def _keep(session: SecretariatSession, campaign: Campaign) -> None:
    former = session.campaign
    if campaign != former:
        with session.database.transaction():
            session.save_campaign(campaign)
            if campaign.grid != former.grid:
                session.log("grid_changed", {"grid": campaign.grid.digest})
            else:
                session.log("settings_changed", {"name": campaign.name})


def _weight(text: str, criterion: CriterionId) -> Fraction:
    try:
        weight = exact_number(text.strip().replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise AppError("GRI-05", criterion=criterion) from error
    if weight <= 0:
        raise AppError("GRI-05", criterion=criterion)
    return weight


def _with_criterion(section: Section, changed: Criterion) -> Section:
    if changed.id not in {criterion.id for criterion in section.criteria}:
        return section
    criteria = tuple(changed if criterion.id == changed.id else criterion for criterion in section.criteria)
    return replace(section, criteria=criteria, weight=_sum(criterion.weight for criterion in criteria))


def _sum(weights: Iterable[Fraction]) -> Fraction:
    return sum(weights, Fraction(0))
