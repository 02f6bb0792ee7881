"""The application's side of the reading process: start it, ask, wait no longer than the deadline, end it.

One `Worker` reads one document at a time. Whatever the document does to the process, the application gets an
answer or an AppError: PIE-02 when the process died, PIE-03 when it was ended at its deadline. A worker that
died stays dead; start another.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeVar

import msgspec

from commission_app.errors import AppError
from commission_app.reader import frames, wire
from commission_app.reader.deadline import Deadline
from commission_app.reader.values import Box, DocumentView, Hit, PageText
from commission_app.scoring.sheet import Rect

CLICK_REACH_PT = 4.0  # how far from a character a click still means it
READING_SECONDS = 10.0  # for one page, or one search (PDF.md §2)
IMPORT_SECONDS = 30.0  # for one piece: the slowest of 2,258 foreign files took 2.1 s

T = TypeVar("T")
Sheets = tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
LOST = ("PIE-02", "PIE-03")  # the process ended, by itself or at its deadline


@dataclass(frozen=True)
class PageImage:
    """One page drawn on white: `height` lines of `stride` bytes, four bytes a point, the fourth unused."""

    width: int
    height: int
    stride: int
    pixels: bytes
    format: Literal["BGRx"] = "BGRx"


@dataclass(frozen=True)
class Link:
    """A place on a page that leads to another page."""

    rect: Rect
    page: int
    words: str  # what is written there, empty on a picture


@dataclass(frozen=True)
class ImportedPiece:
    """The viewing copy of a piece, always a PDF, and what happened to it on the way."""

    copy: bytes
    kind: Literal["pdf", "image"]  # of what was received
    pages: int
    text: Literal["native", "none"]
    removed: tuple[str, ...]  # in French: « fichiers joints », « programmes »…
    kept_original: bool  # cleaning would have changed what is seen: the copy is what was received


class Worker:
    """A running child process. Use it as a context manager, or close it."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.reading_seconds, self.import_seconds = READING_SECONDS, IMPORT_SECONDS
        self._process = process
        self._turn = threading.Lock()
        self._deadline = Deadline(self._end)

    @classmethod
    def start(cls, command: Sequence[str] | None = None) -> Self:
        """Start a child process. Raises PIE-02 when the system does not let it start."""
        try:
            process = subprocess.Popen(
                command or own_command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what a parser complains about may quote the piece
                env=os.environ | {"PYTHONPATH": _python_path()},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise AppError("PIE-02") from error
        return cls(process)

    def close(self) -> None:
        """End the child process at once: it holds nothing to save. A request under way gets PIE-02."""
        self._end()
        self._deadline.close()
        with self._turn:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()

    def interrupt(self) -> None:
        """End the child process without waiting, from any thread: a request under way gets PIE-02."""
        self._process.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_alive(self) -> bool:
        """True while the child process runs."""
        return self._process.poll() is None

    # -------------------------------------------------------------------------------------- documents

    def open(self, document: bytes, password: str | None = None) -> DocumentView:
        """Open a PDF, in the place of the one before. Raises PIE-01 (unreadable), PIE-04 (password)."""
        return self._ask(wire.OpenDocument(password), DocumentView, document)[0]

    def page_image(self, page: int, width_px: int, rotation: Literal[0, 90, 180, 270] = 0) -> PageImage:
        """Draw a page `width_px` wide, turned clockwise. Smaller than asked beyond 3,000 points a side."""
        request = wire.RenderPage(page, max(1, width_px), rotation)
        picture, pixels = self._ask(request, wire.Picture)
        if len(pixels) != picture.stride * picture.height or picture.stride < 4 * picture.width:
            self._end()
            raise AppError("PIE-02")
        return PageImage(picture.width, picture.height, picture.stride, pixels)

    def page_text(self, page: int) -> PageText:
        """Return the text of a page, as far as the document carries one."""
        return PageText(self._ask(wire.ReadText(page), str)[0])

    def character_at(
        self, page: int, x_pt: float, y_pt: float, reach_pt: float = CLICK_REACH_PT
    ) -> int | None:
        """Return the index of the character nearest to a point of the page, None when none is in reach."""
        return self._ask(wire.FindCharacter(page, x_pt, y_pt, reach_pt), wire.Pointed)[0].character

    def range_rects(self, page: int, start: int, count: int) -> tuple[Rect, ...]:
        """Return the rectangles of a run of characters, one for each line."""
        boxes = self._ask(wire.MeasureRange(page, start, count), list[Box])[0]
        return tuple(Rect(*box) for box in boxes)

    def search(self, query: str) -> tuple[Hit, ...]:
        """Find words in the whole document, whatever their accents, case, apostrophes and spaces."""
        return self._ask(wire.SearchText(query), tuple[Hit, ...])[0]

    def links(self, page: int) -> tuple[Link, ...]:
        """Return the links of a page that lead to a page of the same document."""
        found = self._ask(wire.ListLinks(page), list[tuple[Box, int, str]])[0]
        return tuple(Link(Rect(*box), target, words) for box, target, words in found)

    # ----------------------------------------------------------------------------------------- import

    def import_piece(self, data: bytes, name: str) -> ImportedPiece:
        """Make the viewing copy of a PDF, a PNG or a JPEG, told by content.

        Raises PIE-05 (another kind of file) or PIE-06 (password, damage, size).
        """
        imported, copy = self._ask(wire.ImportPiece(name), wire.Imported, data, self.import_seconds)
        return ImportedPiece(
            copy, imported.kind, imported.pages, imported.text, imported.removed, imported.kept_original
        )

    def read_sheets(self, data: bytes, name: str) -> Sheets:
        """Read a CSV, XLSX or ODS table as named sheets of texts.

        IDX-01 when it cannot be read, IDX-29 and IDX-30 when formulas or merged cells make it doubtful.
        """
        try:
            return self._ask(wire.ReadSheets(name), Sheets, data, self.import_seconds)[0]
        except AppError as error:
            if error.code in LOST:
                raise AppError("IDX-01", file=name) from error
            raise

    def contents(self, path: Path, kind: type[T]) -> T:
        """Say what a ZIP or an e-mail holds, as `kind`, which this layer has no need to know. IDX-20."""
        try:
            return self._ask(wire.ListContents(str(path)), kind, seconds=self.import_seconds)[0]
        except AppError as error:
            if error.code in LOST:
                raise AppError("IDX-20", file=path.name) from error
            raise

    def contained(self, path: Path, number: int) -> bytes:
        """Return the bytes of one file of a ZIP or of an e-mail. IDX-20 when they are damaged."""
        request = wire.ReadContained(str(path), number)
        return self._ask(request, type(None), seconds=self.import_seconds)[1]

    def examine(self, path: Path, number: int | None, name: str, kind: type[T], *, with_md5: bool) -> T:
        """Look quickly at a file of the disk or of a container, as `kind`. IDX-20 when it cannot be read."""
        request = wire.ExamineFile(str(path), number, name, with_md5)
        return self._ask(request, kind, seconds=self.import_seconds)[0]

    def add_text(self, copy: bytes, layers: Sequence[bytes]) -> bytes:
        """Lay over the first pages of a copy the texts recognised on them, one PDF each. PIE-06."""
        request = wire.AddText([len(copy), *map(len, layers)])
        return self._ask(request, type(None), b"".join((copy, *layers)), self.import_seconds)[1]

    # ------------------------------------------------------------------------------------------- pipe

    def _ask(
        self, request: wire.Request, expected: type[T], payload: bytes = b"", seconds: float | None = None
    ) -> tuple[T, bytes]:
        """Send a request and wait for its answer. A child that answers nonsense is ended like a late one."""
        frame = self._exchange(msgspec.json.encode(request), payload, seconds or self.reading_seconds)
        try:
            answer = msgspec.json.decode(frame.header, type=wire.Answer)
            if answer.refusal is None:
                return msgspec.json.decode(answer.content, type=expected), frame.payload
        except msgspec.MsgspecError as error:
            self._end()
            raise AppError("PIE-02") from error
        raise AppError(answer.refusal.code, **answer.refusal.facts)

    def _exchange(self, header: bytes, payload: bytes, seconds: float) -> frames.Frame:
        with self._turn:
            is_first_to_know = not self._deadline.is_past
            try:
                with self._deadline.within(seconds):
                    frame = self._send_and_receive(header, payload)
            except BaseException:  # an interrupted exchange leaves half a frame in the pipe
                self._end()
                raise
            if frame is None:
                self._end()
                raise AppError("PIE-03" if is_first_to_know and self._deadline.is_past else "PIE-02")
            return frame

    def _send_and_receive(self, header: bytes, payload: bytes) -> frames.Frame | None:
        """Return the answer, None when the child died before giving it whole."""
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            return None
        try:
            frames.write(requests, header, payload)
            return frames.read(answers)
        except (OSError, ValueError, frames.FrameError):  # ValueError: the pipe was closed
            return None

    def _end(self) -> None:
        """End the child process now."""
        self._process.kill()
        self._process.wait()


def _python_path() -> str:
    """Let the child find this package wherever the application was started from."""
    inherited = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(filter(None, (str(Path(__file__).resolve().parents[2]), inherited)))


def own_command() -> tuple[str, ...]:
    """Return the command that starts this same application as a reading process."""
    if getattr(sys, "frozen", False):
        # Beside the program without a console stands the one that has standard input and output everywhere.
        program = Path(sys.executable)
        return (str(program.with_name(f"commission-app{program.suffix}")), "worker")
    # -P: a file named like a module, in the folder of received pieces, must not be imported in its place.
    return (sys.executable, "-P", "-m", "commission_app", "worker")
