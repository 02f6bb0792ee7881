"""A member's desk: its start beside other applications', its pages, its search, its gaps and its memory.

    python -m benchmarks.desk [--peers FOLDER] [--megabytes N] [--runs N]

FOLDER is a throw-away `pip install --target` of `vorta` and `aqt`; a peer that is not there is said to be
absent. Start times are those of whole windows on a private X server, by turns in one run. The lot, its desk
and everything else are removed at the end.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks import big_campaign
from benchmarks.figures import Figures, Line, measured, show
from benchmarks.open_desk import MEASURES
from tests.ui.real_screen import Screen, real_screen

ROOT = Path(__file__).parents[1]
FIRST_WINDOW_S = 60.0
LIGHTER_MB = 100
MODULE = "benchmarks.open_desk"
# The programs whose first window is waited for; each gets a home of its own.
PEERS = {
    "vorta": ("vorta", ["-c", "from vorta.__main__ import main; main()", "--foreground"]),
    "anki": ("aqt", ["-c", "import aqt; aqt.run()", "--base", "{home}/anki", "--lang", "fr"]),
}
LEAST = """
import sqlalchemy
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
application.exec()
"""


def first_window(screen: Screen, command: Sequence[str], folders: Sequence[Path], home: Path) -> float:
    """Start a program and return how long its first visible window takes, in seconds."""
    home.mkdir(parents=True, exist_ok=True)  # kept from turn to turn: caches of fonts are warm
    environment = {
        **screen.environment,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "PYTHONPATH": os.pathsep.join(str(folder) for folder in folders),
    }
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    begun = time.perf_counter()
    process = subprocess.Popen(list(command), env=environment, cwd=ROOT, **quiet)  # type: ignore[call-overload]  # the same values for both
    try:
        while time.perf_counter() - begun < FIRST_WINDOW_S and process.poll() is None:
            if screen.do("search", "--onlyvisible", "--pid", str(process.pid)):
                return time.perf_counter() - begun
        return float("nan")
    finally:
        process.kill()
        process.wait()


def starts(folder: Path, peers: Path | None, runs: int) -> list[Line]:
    """Start everything by turns; the first turn warms the disk and does not count."""
    ours = [sys.executable, "-m", "commission_app", "--desk", str(folder / "empty"), "--no-keyring"]
    programs: dict[str, tuple[list[str], list[Path]]] = {
        "ours": (ours, [ROOT]),
        "an empty Qt window, SQLAlchemy": ([sys.executable, "-c", LEAST], []),
    }
    for name, (package, arguments) in PEERS.items():
        if peers is None or not (peers / package).is_dir():
            print(f"{name} is absent: give --peers the folder where `pip install --target` put it")
            continue
        filled = [argument.format(home=folder / name) for argument in arguments]
        programs[name] = ([sys.executable, *filled], [peers])
    times: dict[str, list[float]] = {name: [] for name in programs}
    with real_screen() as screen:
        for turn in range(runs + 1):
            for name, (command, paths) in programs.items():
                took = first_window(screen, command, paths, folder / name.split()[0])
                if turn:
                    times[name].append(took)
    medians = {name: statistics.median(found) for name, found in times.items()}
    own = medians.pop("ours")
    return [
        Line("start to the first window", own, "s", name, theirs, 1.0 if name in PEERS else None)
        for name, theirs in medians.items()
    ]


def desk(folder: Path, megabytes: int) -> list[Line]:
    """Seal a lot, open it at a desk, and measure what is done there, each in a process of its own."""
    big_campaign.prepare(folder, megabytes)
    (folder / "lots").mkdir()
    measured("benchmarks.lot", "seal", folder)
    measured("benchmarks.lot", "first_opening", folder)
    found: dict[str, float] = {}
    for name in MEASURES:
        found |= {f"{name}.{key}": value for key, value in measured(MODULE, name, folder).items()}
    line: Callable[[str, str, str, float], Line] = lambda what, key, unit, most: Line(  # noqa: E731 - a short hand
        what, found[key], unit, most=most
    )
    return [
        line(f"page 1 of a lot of {megabytes} MB, cold worker", "first_page.seconds", "s", 0.4),
        line("turning a text page, p95", "pages.text_ms", "ms", 40),
        line("turning a scan of 300 dots an inch, p95", "pages.scan_ms", "ms", 200),
        Line("index of 400 pages, in the reading process", found["search.index_ms"], "ms"),
        line("search in 400 pages, indexed", "search.indexed_ms", "ms", 100),
        *_gaps(
            f"a lot of {megabytes} MB", {key[5:]: value for key, value in found.items() if key[:5] == "gaps."}
        ),
    ]


def lighter(folder: Path, megabytes: int) -> list[Line]:
    """Measure the gaps and the memory at the desk of a lighter lot, then at one of the demonstration."""
    lot, shown = folder / "lighter", folder / "shown"
    lot.mkdir()
    big_campaign.prepare(lot, megabytes)
    (lot / "lots").mkdir()
    measured("benchmarks.lot", "seal", lot)
    measured("benchmarks.lot", "first_opening", lot)
    command = [sys.executable, "-m", "commission_app", "demo", "--into", str(folder / "demonstration")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    desk = folder / "demonstration" / "bureaux" / "m01"
    shown.mkdir()
    (shown / "m20").symlink_to(desk)
    (shown / "code.txt").write_text((desk / "code.txt").read_text())
    return [
        *_gaps(f"a lot of {megabytes} MB", measured(MODULE, "gaps", lot)),
        *_gaps("the demonstration", measured(MODULE, "gaps", shown)),
    ]


def _gaps(what: str, found: Figures) -> list[Line]:
    own = "  of which in the window's own thread"
    return [
        Line(f"longest gap while the desk opens, {what}", found["opening"], "ms", most=50),
        Line(own, found["opening_own"], "ms"),
        Line(f"longest gap of an hour of work, {what}", found["work"], "ms", most=50),
        Line(own, found["work_own"], "ms"),
        Line(f"memory of both processes, {what}", found["both_mb"], "MB", most=350),
    ]


def main() -> None:
    """Measure, print, remove."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--runs", type=int, default=7)
    choice = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-")))
        lines = starts(folder, choice.peers, choice.runs)
        lines += desk(folder, choice.megabytes)
        lines += lighter(folder, LIGHTER_MB)
    show(lines)


if __name__ == "__main__":
    main()
