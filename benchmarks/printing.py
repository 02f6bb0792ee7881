"""Pages per second of tagged, archivable PDF, whole documents from values to bytes.

Run: `python -m benchmarks.printing`. The first line is the document of PDF.md §8 (300 dossiers: a title, two
paragraphs, a table of six rows with bars, for each), to compare with what was measured there; the others are
the documents of a campaign. Expected: 100 pages a second or more on the first line, on an idle core. The
second figure of a line is processor time, which a busy machine changes less.
"""

import io
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pikepdf

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from commission_app.printing.drawings import bar  # noqa: E402 - the checkout must be found first
from commission_app.printing.letters_pdf import letter_pdf  # noqa: E402 - same
from commission_app.printing.paper import Document, PageFrame  # noqa: E402 - same
from commission_app.printing.ranking_pdf import ranking_pdf  # noqa: E402 - same
from commission_app.printing.sheet_pdf import SheetPrint, sheet_pdf  # noqa: E402 - same
from commission_app.printing.styles import ACCENT, NUMBER, TABLE_STRONG  # noqa: E402 - same
from commission_app.printing.synthesis_pdf import synthesis_pdf  # noqa: E402 - same
from commission_app.printing.tables import Column, Row, Table  # noqa: E402 - same
from tests.printing import samples  # noqa: E402 - same

DOSSIERS, RUNS = 300, 3
COLUMNS = (
    Column("Section", 220, TABLE_STRONG, names_row=True),
    Column("Points", 60, NUMBER),
    Column("", 120),
    Column("Remarque", 83),
)


def dossiers() -> bytes:
    """Print a title, two paragraphs and a table with bars for each dossier."""
    date = datetime(2021, 6, 10, 17, 42, tzinfo=UTC)
    document = Document(PageFrame("Commission", "Campagne", "Fiches", date, digest="ab" * 64))
    document.heading(1, "Fiches par dossier")
    for number in range(DOSSIERS):
        document.heading(2, f"Commune de Belleval {number}")
        document.paragraph(
            said(number, "Un multi-accueil itinérant de douze places dessert quatre communes : " * 4)
        )
        document.paragraph(
            said(number, "Le diagnostic est partagé avec la CAF, la PMI et les centres sociaux. " * 3)
        )
        rows = [
            Row(
                [
                    f"Section {index}",
                    f"{index * 3},0",
                    bar(Fraction(index), Fraction(6), ACCENT, leading=11),
                    "—",
                ]
            )
            for index in range(6)
        ]
        document.add(Table(COLUMNS, rows))
    return document.render()


def said(number: int, words: str) -> str:
    """Return words in an order of their own for each number, as no two people write the same text."""
    shuffled = words.split()
    random.Random(number).shuffle(shuffled)  # noqa: S311 - an invented text, the same at each run
    return " ".join(shuffled)


def fiche(count: int) -> SheetPrint:
    """Return the fiche of a member in which no two remarks are alike."""
    values, number = samples.sheet(count), 0
    sheet = values.sheet
    for dossier, reading in values.sheet.readings.items():
        entries = dict(reading.entries)
        for criterion, entry in reading.entries.items():
            number += 1
            entries[criterion] = replace(entry, remark=said(number, entry.remark))
        sheet = sheet.with_reading(dossier, replace(reading, entries=entries))
    return replace(values, sheet=sheet)


def measure(name: str, make: Callable[[], bytes]) -> None:
    """Print the best of a few runs."""
    best = processor = float("inf")
    for _ in range(RUNS):
        wall, cpu = time.perf_counter(), time.process_time()
        pdf = make()
        best = min(best, time.perf_counter() - wall)
        processor = min(processor, time.process_time() - cpu)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        pages = len(file.pages)
    print(
        f"{name:<34} {pages:>4} pages {best:>7.3f} s {pages / best:>5.0f} pages/s"
        f"   (processor {processor:>6.3f} s, {pages / processor:>4.0f} pages/s) {len(pdf) / 1000:>6.0f} KB"
    )


def main() -> None:
    """Measure every kind of document."""
    sheet, ranking = fiche(30), samples.ranking(DOSSIERS, 5)
    crowd, synthesis, letter = samples.ranking(DOSSIERS, 20), samples.synthesis(DOSSIERS), samples.letter()
    letter_pdf(letter)  # loads the fonts once
    measure("300 dossiers as in PDF.md", dossiers)
    measure("letter of a member", lambda: letter_pdf(letter))
    measure("fiche of 30 dossiers, 22 criteria", lambda: sheet_pdf(sheet))
    measure("ranking of 300, 5 members", lambda: ranking_pdf(ranking))
    measure("ranking of 300, 20 members", lambda: ranking_pdf(crowd))
    measure("synthesis of 300", lambda: synthesis_pdf(synthesis))


if __name__ == "__main__":
    main()
