"""A lot of 500 MB: sealing it, then its first page; beside a ZIP in clear and a bare worker, in one run.

    python -m benchmarks.lot [MEGABYTES]

Each figure is taken in a process of its own, so that peak memory belongs to what is measured. Everything is
removed at the end.
"""

import sys
import tempfile
import time
import zipfile
from pathlib import Path

from benchmarks.figures import Figures, Line, Measure, answer, measured, show
from commission_app.reader.client import Worker
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.age_stream import decrypt
from commission_app.sealing.bundle import open_bundle
from commission_app.sealing.opening_code import derive, parse_code
from commission_app.workflow.desk import personal_desk
from commission_app.workflow.member.open_bundle import enter
from commission_app.workflow.preparation.lots.seal import seal_bundles
from commission_app.workflow.progress import no_progress
from commission_app.workflow.secretariat.session import open_secretariat

PAGE_PIXELS = 1240  # an A4 page at 150 dots an inch


def seal(folder: Path) -> Figures:
    """Seal the lot with the same verb as the secretariat."""
    desk = personal_desk(folder / "secretariat", use_keyring=False)
    with open_secretariat(desk, recovery_code=(folder / "secours.txt").read_text()) as session:
        begun = time.perf_counter()
        seal_bundles(session, folder / "lots", no_progress)
        return {"seconds": time.perf_counter() - begun}


def clear(folder: Path) -> Figures:
    """Write the same pieces in a plain ZIP: the limit of what sealing could take."""
    desk = personal_desk(folder / "secretariat", use_keyring=False)
    with open_secretariat(desk, recovery_code=(folder / "secours.txt").read_text()) as session:
        begun = time.perf_counter()
        with zipfile.ZipFile(folder / "clair.zip", "w") as archive:
            for file in sorted(session.place.pieces.glob("*.age")):
                archive.writestr(file.name, decrypt(file.read_bytes(), session.identities))
        return {"seconds": time.perf_counter() - begun}


def first_page(folder: Path) -> Figures:
    """Open the sealed lot with unlocked keys and draw its first page through a cold worker."""
    lot = next((folder / "lots").glob("*.lot"))
    secrets = derive(parse_code((folder / "code.txt").read_text()))
    identity = HybridIdentity.from_seed(secrets.read_seed)
    begun = time.perf_counter()
    with open_bundle(lot, identity, secrets.mac_key) as bundle:
        opened = time.perf_counter() - begun
        data = bundle.read_piece(bundle.manifest.dossiers[-1].pieces[-1].path)
        read = time.perf_counter() - begun
        with Worker.start() as worker:
            worker.open(data)
            worker.page_image(1, PAGE_PIXELS)
            drawn = time.perf_counter() - begun
    return {"opened": opened, "read": read, "seconds": drawn}


def bare_worker(folder: Path) -> Figures:
    """Draw the same kind of page from memory through a cold worker: nothing sealed."""
    from benchmarks.big_campaign import scanned_page

    data = scanned_page(folder.name)
    begun = time.perf_counter()
    with Worker.start() as worker:
        worker.open(data)
        worker.page_image(1, PAGE_PIXELS)
        return {"seconds": time.perf_counter() - begun}


def first_opening(folder: Path) -> Figures:
    """Open the lot as a member does the first time: keys made, the lot copied into the desk."""
    lot = next((folder / "lots").glob("*.lot"))
    begun = time.perf_counter()
    code = (folder / "code.txt").read_text()
    with enter(personal_desk(folder / "m20", use_keyring=False), lot, code, no_progress):
        return {"seconds": time.perf_counter() - begun}


MEASURES: dict[str, Measure] = {
    measure.__name__: measure for measure in (seal, clear, first_page, bare_worker, first_opening)
}


def _measured(name: str, folder: Path) -> Figures:
    return measured("benchmarks.lot", name, folder)


def main(megabytes: int) -> None:
    """Prepare, measure, print, remove."""
    from benchmarks.big_campaign import prepare  # not in the measured processes: it draws pictures

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "lots").mkdir()
        prepare(folder, megabytes)
        sealing, plain = _measured("seal", folder), _measured("clear", folder)
        size = next((folder / "lots").glob("*.lot")).stat().st_size / 1e6
        pages = sorted((_measured("first_page", folder) for _ in range(5)), key=lambda page: page["seconds"])
        bare = sorted(_measured("bare_worker", folder)["seconds"] for _ in range(5))[2]
        opening = _measured("first_opening", folder)
    page = pages[2]
    print(f"lot of {size:.0f} MB, 20 members")
    show(
        [
            Line("sealing", sealing["seconds"], "s", "a clear ZIP", plain["seconds"]),
            Line("sealing, peak memory", sealing["memory"], "MB", "a clear ZIP", plain["memory"], most=150),
            Line("first page", page["seconds"], "s", "a bare worker", bare, most=0.4),
            Line("first page, lot opened", page["opened"], "s"),
            Line("first page, piece read", page["read"] - page["opened"], "s"),
            Line("first page, peak memory", page["memory"], "MB"),
            Line("first opening: keys made, lot copied", opening["seconds"], "s"),
            Line("first opening, peak memory", opening["memory"], "MB"),
        ]
    )


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in MEASURES:
        answer(MEASURES[sys.argv[1]], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
