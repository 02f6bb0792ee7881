"""A code lost, a computer stolen or found again: what stays, what is refused, what is never lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import MemberId
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.desk import Desk
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.open_bundle import enter, resume
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.preparation.lots.seal import seal_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receipts import take_receipt, write_receipts
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.receiving.reception import reception
from commission_app.workflow.secretariat.computers import (
    computers,
    confirm_computer,
    readmit_computer,
    withdraw_computers,
)
from commission_app.workflow.secretariat.letters import print_letter, replace_code, write_new_letter
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import Verdict
from tests.workflow.campaigns import Prepared, lot_of, make_desk, mark_all

M01 = MemberId("m01")


@pytest.fixture
def lot(prepared: Prepared) -> Path:
    (prepared.folder / "fiches").mkdir()
    return lot_of(prepared.seal(), "m01")


def fiche_of(prepared: Prepared, session: MemberSession) -> Path:
    return hand_in(session, prepared.folder / "fiches", no_progress).file


def renewed(prepared: Prepared, *, stolen: bool = False) -> tuple[str, Path]:
    """Give m01 a new code, and return it with the lot sealed again."""
    with prepared.secretariat() as session:
        (withdraw_computers if stolen else replace_code)(session, M01)
        letter = print_letter(session, M01, prepared.folder / "lettres")
        sealed = seal_bundles(session, prepared.folder / "lots", no_progress)
    return letter.code, lot_of(sealed, "m01")


def verdict_of(prepared: Prepared, fiche: Path) -> tuple[Verdict, str]:
    with prepared.secretariat() as session:
        (outcome,) = accept_sheets(session, [fiche], no_progress)
    return outcome.verdict, outcome.error.code if outcome.error else ""


def counted(prepared: Prepared) -> int:
    with prepared.secretariat() as session:
        return len(facts_of(session).sheets)


def test_a_replaced_letter_bears_another_name_and_another_code(prepared: Prepared, lot: Path) -> None:
    code, _ = renewed(prepared)
    assert code != prepared.letters[M01].code
    letters = sorted(file.name for file in (prepared.folder / "lettres").glob("*.pdf"))
    assert sum(name.endswith("_n2.pdf") for name in letters) == 1


def test_the_same_computer_is_recognised_after_a_replaced_code(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    with enter(desk, lot, prepared.letters[M01].code, no_progress) as session:
        mark_all(session, 2)
        first = fiche_of(prepared, session)
    assert verdict_of(prepared, first) == (Verdict.ACCEPTED, "")
    code, again = renewed(prepared)
    with enter(desk, again, code, no_progress) as session:
        second = fiche_of(prepared, session)
    assert verdict_of(prepared, second) == (Verdict.REPLACES, "")
    with resume(desk) as session:
        assert session.sheet.readings


def test_a_desk_still_opens_between_the_new_code_and_the_new_lot(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    """As after a power cut: the vault knows the new code, the lot on the disk is sealed under the former."""
    with enter(desk, lot, prepared.letters[M01].code, no_progress) as session:
        mark_all(session, 2)
    code, again = renewed(prepared)

    def cut(done: int, total: int, step: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        enter(desk, again, code, cut)
    with resume(desk) as session:
        assert session.manifest.serial == 1
        assert session.sheet.readings


def test_a_fiche_made_with_a_replaced_code_on_a_new_computer_is_refused(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    renewed(prepared)
    with enter(desk, lot, prepared.letters[M01].code, no_progress) as session:
        mark_all(session, 2)
        fiche = fiche_of(prepared, session)
    assert verdict_of(prepared, fiche) == (Verdict.REFUSED, "FIC-05")


def test_what_came_before_a_theft_stays_and_nothing_comes_after(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    with enter(desk, lot, prepared.letters[M01].code, no_progress) as session:
        mark_all(session, 2)
        before = fiche_of(prepared, session)
        mark_all(session, 5)
        after = fiche_of(prepared, session)
    assert verdict_of(prepared, before) == (Verdict.ACCEPTED, "")
    renewed(prepared, stolen=True)
    assert verdict_of(prepared, after) == (Verdict.REFUSED, "FIC-16")
    assert verdict_of(prepared, before) == (Verdict.DUPLICATE, "")
    assert counted(prepared) == 1


def test_a_computer_never_confirmed_counts_for_nothing_once_withdrawn(prepared: Prepared, lot: Path) -> None:
    code = prepared.letters[M01].code
    with enter(make_desk(prepared.folder / "m01"), lot, code, no_progress) as session:
        mark_all(session, 2)
        own = fiche_of(prepared, session)
    with enter(make_desk(prepared.folder / "thief"), lot, code, no_progress) as session:
        mark_all(session, 5)
        stolen = fiche_of(prepared, session)
    assert verdict_of(prepared, own) == (Verdict.ACCEPTED, "")
    assert verdict_of(prepared, stolen) == (Verdict.TO_CONFIRM, "")
    renewed(prepared, stolen=True)
    assert counted(prepared) == 1


def test_a_computer_found_again_is_taken_back_by_a_person(prepared: Prepared, lot: Path, desk: Desk) -> None:
    with enter(desk, lot, prepared.letters[M01].code, no_progress) as session:
        mark_all(session, 2)
        before = fiche_of(prepared, session)
    assert verdict_of(prepared, before) == (Verdict.ACCEPTED, "")
    code, again = renewed(prepared, stolen=True)
    with enter(desk, again, code, no_progress) as session:
        mark_all(session, 3)
        after = fiche_of(prepared, session)
        key = session.secrets.key_set.id
    assert verdict_of(prepared, after) == (Verdict.REFUSED, "FIC-16")
    with prepared.secretariat() as session:
        readmit_computer(session, M01, key)
    assert verdict_of(prepared, after) == (Verdict.REPLACES, "")


def test_a_computer_never_confirmed_is_not_confirmed_by_being_found(prepared: Prepared, lot: Path) -> None:
    code = prepared.letters[M01].code
    with enter(make_desk(prepared.folder / "m01"), lot, code, no_progress) as session:
        own = fiche_of(prepared, session)
    with enter(make_desk(prepared.folder / "portable"), lot, code, no_progress) as session:
        other, key = fiche_of(prepared, session), session.secrets.key_set.id
    with prepared.secretariat() as session:
        accept_sheets(session, [own, other], no_progress)
        withdraw_computers(session, M01)
        readmit_computer(session, M01, key)
        assert [known.status for known in computers(session, M01)] == ["revoked", "to_confirm"]
        assert len(facts_of(session).sheets) == 1


def test_another_computer_supersedes_what_the_older_closed(prepared: Prepared, lot: Path, desk: Desk) -> None:
    with enter(desk, lot, prepared.letters[M01].code, no_progress) as session:
        mark_all(session, 2)
        first = fiche_of(prepared, session)
    assert verdict_of(prepared, first) == (Verdict.ACCEPTED, "")
    code, again = renewed(prepared)
    with enter(make_desk(prepared.folder / "portable"), again, code, no_progress) as session:
        mark_all(session, 5)
        second = fiche_of(prepared, session)
        key = session.secrets.key_set.id
    assert verdict_of(prepared, second) == (Verdict.TO_CONFIRM, "")
    with prepared.secretariat() as session:
        confirm_computer(session, M01, key)
        done = compute(facts_of(session))
        assert not done.merged.forks
        assert len(done.merged.superseded) == 1


def test_a_receipt_tells_another_computer_what_its_fiche_follows(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    code = prepared.letters[M01].code
    with enter(desk, lot, code, no_progress) as session:
        mark_all(session, 2)
        first = fiche_of(prepared, session)
    with prepared.secretariat() as session:
        accept_sheets(session, [first], no_progress)
        (receipt,) = write_receipts(session, prepared.folder / "fiches")
        made_before = {record.act_sha512 for record in session.database.sheets.all()}
    with enter(make_desk(prepared.folder / "portable"), lot, code, no_progress) as session:
        take_receipt(session, receipt.file)
        assert session.known_sheets() == made_before


def test_the_reception_says_what_a_waiting_fiche_became(prepared: Prepared, lot: Path, desk: Desk) -> None:
    code = prepared.letters[M01].code
    with enter(desk, lot, code, no_progress) as session:
        mark_all(session, 2)
        first = fiche_of(prepared, session)
    with enter(make_desk(prepared.folder / "portable"), lot, code, no_progress) as session:
        mark_all(session, 5)
        second = fiche_of(prepared, session)
        key = session.secrets.key_set.id
    with prepared.secretariat() as session:
        accept_sheets(session, [first, second], no_progress)
        assert titles(session) == {"Vérifiée", "Autre ordinateur, à confirmer"}
        confirm_computer(session, M01, key)
        assert titles(session) == {"Ancienne version, gardée", "Vérifiée"}


def test_a_waiting_fiche_is_set_aside_with_its_computer(prepared: Prepared, lot: Path, desk: Desk) -> None:
    code = prepared.letters[M01].code
    with enter(desk, lot, code, no_progress) as session:
        mark_all(session, 2)
        first = fiche_of(prepared, session)
    with enter(make_desk(prepared.folder / "portable"), lot, code, no_progress) as session:
        second = fiche_of(prepared, session)
    with prepared.secretariat() as session:
        accept_sheets(session, [first, second], no_progress)
        withdraw_computers(session, M01)
        assert titles(session) == {"Vérifiée", "Écartée : ordinateur retiré"}


def titles(session: SecretariatSession) -> set[str]:
    return {file.title for file in reception(session).files}


@pytest.mark.parametrize("verb", [replace_code, withdraw_computers])
def test_somebody_who_is_not_a_member_has_no_code_to_replace(prepared: Prepared, verb: object) -> None:
    with prepared.secretariat() as session, pytest.raises(AppError) as refusal:
        verb(session, MemberId("m99"))  # type: ignore[operator]  # both verbs have this shape
    assert refusal.value.code == "CAM-04"


@pytest.mark.parametrize("verb", [replace_code, withdraw_computers])
def test_a_letter_that_cannot_be_written_leaves_the_former_code(
    prepared: Prepared, lot: Path, desk: Desk, verb: Callable[[SecretariatSession, MemberId], None]
) -> None:
    """The stick is gone: the letter that the member holds stays good, and their computer known."""
    with enter(desk, lot, prepared.letters[M01].code, no_progress) as session:
        fiche = fiche_of(prepared, session)
    assert verdict_of(prepared, fiche)[0] is Verdict.ACCEPTED
    with prepared.secretariat() as session:
        before = session.database.campaign.code(M01), computers(session, M01)
        with pytest.raises(AppError) as refusal:
            write_new_letter(session, M01, prepared.folder / "clef-partie", verb)
        assert refusal.value.code == "DSK-24"
        assert (session.database.campaign.code(M01), computers(session, M01)) == before
        letter = write_new_letter(session, M01, prepared.folder / "lettres", verb)
        assert letter.file.exists()
        assert letter.serial == 2
