"""Every long campaign in one run, and its report: what was tried, how often, and whether anything gave way.

    python -m tests.soak [--part OF_ALL] [--only NAME …] [--pdfs FOLDER] [--program PROGRAM] [--into FOLDER]

A whole run takes about five hours; `--part 0.02` tries everything, each a fiftieth as often. FOLDER of
`--pdfs` holds foreign PDFs (the test files of pdf.js, PDFium, qpdf): without one, two campaigns are left out
and said to be. PROGRAM is the frozen application, which works for two hours. `report.md` and the words of
each campaign are written as it ends; the exit code is 1 when one of them failed.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = "left out"


@dataclass(frozen=True)
class Choice:
    """What the command line asks for."""

    part: float
    pdfs: Path | None
    program: Path | None
    into: Path

    def share(self, whole: int) -> str:
        """Return a part of a number of trials, one at least."""
        return str(max(1, round(whole * self.part)))


@dataclass(frozen=True)
class Campaign:
    """One campaign: what it proves, and its arguments, or why it is left out."""

    title: str
    arguments: Callable[[Choice], list[str] | str]


def _corpus(choice: Choice) -> list[str] | str:
    return f"{LEFT_OUT}: no folder of PDFs" if choice.pdfs is None else [str(choice.pdfs)]


def _window_corpus(choice: Choice) -> list[str] | str:
    folder = _corpus(choice)
    return folder if isinstance(folder, str) else [*folder, "--count", choice.share(2000)]


def _long_work(choice: Choice) -> list[str]:
    program = [] if choice.program is None else ["--program", str(choice.program)]
    return ["--minutes", str(max(1.0, 120 * choice.part)), "--into", str(choice.into / "long_work"), *program]


CAMPAIGNS: dict[str, Campaign] = {
    "kill_store": Campaign("Deaths while autosaving", lambda c: ["--kills", c.share(1000)]),
    "kill_typing": Campaign("Deaths while a member types", lambda c: [c.share(1000)]),
    "kill_exchange": Campaign("Deaths while files are exchanged", lambda c: [c.share(1000)]),
    "kill_backup": Campaign("Deaths during backup, restoring, hand-over", lambda _: []),
    "kill_key_change": Campaign("Deaths during a change of keys", lambda _: []),
    "full_disk": Campaign("A full disk at every place", lambda c: ["--step", str(4096 * round(1 / c.part))]),
    "spoiled_desks": Campaign("Desks that a bad disk spoiled", lambda c: [c.share(2000)]),
    "mutants": Campaign("Files changed by somebody", lambda c: [c.share(1_000_000)]),
    "pdf_corpus": Campaign("Foreign PDFs read and imported", _corpus),
    "window_corpus": Campaign("Foreign PDFs in the window", _window_corpus),
    "long_work": Campaign("Two hours of work", _long_work),
}


@dataclass(frozen=True)
class Ran:
    """What a campaign came to."""

    name: str
    verdict: str
    seconds: float
    words: str  # its last line


def run(name: str, choice: Choice) -> Ran:
    """Run one campaign and keep all that it says beside the report."""
    arguments = CAMPAIGNS[name].arguments(choice)
    if isinstance(arguments, str):
        return Ran(name, LEFT_OUT, 0, arguments)
    begun, log = time.monotonic(), choice.into / f"{name}.log"
    with log.open("wb") as words:
        command = [sys.executable, "-m", f"tests.soak.{name}", *arguments]
        code = subprocess.run(
            command, cwd=ROOT, stdout=words, stderr=subprocess.STDOUT, check=False
        ).returncode
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    return Ran(name, "held" if code == 0 else "GAVE WAY", time.monotonic() - begun, lines[-1])


def report(ran: list[Ran], begun: datetime, choice: Choice) -> Iterator[str]:
    """Yield the lines of the report."""
    yield "# Reliability campaign"
    yield ""
    yield f"Begun on {begun:%Y-%m-%d at %H:%M}, {choice.part:g} of every campaign."
    yield ""
    yield "| campaign | command | verdict | minutes | last words |"
    yield "|---|---|---|---:|---|"
    for one in ran:
        title = CAMPAIGNS[one.name].title
        words = one.words.replace("|", "/")
        yield (f"| {title} | `tests.soak.{one.name}` | {one.verdict} | {one.seconds / 60:.1f} | {words} |")


def main() -> int:
    """Run them all, or those asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=float, default=1.0)
    parser.add_argument("--only", nargs="+", choices=CAMPAIGNS, default=list(CAMPAIGNS))
    parser.add_argument("--pdfs", type=Path)
    parser.add_argument("--program", type=Path)
    parser.add_argument("--into", type=Path, default=ROOT / "build" / "reliability")
    asked = parser.parse_args()
    choice = Choice(
        asked.part,
        asked.pdfs and asked.pdfs.resolve(),
        asked.program and asked.program.resolve(),
        asked.into.resolve(),
    )
    choice.into.mkdir(parents=True, exist_ok=True)
    begun, ran = datetime.now().astimezone(), []
    for name in asked.only:
        ran.append(run(name, choice))
        (choice.into / "report.md").write_text("\n".join(report(ran, begun, choice)) + "\n", encoding="utf-8")
        print(f"{name:<16} {ran[-1].verdict:<9} {ran[-1].seconds / 60:6.1f} min  {ran[-1].words}", flush=True)  # noqa: T201 - a command
    return 0 if all(one.verdict in {"held", LEFT_OUT} for one in ran) else 1


if __name__ == "__main__":
    sys.exit(main())
