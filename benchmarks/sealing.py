"""Everything sealed, beside its peers, in one run and one table.

    python -m benchmarks.sealing [MEGABYTES of a file, 256 by default]

Files and memory beside other makers of age files and beside the cipher alone (`age_peers`); a lot of 500 MB
beside a ZIP in clear; twenty fiches of 300 dossiers, received. What needs its own memory is measured in a
process of its own. It takes one or two minutes, 2 GB of disk and of memory; everything is removed at the end.
"""

import hashlib
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figures, Line, Measure, answer, by_turns, measured, show
from benchmarks.lot import clear, seal
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.bundle import open_bundle
from commission_app.sealing.opening_code import derive, parse_code
from commission_app.workflow.desk import personal_desk
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.session import open_secretariat
from commission_app.workflow.secretariat.views import Verdict

LOT_MEGABYTES = 500
PIECES_READ = 15
DOSSIERS, MEMBERS, DESKS = 300, 20, 3
MOST_MS_FOR_A_PIECE = 25
MOST_MB_TO_SEAL = 60
MOST_S_FOR_THE_FICHES = 2


def one_piece(folder: Path) -> Figures:
    """Open the lot with unlocked keys, list it, read a piece of 3 MB; and the same from a clear ZIP."""
    lot = next((folder / "lots").glob("*.lot"))
    secrets = derive(parse_code((folder / "code.txt").read_text()))
    identity = HybridIdentity.from_seed(secrets.read_seed)

    def sealed() -> None:
        with open_bundle(lot, identity, secrets.mac_key) as bundle:
            paths = [piece.path for dossier in bundle.manifest.dossiers for piece in dossier.pieces]
            bundle.read_piece(paths[len(paths) // 2])

    def in_clear() -> None:
        with zipfile.ZipFile(folder / "clair.zip") as archive:
            names = archive.namelist()
            hashlib.sha512(archive.read(names[len(names) // 2])).hexdigest()

    first = by_turns({"sealed": sealed}, 1)
    return {"first": first["sealed"], **by_turns({"sealed": sealed, "clear": in_clear}, PIECES_READ)}


def received(folder: Path) -> Figures:
    """Receive every fiche, each time at a new copy of a desk that received none."""
    files = sorted((folder / "fiches").glob("*.fiche"))
    times = []
    for number in range(DESKS):
        root = folder / f"copie-{number}"
        shutil.copytree(folder / "secretariat", root)
        desk = personal_desk(root, use_keyring=False)
        with open_secretariat(desk, recovery_code=(folder / "secours.txt").read_text()) as session:
            begun = time.perf_counter()
            outcomes = accept_sheets(session, files, no_progress)
            times.append(time.perf_counter() - begun)
        assert [outcome.verdict for outcome in outcomes] == [Verdict.ACCEPTED] * MEMBERS
    return {"seconds": min(times)}


MEASURES: dict[str, Measure] = {measure.__name__: measure for measure in (seal, clear, one_piece, received)}


def lot_lines(folder: Path) -> Iterator[Line]:
    """Seal a lot and a clear ZIP of the same pieces, then read one piece of each."""
    from benchmarks.big_campaign import prepare  # not in the measured processes: it draws pictures

    (folder / "lots").mkdir()
    prepare(folder, LOT_MEGABYTES)
    ours, theirs = _measured("seal", folder), _measured("clear", folder)
    what = f"seal a lot of {LOT_MEGABYTES} MB"
    yield Line(what, ours["seconds"], "s", "clear ZIP", theirs["seconds"])
    above, above_theirs = (found["memory"] - found["start"] for found in (ours, theirs))
    yield Line(
        f"{what}, peak memory above start", above, "MB", "clear ZIP", above_theirs, most=MOST_MB_TO_SEAL
    )
    piece = {name: 1000 * seconds for name, seconds in _measured("one_piece", folder).items()}
    what = "open it, list it, read a piece of 3 MB"
    yield Line(what, piece["sealed"], "ms", "clear ZIP", piece["clear"], most=MOST_MS_FOR_A_PIECE)
    yield Line(f"{what}, first time", piece["first"], "ms")


def reception_lines(folder: Path) -> Iterator[Line]:
    """Receive the fiches of every member."""
    from benchmarks.many_sheets import prepare

    prepare(folder, DOSSIERS, MEMBERS)
    what = f"receive {MEMBERS} fiches of {DOSSIERS} dossiers"
    yield Line(what, _measured("received", folder)["seconds"], "s", most=MOST_S_FOR_THE_FICHES)


def _measured(name: str, folder: Path) -> Figures:
    return measured("benchmarks.sealing", name, folder)


def main(megabytes: int) -> None:
    """Prepare, measure, print, remove."""
    from benchmarks.age_peers import file_lines, memory_lines  # not in the measured processes: keys are drawn

    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as root:
        for name, found in {
            "files": lambda folder: file_lines(folder, megabytes),
            "memory": lambda _: memory_lines(megabytes),
            "lot": lot_lines,
            "reception": reception_lines,
        }.items():
            folder = Path(root) / name
            folder.mkdir()
            lines += found(folder)
            shutil.rmtree(folder)
    show(lines)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in MEASURES:
        answer(MEASURES[sys.argv[1]], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 256)
