"""Kill a change of keys at each moment when a file changes: the old keys hold afterwards, or the new ones.

python -m tests.soak.kill_key_change
"""

import argparse
import multiprocessing
import shutil
import signal
import tempfile
from dataclasses import replace
from pathlib import Path

from commission_app.errors import AppError
from commission_app.sealing.atomic_file import write_atomically
from commission_app.workflow.preparation.lots.seal import Staleness, plan_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.recovery import RECOVERY_FILE, Envelope
from commission_app.workflow.secretariat.rotation import Reason, change_keys
from commission_app.workflow.secretariat.session import SecretariatSession
from tests.soak.sudden_death import die_at
from tests.workflow.campaigns import Prepared, invented, prepare

CODE = "code.txt"

# One process imports, each child begins at once; a fork of this one would take its threads' locks.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__])


def ready(prepared: Prepared) -> Prepared:
    """Seal a lot and make room for the envelope."""
    prepared.seal()
    (prepared.folder / "enveloppe").mkdir()
    return prepared


def change(prepared: Prepared, reason: Reason) -> None:
    """Change the keys; the envelope is a plain file here, since sealing a real one takes a second."""
    envelope = prepared.folder / "enveloppe"

    def keep(new: Envelope) -> tuple[Path, ...]:
        write_atomically(envelope / CODE, new.code.encode())
        write_atomically(envelope / RECOVERY_FILE, new.code.encode())
        return envelope / CODE, envelope / RECOVERY_FILE

    with prepared.secretariat() as session:
        change_keys(session, reason, keep, no_progress)


def change_and_die(prepared: Prepared, reason: Reason, event: int) -> None:
    """Change the keys, and die without warning at the nth file event of the change."""
    die_at(event)
    change(prepared, reason)


def is_killed(prepared: Prepared, reason: Reason, event: int) -> bool:
    """Change the keys in another process; tell whether it died before the end."""
    process = _PROCESSES.Process(target=change_and_die, args=(prepared, reason, event))
    process.start()
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}
    return process.exitcode != 0


def opened(prepared: Prepared) -> tuple[SecretariatSession, bool]:
    """Open the desk with the one code that opens it, and tell whether it is the new one."""
    code = prepared.folder / "enveloppe" / CODE
    try:
        return prepared.secretariat(), False
    except AppError as error:
        if error.code != "KEY-07":
            raise
    return replace(prepared, recovery_code=code.read_text()).secretariat(), True


def check(prepared: Prepared, reason: Reason) -> bool:
    """Check that a desk is whole, before or after the change; tell whether it took place."""
    session, is_changed = opened(prepared)
    with session:
        database = session.database
        assert database.journal.verify().is_intact
        (manifest,) = session.manifests().values()
        assert manifest.secretariat == session.key_sets[0]
        assert session.key_sets[-1] == session.secrets.key_set
        assert len(session.key_sets) == 1 + is_changed
        is_declared = is_changed and reason is Reason.PLANNED
        assert len(database.acts.of_kind("rotation")) == is_declared
        is_forced = is_changed and reason is Reason.COMPROMISED
        assert {code.serial for code in database.campaign.codes()} == ({1, 2} if is_forced else {1})
        assert plan_bundles(session)[0].staleness is (Staleness.KEYS if is_changed else Staleness.CURRENT)
        files = {path.name for path in session.place.folder.iterdir()}
        assert {name for name in files if name.endswith(".json")} == {"bureau.json", "trousseau.json"}
        assert {name for name in files if name.endswith(".db")} == {"bureau.db"}
        kept = session.place.recovery_file
        if is_changed:
            assert kept.read_bytes() == (prepared.folder / "enveloppe" / CODE).read_bytes()
        change_keys(session, reason, lambda _: (), no_progress)
    return is_changed


def kill_at_each(prepared: Prepared, spoiled: Path, reason: Reason, first: int, step: int) -> list[bool]:
    """Kill a change at some of its file events; tell each time whether it took place."""
    seen, event, is_over = [], first, False
    while not is_over:
        shutil.rmtree(spoiled, ignore_errors=True)
        killed = prepared.copied(spoiled)
        is_over = not is_killed(killed, reason, event)
        seen.append(check(killed, reason))
        event += step
    assert seen == sorted(seen)  # one moment divides the old keys from the new
    return seen


def main() -> None:
    """Kill both kinds of change everywhere."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepared = ready(prepare(Path(folder) / "campagne", invented()))
        for reason in Reason:
            seen = kill_at_each(prepared, Path(folder) / "tuée", reason, 1, 1)
            print(f"{reason.value}: {len(seen) - 1} kills, {seen.count(False)} before the change")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
