"""The settings of a campaign, changed until its grid is frozen: each change is kept at once.

A draft may be unfinished (weights that do not add up to 100 yet): the freeze is what refuses it. What nobody
could read back is refused at once, and the value from before stays.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign, Institution, Member
from commission_app.scoring.ids import InstitutionId, MemberId
from commission_app.texts import date_fr
from commission_app.workflow.preparation.campaign import FROZEN_PEOPLE, weights_of
from commission_app.workflow.preparation.settings.templates import CampaignTemplate, from_template
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class Held:
    """The people of whom nothing may be changed once the grid is frozen."""

    members: frozenset[MemberId] = frozenset()
    institutions: frozenset[InstitutionId] = frozenset()


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


def campaign_settings(session: SecretariatSession) -> CampaignSettings:
    """Return the settings as they are kept."""
    campaign, frozen = session.campaign, session.database.campaign.frozen()
    return CampaignSettings(campaign, weights_of(campaign.grid), None if frozen is None else frozen.at)


def held_people(session: SecretariatSession) -> Held:
    """Return whom nothing may be changed of: nobody before the freeze."""
    if session.database.campaign.frozen() is None:
        return Held()
    campaign, text = session.campaign, session.database.settings.get(FROZEN_PEOPLE)
    coded = frozenset(code.member for code in session.database.campaign.codes())
    sitting = {member.id: member.institution for member in campaign.members}
    if text is None:  # frozen by a version that did not write it down
        return Held(frozenset(sitting), frozenset(one.id for one in campaign.institutions))
    members, institutions = msgspec.json.decode(text.encode(), type=tuple[list[str], list[str]])
    bodies = {InstitutionId(one) for one in institutions}
    bodies |= {institution for member, institution in sitting.items() if member in coded}
    return Held(coded | {MemberId(one) for one in members}, frozenset(bodies))


def change_people(
    session: SecretariatSession, institutions: tuple[Institution, ...], members: tuple[Member, ...]
) -> None:
    """Keep other institutions and members. CAM-05 names what does not fit.

    A member whose letter was written stays: the code is out. Once the grid is frozen people still join; those
    who were there, or whose letter is written, stay as they are: CAM-06.
    """
    former, held = session.campaign, held_people(session)
    changed_members = {one.id for one in set(former.members) - set(members)}
    changed_institutions = {one.id for one in set(former.institutions) - set(institutions)}
    if changed_members & held.members or changed_institutions & held.institutions:
        _refuse_frozen(session)
    known, people = {i.id for i in institutions}, {m.id: m for m in members}
    if len(people) != len(members) or len(known) != len(institutions):
        raise AppError("CAM-05", detail="deux membres ou deux institutions portent le même sigle")
    if any(not institution.id or not institution.name for institution in institutions):
        raise AppError("CAM-05", detail="une institution a un sigle et un nom")
    for member in members:
        if not member.name.strip() or member.institution not in known:
            raise AppError("CAM-05", detail=f"{member.id} n’a pas de nom, ou pas d’institution connue")
        if member.alternate_of is not None:
            _check_alternate(member, people)
    gone = {code.member for code in session.database.campaign.codes()} - people.keys()
    if gone:
        raise AppError("CAM-05", detail=f"la lettre de {min(gone)} est déjà écrite")
    lost = {one.institution for one in former.neutralised} - known
    if lost:
        raise AppError("CAM-05", detail=f"un critère est neutralisé pour {min(lost)}")
    if (institutions, members) != (former.institutions, former.members):
        with session.database.transaction():
            session.save_campaign(replace(former, institutions=institutions, members=members))
            session.log("people_changed", {"members": len(members), "institutions": len(institutions)})


def use_template(session: SecretariatSession, chosen: CampaignTemplate) -> None:
    """Keep the grid and the rules of a template; what spoke of the former grid goes. CAM-06 once frozen."""
    _refuse_frozen(session)
    _keep(session, from_template(chosen, session.campaign))


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
            else:  # the rules of a template whose grid is the one that is there
                session.log("settings_changed", {"name": campaign.name})
