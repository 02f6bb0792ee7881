"""Change every file that comes from outside, again and again: none is accepted, none is met with a crash.

    python -m tests.soak.mutants 10m --seed 7
    python -m tests.soak.mutants 500000 --keep faults

Mutants are counted by kind of file and by depth: of the sealed bytes, and under the encryption. A mutant of
one target, seed and number is always drawn alike, but keys and nonces of the files it comes from are not all
drawn from the seed: `--keep` writes each faulty mutant down.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

from commission_app.errors import AppError
from commission_app.messages import sentences
from tests.sealing.inner_mutants import inner_targets
from tests.sealing.kept_mutants import kept_targets
from tests.sealing.mutant import Mutant, Outcome, Target
from tests.sealing.paper_mutants import paper_targets
from tests.sealing.sealed_mutants import sealed_targets
from tests.sealing.signed_mutants import signed_targets
from tests.sealing.workspace_mutants import workspace_targets
from tests.soak.archive_mutants import archive_targets
from tests.soak.merged_mutants import slow_targets, volumes

MAX_MEMORY_MB = 64.0
UNEXPECTED = "unexpected"
_LOOK_EVERY = 32  # mutants between two looks at the memory
_UNITS = {"s": 1, "m": 60, "h": 3600}


@dataclass
class Tally:
    """What became of the mutants of one target."""

    mutants: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_number: int = 0
    memory_mb: float = 0.0  # by which these mutants raised the peak
    outcomes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Fault:
    """A mutant that was accepted, or that met an exception nobody expected."""

    target: str
    number: int
    what: str


@dataclass
class Campaign:
    """Mutants of every target in turn, and their counts."""

    seed: str
    keep: Path | None = None
    tallies: dict[str, Tally] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    start_mb: float = 0.0
    peak_mb: float = 0.0

    @property
    def mutants(self) -> int:
        """Return how many were read."""
        return sum(tally.mutants for tally in self.tallies.values())

    def run(self, targets: Sequence[Target], mutants: int, seconds: float) -> None:
        """Read mutants until there were so many, or for so long."""
        forget_peak_memory()
        self.start_mb = self.peak_mb = peak_memory_mb()
        until = time.monotonic() + seconds
        for number, target in _rounds(targets):
            if self.mutants >= mutants or time.monotonic() > until:
                break
            self.take(target, number)
        self._look(self.tallies[targets[0].name])

    def take(self, target: Target, number: int) -> None:
        """Draw one mutant of a target and read it."""
        mutant = target.mutant(Random(f"{self.seed} {target.name} {number}"))  # noqa: S311 - repeatable
        if mutant is None:
            return
        tally = self.tallies.setdefault(target.name, Tally())
        begun = time.perf_counter()
        outcome, fault = attempt(mutant)
        taken = time.perf_counter() - begun
        tally.mutants += 1
        tally.seconds += taken
        tally.outcomes[outcome] += 1
        if taken > tally.slowest:
            tally.slowest, tally.slowest_number = taken, number
        if tally.mutants % _LOOK_EVERY == 0:
            self._look(tally)
        if fault:
            self._blame(Fault(target.name, number, fault), mutant)

    def _look(self, tally: Tally) -> None:
        now = peak_memory_mb()
        tally.memory_mb += now - self.peak_mb
        self.peak_mb = now

    def _blame(self, fault: Fault, mutant: Mutant) -> None:
        self.faults.append(fault)
        if self.keep:
            self.keep.mkdir(parents=True, exist_ok=True)
            name = f"{fault.target}-{fault.number}".replace("/", "-").replace(" ", "_")
            (self.keep / name).write_bytes(mutant.data)


def attempt(mutant: Mutant) -> tuple[str, str]:
    """Read a mutant; return what became of it, and what is wrong with that."""
    try:
        outcome = mutant.read(mutant.data)
    except AppError as error:
        return _refusal(error)
    except Exception as error:  # noqa: BLE001 - that none comes is what is being tested
        return UNEXPECTED, f"{type(error).__name__}: {str(error)[:200]} {_where(error)}"
    return outcome.value, "accepted" if outcome is Outcome.ACCEPTED else ""


def _refusal(error: AppError) -> tuple[str, str]:
    try:
        return sentences(error).code, ""
    except (KeyError, IndexError, ValueError) as unknown:
        return UNEXPECTED, f"no sentence for {error}: {unknown!r}"


def _where(error: BaseException) -> str:
    trace, places = error.__traceback__, []
    while trace:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " > ".join(places[-6:])


def _rounds(targets: Iterable[Target]) -> Iterator[tuple[int, Target]]:
    each = list(targets)
    for turn in count():
        for target in each:
            for rank in range(target.weight):
                yield turn * target.weight + rank, target


def forget_peak_memory() -> None:
    """Count the peak from now on: what made the valid files may have held more than any reader."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_memory_mb() -> float:
    """Return the most memory that this process held since then; 0 where the system does not tell.

    `getrusage` would count the process that started this one.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), 0.0)


def every_target(folder: Path) -> list[Target]:
    """Return every kind of file at every depth, but those of `slow_targets`."""
    return [
        *sealed_targets(folder),
        *kept_targets(folder),
        *inner_targets(folder),
        *signed_targets(),
        *workspace_targets(folder),
        *paper_targets(),
        *volumes(folder),
        *archive_targets(folder),
    ]


def summary(campaign: Campaign, seconds: float) -> str:
    """Return the counts for another program."""
    return json.dumps(
        {
            "tallies": {
                name: {"mutants": tally.mutants, "outcomes": dict(tally.outcomes)}
                for name, tally in campaign.tallies.items()
            },
            "faults": [f"{fault.target} {fault.number}: {fault.what}" for fault in campaign.faults],
            "start_mb": campaign.start_mb,
            "peak_mb": campaign.peak_mb,
            "seconds": seconds,
        }
    )


def report(campaign: Campaign, seconds: float) -> str:
    """Return the lines that a person reads."""
    outcomes = sum((tally.outcomes for tally in campaign.tallies.values()), Counter[str]())
    above = campaign.peak_mb - campaign.start_mb
    lines = [
        f"{'target':30} {'mutants':>8} {'refused':>8} {'same':>6} {'signed':>6} {'ms':>7} {'slowest':>11}"
    ]
    lines += [_line(name, tally) for name, tally in sorted(campaign.tallies.items())]
    lines.append("outcomes: " + ", ".join(f"{code} {number}" for code, number in outcomes.most_common()))
    lines += [f"FAULT {fault.target} {fault.number}: {fault.what}" for fault in campaign.faults[:40]]
    lines.append(f"seed {campaign.seed}: {campaign.mutants} mutants in {seconds:.1f} s, ")
    lines[-1] += f"{len(campaign.faults)} faults, {above:.1f} MB above the start"
    return "\n".join(lines)


def _line(name: str, tally: Tally) -> str:
    same, own = tally.outcomes[Outcome.SAME.value], tally.outcomes[Outcome.OWN.value]
    faults = tally.outcomes[Outcome.ACCEPTED.value] + tally.outcomes[UNEXPECTED]
    return (
        f"{name:30} {tally.mutants:8} {tally.mutants - same - own - faults:8} {same:6} {own:6} "
        f"{tally.seconds / tally.mutants * 1e3:7.2f} {tally.slowest * 1e3:8.0f} ms  "
        f"#{tally.slowest_number:<6} +{tally.memory_mb:.1f} MB"
    )


def amount(text: str) -> tuple[int, float]:
    """Return how many mutants, or how many seconds: `50000`, `90s`, `10m` or `8h`."""
    if text[-1:] in _UNITS:
        return sys.maxsize, float(text[:-1]) * _UNITS[text[-1]]
    return int(text), float("inf")


def main() -> int:
    """Run a campaign; the exit status tells whether there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("amount", type=amount, nargs="?", default=amount("60s"), help="50000, 90s, 10m or 8h")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--quick", action="store_true", help="without the targets of a tenth of a second")
    parser.add_argument("--only", default="", help="targets whose name contains this")
    parser.add_argument("--keep", type=Path, help="folder where faulty mutants are written")
    parser.add_argument("--json", action="store_true", help="print the counts for another program")
    options = parser.parse_args()
    campaign = Campaign(options.seed, options.keep)
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a folder of its own in it
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        found = every_target(Path(folder)) + ([] if options.quick else slow_targets(Path(folder)))
        targets = [target for target in found if options.only in target.name]
        begun = time.perf_counter()
        campaign.run(targets, *options.amount)
        seconds = time.perf_counter() - begun
    print((summary if options.json else report)(campaign, seconds))  # noqa: T201 - what a command is for
    return 1 if campaign.faults or campaign.peak_mb - campaign.start_mb > MAX_MEMORY_MB else 0


if __name__ == "__main__":
    sys.exit(main())
