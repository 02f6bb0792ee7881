"""The secretariat changes its keys, planned or forced: who follows, who is told, what stays readable."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.errors import AppError, Cancelled
from commission_app.scoring.ids import MemberId
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.identity import KeySet
from commission_app.sealing.opening_code import derive, parse_code
from commission_app.sealing.stored_zip import pack, unpack
from commission_app.sealing.vault import open_with_key, recovery_vault_key
from commission_app.store.database import open_database
from commission_app.workflow.deliberation.consolidate import facts_of
from commission_app.workflow.desk import Desk
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.member.open_bundle import enter, resume
from commission_app.workflow.member.read import bundle_view, piece_bytes
from commission_app.workflow.member.session import MemberSession
from commission_app.workflow.member.trust import put_change_aside
from commission_app.workflow.preparation.lots.seal import Staleness, plan_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receipts import take_receipt, write_receipts
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.letters import print_letter
from commission_app.workflow.secretariat.recovery import Envelope
from commission_app.workflow.secretariat.rotation import Reason, change_keys
from commission_app.workflow.secretariat.session import open_secretariat
from commission_app.workflow.secretariat.views import Verdict
from tests.workflow.campaigns import Prepared, RememberingKeyring, files_under, lot_of, make_desk, mark_all

M01 = MemberId("m01")


@pytest.fixture
def lot(prepared: Prepared) -> Path:
    """The lot of before the change."""
    (prepared.folder / "fiches").mkdir()
    return lot_of(prepared.seal("v1"), "m01")


def changed(prepared: Prepared, reason: Reason = Reason.PLANNED) -> Prepared:
    """Change the keys, and return the campaign with its new recovery code."""
    kept: list[Envelope] = []

    def keep(envelope: Envelope) -> tuple[Path, ...]:
        kept.append(envelope)
        return ()

    with prepared.secretariat() as session:
        change_keys(session, reason, keep, no_progress)
    return replace(prepared, recovery_code=kept[0].code)


def entered(desk: Desk, prepared: Prepared, lot: Path) -> MemberSession:
    return enter(desk, lot, prepared.letters[M01].code, no_progress)


def identity_of(prepared: Prepared, member: str) -> HybridIdentity:
    code = prepared.letters[MemberId(member)].code
    return HybridIdentity.from_seed(derive(parse_code(code)).read_seed)


def keys_of(prepared: Prepared) -> KeySet:
    with prepared.secretariat() as session:
        return session.secrets.key_set


def new_letter(prepared: Prepared) -> str:
    with prepared.secretariat() as session:
        return print_letter(session, M01, prepared.folder / "lettres").code


# ------------------------------------------------------------------------------------------------- planned


def test_every_key_changes_and_every_lot_is_to_be_sealed_again(prepared: Prepared, lot: Path) -> None:
    with prepared.secretariat() as session:
        before = session.secrets
    after = changed(prepared)
    with after.secretariat() as session:
        held = session.secrets
        for name in ("enc", "read", "sig", "pqsig", "database", "vault"):
            assert getattr(held, name) != getattr(before, name), name
        assert held.past == (before.read, before.enc)
        assert session.key_sets == (before.key_set, held.key_set)
        assert {plan.staleness for plan in plan_bundles(session)} == {Staleness.KEYS}
        assert len(session.database.acts.of_kind("rotation")) == 1
        assert session.database.journal.verify().is_intact


def test_the_former_code_and_the_former_vault_open_nothing_new(prepared: Prepared) -> None:
    place = prepared.folder / "secretariat"
    former_vault = next(place.glob("*/trousseau.json"))
    (prepared.folder / "vieux.json").write_bytes(former_vault.read_bytes())
    after = changed(prepared)
    with pytest.raises(AppError) as refusal:
        prepared.secretariat()
    assert refusal.value.code == "KEY-07"
    secrets = open_with_key(prepared.folder / "vieux.json", recovery_vault_key(prepared.recovery_code))
    with pytest.raises(AppError) as refusal:
        open_database(next(place.glob("*/bureau.db")), secrets.database)
    assert refusal.value.code == "DSK-04"
    after.secretariat().close()


def test_the_envelope_is_renewed_with_the_keys(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        before = session.recovery
    with changed(prepared).secretariat() as session:
        assert session.recovery is not None
        assert session.recovery != before


def test_the_session_goes_on_without_being_opened_again(prepared: Prepared, lot: Path) -> None:
    with prepared.secretariat() as session:
        manifests = session.manifests()
        change_keys(session, Reason.PLANNED, lambda _: (), no_progress)
        assert session.manifests() == manifests
        session.log("still_there", {})


def test_a_member_follows_a_declared_change_and_is_told_once(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    entered(desk, prepared, lot).close()
    after = changed(prepared)
    with entered(desk, prepared, lot_of(after.seal("v2"), "m01")) as session:
        change = bundle_view(session).secretariat_change
        assert change is not None
        assert not change.by_letter
        dossier = next(iter(session.dossiers()))
        assert piece_bytes(session, dossier.id, dossier.pieces[0].path)
    with resume(desk) as session:
        assert bundle_view(session).secretariat_change == change
        put_change_aside(session.database)
    with resume(desk) as session:
        assert bundle_view(session).secretariat_change is None


def test_a_member_who_missed_several_changes_follows_them_all(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    entered(desk, prepared, lot).close()
    after = changed(changed(changed(prepared)))
    with entered(desk, prepared, lot_of(after.seal("v2"), "m01")) as session:
        assert session.manifest.secretariat == keys_of(after)


def test_a_lot_whose_declaration_was_taken_out_is_refused(prepared: Prepared, lot: Path, desk: Desk) -> None:
    """Another member of the group can seal the lot again: they cannot make it look like a break."""
    entered(desk, prepared, lot).close()
    second = lot_of(changed(prepared).seal("v2"), "m01")
    entries = unpack(decrypt(second.read_bytes(), [identity_of(prepared, "m02")]))
    assert "rotation/1" in entries
    stripped = {name: data for name, data in entries.items() if not name.startswith("rotation/")}
    second.write_bytes(encrypt(pack(stripped), [identity_of(prepared, M01).recipient]))
    before = files_under(desk.folder)
    with pytest.raises(AppError) as refusal:
        entered(desk, prepared, second)
    assert refusal.value.code == "SIG-02"
    assert files_under(desk.folder) == before
    with resume(desk) as session:
        assert bundle_view(session).secretariat_change is None


def test_a_member_who_opens_their_first_lot_is_told_nothing(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    after = changed(prepared)
    with entered(desk, prepared, lot_of(after.seal("v2"), "m01")) as session:
        assert bundle_view(session).secretariat_change is None


def test_a_copy_of_the_new_lot_that_is_interrupted_leaves_the_former_lot_at_work(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    with entered(desk, prepared, lot) as session:
        mark_all(session, 4)
        sheet = session.sheet
    after = changed(prepared)
    second = lot_of(after.seal("v2"), "m01")

    def stop(done: int, total: int, step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        enter(desk, second, prepared.letters[M01].code, stop)
    with resume(desk) as session:
        assert (session.manifest.serial, session.sheet) == (1, sheet)
    with entered(desk, prepared, second) as session:
        assert (session.manifest.serial, session.sheet) == (2, sheet)


def test_a_fiche_made_before_the_change_is_received_after_it(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    with entered(desk, prepared, lot) as session:
        mark_all(session)
        fiche = hand_in(session, prepared.folder / "fiches", no_progress).file
    after = changed(changed(prepared))
    with after.secretariat() as session:
        (outcome,) = accept_sheets(session, [fiche], no_progress)
        assert outcome.verdict is Verdict.ACCEPTED
        assert len(facts_of(session).sheets) == 1


def test_a_receipt_of_the_new_keys_is_read_once_the_new_lot_was_opened(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    with entered(desk, prepared, lot) as session:
        mark_all(session)
        fiche = hand_in(session, prepared.folder / "fiches", no_progress).file
    after = changed(prepared)
    with after.secretariat() as session:
        accept_sheets(session, [fiche], no_progress)
        receipt = write_receipts(session, prepared.folder / "fiches")[0].file
    with resume(desk) as session:
        with pytest.raises(AppError) as refusal:
            take_receipt(session, receipt)
        assert refusal.value.code == "ACC-03"
    with entered(desk, prepared, lot_of(after.seal("v2"), "m01")) as session:
        assert take_receipt(session, receipt) == ("Fiche n° 1 reçue et retenue",)


# -------------------------------------------------------------------------------------------------- forced


def test_a_forced_change_declares_nothing_and_renews_every_letter(prepared: Prepared, lot: Path) -> None:
    after = changed(prepared, Reason.COMPROMISED)
    with after.secretariat() as session:
        assert session.database.acts.of_kind("rotation") == ()
        codes = {member: session.database.campaign.code(member) for member in prepared.letters}
        assert {code.serial for code in codes.values() if code} == {2}
        assert not {code.code for code in codes.values() if code} & {
            letter.code for letter in prepared.letters.values()
        }


def test_a_new_letter_ties_the_member_to_the_secretariat_again_and_says_so(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    with entered(desk, prepared, lot) as session:
        mark_all(session, 4)
        sheet = session.sheet
    after = changed(prepared, Reason.COMPROMISED)
    code = new_letter(after)
    with enter(desk, lot_of(after.seal("v2"), "m01"), code, no_progress) as session:
        change = bundle_view(session).secretariat_change
        assert change is not None
        assert change.by_letter
        assert session.sheet == sheet


def test_after_a_forced_change_the_former_keys_and_letter_bring_nobody_back(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    """Whoever stole them seals a later lot with the former code, once the member has the new letter."""
    thief = prepared.folder / "volé"
    thief.mkdir()
    from shutil import copytree

    copytree(prepared.folder / "secretariat", thief / "secretariat")
    stolen = replace(prepared, folder=thief)
    entered(desk, prepared, lot).close()
    after = changed(prepared, Reason.COMPROMISED)
    enter(desk, lot_of(after.seal("v2"), "m01"), new_letter(after), no_progress).close()
    for name in ("v2", "v3"):
        false = lot_of(changed(stolen).seal(name) if name == "v3" else stolen.seal(name), "m01")
        before = files_under(prepared.folder / "m01")
        with pytest.raises(AppError) as refusal:
            entered(desk, prepared, false)
        assert refusal.value.code == "SIG-02"
        assert files_under(prepared.folder / "m01") == before


def test_a_planned_change_after_a_forced_one_leaves_the_earlier_declaration_out(
    prepared: Prepared, lot: Path, desk: Desk
) -> None:
    entered(desk, prepared, lot).close()
    after = changed(changed(changed(prepared), Reason.COMPROMISED))
    lot_after = lot_of(after.seal("v2"), "m01")
    with enter(desk, lot_after, new_letter(after), no_progress) as session:
        (bundle,) = session.bundles.values()
        assert len(bundle.former) == 1
        change = bundle_view(session).secretariat_change
        assert change is not None
        assert change.by_letter


# --------------------------------------------------------------------------------------------- interrupted


def refuse(_: Envelope) -> tuple[Path, ...]:
    raise AppError("DSK-05")


def test_a_change_whose_envelope_cannot_be_written_changes_nothing(prepared: Prepared, lot: Path) -> None:
    before = files_under(prepared.folder)
    with prepared.secretariat() as session:
        secrets = session.secrets
        with pytest.raises(AppError):
            change_keys(session, Reason.COMPROMISED, refuse, no_progress)
        assert session.secrets == secrets
        assert {plan.staleness for plan in plan_bundles(session)} == {Staleness.CURRENT}
    assert files_under(prepared.folder) == before
    prepared.secretariat().close()


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_a_change_interrupted_before_its_moment_leaves_no_trace(
    prepared: Prepared, tmp_path: Path, broken_at: Callable[[int], Callable[[int, int, str], None]], step: int
) -> None:
    before = files_under(prepared.folder)
    letter = tmp_path / "enveloppe.txt"

    def keep(envelope: Envelope) -> tuple[Path, ...]:
        letter.write_text(envelope.code)
        return (letter,)

    with prepared.secretariat() as session, pytest.raises(Cancelled):
        change_keys(session, Reason.PLANNED, keep, broken_at(step))
    assert not letter.exists()
    assert files_under(prepared.folder) == before
    prepared.secretariat().close()


def test_a_change_cannot_be_interrupted_after_its_moment(
    prepared: Prepared, broken_at: Callable[[int], Callable[[int, int, str], None]]
) -> None:
    with prepared.secretariat() as session:
        before = session.secrets.key_set
        change_keys(session, Reason.PLANNED, lambda _: (), broken_at(2))
        assert session.key_sets == (before, session.secrets.key_set)


def test_the_keyring_keeps_the_present_vault_alone(prepared: Prepared) -> None:
    keyring = RememberingKeyring()
    place = make_desk(prepared.folder / "secretariat", keyring)
    with open_secretariat(place, recovery_code=prepared.recovery_code) as session:
        change_keys(session, Reason.PLANNED, lambda _: (), no_progress)
        with pytest.raises(AppError):
            change_keys(session, Reason.PLANNED, refuse, no_progress)
        change_keys(session, Reason.PLANNED, lambda _: (), no_progress)
        keys = session.secrets.key_set
    assert len(keyring.kept) == 1
    with open_secretariat(place) as session:
        assert session.secrets.key_set == keys


def test_keys_that_changed_too_often_are_kept(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        session.secrets = replace(session.secrets, past=(bytes(32),) * 63)
        with pytest.raises(AppError) as refusal:
            change_keys(session, Reason.PLANNED, lambda _: (), no_progress)
        assert refusal.value.code == "KEY-05"
    prepared.secretariat().close()


def test_what_another_window_is_preparing_is_left_alone(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        other = session.place.folder / f"bureau-{'0' * 16}.db"
        session.database.copy_to(other, bytes(32))
        with pytest.raises(AppError) as refusal:
            prepared.secretariat()
        assert refusal.value.code == "DSK-02"
        assert other.exists()
    prepared.secretariat().close()
    assert not other.exists()


def test_a_persons_own_copies_in_the_folder_are_left_alone(prepared: Prepared) -> None:
    with prepared.secretariat() as session:
        folder = session.place.folder
    own = [folder / name for name in ("bureau-copie.db", "secours-2021.age", "bureau-0123.db")]
    for file in own:
        file.write_bytes(b"mine")
    prepared.secretariat().close()
    assert all(file.exists() for file in own)
