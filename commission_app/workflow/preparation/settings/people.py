"""Who sits in the commission, one gesture at a time: institutions, title-holders and their alternates.

Each gesture returns what was there before, which `restore_people` puts back. What stands in a lot or a letter
already out is protected by `settings.change_people`.
"""

from dataclasses import dataclass, replace

from commission_app.errors import AppError
from commission_app.scoring.campaign import Institution, Member
from commission_app.scoring.ids import InstitutionId, MemberId
from commission_app.workflow.preparation.settings.settings import Held, change_people, held_people
from commission_app.workflow.secretariat.session import SecretariatSession


@dataclass(frozen=True)
class People:
    """The institutions and the members, in their order."""

    institutions: tuple[Institution, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True)
class PeopleView:
    """The people, and who stays as they are."""

    people: People
    held: Held  # once the grid is frozen
    written: frozenset[MemberId]  # whose letter is: they stay, their name may change until the freeze


def people_of(session: SecretariatSession) -> People:
    """Return who sits."""
    return People(session.campaign.institutions, session.campaign.members)


def people_view(session: SecretariatSession) -> PeopleView:
    """Return who sits, and what may be done."""
    written = frozenset(code.member for code in session.database.campaign.codes())
    return PeopleView(people_of(session), held_people(session), written)


def restore_people(session: SecretariatSession, people: People) -> None:
    """Put people back as they were. CAM-05, CAM-06."""
    change_people(session, people.institutions, people.members)


def add_institution(session: SecretariatSession, short: str, name: str) -> People:
    """Add an institution, under the short name that is printed. CAM-05."""
    added = Institution(InstitutionId(_clean(short)), _clean(name) or _clean(short))
    former = people_of(session)
    change_people(session, (*former.institutions, added), former.members)
    return former


def rename_institution(session: SecretariatSession, institution: InstitutionId, name: str) -> People:
    """Change the whole name of an institution; its short name stays. CAM-04, CAM-05, CAM-06."""
    former = people_of(session)
    if institution not in {one.id for one in former.institutions}:
        raise AppError("CAM-04", what=institution)
    renamed = tuple(
        replace(one, name=_clean(name)) if one.id == institution else one for one in former.institutions
    )
    change_people(session, renamed, former.members)
    return former


def remove_institution(session: SecretariatSession, institution: InstitutionId) -> People:
    """Remove an institution that nobody sits for. CAM-05 while somebody does, CAM-06."""
    former = people_of(session)
    left = tuple(one for one in former.institutions if one.id != institution)
    change_people(session, left, former.members)
    return former


def add_member(
    session: SecretariatSession, name: str, institution: InstitutionId, alternate_of: MemberId | None = None
) -> People:
    """Add a title-holder, or the alternate of one. CAM-05."""
    former = people_of(session)
    added = Member(_free_id(session), _clean(name), institution, alternate_of)
    change_people(session, former.institutions, (*former.members, added))
    return former


def rename_member(session: SecretariatSession, member: MemberId, name: str) -> People:
    """Change the name of a member, who stays the same person for codes and fiches. CAM-04 to CAM-06."""
    former = people_of(session)
    if member not in {one.id for one in former.members}:
        raise AppError("CAM-04", what=member)
    renamed = tuple(replace(one, name=_clean(name)) if one.id == member else one for one in former.members)
    change_people(session, former.institutions, renamed)
    return former


def remove_member(session: SecretariatSession, member: MemberId) -> People:
    """Remove a member whose letter is not written, and their alternates. CAM-05, CAM-06."""
    former = people_of(session)
    left = tuple(one for one in former.members if member not in (one.id, one.alternate_of))
    change_people(session, former.institutions, left)
    return former


def _free_id(session: SecretariatSession) -> MemberId:
    """Return an identifier that no member bears, nor one who left after a letter."""
    borne = {member.id for member in session.campaign.members}
    borne |= {code.member for code in session.database.campaign.codes()}
    number = 1
    while MemberId(f"m{number:02}") in borne:
        number += 1
    return MemberId(f"m{number:02}")


def _clean(text: str) -> str:
    return " ".join(text.split())
