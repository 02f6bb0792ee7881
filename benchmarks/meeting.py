"""From the fiches to the decision: consolidation, « Analyse », « Sélection », meeting, documents, archive.

    python -m benchmarks.meeting [--peers FOLDER]

On the generated campaign of 30 dossiers and 8 members, and on one of 300 dossiers and 20 members. FOLDER is a
throw-away `pip install --target` of `weasyprint` and `typst`; a peer that is not there is said to be absent.
Everything is written in a temporary folder and removed. It takes two or three minutes.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import consolidation, many_sheets
from benchmarks.figures import Figures, Line, by_turns, measured, show
from benchmarks.printing_peers import peer_lines
from commission_app import resources
from commission_app.scoring.campaign import ScoringRules
from commission_app.scoring.grid_documents import grid_from_reference
from commission_app.workflow.desk import personal_desk
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.session import open_secretariat
from tests.printing import samples

MODULE = "benchmarks.open_secretariat"
GAP_MS = 50
DOSSIERS, MEMBERS = 300, 20


def small(folder: Path) -> Path:
    """Play the generated campaign of 30 dossiers and 8 members, and return its folder."""
    played = folder / "demonstration"
    command = [sys.executable, "-m", "commission_app", "demo", "--into", str(played)]
    campaign = ["--dossiers", "30", "--members", "8", "--seed", "1"]
    subprocess.run([*command, *campaign], check=True, stdout=subprocess.DEVNULL)
    desks = played / "bureaux"
    code = (desks / "secretariat" / "code.txt").read_text()
    (desks / many_sheets.RECOVERY).write_text(code)
    return desks


def large(folder: Path) -> Path:
    """Receive the fiches of 20 members on 300 dossiers, and return the folder of the campaign."""
    whole = folder / "large"
    whole.mkdir()
    many_sheets.prepare(whole, DOSSIERS, MEMBERS)
    desk = personal_desk(whole / "secretariat", use_keyring=False)
    code = (whole / many_sheets.RECOVERY).read_text()
    with open_secretariat(desk, recovery_code=code) as session:
        accept_sheets(session, sorted((whole / many_sheets.SHEETS).glob("*.fiche")), no_progress)
    return whole


def consolidated() -> list[Line]:
    """Compare the official calculation with the shortest one in floats."""
    grid = grid_from_reference(resources.path("grids/default.json").read_bytes())
    given, rules = consolidation.readings(grid), ScoringRules()
    works = {
        "ours": lambda: consolidation.exact(grid, rules, given),
        "naive": lambda: consolidation.naive(grid, given),
    }
    times = by_turns(works, consolidation.RUNS)
    what = f"consolidation and ranking, {DOSSIERS} x {MEMBERS}"
    return [Line(what, times["ours"], "s", "naive floats", times["naive"], most=0.5)]


def beside(folder: Path, size: str) -> list[Line]:
    """Measure « Analyse » and « Sélection » on one campaign."""
    found = {name: measured(MODULE, name, folder) for name in ("analysis", "selection")}
    analysis, selection = found["analysis"], found["selection"]
    return [
        Line(f"« Analyse » usable, {size}", analysis["usable_s"], "s", most=0.3),
        Line("  all its figures, exact bounds included", analysis["refined_s"], "s", most=3),
        Line("  a weight moved, drawn again", analysis["move_ms"], "ms", most=GAP_MS),
        *_gaps(analysis, ("opening", "reading", "weights")),
        Line(f"« Sélection » usable, {size}", selection["usable_s"], "s", most=0.3),
        Line("  its gaps", selection["gaps_s"], "s", most=3),
        Line("  a list proposed", selection["proposal_s"], "s", most=3),
        *_gaps(selection, ("opening", "seats", "proposal")),
    ]


def _gaps(found: Figures, phases: tuple[str, ...]) -> list[Line]:
    gap, own = (max(found[f"{phase}{kind}"] for phase in phases) for kind in ("", "_own"))
    return [
        Line("  longest gap", gap, "ms", most=GAP_MS),
        Line("    of which in the window's own thread", own, "ms"),
    ]


def meeting(small_one: Path, large_one: Path) -> list[Line]:
    """Measure the meeting, its documents and its archive."""
    following = measured(MODULE, "next_dossier", small_one)
    printed = measured(MODULE, "documents", large_one)
    kept = measured(MODULE, "archive", large_one)
    return [
        Line("next dossier in the meeting, its evidence page too", following["both_ms"], "ms", most=100),
        Line("  its view", following["view_ms"], "ms"),
        Line("  the page, in a cold reading process", following["page_ms"], "ms"),
        Line(
            f"documents of {DOSSIERS} dossiers, {printed['pages']:.0f} pages",
            printed["seconds"],
            "s",
            most=10,
        ),
        Line(
            "  processor time of a page, from 100 a second",
            1e3 * printed["processor"] / printed["pages"],
            "ms",
            most=10,
        ),
        Line("  memory at its highest", printed["printing_mb"], "MB", most=250),
        Line(f"archive verified, {DOSSIERS} x {MEMBERS}", kept["verified_s"], "s", most=5),
        Line("  written", kept["written_s"], "s"),
    ]


def main() -> None:
    """Prepare, measure, print, remove."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path)
    peers: Path | None = parser.parse_args().peers
    with tempfile.TemporaryDirectory(prefix="meeting-") as name:
        small_one, large_one = small(Path(name)), large(Path(name))
        lines = consolidated()
        lines += beside(small_one, "30 x 8")
        lines += beside(large_one, f"{DOSSIERS} x {MEMBERS}")
        lines += meeting(small_one, large_one)
        lines += peer_lines(samples.synthesis(DOSSIERS), peers)
    show(lines)


if __name__ == "__main__":
    main()
