"""What is done at the secretariat's open desk before and in the meeting: run by `benchmarks.meeting`.

    python -m benchmarks.open_secretariat MEASURE FOLDER

FOLDER holds a desk, `secretariat`, and the code that opens it, `secours.txt`. Each measure has a process of
its own, so that nothing of one is warm in the next.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from benchmarks.figures import Figures, Measure, answer, memory

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QWidget

    from benchmarks.loop_gaps import Probe
    from commission_app.ui.secretariat.desk import SecretariatWindow
    from commission_app.ui.shell import Shell
    from commission_app.workflow.secretariat.session import SecretariatSession

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
MOVES = 12  # of a slider
NEXT = 20  # dossiers gone through
PAGE_PX = 1240  # an A4 page at 150 dots an inch
Work = Callable[["SecretariatWindow", "Probe", Figures], Iterator[None]]


def analysis(folder: Path) -> Figures:
    """Open « Analyse », wait for its ranking, then for all its figures, and move the weights."""
    return _at_the_desk(folder, _analysis)


def selection(folder: Path) -> Figures:
    """Open « Sélection », wait for its gaps, move its seats, and have a list proposed."""
    return _at_the_desk(folder, _selection)


def next_dossier(folder: Path) -> Figures:
    """Go from dossier to dossier in the meeting, with the page that a mark rests on in a cold process."""
    from commission_app.workflow.meeting.evidence import open_kept_piece
    from commission_app.workflow.meeting.page import meeting_view
    from commission_app.workflow.meeting.sitting import Sitting

    with _session(folder) as session:
        sitting = Sitting(session)
        times: dict[str, list[float]] = {"view_ms": [], "page_ms": [], "both_ms": []}
        for dossier in [row.dossier for row in sitting.ranking][:NEXT]:
            view = _milliseconds(partial(meeting_view, sitting, dossier))
            begun = time.perf_counter()
            piece = open_kept_piece(session, dossier, session.dossier(dossier).pieces[0].path)
            try:
                piece.page_image(1, PAGE_PX)
                page = (time.perf_counter() - begun) * 1e3
            finally:
                piece.close()
            for name, found in (("view_ms", view), ("page_ms", page), ("both_ms", view + page)):
                times[name].append(found)
    return {name: statistics.median(found) for name, found in times.items()}


def documents(folder: Path) -> Figures:
    """Print 300 dossiers: a member's fiche, a page for each, the ranking, the synthesis, the letters."""
    import pikepdf

    from benchmarks.printing import dossiers, fiche
    from commission_app.printing.letters_pdf import letter_pdf
    from commission_app.printing.ranking_pdf import ranking_pdf
    from commission_app.printing.sheet_pdf import sheet_pdf
    from commission_app.printing.synthesis_pdf import synthesis_pdf
    from tests.printing import samples

    target = folder / "documents"
    target.mkdir()
    letter = samples.letter()
    letter_pdf(letter)  # loads the fonts once
    makers: list[Callable[[], bytes]] = [
        partial(sheet_pdf, fiche(300)),
        dossiers,
        partial(ranking_pdf, samples.ranking(300, 20)),
        partial(synthesis_pdf, samples.synthesis(300)),
        *[partial(letter_pdf, letter)] * 20,
    ]
    begun, processor = time.perf_counter(), time.process_time()
    for number, make in enumerate(makers):
        (target / f"{number}.pdf").write_bytes(make())
    seconds, processor = time.perf_counter() - begun, time.process_time() - processor
    highest, pages = memory("VmHWM"), 0
    for file in target.iterdir():
        with pikepdf.open(file) as pdf:
            pages += len(pdf.pages)
        file.unlink()
    target.rmdir()
    return {"seconds": seconds, "processor": processor, "pages": pages, "printing_mb": highest}


def archive(folder: Path) -> Figures:
    """Write the archive of the meeting, and verify it."""
    from commission_app.workflow.deliberation.archive import verify_archive, write_session_archive

    target = folder / "archive.zip"
    with _session(folder) as session:
        written = _milliseconds(partial(write_session_archive, session, target))
    try:
        return {
            "written_s": written / 1e3,
            "verified_s": _milliseconds(partial(verify_archive, target)) / 1e3,
        }
    finally:
        target.unlink()


def _session(folder: Path) -> "SecretariatSession":
    from commission_app.workflow.desk import personal_desk
    from commission_app.workflow.secretariat.session import open_secretariat

    desk = personal_desk(folder / "secretariat", use_keyring=False)
    return open_secretariat(desk, None, (folder / "secours.txt").read_text())


def _analysis(window: "SecretariatWindow", probe: "Probe", found: Figures) -> Iterator[None]:
    from commission_app.ui.secretariat.analysis.analysis_window import AnalysisWindow

    page = window.consolidation
    begun = time.perf_counter()
    probe.phase = "opening"
    page.show_analysis()
    beside = page.findChild(AnalysisWindow)
    assert beside is not None
    arrived: list[float] = []
    beside.reading.begun.connect(lambda _: found.update(usable_s=time.perf_counter() - begun))
    beside.reading.arrived.connect(lambda _: arrived.append(time.perf_counter() - begun))
    while len(arrived) < 2:  # the figures, then the exact bounds around the line
        yield
    found |= {"figures_s": arrived[0], "refined_s": arrived[1]}
    probe.phase = "reading"
    for tab in (1, 2):
        beside.tabs.setCurrentIndex(tab)
        yield
    probe.phase = "weights"
    slider = next(iter(beside.weights.sliders.values())).track
    moved = []
    for place in range(1, MOVES):
        moved.append(_milliseconds(partial(_move, slider.setValue, place, beside)))
        yield
    found["move_ms"] = max(moved)


def _selection(window: "SecretariatWindow", probe: "Probe", found: Figures) -> Iterator[None]:
    from commission_app.ui.secretariat.portfolio.portfolio_window import PortfolioWindow
    from commission_app.ui.widgets.labels import Label

    page = window.consolidation
    begun = time.perf_counter()
    probe.phase = "opening"
    page.show_portfolio()
    beside = page.findChild(PortfolioWindow)
    assert beside is not None
    while beside.page.asked.seats is None:
        yield
    found["usable_s"] = time.perf_counter() - begun
    while not any(label.plain_text() for label in beside.page._gaps.findChildren(Label)):  # noqa: SLF001 - a benchmark looks inside
        yield
    found["gaps_s"] = time.perf_counter() - begun
    probe.phase = "seats"
    seats = beside.page.asked.seats
    for place in range(1, MOVES):
        seats.setValue(place)
        for _ in range(3):
            yield
    probe.phase = "proposal"
    begun = time.perf_counter()
    beside.page.propose.click()
    while len(beside.page._proposal.findChildren(Label)) < 2:  # noqa: SLF001 - « Recherche en cours… » is one
        yield
    found["proposal_s"] = time.perf_counter() - begun


def _at_the_desk(folder: Path, work: Work) -> Figures:
    """Open the desk as its owner does, go to « Consolidation » and do the work there."""
    from benchmarks.loop_gaps import Probe, work_at
    from commission_app.ui.first_use.start_window import StartWindow
    from commission_app.ui.start import Opening
    from commission_app.workflow.desk import personal_desk

    desk = personal_desk(folder / "secretariat", use_keyring=False)
    code = (folder / "secours.txt").read_text()
    probe, found = Probe("desk"), Figures()

    def begin(shell: "Shell") -> "tuple[QMainWindow, Iterator[None]]":
        start = StartWindow(shell)
        return start, steps(Opening(start, shell, desk.folder, None, use_keyring=False))

    def steps(opening: "Opening") -> Iterator[None]:
        opening.begin(code)
        while opening.desk_window is None:
            yield
        from commission_app.ui.secretariat.ranking_table import RankingTable  # not before: the lane does it

        window = cast("SecretariatWindow", opening.desk_window)
        probe.phase = "consolidation"
        window.open_page(window.consolidation)
        ranking = window.consolidation.findChild(RankingTable)
        assert ranking is not None
        while not ranking.model().rowCount():
            yield
        for _ in range(5):  # its painting is not the work's
            yield
        yield from work(window, probe, found)

    return work_at(desk, begin, probe) | found


def _move(change: Callable[[int], None], place: int, window: "QWidget") -> None:
    change(place)
    window.repaint()


def _milliseconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1e3


MEASURES: dict[str, Measure] = {
    measure.__name__: measure for measure in (analysis, selection, next_dossier, documents, archive)
}

if __name__ == "__main__":
    answer(MEASURES[sys.argv[1]], Path(sys.argv[2]))
