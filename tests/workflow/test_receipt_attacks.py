"""Receipts and lists that the secretariat did not make, or made twice; and a receipt that does not come."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, Sha512
from commission_app.sealing.age_recipients import HybridRecipient
from commission_app.sealing.identity import Secrets
from commission_app.sealing.receipt import Receipt, write_receipt
from commission_app.sealing.register import Register, RetainedSheet, sign_register
from commission_app.workflow.member.hand_in import handed_in
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.receiving.closing import last_register
from commission_app.workflow.receiving.receipts import (
    closing_lines,
    receipt_warning,
    take_receipt,
    write_receipts,
)
from commission_app.workflow.secretariat.letters import replace_code
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.workflow.campaigns import Prepared
from tests.workflow.received import (
    M01,
    M02,
    M03,
    Ready,
    again,
    handed,
    receipts_of,
    received,
    refused,
    told,
)


@pytest.fixture
def prepared(ready: Ready) -> Prepared:
    return ready.prepared


@pytest.fixture
def lot(ready: Ready) -> Path:
    return ready.lot


# ------------------------------------------------------------------------------------------------ the attacks


def sealed_by(prepared: Prepared, secrets: Secrets, change: Callable[[Receipt, Register], Receipt]) -> Path:
    """Write a receipt for m01 as somebody who holds the secretariat's desk, or other keys, could."""
    file = prepared.folder / "accuses" / "forgé.accuse"
    with prepared.secretariat() as session:
        kept = last_register(session)
        assert kept is not None
        code = session.database.campaign.code(M01)
        assert code is not None
        receipt = Receipt(session.campaign.id, M01, 90, (), "", kept.act)
        recipients = [HybridRecipient.parse(code.recipient)]
        write_receipt(file, change(receipt, kept.register), recipients, secrets, session.desk.random)
    return file


def secretariat_of(prepared: Prepared) -> Secrets:
    with prepared.secretariat() as session:
        return session.secrets


@pytest.fixture
def closed(prepared: Prepared, fiches: dict[str, Path]) -> Secrets:
    """The secretariat's secrets after a close that m01 read."""
    received(prepared, fiches.values())
    told(prepared, "m01", receipts_of(prepared, close=True)[M01])
    return secretariat_of(prepared)


def refused_and_nothing_kept(prepared: Prepared, file: Path, code: str) -> None:
    def state(session: MemberSession) -> object:
        acts = session.database.acts.of_kind("annuaire")
        return acts, handed_in(session), session.database.settings.get("receipt"), closing_lines(session)

    with again(prepared, "m01") as session:
        before = state(session)
        with refused(code):
            take_receipt(session, file)
        assert state(session) == before


def test_a_receipt_of_a_false_secretariat_is_refused(prepared: Prepared, closed: Secrets) -> None:
    false = Secrets.new(bytes_of)
    file = sealed_by(prepared, false, lambda receipt, _: receipt)
    refused_and_nothing_kept(prepared, file, "ACC-03")


def bytes_of(count: int) -> bytes:
    return bytes(range(count))


def signed_by_a_member(prepared: Prepared) -> Secrets:
    with again(prepared, "m02") as session:
        return session.secrets


@pytest.mark.parametrize("author", ["nobody", "member"])
def test_a_list_that_the_secretariat_did_not_sign_is_refused(
    prepared: Prepared, closed: Secrets, author: str
) -> None:
    signer = signed_by_a_member(prepared) if author == "member" else Secrets.new(bytes_of)
    file = sealed_by(
        prepared,
        closed,
        lambda receipt, register: replace(receipt, register=sign_register(register, signer)),
    )
    refused_and_nothing_kept(prepared, file, "ACC-05")


def test_a_list_of_another_campaign_is_refused(prepared: Prepared, closed: Secrets) -> None:
    file = sealed_by(
        prepared,
        closed,
        lambda receipt, register: replace(
            receipt, register=sign_register(replace(register, campaign=CampaignId("autre")), closed)
        ),
    )
    refused_and_nothing_kept(prepared, file, "ACC-05")


def test_two_lists_of_the_same_number_expose_who_signed_both(prepared: Prepared, closed: Secrets) -> None:
    other = RetainedSheet(M03, Sha512("a" * 128))
    file = sealed_by(
        prepared,
        closed,
        lambda receipt, register: replace(
            receipt, register=sign_register(replace(register, sheets=(*register.sheets, other)), closed)
        ),
    )
    refused_and_nothing_kept(prepared, file, "ACC-05")


def test_an_older_list_in_a_newer_receipt_is_refused(prepared: Prepared, closed: Secrets) -> None:
    with prepared.secretariat() as session:
        old = last_register(session)
        assert old is not None
        replace_code(session, M02)
    told(prepared, "m01", receipts_of(prepared, close=True)[M01])
    file = sealed_by(prepared, closed, lambda receipt, _: replace(receipt, register=old.act))
    refused_and_nothing_kept(prepared, file, "ACC-04")


def test_another_receipt_under_the_same_number_is_refused(prepared: Prepared, closed: Secrets) -> None:
    file = sealed_by(prepared, closed, lambda receipt, _: replace(receipt, serial=1))
    refused_and_nothing_kept(prepared, file, "ACC-04")


# -------------------------------------------------------------------------------------------- a late receipt


def at(session: MemberSession, moment: datetime) -> MemberSession:
    session.desk = replace(session.desk, now=lambda: moment)
    return session


@pytest.mark.parametrize(
    ("days", "warned"), [(2, False), (4, True), (200, True), (-4, False), (5_000, False)]
)
def test_a_fiche_without_a_receipt_is_told_after_three_days(
    prepared: Prepared, fiches: dict[str, Path], days: int, warned: bool
) -> None:
    with again(prepared, "m01") as session:
        handed_at = handed_in(session)[-1].at
        warning = receipt_warning(at(session, handed_at + timedelta(days=days)))
        assert bool(warning) is warned
        assert warning.startswith("Votre dernière fiche n’a pas été accusée") is warned


def test_a_receipt_read_ends_the_warning(prepared: Prepared, lot: Path, fiches: dict[str, Path]) -> None:
    with prepared.member("m03", lot) as session:
        assert receipt_warning(session) == ""  # nothing was handed in
    received(prepared, fiches.values())
    told(prepared, "m01", receipts_of(prepared)[M01])
    later = datetime(2021, 6, 20, tzinfo=UTC)
    with again(prepared, "m01") as session:
        assert receipt_warning(at(session, later)) == ""
        assert receipt_warning(at(session, later.replace(tzinfo=None))) == ""
    handed(prepared, lot, {"m01": 4})
    with again(prepared, "m01") as session:
        assert receipt_warning(at(session, later))
        assert receipt_warning(at(session, later.replace(tzinfo=None))) == ""


def test_receipts_are_not_written_where_nothing_can(prepared: Prepared, fiches: dict[str, Path]) -> None:
    received(prepared, fiches.values())
    with prepared.secretariat() as session:
        with pytest.raises(AppError) as refusal:
            write_receipts(session, prepared.folder / "absent")
        assert refusal.value.code == "DSK-24"
        assert _serials(session) == ["1"]
    receipts_of(prepared)
    with prepared.secretariat() as session:
        assert _serials(session) == ["2", "1"]  # a number that may have been sent is never given again


def _serials(session: SecretariatSession) -> list[str]:
    found = (session.database.settings.get(f"receipt:{member}") for member in (M01, M02))
    return [serial for serial in found if serial is not None]
