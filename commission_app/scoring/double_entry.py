"""One paper read by two people, each without the other: where they differ, and what they agree on.

Marks, motives, signatures and recusals differ when they are not the same; remarks and reasons, copied from
a handwriting, when their words are not: signs, accents and capitals decide nothing there.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from commission_app.scoring.grid import Grid
from commission_app.scoring.ids import CriterionId, DossierId
from commission_app.scoring.sheet import DossierSheet, Entry, MarkValue, Recusal, Sheet
from commission_app.texts import folded


class Part(Enum):
    """What of a paper two readings may differ on."""

    MARK = "mark"  # with the motive of « non évaluable »
    REMARK = "remark"
    SIGNED = "signed"  # by the member, at the foot of the grid
    REASON = "reason"  # of a recusal


@dataclass(frozen=True)
class Subject:
    """One thing that the paper says."""

    dossier: DossierId
    part: Part
    criterion: CriterionId | None = None  # of a mark or a remark


@dataclass(frozen=True)
class Answer:
    """What somebody reads there: a mark and its motive, a text, or whether it is signed, by the part."""

    mark: MarkValue = None
    motive: str = ""
    text: str = ""
    is_signed: bool = False


@dataclass(frozen=True)
class Difference:
    """What the first reading and the second one say of the same thing."""

    subject: Subject
    first: Answer
    second: Answer


def said_of(sheet: Sheet) -> tuple[DossierId, ...]:
    """Return the dossiers that an entry says anything of."""
    read = (key for key, reading in sheet.readings.items() if _says(reading) and key not in sheet.recused)
    return tuple(sorted({*read, *sheet.recused}))


def uneven(first: Sheet, second: Sheet) -> tuple[DossierId, ...]:
    """Return the dossiers that only one entry has, or that only one takes for a recusal."""
    every = sorted({*said_of(first), *said_of(second)})
    return tuple(
        dossier
        for dossier in every
        if (dossier in said_of(first), dossier in first.recused)
        != (dossier in said_of(second), dossier in second.recused)
    )


def differences(first: Sheet, second: Sheet, grid: Grid) -> tuple[Difference, ...]:
    """Return where two entries of the same dossiers differ, dossier by dossier, in the order of the grid."""
    return tuple(
        Difference(subject, _answer(first, subject), _answer(second, subject))
        for dossier in said_of(first)
        for subject in _subjects(dossier, first, grid)
        if not _agree(subject.part, _answer(first, subject), _answer(second, subject))
    )


def agreed(first: Sheet, second: Sheet, grid: Grid, settled: Mapping[Subject, Answer]) -> Sheet:
    """Return what the paper says: the first entry, each difference as it was settled. KeyError for one left.

    `is_closed` still says that the member signed: see `closed`.
    """
    sheet = first
    for difference in differences(first, second, grid):
        sheet = _put(sheet, difference.subject, settled[difference.subject])
    readings = {dossier: sheet.reading(dossier) for dossier in said_of(first) if dossier not in sheet.recused}
    return replace(sheet, readings=readings, highlights={})


def closed(sheet: Sheet, grid: Grid, neutralised: Collection[CriterionId]) -> Sheet:
    """Return the sheet where a reading is closed if it is signed, whole and justified, and open otherwise."""
    readings = {
        dossier: replace(reading, is_closed=_is_whole(reading, grid, neutralised))
        for dossier, reading in sheet.readings.items()
    }
    return replace(sheet, readings=readings)


def _is_whole(reading: DossierSheet, grid: Grid, neutralised: Collection[CriterionId]) -> bool:
    lacks = reading.missing(grid, neutralised) or reading.unjustified(grid, neutralised)
    return reading.is_closed and not lacks


def _says(reading: DossierSheet) -> bool:
    return reading.is_closed or any(entry != Entry() for entry in reading.entries.values())


def _subjects(dossier: DossierId, sheet: Sheet, grid: Grid) -> Iterator[Subject]:
    if dossier in sheet.recused:
        yield Subject(dossier, Part.REASON)
        return
    for criterion in grid.criteria:
        yield Subject(dossier, Part.MARK, criterion.id)
        yield Subject(dossier, Part.REMARK, criterion.id)
    yield Subject(dossier, Part.SIGNED)


def _answer(sheet: Sheet, subject: Subject) -> Answer:
    reading = sheet.reading(subject.dossier)
    entry = reading.entry(subject.criterion) if subject.criterion is not None else Entry()
    match subject.part:
        case Part.MARK:
            return Answer(mark=entry.mark, motive=entry.motive)
        case Part.REMARK:
            return Answer(text=entry.remark)
        case Part.SIGNED:
            return Answer(is_signed=reading.is_closed)
        case Part.REASON:
            return Answer(text=sheet.recused[subject.dossier].reason)


def _agree(part: Part, first: Answer, second: Answer) -> bool:
    if part in (Part.REMARK, Part.REASON):
        return _words(first.text) == _words(second.text)
    return first == second


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in folded(text)).split()


def _put(sheet: Sheet, subject: Subject, answer: Answer) -> Sheet:
    dossier, criterion = subject.dossier, subject.criterion
    if subject.part is Part.REASON:
        return sheet.with_recusal(dossier, Recusal(sheet.recused[dossier].kind, answer.text))
    reading = sheet.reading(dossier)
    if criterion is None:
        return sheet.with_reading(dossier, replace(reading, is_closed=answer.is_signed))
    entry = reading.entry(criterion)
    if subject.part is Part.MARK:
        return sheet.with_entry(dossier, criterion, replace(entry, mark=answer.mark, motive=answer.motive))
    return sheet.with_entry(dossier, criterion, replace(entry, remark=answer.text))
