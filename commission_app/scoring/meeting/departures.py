"""Where the avis departs from the ranking, and what each departure costs in points (SCORING.md §8.12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from commission_app.scoring.ids import DossierId
from commission_app.scoring.meeting.acts import Opinion
from commission_app.scoring.meeting.state import MeetingState
from commission_app.scoring.ranking import Line, RankedDossier


class Departure(StrEnum):
    """How an avis departs from the ranking."""

    ENTERED = "entre"  # retained under the line
    LEFT_OUT = "sort"  # above the line, and not retained
    CHOSEN_AMONG_EQUALS = (
        "departage"  # retained among dossiers tied across the line, which rank alone leaves open
    )


@dataclass(frozen=True)
class DepartureCost:
    """One departure and its cost: the points that the sum of retained notes loses by it alone."""

    dossier: DossierId
    kind: Departure
    rank: int
    cost: Fraction


def departures(
    ranking: Sequence[RankedDossier], opinions: Mapping[DossierId, Opinion], seats: int
) -> tuple[DepartureCost, ...]:
    """Return the departures of the avis given so far, in the order of the ranking."""
    placed = [(row, row.rank, row.result.note) for row in ranking if row.rank is not None]
    notes = sorted((note for _, _, note in placed if note is not None), reverse=True)
    is_open = _leaves_equals_out(ranking, opinions)
    found = []
    for row, rank, note in placed:
        opinion = opinions.get(row.dossier)
        if note is None or opinion is None:
            continue
        is_in = opinion is Opinion.RETAIN
        if row.line is Line.BELOW and is_in:
            entry = notes[seats - 1] - note
            found.append(DepartureCost(row.dossier, Departure.ENTERED, rank, entry))
        elif row.line is Line.ABOVE and not is_in:
            next_note = notes[seats] if len(notes) > seats else Fraction(0)
            found.append(DepartureCost(row.dossier, Departure.LEFT_OUT, rank, note - next_note))
        elif row.line is Line.ACROSS and is_in and is_open:
            equals = DepartureCost(row.dossier, Departure.CHOSEN_AMONG_EQUALS, rank, Fraction(0))
            found.append(equals)
    return tuple(found)


def departures_of(state: MeetingState, ranking: Sequence[RankedDossier]) -> tuple[DepartureCost, ...]:
    """Return the departures of a meeting from the ranking; none before its rules."""
    if state.rules is None:
        return ()
    opinions = {dossier: avis.opinion for dossier, avis in state.avis.items()}
    return departures(ranking, opinions, state.rules.seats)


def unexplained(state: MeetingState, ranking: Sequence[RankedDossier]) -> tuple[DossierId, ...]:
    """Return the dossiers whose departure lacks its rule and its reason: nothing is final until then."""
    return tuple(
        found.dossier for found in departures_of(state, ranking) if found.dossier not in state.departures
    )


def _leaves_equals_out(ranking: Sequence[RankedDossier], opinions: Mapping[DossierId, Opinion]) -> bool:
    return any(
        row.line is Line.ACROSS and opinions.get(row.dossier) not in (None, Opinion.RETAIN) for row in ranking
    )
