import json
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.rehearsal.play import Played, play, refused
from commission_app.rehearsal.six_dossiers import QUOTATIONS, RECUSED, six_dossiers
from commission_app.workflow.deliberation.archive import verify_archive, withhold_texts
from commission_app.workflow.desk import personal_desk
from commission_app.workflow.member.hand_in import handed_in
from commission_app.workflow.member.open_bundle import resume
from commission_app.workflow.member.read import bundle_view, open_piece
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receipts import closing_lines
from commission_app.workflow.secretariat.views import CellKind, Verdict
from tests.workflow import second_program


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(six_dossiers(), tmp_path_factory.mktemp("demonstration"), no_progress)


def test_every_accident_gets_its_verdict(played: Played) -> None:
    verdicts = [(file.member, file.verdict) for file in played.received]
    assert verdicts == [
        ("m01", Verdict.ACCEPTED),
        ("m01", Verdict.REPLACES),
        ("m02", Verdict.ACCEPTED),
        ("m02", Verdict.DUPLICATE),
        ("m03", Verdict.ACCEPTED),
        (None, Verdict.REFUSED),
        ("m04", Verdict.ACCEPTED),
        ("m05", Verdict.ACCEPTED),
    ]
    assert [file.code for file in refused(played)] == ["FIC-02"]


def test_the_ranking_is_complete_and_final(played: Played) -> None:
    view = played.consolidation
    assert not view.is_provisional
    assert [row.rank for row in view.rows] == [1, 2, 3, 4, 5, None]
    assert view.rows[-1].status == "ineligible"
    assert view.rows[0].territory == "CA de Rouvelain-Ostrequin"


def test_the_recused_member_reads_one_dossier_less(played: Played) -> None:
    member, dossier = RECUSED
    row = next(row for row in played.consolidation.rows if row.dossier == dossier)
    places = [column.member for column in played.consolidation.members]
    assert row.cells[places.index(member)].kind is CellKind.RECUSED
    lots = sorted(file.name for file in played.folders.lots.iterdir())
    assert len(lots) == 2


def test_three_dossiers_come_first_with_what_the_secretariat_recorded_of_them(played: Played) -> None:
    desk = played.folders.desks / "m01"
    code = (desk / "code.txt").read_text()
    words = {fact.value: fact.words for dossier in six_dossiers().dossiers for fact in dossier.facts}
    with resume(personal_desk(desk, use_keyring=False), code=code) as session:
        order = bundle_view(session).dossiers
        assert [reading.is_calibration for reading in order] == [True, True, True, False, False, False]
        recorded = [(reading.dossier, fact) for reading in order[:3] for fact in reading.dossier.facts]
        assert len(recorded) == len(words)
        for dossier, fact in recorded:
            if fact.piece is None:
                continue
            piece = open_piece(session, dossier.id, fact.piece)
            try:
                assert fact.page in {hit.page for hit in piece.search(words[fact.value])}, fact
            finally:
                piece.close()


def test_everything_a_reader_looks_for_is_there(played: Played) -> None:
    root = played.folders.root
    for pattern, count in {
        "lettres/*.pdf": 5,
        "lots/*.lot": 2,
        "fiches/*.fiche": 8,
        "accuses/*.accuse": 5,
        "consolidation/*": 2,
        "documents/*.pdf": 7,
        "documents/*.zip": 1,
        "candidatures/*/*.pdf": 28,
        "A-LIRE.txt": 1,
    }.items():
        assert len(list(root.glob(pattern))) == count, pattern
    assert "Refusée" in (root / "A-LIRE.txt").read_text(encoding="utf-8")


def test_the_archive_recomputes_the_exported_ranking(played: Played) -> None:
    checks = verify_archive(played.folders.documents / "archive-de-seance.zip").lines
    assert any("Classement recalculé à l’identique" in line for line in checks)
    exported = json.loads((played.folders.consolidation / "consolidation.json").read_text(encoding="utf-8"))
    notes = {line["dossier"]: line["note"] for line in exported["ranking"]}
    assert notes == {row.dossier: str(row.note) for row in played.consolidation.rows}


def test_a_second_program_recomputes_the_archive_to_the_fraction(played: Played) -> None:
    archive = played.folders.documents / "archive-de-seance.zip"
    root = verify_archive(archive).root_sha512
    status, told = second_program.run(archive, "--digest", root, "--table")
    assert (status, told.splitlines()[-1]) == (0, "Conforme"), told
    for row in played.consolidation.rows:
        assert any(row.dossier in line and f" {row.note} " in line for line in told.splitlines())


def test_each_member_reads_what_became_of_their_fiche(played: Played) -> None:
    folder = played.folders.desks / "m01"
    with resume(personal_desk(folder, use_keyring=False), code=(folder / "code.txt").read_text()) as session:
        assert [handed.receipt for handed in handed_in(session)] == [
            "Fiche n° 1 reçue, remplacée depuis",
            "Fiche n° 2 reçue et retenue",
        ]


def test_each_member_finds_their_fiche_on_the_list_of_the_close(played: Played) -> None:
    for member in ("m01", "m02", "m05"):
        folder = played.folders.desks / member
        code = (folder / "code.txt").read_text()
        with resume(personal_desk(folder, use_keyring=False), code=code) as session:
            (line,) = closing_lines(session)
        assert "figure dans la liste arrêtée le" in line
    assert any("Liste arrêtée n° 1" in check for check in played.archive_checks)


def test_the_archive_communicated_without_its_texts_has_the_same_root(played: Played, tmp_path: Path) -> None:
    archive = played.folders.documents / "archive-de-seance.zip"
    copy = withhold_texts(archive, tmp_path / "communicable.zip")
    assert copy.withheld > len(QUOTATIONS)
    assert copy.root_sha512 == verify_archive(archive).root_sha512
    assert b"ambassadrices" not in (tmp_path / "communicable.zip").read_bytes()


def test_members_cite_the_passages_that_justify_their_marks(played: Played) -> None:
    folder = played.folders.desks / "m01"
    with resume(personal_desk(folder, use_keyring=False), code=(folder / "code.txt").read_text()) as session:
        cited = [
            passage.quote
            for reading in session.sheet.readings.values()
            for entry in reading.entries.values()
            for passage in entry.evidence
        ]
    assert len(cited) == len(QUOTATIONS)
    assert "barème à points publié" in cited


def test_no_remark_and_no_letter_is_in_clear_outside_what_was_asked_for(played: Played) -> None:
    marker, passage = "Relu après la lettre du département".encode(), b"ambassadrices"
    root = played.folders.root
    for place in ("bureaux", "lots", "fiches", "accuses"):
        for file in (root / place).rglob("*"):
            if file.is_file():
                data = file.read_bytes()
                assert marker not in data, file.name
                assert passage not in data, file.name
                assert b"%PDF" not in data, file.name


def test_a_demonstration_is_played_again_over_itself_only(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    with pytest.raises(AppError) as refusal:
        play(six_dossiers(), tmp_path, no_progress)
    assert refusal.value.code == "DEM-01"
    assert [path.name for path in tmp_path.iterdir()] == ["photos"]
