"""« Preuves… »: the figures that both sides compare are the same on both sides."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_app.scoring.ids import MemberId
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.lot_checks import check_lots
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.outside_checks import OUTSIDE_CHECKS
from commission_app.workflow.progress import no_progress
from commission_app.workflow.proofs import member_proofs, secretariat_proofs
from commission_app.workflow.receiving.closing import close_reception
from commission_app.workflow.receiving.receipts import take_receipt, write_receipts
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.rotation import Reason, change_keys
from tests.workflow.campaigns import Prepared, lot_of, make_desk, mark_all

DIGITS = re.compile(r"(\d{5} ){7}\d{5}")
DIGEST = re.compile(r"[0-9a-f]{128}")


@pytest.fixture
def member(prepared: Prepared, lot: Path) -> Iterator[MemberSession]:
    with prepared.member("m01", lot) as session:
        yield session


def test_a_member_and_the_secretariat_read_the_same_figures(
    member: MemberSession, prepared: Prepared, tmp_path: Path
) -> None:
    mark_all(member)
    sheet = hand_in(member, tmp_path, no_progress).file
    seen = member_proofs(member)
    with prepared.secretariat() as session:
        accept_sheets(session, [sheet], no_progress)
        own = secretariat_proofs(session)
    assert own.keys[0].digits == seen.secretariat.digits
    assert own.keys[0].id == seen.secretariat.id
    assert own.grid == seen.grid
    assert seen.lots[0].manifest in {sealed.manifest for sealed in own.lots}
    (computer,) = own.computers
    assert (computer.key.digits, computer.key.id) == (seen.computer.digits, seen.computer.id)
    assert (computer.status, computer.is_alone) == ("active", True)
    assert DIGITS.fullmatch(seen.computer.digits)
    assert DIGEST.fullmatch(seen.grid)


def test_a_lot_tells_whether_and_when_it_was_checked(member: MemberSession) -> None:
    assert member_proofs(member).lots[0].check is None
    (check,) = check_lots(member, no_progress)
    assert member_proofs(member).lots[0].check == check


def test_a_lot_that_was_replaced_stays_told_after_the_one_in_use(prepared: Prepared, lot: Path) -> None:
    prepared.member("m01", lot).close()
    with prepared.member("m01", lot_of(prepared.seal("again"), "m01")) as session:
        lots = member_proofs(session).lots
    assert [(known.serial, known.is_read) for known in lots] == [(2, True), (1, False)]


def test_fiches_receipts_and_the_list_of_the_close_are_told_once_they_are_there(
    member: MemberSession, prepared: Prepared, tmp_path: Path
) -> None:
    before = member_proofs(member)
    assert (before.sheets, before.receipt, before.register) == ((), None, None)
    mark_all(member)
    first = hand_in(member, tmp_path, no_progress).file
    with prepared.secretariat() as session:
        accept_sheets(session, [first], no_progress)
        closed = close_reception(session)
        head = session.database.journal.head()
        (receipt,) = [kept.file for kept in write_receipts(session, tmp_path) if kept.member == "m01"]
        own = secretariat_proofs(session)
    take_receipt(member, receipt)
    after = member_proofs(member)
    assert [sheet.version for sheet in after.sheets] == [1]
    assert after.sheets[0].sha512 == closed.sheets[0].sha512
    assert after.sheets[0].receipt == "Fiche n° 1 reçue et retenue"
    assert after.register is not None
    assert own.register is not None
    assert after.register.sha512 == own.register.sha512 == closed.register
    assert "figure dans la liste" in after.register.lines[0]
    assert after.receipt is not None
    assert after.receipt.serial == 1
    assert DIGEST.fullmatch(after.receipt.journal)
    assert after.receipt.journal != head  # writing the receipt is itself an event


def test_successive_keys_are_told_with_the_day_of_each(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        (first,) = secretariat_proofs(session).keys
        session.desk.now()  # the clock of each desk begins again at the same moment
        change_keys(session, Reason.PLANNED, lambda _envelope: (), no_progress)
        latest, former = secretariat_proofs(session).keys
    assert (former.id, former.digits) == (first.id, first.digits)
    assert (latest.is_current, former.is_current) == (True, False)
    assert latest.since is not None
    assert former.since is not None
    assert former.since < latest.since


def test_a_second_computer_is_numbered(
    member: MemberSession, prepared: Prepared, lot: Path, tmp_path: Path
) -> None:
    mark_all(member)
    sheets = [hand_in(member, tmp_path, no_progress).file]
    code = prepared.letters[MemberId("m01")].code
    with enter(make_desk(tmp_path / "other"), lot, code, no_progress) as other:
        mark_all(other, 2)
        sheets.append(hand_in(other, tmp_path, no_progress).file)
    with prepared.secretariat() as session:
        accept_sheets(session, sheets, no_progress)
        found = secretariat_proofs(session).computers
    assert [(known.number, known.status, known.is_alone) for known in found] == [
        (1, "active", False),
        (2, "to_confirm", False),
    ]


def test_a_campaign_that_sealed_nothing_yet_says_so(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        seen = secretariat_proofs(session)
        assert seen.has_recovery
        assert (seen.lots, seen.computers, seen.register, seen.frozen) == ((), (), None, None)


def test_the_commands_shown_are_those_of_the_contract() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    lines = {line.strip() for line in page.splitlines()}
    for check in OUTSIDE_CHECKS[:-1]:
        assert {line.strip() for line in check.commands.splitlines()} <= lines, check.title
    assert "sha512sum" in page
