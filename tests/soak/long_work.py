"""Hours of a member's work at the application, its memory, its handles and its slowest answers watched.

    python -m tests.soak.long_work [--minutes 120] [--program PROGRAM] [--into FOLDER] [--seed N]

PROGRAM is the frozen application of `packaging/build.py`; without it, the checkout is run. A scripted hand
reads, marks, writes, searches and goes from dossier to dossier at a real window. FOLDER receives `curve.csv`,
one line every ten seconds, and `curve.svg`. It fails when memory or handles grow by more than 5 % after the
first quarter of an hour (a quarter of a shorter run), or when the application ends.
"""

import argparse
import csv
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from benchmarks.loop_gaps import both_processes_mb
from tests.soak.curve import svg_of
from tests.ui.real_screen import ROOT, SYSTEM_PYTHON, Screen, real_screen

MOST_GROWTH = 0.05
WARM_UP_S = 15 * 60.0
BETWEEN_GESTURES_S = 0.4
WORDS = ("crèche", "horaires atypiques", "la lettre de la CAF précise 24 places", "à vérifier", "gouvernance")

# What a member does; « {} » is where words are typed. Nothing here hands in, erases or quits.
GESTURES: tuple[tuple[str, ...], ...] = (
    ("ctrl+Down",),
    ("ctrl+Up",),
    ("ctrl+Tab",),
    ("Next", "Next", "Prior"),
    ("F6",),
    ("ctrl+1", "2", "Down", "3", "Down", "4"),
    ("1", "c", "{}", "Escape"),
    ("ctrl+f", "{}", "Return", "Return", "Escape"),
    ("ctrl+k", "{}", "Escape"),
    ("ctrl+z", "ctrl+y"),
    ("ctrl+2", "Next", "ctrl+1"),
    ("ctrl+shift+plus", "ctrl+shift+minus"),
    ("F1", "Escape"),
    ("alt+Left",),
)


@dataclass(frozen=True)
class Sample:
    """What the application takes at one moment."""

    seconds: float
    memory_mb: float
    handles: int
    slowest_ms: float  # of the answers since the sample before


class Hand:
    """Does one gesture after the other, drawn from a seed."""

    def __init__(self, screen: Screen, seed: int) -> None:
        self._screen = screen
        self._draw = random.Random(seed)  # noqa: S311 - gestures, not secrets
        self.gestures = 0

    def gesture(self) -> None:
        """Do one of the gestures."""
        for key in self._draw.choice(GESTURES):
            if key == "{}":
                self._screen.do("type", "--delay", "20", self._draw.choice(WORDS))
            else:
                self._screen.do("key", key)
        self.gestures += 1


class Watch:
    """Takes a sample each time the watcher tells how long answers took."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.samples: list[Sample] = []

    def follow(self, lines: Iterator[bytes]) -> None:
        """Sample until the watcher ends."""
        for line in lines:
            told = json.loads(line)
            with suppress(FileNotFoundError, ProcessLookupError):  # it is ending
                self.samples.append(self._sample(told["pid"], told["slowest_ms"]))

    def _sample(self, process: int, slowest_ms: float) -> Sample:
        handles = sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
        seconds = time.monotonic() - self.begun
        return Sample(round(seconds, 1), both_processes_mb(process), handles, round(slowest_ms, 1))


@contextmanager
def watched(screen: Screen, command: Sequence[str], home: Path) -> Iterator[Watch]:
    """Run the application under the watcher in a session of its own."""
    home.mkdir()
    watcher = str(ROOT / "tests" / "soak" / "answer_times.py")
    process = subprocess.Popen(
        ["dbus-run-session", "--", SYSTEM_PYTHON, watcher, *command],
        cwd=ROOT,
        env={**screen.environment, "HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdout is not None
    watch = Watch()
    lines = (line for line in process.stdout if line.startswith(b"{"))
    following = threading.Thread(target=watch.follow, args=(lines,))
    following.start()
    try:
        yield watch
        assert process.poll() is None, "the application ended by itself"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        following.join()


def growth(samples: Sequence[Sample], name: str, warm_up_s: float) -> float:
    """Return by how much something grew from the end of the warm-up to the end, as a part of what it was.

    Each end is the median of a tenth of the samples: one piece more or less on the screen is no growth.
    """
    values = [getattr(sample, name) for sample in samples if sample.seconds >= warm_up_s]
    tenth = max(1, len(values) // 10)
    first, last = statistics.median(values[:tenth]), statistics.median(values[-tenth:])
    return float(last / first - 1)


def work(screen: Screen, command: Sequence[str], home: Path, minutes: float, seed: int) -> Watch:
    """Work so many minutes, and return what was watched."""
    hand, pause = Hand(screen, seed), threading.Event()
    with watched(screen, command, home) as watch:
        screen.wait_for_window("Commission")
        while time.monotonic() - watch.begun < 60 * minutes:
            hand.gesture()
            pause.wait(BETWEEN_GESTURES_S)
        print(f"{hand.gestures} gestures in {minutes:g} min")  # noqa: T201 - a command
    return watch


def write(samples: Sequence[Sample], folder: Path) -> None:
    """Write the curves, as a table and as a picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "curve.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, [field.name for field in fields(Sample)])
        table.writeheader()
        table.writerows(map(asdict, samples))
    minutes = [sample.seconds / 60 for sample in samples]
    curves = {
        "memory, MB": [sample.memory_mb for sample in samples],
        "handles": [float(sample.handles) for sample in samples],
        "slowest answer, ms": [sample.slowest_ms for sample in samples],
    }
    (folder / "curve.svg").write_text(svg_of(minutes, curves), encoding="utf-8")


def main() -> int:
    """Run the campaign of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--program", type=Path)
    parser.add_argument("--into", type=Path, default=Path("build/soak"))
    parser.add_argument("--seed", type=int, default=1)
    choice = parser.parse_args()
    program = [str(choice.program.resolve())] if choice.program else [sys.executable, "-m", "commission_app"]
    with tempfile.TemporaryDirectory(prefix="long-work-") as name, real_screen() as screen:
        folder = Path(name)
        made = [sys.executable, "-m", "commission_app", "demo", "--into", str(folder / "demo")]
        subprocess.run(
            [*made, "--dossiers", "30", "--members", "3"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
        desk = folder / "demo" / "bureaux" / "m01"
        options = ["--desk", str(desk), "--code-file", str(desk / "code.txt"), "--no-keyring"]
        watch = work(screen, [*program, *options], folder / "home", choice.minutes, choice.seed)
    write(watch.samples, choice.into)
    warm_up = min(WARM_UP_S, 15 * choice.minutes)
    grown = {name: growth(watch.samples, name, warm_up) for name in ("memory_mb", "handles")}
    slowest = sorted(sample.slowest_ms for sample in watch.samples)
    for name, part in grown.items():
        print(f"{name}: {part:+.1%} after the warm-up (limit {MOST_GROWTH:+.0%})")  # noqa: T201 - a command
    print(f"slowest answer: {slowest[-1]:g} ms, median of ten seconds {statistics.median(slowest):g} ms")  # noqa: T201 - same
    return 1 if any(part > MOST_GROWTH for part in grown.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
