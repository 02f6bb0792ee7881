"""Somebody stole the secretariat's keys, with its codes: what they did ends with the new letters.

Until a member opens the new lot with the new letter, the thief passes for the secretariat: nothing on paper
says otherwise yet. What counts is that it stops there, and leaves nothing that stays in the member's way.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_app.sealing.receipt import Receipt, ReceiptLine, write_receipt
from commission_app.workflow.desk import Desk
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.open_bundle import enter, resume
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.progress import no_progress
from commission_app.workflow.proofs import member_proofs
from commission_app.workflow.receiving.receipts import take_receipt, write_receipts
from commission_app.workflow.secretariat.rotation import Reason
from tests.sealing.drawn_bytes import DrawnBytes
from tests.workflow.campaigns import Prepared, lot_of, mark_all
from tests.workflow.forgeries import Forge
from tests.workflow.received import M01, received, refused
from tests.workflow.test_key_change import changed, new_letter

FAR = 2**53 - 1  # no true version ever comes so far


@pytest.fixture
def lot(prepared: Prepared) -> Path:
    for folder in ("fiches", "accuses"):
        (prepared.folder / folder).mkdir()
    return lot_of(prepared.seal("v1"), "m01")


@pytest.fixture
def robbed(prepared: Prepared, lot: Path, desk: Desk) -> Iterator[MemberSession]:
    """The session of m01, who opened the lot before its keys were stolen."""
    with enter(desk, lot, prepared.letters[M01].code, no_progress) as session:
        yield session


def test_a_version_raised_by_a_thief_does_not_keep_the_new_letter_out(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    Forge(prepared).resign(lot, lambda document: document.update(serial=FAR))
    with enter(desk, lot, prepared.letters[M01].code, no_progress) as session:
        mark_all(session)  # nothing tells yet: keys and code are the true ones
    after = changed(prepared, Reason.COMPROMISED)
    letter, true = new_letter(after), lot_of(after.seal("v2"), "m01")
    with enter(desk, true, letter, no_progress) as session:
        assert session.manifest.serial < FAR
        assert session.sheet.readings
    with resume(desk) as session:
        assert session.manifest.serial < FAR
    with refused("SIG-02"):
        enter(desk, lot, prepared.letters[M01].code, no_progress)
    newer = lot_of(after.seal("v3"), "m01")
    enter(desk, newer, letter, no_progress).close()
    with refused("LOT-09"):  # the versions of the new keys never go back either
        enter(desk, true, letter, no_progress)


def test_what_a_thief_said_of_a_fiche_does_not_stand_after_the_new_letter(
    prepared: Prepared, desk: Desk, robbed: MemberSession
) -> None:
    mark_all(robbed)
    hand_in(robbed, prepared.folder / "fiches", no_progress)
    thief, false = Forge(prepared), prepared.folder / "accuses" / "faux.accuse"
    lines = (ReceiptLine(robbed.handed()[-1].act_sha512, "accepted"),)
    receipt = Receipt(robbed.manifest.campaign, M01, FAR, lines, "")
    write_receipt(false, receipt, [thief.reader.recipient], thief.secretariat, DrawnBytes("thief"))
    assert "retenue" in take_receipt(robbed, false)[0]
    robbed.close()
    after = changed(prepared, Reason.COMPROMISED)
    with enter(desk, lot_of(after.seal("v2"), "m01"), new_letter(after), no_progress) as session:
        assert session.handed()[-1].receipt == ""
        assert member_proofs(session).receipt is None
        received(after, [hand_in(session, prepared.folder / "fiches", no_progress).file])
        with after.secretariat() as secretariat:
            (written,) = write_receipts(secretariat, prepared.folder / "accuses")
        assert "retenue" in take_receipt(session, written.file)[0]
        with refused("ACC-03"):
            take_receipt(session, false)
