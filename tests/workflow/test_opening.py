from pathlib import Path

import pytest

from commission_app.errors import AppError, Cancelled
from commission_app.scoring.ids import MemberId
from commission_app.workflow.desk import campaigns
from commission_app.workflow.member.open_bundle import enter, greet, resume
from commission_app.workflow.member.read import bundle_view, open_piece, piece_bytes
from commission_app.workflow.preparation.campaign import keep_away
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.letters import replace_code
from tests.workflow.campaigns import Prepared, files_under, lot_of, make_desk, mark_all


def code_of(prepared: Prepared, member: str) -> str:
    return prepared.letters[MemberId(member)].code


def test_the_code_says_whose_lot_it_is_and_keeps_nothing(prepared: Prepared) -> None:
    lot = lot_of(prepared.seal(), "m01")
    before = files_under(prepared.folder)
    greeting = greet(lot, code_of(prepared, "m01"))
    assert (greeting.member, greeting.dossiers) == ("m01", 3)
    assert greeting.name == prepared.letters[MemberId("m01")].name
    assert files_under(prepared.folder) == before


def test_the_code_is_accepted_in_lower_case_with_spaces(prepared: Prepared) -> None:
    lot = lot_of(prepared.seal(), "m01")
    typed = code_of(prepared, "m01").lower().replace("-", " ")
    assert greet(lot, typed).member == "m01"


def test_a_mistyped_code_is_said_before_anything_is_tried(prepared: Prepared, tmp_path: Path) -> None:
    code = code_of(prepared, "m01")
    wrong = ("3" if code[0] != "3" else "4") + code[1:]
    with pytest.raises(AppError) as refusal:
        enter(make_desk(tmp_path / "m01"), tmp_path / "no-such.lot", wrong, no_progress)
    assert refusal.value.code == "COD-03"


def test_another_members_code_opens_their_own_desk_only(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        keep_away(session, MemberId("m02"), prepared.scenario.dossiers[0].id, "lien")
    bundles = prepared.seal()
    with pytest.raises(AppError) as refusal:
        greet(lot_of(bundles, "m02"), code_of(prepared, "m01"))
    assert refusal.value.code == "LOT-03"


def test_a_recused_members_lot_holds_no_byte_of_the_dossier(prepared: Prepared) -> None:
    recused = prepared.scenario.dossiers[0].id
    with prepared.secretariat() as session:
        keep_away(session, MemberId("m02"), recused, "lien")
    with prepared.member("m02", lot_of(prepared.seal(), "m02")) as session:
        assert recused not in {item.dossier.id for item in bundle_view(session).dossiers}
        assert recused not in str(session.manifest.document())


def test_members_read_in_different_orders(prepared: Prepared) -> None:
    bundles = prepared.seal()
    orders = set()
    for member in ("m01", "m02", "m03"):
        with prepared.member(member, lot_of(bundles, member)) as session:
            orders.add(tuple(item.dossier.id for item in bundle_view(session).dossiers))
    assert len(orders) > 1


def test_a_later_start_needs_only_the_code(prepared: Prepared) -> None:
    lot = lot_of(prepared.seal(), "m01")
    with prepared.member("m01", lot) as session:
        mark_all(session, 4)
        sheet = session.sheet
    lot.unlink()  # the lot kept at the desk is enough
    desk = make_desk(prepared.folder / "m01")
    with resume(desk, code=code_of(prepared, "m01")) as session:
        assert session.sheet == sheet


def test_without_code_or_keyring_the_code_is_asked(prepared: Prepared) -> None:
    prepared.member("m01", lot_of(prepared.seal(), "m01")).close()
    with pytest.raises(AppError) as refusal:
        resume(make_desk(prepared.folder / "m01"))
    assert refusal.value.code == "KEY-01"


def test_an_empty_desk_says_to_open_a_lot(tmp_path: Path) -> None:
    with pytest.raises(AppError) as refusal:
        resume(make_desk(tmp_path / "vide"), code="whatever")
    assert refusal.value.code == "DSK-01"


def test_an_older_lot_is_refused_once_a_newer_one_was_opened(prepared: Prepared) -> None:
    first = lot_of(prepared.seal("v1"), "m01")
    second = lot_of(prepared.seal("v2"), "m01")
    prepared.member("m01", second).close()
    before = files_under(prepared.folder / "m01")
    with pytest.raises(AppError) as refusal:
        prepared.member("m01", first)
    assert refusal.value.code == "LOT-09"
    assert files_under(prepared.folder / "m01") == before


def test_a_newer_lot_keeps_every_mark(prepared: Prepared) -> None:
    with prepared.member("m01", lot_of(prepared.seal("v1"), "m01")) as session:
        mark_all(session, 2)
        sheet = session.sheet
    with prepared.member("m01", lot_of(prepared.seal("v2"), "m01")) as session:
        assert session.sheet == sheet
        assert session.manifest.serial == 2
    assert [path.name for path in (prepared.folder / "m01").rglob("*.lot")] == ["L1-v2.lot"]


def test_a_replaced_code_no_longer_opens_the_next_lot(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        replace_code(session, MemberId("m01"))
    lot = lot_of(prepared.seal(), "m01")
    with pytest.raises(AppError) as refusal:
        greet(lot, code_of(prepared, "m01"))
    assert refusal.value.code == "LOT-03"


def test_somebody_else_does_not_take_over_a_members_desk(prepared: Prepared) -> None:
    lot = lot_of(prepared.seal(), "m01")
    prepared.member("m01", lot).close()
    with pytest.raises(AppError) as refusal:
        enter(make_desk(prepared.folder / "m01"), lot, code_of(prepared, "m02"), no_progress)
    assert refusal.value.code == "KEY-02"


def test_an_interrupted_opening_leaves_no_copy_of_the_lot(prepared: Prepared, tmp_path: Path) -> None:
    lot = lot_of(prepared.seal(), "m01")

    def stop(done: int, total: int, step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        enter(make_desk(tmp_path / "m01"), lot, code_of(prepared, "m01"), stop)
    assert list((tmp_path / "m01").rglob("*.lot*")) == []
    with enter(make_desk(tmp_path / "m01"), lot, code_of(prepared, "m01"), no_progress) as session:
        assert session.member == "m01"


@pytest.mark.parametrize("cut", [1, 100, 20_000])
def test_an_incomplete_copy_of_a_lot_is_refused_and_nothing_is_kept(
    prepared: Prepared, tmp_path: Path, cut: int
) -> None:
    lot = lot_of(prepared.seal(), "m01")
    lot.write_bytes(lot.read_bytes()[:-cut])
    with pytest.raises(AppError) as refusal:
        enter(make_desk(tmp_path / "m01"), lot, code_of(prepared, "m01"), no_progress)
    assert refusal.value.code == "LOT-04"
    assert list((tmp_path / "m01").rglob("*")) == []


def test_a_piece_is_read_in_memory_and_drawn_by_the_worker(prepared: Prepared) -> None:
    with prepared.member("m01", lot_of(prepared.seal(), "m01")) as session:
        dossier = next(iter(session.dossiers()))
        assert piece_bytes(session, dossier.id, dossier.pieces[0].path).startswith(b"%PDF")
        piece = open_piece(session, dossier.id, dossier.pieces[0].path)
        try:
            image = piece.page_image(1, 400)
            assert image.width == 400
            hit = piece.search("territoire")[0]
            evidence = piece.anchor(hit.page, hit.start, hit.count)
            assert evidence.quote.lower() == "territoire"
            assert evidence.rects
        finally:
            piece.close()


def test_a_piece_of_no_lot_is_refused(prepared: Prepared) -> None:
    with prepared.member("m01", lot_of(prepared.seal(), "m01")) as session:
        dossier = next(iter(session.dossiers()))
        with pytest.raises(AppError) as refusal:
            piece_bytes(session, dossier.id, "d/9999/01.pdf")  # type: ignore[arg-type]  # a wrong path on purpose
        assert refusal.value.code == "LOT-16"


def test_a_first_opening_that_was_interrupted_leaves_the_desk_as_new(
    prepared: Prepared, tmp_path: Path
) -> None:
    lot = lot_of(prepared.seal(), "m01")
    desk = make_desk(tmp_path / "m01")

    def stop(done: int, total: int, step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        enter(desk, lot, code_of(prepared, "m01"), stop)
    assert campaigns(desk) == ()
    with pytest.raises(AppError) as refusal:
        resume(desk, code=code_of(prepared, "m01"))
    assert refusal.value.code == "DSK-01"
    with enter(desk, lot, code_of(prepared, "m01"), no_progress) as session:
        assert session.member == "m01"
    assert [campaign.side for campaign in campaigns(desk)] == ["member"]
