"""How benchmarks measure and say it: peers by turns in one run, processes of their own, one table.

On a shared machine seconds mean little: what counts is the ratio to a peer measured in between, and the best
of several turns, when nothing else disturbed either.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ABOVE = "« au-dessus »"
RECORD = "COMMISSION_BENCHMARK_LINES"  # variable: the file in which `python -m benchmarks` finds every line
Figures = dict[str, float]
Measure = Callable[[Path], Figures]


@dataclass(frozen=True)
class Line:
    """One line of a table: our figure, a peer's, and the limit of one of them or of their ratio."""

    what: str
    ours: float
    unit: str
    peer: str = ""
    theirs: float | None = None
    most_times: float | None = None  # the limit of the ratio
    most: float | None = None  # the limit of our figure

    @property
    def ratio(self) -> float | None:
        return None if self.theirs is None else self.ours / self.theirs

    @property
    def of_limit(self) -> float | None:
        """The part of the limit that is used, of the ratio's when there is one; above 1, it is exceeded."""
        if self.most_times is not None and self.ratio is not None:
            return self.ratio / self.most_times
        return None if self.most is None else self.ours / self.most

    @property
    def verdict(self) -> str:
        if self.most is None and self.most_times is None:
            return ""
        is_slower = self.most_times is not None and self.ratio is not None and self.ratio > self.most_times
        return ABOVE if is_slower or (self.most is not None and self.ours > self.most) else "OK"

    def cells(self) -> tuple[str, ...]:
        limit = "" if self.most is None else f"{self.most:g} {self.unit}"
        if self.most_times is not None:
            limit = f"{self.most_times:g} x"
        return (
            self.what,
            f"{self.ours:.3g} {self.unit}",
            self.peer if self.theirs is None else f"{self.theirs:.3g} {self.unit} {self.peer}",
            "" if self.ratio is None else f"{self.ratio:.3g} x",
            limit,
            self.verdict,
        )


def show(lines: Sequence[Line]) -> None:
    """Print a table whose columns are as wide as they need; a report under way is told each line too."""
    record = os.environ.get(RECORD)
    if record:
        with Path(record).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(line)) + "\n" for line in lines)
    rows = [("", "ours", "peer", "ratio", "limit", ""), *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def by_turns(works: Mapping[str, Callable[[], object]], rounds: int) -> Figures:
    """Do every work once a round, and return the best time of each in seconds."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - begun)
    return {name: min(found) for name, found in times.items()}


def memory(name: str) -> float:
    """Return this process's own memory in megabytes: `VmRSS` now, `VmHWM` at its highest.

    `getrusage` would count the parent that the process was forked from.
    """
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(name))


def measured(module: str, name: str, folder: Path) -> Figures:
    """Run one measure of a module in a process of its own."""
    command = [sys.executable, "-m", module, name, str(folder)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    figures: Figures = json.loads(answer)
    return figures


def answer(measure: Measure, folder: Path) -> None:
    """Be that process: `start` is its memory once everything is imported, `memory` its peak."""
    start = memory("VmRSS")
    found = measure(folder)
    print(json.dumps({**found, "start": start, "memory": memory("VmHWM")}))
