"""Some of a lot on paper: only what was chosen, in clear, all of it or nothing."""

from pathlib import Path

import pytest

from commission_app.errors import AppError, Cancelled
from commission_app.scoring.draft import RecusalEdit
from commission_app.scoring.sheet import Recusal
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.mark import record
from commission_app.workflow.member.on_paper import print_copy, write_on_paper
from commission_app.workflow.member.views import PaperChoice
from commission_app.workflow.progress import no_progress
from tests.workflow.campaigns import Prepared, mark_all


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "papier"
    folder.mkdir()
    return folder


def test_chosen_pieces_and_a_blank_grid_are_written_and_never_over_another(
    prepared: Prepared, lot: Path, out: Path
) -> None:
    with prepared.member("m01", lot) as session:
        dossier = next(iter(session.dossiers()))
        piece = (dossier.id, dossier.pieces[0].path)
        choice = PaperChoice(frozenset({piece}), frozenset({dossier.id}), has_copy=True)
        files = write_on_paper(session, choice, out, no_progress)
        assert len({*files, *write_on_paper(session, choice, out, no_progress)}) == 6
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)


def test_a_dossier_left_aside_and_an_empty_choice_write_nothing(
    prepared: Prepared, lot: Path, out: Path
) -> None:
    with prepared.member("m01", lot) as session:
        dossier = next(iter(session.dossiers()))
        record(session, RecusalEdit(dossier.id, None, Recusal("personal", "lien")))
        grid = PaperChoice(grids=frozenset({dossier.id}))
        for choice, code in (
            (PaperChoice(), "PAP-01"),
            (grid, "PAP-02"),
        ):
            with pytest.raises(AppError, match=code):
                write_on_paper(session, choice, out, no_progress)
    assert list(out.iterdir()) == []


def test_interrupting_leaves_no_file(prepared: Prepared, lot: Path, out: Path) -> None:
    def interrupt(done: int, _total: int, _step: str) -> None:
        if done == 1:
            raise Cancelled

    with prepared.member("m01", lot) as session:
        grids = frozenset(dossier.id for dossier in session.dossiers())
        with pytest.raises(Cancelled):
            write_on_paper(session, PaperChoice(grids=grids), out, interrupt)
    assert list(out.iterdir()) == []


def test_the_readable_copy_is_that_of_the_fiche_handed_in(prepared: Prepared, lot: Path, out: Path) -> None:
    with prepared.member("m01", lot) as session:
        mark_all(session, 3)
        hand_in(session, out, no_progress)
        assert "fiche-n1" in print_copy(session, out).name
