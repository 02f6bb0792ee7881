"""The words of the pieces of a dossier, read one piece after the other while the member reads.

What is read is searched at once, in the window: nothing is asked of a process any more. A dossier left is
forgotten; the last few are kept, for members go back and forth.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from commission_app.errors import AppError
from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.workflow.member.search import FoundPassage, PieceWords

Report = Callable[[int, int, str], None]
ReadWords = Callable[[DossierId, PiecePath, Report], PieceWords]
BEFORE_READING_MS: Final = 1200  # the page on screen comes first
MOST_DOSSIERS: Final = 3  # about 10 MB for 400 pages


class ReadingTask(Protocol):
    """The handle of a piece being read."""

    def cancel(self) -> None:
        """Stop at the next page."""


class QuietLane(Protocol):
    """Runs work that tells where it is, beside everything else."""

    def __call__(
        self,
        work: Callable[[Report], PieceWords],
        done: Callable[[PieceWords], None],
        failed: Callable[[Exception], None],
    ) -> ReadingTask:
        """Run the work."""


class DossierWords(QObject):
    """`changed` tells that one more piece can be searched, or that none is left to read."""

    changed = Signal()

    def __init__(self, read: ReadWords, run: QuietLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._run = run
        self._known: OrderedDict[DossierId, dict[PiecePath, PieceWords | None]] = OrderedDict()
        self._dossier: DossierId | None = None
        self._pieces: tuple[PiecePath, ...] = ()
        self._task: ReadingTask | None = None
        self._begin = QTimer(self, singleShot=True, interval=BEFORE_READING_MS)
        self._begin.timeout.connect(self._read_next)

    @property
    def waiting(self) -> int:
        """Number of pieces that are still to be read."""
        return sum(piece not in self._words for piece in self._pieces)

    @property
    def unread(self) -> tuple[PiecePath, ...]:
        """The pieces that could not be read."""
        return tuple(piece for piece in self._pieces if self._words.get(piece, ()) is None)

    @property
    def wordless(self) -> tuple[PiecePath, ...]:
        """The pieces that have no text, as scans have none."""
        return tuple(piece for piece in self._pieces if (words := self._words.get(piece)) and words.is_empty)

    def show_dossier(self, dossier: DossierId, pieces: Sequence[PiecePath]) -> None:
        """Read the pieces of a dossier, in a moment."""
        self.interrupt()
        self._dossier, self._pieces = dossier, tuple(pieces)
        self._known.setdefault(dossier, {})
        self._known.move_to_end(dossier)
        while len(self._known) > MOST_DOSSIERS:
            self._known.popitem(last=False)
        self._begin.start()
        self.changed.emit()

    def hurry(self) -> None:
        """Read at once: somebody is searching."""
        if self._begin.isActive():
            self._begin.stop()
            self._read_next()

    def read_again(self, piece: PiecePath) -> None:
        """Read a piece that could not be: its password is known now."""
        if self._words.get(piece, ()) is None:
            del self._words[piece]
            self._read_next()

    def interrupt(self) -> None:
        """Stop reading; what was read stays."""
        self._begin.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def find(self, query: str) -> tuple[FoundPassage, ...]:
        """Return where words stand, in the order of the pieces."""
        found: list[FoundPassage] = []
        for piece in self._pieces:
            words = self._words.get(piece)
            found += words.find(query) if words is not None else ()
        return tuple(found)

    def around(self, passage: FoundPassage) -> tuple[str, str, str]:
        """Return what is written before a place that was found, there, and after."""
        words = self._words.get(passage.piece)
        return words.around(passage) if words is not None else ("", "", "")

    @property
    def _words(self) -> dict[PiecePath, PieceWords | None]:
        return self._known.get(self._dossier, {}) if self._dossier else {}

    def _read_next(self) -> None:
        piece = next((piece for piece in self._pieces if piece not in self._words), None)
        if piece is None or self._task is not None or self._dossier is None:
            return
        dossier = self._dossier
        self._task = self._run(
            lambda report: self._read(dossier, piece, report),
            lambda words: self._on_read(dossier, piece, words),
            lambda error: self._on_not_read(dossier, piece, error),
        )

    def _on_not_read(self, dossier: DossierId, piece: PiecePath, error: Exception) -> None:
        if not isinstance(error, AppError):
            raise error
        self._on_read(dossier, piece, None)

    def _on_read(self, dossier: DossierId, piece: PiecePath, words: PieceWords | None) -> None:
        if dossier in self._known:
            self._known[dossier][piece] = words
        if dossier == self._dossier:
            self._task = None
            self.changed.emit()
            self._read_next()
