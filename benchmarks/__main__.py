"""Every benchmark in one run, and its report: `benchmarks/report.md` with its picture.

    python -m benchmarks [--peers FOLDER] [--only NAME …] [--into FOLDER]

Peers are installed once, each family in its part of FOLDER, where the packages can be had; one that cannot is
said to be absent by the benchmark itself. Half an hour or so; on a machine that does something else, seconds
mean little and ratios still do.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from benchmarks.figures import RECORD, Line
from benchmarks.report import Ran, write_report

HERE = Path(__file__).parent
# Name of the module, title, and the packages of its peers.
RUNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "start": ("Start of the window", ()),
    "desk": ("A member's desk", ("vorta", "aqt")),
    "autosave": ("Autosave", ()),
    "reader": ("Reading process", ()),
    "sealing": ("Sealed files", ()),
    "lot": ("A lot of 500 MB", ()),
    "intake": ("Candidacies", ()),
    "consolidation": ("Official calculation", ()),
    "scoring": ("Scoring kernel", ("krippendorff", "pyDecision", "scikit-criteria")),
    "printing": ("Paper", ()),
    "meeting": ("Consolidation, meeting and documents", ("weasyprint", "typst")),
}
POSITIONAL = ("scoring",)  # whose peers are an argument without a name


def installed(packages: tuple[str, ...], folder: Path) -> Path:
    """Install peers in a folder, once; what cannot be installed is left out."""
    if not folder.exists():
        folder.mkdir(parents=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target"]
        for package in packages:
            subprocess.run([*pip, str(folder), package], check=False)
    return folder


def ran(name: str, peers: Path | None) -> Ran:
    """Run one benchmark, let its table through, and keep it."""
    title, packages = RUNS[name]
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    if packages and peers is not None:
        folder = str(installed(packages, peers / name))
        command += [folder] if name in POSITIONAL else ["--peers", folder]
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as temporary:
        record = Path(temporary) / "lines"
        record.touch()
        answer = subprocess.run(
            command,
            cwd=HERE.parent,
            env={**os.environ, RECORD: str(record)},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        lines = tuple(Line(**json.loads(line)) for line in record.read_text(encoding="utf-8").splitlines())
    print(answer.stdout)
    shown = f"python -m benchmarks.{name}" + (" --peers FOLDER" if len(command) > 3 else "")
    return Ran(
        title, shown, answer.stdout, lines, time.perf_counter() - begun, is_done=answer.returncode == 0
    )


def main() -> int:
    """Run them all, or those asked for, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--only", nargs="+", choices=RUNS, default=list(RUNS))
    parser.add_argument("--into", type=Path, default=HERE)
    choice = parser.parse_args()
    begun = datetime.now().astimezone()
    choice.into.mkdir(parents=True, exist_ok=True)
    runs = [ran(name, choice.peers) for name in choice.only]
    print(write_report(runs, begun, choice.into))
    return 0 if all(run.is_done for run in runs) else 1


if __name__ == "__main__":
    sys.exit(main())
