"""Lots sealed again: when a dossier changes, a recusal arrives or a code is replaced, and for nobody else."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, MemberId, Sha512
from commission_app.sealing.documents import DossierDocument
from commission_app.store.records import BundleRecord
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.preparation.campaign import keep_away
from commission_app.workflow.preparation.lots.seal import Staleness, lot_names, plan_bundles, seal_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.letters import replace_code
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import Verdict
from tests.workflow.campaigns import BEGINNING, Prepared, lot_of, mark_all, mark_dossier

M01, M02, M03 = MemberId("m01"), MemberId("m02"), MemberId("m03")


def states(session: SecretariatSession) -> dict[tuple[str, ...], Staleness]:
    return {tuple(member.id for member in plan.members): plan.staleness for plan in plan_bundles(session)}


def first_dossier(session: SecretariatSession) -> DossierId:
    return session.dossiers()[0].id


def change_title(session: SecretariatSession) -> None:
    """Change a dossier as a new import does."""
    record = session.database.campaign.dossiers()[0]
    document = msgspec.json.decode(record.document, type=DossierDocument)
    changed = msgspec.json.encode(msgspec.structs.replace(document, title="Un autre titre"))
    session.database.campaign.put_dossier(replace(record, document=changed))


def test_a_first_sealing_is_asked_for_every_member(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        assert states(session) == {("m01", "m02", "m03"): Staleness.FIRST}


def test_nothing_is_sealed_again_when_nothing_changed(prepared: Prepared) -> None:
    prepared.seal()
    with prepared.secretariat() as session:
        assert states(session) == {("m01", "m02", "m03"): Staleness.CURRENT}
        with pytest.raises(AppError) as refusal:
            seal_bundles(session, prepared.folder / "lots", no_progress)
        assert refusal.value.code == "SEA-04"
        assert len(seal_bundles(session, prepared.folder / "lots", no_progress, again=True)) == 1


def test_a_changed_dossier_asks_for_a_new_sealing(prepared: Prepared) -> None:
    prepared.seal()
    with prepared.secretariat() as session:
        change_title(session)
        assert states(session) == {("m01", "m02", "m03"): Staleness.CONTENT}


def test_a_replaced_code_asks_for_a_new_sealing(prepared: Prepared) -> None:
    prepared.seal()
    with prepared.secretariat() as session:
        replace_code(session, M02)
        assert states(session) == {("m01", "m02", "m03"): Staleness.CODE}
        seal_bundles(session, prepared.folder / "lots", no_progress)
        assert states(session) == {("m01", "m02", "m03"): Staleness.CURRENT}


def test_a_late_recusal_seals_one_lot_again_and_leaves_the_others(prepared: Prepared) -> None:
    first = prepared.seal()
    with prepared.secretariat() as session:
        keep_away(session, M03, first_dossier(session), "membre du conseil")
        assert states(session) == {("m01", "m02"): Staleness.CURRENT, ("m03",): Staleness.CONTENT}
        (sealed,) = seal_bundles(session, prepared.folder / "lots", no_progress)
        assert [member.id for member in sealed.plan.members] == ["m03"]
        assert sealed.plan.serial > first[0].plan.serial
        assert sealed.plan.lot != first[0].plan.lot


def test_a_late_recusal_takes_the_dossier_off_the_desk_and_out_of_the_fiche(prepared: Prepared) -> None:
    lots = prepared.seal()
    with prepared.member("m03", lot_of(lots, "m03")) as session:
        mark_all(session, 4)
        hidden = next(iter(session.dossiers())).id
    with prepared.secretariat() as session:
        keep_away(session, M03, hidden, "membre du conseil")
        (sealed,) = seal_bundles(session, prepared.folder / "lots", no_progress)
    with prepared.member("m03", sealed.file) as session:
        assert hidden not in {dossier.id for dossier in session.dossiers()}
        copies = list((prepared.folder / "m03").rglob("*.lot"))
        assert len(copies) == 1
        out = prepared.folder / "fiches"
        out.mkdir()
        fiche = hand_in(session, out, no_progress).file
    with prepared.secretariat() as session:
        (outcome,) = accept_sheets(session, [fiche], no_progress)
        assert outcome.verdict is Verdict.ACCEPTED
        assert outcome.verified is not None
        assert hidden not in outcome.verified.sheet.readings


def test_the_lot_from_before_a_recusal_is_refused_once_the_next_was_opened(prepared: Prepared) -> None:
    before = lot_of(prepared.seal(), "m03")
    with prepared.secretariat() as session:
        keep_away(session, M03, first_dossier(session), "membre du conseil")
        (sealed,) = seal_bundles(session, prepared.folder / "lots", no_progress)
    prepared.member("m03", sealed.file).close()
    with pytest.raises(AppError) as refusal:
        prepared.member("m03", before)
    assert refusal.value.code == "LOT-09"


def test_a_dossier_closed_before_the_recusal_counts_no_longer(prepared: Prepared) -> None:
    lots = prepared.seal()
    out = prepared.folder / "fiches"
    out.mkdir()
    with prepared.member("m03", lot_of(lots, "m03")) as session:
        hidden = next(iter(session.dossiers())).id
        mark_dossier(session, hidden, 5)
        fiche = hand_in(session, out, no_progress).file
    with prepared.secretariat() as session:
        accept_sheets(session, [fiche], no_progress)
        assert compute(facts_of(session)).results[hidden].effective_readers
        keep_away(session, M03, hidden, "membre du conseil")
        assert not compute(facts_of(session)).results[hidden].effective_readers


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([{M01, M02, M03}], ["L1"]),
        ([{M01, M02}, {M03}], ["L1", "L3"]),
        ([{M01}, {M02, M03}], ["L3", "L1"]),
        ([{MemberId("m09")}, {M01, M02, M03}], ["L2", "L1"]),
    ],
    ids=["the same", "one left", "most left", "new members"],
)
def test_a_lot_keeps_its_name_with_most_of_its_members(
    groups: list[set[MemberId]], expected: list[str]
) -> None:
    sealed = [record("L1", {M01, M02, M03}), record("L2", {MemberId("m09")})]
    assert lot_names([frozenset(group) for group in groups], sealed) == expected


def record(lot: str, members: set[MemberId]) -> BundleRecord:
    return BundleRecord(lot, 1, Sha512(""), b"", tuple(sorted(members)), (), "", BEGINNING)


def test_a_lot_is_never_written_over_another(prepared: Prepared, tmp_path: Path) -> None:
    prepared.seal()
    with prepared.secretariat() as session:
        change_title(session)
        plan = plan_bundles(session)[0]
        taken = tmp_path / f"{session.campaign.id}_{plan.lot}_v{plan.serial}.lot"
        taken.write_bytes(b"somebody's")
        with pytest.raises(AppError) as refusal:
            seal_bundles(session, tmp_path, no_progress)
    assert refusal.value.code == "SEA-03"
    assert taken.read_bytes() == b"somebody's"
