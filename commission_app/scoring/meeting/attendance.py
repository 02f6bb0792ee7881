"""Who sits, who has a voice, whether the quorum is there (DOMAINE.md §3.1); one voice per seat."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from commission_app.errors import AppError
from commission_app.scoring.campaign import Member
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.scoring.meeting.acts import Presence, Voice

Recusals = Collection[tuple[MemberId, DossierId]]


@dataclass(frozen=True)
class Attendance:
    """Who is there now. `proxies` goes from an absent member to the one who carries their voice."""

    present: Mapping[MemberId, Presence] = field(default_factory=lambda: MappingProxyType({}))
    proxies: Mapping[MemberId, MemberId] = field(default_factory=lambda: MappingProxyType({}))


NOBODY = Attendance()
Members = Mapping[MemberId, Member]


def all_voices(members: Members, voice: Voice) -> frozenset[str]:
    """Return the voices of the whole commission."""
    return frozenset(_voice_of(member, voice) for member in members.values())


def half_of(voices: int) -> int:
    """Return the quorum by default: half at least."""
    return (voices + 1) // 2


def voices_present(members: Members, there: Attendance, voice: Voice) -> frozenset[str]:
    """Return the voices present or represented, which the quorum counts."""
    return _voices(members, there, voice, frozenset())


def voters(
    members: Members, there: Attendance, voice: Voice, recused: Recusals, dossier: DossierId
) -> frozenset[str]:
    """Return the voices that may vote on a dossier: who is recused neither votes nor carries a voice."""
    return _voices(members, there, voice, kept_out(members, recused, dossier))


def kept_out(members: Members, recused: Recusals, dossier: DossierId) -> frozenset[MemberId]:
    """Return the members who are recused on a dossier: those present leave the room."""
    return frozenset(member for member in members if (member, dossier) in recused)


def arrive(members: Members, there: Attendance, member: MemberId, how: Presence) -> Attendance:
    """Let a member sit. CAM-04 unknown, DEL-05 already there, DEL-07 when their seat is taken.

    A proxy they had given ends.
    """
    person = _known(members, member)
    if member in there.present:
        raise AppError("DEL-05", name=person.name)
    seat = person.alternate_of or member
    for other in there.present:
        if (members[other].alternate_of or other) == seat:
            raise AppError("DEL-07", name=person.name, other=members[other].name)
    proxies = {giver: holder for giver, holder in there.proxies.items() if giver not in {member, seat}}
    return Attendance({**there.present, member: how}, proxies)


def leave(members: Members, there: Attendance, member: MemberId) -> Attendance:
    """Let a member go. CAM-04 unknown, DEL-06 not there. A voice that they carried is not there either."""
    person = _known(members, member)
    if member not in there.present:
        raise AppError("DEL-06", name=person.name)
    return Attendance(
        {other: how for other, how in there.present.items() if other != member},
        {giver: holder for giver, holder in there.proxies.items() if holder != member},
    )


def give_proxy(members: Members, there: Attendance, giver: MemberId, holder: MemberId) -> Attendance:
    """Let an absent member be represented. CAM-04 unknown, DEL-08 when the rules of a proxy are not met."""
    absent, carrier = _known(members, giver), _known(members, holder)
    is_replaced = any(members[other].alternate_of == giver for other in there.present)
    is_fit = (
        giver not in there.present
        and not is_replaced
        and holder in there.present
        and holder not in there.proxies.values()  # one proxy for a person
    )
    if not is_fit:
        raise AppError("DEL-08", giver=absent.name, holder=carrier.name)
    return Attendance(there.present, {**there.proxies, giver: holder})


def _voices(
    members: Members, there: Attendance, voice: Voice, outside: Collection[MemberId]
) -> frozenset[str]:
    sitting = [member for member in there.present if member not in outside]
    represented = [
        giver for giver, holder in there.proxies.items() if holder in sitting and giver not in outside
    ]
    return frozenset(_voice_of(members[member], voice) for member in (*sitting, *represented))


def _voice_of(member: Member, voice: Voice) -> str:
    return member.institution if voice == "institution" else (member.alternate_of or member.id)


def _known(members: Members, member: MemberId) -> Member:
    if member not in members:
        raise AppError("CAM-04", what=member)
    return members[member]
