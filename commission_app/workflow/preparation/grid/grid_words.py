"""What differs between two versions of a grid, in words: before and after, criterion by criterion."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from commission_app.scoring.grid import Criterion, Grid
from commission_app.scoring.grid_change import CriterionChange, compare
from commission_app.texts import decimal_fr, exact_fr, typeset


@dataclass(frozen=True)
class ChangeWords:
    """One criterion, or the grid as a whole: its name, what becomes of its marks, each before and after."""

    title: str
    outcome: str
    lines: tuple[str, ...]
    is_asked_again: bool = False


def change_words(before: Grid, after: Grid) -> tuple[ChangeWords, ...]:
    """Tell everything that differs; nothing when the two grids are the same."""
    around = tuple(map(typeset, _around(before, after)))
    whole = (ChangeWords("Toute la grille", "", around),) if around else ()
    return (*whole, *(_of_criterion(change) for change in compare(before, after)))


def _of_criterion(change: CriterionChange) -> ChangeWords:
    if change.before is None:
        outcome = "nouveau : chaque membre le note"
    elif change.after is None:
        outcome = "retiré : ses notes ne comptent plus"
    elif change.is_asked_again:
        outcome = "changé : chaque membre le note de nouveau"
    else:
        outcome = "les notes déjà données valent encore"
    title, lines = f"{change.criterion} — {change.label}", tuple(map(typeset, _lines(change)))
    return ChangeWords(typeset(title), typeset(outcome), lines, change.is_asked_again)


def _lines(change: CriterionChange) -> Iterator[str]:
    before, after = change.before, change.after
    if before is not None and after is not None:
        yield from _texts(before, after)
        if before.weight != after.weight:
            yield f"Poids : {exact_fr(before.weight)} → {exact_fr(after.weight)}"
    if change.points_before != change.points_after:
        former, present = decimal_fr(change.points_before), decimal_fr(change.points_after)
        yield f"Points en jeu, sur 100 : {former} → {present}"


def _texts(before: Criterion, after: Criterion) -> Iterator[str]:
    yield from _said("Nom", before.label, after.label)
    yield from _said("Question", before.question, after.question)
    for level, (old, new) in enumerate(zip_longest(before.anchors, after.anchors, fillvalue="—")):
        yield from _said(f"Niveau {level}", old, new)
    yield from _said("À chercher", _list(before.evidence_hints), _list(after.evidence_hints))


def _around(before: Grid, after: Grid) -> Iterator[str]:
    yield from _said("Titre", before.title, after.title)
    if before.scale != after.scale:
        yield from _said("Niveaux", _list(before.scale.labels), _list(after.scale.labels))
    yield from _said("Motifs", _list(before.not_assessable_reasons), _list(after.not_assessable_reasons))
    yield from _said("Sections", _sections(before), _sections(after))
    stayed = (
        [one for one in before.by_id if one in after.by_id],
        [one for one in after.by_id if one in before.by_id],
    )
    if stayed[0] != stayed[1]:
        yield "L’ordre des critères change."
    yield from _said("Étiquettes", _tags(before), _tags(after))
    yield from _said("Écart à débattre", str(before.spread_to_debate), str(after.spread_to_debate))


def _sections(grid: Grid) -> str:
    return _list([f"{section.label} ({exact_fr(section.weight)})" for section in grid.sections])


def _tags(grid: Grid) -> str:
    return _list([tag.label for tag in grid.tags])


def _list(texts: Sequence[str]) -> str:
    return " ; ".join(texts) or "—"


def _said(what: str, before: str, after: str) -> Iterator[str]:
    if before != after:
        yield f"{what} : « {before} » → « {after} »"
