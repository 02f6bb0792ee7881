"""The grid is replaced after the freeze: an act with its reason, and two versions that are never mixed."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete

from commission_app import resources
from commission_app.scoring.draft import ClosingEdit
from commission_app.scoring.grid import Grid, canonical_json
from commission_app.scoring.grid_edit import add_criterion, remove_criterion, with_criterion
from commission_app.scoring.ids import CriterionId, MemberId, Sha512
from commission_app.scoring.sheet import Entry
from commission_app.store.tables import SETTINGS
from commission_app.workflow.deliberation.archive import verify_archive, write_session_archive
from commission_app.workflow.deliberation.consolidate import compute, facts_of, provisional_reasons
from commission_app.workflow.member.draft_backup import snapshot
from commission_app.workflow.member.draft_offers import DraftOffer, restore_backup
from commission_app.workflow.member.grid_carry import grid_notice, put_grid_notice_aside
from commission_app.workflow.member.hand_in import hand_in, handed_in
from commission_app.workflow.member.mark import entry_edit, recent_edits, record
from commission_app.workflow.preparation.grid import grid_draft
from commission_app.workflow.preparation.grid.grid_versions import (
    GridState,
    abandon_version,
    begin_version,
    consequences,
    grid_view,
    replace_grid,
)
from commission_app.workflow.preparation.lots.seal import Staleness, plan_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.closing import close_reception
from commission_app.workflow.receiving.receipts import take_receipt, write_receipts
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.receiving.reception import reception
from commission_app.workflow.secretariat.journal_view import journal_view
from commission_app.workflow.secretariat.members_view import members_view
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import Verdict
from tests.workflow.archives import Entries, spoiled
from tests.workflow.campaigns import Prepared, lot_of, mark_all, mark_dossier
from tests.workflow.received import again, refused
from tests.workflow.two_computers import elsewhere

M01, M02 = MemberId("m01"), MemberId("m02")
A11, A12 = CriterionId("A1.1"), CriterionId("A1.2")


def reworded(grid: Grid) -> Grid:
    """Ask another question in A1.1, for a point that A1.2 loses."""
    first, second = grid.by_id[A11], grid.by_id[A12]
    changed = replace(first, question="Une autre question ?", weight=first.weight + 1)
    return with_criterion(with_criterion(grid, changed), replace(second, weight=second.weight - 1))


def new_version(session: SecretariatSession, change: Callable[[Grid], Grid] = reworded) -> None:
    view = begin_version(session)
    grid_draft.change_grid(session, change(view.grid))
    replace_grid(session, "Hélène Lacombe", "une question était ambiguë")


@dataclass(frozen=True)
class Changed:
    """A campaign of which m01 handed in a fiche, then the grid changed and the lots were sealed again."""

    prepared: Prepared
    before: Path  # the fiche of m01, received on the first version
    late: Path  # the fiche of m02, on the first version too, which comes after the change
    lot: Path


def run_verifier(archive: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-I", str(resources.path("verifier.py")), str(archive)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.fixture
def changed(prepared: Prepared) -> Changed:
    out = prepared.folder / "fiches"
    out.mkdir()
    lots = prepared.seal()
    fiches = {}
    for member in ("m01", "m02"):
        with prepared.member(member, lot_of(lots, member)) as session:
            mark_all(session, 3)
            fiches[member] = hand_in(session, out, no_progress).file
    with prepared.secretariat() as session:
        accept_sheets(session, [fiches["m01"]], no_progress)
        new_version(session)
    lot = lot_of(prepared.seal("nouveaux"), "m01")
    return Changed(prepared, fiches["m01"], fiches["m02"], lot)


def test_before_it_is_frozen_a_version_concerns_nobody_and_may_be_abandoned(prepared: Prepared) -> None:
    prepared.seal()
    with prepared.secretariat() as session:
        in_force = session.campaign.grid
        assert grid_view(session).state is GridState.FROZEN
        with refused("CAM-06"):
            grid_draft.change_grid(session, reworded(in_force))
        view = begin_version(session)
        assert (view.state, view.grid.version) == (GridState.NEXT, f"{in_force.version}-2")
        with refused("GRI-09"):  # nothing is changed yet
            consequences(session)
        grid_draft.change_grid(session, reworded(view.grid))
        assert session.campaign.grid == in_force
        assert [plan.staleness for plan in plan_bundles(session)] == [Staleness.CURRENT]
        assert abandon_version(session).grid == in_force


def test_what_a_version_changes_is_told_before_it_is_frozen(prepared: Prepared) -> None:
    prepared.seal()
    with prepared.secretariat() as session:
        grid_draft.change_grid(session, reworded(begin_version(session).grid))
        told = consequences(session)
    assert told.number == 2
    first, second = (each for each in told.changes if each.title.startswith("A1."))
    assert first.is_asked_again
    assert not second.is_asked_again
    assert any("Une autre question" in line for line in first.lines)
    assert any("Poids" in line for line in second.lines)
    said = " ".join(" ".join(told.lines).split())
    assert "3 membres ont déjà leur lot" in said
    assert "À noter de nouveau : A1.1." in said


def test_a_version_is_refused_without_a_name_a_reason_or_weights_that_make_100(prepared: Prepared) -> None:
    with prepared.secretariat() as session, refused("GRI-08"):
        begin_version(session)
    prepared.seal()
    with prepared.secretariat() as session:
        in_force = session.campaign.grid
        view = begin_version(session)
        with refused("GRI-07"):
            grid_draft.change_grid(session, replace(view.grid, title=" "))
        light = replace(view.grid.by_id[A11], weight=Fraction(1))
        grid_draft.change_grid(session, with_criterion(view.grid, light))
        for author, reason, code in (
            ("", "motif", "DEC-01"),
            ("Nom", " ", "DEC-01"),
            ("Nom", "motif", "GRI-04"),
        ):
            with refused(code):
                replace_grid(session, author, reason)
        added, _ = add_criterion(remove_criterion(view.grid, A12), view.grid.sections[0].id, view.taken)
        name = added.sections[0].criteria[-1].id
        assert name not in view.taken  # a mark of the criterion that left never comes back under another
        weight = view.grid.by_id[A12].weight
        grid_draft.change_grid(session, with_criterion(added, replace(added.by_id[name], weight=weight)))
        with refused("GRI-09"):  # its question is still to be written
            replace_grid(session, "Nom", "motif")
        assert session.campaign.grid == in_force
        assert len(session.database.campaign.grid_versions()) == 1


def test_the_act_is_journalled_with_who_why_and_what(changed: Changed) -> None:
    with changed.prepared.secretariat() as session:
        first, second = grid_view(session).versions
        assert (first.author, second.author, second.number) == ("", "Hélène Lacombe", 2)
        assert second.sha512 == session.campaign.grid.digest != first.sha512
        (entry,) = (e for e in session.database.journal.entries() if e.kind == "grid_replaced")
        assert (entry.facts["former"], entry.facts["grid"]) == (first.sha512, second.sha512)
        assert "Une autre question" in str(entry.facts["changes"])
        said = next(
            line.sentence for line in journal_view(session).lines if "remplace la grille" in line.sentence
        )
        assert "ambiguë" in said


def test_a_fiche_of_the_former_grid_is_kept_and_counts_no_more(changed: Changed) -> None:
    with changed.prepared.secretariat() as session:
        done = compute(facts_of(session))
        assert not done.facts.sheets
        assert len(done.facts.former) == 1
        assert all(result.note is None for result in done.results.values())
        assert any("nouvelle version de la grille" in reason for reason in provisional_reasons(done))
        view = reception(session)
        assert [file.verdict for file in view.files] == [Verdict.FORMER_GRID]
        assert next(one for one in view.members if one.member == M01).state.startswith("à remettre")
        assert not any(line.is_in for line in members_view(session).members)


def test_a_fiche_of_the_former_grid_that_comes_late_is_refused_in_words(changed: Changed) -> None:
    with changed.prepared.secretariat() as session:
        late, again = accept_sheets(session, [changed.late, changed.before], no_progress)
        assert late.error is not None
        assert (late.error.code, late.error.facts) == ("FIC-18", {"noted": 1, "current": 2})
        assert again.verdict is Verdict.DUPLICATE
        assert not compute(facts_of(session)).facts.sheets


def test_every_lot_is_to_be_sealed_again_for_the_new_grid(prepared: Prepared) -> None:
    prepared.seal()
    with prepared.secretariat() as session:
        new_version(session)
        assert [plan.staleness for plan in plan_bundles(session)] == [Staleness.GRID]


def test_marks_that_still_answer_the_grid_are_taken_up_and_the_others_asked_again(changed: Changed) -> None:
    with changed.prepared.member("m01", changed.lot) as session:
        assert handed_in(session)[-1].is_to_redo
        notice = grid_notice(session)
        assert notice is not None
        assert (notice.again, notice.was_handed_in) == ((A11,), True)
        for dossier in session.dossiers():
            reading = session.sheet.reading(dossier.id)
            assert not reading.is_closed
            assert reading.entry(A11).mark is None
            assert reading.entry(A11).remark  # what was written is never lost
            assert reading.entry(A12).mark == 3
        assert (
            recent_edits(session) == ()
        )  # undone, an edit from before would put a mark back where it is not due
        put_grid_notice_aside(session)
        assert grid_notice(session) is None


def test_a_desk_that_never_noted_its_grid_keeps_what_it_had_closed(prepared: Prepared) -> None:
    lot = lot_of(prepared.seal(), "m01")
    with prepared.member("m01", lot) as session:
        dossier = next(iter(session.dossiers())).id
        for criterion in session.grid.criteria:
            record(session, entry_edit(session.sheet, dossier, criterion.id, Entry(0)))
        record(session, ClosingEdit(dossier, before=False, after=True))  # as an earlier version let it be
        noted = SETTINGS.c.name.in_(("grid", "marked_on"))
        session.database.settings._transactions.write(delete(SETTINGS).where(noted))
    with prepared.member("m01", lot) as session:
        assert session.sheet.reading(dossier).is_closed


def test_a_member_completes_and_hands_in_again_and_the_archive_tells_both_versions(changed: Changed) -> None:
    prepared = changed.prepared
    with prepared.member("m01", changed.lot) as session:
        with prepared.secretariat() as desk:
            (receipt,) = write_receipts(desk, prepared.folder)
        assert "ancienne grille" in take_receipt(session, receipt.file)[0]
        assert not handed_in(session)[-1].is_retained
        for dossier in session.dossiers():
            mark_dossier(session, dossier.id, 4)
        fiche = hand_in(session, prepared.folder / "fiches", no_progress).file
    with prepared.secretariat() as session:
        (outcome,) = accept_sheets(session, [fiche], no_progress)
        assert outcome.verdict is Verdict.REPLACES
        done = compute(facts_of(session))
        assert [sheet.claims.member for sheet in done.facts.sheets] == [M01]
        assert not any("nouvelle version" in reason for reason in provisional_reasons(done))
        assert {file.verdict for file in reception(session).files} == {Verdict.REPLACES, Verdict.OLDER}
        (receipt,) = write_receipts(session, prepared.folder / "fiches")
        assert {result.note for result in done.results.values()} == {Fraction(80)}  # 4 on 5 everywhere
        archive = prepared.folder / "seance.zip"
        write_session_archive(session, archive)
    with again(prepared, "m01") as session:
        assert any("remplacée depuis" in line for line in take_receipt(session, receipt.file))
    assert any("version 2" in line for line in verify_archive(archive).lines)
    told = run_verifier(archive)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "version 2 en vigueur" in told.stdout


def test_a_criterion_that_left_the_grid_takes_its_marks_out_of_the_fiche(prepared: Prepared) -> None:
    lots = prepared.seal()
    with prepared.member("m02", lot_of(lots, "m02")) as session:
        mark_all(session, 3)
    with prepared.secretariat() as desk:
        weight = desk.campaign.grid.by_id[A12].weight

        def without(grid: Grid) -> Grid:
            first = grid.by_id[A11]
            return with_criterion(remove_criterion(grid, A12), replace(first, weight=first.weight + weight))

        new_version(desk, without)
    out = prepared.folder / "fiches"
    out.mkdir()
    with prepared.member("m02", lot_of(prepared.seal("nouveaux"), "m02")) as session:
        dossier = next(iter(session.dossiers())).id
        assert A12 in session.draft.reading(dossier).entries
        assert A12 not in session.sheet.reading(dossier).entries
        assert session.sheet.reading(dossier).is_closed  # nothing is asked again
        fiche = hand_in(session, out, no_progress).file
    with prepared.secretariat() as desk:
        (outcome,) = accept_sheets(desk, [fiche], no_progress)
        assert outcome.verdict is Verdict.ACCEPTED


def test_once_the_reception_is_closed_the_grid_changes_no_more(prepared: Prepared) -> None:
    prepared.seal()
    with prepared.secretariat() as session:
        grid_draft.change_grid(session, reworded(begin_version(session).grid))
        close_reception(session)
        with refused("GRI-08"):
            begin_version(session)
        with refused("GRI-08"):
            replace_grid(session, "Nom", "motif")
        assert "close" in grid_view(session).closed_because


def test_drafts_of_the_former_grid_taken_up_elsewhere_keep_what_still_answers_the_new_one(
    changed: Changed,
) -> None:
    backup = changed.prepared.folder / "stick"
    backup.mkdir()
    old = Path(shutil.copy(lot_of(changed.prepared.seal("encore"), "m02"), backup))
    with changed.prepared.member("m02", changed.lot) as session:
        draft = snapshot(session)
        assert draft is not None
        former = replace(draft.draft, sheet=session.draft)
    with elsewhere(changed.prepared, old, member="m02") as other:
        known = {**dict(former.marked_on or {}), A11: Sha512("0" * 128)}  # A1.1 was marked on other words
        offer = DraftOffer(
            old, former.saved, True, True, 3, 3, 3, 3, None, "digest", replace(former, marked_on=known)
        )
        restore_backup(other, offer)
        reading = other.sheet.reading(next(iter(other.dossiers())).id)
        assert reading.entry(A11).mark is None
        assert reading.entry(A12).mark == 3


def test_a_lot_of_no_version_and_versions_that_end_elsewhere_refuse_the_archive(changed: Changed) -> None:
    with changed.prepared.secretariat() as session:
        archive = changed.prepared.folder / "seance.zip"
        write_session_archive(session, archive)

    def cut(entries: Entries, grids: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> None:
        registry = json.loads(entries["registre.json"])
        registry["grids"] = grids(registry["grids"])
        entries["registre.json"] = canonical_json(registry)

    stranger = {"digest": "0" * 128, "at": "", "author": "", "reason": ""}
    for grids, code in (
        (lambda lines: [stranger, lines[1]], "ARC-09"),  # the first lots are then of no version
        (lambda lines: lines[::-1], "ARC-03"),
        (lambda lines: lines[1:], "ARC-03"),
    ):
        forged = spoiled(archive, partial(cut, grids=grids))
        with refused(code):
            verify_archive(forged)
        assert run_verifier(forged).returncode == 1
