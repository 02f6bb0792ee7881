"""What is done at an open desk, each measure in a process of its own: run by `benchmarks.desk`."""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from benchmarks.figures import Figures, Measure, answer
from benchmarks.lot import first_page
from commission_app.reader.client import Worker

if TYPE_CHECKING:
    from benchmarks.loop_gaps import Probe
    from commission_app.ui.first_use.start_window import StartWindow
    from commission_app.ui.member.desk import MemberWindow
    from commission_app.ui.shell import Shell
    from commission_app.ui.start import Opening

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
WIDTH_PX = 1240  # an A4 page at 150 dots an inch
SCAN_PX = (2480, 3508)  # an A4 page at 300 dots an inch
TURNED = 40
SEARCHED_PAGES = 400
QUERIES = ("coeur", "égalité", "page 399", "accueil", "commission")
STEPS = 240  # of work: an hour of it, at one each quarter of a minute, without the waiting


def pages(folder: Path) -> Figures:
    """Turn pages of text, then of a scan, through the reading process."""
    from benchmarks.reader import typed

    del folder
    return {"text_ms": _turned(typed(TURNED)), "scan_ms": _turned(_scan(12))}


def search(folder: Path) -> Figures:
    """Search a long piece: the first time, which indexes it, then again."""
    from benchmarks.reader import typed

    del folder
    with Worker.start() as worker:
        worker.open(typed(SEARCHED_PAGES))
        first = _milliseconds(lambda: worker.search("premier"))
        again = [_milliseconds(partial(worker.search, query)) for query in QUERIES]
    return {"index_ms": first, "indexed_ms": max(again)}


def gaps(folder: Path) -> Figures:
    """Open the desk of the lot in the real window, work an hour of it, and time the turns of the loop."""
    from benchmarks.loop_gaps import Probe, both_processes_mb, work_at
    from commission_app.ui.first_use.start_window import StartWindow
    from commission_app.ui.start import Opening
    from commission_app.workflow.desk import personal_desk

    desk = personal_desk(folder / "m20", use_keyring=False)
    code = (folder / "code.txt").read_text()
    probe, found = Probe("opening"), Figures()

    def begin(shell: "Shell") -> "tuple[StartWindow, Iterator[None]]":
        start = StartWindow(shell)
        opening = Opening(start, shell, desk.folder, None, use_keyring=False)
        return start, steps(_hour(opening, code, probe))

    def steps(hour: Iterator[None]) -> Iterator[None]:
        yield from hour
        found["both_mb"] = both_processes_mb(os.getpid())

    return work_at(desk, begin, probe) | found


def _hour(opening: "Opening", code: str, probe: "Probe") -> Iterator[None]:
    """Open the desk, go through the dossiers, mark, remark, scroll, and look at the other pages."""
    opening.begin(code)
    while opening.desk_window is None:
        yield
    window = cast("MemberWindow", opening.desk_window)  # not imported here: the lane does it, and is measured
    probe.phase = "work"
    window.show_pages()
    page = window.marking
    for step in range(STEPS):
        match step % 12:
            case 0:
                next(action for action in page.actions() if action.objectName() == "next_dossier").trigger()
            case 4 | 8:
                page.grid.step(1)
            case 10:
                page.reading.reader.view.scroll_page(forward=True)
            case 11 if step % 5 == 0:
                window.open_tab(step // 12 % 3)
            case 1:
                window.open_page(page)
            case _:
                criterion = page.grid.criterion
                window.editor.type_remark(page.dossier, criterion, f"Remarque {step}, {'très ' * 20}")
                window.editor.put_mark(page.dossier, criterion, step % 6)
        yield


def _turned(data: bytes) -> float:
    """Return the 95th percentile of turning each page of a document, in milliseconds."""
    with Worker.start() as worker:
        count = len(worker.open(data).pages)
        times = [_milliseconds(partial(worker.page_image, page, WIDTH_PX)) for page in range(1, count + 1)]
    return statistics.quantiles(times, n=20)[18]


def _scan(count: int) -> bytes:
    """Draw pages scanned at 300 dots an inch, as scanners pack them."""
    import io

    from PIL import Image, ImageDraw

    scans = []
    for page in range(count):
        scan = Image.new("RGB", SCAN_PX, "white")
        draw = ImageDraw.Draw(scan)
        for line in range(120, SCAN_PX[1] - 120, 60):
            draw.text((180, line), f"Page {page + 1}, ligne {line}. " * 9, fill="black", font_size=32)
        scans.append(scan)
    target = io.BytesIO()
    scans[0].save(target, "PDF", resolution=300, save_all=True, append_images=scans[1:])
    return target.getvalue()


def _milliseconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1e3


def _first_page(folder: Path) -> Figures:
    first_page(folder)  # warms the page cache
    return first_page(folder)


MEASURES: dict[str, Measure] = {"first_page": _first_page, "pages": pages, "search": search, "gaps": gaps}

if __name__ == "__main__":
    answer(MEASURES[sys.argv[1]], Path(sys.argv[2]))
