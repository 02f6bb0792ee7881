"""What moves in the ranking: by each mark changed in the debate, or by a fiche that comes during the meeting.

Nothing is written. A changed mark is measured against the first round and the changes that came before it, so
that the figures of several add up; it moves the official ranking only once the commission says so (§8.16).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from commission_app.scoring.consolidation import ConsolidatedDossier
from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import Act, MarkChanged, RankingShown
from commission_app.scoring.meeting.fold import undone_numbers
from commission_app.scoring.meeting.movement import Move, Place, RankingChange, move_of, ranking_change
from commission_app.scoring.meeting.outcome import NO_CHANGE, Changes
from commission_app.scoring.merge import counted_readings
from commission_app.scoring.ranking import Line, RankedDossier, rank
from commission_app.scoring.readings import Reading
from commission_app.texts import NO_BREAK_SPACE, count_fr, decimal_fr, list_fr, rounded, typeset
from commission_app.workflow.deliberation.consolidate import Consolidated, Facts, compute, results_with
from commission_app.workflow.deliberation.status_words import LINE_WORDS

NO_EFFECT = "sans effet sur le rang"
MOST_TOLD = 6  # dossiers whose move is told by name


@dataclass(frozen=True)
class ChangedMark:
    """A mark changed in the debate, and what it moves."""

    act: int
    fact: MarkChanged
    move: Move


@dataclass(frozen=True)
class LateSheets:
    """What the effect of fiches that came since the ranking was presented is computed from."""

    done: Consolidated  # with them
    shown: RankingShown
    seats: int


def ranked_at(
    facts: Facts, results: Mapping[DossierId, ConsolidatedDossier], seats: int
) -> tuple[RankedDossier, ...]:
    """Rank figures with the line drawn at other seats than those of the campaign."""
    return rank(results, replace(facts.campaign.rules, seats=seats), ineligible=facts.ineligible)


def readings_in(done: Consolidated) -> tuple[Reading, ...]:
    """Return the counted readings of a consolidation, as they were handed in."""
    institutions = {member.id: member.institution for member in done.facts.campaign.members}
    return tuple(
        reading
        for reading in counted_readings(done.merged, institutions)
        if (reading.reader, reading.dossier) not in done.recused
    )


def changed_marks(
    done: Consolidated, readings: Sequence[Reading], acts: Sequence[Act[Any]], seats: int
) -> tuple[ChangedMark, ...]:
    """Return the marks changed in the debate in their order, those undone excepted, each with its move."""
    undone = undone_numbers(acts)
    counting = [act for act in acts if isinstance(act.fact, MarkChanged) and act.number not in undone]
    if not counting:
        return ()
    results = dict(done.results)
    for dossier in {act.fact.dossier for act in counting}:
        results[dossier] = _figures(done, readings, dossier, NO_CHANGE)
    before, found = ranked_at(done.facts, results, seats), []
    changes: dict[Any, Any] = {}
    for act in counting:
        fact = act.fact
        changes[fact.member, fact.dossier, fact.criterion] = fact.after
        results[fact.dossier] = _figures(done, readings, fact.dossier, changes)
        after = ranked_at(done.facts, results, seats)
        found.append(ChangedMark(act.number, fact, move_of(before, after, fact.dossier)))
        before = after
    return tuple(found)


def late_readings(done: Consolidated, shown: RankingShown) -> frozenset[DossierId]:
    """Return the dossiers of which fiches that came since a ranking say something else than before."""
    before = facts_without(done.facts, shown)
    if before.sheets == done.facts.sheets:
        return frozenset()
    known, now = (
        {(one.reader, one.dossier): dict(one.marks) for one in readings_in(which)}
        for which in (compute(before), done)
    )
    every = known.keys() | now.keys()
    return frozenset(place[1] for place in every if known.get(place) != now.get(place))


def facts_without(facts: Facts, shown: RankingShown) -> Facts:
    """Return facts without the fiches that came since a ranking was presented."""
    sheets = set(shown.sheets)
    return replace(facts, sheets=tuple(one for one in facts.sheets if one.sha512 in sheets))


def late_change(late: LateSheets) -> RankingChange:
    """Return what taking the fiches that came since the ranking was presented would move."""
    facts, without = late.done.facts, compute(facts_without(late.done.facts, late.shown))
    return ranking_change(
        ranked_at(facts, without.results, late.seats),
        ranked_at(facts, late.done.results, late.seats),
        late.seats,
    )


def late_words(late: LateSheets) -> str:
    """Say what taking these fiches would move, before anybody takes them: ranks, entries, exits."""
    change, names = late_change(late), {one.id: one.territory.name for one in late.done.facts.dossiers}
    came = {sheet.sha512 for sheet in late.done.facts.sheets} - set(late.shown.sheets)
    taking = "La prendre en compte" if len(came) == 1 else "Les prendre en compte"
    if not change.moved:
        return f"{taking} ne changerait aucun rang."
    told = [f"{taking} changerait {count_fr(len(change.moved), 'rang')} :"]
    moves = [f"{names[one.dossier]}, {places_words(one.before, one.after)}" for one in change.moved]
    more = len(moves) - MOST_TOLD
    rest = [f"et {count_fr(more, 'autre')}"] if more > 0 else []
    told.append(" ; ".join([*moves[:MOST_TOLD], *rest]) + ".")
    entering, leaving = ([names[one] for one in some] for some in (change.entering, change.leaving))
    return typeset(" ".join([*told, *_crossing(entering, leaving, late.seats)]))


def _crossing(entering: Sequence[str], leaving: Sequence[str], seats: int) -> Iterator[str]:
    """Yield who would enter and leave the seats."""
    into = "dans la place" if seats == 1 else f"dans les {seats} places"
    out = "de la place" if seats == 1 else f"des {seats} places"
    if entering:
        yield f"{list_fr(entering)} {'entrerait' if len(entering) == 1 else 'entreraient'} {into}."
    if leaving:
        yield f"{list_fr(leaving)} {'sortirait' if len(leaving) == 1 else 'sortiraient'} {out}."
    if not entering and not leaving:
        yield f"Personne n’entrerait {into} ni n’en sortirait."


def told_effect(changed: ChangedMark, *, is_official: bool) -> str:
    """Say what a changed mark moves, and that the ranking is still the first round's when it is."""
    words = effect_words(changed.move)
    return typeset(words if is_official else f"{words} (second tour, non officiel)")


def with_effect(sentence: str, changed: ChangedMark, *, is_official: bool) -> str:
    """Return the sentence of a changed mark and what it moves: the list of acts and the minutes say alike."""
    told = sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
    return f"{told} {typeset('Effet :')} {told_effect(changed, is_official=is_official)}."


def effect_words(move: Move) -> str:
    """Say what a changed mark moves: « +2,4 points, rang 11 → 8 », or that the rank stays."""
    points = [] if not move.gained else [points_words(move.gained)]
    if move.before.rank != move.after.rank:
        effect = places_words(move.before, move.after)
    elif move.before.line is not move.after.line and move.after.line is not None:
        effect = f"même rang, {LINE_WORDS[move.after.line]}"  # a tie at the line is broken, or made
    else:
        effect = NO_EFFECT
    return ", ".join([*points, effect])


def places_words(before: Place, after: Place) -> str:
    """Say two places in a row: « rang 11 → 8 », with the tie across the line where there is one."""
    was, now = ("sans rang" if one.rank is None else str(one.rank) for one in (before, after))
    tie = f", {LINE_WORDS[after.line]}" if after.line is Line.ACROSS else ""
    return f"{'' if before.rank is None else 'rang '}{was} → {now}{tie}"


def points_words(gained: Fraction) -> str:
    """Write points gained or lost with as many decimals as it takes not to read as nothing."""
    decimals = next((n for n in range(1, 6) if Fraction(rounded(abs(gained), n))), 6)
    sign = "+" if gained > 0 else ""
    noun = "points" if abs(gained) >= 2 else "point"
    return f"{sign}{decimal_fr(gained, decimals)}{NO_BREAK_SPACE}{noun}"


def _figures(
    done: Consolidated, readings: Sequence[Reading], dossier: DossierId, changes: Changes
) -> ConsolidatedDossier:
    settled = {place: mark for place, mark in done.facts.collegial.items() if place[0] == dossier}
    facts = replace(done.facts, collegial=settled)
    own = [reading for reading in readings if reading.dossier == dossier]
    return results_with(facts, done.recused, own, [dossier], changes)[dossier]
