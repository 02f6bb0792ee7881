"""A campaign goes from an agent's computer to another's: one of them writes, and a fork shows."""

import shutil
from pathlib import Path

import pytest

from commission_app.cli.main import run
from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.sealing.hand_over import HandedOver, TakenBack, TakenOver
from commission_app.workflow.desk import Desk, campaigns
from commission_app.workflow.preparation.settings.creation import say_envelope_checked
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.handing_over import hand_over, left, take_back, write_again
from commission_app.workflow.secretariat.journal_view import journal_view
from commission_app.workflow.secretariat.lineage import Kin
from commission_app.workflow.secretariat.lineage_of_file import lineage_of
from commission_app.workflow.secretariat.pen import pen_history
from commission_app.workflow.secretariat.recovery import RECOVERY_FILE, export_recovery
from commission_app.workflow.secretariat.session import SecretariatSession, open_secretariat
from tests.workflow.campaigns import Prepared, files_under, make_desk
from tests.workflow.saved import elsewhere, restored

ANNE, BRUNO = "Anne Morel", "Bruno Petit"


def handed(light: Prepared) -> Path:
    with light.secretariat() as session:
        return hand_over(session, ANNE, BRUNO, light.folder / "cle-usb", no_progress)


def refused(session: SecretariatSession) -> str:
    with pytest.raises(AppError) as refusal:
        say_envelope_checked(session)
    assert BRUNO in sentences(refusal.value).what or refusal.value.code != "PAS-01"
    return refusal.value.code


def test_the_other_computer_writes_and_the_former_one_only_reads(light: Prepared) -> None:
    with light.secretariat() as session:
        file = hand_over(session, ANNE, BRUNO, light.folder / "cle-usb", no_progress)
        assert refused(session) == "PAS-01"
        assert len(session.dossiers()) == 3
    with light.secretariat() as session:  # started again, it still only reads
        assert refused(session) == "PAS-01"
        assert (found := left(session)) is not None
        assert found.receiver == BRUNO
        assert "passe la campagne à Bruno Petit" in " ".join(
            line.sentence for line in journal_view(session).lines
        )
        with pytest.raises(AppError) as again:
            hand_over(session, ANNE, BRUNO, light.folder / "cle-usb", no_progress)
        assert again.value.code == "PAS-01"
        with pytest.raises(AppError) as copy:
            export_recovery(session, light.recovery_code, light.folder / "lettres")
        assert copy.value.code == "PAS-01"
        assert not (light.folder / "lettres" / RECOVERY_FILE).exists()  # refused before anything is written
    with restored(light, file, elsewhere(light)) as other:
        say_envelope_checked(other)
        assert [type(act.act.fact) for act in pen_history(other)] == [HandedOver, TakenOver]
        assert other.database.journal.verify().is_intact
        assert other.number_floor == 0  # nothing was given since


def test_the_campaign_may_come_back_to_the_computer_that_it_left(light: Prepared) -> None:
    desk, first = elsewhere(light), handed(light)
    with restored(light, first, desk) as other:
        say_envelope_checked(other)
        back = hand_over(other, BRUNO, ANNE, light.folder / "cle-usb", no_progress)
    home = make_desk(light.folder / "secretariat")
    with restored(light, back, home) as session:
        say_envelope_checked(session)
        assert len(pen_history(session)) == 4
    assert len(campaigns(home)) == 1
    assert [place.folder.name[-9:] for place in campaigns(home)[0].former] == [".ancien-1"]


def test_a_hand_over_that_was_not_used_is_taken_back_and_a_used_one_then_shows(light: Prepared) -> None:
    file = handed(light)
    with light.secretariat() as session:
        take_back(session)
        say_envelope_checked(session)
        assert isinstance(pen_history(session)[-1].act.fact, TakenBack)
    with restored(light, file, elsewhere(light)) as other:  # it was used after all
        say_envelope_checked(other)
        backup = hand_over(other, BRUNO, ANNE, light.folder / "cle-usb", no_progress)
    with light.secretariat() as session:
        assert lineage_of(session, backup).kin is Kin.FORK
        assert hand_over(session, ANNE, BRUNO, light.folder / "cle-usb", no_progress).is_file()
    home = make_desk(light.folder / "secretariat")
    before = {place: data for place, data in files_under(home.folder).items() if "lock" not in str(place)}
    with pytest.raises(AppError) as refusal:
        restored(light, backup, home)
    assert refusal.value.code == "SAV-10"
    after = {place: data for place, data in files_under(home.folder).items() if "lock" not in str(place)}
    assert after.keys() == before.keys()


def test_a_stale_copy_put_back_by_hand_shows_as_a_fork(light: Prepared, tmp_path: Path) -> None:
    stale = Path(shutil.copytree(light.folder / "secretariat", tmp_path / "ancienne"))
    file = handed(light)
    with restored(light, file, elsewhere(light)) as other:
        say_envelope_checked(other)
    with open_secretariat(make_desk(stale), recovery_code=light.recovery_code) as session:
        assert lineage_of(session, file).kin is Kin.SAME
        say_envelope_checked(session)  # nothing on that computer alone could know
        assert lineage_of(session, save_of(light, elsewhere(light))).kin is Kin.FORK


def save_of(light: Prepared, desk: Desk) -> Path:
    with open_secretariat(desk, recovery_code=light.recovery_code) as session:
        return hand_over(session, BRUNO, ANNE, light.folder / "cle-usb", no_progress)


def test_a_failed_hand_over_leaves_the_campaign_here(
    light: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = light.folder / "cle-usb"
    with light.secretariat() as session:
        for giver, receiver, code in (("", BRUNO, "PAS-03"), (ANNE, " ", "PAS-03")):
            with pytest.raises(AppError) as refusal:
                hand_over(session, giver, receiver, stick, no_progress)
            assert refusal.value.code == code
        with pytest.raises(AppError) as refusal:
            hand_over(session, ANNE, BRUNO, session.place.folder, no_progress)
        assert refusal.value.code == "SAV-01"

        heads = iter("ab")  # something is written between the copy and the last moment
        monkeypatch.setattr(session.database.journal, "head", lambda: next(heads))
        with pytest.raises(AppError) as refusal:
            hand_over(session, ANNE, BRUNO, stick, no_progress)
        assert refusal.value.code == "PAS-04"
        monkeypatch.undo()
        assert list(stick.iterdir()) == []
        say_envelope_checked(session)
        for verb in (lambda: take_back(session), lambda: write_again(session, stick, no_progress)):
            with pytest.raises(AppError) as refusal:
                verb()
            assert refusal.value.code == "PAS-05"


def test_the_file_of_a_hand_over_may_be_written_again_and_is_taken_once(
    light: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    (light.folder / "code.txt").write_text(light.recovery_code)
    words = ["--code-file", str(light.folder / "code.txt"), "--no-keyring"]
    here, there = (["--desk", str(light.folder / name), *words] for name in ("secretariat", "autre"))
    stick = light.folder / "cle-usb"
    names = ["--giver", ANNE, "--receiver", BRUNO, "--into", str(stick)]
    assert run(["campaign", "hand-over", *names, *here]) == 0
    (first,) = stick.rglob("*.passation")
    shutil.rmtree(first.parent)  # lost before it was used
    assert run(["campaign", "backup", "--folder", str(stick), *here]) == 1
    assert "(PAS-01)" in capsys.readouterr().err
    assert run(["campaign", "hand-over-again", "--into", str(stick), *here]) == 0
    assert run(["campaign", "restore-backup", str(stick), *there]) == 0
    assert run(["campaign", "take-back", *here]) == 0


def test_an_altered_hand_over_is_refused(light: Prepared) -> None:
    file = handed(light)
    backup = save_like(light, file)
    with pytest.raises(AppError) as refusal:
        restored(light, backup, elsewhere(light))
    assert refusal.value.code in ("SAV-02", "SIG-01")


def save_like(light: Prepared, file: Path) -> Path:
    """Return the file of the hand-over with one sign of its act changed."""
    data = file.read_bytes()
    place = data.rindex(BRUNO.encode()) if BRUNO.encode() in data else len(data) - 400
    file.write_bytes(data[:place] + b"X" + data[place + 1 :])
    return file
