"""Marks changed in the debate and late fiches: what they move, the same on every page."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.meeting.acts import (
    Act,
    Arrived,
    MarkChanged,
    Presence,
    RulesAdopted,
    SecondRound,
    Undone,
)
from commission_app.scoring.meeting.movement import Move, Place
from commission_app.scoring.ranking import Line
from commission_app.scoring.sheet import Entry
from commission_app.workflow.deliberation.export import export_consolidation
from commission_app.workflow.meeting.minutes import minutes_of
from commission_app.workflow.meeting.movements import (
    ChangedMark,
    changed_marks,
    effect_words,
    late_words,
    points_words,
    ranked_at,
    readings_in,
)
from commission_app.workflow.meeting.page import meeting_view
from commission_app.workflow.meeting.sitting import Sitting
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark import entry_edit, record
from commission_app.workflow.progress import no_progress
from tests.workflow.campaigns import mark_all
from tests.workflow.consolidated import consolidated, disputed
from tests.workflow.received import M01, M02, Ready, again, received

SEATS = 3


def plain(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def change(member: int, dossier: int, criterion: str, after: int) -> MarkChanged:
    before = disputed(member, dossier, criterion)
    name = f"m{member:02d}", f"D{dossier:02d}", criterion
    return MarkChanged(
        MemberId(name[0]), DossierId(name[1]), CriterionId(name[2]), before, after, "La page 7."
    )


def moves(*facts: object) -> tuple[ChangedMark, ...]:
    done = consolidated(disputed)
    acts = [Act(number, "2021-06-28T10:00:00", "Secrétariat", fact) for number, fact in enumerate(facts, 1)]
    return changed_marks(done, readings_in(done), acts, SEATS)


def test_a_changed_mark_moves_exactly_what_its_weight_and_its_voice_carry() -> None:
    (found,) = moves(change(0, 4, "b1", 5))
    raised = 5 - disputed(0, 4, "b1")
    # One voice of four; section B weighs 40 on marks of 5.
    assert found.move.gained == Fraction(raised, 4) * 8


def test_the_moves_of_several_changes_add_up_to_the_second_round() -> None:
    done = consolidated(disputed)
    found = moves(change(0, 4, "b1", 5), change(1, 4, "a1", 0), change(2, 4, "a2", 3))
    every = {(one.fact.member, one.fact.dossier, one.fact.criterion): one.fact.after for one in found}
    gained = [one.move.gained for one in found]
    first, last = found[0].move.before.note, found[-1].move.after.note
    assert first == done.results[DossierId("D04")].note
    assert sum((one for one in gained if one is not None), Fraction(0)) == (last or 0) - (first or 0)
    assert all(after.move.before == before.move.after for before, after in pairwise(found))
    assert len(every) == 3


def test_a_change_that_is_undone_moves_nothing_and_the_others_are_measured_again() -> None:
    kept = change(1, 4, "a1", 0)
    undone = moves(change(0, 4, "b1", 5), kept, Undone(1))
    assert [(one.act, one.move) for one in undone] == [(2, moves(kept)[0].move)]
    assert moves() == ()


def test_the_ranking_after_the_last_change_is_the_one_with_all_of_them() -> None:
    found = moves(change(0, 4, "b1", 5), change(1, 4, "b1", 5), change(2, 4, "b1", 5))
    done = consolidated(disputed)

    def marks(member: int, dossier: int, criterion: str) -> int:
        is_changed = dossier == 4 and criterion == "b1" and member < 3
        return 5 if is_changed else disputed(member, dossier, criterion)

    whole = consolidated(marks)
    (row,) = (one for one in ranked_at(done.facts, whole.results, SEATS) if one.dossier == "D04")
    assert found[-1].move.after == Place(row.result.note, row.rank, row.line)


def moved(before: Place, after: Place) -> str:
    return plain(effect_words(Move(DossierId("d"), before, after)))


def test_the_effect_is_said_in_points_and_ranks_or_that_nothing_moves() -> None:
    eleventh = Place(Fraction(60), 11, Line.BELOW)
    assert moved(eleventh, Place(Fraction(312, 5), 8, Line.ABOVE)) == "+2,4 points, rang 11 → 8"
    assert moved(Place(Fraction(61), 8, Line.ABOVE), eleventh) == "−1,0 point, rang 8 → 11"
    assert moved(eleventh, replace(eleventh, note=Fraction(301, 5))) == "+0,2 point, sans effet sur le rang"
    assert moved(eleventh, eleventh) == "sans effet sur le rang"
    across = Place(Fraction(60), 10, Line.ACROSS)
    tied = moved(eleventh, replace(across, note=Fraction(61)))
    assert tied == "+1,0 point, rang 11 → 10, ex æquo à la ligne"
    assert moved(across, Place(Fraction(61), 10, Line.ABOVE)) == "+1,0 point, même rang, dans les places"
    nowhere = Place(None, None, None)
    assert moved(nowhere, eleventh) == "sans rang → 11"
    assert moved(eleventh, nowhere) == "rang 11 → sans rang"
    assert plain(points_words(Fraction(1, 300))) == "+0,003 point"  # never « +0,0 »


RULES = RulesAdopted(1, 2, "institution", casting_vote=True, chair="Mme P.", chair_member=M01)


@pytest.fixture
def seated(ready: Ready) -> Ready:
    received(ready.prepared, ready.fiches.values())
    return ready


def opened(sitting: Sitting) -> Sitting:
    """Open a meeting of two members; three dossiers are tied on one seat."""
    sitting.record(RULES)
    for member in (M01, M02):
        sitting.record(Arrived(member, Presence.ROOM))
    sitting.open()
    return sitting


def test_page_acts_minutes_and_export_say_the_same_effect(seated: Ready, tmp_path: Path) -> None:
    with seated.prepared.secretariat() as session:
        sitting = opened(Sitting(session))
        dossier, criterion = sitting.state.on_agenda[0], session.campaign.grid.criteria[0].id
        sitting.record(MarkChanged(M01, dossier, criterion, 2, 5, "Le débat a montré la page 4"))
        page = meeting_view(sitting, dossier).dossier
        assert page is not None
        (line,) = page.changed
        assert (line.before, line.after, line.reason) == ("2", "5", "Le débat a montré la page 4")
        assert "même rang, dans les places" in line.effect
        assert "(second tour, non officiel)" in line.effect
        sitting.record(SecondRound(is_official=True, reason="Décidé par la commission."))
        view = meeting_view(sitting, dossier)
        assert view.dossier is not None
        effect = view.dossier.changed[0].effect
        assert line.effect == f"{effect} (second tour, non officiel)"
        assert any(f"page 4. Effet\N{NARROW NO-BREAK SPACE}: {effect}." in act.sentence for act in view.acts)
        details = next(one.details for one in minutes_of(sitting).deliberations if one.details)
        assert any(effect in words and "page 4" in words for words in details)
        note = sitting.done.results[dossier].note
        assert sitting.movements[-1].move.after.note == note
        _, book = export_consolidation(session, sitting.done, tmp_path)
    with zipfile.ZipFile(book) as archive:
        assert f"<t>{effect}</t>" in archive.read("xl/sharedStrings.xml").decode()


@pytest.fixture
def late(seated: Ready, request: pytest.FixtureRequest) -> Iterator[tuple[Sitting, DossierId]]:
    """A meeting during which a third fiche comes, that lowers the first dossier if it is asked to."""
    prepared = seated.prepared
    with prepared.secretariat() as session:
        first = opened(Sitting(session)).state.on_agenda[0]
    with prepared.member("m03", seated.lot) as member:
        mark_all(member, 4)
        if request.param:
            criterion = member.grid.criteria[0].id
            record(member, entry_edit(member.sheet, first, criterion, Entry(0, remark="Rien n’en est dit.")))
        file = hand_in(member, prepared.folder / "fiches", no_progress).file
    received(prepared, [file])
    with prepared.secretariat() as session:
        yield Sitting(session), first


@pytest.mark.parametrize("late", [True], indirect=True)
def test_a_late_fiche_says_who_moves_enters_and_leaves_before_anybody_takes_it(
    late: tuple[Sitting, DossierId],
) -> None:
    sitting, first = late
    basis, acts = meeting_view(sitting).late, len(sitting.acts)
    assert basis is not None
    words = plain(late_words(basis))
    assert words.startswith("La prendre en compte changerait 1 rang :")
    assert f"{sitting.territory(first)}, rang 1 → 3." in words
    assert f"{sitting.territory(first)} sortirait de la place." in words
    assert len(sitting.acts) == acts  # nothing is written
    sitting.present_ranking("La fiche attendue est arrivée.")
    assert next(row.rank for row in sitting.ranking if row.dossier == first) == 3  # as it was said
    assert meeting_view(sitting).late is None


@pytest.mark.parametrize("late", [False], indirect=True)
def test_a_late_fiche_that_moves_no_rank_says_so(late: tuple[Sitting, DossierId]) -> None:
    sitting, _ = late
    basis = meeting_view(sitting).late
    assert basis is not None
    assert plain(late_words(basis)) == "La prendre en compte ne changerait aucun rang."


def test_a_fiche_handed_in_again_is_late_only_where_it_says_something_else(seated: Ready) -> None:
    prepared = seated.prepared
    with prepared.secretariat() as session:
        first = opened(Sitting(session)).state.on_agenda[0]
        assert Sitting(session).late_dossiers == frozenset()
    with again(prepared, "m01") as member:  # every dossier is closed again, one mark differs
        criterion = member.grid.criteria[0].id
        record(member, entry_edit(member.sheet, first, criterion, Entry(4)))
        file = hand_in(member, prepared.folder / "fiches", no_progress).file
    received(prepared, [file])
    with prepared.secretariat() as session:
        sitting = Sitting(session)
        assert sitting.late_dossiers == {first}
        line = next(line for line in meeting_view(sitting).agenda if line.dossier == first)
        assert "fiche tardive" in line.reasons
