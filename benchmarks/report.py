"""The one report of all benchmarks: what each printed, and how much of each limit is used, as a picture."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from benchmarks.figures import Line

WIDTH, LABEL, ROW, TOP = 860, 430, 20, 30
UNIT = 200  # pixels for a whole limit
MOST_SHOWN = 2.0


@dataclass(frozen=True)
class Ran:
    """One benchmark that was run: its command, what it printed, the lines of its tables."""

    title: str
    command: str
    output: str
    lines: tuple[Line, ...]
    seconds: float
    is_done: bool


def write_report(runs: Sequence[Ran], begun: datetime, folder: Path) -> Path:
    """Write `report.md` and `report.svg` in a folder, and return the first."""
    limited = [(run, line) for run in runs for line in run.lines if line.of_limit is not None]
    above = sum(line.verdict != "OK" for _, line in limited)
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    parts = [
        "# Benchmarks",
        f"{begun:%Y-%m-%d %H:%M}, {machine}. {len(limited)} figures have a limit, {above} of them exceed it.",
        "![Part of each limit that is used](report.svg)",
    ]
    for run in runs:
        state = "" if run.is_done else " — did not end well"
        parts += [
            f"## {run.title}{state}",
            f"`{run.command}`, {run.seconds:.0f} s",
            f"```\n{run.output.strip()}\n```",
        ]
    (folder / "report.svg").write_text(bars([line for _, line in limited]), encoding="utf-8")
    file = folder / "report.md"
    file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return file


def bars(lines: Sequence[Line]) -> str:
    """Return one bar for each figure, from nothing to its limit and beyond; a word says what is above."""
    height = TOP + ROW * len(lines) + 10
    limit = LABEL + UNIT
    namespace = 'xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="12"'
    drawn = [
        f'<svg {namespace} width="{WIDTH}" height="{height}">',
        f'<text x="{limit}" y="16" text-anchor="middle">limit</text>',
        f'<line x1="{limit}" y1="22" x2="{limit}" y2="{height}" stroke="#666"/>',
    ]
    for place, line in enumerate(lines):
        part = line.of_limit or 0.0
        y, length = TOP + ROW * place, UNIT * min(part, MOST_SHOWN)
        word, color = ("above", "#c9191e") if part > 1 else ("", "#000091")
        drawn += [
            f'<text x="{LABEL - 8}" y="{y + 12}" text-anchor="end">{escape(line.what)}</text>',
            f'<rect x="{LABEL}" y="{y + 2}" width="{length:.1f}" height="12" fill="{color}"/>',
            f'<text x="{LABEL + length + 6:.1f}" y="{y + 12}">{part:.2f} {word}</text>',
        ]
    return "\n".join([*drawn, "</svg>\n"])
