import json
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.draft import ClosingEdit, RecusalEdit
from commission_app.scoring.ids import CriterionId, DossierId, MemberId
from commission_app.scoring.sheet import Entry, Recusal
from commission_app.workflow.member.hand_in import hand_in, handed_in
from commission_app.workflow.member.mark import entry_edit, place, recent_edits, record, remember_place
from commission_app.workflow.member.mark_file import mark_from_file
from commission_app.workflow.member.on_paper import print_copy
from commission_app.workflow.member.open_bundle import resume
from commission_app.workflow.member.review import review
from commission_app.workflow.member.views import CheckKind, Place
from commission_app.workflow.preparation.campaign import keep_away
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receipts import take_receipt, write_receipts
from commission_app.workflow.receiving.receive import accept_sheets
from tests.workflow.campaigns import Prepared, files_under, lot_of, make_desk, mark_all, mark_dossier


@pytest.fixture
def sealed_lot(prepared: Prepared) -> Path:
    return lot_of(prepared.seal(), "m01")


def first_dossier(prepared: Prepared) -> DossierId:
    return prepared.scenario.dossiers[0].id


def test_every_edit_survives_a_restart(prepared: Prepared, sealed_lot: Path) -> None:
    with prepared.member("m01", sealed_lot) as session:
        mark_all(session, 4)
        sheet, edits = session.sheet, recent_edits(session)
    code = prepared.letters[MemberId("m01")].code
    with resume(make_desk(prepared.folder / "m01"), code=code) as session:
        assert session.sheet == sheet
        assert recent_edits(session) == edits


def test_a_place_is_remembered(prepared: Prepared, sealed_lot: Path) -> None:
    with prepared.member("m01", sealed_lot) as session:
        assert place(session) == Place()
        where = Place(first_dossier(prepared), CriterionId("A1.2"), None, 3, 250, 115)
        remember_place(session, where)
        assert replace(place(session), at=None) == where


@pytest.mark.parametrize(
    ("criterion", "entry", "code"),
    [
        ("Z1", Entry(3), "MAR-01"),
        ("A1.1", Entry(6), "MAR-03"),
        ("A1.1", Entry(-1), "MAR-03"),
        ("A1.1", Entry("NE", motive="par flemme"), "MAR-03"),
    ],
)
def test_a_mark_outside_the_grid_is_refused_and_not_recorded(
    prepared: Prepared, sealed_lot: Path, criterion: str, entry: Entry, code: str
) -> None:
    with prepared.member("m01", sealed_lot) as session:
        with pytest.raises(AppError) as refusal:
            record(session, entry_edit(session.sheet, first_dossier(prepared), CriterionId(criterion), entry))
        assert refusal.value.code == code
        assert recent_edits(session) == ()


def test_a_neutralised_criterion_takes_no_mark(prepared: Prepared) -> None:
    lot = lot_of(prepared.seal(), "m03")
    with prepared.member("m03", lot) as session:
        neutralised = session.neutralised
        for criterion in neutralised:
            with pytest.raises(AppError) as refusal:
                record(session, entry_edit(session.sheet, first_dossier(prepared), criterion, Entry(3)))
            assert refusal.value.code == "MAR-02"


def test_a_recused_member_cannot_mark(prepared: Prepared, sealed_lot: Path) -> None:
    dossier = first_dossier(prepared)
    with prepared.member("m01", sealed_lot) as session:
        record(session, RecusalEdit(dossier, None, Recusal("personal", "parent de la directrice")))
        with pytest.raises(AppError) as refusal:
            record(session, entry_edit(session.sheet, dossier, CriterionId("A1.1"), Entry(3)))
        assert refusal.value.code == "MAR-02"


def test_marks_kept_hidden_come_back_when_a_recusal_is_withdrawn(
    prepared: Prepared, sealed_lot: Path
) -> None:
    dossier, recusal = first_dossier(prepared), Recusal("personal", "lien")
    with prepared.member("m01", sealed_lot) as session:
        mark_dossier(session, dossier, 4)
        before = session.sheet
        record(session, RecusalEdit(dossier, None, recusal))
        record(session, RecusalEdit(dossier, recusal, None))
        assert session.sheet == before


def test_a_file_of_marks_is_taken_whole_or_not_at_all(
    prepared: Prepared, sealed_lot: Path, tmp_path: Path
) -> None:
    dossier = first_dossier(prepared)
    file = tmp_path / "notes.json"
    entries = {"A1.1": {"mark": 4}, "A1.2": {"mark": 9}}
    file.write_text(json.dumps({"dossiers": {dossier: {"entries": entries}}}))
    with prepared.member("m01", sealed_lot) as session:
        with pytest.raises(AppError) as refusal:
            mark_from_file(session, file, no_progress)
        assert refusal.value.code == "MAR-03"
        assert recent_edits(session) == ()
        assert session.sheet.reading(dossier).entries == {}


@pytest.mark.parametrize(
    "text", ["", "{", '{"dossiers": {"x": {"entries": {"A1.1": {"mark": 4.5}}}}}', '{"notes": {}}']
)
def test_an_unreadable_file_of_marks_is_refused(
    prepared: Prepared, sealed_lot: Path, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "notes.json"
    file.write_text(text)
    with prepared.member("m01", sealed_lot) as session:
        with pytest.raises(AppError) as refusal:
            mark_from_file(session, file, no_progress)
        assert refusal.value.code == "MAR-04"


def test_a_dossier_is_not_closed_from_a_file_while_a_mark_is_missing(
    prepared: Prepared, sealed_lot: Path, tmp_path: Path
) -> None:
    file = tmp_path / "notes.json"
    file.write_text(
        json.dumps(
            {"dossiers": {first_dossier(prepared): {"entries": {"A1.1": {"mark": 4}}, "closed": True}}}
        )
    )
    with prepared.member("m01", sealed_lot) as session:
        with pytest.raises(AppError) as refusal:
            mark_from_file(session, file, no_progress)
        assert refusal.value.code == "MAR-05"


def test_unfinished_work_can_be_handed_in_and_says_what_is_open(
    prepared: Prepared, sealed_lot: Path, tmp_path: Path
) -> None:
    with prepared.member("m01", sealed_lot) as session:
        mark_dossier(session, first_dossier(prepared), 3)
        seen = review(session)
        assert seen.can_hand_in
        assert (seen.dossiers_closed, seen.dossiers_open) == (1, 2)
        assert any(check.kind is CheckKind.INFORMATION for check in seen.checks)
        assert hand_in(session, tmp_path, no_progress).dossiers == 1


def test_a_closed_dossier_with_a_hole_blocks_the_hand_in_and_leads_to_it(
    prepared: Prepared, sealed_lot: Path, tmp_path: Path
) -> None:
    dossier = first_dossier(prepared)
    with prepared.member("m01", sealed_lot) as session:
        mark_dossier(session, dossier, 3)
        record(session, entry_edit(session.sheet, dossier, CriterionId("A1.1"), Entry()))
        for unjustified in ("A1.2", "A2.1"):
            record(session, entry_edit(session.sheet, dossier, CriterionId(unjustified), Entry(0)))
        blocking = [check for check in review(session).checks if check.kind is CheckKind.BLOCKING]
        assert {check.dossier for check in blocking} == {dossier}
        assert [[criterion.id for criterion in check.criteria] for check in blocking] == [
            ["A1.1"],
            ["A1.2", "A2.1"],
        ]
        with pytest.raises(AppError) as refusal:
            hand_in(session, tmp_path, no_progress)
        assert refusal.value.code == "REM-01"
        assert "A1.1" in str(refusal.value.facts["detail"])
        assert list(tmp_path.iterdir()) == [prepared.folder]
        assert handed_in(session) == ()


def test_a_second_version_overwrites_nothing_and_names_the_first(
    prepared: Prepared, sealed_lot: Path, tmp_path: Path
) -> None:
    out = tmp_path / "fiches"
    out.mkdir()
    with prepared.member("m01", sealed_lot) as session:
        mark_all(session, 3)
        first = hand_in(session, out, no_progress)
        kept = first.file.read_bytes()
        second = hand_in(session, out, no_progress)
        assert (first.version, second.version) == (1, 2)
        assert first.file.read_bytes() == kept
        assert review(session).next_version == 3
        assert [handed.version for handed in handed_in(session)] == [1, 2]


def test_handing_in_over_a_file_of_the_same_name_takes_another_name(
    prepared: Prepared, sealed_lot: Path, tmp_path: Path
) -> None:
    out = tmp_path / "fiches"
    out.mkdir()
    with prepared.member("m01", sealed_lot) as session:
        mark_all(session, 3)
        name = hand_in(session, out, no_progress).file.name
    other = tmp_path / "autre"
    other.mkdir()
    (other / name.replace("_n1", "_n2")).write_text("déjà là")
    with prepared.member("m01", sealed_lot) as session:
        handed = hand_in(session, other, no_progress)
    assert handed.file.name.endswith("_n2_2.fiche")
    assert (other / name.replace("_n1", "_n2")).read_text() == "déjà là"


def test_a_folder_that_is_gone_refuses_the_hand_in_and_nothing_is_recorded(
    prepared: Prepared, sealed_lot: Path, tmp_path: Path
) -> None:
    with prepared.member("m01", sealed_lot) as session:
        mark_all(session, 3)
        with pytest.raises(AppError) as refusal:
            hand_in(session, tmp_path / "absent", no_progress)
        assert refusal.value.code == "DSK-24"
        assert handed_in(session) == ()


def test_the_receipt_puts_its_line_beside_the_fiche(
    prepared: Prepared, sealed_lot: Path, tmp_path: Path
) -> None:
    out = tmp_path / "fiches"
    out.mkdir()
    with prepared.member("m01", sealed_lot) as session:
        mark_all(session, 3)
        first, second = hand_in(session, out, no_progress).file, hand_in(session, out, no_progress).file
        with prepared.secretariat() as secretariat:
            accept_sheets(secretariat, [first, second], no_progress)
            (receipt,) = write_receipts(secretariat, out)
        lines = take_receipt(session, receipt.file)
        assert [handed.receipt for handed in handed_in(session)] == [
            "Fiche n° 1 reçue, remplacée depuis",
            "Fiche n° 2 reçue et retenue",
        ]
        assert len(lines) == 2


def test_a_clear_copy_is_written_only_where_it_is_asked(
    prepared: Prepared, sealed_lot: Path, tmp_path: Path
) -> None:
    with prepared.member("m01", sealed_lot) as session:
        mark_all(session, 3)
        before = files_under(prepared.folder)
        copy = print_copy(session, tmp_path)
        assert copy.parent == tmp_path
        assert copy.read_bytes().startswith(b"%PDF")
        assert files_under(prepared.folder) == before


def test_a_member_kept_away_has_one_dossier_less_to_hand_in(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        keep_away(session, MemberId("m02"), first_dossier(prepared), "lien")
    with prepared.member("m02", lot_of(prepared.seal(), "m02")) as session:
        mark_all(session, 3)
        assert review(session).dossiers_total == 2
        record(session, ClosingEdit(prepared.scenario.dossiers[1].id, before=True, after=False))
        assert review(session).dossiers_open == 1
