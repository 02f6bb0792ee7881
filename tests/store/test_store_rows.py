from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.ids import DossierId, MemberId, PiecePath, Sha512
from commission_app.store.database import Database
from commission_app.store.records import (
    BundleRecord,
    CodeRecord,
    DossierRecord,
    FrozenGrid,
    HandedRecord,
    LotRecord,
    MemberKeyRecord,
    PieceRecord,
    RefusalRecord,
    SheetRecord,
)

M07, M09 = MemberId("m07"), MemberId("m09")
D01, D02 = DossierId("D01"), DossierId("D02")


def digest(sign: str) -> Sha512:
    return Sha512(sign * 128)


def test_a_setting_is_kept_in_place_of_the_former_one(database: Database) -> None:
    assert database.settings.get("place") is None
    database.settings.put("place", '{"page":3}')
    database.settings.put("place", '{"page":4}')
    database.settings.put("member", "m07")
    assert database.settings.get("place") == '{"page":4}'
    assert database.settings.get("member") == "m07"


def test_a_desk_remembers_the_highest_serial_of_all_lots(database: Database, now: datetime) -> None:
    first = LotRecord("A", 1, digest("a"), "A-v1.lot", now)
    third = LotRecord("A", 3, digest("b"), "A-v3.lot", now)
    other = LotRecord("B", 2, digest("c"), "B.lot", now)
    assert database.lots.highest_serial() == 0
    for lot in (third, first, other):
        database.lots.remember(lot)
    assert database.lots.all() == (first, third, other)
    assert database.lots.highest_serial() == 3


def test_a_lot_opened_again_under_another_name_is_remembered_once(database: Database, now: datetime) -> None:
    lot = LotRecord("A", 1, digest("a"), "A.lot", now)
    again = replace(lot, file_name="A (1).lot", opened=now + timedelta(hours=1))
    database.lots.remember(lot)
    database.lots.remember(again)
    assert database.lots.all() == (again,)


def test_two_different_lots_of_the_same_serial_are_both_remembered(database: Database, now: datetime) -> None:
    database.lots.remember(LotRecord("A", 1, digest("a"), "A.lot", now))
    database.lots.remember(LotRecord("A", 1, digest("b"), "A.lot", now))
    assert {lot.manifest_sha512 for lot in database.lots.all()} == {digest("a"), digest("b")}


def test_a_fiche_handed_in_receives_its_receipt(database: Database, now: datetime) -> None:
    first = HandedRecord(1, digest("a"), now, "m07.fiche", b"act", b"texts", 7300, 4)
    second = replace(first, seq=2, act_sha512=digest("b"))
    database.handed.add(second)
    database.handed.add(first)
    database.handed.set_receipt(digest("a"), "reçue et retenue")
    assert database.handed.all() == (replace(first, receipt="reçue et retenue"), second)
    with pytest.raises(KeyError):
        database.handed.set_receipt(digest("c"), "reçue")
    with pytest.raises(IntegrityError):
        database.handed.add(replace(first, act_sha512=digest("d")))


def test_the_document_of_a_campaign_is_replaced_until_the_grid_is_frozen(database: Database) -> None:
    assert database.campaign.campaign() is None
    database.campaign.save_campaign(b"one")
    database.campaign.save_campaign(b"two")
    assert database.campaign.campaign() == b"two"
    assert database.campaign.frozen() is None


def test_a_frozen_grid_cannot_be_replaced(database: Database, now: datetime) -> None:
    database.campaign.save_campaign(b"grid A")
    database.campaign.freeze(digest("a"), now)
    for grid_digest in ("", digest("b")):
        with pytest.raises(AppError) as refusal:
            database.campaign.save_campaign(b"grid B", grid_digest)
        assert refusal.value.code == "DSK-07"
    with pytest.raises(AppError) as refusal:
        database.campaign.freeze(digest("b"), now)
    assert "3\N{NO-BREAK SPACE}juin\N{NO-BREAK SPACE}2021" in sentences(refusal.value).what
    assert database.campaign.campaign() == b"grid A"
    assert database.campaign.frozen() == FrozenGrid(digest("a"), now)


def test_a_grid_is_replaced_by_the_next_version_alone(database: Database, now: datetime) -> None:
    database.campaign.save_campaign(b"grid A")
    second = FrozenGrid(digest("b"), now, 2, "somebody", "a reason", b"grid A")
    with pytest.raises(AppError, match="DSK-07"):
        database.campaign.replace_grid(b"grid B", second)  # nothing is frozen yet
    database.campaign.freeze(digest("a"), now)
    with pytest.raises(AppError, match="DSK-07"):
        database.campaign.replace_grid(b"grid B", replace(second, number=3))
    assert database.campaign.campaign() == b"grid A"
    database.campaign.replace_grid(b"grid B", second)
    assert database.campaign.frozen() == second
    with pytest.raises(AppError, match="DSK-07"):
        database.campaign.save_campaign(b"grid A", digest("a"))


def test_a_frozen_campaign_still_changes_its_other_data(database: Database, now: datetime) -> None:
    database.campaign.save_campaign(b"grid A")
    database.campaign.freeze(digest("a"), now)
    database.campaign.save_campaign(b"grid A, another telephone", digest("a"))
    database.campaign.freeze(digest("a"), now + timedelta(days=1))
    assert database.campaign.campaign() == b"grid A, another telephone"
    assert database.campaign.frozen() == FrozenGrid(digest("a"), now), "the first date stays"


@pytest.mark.parametrize(
    "statement", ["UPDATE grid_versions SET grid_digest = 'b'", "DELETE FROM grid_versions"]
)
def test_a_freeze_cannot_be_undone_behind_the_store(
    database: Database, now: datetime, statement: str
) -> None:
    database.campaign.freeze(digest("a"), now)
    with pytest.raises(IntegrityError), database._transactions.writing() as connection:
        connection.exec_driver_sql(statement)


def test_dossiers_are_listed_by_position_with_their_last_version(database: Database) -> None:
    second = DossierRecord(D02, 2, b"two", digest("b"))
    first = DossierRecord(D01, 1, b"one", digest("a"))
    for dossier in (second, replace(first, position=3), first):
        database.campaign.put_dossier(dossier)
    assert database.campaign.dossiers() == (first, second)


def test_pieces_belong_to_a_known_dossier(database: Database) -> None:
    piece = PieceRecord(
        D01, PiecePath("d/0001/01.pdf"), digest("a"), digest("b"), "o.age", "c.age", ("JavaScript",)
    )
    with pytest.raises(IntegrityError):
        database.campaign.put_piece(piece)
    with database.transaction():
        database.campaign.put_piece(replace(piece, path=PiecePath("d/0001/02.pdf"), removed=()))
        database.campaign.put_piece(piece)
        database.campaign.put_dossier(DossierRecord(D01, 1, b"one", digest("c")))
    assert [kept.path for kept in database.campaign.pieces(D01)] == ["d/0001/01.pdf", "d/0001/02.pdf"]
    database.campaign.put_piece(
        replace(piece, copy_file="other.age", removed=("JavaScript", "fichier joint"))
    )
    database.campaign.put_dossier(DossierRecord(D01, 2, b"one again", digest("d")))
    assert database.campaign.pieces(D01)[0].copy_file == "other.age"
    assert database.campaign.pieces(D01)[0].removed == ("JavaScript", "fichier joint")
    assert database.campaign.pieces(D02) == ()


def test_the_latest_code_of_a_member_is_the_one_in_force(database: Database, now: datetime) -> None:
    first = CodeRecord(M07, 1, "AAAAA-BBBBB", "age1pq1", b"mac one", "age1pq2", now)
    second = replace(first, serial=2, code="CCCCC-DDDDD", mac_key=b"mac two")
    other = replace(first, member=M09)
    for code in (second, other, first):
        database.campaign.put_code(code)
    assert database.campaign.code(M07) == second
    assert database.campaign.code(MemberId("m11")) is None
    assert database.campaign.codes() == (first, second, other)
    with pytest.raises(IntegrityError):
        database.campaign.put_code(replace(first, code="EEEEE-FFFFF"))


def test_the_secrets_of_a_code_are_not_in_its_representation(now: datetime) -> None:
    shown = repr(CodeRecord(M07, 1, "AAAAA-BBBBB", "age1pq1", b"mac one", "age1pq2", now))
    assert "AAAAA" not in shown
    assert "mac one" not in shown


def test_sealed_lots_are_listed_by_lot_then_serial(database: Database, now: datetime) -> None:
    first = BundleRecord("A", 1, digest("a"), b"manifest", (M07, M09), (D01, D02), "A-v1.lot", now)
    second = replace(first, serial=2, members=(M07,), manifest_sha512=digest("b"))
    database.campaign.put_bundle(second)
    database.campaign.put_bundle(first)
    assert database.campaign.bundles() == (first, second)


def test_a_key_given_again_takes_its_new_status_and_keeps_its_place(
    database: Database, now: datetime
) -> None:
    first = MemberKeyRecord(M07, "k1", b"keys one", now, "active")
    second = MemberKeyRecord(M07, "k2", b"keys two", now, "to_confirm")
    database.sheets.add_key(first)
    database.sheets.add_key(second)
    database.sheets.add_key(replace(first, status="replaced"))
    database.sheets.add_key(replace(second, status="active"))
    assert database.sheets.keys(M07) == (replace(first, status="replaced"), replace(second, status="active"))
    assert database.sheets.keys(M09) == ()


@pytest.fixture
def sheet(now: datetime) -> SheetRecord:
    return SheetRecord(
        act_sha512=digest("a"),
        file_sha512=digest("f"),
        member=M07,
        key_id="k1",
        seq=1,
        received=now,
        file_name="m07.fiche",
        verdict="accepted",
        code="",
        act=b"\x00act",
        texts=b"texts",
        card=b"card",
    )


def test_the_same_fiche_received_twice_is_kept_once_as_it_first_came(
    database: Database, sheet: SheetRecord
) -> None:
    assert database.sheets.add(sheet) is True
    assert database.sheets.add(replace(sheet, file_name="copie.fiche", verdict="refused")) is False
    assert database.sheets.all() == (sheet,)


def test_fiches_are_listed_as_they_came(database: Database, sheet: SheetRecord) -> None:
    later = replace(sheet, file_sha512=digest("0"), seq=2)
    database.sheets.add(sheet)
    database.sheets.add(later)
    assert database.sheets.all() == (sheet, later)


def test_a_file_refused_again_for_the_same_reason_is_kept_once(database: Database, now: datetime) -> None:
    refusal = RefusalRecord(digest("f"), "x.fiche", now, "FIC-02", {"file": "x.fiche", "page": 2}, "")
    other = replace(refusal, code="FIC-03", facts={}, member="m07")
    for received in (refusal, refusal, other):
        database.sheets.add_refusal(received)
    assert database.sheets.refusals() == (refusal, other)
