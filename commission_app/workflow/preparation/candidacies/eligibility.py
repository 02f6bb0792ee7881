"""Whether a dossier may be examined: what the application finds, what a person answers, what is settled.

The rules are `scoring.eligibility`. An answer replaces the former one at once and is journalled; an automatic
answer stands until a person gives theirs. The conclusion is proposed, a person settles it with a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final

import msgspec

from commission_app import resources
from commission_app.errors import AppError, Fact
from commission_app.scoring import eligibility as rules_of
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.eligibility import (
    Answer,
    Conclusion,
    Nature,
    Point,
    PointAnswer,
    Proposal,
    Request,
)
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.sealing.manifest import check_minute
from commission_app.sealing.salted_texts import well_formed
from commission_app.workflow.preparation.campaign import declare_ineligible, lift_ineligibility
from commission_app.workflow.preparation.candidacies.eligibility_alone import (
    Surroundings,
    found_alone,
    surroundings,
)
from commission_app.workflow.preparation.candidacies.eligibility_file import (
    Decision,
    EligibilityFile,
    EligibilityRules,
    SentLetter,
    WrittenAnswer,
    read_file,
    read_files,
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
    asked: datetime | None = None  # when it was first asked of the candidate by letter
    due: date | None = None  # of their answer, after the last letter

    @property
    def is_missing(self) -> bool:
        """Whether a letter may ask for it: absent, and no bar by itself unless the rules let it be added."""
        may_be_asked = self.point.piece_may_be_asked or self.point.nature is not Nature.BLOCKING
        return may_be_asked and self.answer is Answer.NO and self.request is not Request.ELAPSED


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
    letters: tuple[SentLetter, ...] = ()  # written to the candidate, the oldest first

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
    found, around = _known(known, dossier), surroundings(session, known)
    return _view(found, read_file(session.database, dossier), around)


def every_eligibility(session: SecretariatSession) -> tuple[EligibilityView, ...]:
    """Return the points of every dossier, in the order of the import."""
    known = {one.id: one for one in session.dossiers()}
    around, files = surroundings(session, known), read_files(session.database)
    nothing = EligibilityFile()
    return tuple(_view(dossier, files.get(dossier.id, nothing), around) for dossier in known.values())


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


def _view(dossier: Dossier, file: EligibilityFile, around: Surroundings) -> EligibilityView:
    found = found_alone(dossier, file.received, around)
    lines = tuple(_line(point, found.get(point.id), file) for point in points())
    answers = {line.point.id: PointAnswer(line.answer, line.request) for line in lines}
    proposal = rules_of.propose(points(), answers, may_complete=around.rules.may_complete)
    pieces = tuple(PieceChoice(piece.path, piece.title, piece.pages) for piece in dossier.pieces)
    decision = _settled(around.ineligible.get(dossier.id), file)
    return EligibilityView(dossier.id, file.received, lines, proposal, decision, pieces, file.letters)


def _settled(reason: str | None, file: EligibilityFile) -> Decision | None:
    """Return what was settled, here or by the command that declares a dossier ineligible, with its reason."""
    if file.decision is not None and file.decision.conclusion is Conclusion.INELIGIBLE:
        return file.decision
    return file.decision if reason is None else Decision(Conclusion.INELIGIBLE, "", reason, "")


def _line(point: Point, found: Answer | None, file: EligibilityFile) -> PointLine:
    written = file.answers.get(point.id)
    if written is None:
        return PointLine(point, found or Answer.TO_CHECK, Request.NOT_MADE, found, is_answered=False)
    asking = [letter for letter in file.letters if point.id in letter.points]
    return PointLine(
        point,
        written.answer,
        written.request,
        found,
        is_answered=True,
        piece=written.piece,
        page=written.page,
        asked=datetime.fromisoformat(asking[0].at) if asking else None,
        due=date.fromisoformat(asking[-1].due) if asking and asking[-1].due else None,
    )


def _known(known: Mapping[DossierId, Dossier], dossier: DossierId) -> Dossier:
    if dossier not in known:
        raise AppError("CAM-04", what=dossier)
    return known[dossier]


def _check_minute(text: str) -> None:
    try:
        check_minute(text)
    except ValueError as error:
        raise AppError("REC-02") from error
