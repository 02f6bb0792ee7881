"""A member's sheet is the fold of their edits, and every edit can be undone."""

from dataclasses import FrozenInstanceError, replace
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_app.scoring.draft import (
    ClosingEdit,
    Edit,
    EntryEdit,
    HighlightEdit,
    RecusalEdit,
    TagsEdit,
    TieEdit,
    apply,
    edits_between,
    fold,
    inverse,
)
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, PiecePath, Sha512
from commission_app.scoring.readings import marks_of
from commission_app.scoring.sheet import EMPTY_READING, DossierSheet, Entry, Evidence, Recusal, Sheet
from tests.scoring.scoring_examples import grid_of

M7, D1, A1, A2 = MemberId("m07"), DossierId("D1"), CriterionId("a1"), CriterionId("a2")
GRID = grid_of({"A": (1, {"a1": 1, "a2": 1})})
PASSAGE = Evidence(PiecePath("d/0001/01.pdf"), Sha512("00"), 3, "vingt places")
RECUSAL = Recusal("personal", "un proche dirige l’association")


@st.composite
def histories(draw: st.DrawFn) -> list[Edit]:
    """Draw edits that follow one another, each from the state that the earlier ones left."""
    sheet, edits = Sheet(M7), list[Edit]()
    kinds = st.sampled_from(["entry", "closing", "tags", "recusal", "tie", "highlight"])
    for kind in draw(st.lists(kinds, max_size=8)):
        dossier = DossierId(draw(st.sampled_from(["D1", "D2"])))
        reading = sheet.reading(dossier)
        edit: Edit
        match kind:
            case "entry":
                edit = EntryEdit(
                    dossier, A1, reading.entry(A1), Entry(draw(st.sampled_from([None, 0, 5, "NE"])))
                )
            case "closing":
                edit = ClosingEdit(dossier, reading.is_closed, not reading.is_closed)
            case "tags":
                edit = TagsEdit(dossier, reading.tags, (*reading.tags, "rural"))
            case "recusal":
                before = sheet.recused.get(dossier)
                edit = RecusalEdit(dossier, before, None if before else RECUSAL)
            case "highlight":
                passage = replace(PASSAGE, page=draw(st.integers(1, 3)))
                is_there = passage in sheet.highlighted(dossier)
                edit = HighlightEdit(dossier, passage if is_there else None, None if is_there else passage)
            case _:
                edit = TieEdit(dossier, dossier in sheet.declared, dossier not in sheet.declared)
        sheet = apply(sheet, edit)
        edits.append(edit)
    return edits


def seen(sheet: Sheet) -> object:
    """Return what a person sees of a sheet: an entry written blank and no entry are the same."""
    readings = {
        dossier: (
            {key: entry for key, entry in reading.entries.items() if entry != Entry()},
            reading.is_closed,
        )
        for dossier, reading in sheet.readings.items()
    }
    tags = {dossier: reading.tags for dossier, reading in sheet.readings.items() if reading.tags}
    told = {dossier: reading for dossier, reading in readings.items() if reading != ({}, False)}
    highlights = {dossier: frozenset(passages) for dossier, passages in sheet.highlights.items()}
    return told, tags, dict(sheet.recused), sheet.declared, highlights


@given(histories())
def test_undoing_every_edit_in_reverse_gives_back_an_empty_sheet(edits: list[Edit]) -> None:
    undone = fold(M7, [*edits, *map(inverse, reversed(edits))])
    assert seen(undone) == seen(Sheet(M7))


@given(histories())
def test_undoing_one_edit_gives_back_the_sheet_before_it(edits: list[Edit]) -> None:
    if edits:
        assert seen(fold(M7, [*edits, inverse(edits[-1])])) == seen(fold(M7, edits[:-1]))


@given(histories(), histories())
def test_the_edits_between_two_sheets_turn_one_into_the_other(one: list[Edit], other: list[Edit]) -> None:
    before, after = fold(M7, one), fold(M7, other)
    edits = edits_between(before, after)
    assert seen(reduce(apply, edits, before)) == seen(after)
    assert not [edit for edit in edits if edit.before == edit.after]
    undone = reduce(apply, map(inverse, reversed(edits)), after)
    assert seen(undone) == seen(before)


@given(histories())
def test_the_edits_from_an_empty_sheet_say_all_of_it_and_each_thing_once(edits: list[Edit]) -> None:
    sheet = fold(M7, edits)
    written = edits_between(Sheet(M7), sheet)
    assert seen(fold(M7, written)) == seen(sheet)
    assert edits_between(Sheet(M7), fold(M7, written)) == written
    assert edits_between(sheet, sheet) == ()


def test_a_sheet_is_never_changed_in_place() -> None:
    sheet = Sheet(M7)
    marked = sheet.with_entry(D1, A1, Entry(4))
    assert sheet.reading(D1) == EMPTY_READING
    assert marked.reading(D1).entry(A1).mark == 4
    with pytest.raises(FrozenInstanceError):
        sheet.member = MemberId("m08")  # type: ignore[misc]  # on purpose: it is frozen


def test_blank_not_assessable_and_zero_are_three_different_things() -> None:
    reading = DossierSheet({A1: Entry(0), A2: Entry("NE", motive="hors de ma compétence")})
    assert reading.missing(GRID, ()) == ()
    assert DossierSheet({A1: Entry(0), A2: Entry(remark="à revoir")}).missing(GRID, ()) == (A2,)
    assert marks_of(reading) == {A1: 0, A2: "NE"}
    assert marks_of(DossierSheet({A1: Entry(remark="à revoir")})) == {}


def test_a_neutralised_criterion_asks_for_nothing() -> None:
    assert DossierSheet({A1: Entry(3)}).missing(GRID, [A2]) == ()
    assert DossierSheet({A1: Entry(3), A2: Entry(0)}).unjustified(GRID, [A2]) == ()


@pytest.mark.parametrize("mark", [0, 5, "NE"])
def test_an_extreme_or_not_assessable_mark_asks_for_a_remark_or_a_passage(mark: int) -> None:
    bare = DossierSheet({A1: Entry(mark), A2: Entry(3)})
    assert bare.unjustified(GRID, ()) == (A1,)
    assert DossierSheet({A1: Entry(mark, remark="absent"), A2: Entry(3)}).unjustified(GRID, ()) == ()
    assert DossierSheet({A1: Entry(mark, evidence=(PASSAGE,)), A2: Entry(3)}).unjustified(GRID, ()) == ()
    assert DossierSheet({A1: Entry(mark, remark="  "), A2: Entry(3)}).unjustified(GRID, ()) == (A1,)


def test_a_recusal_keeps_the_marks_already_given_and_withdrawing_it_brings_them_back() -> None:
    sheet = Sheet(M7).with_entry(D1, A1, Entry(4)).with_recusal(D1, RECUSAL)
    assert sheet.recused == {D1: RECUSAL}
    assert sheet.with_recusal(D1, None).recused == {}
    assert sheet.with_recusal(D1, None).reading(D1).entry(A1).mark == 4


def test_a_highlight_is_kept_once_and_stays_out_of_what_is_said_to_others() -> None:
    marking = HighlightEdit(D1, None, PASSAGE)
    sheet = fold(M7, [EntryEdit(D1, A1, Entry(), Entry(4)), marking, marking])
    assert sheet.highlighted(D1) == (PASSAGE,)
    assert sheet.only({D1}).highlights == {}
    assert sheet.only({D1}).reading(D1).entry(A1).mark == 4
    assert apply(sheet, inverse(marking)).highlights == {}
