"""What a member reads and marks for themselves: places, words of pieces, passwords, private marks."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from commission_app.errors import AppError
from commission_app.scoring.draft import HighlightEdit, inverse
from commission_app.scoring.ids import CriterionId, DossierId, MemberId, Sha512
from commission_app.scoring.sheet import Evidence
from commission_app.sealing.documents import write_document
from commission_app.sealing.manifest import dossier_document
from commission_app.store.records import DossierRecord, PieceRecord
from commission_app.workflow.member.draft_backup import save_backup
from commission_app.workflow.member.draft_offers import restore_backup
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.lot_checks import check_lots
from commission_app.workflow.member.mark import place, places, record, remember_place
from commission_app.workflow.member.open_bundle import resume
from commission_app.workflow.member.read import open_piece
from commission_app.workflow.member.search import read_words
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.views import Place
from commission_app.workflow.preparation.intake.intake_changes import digest_of
from commission_app.workflow.preparation.intake.piece_store import PieceStore
from commission_app.workflow.progress import no_progress
from tests.reader.sample_pdfs import LETTER, encrypted, letter
from tests.workflow.campaigns import Prepared, lot_of, make_desk, mark_all
from tests.workflow.two_computers import elsewhere, first, only_offer


@pytest.fixture
def session(prepared: Prepared, stick: Path) -> Iterator[MemberSession]:
    with prepared.member("m01", stick) as opened:
        yield opened


def highlight(session: MemberSession, page: int = 1) -> HighlightEdit:
    """Mark a passage of the first dossier for oneself."""
    dossier = first(session)
    piece = next(known for known in session.dossiers() if known.id == dossier).pieces[0]
    passage = Evidence(piece.path, piece.original_sha512, page, "à relire pour moi seul")
    edit = HighlightEdit(dossier, None, passage)
    record(session, edit)
    return edit


def test_a_private_mark_survives_a_restart_and_can_be_undone(
    prepared: Prepared, session: MemberSession
) -> None:
    edit = highlight(session)
    session.close()
    with resume(make_desk(prepared.folder / "m01"), code=prepared.letters[MemberId("m01")].code) as again:
        assert again.sheet.highlighted(edit.dossier) == (edit.after,)
        record(again, inverse(edit))
        assert again.sheet.highlighted(edit.dossier) == ()


def test_a_private_mark_of_a_dossier_that_the_lot_does_not_hold_is_refused(session: MemberSession) -> None:
    passage = highlight(session).after
    with pytest.raises(AppError, match="MAR-01"):
        record(session, HighlightEdit(DossierId("9999"), None, passage))


def test_private_marks_go_to_the_other_computer_and_never_into_a_fiche(
    prepared: Prepared, session: MemberSession, stick: Path
) -> None:
    edits = [highlight(session, page) for page in (1, 2)]
    mark_all(session, 3)
    save_backup(session)
    out = prepared.folder / "fiches"
    out.mkdir()
    hand_in(session, out, no_progress)
    (handed,) = session.handed()
    assert "remarque" not in handed.act.decode()
    for content in (handed.act, handed.texts):
        assert b"relire pour moi seul" not in content
    assert session.handed_sheet.highlights == {}
    with elsewhere(prepared, stick) as other:
        restore_backup(other, only_offer(other))
        assert other.sheet.highlighted(first(other)) == tuple(edit.after for edit in edits)


def test_each_piece_is_remembered_where_it_was_left_and_the_last_place_comes_first(
    prepared: Prepared, session: MemberSession
) -> None:
    dossier = first(session)
    pieces = next(known for known in session.dossiers() if known.id == dossier).pieces
    for piece, page in ((pieces[0], 2), (pieces[1], 1), (pieces[0], 3)):
        remember_place(session, Place(dossier, CriterionId("A1.2"), piece.path, page, -120, 115, rotation=90))
    assert [(known.piece, known.page) for known in places(session)] == [
        (pieces[1].path, 1),
        (pieces[0].path, 3),
    ]
    last = place(session)
    assert (last.page, last.scroll, last.zoom, last.rotation) == (3, -120, 115, 90)
    assert last.at is not None


def test_the_words_of_a_piece_are_found_with_what_surrounds_them(session: MemberSession) -> None:
    dossier = first(session)
    piece = next(known for known in session.dossiers() if known.id == dossier).pieces[0]
    told: list[int] = []
    words = read_words(session, dossier, piece.path, lambda done, _count, _step: told.append(done))
    assert told == list(range(1, piece.pages + 1))
    assert not words.is_empty
    found = words.find("TERRITOIRE")
    assert {passage.piece for passage in found} == {piece.path}
    before, word, after = words.around(found[0])
    assert word.casefold() == "territoire"
    assert before or after


def with_a_protected_piece(prepared: Prepared) -> Path:
    """Seal a lot whose first piece keeps its own password.

    Nothing imported today does: the reader asks for it because a lot sealed elsewhere, or before, may.
    """
    protected = encrypted(letter(LETTER), user="été 2021")
    digest = Sha512(hashlib.sha512(protected).hexdigest())
    with prepared.secretariat() as session:
        dossier = min(session.dossiers(), key=lambda known: known.id)
        records, dossiers = session.database.campaign, session.database.campaign.dossiers()
        store = PieceStore(session)
        files = store.keep(protected, protected)
        store.settle()
        piece = replace(dossier.pieces[0], size=len(protected), sha512=digest, original_sha512=digest)
        changed = replace(dossier, pieces=(piece, *dossier.pieces[1:]))
        document = msgspec.json.encode(write_document(dossier_document(changed)))
        position = next(known.position for known in dossiers if known.id == dossier.id)
        others = [known for known in records.pieces(dossier.id) if known.path != piece.path]
        with session.database.transaction():
            records.put_dossier(DossierRecord(dossier.id, position, document, digest_of(document)))
            records.drop_pieces(dossier.id)
            for record in (PieceRecord(dossier.id, piece.path, digest, digest, *files, ()), *others):
                records.put_piece(record)
    return lot_of(prepared.seal("protected"), "m01")


def test_a_password_opens_a_piece_of_a_lot_and_is_kept_in_memory_only(prepared: Prepared) -> None:
    with prepared.member("m01", with_a_protected_piece(prepared)) as session:
        dossier = first(session)
        piece = next(known for known in session.dossiers() if known.id == dossier).pieces[0]
        for password in (None, "ete 2021"):
            with pytest.raises(AppError, match="PIE-04"):
                open_piece(session, dossier, piece.path, password)
        assert session.passwords == {}
        open_piece(session, dossier, piece.path, "été 2021").close()
        open_piece(session, dossier, piece.path).close()
        assert read_words(session, dossier, piece.path, no_progress).find("creer douze places")
        assert "été 2021" not in repr(session)
        assert not any(check.damaged for check in check_lots(session, no_progress))
    kept = b"".join(file.read_bytes() for file in prepared.folder.rglob("*") if file.is_file())
    assert "été 2021".encode() not in kept
