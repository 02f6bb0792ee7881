"""Who reads what: everybody everything, or a balanced share of the readings (SCORING.md §§5, 8.14).

A share is settled once and kept: late recusals share out again what they touch, and nothing else. A dossier
that came after it is read by all.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import Final

import msgspec

from commission_app.advice.assignment import Assignment, ReadingPlan, assign_or_relax, reassign
from commission_app.advice.assignment_spread import spread
from commission_app.errors import AppError
from commission_app.scoring.connectivity import contrast_variance
from commission_app.scoring.ids import DossierId, MemberId
from commission_app.workflow.secretariat.session import SHARING, SecretariatSession

FEWEST: Final = 3  # readings of a dossier that SCORING.md §5 advises at least
# In units of the noise: three readings and three common dossiers give 0.26, two readings give 0.35.
FRAGILE: Final = Fraction(3, 10)
MOST_CALIBRATION: Final = 12


class Comparable(Enum):
    """Whether the severities of readers can be compared, on this share of the readings."""

    YES = "yes"
    FRAGILE = "fragile"
    NO = "no"


class _Sharing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    readings: int  # asked for each dossier
    readers: dict[str, list[str]]  # of each dossier
    given: int  # readings really given: fewer when recusals leave no choice
    spare: int
    one_per_institution: bool
    relaxed: list[str]
    members: list[str]  # among whom, in order
    calibration: list[str]  # read by all, in order


@dataclass(frozen=True)
class MemberLoad:
    """How many dossiers a member reads."""

    member: MemberId
    name: str
    institution: str
    dossiers: int
    recusals: int


@dataclass(frozen=True)
class SharingView:
    """The readings as they are settled. `readings` is None while everybody reads everything."""

    readings: int | None
    loads: tuple[MemberLoad, ...]
    calibration: tuple[DossierId, ...]
    dossiers: tuple[tuple[DossierId, str], ...]  # all of them, with their territories
    comparable: Comparable
    variance: Fraction | None  # mean, of the difference between two severities
    relaxed: tuple[str, ...]  # what gave way: « charges », « institution », « lectures »
    short: tuple[str, ...]  # territories that recusals left with fewer readers than asked
    most_readings: int
    least_readings: int  # that the rules of the score ask for


def sharing(session: SecretariatSession) -> SharingView:
    """Return who reads what, and whether readers can be compared."""
    campaign, dossiers, kept = session.campaign, session.dossiers(), _kept(session)
    recusals, elsewhere = session.recusals(), session.left_to_others()
    pairs = [
        (member.id, dossier.id)
        for member in campaign.members
        for dossier in dossiers
        if (member.id, dossier.id) not in recusals and (member.id, dossier.id) not in elsewhere
    ]
    readers = [member.id for member in campaign.members]
    variance = contrast_variance(readers, pairs) if pairs else None
    counts = {dossier.id: sum(one == dossier.id for _, one in pairs) for dossier in dossiers}
    short = [one.territory.name for one in dossiers if kept and counts[one.id] < kept.given]
    return SharingView(
        kept.readings if kept else None,
        tuple(
            MemberLoad(
                member.id,
                member.name,
                member.institution,
                sum(who == member.id for who, _ in pairs),
                sum(who == member.id for who, _ in recusals),
            )
            for member in campaign.members
        ),
        tuple(one for one in campaign.calibration if one in counts),
        tuple((one.id, one.territory.name) for one in dossiers),
        comparable(variance, is_shared=kept is not None),
        variance,
        tuple(kept.relaxed) if kept else (),
        tuple(short),
        len(campaign.members),
        campaign.rules.readings_min,
    )


def comparable(variance: Fraction | None, *, is_shared: bool) -> Comparable:
    """Judge a share. When everybody reads everything, nobody's severity favours a dossier."""
    if not is_shared:
        return Comparable.YES
    if variance is None:
        return Comparable.NO
    return Comparable.YES if variance <= FRAGILE else Comparable.FRAGILE


def share_out(session: SecretariatSession, readings: int) -> SharingView:
    """Share the readings out, `readings` for each dossier; the same again follows late recusals alone.

    SEA-01 without dossiers, SEA-05 for a number of readings that is none, NOT-15 when no share exists.
    """
    dossiers, members = session.dossiers(), session.campaign.members
    if not dossiers:
        raise AppError("SEA-01")
    if not 1 <= readings <= len(members):
        raise AppError("SEA-05", most=len(members))
    plan = ReadingPlan(
        {member.id: member.institution for member in members},
        [dossier.id for dossier in dossiers],
        readings,
        session.recusals(),
        calibration=frozenset(session.campaign.calibration).intersection(one.id for one in dossiers),
    )
    former, kept = _former(session, plan), _kept(session)
    found = reassign(former, plan.recused) if former else spread(assign_or_relax(plan), _seed(session))
    shared = _Sharing(
        readings,
        {dossier: list(readers) for dossier, readers in found.readers.items()},
        found.plan.readings,
        found.plan.spare,
        found.plan.one_per_institution,
        list(found.relaxed) or (kept.relaxed if former and kept else []),
        sorted(plan.readers),
        sorted(plan.calibration),
    )
    _keep(session, shared)
    return sharing(session)


def everyone_reads(session: SecretariatSession) -> SharingView:
    """Let everybody read everything but what they are recused from; saying it again changes nothing."""
    if _kept(session) is not None:
        with session.database.transaction():
            session.database.settings.put(SHARING, "")
            session.log("everyone_reads", {})
    return sharing(session)


def choose_calibration(session: SecretariatSession, dossiers: Collection[DossierId]) -> SharingView:
    """Choose the dossiers that all read first. CAM-04 for an unknown one, SEA-06 for too many.

    A share settled before follows them at its next sharing out.
    """
    known = [dossier.id for dossier in session.dossiers()]
    for dossier in dossiers:
        if dossier not in known:
            raise AppError("CAM-04", what=dossier)
    if len(dossiers) > MOST_CALIBRATION:
        raise AppError("SEA-06", most=MOST_CALIBRATION)
    campaign, chosen = session.campaign, tuple(one for one in known if one in dossiers)
    if chosen != campaign.calibration:
        with session.database.transaction():
            session.save_campaign(replace(campaign, calibration=chosen))
            session.log("calibration_chosen", {"dossiers": len(chosen)})
    return sharing(session)


def _kept(session: SecretariatSession) -> _Sharing | None:
    text = session.database.settings.get(SHARING)
    return msgspec.json.decode(text.encode(), type=_Sharing) if text else None


def _keep(session: SecretariatSession, shared: _Sharing) -> None:
    if shared == _kept(session):
        return
    with session.database.transaction():
        session.database.settings.put(SHARING, msgspec.json.encode(shared).decode())
        session.log("readings_shared", {"readings": shared.given, "dossiers": len(shared.readers)})


def _former(session: SecretariatSession, plan: ReadingPlan) -> Assignment | None:
    """Return the share to start from: the one kept, when only recusals came since."""
    kept = _kept(session)
    asked = (plan.readings, sorted(plan.dossiers), sorted(plan.readers), sorted(plan.calibration))
    if kept is None or (kept.readings, sorted(kept.readers), kept.members, kept.calibration) != asked:
        return None
    followed = replace(
        plan,
        readings=kept.given,
        spare=kept.spare,
        one_per_institution=kept.one_per_institution,
        recused=frozenset(),
    )
    readers = {
        DossierId(dossier): tuple(MemberId(one) for one in own) for dossier, own in kept.readers.items()
    }
    return Assignment(readers, 0, followed)


def _seed(session: SecretariatSession) -> int:
    """Return the seed of the exchanges: that of the reading order, so that anybody makes them again."""
    return int.from_bytes(hashlib.sha256(session.campaign.order_seed.encode()).digest()[:8], "big")
