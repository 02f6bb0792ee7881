"""A campaign whose fiches go to a chest with two keys: the secretariat's half, the chair's code."""

from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.cli.main import run
from commission_app.errors import AppError
from commission_app.rehearsal.play import typeset
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.age_stream import decrypt
from commission_app.sealing.recovery import read_recovery
from commission_app.sealing.sheet_file import open_sheet
from commission_app.workflow.deliberation.consolidate import facts_of
from commission_app.workflow.member.hand_in import hand_in
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.preparation.intake.intake import apply_intake
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets, preview_sheets
from commission_app.workflow.secretariat.chest import CHAIR_LETTER, chest_is_closed, close_chest, open_chest
from commission_app.workflow.secretariat.letters import print_letters
from commission_app.workflow.secretariat.recovery import SHEET
from commission_app.workflow.secretariat.rotation import Reason, change_keys
from commission_app.workflow.secretariat.views import Verdict
from tests.workflow.campaigns import (
    Prepared,
    files_under,
    invented,
    lot_of,
    make_desk,
    mark_all,
    write_campaign,
)

SCENARIO = invented(1, 2)
CAMPAIGN = {**SCENARIO.campaign, "two_keys": True}


@pytest.fixture(scope="module")
def _once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Prepared, str, Path]:
    """A campaign with a chest, its chair's code, and a fiche handed in."""
    folder = tmp_path_factory.mktemp("chest")
    for name in ("candidatures", "lettres", "fiches"):
        (folder / name).mkdir()
    scenario = replace(SCENARIO, campaign=CAMPAIGN)
    typeset(scenario, folder / "candidatures", no_progress)
    created = new_campaign(make_desk(folder / "secretariat"), read_campaign(write_campaign(folder, scenario)))
    with created.session as session:
        apply_intake(session, folder / "candidatures", no_progress)
        letters = print_letters(session, folder / "lettres", no_progress)
    known = {letter.member: letter for letter in letters}
    prepared = Prepared(folder, scenario, created.recovery_code, known)
    with prepared.member("m01", lot_of(prepared.seal(), "m01")) as member:
        mark_all(member)
        fiche = hand_in(member, folder / "fiches", no_progress).file
    return prepared, created.chair_code, fiche.relative_to(folder)


@pytest.fixture
def chest(_once: tuple[Prepared, str, Path], tmp_path: Path) -> tuple[Prepared, str, Path]:
    """The same, in a folder of its own."""
    prepared, chair_code, fiche = _once
    copied = prepared.copied(tmp_path / "coffre")
    return copied, chair_code, copied.folder / fiche


Chest = tuple[Prepared, str, Path]


def test_a_closed_chest_keeps_nothing_not_even_a_refusal(chest: Chest) -> None:
    prepared, _, fiche = chest
    with prepared.secretariat() as session:
        events = len(session.database.journal.entries())
        for verb in (accept_sheets, preview_sheets):
            with pytest.raises(AppError) as refusal:
                verb(session, [fiche], no_progress)
            assert refusal.value.code == "CHE-02"
        assert session.database.sheets.all() == ()
        assert session.database.sheets.refusals() == ()
        assert len(session.database.journal.entries()) == events


def test_the_chairs_code_opens_the_chest_until_the_session_ends(chest: Chest) -> None:
    prepared, chair_code, fiche = chest
    with prepared.secretariat() as session:
        open_chest(session, chair_code.lower().replace("-", " "))
        assert not chest_is_closed(session)
        (outcome,) = accept_sheets(session, [fiche], no_progress)
        assert outcome.verdict is Verdict.ACCEPTED
    with prepared.secretariat() as session:
        assert chest_is_closed(session)
        assert len(facts_of(session).sheets) == 1  # what was received stays readable
        open_chest(session, chair_code)
        close_chest(session)
        assert chest_is_closed(session)


def test_nothing_of_the_open_chest_is_written_down(chest: Chest) -> None:
    prepared, chair_code, _ = chest
    with prepared.secretariat() as session:
        before = (session.place.vault.read_bytes(), session.place.recovery_file.read_bytes())
        open_chest(session, chair_code)
        assert session.chest is not None
        seed, vault, recovery = session.chest.seed, session.place.vault, session.place.recovery_file
    assert (vault.read_bytes(), recovery.read_bytes()) == before
    assert all(seed not in data for data in files_under(prepared.folder).values())
    with prepared.secretariat() as session:
        assert seed not in (session.secrets.read, session.secrets.enc, session.secrets.share)
        assert session.database.settings.get("chest") is None


def test_another_code_is_told_and_the_chest_stays_closed(chest: Chest) -> None:
    prepared, _, _ = chest
    with prepared.secretariat() as session:
        with pytest.raises(AppError) as refusal:
            open_chest(session, prepared.recovery_code)
        assert refusal.value.code == "CHE-01"
        assert chest_is_closed(session)


def test_one_half_alone_reads_no_fiche(chest: Chest) -> None:
    """The whole vault; the recovery file; the chair's code alone: none of them opens a fiche."""
    prepared, _, fiche = chest
    data = fiche.read_bytes()
    with prepared.secretariat() as session:
        held = session.secrets.identities
        assert session.recovery is None
        assert session.secrets.enc == b""
        kept = read_recovery(session.place.recovery_file, prepared.recovery_code).secrets
        guesses = [*held, *kept.identities, HybridIdentity.from_seed(session.secrets.share)]
    for identity in guesses:
        with pytest.raises(AppError) as refusal:
            open_sheet(data, [identity], fiche.name)
        assert refusal.value.code == "FIC-01"


def test_a_lot_of_such_a_campaign_names_no_recovery_recipient(chest: Chest) -> None:
    prepared, _, _ = chest
    lot = next((prepared.folder / "lots").glob("*.lot"))
    with prepared.member("m02", lot) as session:
        assert session.manifest.recovery is None
    with prepared.secretariat() as session:
        assert decrypt(lot.read_bytes(), session.identities)  # lots stay readable to the secretariat


@pytest.mark.parametrize("reason", Reason)
def test_a_change_of_keys_leaves_the_chest_and_the_chairs_code_as_they_are(
    chest: Chest, reason: Reason
) -> None:
    prepared, chair_code, fiche = chest
    with prepared.secretariat() as session:
        before = session.secrets.key_set
        change_keys(session, reason, lambda _: (), no_progress)
        after = session.secrets.key_set
        assert (after.enc, session.recovery) == (before.enc, None)
        assert {after.sig, after.pqsig}.isdisjoint({before.sig, before.pqsig})
        open_chest(session, chair_code)
        (outcome,) = accept_sheets(session, [fiche], no_progress)
        # A first fiche made with a code that was stolen proves nothing any more: it is to be handed in again.
        expected = "FIC-05" if reason is Reason.COMPROMISED else ""
        assert (outcome.error.code if outcome.error else "") == expected


def test_a_campaign_without_a_chest_says_so(prepared: Prepared, chest: Chest) -> None:
    with prepared.secretariat() as session:
        assert not chest_is_closed(session)
        with pytest.raises(AppError) as refusal:
            open_chest(session, chest[1])
        assert refusal.value.code == "CHE-03"


def test_the_chairs_letter_is_written_beside_the_envelope(tmp_path: Path) -> None:
    folder = tmp_path / "pli"
    folder.mkdir()
    campaign = read_campaign(write_campaign(tmp_path, replace(SCENARIO, campaign=CAMPAIGN)))
    created = new_campaign(make_desk(tmp_path / "bureau"), campaign, folder)
    created.session.close()
    assert {file.name for file in folder.iterdir()} >= {CHAIR_LETTER, SHEET}
    assert created.envelope == ""
    before = files_under(tmp_path)
    with pytest.raises(AppError) as refusal:
        new_campaign(make_desk(tmp_path / "autre"), campaign, folder)
    assert refusal.value.code == "SEC-05"
    (tmp_path / "autre").rmdir()
    assert files_under(tmp_path) == before


def test_the_commands_open_the_chest_with_the_file_of_the_chairs_code(
    chest: Chest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared, chair_code, fiche = chest
    (tmp_path / "secours.txt").write_text(prepared.recovery_code)
    (tmp_path / "presidence.txt").write_text(chair_code)
    desk = ["--desk", str(prepared.folder / "secretariat"), "--code-file", str(tmp_path / "secours.txt")]
    options = [*desk, "--no-keyring"]
    assert run(["receive", str(fiche), *options]) == 1
    assert "(CHE-02)" in capsys.readouterr().err
    opened = ["--chair-code-file", str(tmp_path / "presidence.txt")]
    assert run(["receive", str(fiche), *opened, *options]) == 0
