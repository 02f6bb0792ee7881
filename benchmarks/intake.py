"""Intake of candidacies at full size: dry run, import, memory; and the reception of twenty fiches.

    python -m benchmarks.intake [DOSSIERS] [PIECES_OF_EACH] [MEGABYTES]

By default 300 dossiers, 8 pieces each, 3,000 MB: text and a photograph that no compression makes smaller. The
import is compared with its two unavoidable parts, hashing and cleaning, measured on the same files in the
same run. Everything is written in a temporary folder and removed.
"""

import hashlib
import io
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pikepdf
from PIL import Image

from benchmarks import many_sheets
from benchmarks.figures import Figures, Line, answer, measured, show
from commission_app.reader.client import Worker
from commission_app.rehearsal.generated import generated
from commission_app.workflow.desk import personal_desk
from commission_app.workflow.preparation.campaign import new_campaign, read_campaign
from commission_app.workflow.preparation.intake.deposit import open_deposit
from commission_app.workflow.preparation.intake.intake import apply_intake, import_deposit, report_of
from commission_app.workflow.progress import no_progress
from commission_app.workflow.receiving.receive import accept_sheets
from commission_app.workflow.secretariat.session import open_secretariat

NATURES = ("lettre d’intention", "lettre CAF", "budget", "conseil départemental", *["annexe"] * 20)
MARK = b"0000000000"  # ten figures that make each file another
DRY_RUN_S, IMPORT_TIMES, MEMORY_MB = 20.0, 1.5, 300.0
MEMBERS, VERSIONS, RECEPTION_S = 20, 2, 3.0  # forty fiches: a generated campaign has twenty members at most


def write_deposit(folder: Path, dossiers: int, pieces: int, megabytes: float) -> None:
    """Write a folder of candidacies of about this size in all."""
    model = _model(int(megabytes * 1_000_000 / (dossiers * pieces)))
    lines = ["id;porteur;type;departement;typologie;population;fichier;nature"]
    for dossier in range(1, dossiers + 1):
        for piece in range(pieces):
            name = f"d{dossier:04d}/{piece:02d}.pdf"
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(model.replace(MARK, b"%010d" % (dossier * 100 + piece)))
            people = 1_000 + 37 * dossier
            lines.append(
                f"d{dossier:04d};Ville de T{dossier};commune;62;urbain;{people};{name};{NATURES[piece]}"
            )
    (folder / "index.csv").write_text("\n".join(lines), encoding="utf-8")


def _model(size: int) -> bytes:
    """Return a PDF of two pages, a text and a photograph, of about this many bytes."""
    side = 400
    while True:
        photograph = io.BytesIO()
        Image.effect_noise((side, side), 90).save(photograph, "JPEG", quality=90)
        if photograph.tell() >= size * 0.98:
            break
        side = int(side * max(1.02, (size / photograph.tell()) ** 0.5))
    with pikepdf.new() as pdf:
        for content, resources in (
            (b"BT /F1 12 Tf 60 700 Td (Dossier " + MARK + b") Tj ET", _font()),
            (b"q 500 0 0 500 40 200 cm /Im0 Do Q", None),
        ):
            pdf.add_blank_page(page_size=(595, 842))
            page = pdf.pages[-1]
            page.obj.Contents = pdf.make_stream(content)
            page.obj.Resources = resources or _photograph(pdf, photograph.getvalue(), side)
        buffer = io.BytesIO()
        pdf.save(buffer, compress_streams=False)
    return buffer.getvalue()


def _font() -> pikepdf.Dictionary:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    return pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))


def _photograph(pdf: pikepdf.Pdf, data: bytes, side: int) -> pikepdf.Dictionary:
    image = pikepdf.Stream(
        pdf,
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=side,
        Height=side,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    return pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))


def dry_run(folder: Path) -> Figures:
    """Read the deposit and say what would come in."""
    desk = personal_desk(folder / "secretariat", use_keyring=False)
    with open_secretariat(desk, recovery_code=(folder / "secours.txt").read_text()) as session:
        begun = time.perf_counter()
        with children_measured() as worker:
            report = report_of(session, open_deposit([folder / "depot"], no_progress), {})
        assert not report.is_blocked
        return {"seconds": time.perf_counter() - begun, "worker": worker[0], "pieces": report.pieces}


def whole_import(folder: Path) -> Figures:
    """Import the deposit, whose dry run is not counted."""
    desk = personal_desk(folder / "secretariat", use_keyring=False)
    with open_secretariat(desk, recovery_code=(folder / "secours.txt").read_text()) as session:
        deposit = open_deposit([folder / "depot"], no_progress)
        begun = time.perf_counter()
        with children_measured() as worker:
            assert import_deposit(session, deposit, {}, no_progress).is_done
        seconds = time.perf_counter() - begun
        begun = time.perf_counter()
        assert apply_intake(session, folder / "depot", no_progress).changes.to_write == frozenset()
        return {"seconds": seconds, "worker": worker[0], "again": time.perf_counter() - begun}


def unavoidable(folder: Path) -> Figures:
    """Hash every file, then clean every file: what no import can spare."""
    files = sorted((folder / "depot").rglob("*.pdf"))
    begun = time.perf_counter()
    for file in files:
        hashlib.sha512(file.read_bytes()).hexdigest()
    hashing = time.perf_counter() - begun
    begun = time.perf_counter()
    with Worker.start() as worker:
        for file in files:
            worker.import_piece(file.read_bytes(), file.name)
    return {"hashing": hashing, "cleaning": time.perf_counter() - begun}


def reception(folder: Path) -> Figures:
    """Receive forty fiches of thirty dossiers: two versions of each member's."""
    many_sheets.prepare(folder, 30, MEMBERS, VERSIONS)
    desk = personal_desk(folder / "secretariat", use_keyring=False)
    with open_secretariat(desk, recovery_code=(folder / many_sheets.RECOVERY).read_text()) as session:
        files = sorted((folder / many_sheets.SHEETS).glob("*.fiche"))
        begun = time.perf_counter()
        outcomes = accept_sheets(session, files, no_progress)
        assert len(outcomes) == MEMBERS * VERSIONS
        assert not any(outcome.error for outcome in outcomes)
        return {"seconds": time.perf_counter() - begun}


@contextmanager
def children_measured() -> Iterator[list[float]]:
    """Give the most memory, in megabytes, that the child processes of this one take together."""
    most, is_over = [0.0], threading.Event()

    def watch() -> None:
        while not is_over.wait(0.05):
            most[0] = max(most[0], sum(_child_memory()))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    yield most
    is_over.set()
    watcher.join()


def _child_memory() -> Iterator[float]:
    for listed in Path("/proc/self/task").glob("*/children"):
        for child in listed.read_text().split():
            with suppress(OSError):
                lines = Path(f"/proc/{child}/status").read_text().splitlines()
                yield from (int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS"))


def main(dossiers: int, pieces: int, megabytes: float) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "depot").mkdir()
        write_deposit(folder / "depot", dossiers, pieces, megabytes)
        file = folder / "campagne.json"
        file.write_text(_campaign())
        created = new_campaign(personal_desk(folder / "secretariat", use_keyring=False), read_campaign(file))
        (folder / "secours.txt").write_text(created.recovery_code)
        created.session.close()
        (folder / "reception").mkdir()
        looked = measured("benchmarks.intake", "dry_run", folder)
        floor = measured("benchmarks.intake", "unavoidable", folder)
        brought = measured("benchmarks.intake", "whole_import", folder)
        received = measured("benchmarks.intake", "reception", folder / "reception")
    unspared = floor["hashing"] + floor["cleaning"]
    print(f"{dossiers} dossiers, {dossiers * pieces} pieces, {megabytes:.0f} MB")
    show(
        [
            Line("dry run", looked["seconds"], "s", most=DRY_RUN_S),
            Line(
                "import", brought["seconds"], "s", "hashing and cleaning", unspared, most_times=IMPORT_TIMES
            ),
            Line("the same deposit again", brought["again"], "s"),
            Line("memory, dry run", looked["memory"], "MB", most=MEMORY_MB),
            Line("memory, import", brought["memory"], "MB", most=MEMORY_MB),
            Line("memory of the reading process", max(looked["worker"], brought["worker"]), "MB"),
            Line(f"receiving {MEMBERS * VERSIONS} fiches", received["seconds"], "s", most=RECEPTION_S),
        ]
    )


def _campaign() -> str:
    return json.dumps(generated(1, 1, 1).campaign, ensure_ascii=False)


if __name__ == "__main__":
    measures = {"dry_run": dry_run, "whole_import": whole_import, "unavoidable": unavoidable}
    measures["reception"] = reception
    if len(sys.argv) == 3 and sys.argv[1] in measures:
        answer(measures[sys.argv[1]], Path(sys.argv[2]))
    else:
        asked = [float(number) for number in sys.argv[1:]]
        sizes = [*asked, *(300, 8, 3_000)[len(asked) :]]
        main(int(sizes[0]), int(sizes[1]), sizes[2])
