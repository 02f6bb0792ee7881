"""Kill the member's window at random moments while somebody types: two seconds of text at most, never a mark.

    python -m tests.soak.kill_typing [KILLS, 1000 by default] [--seed N]

One run of the window gives many deaths: the process is stopped where it is, its desk copied, and it goes on.
What the disk holds then is what SIGKILL leaves at that moment; each run ends with a real one. A power cut
also depends on the disk keeping its word on fsync.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import Entry
from commission_app.workflow.member.open_bundle import resume
from tests.workflow.campaigns import make_desk

CHECKOUT = Path(__file__).resolve().parents[2]
DEATHS_A_RUN = 50
MOST_TEXT_LOST_S = 2.0
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Line:
    """One line of the journal of the person who types."""

    at: float
    what: str
    criterion: str = ""
    sign: str = ""


@dataclass(frozen=True)
class Death:
    """A desk as one death left it, with what had been typed until then."""

    desk: Path
    at: float
    lines: tuple[Line, ...]


class TypedDesk:
    """The window on a desk, somebody typing in it, and its deaths."""

    def __init__(self, desk: Path, code: str, folder: Path) -> None:
        self._desk, self._folder = desk, folder
        self._journal = folder / "journal.txt"
        self._deaths = 0
        command = [sys.executable, "-m", "tests.soak.typing_member", str(desk), code, str(self._journal)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        self._process = subprocess.Popen(
            command, cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait_for_typing(self) -> None:
        """Wait until something is kept: the desk is open."""
        pause, end = threading.Event(), time.monotonic() + PATIENCE_S
        while not (self._journal.exists() and "kept" in self._journal.read_text(encoding="utf-8")):
            assert self._process.poll() is None, "the window ended by itself"
            assert time.monotonic() < end, "nobody types"
            pause.wait(0.02)

    def die_at(self, moment: float) -> Death:
        """Stop the process where it is once a moment has passed, copy its desk, and let it live on."""
        threading.Event().wait(moment)
        os.kill(self._process.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, self._process.pid, os.WSTOPPED | os.WNOWAIT)
        death = self._copied()
        os.kill(self._process.pid, signal.SIGCONT)
        return death

    def kill(self) -> Death:
        """End the process for good."""
        self._process.kill()
        self._process.wait()
        return self._copied()

    def _copied(self) -> Death:
        at = time.monotonic()
        copy = self._folder / f"{self._deaths}"
        self._deaths += 1
        shutil.copytree(self._desk, copy)
        text = self._journal.read_text(encoding="utf-8")
        fields = [line.split("\t") for line in text.splitlines(keepends=True) if line.endswith("\n")]
        lines = tuple(Line(float(at), *(word.rstrip("\n") for word in rest)) for at, *rest in fields)
        return Death(copy, at, lines)


def seconds_lost(death: Death, code: str) -> float:
    """Open what a death left; return how long before it the first lost letter was typed.

    AssertionError when a mark that was kept is missing, or when the text is not what was typed.
    """
    with resume(make_desk(death.desk), code=code) as session:
        (reading,) = session.sheet.readings.values()
    shutil.rmtree(death.desk)
    kept_at = max(line.at for line in death.lines if line.what == "kept")
    given = {line.criterion: line for line in death.lines if line.what == "mark"}
    for criterion, mark in given.items():
        entry = reading.entries.get(CriterionId(criterion), Entry())
        assert entry.mark == int(mark.sign) or mark.at > kept_at, (criterion, entry.mark, mark)
    return max((death.at - at for at in _lost_letters(death, reading.entries)), default=0.0)


def _lost_letters(death: Death, entries: Mapping[CriterionId, Entry]) -> list[float]:
    """Return the moments of the letters that are not in the desk. AssertionError when one is not as typed."""
    typed: dict[str, list[Line]] = {}
    for line in death.lines:
        if line.what == "typed":
            typed.setdefault(line.criterion, []).append(line)
    moments = []
    for criterion, letters in typed.items():
        entry = entries.get(CriterionId(criterion))
        remark = "" if entry is None else entry.remark
        assert "".join(line.sign for line in letters).startswith(remark), (criterion, remark)
        moments += [line.at for line in letters[len(remark) :]]
    return moments


def killed_while_typing(desk: Path, code: str, kills: int, seed: int, folder: Path) -> list[float]:
    """Have somebody type at a desk, and return what each of so many deaths lost, in seconds of text."""
    draw = random.Random(seed)  # noqa: S311 - moments of death, not secrets
    window = TypedDesk(desk, code, folder)
    try:
        window.wait_for_typing()
        deaths = [window.die_at(draw.uniform(0.0, 0.12)) for _ in range(kills - 1)]
    finally:
        last = window.kill()
    return [seconds_lost(death, code) for death in [*deaths, last]]


def main() -> int:
    """Run the campaign of the command line."""
    from tests.workflow.campaigns import invented, lot_of, prepare

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20210601)
    choice = parser.parse_args()
    lost: list[float] = []
    with tempfile.TemporaryDirectory(prefix="kill-typing-") as name:
        folder = Path(name)
        campaign = prepare(folder / "campagne", invented(1, 2))
        campaign.member("m01", lot_of(campaign.seal(), "m01")).close()
        code = next(letter.code for member, letter in campaign.letters.items() if member == "m01")
        while len(lost) < choice.kills:
            run = folder / f"run-{len(lost)}"
            shutil.copytree(campaign.folder / "m01", run / "m01")
            kills = min(DEATHS_A_RUN, choice.kills - len(lost))
            lost += killed_while_typing(run / "m01", code, kills, choice.seed + len(lost), run)
            shutil.rmtree(run)
    too_much = sum(seconds > MOST_TEXT_LOST_S for seconds in lost)
    worst = f"text lost: {max(lost):.2f} s at most, {too_much} above {MOST_TEXT_LOST_S:g} s"
    print(f"{len(lost)} deaths, no kept mark lost; {worst}")  # noqa: T201 - a command
    return 1 if too_much else 0


if __name__ == "__main__":
    sys.exit(main())
