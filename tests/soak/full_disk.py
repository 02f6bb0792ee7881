"""Run each verb on a disk that fills wherever it writes: it is refused in words, and nothing is lost.

    python -m tests.soak.full_disk [--step BYTES, 4096 by default]

Each verb works on a small disk in memory with no room left, then with one step more, and so on until it has
enough. What a refusal leaves is checked as after a death. The disk is mounted in a name space of its own, by
`unshare`: on Linux only.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commission_app.errors import AppError
from commission_app.messages import sentences
from tests.soak.killed_verbs import VERBS, KilledVerb, Stage, make_stage

DISK_BYTES = 96 << 20
PAGE_BYTES = 4096  # what such a disk counts in
NAME_SPACE = ("unshare", "--user", "--map-root-user", "--mount")


def refusals_of(verb: KilledVerb, model: Stage, disk: Path, step: int) -> Counter[str]:
    """Run a verb with more room each time; return how many times each refusal was met before it succeeded.

    Raises whatever the verb raises that is not a refusal, and AssertionError when something was lost.
    """
    refusals: Counter[str] = Counter()
    room = 0
    while True:
        stage = model.copy(disk / "essai")
        with room_left(disk, room):
            code = refusal_of(verb, stage)
        try:
            verb.check(stage)
        except BaseException:
            print(f"{verb.name}: {room} bytes of room, {code or 'done'}", file=sys.stderr)  # noqa: T201 - a command
            raise
        if code is None:
            return refusals
        refusals[code] += 1
        room += step


def refusal_of(verb: KilledVerb, stage: Stage) -> str | None:
    """Run a verb; return the code of its refusal, which has two sentences, or None when it was done."""
    try:
        verb.run(stage)
    except AppError as refusal:
        return sentences(refusal).code  # KeyError when it has none
    return None


@contextmanager
def room_left(disk: Path, room: int) -> Iterator[None]:
    """Leave so many bytes on a disk for a while; a multiple of its page."""
    ballast = disk / "lest"
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free - room)
    try:
        yield
    finally:
        ballast.unlink()


def campaign(disk: Path, step: int) -> None:
    """Run every verb on a disk mounted here, and say what refused it."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", disk], check=True)
    with tempfile.TemporaryDirectory(prefix="full-disk-model-") as folder:
        model = make_stage(Path(folder) / "modele")
        for verb in VERBS:
            refusals = refusals_of(verb, model, disk, step)
            words = ", ".join(f"{code} {times}" for code, times in sorted(refusals.items()))
            print(f"{verb.name:<24} {refusals.total():>4} refusals ({words}), then done")  # noqa: T201 - same


def main() -> int:
    """Run the campaign of the command line, in a name space where a disk may be mounted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=PAGE_BYTES, help="bytes more of room each time")
    parser.add_argument("--disk", type=Path, help=argparse.SUPPRESS)
    choice = parser.parse_args()
    if choice.disk is not None:
        campaign(choice.disk, choice.step)
        return 0
    with tempfile.TemporaryDirectory(prefix="full-disk-") as disk:
        again = [sys.executable, "-m", "tests.soak.full_disk", "--step", str(choice.step), "--disk", disk]
        return subprocess.run([*NAME_SPACE, *again], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
