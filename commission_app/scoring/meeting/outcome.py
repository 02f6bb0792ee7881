"""What a meeting changes in the official calculation: collegial marks, and marks of a second round."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from commission_app.scoring.consolidation import CollegialMarks
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.meeting.state import MeetingState
from commission_app.scoring.readings import Mark, Reading

Changes = Mapping[tuple[MemberId, DossierId, CriterionId], Mark]
NO_CHANGE: Changes = MappingProxyType({})


def outcome_of(state: MeetingState) -> tuple[CollegialMarks, Changes]:
    """Return collegial marks, and changed marks if the commission declared them official."""
    collegial = {place: settled.mark for place, settled in state.collegial.items()}
    return collegial, every_change(state) if state.is_second_round else NO_CHANGE


def every_change(state: MeetingState) -> Changes:
    """Return the marks changed in the debate, official or not."""
    changed = ((place, change.after) for place, change in state.changes.items())
    return {place: after for place, after in changed if after is not None}


def as_debated(readings: Iterable[Reading], changes: Changes) -> tuple[Reading, ...]:
    """Return readings with the marks that their authors changed; others' changes are nothing."""
    by_reading: dict[tuple[MemberId, DossierId], dict[CriterionId, Mark]] = {}
    for (member, dossier, criterion), mark in changes.items():
        by_reading.setdefault((member, dossier), {})[criterion] = mark
    return tuple(
        replace(reading, marks={**reading.marks, **by_reading.get((reading.reader, reading.dossier), {})})
        for reading in readings
    )


def needed_collegial(
    collegial: CollegialMarks,
    readings: Iterable[Reading],
    recused: Collection[tuple[MemberId, DossierId]],
) -> CollegialMarks:
    """Return the collegial marks of criteria that nobody marked: one that came since makes them idle."""
    marked = {
        (reading.dossier, criterion)
        for reading in readings
        if (reading.reader, reading.dossier) not in recused
        for criterion, mark in reading.marks.items()
        if isinstance(mark, int)
    }
    return {place: mark for place, mark in collegial.items() if place not in marked}
