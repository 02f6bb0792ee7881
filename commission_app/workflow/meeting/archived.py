"""The meeting and the decision as an archive holds them: read again, folded again, told in one line each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commission_app.errors import AppError
from commission_app.scoring.consolidation import CollegialMarks
from commission_app.scoring.ids import CampaignId
from commission_app.scoring.meeting.acts import Opinion
from commission_app.scoring.meeting.decision import decision_over
from commission_app.scoring.meeting.fold import fold
from commission_app.scoring.meeting.outcome import Changes, outcome_of
from commission_app.scoring.meeting.state import PHASES, MeetingState, Room
from commission_app.sealing.chained_act import Chain, ChainedAct, read_chain
from commission_app.sealing.identity import KeySet
from commission_app.texts import count_fr, typeset
from commission_app.workflow.meeting.adoption import adoption_lines
from commission_app.workflow.meeting.chain import DECISION, MEETING, SHAPES


@dataclass(frozen=True)
class CheckedMeeting:
    """What of the meeting enters the figures, and what is said of it."""

    collegial: CollegialMarks
    changes: Changes
    lines: tuple[str, ...]  # nothing when no meeting was held


def check_meeting(
    entries: Mapping[str, bytes], campaign: CampaignId, key_sets: Sequence[KeySet], room: Room
) -> CheckedMeeting:
    """Check the acts of an archive. ARC-03 for one that does not hold, or that the meeting did not allow."""
    acts = _chain(entries, MEETING, campaign, key_sets)
    decided = _chain(entries, DECISION, campaign, key_sets)
    try:
        state = fold(room, [kept.act for kept in acts])
        decision = decision_over(state, [kept.act for kept in decided])
    except AppError as error:
        raise AppError("ARC-03", entry=f"{MEETING}/") from error
    lines = _lines(state, acts)
    if decision.authorities:
        kept = count_fr(len(decided), "acte")
        standing = "prise" if decision.is_final else "en cours"
        lines = (*lines, typeset(f"Décision : {kept}, {standing}"))
    collegial, changes = outcome_of(state)
    return CheckedMeeting(collegial, changes, lines)


def _lines(state: MeetingState, acts: Sequence[ChainedAct]) -> tuple[str, ...]:
    if not acts:
        return ()
    retained = count_fr(len(state.with_opinion(Opinion.RETAIN)), "dossier retenu", "dossiers retenus")
    held = typeset(f"Séance {PHASES[state.phase]} : {count_fr(len(acts), 'acte')}, {retained}")
    return (held, *adoption_lines(state, [kept.act for kept in acts]))


def _chain(
    entries: Mapping[str, bytes], chain: Chain, campaign: CampaignId, key_sets: Sequence[KeySet]
) -> tuple[ChainedAct, ...]:
    names = sorted((name for name in entries if name.startswith(f"{chain}/")), key=_in_order)
    if names != [f"{chain}/{number:04d}.acte" for number in range(1, len(names) + 1)]:
        raise AppError("ARC-02", entry=names[-1])
    try:
        return read_chain(chain, campaign, [entries[name] for name in names], key_sets, SHAPES[chain])
    except AppError as error:
        raise AppError("ARC-03", entry=f"{chain}/") from error


def _in_order(name: str) -> tuple[int, str]:
    return len(name), name  # the ten-thousandth act has one more figure
