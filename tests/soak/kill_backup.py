"""Kills the backup of a workspace, its restoring and its hand-over, at every moment when a file may change.

Whatever the moment: the backup before stays good, no half workspace is there, and no two workspaces write.
"""

import argparse
import multiprocessing
import shutil
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

from commission_app.errors import AppError
from commission_app.workflow.desk import campaigns
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.backup import back_up, backups_in
from commission_app.workflow.secretariat.handing_over import hand_over, left, write_again
from commission_app.workflow.secretariat.restoring import check_backup, find_backup
from commission_app.workflow.secretariat.session import open_secretariat
from tests.soak.sudden_death import die_at
from tests.workflow.campaigns import Prepared, invented, prepare
from tests.workflow.saved import elsewhere, lighten, restored, save

Verb = Callable[[Prepared], None]

_PROCESSES = multiprocessing.get_context("forkserver")  # one process imports, each child begins at once
_PROCESSES.set_forkserver_preload([__name__])


def again(prepared: Prepared) -> None:
    """Back up once more."""
    with prepared.secretariat() as session:
        back_up(session, no_progress)


def check_again(prepared: Prepared) -> None:
    """Every backup that is there holds, and the workspace goes on."""
    again(prepared)
    folder = find_backup(prepared.folder / "cle-usb").parent
    for file in backups_in(folder):
        assert not check_backup(file, prepared.recovery_code, no_progress).damaged
    with prepared.secretariat() as session:
        assert session.database.journal.verify().is_intact
        assert {file.name for file in session.place.folder.glob("bureau*.db")} == {"bureau.db"}


def restore(prepared: Prepared) -> None:
    """Restore the backup elsewhere."""
    restored(prepared, prepared.folder / "cle-usb", elsewhere(prepared)).close()


def check_restore(prepared: Prepared) -> None:
    """The other computer has the whole campaign or nothing, and then takes it."""
    desk = elsewhere(prepared)
    if not campaigns(desk):
        restored(prepared, prepared.folder / "cle-usb", desk).close()
    with open_secretariat(desk, recovery_code=prepared.recovery_code) as session:
        assert len(session.dossiers()) == 3
        assert session.number_floor >= 100
        assert session.database.journal.verify().is_intact
        assert len(list(session.place.pieces.iterdir())) > 5
    assert len([path for path in desk.folder.iterdir() if path.is_dir()]) == 1


def hand(prepared: Prepared) -> None:
    """Hand the campaign over."""
    with prepared.secretariat() as session:
        hand_over(session, "Anne", "Bruno", prepared.folder / "passe", no_progress)


def check_hand(prepared: Prepared) -> None:
    """Where there is a file the workspace only reads; where it only reads, the file can be written again."""
    files = list((prepared.folder / "passe").rglob("*.passation"))
    with prepared.secretariat() as session:
        if left(session) is None:
            assert files == []
            session.log("envelope_checked", {})
            return
        if not files:
            files = [write_again(session, prepared.folder / "passe", no_progress)]
        try:
            session.log("envelope_checked", {})
        except AppError as error:
            assert error.code == "PAS-01"  # noqa: PT017 - run by a command too
        else:
            raise AssertionError("two workspaces write")
    restored(prepared, files[0], elsewhere(prepared)).close()


VERBS: dict[str, tuple[Verb, Verb]] = {
    "sauvegarder": (again, check_again),
    "restaurer": (restore, check_restore),
    "passer": (hand, check_hand),
}


def ready(prepared: Prepared) -> Prepared:
    """Make room for what a hand-over writes."""
    (prepared.folder / "passe").mkdir()
    return prepared


def run_and_die(prepared: Prepared, name: str, event: int) -> None:
    """Run a verb, and die without warning at its nth file event."""
    die_at(event)
    VERBS[name][0](prepared)


def kill_at_each(prepared: Prepared, spoiled: Path, name: str, first: int, step: int) -> int:
    """Kill a verb at some of its file events and check what is left each time; return how many kills."""
    kills, event = 0, first
    while True:
        shutil.rmtree(spoiled, ignore_errors=True)
        killed = prepared.copied(spoiled)
        begin(killed)
        process = _PROCESSES.Process(target=run_and_die, args=(killed, name, event))
        process.start()
        process.join()
        assert process.exitcode in {0, -signal.SIGKILL}
        VERBS[name][1](killed)
        if process.exitcode == 0:
            return kills
        kills, event = kills + 1, event + step


def begin(prepared: Prepared) -> None:
    """Have a copied campaign save beside itself, then let something happen and a piece come."""
    save(prepared)
    with prepared.secretariat() as session:
        session.log("envelope_checked", {})
        (session.place.pieces / f"{'0' * 32}.original.age").write_bytes(b"sealed" * 50_000)


def main() -> None:
    """Kill the three verbs everywhere."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepared = ready(lighten(prepare(Path(folder) / "campagne", invented())))
        for name in VERBS:
            kills = kill_at_each(prepared, Path(folder) / "tuée", name, 1, 1)
            print(f"{name}: {kills} kills")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
