"""Whether a candidacy may be examined: sixteen points, a conclusion proposed, decided by a person.

A point « à vérifier » is never turned into « non ». What waits for a piece is completed, not refused.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId

KNOWN_KINDS = frozenset({"commune", "EPCI"})
GROUP = "groupement"


class Answer(StrEnum):
    """What is found on one point."""

    YES = "oui"
    NO = "non"
    TO_CHECK = "à vérifier"
    NOT_APPLICABLE = "sans objet"


class Nature(StrEnum):
    """What a « non » on a point leads to."""

    BLOCKING = "bloquant"
    COMPLETENESS = "complétude"
    ATTENTION = "vigilance"  # good practice: it never weighs on the conclusion


class Request(StrEnum):
    """Where the request of a missing piece stands."""

    NOT_MADE = "non demandée"
    AWAITED = "attendue"
    ELAPSED = "non reçue"  # the delay given to the candidate is over


class Conclusion(StrEnum):
    """What the application proposes."""

    TO_EXAMINE = "à instruire"
    TO_COMPLETE = "à compléter"
    ELIGIBLE = "recevable"
    INELIGIBLE = "irrecevable"


@dataclass(frozen=True)
class Point:
    """One thing to verify."""

    id: str
    label: str
    check: str
    nature: Nature
    mode: str  # who answers, as written in the rules
    piece_may_be_asked: bool = False


@dataclass(frozen=True)
class PointAnswer:
    """What is known of a point for one dossier."""

    answer: Answer = Answer.TO_CHECK
    request: Request = Request.NOT_MADE


@dataclass(frozen=True)
class Proposal:
    """A conclusion, and the points that lead to it, in the order of the rules."""

    conclusion: Conclusion
    because: tuple[str, ...]
    attention: tuple[str, ...]  # good practices not followed


@dataclass(frozen=True)
class Candidate:
    """One territory of a candidacy. None: the embedded list of territories does not have it."""

    kind: str  # « commune » or « EPCI »
    seat: str | None  # département of the seat
    majority: str | None = None  # département of most of the population, when it may differ


def points_from_reference(text: bytes | str) -> tuple[Point, ...]:
    """Read the file of the points. Raises NOT-12 for one that is not of this form."""
    try:
        return tuple(_point(item) for item in json.loads(text)["points"])
    except (LookupError, TypeError, ValueError) as error:
        raise AppError("NOT-12", rules="recevabilité") from error


def propose(
    points: Sequence[Point], answers: Mapping[str, PointAnswer], *, may_complete: bool = True
) -> Proposal:
    """Propose a conclusion. A point without answer is « à vérifier ». Raises NOT-13 for an unknown point.

    `may_complete`: the campaign lets candidates send a missing piece after the deadline.
    """
    for unknown in answers.keys() - {point.id for point in points}:
        raise AppError("NOT-13", point=unknown)
    reasons: dict[Conclusion, list[str]] = {conclusion: [] for conclusion in Conclusion}
    attention = []
    for point in points:
        found = answers.get(point.id, PointAnswer())
        if point.nature is Nature.ATTENTION:
            if found.answer in {Answer.NO, Answer.TO_CHECK}:
                attention.append(point.id)
            continue
        reasons[_conclusion(point, found, may_complete=may_complete)].append(point.id)
    order = (Conclusion.INELIGIBLE, Conclusion.TO_EXAMINE, Conclusion.TO_COMPLETE)
    for conclusion in order:
        if reasons[conclusion]:
            return Proposal(conclusion, tuple(reasons[conclusion]), tuple(attention))
    return Proposal(Conclusion.ELIGIBLE, (), tuple(attention))


def _conclusion(point: Point, found: PointAnswer, *, may_complete: bool) -> Conclusion:
    """Return the conclusion to which one point alone would lead."""
    if point.nature is Nature.BLOCKING:
        if found.answer is Answer.NO:
            is_final = not (point.piece_may_be_asked and may_complete) or found.request is Request.ELAPSED
            return Conclusion.INELIGIBLE if is_final else Conclusion.TO_COMPLETE
        if found.answer is Answer.TO_CHECK:
            return Conclusion.TO_EXAMINE
    elif found.answer in {Answer.NO, Answer.TO_CHECK}:
        return Conclusion.TO_COMPLETE
    return Conclusion.TO_COMPLETE if found.request is Request.AWAITED else Conclusion.ELIGIBLE


def in_eligible_departement(
    candidates: Sequence[Candidate], eligible: Collection[str], *, by_seat: bool = True
) -> Answer:
    """Answer R1: every territory is in a listed département, by its seat or by most of its population."""
    departements = [item.seat if by_seat or item.majority is None else item.majority for item in candidates]
    if any(departement is not None and departement not in eligible for departement in departements):
        return Answer.NO
    return Answer.YES if departements and None not in departements else Answer.TO_CHECK


def is_possible_bearer(candidates: Sequence[Candidate]) -> Answer:
    """Answer R2: yes for territories of the embedded list. Never no: others may be « EPCI » all the same."""
    is_known = all(item.kind in KNOWN_KINDS and item.seat is not None for item in candidates)
    return Answer.YES if candidates and is_known else Answer.TO_CHECK


def is_in_time(received: str | None, deadline: str) -> Answer:
    """Answer R3, both moments in the form of the campaign, `2021-06-09T18:00`. The very minute is in time."""
    if received is None:
        return Answer.TO_CHECK
    return Answer.YES if received <= deadline else Answer.NO


def is_possible_group(
    kind: str, candidates: Sequence[Candidate], eligible: Collection[str], *, by_seat: bool = True
) -> Answer:
    """Answer R13: for a group, yes when every member is known and in a listed département; never no."""
    if kind != GROUP:
        return Answer.NOT_APPLICABLE
    is_sure = (
        in_eligible_departement(candidates, eligible, by_seat=by_seat) is Answer.YES
        and is_possible_bearer(candidates) is Answer.YES
    )
    return Answer.YES if is_sure else Answer.TO_CHECK


def overlapping(communes: Mapping[DossierId, Collection[str]]) -> dict[DossierId, tuple[DossierId, ...]]:
    """Answer R16: the other dossiers that hold a same commune, for each dossier that shares one."""
    found: dict[DossierId, tuple[DossierId, ...]] = {}
    for dossier in sorted(communes):
        own = set(communes[dossier])
        others = [name for name in sorted(communes) if name != dossier and own.intersection(communes[name])]
        if others:
            found[dossier] = tuple(others)
    return found


def _point(item: Mapping[str, Any]) -> Point:
    return Point(
        id=str(item["id"]),
        label=str(item["libelle"]),
        check=str(item["verification"]),
        nature=Nature(item["nature"]),
        mode=str(item["mode"]),
        piece_may_be_asked=item.get("demande_de_piece", False) is True,
    )
