"""Gestures on a grid in preparation: each returns another grid, whole, that could be kept as it is.

A section weighs what its criteria weigh, as long as it did before the gesture: in a grid whose section has a
weight of its own, moving criteria leaves it. Nothing here refuses a total that is not 100: the freeze does.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, TypeVar

from commission_app.errors import AppError
from commission_app.scoring.grid import Criterion, Grid, Scale, Section, exact_number
from commission_app.scoring.ids import CriterionId, SectionId

Part = TypeVar("Part")
Change = Callable[[Sequence[Criterion]], Sequence[Criterion]]
TO_WRITE: Final = "À écrire"  # stands where a text is to come; a grid that holds it is not frozen
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS: Final = "0123456789"


def typed_weight(text: str, criterion: str) -> Fraction:
    """Return a weight as it is typed: `4`, `2,5` or `25/3`. GRI-05 unless it is a number above 0."""
    try:
        weight = exact_number(text.strip().replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise AppError("GRI-05", criterion=criterion) from error
    if weight <= 0:
        raise AppError("GRI-05", criterion=criterion)
    return weight


def with_criterion(grid: Grid, changed: Criterion) -> Grid:
    """Put a criterion in the place of the one of the same identifier."""
    return _with_section(
        grid,
        grid.section_of[changed.id].id,
        lambda criteria: [changed if one.id == changed.id else one for one in criteria],
    )


def with_section(grid: Grid, section: SectionId, label: str) -> Grid:
    """Give a section another name."""
    sections = (replace(one, label=label) if one.id == section else one for one in grid.sections)
    return replace(grid, sections=tuple(sections))


def add_criterion(grid: Grid, section: SectionId, taken: Collection[str] = ()) -> tuple[Grid, CriterionId]:
    """Add a criterion to be written at the end of a section, under an identifier never taken before."""
    here = next(one for one in grid.sections if one.id == section)
    added = _to_write(_next_criterion(here, {*taken, *grid.by_id}), grid.scale)
    return _with_section(grid, section, lambda criteria: [*criteria, added]), added.id


def add_section(grid: Grid, taken: Collection[str] = ()) -> tuple[Grid, CriterionId]:
    """Add a section to be written at the end, with one criterion, and return that criterion's identifier."""
    known = {*taken, *(section.id for section in grid.sections), *grid.by_id}
    letters = (*LETTERS, *(f"S{number}" for number in range(27, 1000)))
    name = next(letter for letter in letters if letter not in known)
    criterion = _to_write(_fresh(f"{name}.", known), grid.scale)
    section = Section(SectionId(name), TO_WRITE, criterion.weight, (criterion,))
    return replace(grid, sections=(*grid.sections, section)), criterion.id


def remove_criterion(grid: Grid, criterion: CriterionId) -> Grid:
    """Take a criterion out, with its section when nothing else is there. GRI-02 for the last of all."""
    section = grid.section_of[criterion]
    if len(section.criteria) == 1:
        return remove_section(grid, section.id)
    return _with_section(grid, section.id, lambda criteria: [one for one in criteria if one.id != criterion])


def remove_section(grid: Grid, section: SectionId) -> Grid:
    """Take a section out with its criteria. GRI-02 for the last one."""
    return replace(grid, sections=tuple(one for one in grid.sections if one.id != section))


def move_criterion(grid: Grid, criterion: CriterionId, step: int) -> Grid:
    """Move a criterion one place up (-1) or down (1), into the next section at the end of its own.

    Nothing moves beyond both ends, nor out of a section that would be left empty.
    """
    section = grid.section_of[criterion]
    place = section.criteria.index(grid.by_id[criterion])
    if 0 <= place + step < len(section.criteria):
        return _with_section(grid, section.id, lambda criteria: _swapped(criteria, place, place + step))
    beside = grid.sections.index(section) + step
    if not 0 <= beside < len(grid.sections) or len(section.criteria) == 1:
        return grid
    moved, target = grid.by_id[criterion], grid.sections[beside].id
    without = _with_section(grid, section.id, lambda criteria: [one for one in criteria if one != moved])
    return _with_section(
        without, target, lambda criteria: [moved, *criteria] if step > 0 else [*criteria, moved]
    )


def move_section(grid: Grid, section: SectionId, step: int) -> Grid:
    """Move a section one place up (-1) or down (1); at both ends it stays."""
    place = next(n for n, one in enumerate(grid.sections) if one.id == section)
    if not 0 <= place + step < len(grid.sections):
        return grid
    return replace(grid, sections=tuple(_swapped(grid.sections, place, place + step)))


def with_scale(grid: Grid, scale: Scale) -> Grid:
    """Mark every criterion on another scale: the anchors of both ends stay, others are to be written."""

    def rescaled(criterion: Criterion) -> Criterion:
        between = criterion.anchors[1:-1] if len(criterion.anchors) == scale.maximum + 1 else ()
        middle = between or (TO_WRITE,) * (scale.maximum - 1)
        return replace(criterion, anchors=(criterion.anchors[0], *middle, criterion.anchors[-1]))

    sections = (replace(one, criteria=tuple(map(rescaled, one.criteria))) for one in grid.sections)
    spread = min(grid.spread_to_debate, scale.maximum)
    return replace(grid, scale=scale, sections=tuple(sections), spread_to_debate=spread)


def missing_texts(grid: Grid) -> Iterator[str]:
    """Name every text that is empty, in French: a grid that holds one could not be read back."""
    if not grid.title.strip() or not grid.version.strip():
        yield "le titre ou la version de la grille"
    for section in grid.sections:
        if not section.label.strip():
            yield f"le nom de la section {section.id}"
    for criterion in grid.criteria:
        if not criterion.label.strip() or not criterion.question.strip():
            yield f"le nom ou la question du critère {criterion.id}"
        for level, anchor in enumerate(criterion.anchors):
            if not anchor.strip():
                yield f"le repère du niveau {level} du critère {criterion.id}"
        if not all(hint.strip() for hint in criterion.evidence_hints):
            yield f"un élément à chercher du critère {criterion.id}"
    rest = (*grid.scale.labels, *grid.not_assessable_reasons, *(tag.label for tag in grid.tags))
    if not all(text.strip() for text in rest):
        yield "le nom d’un niveau, d’un motif ou d’une étiquette"


def unwritten(grid: Grid) -> Iterator[str]:
    """Name every part that still holds a text to be written."""
    for section in grid.sections:
        if section.label == TO_WRITE:
            yield f"le nom de la section {section.id}"
    for criterion in grid.criteria:
        if TO_WRITE in (criterion.label, criterion.question, *criterion.anchors):
            yield f"un texte du critère {criterion.id}"


def _to_write(name: str, scale: Scale) -> Criterion:
    anchors = (TO_WRITE,) * (scale.maximum + 1)
    return Criterion(CriterionId(name), TO_WRITE, TO_WRITE, Fraction(1), anchors)


def _next_criterion(section: Section, known: Collection[str]) -> str:
    last = section.criteria[-1].id
    stem = last.rstrip(DIGITS)
    return _fresh(stem if stem != last else f"{section.id}.", known)


def _fresh(stem: str, known: Collection[str]) -> str:
    return next(name for number in range(1, len(known) + 2) if (name := f"{stem}{number}") not in known)


def _with_section(grid: Grid, section: SectionId, change: Change) -> Grid:
    def changed(one: Section) -> Section:
        criteria = tuple(change(one.criteria))
        weight = _total(criteria) if one.weight == _total(one.criteria) else one.weight
        return replace(one, criteria=criteria, weight=weight)

    sections = (changed(one) if one.id == section else one for one in grid.sections)
    return replace(grid, sections=tuple(sections))


def _total(criteria: Sequence[Criterion]) -> Fraction:
    return sum((criterion.weight for criterion in criteria), Fraction(0))


def _swapped(parts: Sequence[Part], first: int, second: int) -> list[Part]:
    changed = list(parts)
    changed[first], changed[second] = changed[second], changed[first]
    return changed
