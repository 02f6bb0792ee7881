"""What the acts on one dossier do: avis, votes, recusals, marks, words."""

from dataclasses import replace

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import (
    Advised,
    CollegialMark,
    DebateAsked,
    Departed,
    Dissented,
    MarkChanged,
    Opinion,
    Recommended,
    RecusedAtTable,
    SecondRound,
    Voted,
)
from commission_app.scoring.meeting.agenda import with_debate
from commission_app.scoring.meeting.checks import check_dossier, check_mark, check_may_speak, check_words
from commission_app.scoring.meeting.state import Avis, MeetingState
from commission_app.scoring.meeting.step import after
from commission_app.scoring.sheet import NOT_ASSESSABLE


@after.register
def _(fact: DebateAsked, state: MeetingState, number: int) -> MeetingState:
    """Debate a dossier of the agenda after the others. CAM-04, DEC-01, DEL-06, DEL-10, DEL-14."""
    del number
    check_may_speak(state, fact.member, fact.dossier)
    check_words(fact.reason)
    agenda = state.agenda
    if agenda is None or fact.dossier not in state.on_agenda or fact.dossier in agenda.debated:
        raise AppError("DEL-10", dossier=fact.dossier)
    return replace(
        state, agenda=with_debate(agenda, [fact.dossier]), asked={**state.asked, fact.dossier: fact}
    )


@after.register
def _(fact: Advised, state: MeetingState, number: int) -> MeetingState:
    _check_may_decide(state, fact.dossier)
    return _with_avis(state, fact.dossier, Avis(fact.opinion, number))


@after.register
def _(fact: Voted, state: MeetingState, number: int) -> MeetingState:
    """Record a vote; its proposal becomes the avis when it is carried. DEL-03, DEL-04, DEL-10, DEL-13."""
    _check_may_decide(state, fact.dossier)
    voters = len(state.voters(fact.dossier))
    counts = (fact.votes_for, fact.against, fact.abstentions)
    if min(counts) < 0 or sum(counts) != voters or not voters:
        raise AppError("DEL-04", given=sum(counts), voters=voters)
    if bool(fact.casting) != asks_the_chair(state, fact.dossier, fact.votes_for, fact.against):
        raise AppError("DEL-13")
    decided = state
    if fact.is_carried:
        decided = _with_avis(state, fact.dossier, Avis(fact.proposal, number, fact))
    return replace(decided, votes=(*state.votes, (number, fact)))


@after.register
def _(fact: RecusedAtTable, state: MeetingState, number: int) -> MeetingState:
    """Let a member leave the room; an avis given with them there is to be given again. CAM-04, DEL-14."""
    del number
    check_dossier(state, fact.dossier)
    if fact.member not in state.room.members:
        raise AppError("CAM-04", what=fact.member)
    if (fact.member, fact.dossier) in state.recused:
        raise AppError("DEL-14", name=state.room.members[fact.member].name)
    avis = dict(state.avis)
    if fact.member in state.there.present:
        avis.pop(fact.dossier, None)
    return replace(state, recused=state.recused | {(fact.member, fact.dossier)}, avis=avis)


@after.register
def _(fact: MarkChanged, state: MeetingState, number: int) -> MeetingState:
    """Note another mark of a member. CAM-04, DEL-06, DEL-14, NOT-09, DEC-01."""
    del number
    check_may_speak(state, fact.member, fact.dossier)
    is_another = fact.after is not None and fact.after != fact.before
    if fact.after != NOT_ASSESSABLE or not is_another:
        check_mark(state, fact.dossier, fact.criterion, fact.after if is_another else None)
    check_words(fact.reason)
    marked = (fact.member, fact.dossier, fact.criterion)
    return replace(state, changes={**state.changes, marked: fact})


@after.register
def _(fact: SecondRound, state: MeetingState, number: int) -> MeetingState:
    del number
    check_words(fact.reason)
    return replace(state, is_second_round=fact.is_official)


@after.register
def _(fact: CollegialMark, state: MeetingState, number: int) -> MeetingState:
    """Settle a criterion that nobody could mark. CAM-04, NOT-09, DEC-01."""
    del number
    check_dossier(state, fact.dossier)
    check_mark(state, fact.dossier, fact.criterion, fact.mark)
    check_words(fact.reason)
    return replace(state, collegial={**state.collegial, (fact.dossier, fact.criterion): fact})


@after.register
def _(fact: Recommended, state: MeetingState, number: int) -> MeetingState:
    del number
    check_dossier(state, fact.dossier)
    kept = {dossier: text for dossier, text in state.recommendations.items() if dossier != fact.dossier}
    if fact.text.strip():  # an empty text takes the recommendations back
        kept[fact.dossier] = fact
    return replace(state, recommendations=kept)


@after.register
def _(fact: Dissented, state: MeetingState, number: int) -> MeetingState:
    del number
    check_may_speak(state, fact.member, fact.dossier)
    check_words(fact.text)
    return replace(state, dissents=(*state.dissents, fact))


@after.register
def _(fact: Departed, state: MeetingState, number: int) -> MeetingState:
    del number
    check_dossier(state, fact.dossier)
    check_words(fact.rule, fact.reason)
    return replace(state, departures={**state.departures, fact.dossier: fact})


def asks_the_chair(state: MeetingState, dossier: DossierId, votes_for: int, against: int) -> bool:
    """Tell whether the chair decides these voices: equal, under such rules, and the chair has a voice."""
    rules = state.rules
    if votes_for != against or rules is None or not rules.casting_vote or rules.chair_member is None:
        return False
    chair = rules.chair_member
    return chair in state.there.present and (chair, dossier) not in state.recused


def _check_may_decide(state: MeetingState, dossier: DossierId) -> None:
    """Refuse an avis without the quorum or off the agenda. CAM-04, DEL-03, DEL-10."""
    check_dossier(state, dossier)
    if not state.has_quorum:
        quorum = state.rules.quorum if state.rules else 0
        raise AppError("DEL-03", present=len(state.voices_present), quorum=quorum)
    if dossier not in state.on_agenda:
        raise AppError("DEL-10", dossier=dossier)


def _with_avis(state: MeetingState, dossier: DossierId, avis: Avis) -> MeetingState:
    """Give an avis. DEL-01 when every seat is given."""
    others = {other: kept for other, kept in state.avis.items() if other != dossier}
    taken = sum(kept.opinion is Opinion.RETAIN for kept in others.values())
    if state.rules is not None and avis.opinion is Opinion.RETAIN and taken >= state.rules.seats:
        raise AppError("DEL-01", seats=state.rules.seats)
    return replace(state, avis={**others, dossier: avis})
