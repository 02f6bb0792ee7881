"""From a piece to its first page shown: a cold reading process, its next pages, beside PDFium in process.

    python -m benchmarks.reader [FILE.pdf]

Without a file, a text of 200 pages is typed. Both sides draw the same pages at the same width in one run, so
that the ratio is fair.
"""

import argparse
import io
from collections.abc import Callable, Sequence
from functools import partial
from math import ceil
from pathlib import Path
from statistics import median
from time import perf_counter

from reportlab.pdfgen.canvas import Canvas

from commission_app.reader.client import Worker
from commission_app.reader.engine import Document
from commission_app.reader.text_index import TextIndex
from commission_app.scoring.ids import PiecePath
from commission_app.workflow.member.search import PieceWords

WIDTH_PX = 1_240  # an A4 at 150 dots an inch
PAGES = 200
DOSSIER_PAGES = 400
COLD_RUNS = 15
NEXT_PAGES = 40
LINE = "La commission apprécie l’accueil au cœur du projet, l’égalité des chances et l’aller-vers."


def typed(pages: int) -> bytes:
    """Type a document of 55 lines a page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 9)
        text = canvas.beginText(60, 790)
        text.textLines([f"Page {page}, ligne {line} : {LINE}" for line in range(1, 56)])
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def milliseconds(action: Callable[[], object]) -> float:
    began = perf_counter()
    action()
    return (perf_counter() - began) * 1e3


def repeated(times: int, action: Callable[[], object]) -> list[float]:
    return [milliseconds(action) for _ in range(times)]


def first_page(data: bytes) -> None:
    """Start a process, open the piece, draw its first page."""
    with Worker.start() as worker:
        worker.open(data)
        worker.page_image(1, WIDTH_PX)


def drawn_in_process(document: Document, page: int) -> bytes:
    return bytes(document.page(page).image(WIDTH_PX, 0).buffer)


def read_words(worker: Worker, pages: int) -> PieceWords:
    """Read the words of the open piece, page by page, as the background does."""
    read = (TextIndex(worker.page_text(page).text) for page in range(1, pages + 1))
    return PieceWords(PiecePath("d/0001/01.pdf"), tuple(read))


def find_everywhere(pieces: Sequence[PieceWords]) -> int:
    return sum(len(words.find("egalite des chances")) for words in pieces)


def show(what: str, times: list[float]) -> None:
    print(f"{what:44} p50 {median(times):7.1f} ms   max {max(times):7.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    file: Path | None = parser.parse_args().file
    data = file.read_bytes() if file else typed(PAGES)
    show("cold: start, open, first page, end", repeated(COLD_RUNS, partial(first_page, data)))
    with Worker.start() as worker:
        pages = range(2, min(NEXT_PAGES, len(worker.open(data).pages)) + 1)
        document = Document(data)
        theirs, ours = [], []
        for page in pages:
            theirs.append(milliseconds(partial(drawn_in_process, document, page)))
            ours.append(milliseconds(partial(worker.page_image, page, WIDTH_PX)))
        show("next page, through the process", ours)
        show("next page, PDFium in process", theirs)
        print(f"{'ratio of the medians':44} {median(ours) / median(theirs):11.2f}")
        show("first search of the whole piece", repeated(1, partial(worker.search, "coeur du projet")))
        show("second search", repeated(1, partial(worker.search, "egalite")))
        show("rectangles of 300 characters", repeated(40, partial(worker.range_rects, 2, 0, 300)))
        show("character under the pointer", repeated(40, partial(worker.character_at, 2, 200, 300)))
        count = len(worker.open(data).pages)
        show("words of the piece, read for the search", repeated(1, partial(read_words, worker, count)))
        pieces = [read_words(worker, count)] * ceil(DOSSIER_PAGES / count)
        show("search of a dossier of 400 pages", repeated(40, partial(find_everywhere, pieces)))
        show("import of the piece", repeated(3, partial(worker.import_piece, data, "a.pdf")))


if __name__ == "__main__":
    main()
