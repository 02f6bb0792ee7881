"""What a courier, a thief or a clumsy hand does to the files that go between agents' computers."""

import os
import shutil
from pathlib import Path
from random import Random

import pytest

from commission_app.errors import AppError, Cancelled
from commission_app.messages import sentences
from commission_app.scoring.contributions import Contribution, Statement
from commission_app.scoring.ids import Sha512
from commission_app.sealing.contribution import Origin, seal_contribution, sign_contribution
from commission_app.sealing.identity import Secrets
from commission_app.sealing.stored_zip import pack, unpack
from commission_app.workflow.desk import Desk
from commission_app.workflow.member.volumes import bring_volumes
from commission_app.workflow.preparation.candidacies.project_card import project_card
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.backup import back_up
from commission_app.workflow.secretariat.contributions import forks, receive_contribution
from commission_app.workflow.secretariat.handing_over import hand_over, write_again
from commission_app.workflow.secretariat.restoring import check_backup, find_backup, restore_workspace
from commission_app.workflow.secretariat.rotation import Reason, change_keys, envelope_in
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.sealing.mutant import Outcome
from tests.soak.merged_mutants import AT, merged
from tests.soak.mutants import attempt
from tests.workflow.campaigns import Prepared, files_under, make_desk
from tests.workflow.saved import elsewhere, restored, save

YES = '{"answer":"oui"}'


def refused(code: str, verb: object, *given: object) -> AppError:
    assert callable(verb)
    with pytest.raises(AppError) as refusal:
        verb(*given)
    words = sentences(refusal.value)
    assert (words.code, "«  »" in words.what) == (code, False)
    return refusal.value


# ---------------------------------------------------------------------------------- backups and hand-overs


def test_a_hand_over_without_its_act_does_not_pass_for_a_backup(light: Prepared) -> None:
    with light.secretariat() as session:
        file = hand_over(session, "Anne", "Bruno", light.folder / "cle-usb", no_progress)
    parts = unpack(file.read_bytes())
    act = parts.pop("passation")
    file.with_suffix(".sauvegarde").write_bytes(pack(parts))
    refused("SAV-02", restored, light, file.with_suffix(".sauvegarde"), elsewhere(light))
    file.write_bytes(pack({**parts, "passation": act.replace(b"Bruno", b"Diane", 1)}))
    refused("SAV-02", restored, light, file, elsewhere(light))


def test_a_folder_of_backups_may_hold_links_folders_and_pipes(light: Prepared) -> None:
    file, stick = save(light), light.folder / "cle-usb"
    (stick / "dossier.sauvegarde").mkdir()
    if hasattr(os, "mkfifo"):
        (stick / "perdu.sauvegarde").symlink_to(stick / "nulle-part")
        os.mkfifo(stick / "tube.sauvegarde")
        refused("SAV-02", check_backup, stick / "tube.sauvegarde", light.recovery_code, no_progress)
    assert find_backup(stick) == file


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_a_pipe_in_the_place_of_a_piece_or_of_a_volume_is_not_waited_for(light: Prepared) -> None:
    file = save(light)
    piece = next((file.parent / "pieces").iterdir())
    piece.unlink()
    os.mkfifo(piece)
    assert check_backup(file, light.recovery_code, no_progress).damaged == (piece.name,)
    os.mkfifo(light.folder / "tube.lot")
    refused("LOT-15", bring_volumes, elsewhere(light), [light.folder / "tube.lot"], no_progress)


@pytest.mark.parametrize("gone", ["pieces", "file"])
def test_a_stick_pulled_out_while_restoring_leaves_nothing_behind(light: Prepared, gone: str) -> None:
    file, desk = save(light), elsewhere(light)

    def pull_out(done: int, _total: int, step: str) -> None:
        if (done, step) == (1, "Copie des pièces"):
            shutil.rmtree(file.parent / "pieces") if gone == "pieces" else file.unlink()

    code = {"pieces": "LOT-15", "file": "SAV-02"}[gone]
    refused(code, restore_workspace, desk, file, light.recovery_code, pull_out)
    assert [one.name for one in desk.folder.iterdir() if not one.name.endswith(".lock")] == []


def test_a_workspace_is_not_restored_where_no_folder_can_be_made(light: Prepared) -> None:
    file = save(light)
    (light.folder / "bureau").write_text("un fichier")
    desk = make_desk(light.folder / "vide")
    place = Desk(light.folder / "bureau", desk.now, desk.random, None)
    refused("DSK-06", restored, light, file, place)
    assert (light.folder / "bureau").read_text() == "un fichier"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system makes no links without a right to")
def test_a_folder_of_backups_that_leads_into_the_workspace_is_refused(light: Prepared) -> None:
    file = save(light)
    with light.secretariat() as session:
        shutil.rmtree(file.parent / "pieces")
        (file.parent / "pieces").symlink_to(session.place.pieces)
        refused("SAV-01", back_up, session, no_progress)


def test_a_piece_that_cannot_be_read_is_named(light: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_right(file: Path) -> object:
        raise PermissionError(13, "Permission denied", file)

    save(light)
    shutil.rmtree(next((light.folder / "cle-usb").glob("*/pieces")))
    monkeypatch.setattr("commission_app.sealing.workspace_backup.open_file", no_right)
    with light.secretariat() as session:
        refused("LOT-15", back_up, session, no_progress)


def test_a_hand_over_is_not_written_again_without_the_file_of_the_envelope(light: Prepared) -> None:
    stick = light.folder / "cle-usb"
    with light.secretariat() as session:
        hand_over(session, "Anne", "Bruno", stick, no_progress)
        session.place.recovery_file.unlink()
        before = files_under(stick)
        refused("SAV-03", write_again, session, stick, no_progress)
        assert files_under(stick) == before


def test_a_hand_over_written_again_and_interrupted_leaves_no_half_of_it(light: Prepared) -> None:
    stick = light.folder / "cle-usb"

    def interrupt(done: int, _total: int, _step: str) -> None:
        if done == 1:
            raise Cancelled

    with light.secretariat() as session:
        hand_over(session, "Anne", "Bruno", stick, no_progress)
        before = files_under(stick)
        with pytest.raises(Cancelled):
            write_again(session, stick, interrupt)
        assert files_under(stick) == before


# ------------------------------------------------------------------------------------------- contributions


def contribution(
    session: SecretariatSession, folder: Path, kind: str, value: str, secrets: Secrets | None = None
) -> Path:
    """Sign a contribution with the campaign's keys, as a program made for it could."""
    dossier = session.dossiers()[0].id
    said = Contribution(Sha512(""), "Anne", frozenset(), {(dossier, kind): Statement(value, "")})
    act = sign_contribution(said, Origin(session.place.id, "1" * 32, 1, AT), secrets or session.secrets)
    file = folder / "recue.contribution"
    file.write_bytes(seal_contribution(act, [session.recipient], session.desk.random))
    return file


@pytest.mark.parametrize(("reason", "is_taken"), [(Reason.PLANNED, True), (Reason.COMPROMISED, False)])
def test_a_copy_made_before_keys_were_stolen_contributes_no_more(
    light: Prepared, reason: Reason, is_taken: bool
) -> None:
    with light.secretariat() as session:
        former, folder = session.secrets, light.folder / "cle-usb"
        before = contribution(session, light.folder, "R4", YES)
        receive_contribution(session, before)
        change_keys(session, reason, envelope_in(session, folder), no_progress)
        file = contribution(session, light.folder, "R5", YES, former)
        if is_taken:
            assert receive_contribution(session, file).changed == 1
        else:
            head = session.database.journal.head()
            refused("CTB-06", receive_contribution, session, file)
            assert session.database.journal.head() == head
            assert forks(session) == ()  # what came before still counts


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("R4", "{"),
        ("R4", '{"answer":"peut-être"}'),
        ("card", '{"x":' + "[" * 50_000 + "]" * 50_000 + "}"),
        ("facts", '{"label":"a"}'),
        ("received", "[1]"),
    ],
)
def test_a_value_that_says_nothing_of_its_subject_refuses_the_whole_contribution(
    light: Prepared, kind: str, value: str
) -> None:
    with light.secretariat() as session:
        head = session.database.journal.head()
        refused("CTB-01", receive_contribution, session, contribution(session, light.folder, kind, value))
        assert session.database.journal.head() == head


def test_a_rapporteur_who_is_no_member_has_no_place_on_a_card(light: Prepared) -> None:
    with light.secretariat() as session:
        file = contribution(session, light.folder, "card", '{"rapporteur":"m99"}')
        assert receive_contribution(session, file).unfit == 1
        assert project_card(session, session.dossiers()[0].id).rapporteur == ""


def test_whatever_an_agent_signed_is_refused_whole_or_merged_once(light: Prepared, tmp_path: Path) -> None:
    with light.secretariat() as session:
        target, outcomes = merged(session, tmp_path), []
        for number in range(24):
            mutant = target.mutant(Random(number))  # noqa: S311 - repeatable
            assert mutant is not None
            outcome, fault = attempt(mutant)
            assert fault == ""
            outcomes.append(outcome)
        assert {Outcome.OWN.value, "CTB-01"} <= set(outcomes)
