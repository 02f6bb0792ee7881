"""Open every PDF of a folder of foreign files in the member's own window; the good pieces must still show.

    python -m tests.soak.window_corpus FOLDER [--count N] [--seed N]

The files are sealed into a real lot as they are, without the cleaning of an import: members never meet so bad
a lot. Each is opened as its tab opens it; the window must show its first page or say why not, go on with its
event loop meanwhile, and show the good piece of the dossier afterwards: at once when the file did not show,
otherwise at the end of the dossier. Files come in an order drawn from the seed: a part of them is a sample.

One line a file is written as it goes: were the window to die, the file after the last line killed it. Its
figures, in milliseconds: until the page or the sentence, the longest turn of the event loop, the most that
the program computed in a turn (beyond it, the machine did other work), until the good piece.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from commission_app.reader.client import ImportedPiece, Worker
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.ui import app
from commission_app.ui.first_use.start_window import StartWindow
from commission_app.ui.member.desk import MemberWindow
from commission_app.ui.member.marking.marking_page import MarkingPage
from commission_app.ui.shell import Shell
from commission_app.ui.start import Opening
from commission_app.workflow.desk import personal_desk
from tests.workflow.campaigns import invented, lot_of, prepare

PIECES_A_DOSSIER = 8
TICK_MS = 2
MOST_BLOCKED_S = 0.1
PATIENCE_S = 30.0  # three times the deadline of a page


@dataclass(frozen=True)
class Opened:
    """What the window did with one file; times in seconds."""

    file: str
    outcome: str
    seconds: float  # until page 1, or the sentence that it cannot be read
    blocked: float  # the longest turn of the event loop
    busy: float  # the most that this program, all its threads, computed in one turn
    good_after: float  # until the good piece shows, 0 when it was not asked for


class Turns:
    """Measures the longest turn of the event loop since it was last asked."""

    def __init__(self) -> None:
        self._at, self._cpu = time.perf_counter(), time.process_time()
        self._longest = (0.0, 0.0)

    def turn(self) -> None:
        """Note that the loop came round."""
        at, cpu = time.perf_counter(), time.process_time()
        took = at - self._at, min(at - self._at, cpu - self._cpu)
        self._longest = max(self._longest[0], took[0]), max(self._longest[1], took[1])
        self._at, self._cpu = at, cpu

    def longest(self) -> tuple[float, float]:
        """Return the longest turn, the most that this program computed in one, and begin anew."""
        found, self._longest = self._longest, (0.0, 0.0)
        return found


class Reader:
    """Goes through the dossiers of the window, piece by piece."""

    def __init__(self, window: StartWindow, opening: Opening, code: str, names: Sequence[str]) -> None:
        self.opened: list[Opened] = []
        self._names = iter(names)
        self._opening = opening
        self._turns = Turns()
        self._steps = self._all_steps()
        self._timer = QTimer(window, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._step)
        QTimer.singleShot(0, lambda: opening.begin(code))
        self._timer.start()

    def _step(self) -> None:
        self._turns.turn()
        if next(self._steps, "over") == "over":
            self._timer.stop()
            QApplication.quit()

    def _all_steps(self) -> Iterator[None]:
        while not isinstance(self._opening.desk_window, MemberWindow):
            yield
        desk = self._opening.desk_window
        desk.show_pages()  # what comes before reading is not what is measured
        for reading in sorted(desk._bundle.dossiers, key=lambda reading: reading.dossier.id):
            good, *pieces = [piece.path for piece in reading.dossier.pieces]
            yield from self._go(desk.marking, reading.dossier.id, good)
            for piece, name in zip(pieces, islice(self._names, len(pieces)), strict=False):
                self._turns.longest()
                began = time.perf_counter()
                outcome = yield from self._go(desk.marking, reading.dossier.id, piece)
                seconds = time.perf_counter() - began
                after = 0.0
                if outcome != "shown" or piece == pieces[-1]:
                    began = time.perf_counter()
                    shown = yield from self._go(desk.marking, reading.dossier.id, good)
                    assert shown == "shown", f"{name}: then the good piece: {shown}"
                    after = time.perf_counter() - began
                assert desk.isVisible(), f"{name}: the window is gone"
                done = Opened(name, outcome, seconds, *self._turns.longest(), after)
                self.opened.append(done)
                _say(line_of(done))

    def _go(self, page: MarkingPage, dossier: DossierId, piece: PiecePath) -> Generator[None, None, str]:
        """Ask for a piece and wait for what the window makes of it."""
        if page.dossier != dossier:
            page.show_place(dossier)
        page.reading.open_piece(piece)
        end = time.perf_counter() + PATIENCE_S
        while not (outcome := outcome_of(page)) and time.perf_counter() < end:
            yield
        return outcome or "NOTHING SHOWN"


def outcome_of(page: MarkingPage) -> str:
    """Tell what the reading pane shows: a first page, a sentence, nothing yet."""
    reader = page.reading.reader
    shown = reader._stack.currentWidget()
    if shown is reader.password:
        return "asks for a password"
    if shown is reader._failure:
        return f"said: {reader._failure.what}"
    if 1 in reader.view._page_errors:
        return f"said on the page: {reader.view._page_errors[1].splitlines()[0]}"
    is_empty = reader.session.is_open and not reader.session.pages
    return "no page at all" if is_empty else "shown" if 1 in reader.session.texts else ""


def make_desk(folder: Path, files: Sequence[Path]) -> tuple[Path, str]:
    """Seal the files into a lot as they are, open it at a member's desk, and return the desk and its code."""
    scenario = invented(-(-len(files) // PIECES_A_DOSSIER), 2)
    contents: dict[str, bytes] = {}
    dossiers = []
    for place, dossier in enumerate(scenario.dossiers):
        pieces = [dossier.pieces[0]]
        for number, file in enumerate(files[PIECES_A_DOSSIER * place :][:PIECES_A_DOSSIER]):
            name = f"annexe_{PIECES_A_DOSSIER * place + number:05d}.pdf"
            contents[name] = file.read_bytes()
            pieces.append(replace(dossier.pieces[1], file=name))
        index = {**dossier.index, "pieces": [{"fichier": p.file, "nature": p.kind} for p in pieces]}
        dossiers.append(replace(dossier, index=index, pieces=tuple(pieces), facts=()))

    real = Worker.import_piece

    def import_as_it_is(worker: Worker, data: bytes, name: str) -> ImportedPiece:
        foreign = contents.get(Path(name).name)
        if foreign is None:
            return real(worker, data, name)
        return ImportedPiece(foreign, "pdf", 1, "native", (), kept_original=True)

    with patch.object(Worker, "import_piece", import_as_it_is):
        campaign = prepare(folder / "campagne", replace(scenario, dossiers=tuple(dossiers)))
    campaign.member("m01", lot_of(campaign.seal(), "m01")).close()
    code = next(letter.code for member, letter in campaign.letters.items() if member == "m01")
    return campaign.folder / "m01", code


def line_of(opened: Opened) -> str:
    """Write what happened to one file."""
    milliseconds = (opened.seconds, opened.blocked, opened.busy, opened.good_after)
    return "\t".join([*(f"{1e3 * value:.0f}" for value in milliseconds), opened.outcome, opened.file])


def report(opened: Sequence[Opened]) -> Iterator[str]:
    """Tell the outcomes, and how long the window did not answer."""
    for outcome, count in Counter(each.outcome for each in opened).most_common():
        yield f"{count:6} {outcome}"
    for name in ("seconds", "blocked", "busy", "good_after"):
        values = [1e3 * value for each in opened if (value := getattr(each, name))] or [0.0]
        p99 = statistics.quantiles(values, n=100)[98] if len(values) > 1 else values[0]
        yield f"{name:10} p50 {statistics.median(values):.0f} ms, p99 {p99:.0f} ms, max {max(values):.0f} ms"
    too_long = [each for each in opened if each.busy > MOST_BLOCKED_S]
    waited = sum(each.blocked > MOST_BLOCKED_S for each in opened)
    limit = f"{1e3 * MOST_BLOCKED_S:.0f} ms"
    yield f"{len(opened)} files; turns above {limit}: {waited}, computed by the program: {len(too_long)}"
    yield from map(line_of, too_long)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> int:
    """Read the folder of the command line; the exit code is 1 when a file blocked or silenced the window."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    choice = parser.parse_args()
    found = [file for file in sorted(choice.folder.rglob("*.pdf")) if file.stat().st_size]
    random.Random(choice.seed).shuffle(found)  # noqa: S311 - an order, not a secret
    files = found[: choice.count]
    readers: list[Reader] = []
    with tempfile.TemporaryDirectory(prefix="window-corpus-") as name:
        desk, code = make_desk(Path(name), files)

        def build(shell: Shell) -> StartWindow:
            window = StartWindow(shell)
            names = [str(file.relative_to(choice.folder)) for file in files]
            opening = Opening(window, shell, desk, None, use_keyring=False)
            readers.append(Reader(window, opening, code, names))
            return window

        app.run(desk, build, personal_desk(desk, use_keyring=False).now)
    opened = readers[0].opened
    _say("\n".join(report(opened)))
    failed = [each for each in opened if each.busy > MOST_BLOCKED_S or each.outcome == "NOTHING SHOWN"]
    return 1 if failed or len(opened) < len(files) else 0


if __name__ == "__main__":
    sys.exit(main())
