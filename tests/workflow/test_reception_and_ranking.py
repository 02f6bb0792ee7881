import json
from fractions import Fraction
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.draft import RecusalEdit
from commission_app.scoring.ids import MemberId
from commission_app.scoring.sheet import Recusal
from commission_app.workflow.deliberation.archive import verify_archive, write_session_archive
from commission_app.workflow.deliberation.consolidate import compute, consolidation, facts_of
from commission_app.workflow.deliberation.export import export_consolidation
from commission_app.workflow.deliberation.publish import print_documents
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark import record
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.preparation.campaign import declare_ineligible, keep_away
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets, preview_sheets
from commission_app.workflow.receiving.reception import reception
from commission_app.workflow.secretariat.computers import confirm_computer
from commission_app.workflow.secretariat.views import CellKind, Verdict
from tests.workflow.campaigns import Prepared, lot_of, make_desk, mark_all, mark_dossier


@pytest.fixture
def fiches(prepared: Prepared) -> dict[str, Path]:
    """One complete fiche of each member: m01 gives 2 everywhere, m02 3, m03 4."""
    bundles = prepared.seal()
    out = prepared.folder / "fiches"
    out.mkdir()
    files = {}
    for mark, member in enumerate(("m01", "m02", "m03"), start=2):
        with prepared.member(member, lot_of(bundles, member)) as session:
            mark_all(session, mark)
            files[member] = hand_in(session, out, no_progress).file
    return files


def altered(file: Path) -> Path:
    data = bytearray(file.read_bytes())
    data[-40] ^= 1
    copy = file.with_name("altérée.fiche")
    copy.write_bytes(data)
    return copy


def test_a_preview_keeps_nothing(prepared: Prepared, fiches: dict[str, Path]) -> None:
    with prepared.secretariat() as session:
        outcomes = preview_sheets(session, list(fiches.values()), no_progress)
        assert {outcome.verdict for outcome in outcomes} == {Verdict.ACCEPTED}
        assert reception(session).files == ()


def test_each_file_gets_its_verdict_and_is_kept_in_the_journal(
    prepared: Prepared, fiches: dict[str, Path]
) -> None:
    files = [fiches["m01"], fiches["m01"], altered(fiches["m02"]), fiches["m02"]]
    with prepared.secretariat() as session:
        verdicts = [outcome.verdict for outcome in accept_sheets(session, files, no_progress)]
        view = reception(session)
        assert verdicts == [Verdict.ACCEPTED, Verdict.DUPLICATE, Verdict.REFUSED, Verdict.ACCEPTED]
        assert view.count(Verdict.ACCEPTED) == 2
        assert view.count(Verdict.DUPLICATE) == 1
        assert view.count(Verdict.REFUSED) == 1
        assert view.can_consolidate
        assert view.is_provisional
        assert session.database.journal.verify().is_intact
        states = {member.member: member.state for member in view.members}
        assert states[MemberId("m03")] == "pas encore de fiche"


@pytest.mark.parametrize("content", [b"", b"age-encryption.org/v1\n", b"%PDF-1.7 not a fiche"])
def test_a_file_that_is_no_fiche_is_refused_in_words(
    prepared: Prepared, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "autre.fiche"
    file.write_bytes(content)
    with prepared.secretariat() as session:
        (outcome,) = accept_sheets(session, [file], no_progress)
        assert outcome.error is not None
        assert outcome.error.code == "FIC-03"
        assert "n’est pas une fiche" in reception(session).files[0].meaning


def test_a_missing_file_is_refused_in_words(prepared: Prepared, tmp_path: Path) -> None:
    with prepared.secretariat() as session:
        (outcome,) = accept_sheets(session, [tmp_path / "absent.fiche"], no_progress)
        assert outcome.error is not None
        assert outcome.error.code == "FIC-15"


def test_the_order_and_repetition_of_arrivals_change_nothing(
    prepared: Prepared, fiches: dict[str, Path]
) -> None:
    with prepared.secretariat() as session:
        accept_sheets(session, list(reversed(fiches.values())), no_progress)
        first = compute(facts_of(session))
        accept_sheets(session, [*fiches.values(), *fiches.values()], no_progress)
        assert compute(facts_of(session)) == first


def test_the_ranking_is_the_mean_of_the_institutions(prepared: Prepared, fiches: dict[str, Path]) -> None:
    with prepared.secretariat() as session:
        accept_sheets(session, list(fiches.values()), no_progress)
        view = consolidation(session)
        assert {row.note for row in view.rows} == {Fraction(60)}
        assert all(row.is_tied and row.rank == 1 for row in view.rows)
        assert not view.is_provisional
        assert [cell.total for cell in view.rows[0].cells] == [Fraction(40), Fraction(60), Fraction(80)]
        assert view.rows[0].spread == Fraction(40)


def test_a_later_version_replaces_and_the_older_one_stays_in_history(
    prepared: Prepared, fiches: dict[str, Path]
) -> None:
    lot = next((prepared.folder / "lots").glob("*.lot"))
    with prepared.member("m01", lot) as session:
        mark_all(session, 5)
        second = hand_in(session, prepared.folder / "fiches", no_progress).file
    with prepared.secretariat() as session:
        outcomes = accept_sheets(session, [second, fiches["m01"]], no_progress)
        assert [outcome.verdict for outcome in outcomes] == [Verdict.ACCEPTED, Verdict.OLDER]
        assert consolidation(session).rows[0].cells[0].total == Fraction(100)
        assert len(reception(session).files) == 2


def test_another_computer_counts_only_once_confirmed(prepared: Prepared, fiches: dict[str, Path]) -> None:
    lot = next((prepared.folder / "lots").glob("*.lot"))
    code = prepared.letters[MemberId("m01")].code
    with enter(make_desk(prepared.folder / "portable"), lot, code, no_progress) as session:
        mark_all(session, 5)
        elsewhere = hand_in(session, prepared.folder / "fiches", no_progress).file
        key = session.secrets.key_set.id
    with prepared.secretariat() as session:
        outcomes = accept_sheets(session, [fiches["m01"], elsewhere], no_progress)
        assert [outcome.verdict for outcome in outcomes] == [Verdict.ACCEPTED, Verdict.TO_CONFIRM]
        assert consolidation(session).rows[0].cells[0].total == Fraction(40)
        confirm_computer(session, MemberId("m01"), key)
        assert consolidation(session).rows[0].cells[0].total == Fraction(100)


def test_two_versions_that_ignore_each_other_are_shown_and_neither_counts(prepared: Prepared) -> None:
    lot = lot_of(prepared.seal(), "m01")
    out = prepared.folder / "fiches"
    out.mkdir()
    import shutil

    with prepared.member("m01", lot) as session:
        mark_all(session, 2)
    shutil.copytree(prepared.folder / "m01", prepared.folder / "copie")  # a restored backup, same keys
    with prepared.member("m01", lot) as session:
        first = hand_in(session, out, no_progress).file
    code = prepared.letters[MemberId("m01")].code
    with enter(make_desk(prepared.folder / "copie"), lot, code, no_progress) as session:
        mark_all(session, 5)
        second = hand_in(session, out, no_progress).file
    with prepared.secretariat() as session:
        accept_sheets(session, [first, second], no_progress)
        row = consolidation(session).rows[0]
        assert row.cells[0].kind is CellKind.FORK
        assert row.note is None
        assert any("contradictoire" in reason for reason in consolidation(session).reasons)


def test_a_recusal_declared_in_the_fiche_takes_the_member_out_of_the_dossier(prepared: Prepared) -> None:
    lot = lot_of(prepared.seal(), "m01")
    out = prepared.folder / "fiches"
    out.mkdir()
    recused = prepared.scenario.dossiers[0].id
    with prepared.member("m01", lot) as session:
        mark_all(session, 2)
        record(session, RecusalEdit(recused, None, Recusal("personal", "secret de famille")))
        fiche = hand_in(session, out, no_progress).file
    with prepared.secretariat() as session:
        accept_sheets(session, [fiche], no_progress)
        rows = {row.dossier: row for row in consolidation(session).rows}
        assert rows[recused].cells[0].kind is CellKind.RECUSED
        assert rows[prepared.scenario.dossiers[1].id].cells[0].kind is CellKind.TOTAL
        documents = print_documents(session, out, no_progress)
    assert all(b"secret de famille" not in document.read_bytes() for document in documents[:2])


def test_an_open_dossier_does_not_count(prepared: Prepared) -> None:
    lot = lot_of(prepared.seal(), "m01")
    out = prepared.folder / "fiches"
    out.mkdir()
    first, second, *_ = prepared.scenario.dossiers
    with prepared.member("m01", lot) as session:
        mark_dossier(session, first.id, 4)
        mark_dossier(session, second.id, 4, close=False)
        fiche = hand_in(session, out, no_progress).file
    with prepared.secretariat() as session:
        accept_sheets(session, [fiche], no_progress)
        rows = {row.dossier: row for row in consolidation(session).rows}
        assert rows[first.id].cells[0].kind is CellKind.TOTAL
        assert rows[second.id].cells[0].kind is CellKind.ABSENT
        assert "à clore" in " ".join(consolidation(session).reasons)


def test_an_ineligible_dossier_is_listed_without_rank_and_with_its_reason(
    prepared: Prepared, fiches: dict[str, Path]
) -> None:
    dossier = prepared.scenario.dossiers[1].id
    with prepared.secretariat() as session:
        accept_sheets(session, list(fiches.values()), no_progress)
        declare_ineligible(session, dossier, "hors liste")
        last = consolidation(session).rows[-1]
        assert (last.dossier, last.status, last.rank, last.reason) == (
            dossier,
            "ineligible",
            None,
            "hors liste",
        )


def test_screen_workbook_json_and_archive_give_the_same_figures(
    prepared: Prepared, fiches: dict[str, Path]
) -> None:
    from python_calamine import CalamineWorkbook

    out = prepared.folder / "sorties"
    out.mkdir()
    with prepared.secretariat() as session:
        accept_sheets(session, list(fiches.values()), no_progress)
        view = consolidation(session)
        exact, workbook = export_consolidation(session, compute(facts_of(session)), out)
        write_session_archive(session, out / "archive.zip")
    ranking = json.loads(exact.read_text())["ranking"]
    rows = CalamineWorkbook.from_path(workbook).get_sheet_by_name("Classement").to_python()[1:]
    for row, told, written in zip(view.rows, ranking, rows, strict=True):
        assert told["dossier"] == row.dossier
        assert Fraction(told["note"]) == row.note == Fraction(str(written[4]))
        assert str(written[3]) == row.display
    assert "3 dossiers classés" in verify_archive(out / "archive.zip").lines[-1].replace("\xa0", " ")


def test_an_archive_whose_results_were_changed_is_refused(
    prepared: Prepared, fiches: dict[str, Path]
) -> None:
    from commission_app.sealing.archive_file import read_archive, write_archive

    file = prepared.folder / "archive.zip"
    with prepared.secretariat() as session:
        accept_sheets(session, list(fiches.values()), no_progress)
        write_session_archive(session, file)
    _, entries = read_archive(file)
    forged = dict(entries)
    forged["resultats.json"] = entries["resultats.json"].replace(b'"60"', b'"61"')
    write_archive(file, forged)
    with pytest.raises(AppError) as refusal:
        verify_archive(file)
    assert refusal.value.code == "ARC-04"
    forged = {**entries, "journal.json": entries["journal.json"].replace(b"code_issued", b"code_1ssued")}
    write_archive(file, forged)
    with pytest.raises(AppError) as refusal:
        verify_archive(file)
    assert refusal.value.code == "ARC-05"


def test_a_member_kept_away_does_not_make_the_ranking_provisional(prepared: Prepared) -> None:
    dossier = prepared.scenario.dossiers[0].id
    with prepared.secretariat() as session:
        keep_away(session, MemberId("m02"), dossier, "lien")
    bundles = prepared.seal()
    out = prepared.folder / "fiches"
    out.mkdir()
    files = []
    for member in ("m01", "m02", "m03"):
        with prepared.member(member, lot_of(bundles, member)) as session:
            mark_all(session, 3)
            files.append(hand_in(session, out, no_progress).file)
    with prepared.secretariat() as session:
        accept_sheets(session, files, no_progress)
        view = consolidation(session)
        assert not view.is_provisional
        assert {row.dossier: row.cells[1].kind for row in view.rows}[dossier] is CellKind.RECUSED


def test_a_file_far_too_large_is_refused_without_being_read(prepared: Prepared, tmp_path: Path) -> None:
    file = tmp_path / "film.fiche"
    with file.open("wb") as target:
        target.truncate(1 << 40)
    with prepared.secretariat() as session:
        (outcome,) = accept_sheets(session, [file], no_progress)
        assert outcome.error is not None
        assert outcome.error.code == "FIC-03"


def test_an_archive_with_unreadable_words_is_refused(prepared: Prepared) -> None:
    from commission_app.sealing.archive_file import read_archive, write_archive

    file = prepared.folder / "archive.zip"
    with prepared.secretariat() as session:
        write_session_archive(session, file)
    _, entries = read_archive(file)
    write_archive(file, {**entries, "registre.json": b'{"secretariat": "\xff"}'})
    with pytest.raises(AppError) as refusal:
        verify_archive(file)
    assert refusal.value.code == "ARC-03"
