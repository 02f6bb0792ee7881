"""The reinforced mode: a fiche counts once an agent typed the 40 digits that its author reads aloud."""

from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import MemberId
from commission_app.workflow.deliberation.consolidate import facts_of
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.receiving.reception import reception
from commission_app.workflow.secretariat.computers import confirm_computer
from commission_app.workflow.secretariat.session import SecretariatSession
from commission_app.workflow.secretariat.views import Verdict
from tests.workflow.campaigns import Prepared, invented, lot_of, make_desk, mark_all, prepare

M01, M02 = MemberId("m01"), MemberId("m02")


@pytest.fixture(scope="module")
def _reinforced_once(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    scenario = invented(1, 2)
    prepared = prepare(
        tmp_path_factory.mktemp("reinforced"),
        replace(scenario, campaign={**scenario.campaign, "reinforced": True}),
    )
    prepared.seal()
    (prepared.folder / "fiches").mkdir()
    return prepared


@pytest.fixture
def reinforced(_reinforced_once: Prepared, tmp_path: Path) -> Prepared:
    return _reinforced_once.copied(tmp_path / "campagne")


def handed(prepared: Prepared, member: MemberId = M01, computer: str = "m01") -> tuple[Path, str, str]:
    """Hand in from a computer; return the fiche, the computer and the digits of its page of proofs."""
    lot = next((prepared.folder / "lots").glob("*.lot"))
    desk = make_desk(prepared.folder / computer)
    with enter(desk, lot, prepared.letters[member].code, no_progress) as session:
        return fiche_of(prepared, session), session.secrets.key_set.id, session.secrets.key_set.fingerprint


def fiche_of(prepared: Prepared, session: MemberSession) -> Path:
    if not session.sheet.readings:
        mark_all(session)
    return hand_in(session, prepared.folder / "fiches", no_progress).file


def verdict(session: SecretariatSession, fiche: Path) -> Verdict:
    return accept_sheets(session, [fiche], no_progress)[0].verdict


def counted(session: SecretariatSession) -> int:
    return len(facts_of(session).sheets)


def refused(session: SecretariatSession, key: str, digits: str) -> str:
    with pytest.raises(AppError) as refusal:
        confirm_computer(session, M01, key, digits)
    return refusal.value.code


def test_a_first_fiche_waits_for_the_digits_and_then_counts(reinforced: Prepared) -> None:
    fiche, key, digits = handed(reinforced)
    assert len(digits) == 40
    with reinforced.secretariat() as session:
        assert verdict(session, fiche) is Verdict.TO_CONFIRM
        (line,) = reception(session).files
        assert line.title == "À confirmer par téléphone"
        assert "40 chiffres" in line.meaning
        assert counted(session) == 0
        confirm_computer(session, M01, key, digits)
        assert counted(session) == 1


def test_the_next_fiches_of_a_confirmed_computer_count_at_once(reinforced: Prepared) -> None:
    fiche, key, digits = handed(reinforced)
    with reinforced.secretariat() as session:
        verdict(session, fiche)
        confirm_computer(session, M01, key, digits)
    second, *_ = handed(reinforced)
    with reinforced.secretariat() as session:
        assert verdict(session, second) is Verdict.REPLACES


def test_other_digits_keep_the_fiche_waiting(reinforced: Prepared) -> None:
    fiche, key, digits = handed(reinforced)
    last = str((int(digits[-1]) + 1) % 10)
    others = ["", digits[:-1], digits[:-1] + last, digits + "0", digits[::-1], digits[5:] + digits[:5]]
    with reinforced.secretariat() as session:
        verdict(session, fiche)
        assert {refused(session, key, other) for other in others} == {"FIC-17"}
        assert counted(session) == 0
        assert [record.status for record in session.database.sheets.keys(M01)] == ["to_confirm"]


def test_the_digits_of_another_member_do_not_confirm(reinforced: Prepared) -> None:
    fiche, key, _ = handed(reinforced)
    _, _, others = handed(reinforced, M02, "m02")
    with reinforced.secretariat() as session:
        verdict(session, fiche)
        assert refused(session, key, others) == "FIC-17"


@pytest.mark.parametrize("between", [" ", "\u202f", "\n", " - ", "."])
def test_digits_are_typed_in_groups_as_they_are_read(reinforced: Prepared, between: str) -> None:
    fiche, key, digits = handed(reinforced)
    groups = [digits[start : start + 5] for start in range(0, 40, 5)]
    with reinforced.secretariat() as session:
        verdict(session, fiche)
        confirm_computer(session, M01, key, f" {between.join(groups)} ")
        assert counted(session) == 1


def test_another_computer_of_the_member_needs_its_own_digits(reinforced: Prepared) -> None:
    fiche, key, digits = handed(reinforced)
    elsewhere, other_key, other_digits = handed(reinforced, M01, "portable")
    with reinforced.secretariat() as session:
        assert verdict(session, fiche) is Verdict.TO_CONFIRM
        confirm_computer(session, M01, key, digits)
        assert verdict(session, elsewhere) is Verdict.TO_CONFIRM
        assert counted(session) == 1
        assert refused(session, other_key, digits) == "FIC-17"
        confirm_computer(session, M01, other_key, other_digits)
        assert counted(session) == 2


def test_without_the_option_no_digits_are_asked(prepared: Prepared) -> None:
    (prepared.folder / "fiches").mkdir()
    lot_of(prepared.seal(), "m01")
    fiche, _, _ = handed(prepared)
    elsewhere, other_key, _ = handed(prepared, M01, "portable")
    with prepared.secretariat() as session:
        assert verdict(session, fiche) is Verdict.ACCEPTED
        assert verdict(session, elsewhere) is Verdict.TO_CONFIRM
        confirm_computer(session, M01, other_key)
        assert counted(session) == 2
