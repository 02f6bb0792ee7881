"""The secretariat's workspace saved on a stick, and made again on a computer where nothing is."""

import errno
import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from commission_app.cli.main import run
from commission_app.errors import AppError
from commission_app.store import network_share
from commission_app.workflow.deliberation.consolidate import compute, facts_of
from commission_app.workflow.desk import campaigns
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.backup import (
    back_up,
    backup_state,
    backups_in,
    choose_backup_folder,
    to_remove,
)
from commission_app.workflow.secretariat.lineage import Kin
from commission_app.workflow.secretariat.lineage_of_file import lineage_of
from commission_app.workflow.secretariat.restoring import check_backup, find_backup, restore_workspace
from commission_app.workflow.secretariat.session import open_secretariat
from tests.workflow.campaigns import Prepared, files_under, make_desk
from tests.workflow.received import Ready
from tests.workflow.saved import elsewhere, lighten, restored, save


def refusal(prepared: Prepared, file: Path, code: str = "") -> str:
    """Return why a backup is not restored, where nothing changed."""
    desk = elsewhere(prepared)
    before = files_under(desk.folder)
    with pytest.raises(AppError) as refused:
        restore_workspace(desk, file, code or prepared.recovery_code, no_progress)
    assert {name for name in files_under(desk.folder) if not str(name).endswith(".lock")} == set(before)
    return refused.value.code


def test_a_workspace_comes_back_on_an_empty_machine_and_goes_on_to_the_same_figures(ready: Ready) -> None:
    prepared = lighten(ready.prepared)
    first, second = ready.fiches.values()
    with prepared.secretariat() as session:
        accept_sheets(session, [first], no_progress)
    file = save(prepared)
    with prepared.secretariat() as session:
        accept_sheets(session, [second], no_progress)
        expected = compute(facts_of(session)).ranking
    shutil.rmtree(prepared.folder / "secretariat")  # the day the computer dies
    desk = elsewhere(prepared)
    with restored(prepared, file, desk) as session:
        assert session.database.journal.verify().is_intact
        accept_sheets(session, [second], no_progress)
        assert compute(facts_of(session)).ranking == expected
    with open_secretariat(desk, recovery_code=prepared.recovery_code) as session:
        for dossier in session.dossiers():
            for record in session.database.campaign.pieces(dossier.id):
                assert (session.place.pieces / record.original_file).is_file()
        assert session.number_floor >= 100  # numbers given since the backup are not given again
    assert [path.name for path in desk.folder.iterdir() if path.is_dir()] == [campaigns(desk)[0].folder.name]


def test_a_second_backup_copies_only_new_pieces_and_says_its_age(light: Prepared) -> None:
    with light.secretariat() as session:
        before = backup_state(session)
        assert before.folder is None
        assert before.is_old
        with pytest.raises(AppError) as refused:
            back_up(session, no_progress)
        assert refused.value.code == "SAV-06"
    first = save(light)
    moments = {piece.name: piece.stat().st_mtime_ns for piece in (first.parent / "pieces").iterdir()}
    assert len(moments) > 5
    with light.secretariat() as session:
        assert not backup_state(session).has_changed
        session.log("envelope_checked", {})
        assert backup_state(session).has_changed
        second = back_up(session, no_progress)
        after = backup_state(session)
        assert not after.has_changed
        assert not after.is_old
        assert after.is_there
        assert after.is_same_disk
        assert lineage_of(session, second).kin is Kin.SAME
        assert lineage_of(session, first).kin is Kin.OLDER
        assert [path.name for path in session.place.folder.glob("bureau*.db")] == ["bureau.db"]
    assert backups_in(second.parent) == (second, first)
    assert {p.name: p.stat().st_mtime_ns for p in (second.parent / "pieces").iterdir()} == moments
    assert find_backup(light.folder / "cle-usb") == second


def test_nothing_of_a_backup_can_be_read_without_the_code(light: Prepared) -> None:
    file = save(light)
    for path in file.parent.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"SQLite format" not in data
            assert b"%PDF" not in data
            assert light.scenario.campaign["name"].encode() not in data


def test_an_unfit_folder_is_refused_and_the_former_one_stays(light: Prepared, tmp_path: Path) -> None:
    save(light)
    sealed = tmp_path / "lecture-seule"
    sealed.mkdir()
    with light.secretariat() as session:
        kept = backup_state(session).folder
        for folder, code in (
            (session.place.folder, "SAV-01"),
            (session.desk.folder, "SAV-01"),
            (session.place.pieces, "SAV-01"),
            (tmp_path / "absent", "DSK-24"),
        ):
            with pytest.raises(AppError) as refused:
                choose_backup_folder(session, folder)
            assert refused.value.code == code
        assert backup_state(session).folder == kept
        shutil.rmtree(light.folder / "cle-usb")
        assert not backup_state(session).is_there
        with pytest.raises(AppError) as refused:
            back_up(session, no_progress)
        assert refused.value.code == "DSK-24"


@pytest.mark.parametrize(("number", "code"), [(errno.EROFS, "DSK-06"), (errno.ENOSPC, "DSK-05")])
def test_a_disk_that_is_full_or_read_only_leaves_the_backup_before(
    light: Prepared, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    first = save(light)
    real = os.open

    def refuse(path: object, flags: int, *rest: int) -> int:
        if str(path).startswith(str(first.parent)) and flags & os.O_CREAT:
            raise OSError(number, "the disk", str(path))
        return real(path, flags, *rest)  # type: ignore[arg-type]  # as os.open takes it

    with light.secretariat() as session:
        session.log("envelope_checked", {})
        monkeypatch.setattr(os, "open", refuse)
        with pytest.raises(AppError) as refused:
            back_up(session, no_progress)
        monkeypatch.undo()
        assert refused.value.code == code
        assert backup_state(session).has_changed
    assert backups_in(first.parent) == (first,)
    assert not check_backup(first, light.recovery_code, no_progress).damaged


def test_a_damaged_backup_is_refused_and_writes_nothing(light: Prepared, tmp_path: Path) -> None:
    file = save(light)
    whole = file.read_bytes()
    assert refusal(light, file, next(iter(light.letters.values())).code) == "COD-01"
    for place in (10, len(whole) // 2, len(whole) - 4):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert refusal(light, file) in ("SAV-02", "SEC-01")
    file.write_bytes(whole[:-1])
    assert refusal(light, file) == "SAV-02"
    file.write_bytes(whole)
    piece = next((file.parent / "pieces").iterdir())
    piece.write_bytes(piece.read_bytes()[:-1])
    assert refusal(light, file) == "SAV-04"
    piece.unlink()
    assert refusal(light, file) == "SAV-04"
    assert refusal(light, tmp_path / "rien.sauvegarde") == "SAV-02"
    assert refusal(light, light.folder / "lettres") == "SAV-07"
    desk = elsewhere(light)
    with restore_workspace(desk, file, light.recovery_code, no_progress, without_damaged=True) as session:
        assert len(session.dossiers()) == 3


def test_a_campaign_that_is_there_is_never_replaced(light: Prepared) -> None:
    file = save(light)
    before = files_under(light.folder / "secretariat")
    with pytest.raises(AppError) as refused:
        restored(light, file, make_desk(light.folder / "secretariat"))
    assert refused.value.code == "SAV-05"
    after = files_under(light.folder / "secretariat")
    assert {name for name in after if "restauration" not in str(name)} == set(before)


def test_a_workspace_is_neither_restored_nor_created_on_a_network_share(
    light: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = save(light)
    monkeypatch.setattr(network_share, "_is_remote", lambda _path: True)
    assert refusal(light, file) == "DSK-20"
    with pytest.raises(AppError) as refused:
        light.secretariat()
    assert refused.value.code == "DSK-20"


def test_the_last_two_backups_stay_and_the_last_of_seven_days_and_of_four_weeks() -> None:
    days = [date(2021, 6, 30) - timedelta(days=back) for back in range(60)]
    both = [(day, hour) for day in days for hour in (18, 9)]
    files = [Path(f"{day}_{hour:02d}h00_n{500 - place}.sauvegarde") for place, (day, hour) in enumerate(both)]
    kept = [file for file in files if file not in to_remove(files)]
    assert [file.name[:16] for file in kept] == [
        "2021-06-30_18h00",
        "2021-06-30_09h00",
        *(f"{day}_18h00" for day in days[1:7]),
        "2021-06-20_18h00",
        "2021-06-13_18h00",
    ]
    assert to_remove(kept) == ()


def test_a_person_backs_up_checks_and_restores_from_the_command_line(
    light: Prepared, capsys: pytest.CaptureFixture[str]
) -> None:
    (light.folder / "code.txt").write_text(light.recovery_code)
    words = ["--code-file", str(light.folder / "code.txt"), "--no-keyring"]
    here = ["--desk", str(light.folder / "secretariat"), *words]
    there = ["--desk", str(light.folder / "autre"), *words]
    stick = str(light.folder / "cle-usb")
    assert run(["campaign", "backup", "--folder", stick, *here]) == 0
    assert run(["campaign", "check-backup", stick, *there]) == 0
    assert "Pièces intactes" in capsys.readouterr().out
    assert run(["campaign", "restore-backup", stick, *there]) == 0
    assert run(["campaign", "restore-backup", stick, *there]) == 1
    assert "(SAV-05)" in capsys.readouterr().err
    assert run(["campaign", "compare", stick, *here]) == 0
    assert "en sont au même point" in capsys.readouterr().out
