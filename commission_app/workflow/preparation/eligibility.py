"""Whether a dossier may be examined: what the application finds, what a person answers, what is settled.

The rules are `scoring.eligibility`. An answer replaces the former one at once and is journalled; an automatic
answer stands until a person gives theirs. The conclusion is proposed, a person settles it with a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

import msgspec

from commission_app import resources
from commission_app.dossiers.places import places_of
from commission_app.errors import AppError, Fact
from commission_app.scoring import eligibility as rules_of
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.eligibility import (
    Answer,
    Candidate,
    Conclusion,
    Point,
    PointAnswer,
    Proposal,
    Request,
)
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.sealing.manifest import check_minute
from commission_app.sealing.salted_texts import well_formed
from commission_app.workflow.preparation.campaign import declare_ineligible, lift_ineligibility
from commission_app.workflow.preparation.eligibility_file import (
    Decision,
    EligibilityFile,
    EligibilityRules,
    WrittenAnswer,
    read_file,
    read_rules,
    write_file,
    write_rules,
)
from commission_app.workflow.secretariat.session import SecretariatSession

TYPED_MINUTE: Final = "%d/%m/%Y %H:%M"
FINAL: Final = frozenset({Conclusion.ELIGIBLE, Conclusion.INELIGIBLE})


@dataclass(frozen=True)
class PointLine:
    """One of the sixteen points: what is found, by whom, and where."""

    point: Point
    answer: Answer
    request: Request
    found: Answer | None  # what the application finds alone; None where only a person can tell
    is_answered: bool  # a person did
    piece: PiecePath | None = None
    page: int | None = None


@dataclass(frozen=True)
class PieceChoice:
    """A piece that an answer may refer to."""

    path: PiecePath
    title: str
    pages: int


@dataclass(frozen=True)
class EligibilityView:
    """The points of one dossier, the conclusion they lead to and the one that was settled."""

    dossier: DossierId
    received: str | None
    points: tuple[PointLine, ...]
    proposal: Proposal
    decision: Decision | None
    pieces: tuple[PieceChoice, ...]

    @property
    def is_to_settle(self) -> bool:
        """Whether somebody must still conclude: « à instruire » and « à compléter » wait for another end."""
        return self.decision is None or self.decision.conclusion not in FINAL

    @property
    def has_moved(self) -> bool:
        """Whether the points now propose something else than what was settled."""
        return self.decision is not None and self.decision.conclusion is not self.proposal.conclusion


@cache
def points() -> tuple[Point, ...]:
    """Return the sixteen points, in their order."""
    return rules_of.points_from_reference(resources.path("rules/eligibility.json").read_bytes())


def settle_rules(session: SecretariatSession, rules: EligibilityRules) -> None:
    """Keep the départements, the end of the deposits and whether a piece may be added. REC-02, REC-03."""
    if rules.deadline is not None:
        _check_minute(rules.deadline)
    if any(not code.isalnum() or len(code) not in (2, 3) for code in rules.departements):
        raise AppError("REC-03")
    with session.database.transaction():
        write_rules(session.database, rules)
        session.log("eligibility_rules", {"departements": len(rules.departements)})


def eligibility(session: SecretariatSession, dossier: DossierId) -> EligibilityView:
    """Return the points of one dossier. CAM-04 when it is unknown."""
    known = {one.id: one for one in session.dossiers()}
    return _view(session, _known(known, dossier), known)


def every_eligibility(session: SecretariatSession) -> tuple[EligibilityView, ...]:
    """Return the points of every dossier, in the order of the import."""
    known = {one.id: one for one in session.dossiers()}
    return tuple(_view(session, dossier, known) for dossier in known.values())


def answer_point(session: SecretariatSession, dossier: DossierId, point: str, given: WrittenAnswer) -> None:
    """Keep the answer of a person in the place of the former one.

    CAM-04 for an unknown dossier, NOT-13 for an unknown point, REC-01 for a page that does not exist.
    """
    known = _known({one.id: one for one in session.dossiers()}, dossier)
    if point not in {one.id for one in points()}:
        raise AppError("NOT-13", point=point)
    check_place(known, given.piece, given.page)
    file = read_file(session.database, dossier)
    if file.answers.get(point) == given:
        return
    answers = {**file.answers, point: given}
    facts: dict[str, Fact] = {
        "dossier": dossier,
        "point": point,
        "answer": given.answer.value,
        "request": given.request.value,
    }
    place: dict[str, Fact] = {} if given.piece is None else {"piece": given.piece, "page": given.page or 0}
    with session.database.transaction():
        write_file(session.database, dossier, msgspec.structs.replace(file, answers=answers))
        session.log("eligibility_answered", {**facts, **place})


def say_received(session: SecretariatSession, dossier: DossierId, received: str | None) -> None:
    """Keep the local minute at which a dossier was received. CAM-04, REC-02 for another form."""
    _known({one.id: one for one in session.dossiers()}, dossier)
    if received is not None:
        _check_minute(received)
    file = read_file(session.database, dossier)
    if file.received != received:
        with session.database.transaction():
            write_file(session.database, dossier, msgspec.structs.replace(file, received=received))
            session.log("deposit_dated", {"dossier": dossier, "received": received or ""})


def minute_of(typed: str) -> str:
    """Return the ISO form of a local minute typed as « 09/06/2021 18:00 ». REC-02 for another form."""
    try:
        minute = datetime.strptime(" ".join(typed.split()), TYPED_MINUTE)  # noqa: DTZ007 - local, as the campaign
        return minute.isoformat(timespec="minutes")
    except ValueError as error:
        raise AppError("REC-02") from error


def typed_minute(minute: str | None) -> str:
    """Return a minute in the form in which it is typed; nothing for none."""
    return "" if minute is None else datetime.fromisoformat(minute).strftime(TYPED_MINUTE)


def settle(
    session: SecretariatSession, dossier: DossierId, conclusion: Conclusion, name: str, reason: str
) -> None:
    """Settle a conclusion under a name and with a reason; a later one takes its place.

    « irrecevable » takes the dossier out of the ranking, any other puts it back. CAM-04, DEC-01.
    """
    _known({one.id: one for one in session.dossiers()}, dossier)
    who, why = well_formed(name).strip(), well_formed(reason).strip()
    if not who or not why:
        raise AppError("DEC-01")
    decision = Decision(conclusion, who, why, session.desk.now().isoformat())
    file = read_file(session.database, dossier)
    with session.database.transaction():
        write_file(session.database, dossier, msgspec.structs.replace(file, decision=decision))
        if conclusion is Conclusion.INELIGIBLE:
            declare_ineligible(session, dossier, why, who)
        else:
            lift_ineligibility(session, dossier)
            told = {"conclusion": conclusion.value, "author": who, "reason": why}
            session.log("eligibility_settled", {"dossier": dossier, **told})


def check_place(dossier: Dossier, piece: PiecePath | None, page: int | None) -> None:
    """Refuse a page that the dossier does not have, or a page without its piece. REC-01."""
    if piece is None and page is None:
        return
    pages = next((one.pages for one in dossier.pieces if one.path == piece), 0)
    if not pages or (page is not None and not 1 <= page <= pages):
        raise AppError("REC-01")


def _view(
    session: SecretariatSession, dossier: Dossier, known: Mapping[DossierId, Dossier]
) -> EligibilityView:
    rules, file = read_rules(session.database), read_file(session.database, dossier.id)
    found = _found(session, dossier, known, rules, file)
    lines = tuple(_line(point, found.get(point.id), file.answers.get(point.id)) for point in points())
    answers = {line.point.id: PointAnswer(line.answer, line.request) for line in lines}
    proposal = rules_of.propose(points(), answers, may_complete=rules.may_complete)
    pieces = tuple(PieceChoice(piece.path, piece.title, piece.pages) for piece in dossier.pieces)
    decision = _settled(session, dossier.id, file)
    return EligibilityView(dossier.id, file.received, lines, proposal, decision, pieces)


def _settled(session: SecretariatSession, dossier: DossierId, file: EligibilityFile) -> Decision | None:
    """Return what was settled, here or by the command that declares a dossier ineligible."""
    if file.decision is not None and file.decision.conclusion is Conclusion.INELIGIBLE:
        return file.decision
    reason = session.ineligible().get(dossier)
    return file.decision if reason is None else Decision(Conclusion.INELIGIBLE, "", reason, "")


def _line(point: Point, found: Answer | None, written: WrittenAnswer | None) -> PointLine:
    if written is None:
        return PointLine(point, found or Answer.TO_CHECK, Request.NOT_MADE, found, is_answered=False)
    return PointLine(
        point,
        written.answer,
        written.request,
        found,
        is_answered=True,
        piece=written.piece,
        page=written.page,
    )


def _found(
    session: SecretariatSession,
    dossier: Dossier,
    known: Mapping[DossierId, Dossier],
    rules: EligibilityRules,
    file: EligibilityFile,
) -> dict[str, Answer]:
    """Return what the application can tell alone. Without a list or a deadline, it tells nothing."""
    candidates = _candidates(session, dossier)
    is_listed, deadline = bool(rules.departements), rules.deadline
    in_list = rules_of.in_eligible_departement(candidates, rules.departements)
    as_group = rules_of.is_possible_group(dossier.territory.kind, candidates, rules.departements)
    alone = dossier.territory.kind != rules_of.GROUP
    return {
        "R1": in_list if is_listed else Answer.TO_CHECK,
        "R2": rules_of.is_possible_bearer(candidates),
        "R3": Answer.TO_CHECK if deadline is None else rules_of.is_in_time(file.received, deadline),
        "R13": as_group if is_listed or alone else Answer.TO_CHECK,
        **({"R14": Answer.NOT_APPLICABLE} if alone else {}),
        "R16": _only_candidacy(dossier, known),
    }


def _candidates(session: SecretariatSession, dossier: Dossier) -> tuple[Candidate, ...]:
    """Return the territory as the embedded list knows it; the members of a group are not in the index."""
    territory = dossier.territory
    if territory.kind == rules_of.GROUP:
        return ()
    place = places_of(int(session.campaign.meeting[:4])).of_code(territory.code)
    return (Candidate(territory.kind, None if place is None else place.departement),)


def _only_candidacy(dossier: Dossier, known: Mapping[DossierId, Dossier]) -> Answer:
    """Answer R16. The list does not say which EPCI a commune belongs to: then a person looks."""
    codes = {name: {one.territory.code} for name, one in known.items() if one.territory.code}
    if rules_of.overlapping(codes).get(dossier.id):
        return Answer.NO
    near = {one.territory.kind for one in known.values()}
    return Answer.YES if len(near) == 1 and rules_of.GROUP not in near else Answer.TO_CHECK


def _known(known: Mapping[DossierId, Dossier], dossier: DossierId) -> Dossier:
    if dossier not in known:
        raise AppError("CAM-04", what=dossier)
    return known[dossier]


def _check_minute(text: str) -> None:
    try:
        check_minute(text)
    except ValueError as error:
        raise AppError("REC-02") from error
