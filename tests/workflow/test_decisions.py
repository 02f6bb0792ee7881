"""A reading is set aside by a decision with a name and a reason; the fiche keeps its place."""

import json
import shutil
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, Sha512
from commission_app.workflow.deliberation.consolidate import compute, consolidation, facts_of
from commission_app.workflow.deliberation.decisions import DECISION, exclude_reading, exclusions, find_sheet
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import CellKind
from tests.workflow.campaigns import make_desk, mark_all
from tests.workflow.received import M01, Ready, received, refused

WHO, WHY = "Mme la présidente", "Double saisie, reconnue par son auteur."


def sheet_of(session: SecretariatSession) -> Sha512:
    return next(sheet.act_sha512 for sheet in session.database.sheets.all() if sheet.member == M01)


def test_a_reading_set_aside_counts_no_more_and_nothing_more_is_awaited_of_it(ready: Ready) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        dossier, before = session.dossiers()[0].id, consolidation(session)
        decision = exclude_reading(session, sheet_of(session), dossier, WHO, f"  {WHY}\n")
        after = consolidation(session)
        cells = {row.dossier: row.cells[0].kind for row in after.rows}
        assert [kind for where, kind in cells.items() if where != dossier] == [CellKind.TOTAL] * 2
        assert cells[dossier] is CellKind.ABSENT
        assert after.reasons == before.reasons
        event = session.database.journal.entries()[-1]
        assert (event.kind, dict(event.facts)) == (
            "reading_excluded",
            {
                "member": M01, "dossier": dossier, "act": sheet_of(session), "reason": WHY,
                "author": WHO, "decision": decision,
            },
        )  # fmt: skip
        (kept,) = session.database.acts.of_kind(DECISION)
        assert json.loads(kept.act.split(b"\n")[0])["reason"] == WHY


def test_a_fork_is_decided_by_setting_one_side_aside(ready: Ready) -> None:
    copy, code = ready.prepared.folder / "copie", ready.prepared.letters[M01].code
    shutil.copytree(ready.prepared.folder / "m01", copy)
    out = ready.prepared.folder / "fiches"
    with ready.prepared.member("m01", ready.lot) as member:
        mark_all(member, 4)
        first = hand_in(member, out, no_progress).file
    with enter(make_desk(copy), ready.lot, code, no_progress) as member:
        mark_all(member, 5)
        second = hand_in(member, out, no_progress).file
    received(ready.prepared, [first, second])
    with ready.prepared.secretariat() as session:
        forks = compute(facts_of(session)).merged.forks
        assert len(forks) == 3
        for _, dossier in forks:
            exclude_reading(session, sheet_of(session), dossier, WHO, WHY)
        done = compute(facts_of(session))
        assert not done.merged.forks
        assert len(done.facts.sheets) == 2


def test_the_same_decision_again_changes_nothing(ready: Ready) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        dossier = session.dossiers()[0].id
        first = exclude_reading(session, sheet_of(session), dossier, WHO, WHY)
        events = len(session.database.journal.entries())
        assert exclude_reading(session, sheet_of(session), dossier, WHO, "Autre motif.") == first
        assert exclusions(session) == {(sheet_of(session), dossier)}
        assert len(session.database.journal.entries()) == events


@pytest.mark.parametrize(("name", "reason"), [("", WHY), (WHO, ""), (" ", WHY), (WHO, "\n ")])
def test_a_decision_without_a_name_or_a_reason_is_refused(ready: Ready, name: str, reason: str) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        with refused("DEC-01"):
            exclude_reading(session, sheet_of(session), session.dossiers()[0].id, name, reason)
        assert exclusions(session) == frozenset()


def test_a_decision_about_nothing_received_is_refused(ready: Ready) -> None:
    desk = make_desk(ready.prepared.folder / "portable")
    with enter(desk, ready.lot, ready.prepared.letters[M01].code, no_progress) as member:
        mark_all(member, 5)
        elsewhere = hand_in(member, ready.prepared.folder / "fiches", no_progress).file
    received(ready.prepared, [ready.fiches["m01"], elsewhere])
    with ready.prepared.secretariat() as session:
        dossier = session.dossiers()[0].id
        unconfirmed = session.database.sheets.all()[-1].act_sha512
        for sheet in (Sha512("a" * 128), unconfirmed):
            with refused("CAM-04"):
                exclude_reading(session, sheet, dossier, WHO, WHY)
        with refused("CAM-04"):
            exclude_reading(session, sheet_of(session), DossierId("999"), WHO, WHY)
        assert exclusions(session) == frozenset()


def test_a_fiche_is_found_by_the_beginning_of_its_digest_when_there_is_but_one(ready: Ready) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        sheet = sheet_of(session)
        assert find_sheet(session, sheet[:12].upper()) == find_sheet(session, sheet) == sheet
        for beginning in ("", "z", f"{sheet}0"):
            with pytest.raises(AppError) as refusal:
                find_sheet(session, beginning)
            assert refusal.value.code == "CAM-04"


def test_half_a_sign_in_a_reason_does_not_stop_a_decision(ready: Ready, tmp_path: Path) -> None:
    received(ready.prepared, ready.fiches.values())
    with ready.prepared.secretariat() as session:
        exclude_reading(session, sheet_of(session), session.dossiers()[0].id, WHO, "motif\udce9")
        assert len(exclusions(session)) == 1
