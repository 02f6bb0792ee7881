"""The draft as a list of edits: at once autosave, undo and history (ARCHITECTURE, « undo and autosave »)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.sheet import Entry, Evidence, Recusal, Sheet


@dataclass(frozen=True)
class EntryEdit:
    """What is said of one criterion changes."""

    dossier: DossierId
    criterion: CriterionId
    before: Entry
    after: Entry


@dataclass(frozen=True)
class ClosingEdit:
    """A reading is closed (it will count) or opened again."""

    dossier: DossierId
    before: bool
    after: bool


@dataclass(frozen=True)
class TagsEdit:
    """The labels of Annexe 1 put on a dossier change."""

    dossier: DossierId
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class RecusalEdit:
    """A recusal is declared, or withdrawn (None)."""

    dossier: DossierId
    before: Recusal | None
    after: Recusal | None


@dataclass(frozen=True)
class TieEdit:
    """An institutional tie is declared on a dossier, or withdrawn."""

    dossier: DossierId
    before: bool
    after: bool


@dataclass(frozen=True)
class HighlightEdit:
    """A passage is marked for oneself (from None), or no longer is (to None)."""

    dossier: DossierId
    before: Evidence | None
    after: Evidence | None


Edit = EntryEdit | ClosingEdit | TagsEdit | RecusalEdit | TieEdit | HighlightEdit


def apply(sheet: Sheet, edit: Edit) -> Sheet:
    """Return the sheet after one edit."""
    match edit:
        case EntryEdit():
            return sheet.with_entry(edit.dossier, edit.criterion, edit.after)
        case ClosingEdit():
            reading = replace(sheet.reading(edit.dossier), is_closed=edit.after)
            return sheet.with_reading(edit.dossier, reading)
        case TagsEdit():
            return sheet.with_reading(edit.dossier, replace(sheet.reading(edit.dossier), tags=edit.after))
        case RecusalEdit():
            return sheet.with_recusal(edit.dossier, edit.after)
        case TieEdit():
            others = sheet.declared - {edit.dossier}
            return replace(sheet, declared=others | {edit.dossier} if edit.after else others)
        case HighlightEdit():
            passages = sheet.highlighted(edit.dossier)
            kept = tuple(passage for passage in passages if passage not in (edit.before, edit.after))
            added = () if edit.after is None else (edit.after,)
            return sheet.with_highlights(edit.dossier, (*kept, *added))


def inverse(edit: Edit) -> Edit:
    """Return the edit that undoes another: history only ever grows."""
    return replace(edit, before=edit.after, after=edit.before)  # type: ignore[arg-type]  # same kind both ways


def fold(member: MemberId, edits: Iterable[Edit]) -> Sheet:
    """Return the sheet that a list of edits amounts to."""
    sheet = Sheet(member)
    for edit in edits:
        sheet = apply(sheet, edit)
    return sheet


def edits_between(before: Sheet, after: Sheet) -> tuple[Edit, ...]:
    """Return the edits that turn one sheet into another, dossier by dossier; none when nothing differs.

    An entry that is no longer there becomes a blank one: to a person the two are the same.
    """
    dossiers = {
        *(*before.readings, *before.recused, *before.declared, *before.highlights),
        *(*after.readings, *after.recused, *after.declared, *after.highlights),
    }
    return tuple(
        edit
        for dossier in sorted(dossiers)
        for edit in _on_dossier(dossier, before, after)
        if edit.before != edit.after
    )


def _on_dossier(dossier: DossierId, before: Sheet, after: Sheet) -> Iterator[Edit]:
    old, new = before.reading(dossier), after.reading(dossier)
    for criterion in sorted({*old.entries, *new.entries}):
        yield EntryEdit(dossier, criterion, old.entry(criterion), new.entry(criterion))
    yield TagsEdit(dossier, old.tags, new.tags)
    yield ClosingEdit(dossier, old.is_closed, new.is_closed)
    yield TieEdit(dossier, dossier in before.declared, dossier in after.declared)
    yield RecusalEdit(dossier, before.recused.get(dossier), after.recused.get(dossier))
    old_passages, new_passages = before.highlighted(dossier), after.highlighted(dossier)
    for passage in old_passages:
        yield HighlightEdit(dossier, passage, passage if passage in new_passages else None)
    for passage in new_passages:
        yield HighlightEdit(dossier, passage if passage in old_passages else None, passage)
