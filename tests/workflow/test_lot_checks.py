"""The whole check of the lots: each piece read once, what is damaged told, the others still readable."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from commission_app.errors import AppError, Cancelled
from commission_app.messages import sentences
from commission_app.scoring.ids import MemberId
from commission_app.workflow.member.lot_checks import check_lots, check_new_lots, checks_by_manifest
from commission_app.workflow.member.open_bundle import enter, resume
from commission_app.workflow.member.read import piece_bytes
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.progress import no_progress
from tests.workflow.campaigns import BEGINNING, Prepared, make_desk


@pytest.fixture
def session(prepared: Prepared, lot: Path) -> Iterator[MemberSession]:
    with prepared.member("m01", lot) as opened:
        yield opened


def resumed(prepared: Prepared, *, later: bool = False, lot: Path | None = None) -> MemberSession:
    """Open the member's desk again; `later` by a day."""
    code = prepared.letters[MemberId("m01")].code
    desk = make_desk(prepared.folder / "m01")
    if later:
        desk = replace(desk, now=lambda: BEGINNING + timedelta(days=1))
    return resume(desk, code=code) if lot is None else enter(desk, lot, code, no_progress)


def damage_copy(prepared: Prepared) -> None:
    """Change a byte in the middle of the desk's copy of the lot."""
    (copy,) = (prepared.folder / "m01").glob("*/lots/*.lot")
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)


def test_a_whole_lot_is_complete_and_as_signed(session: MemberSession) -> None:
    (check,) = check_lots(session, no_progress)
    (bundle,) = session.bundles.values()
    assert (check.lot, check.serial, check.damaged) == (bundle.manifest.lot, bundle.manifest.serial, ())
    assert check.pieces == len(bundle.manifest.pieces) > 0
    assert checks_by_manifest(session) == {bundle.manifest_sha512: check}


def test_a_new_lot_is_checked_once(session: MemberSession) -> None:
    assert len(check_new_lots(session, no_progress)) == 1
    assert check_new_lots(session, no_progress) == ()


def test_what_was_found_is_remembered_at_the_next_start(session: MemberSession, prepared: Prepared) -> None:
    (check,) = check_new_lots(session, no_progress)
    session.close()
    with resumed(prepared) as again:
        assert list(checks_by_manifest(again).values()) == [check]
        assert check_new_lots(again, no_progress) == ()


def test_a_lot_copied_again_is_checked_again(session: MemberSession, prepared: Prepared, lot: Path) -> None:
    check_new_lots(session, no_progress)
    session.close()
    with resumed(prepared, later=True, lot=lot) as again:
        assert len(check_new_lots(again, no_progress)) == 1


def test_a_damaged_piece_is_told_with_its_sentence_and_the_others_stay_readable(
    session: MemberSession, prepared: Prepared
) -> None:
    session.close()
    damage_copy(prepared)
    with resumed(prepared) as again:
        (check,) = check_new_lots(again, no_progress)
        assert 0 < len(check.damaged) < check.pieces
        words = sentences(check.damaged[0].refusal)
        assert check.damaged[0].title in words.what
        assert "restent lisibles" in words.what
        pieces = [(dossier.id, piece.path) for dossier in again.dossiers() for piece in dossier.pieces]
        readable = 0
        for dossier, path in pieces:
            with suppress(AppError):
                readable += piece_bytes(again, dossier, path).startswith(b"%PDF")
        assert readable == check.pieces - len(check.damaged)


def test_an_interrupted_check_remembers_nothing(session: MemberSession) -> None:
    def stop(done: int, total: int, step: str) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        check_new_lots(session, stop)
    assert checks_by_manifest(session) == {}


def test_closing_the_session_ends_a_check_without_a_word(session: MemberSession) -> None:
    (bundle,) = session.bundles.values()

    def close(done: int, total: int, step: str) -> None:
        if done == 1:
            bundle.close()

    with pytest.raises(Cancelled):
        check_new_lots(session, close)
