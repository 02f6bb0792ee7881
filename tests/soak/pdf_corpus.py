"""Read and import every PDF of a folder of foreign files, and count what happened to each.

    python -m tests.soak.pdf_corpus FOLDER

Good folders: the test files of pdf.js, PDFium, qpdf and veraPDF. No file stops the campaign: one that kills
or hangs the reading process is named, and the process is started again.
"""

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from commission_app.errors import AppError
from commission_app.reader.client import Worker

PAGES = 3
WIDTH_PX = 800
STOPPED = ("PIE-02", "PIE-03")

T = TypeVar("T")


@dataclass
class Campaign:
    """What one folder did to the reading process."""

    folder: Path
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    stopped: list[str] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=lambda: {"read": [], "import": []})

    def __post_init__(self) -> None:
        self._worker = Worker.start()

    def take(self, file: Path) -> None:
        """Read a file, import it, read its copy."""
        data = file.read_bytes()
        self._attempt("read", file, lambda worker: read_whole(worker, data))
        copy = self._attempt("import", file, lambda worker: self._imported(worker, data, file.name))
        if copy is not None:
            self._attempt("read the copy", file, lambda worker: read_whole(worker, copy))

    def close(self) -> None:
        self._worker.close()

    def _imported(self, worker: Worker, data: bytes, name: str) -> bytes:
        piece = worker.import_piece(data, name)
        self.removed.update(piece.removed)
        self.outcomes["import", "original kept"] += piece.kept_original
        return piece.copy

    def _attempt(self, step: str, file: Path, action: Callable[[Worker], T]) -> T | None:
        began = time.perf_counter()
        try:
            result = action(self._worker)
        except AppError as error:
            reason = str(error.facts.get("reason", ""))
            self.outcomes[step, f"{error.code} {reason}".strip()] += 1
            if error.code in STOPPED:
                self.stopped.append(f"{error.code} {step}: {file.relative_to(self.folder)}")
            if not self._worker.is_alive:
                self._worker.close()
                self._worker = Worker.start()
            return None
        self.outcomes[step, "done"] += 1
        self.seconds.setdefault(step, []).append(time.perf_counter() - began)
        return result


def read_whole(worker: Worker, data: bytes) -> None:
    """Ask what a member's reading asks: some pages, their text, links, a passage, a search."""
    view = worker.open(data)
    for page in range(1, min(PAGES, len(view.pages)) + 1):
        try:
            worker.page_image(page, WIDTH_PX)
            text = worker.page_text(page).text
            worker.range_rects(page, 0, len(text))
            worker.links(page)
        except AppError as error:
            if error.code in STOPPED:
                raise
    worker.search("the")


def report(campaign: Campaign) -> Iterator[str]:
    """Tell the outcomes, the times, and the files that stopped the process."""
    for (step, outcome), count in sorted(campaign.outcomes.items()):
        yield f"{step:14} {count:6} {outcome}"
    for word, count in campaign.removed.most_common():
        yield f"removed        {count:6} {word}"
    for step, seconds in campaign.seconds.items():
        if len(seconds) > 1:
            p99 = statistics.quantiles(seconds, n=100)[98]
            yield (
                f"{step:14} p50 {statistics.median(seconds) * 1e3:.0f} ms, p99 {p99 * 1e3:.0f} ms, "
                f"max {max(seconds):.1f} s"
            )
    yield from campaign.stopped


def main() -> int:
    """Run the campaign; the exit code is 1 when a file stopped the process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    campaign = Campaign(folder)
    for file in sorted(folder.rglob("*.pdf")):
        campaign.take(file)
    campaign.close()
    sys.stdout.write("\n".join(report(campaign)) + "\n")
    return 1 if campaign.stopped else 0


if __name__ == "__main__":
    sys.exit(main())
