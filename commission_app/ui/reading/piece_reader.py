"""What the reading pane needs of an opened piece: a port, answered by the worker process or by a test.

Every method blocks and is called on the PDF lane only. Pages count from 1; coordinates are those of
`scoring.sheet.Rect`: from the top left of the page as displayed, here in points.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from commission_app.scoring.ids import DossierId, PiecePath
from commission_app.scoring.sheet import Evidence, Rect

if TYPE_CHECKING:  # heavy: not before the first image
    from commission_app.workflow.open_piece import FoundEvidence


class PageSize(Protocol):
    """The size of a page as displayed, in points."""

    @property
    def width_pt(self) -> float:
        """Width in points."""

    @property
    def height_pt(self) -> float:
        """Height in points."""


class PageImage(Protocol):
    """A page painted by the worker, four bytes a pixel: blue, green, red, unused."""

    @property
    def width(self) -> int:
        """Width in pixels."""

    @property
    def height(self) -> int:
        """Height in pixels."""

    @property
    def stride(self) -> int:
        """Bytes from one line to the next."""

    @property
    def pixels(self) -> bytes:
        """The lines, top first."""


class Hit(Protocol):
    """One place where a searched text stands."""

    @property
    def page(self) -> int:
        """Page, from 1."""

    @property
    def start(self) -> int:
        """Index of the first character in the text of the page."""

    @property
    def count(self) -> int:
        """Number of characters."""


class Link(Protocol):
    """A place on a page that leads to another page."""

    @property
    def rect(self) -> Rect:
        """Where it is."""

    @property
    def page(self) -> int:
        """Where it leads, from 1."""

    @property
    def words(self) -> str:
        """What is written there, empty on a picture."""


class OutlineItem(Protocol):
    """One line of the table of contents that a piece carries."""

    @property
    def title(self) -> str:
        """Its words."""

    @property
    def level(self) -> int:
        """0 for a chapter."""

    @property
    def page(self) -> int | None:
        """Where it leads, from 1; None when nowhere."""


class Document(Protocol):
    """What is known of a piece once it is opened."""

    @property
    def pages(self) -> Sequence[PageSize]:
        """The pages in order."""

    @property
    def outline(self) -> Sequence[OutlineItem]:
        """The table of contents, often empty."""

    @property
    def text_pt(self) -> float:
        """The usual size of the letters in points, 0 for a scanned piece."""


class PageText(Protocol):
    """The text of a page, empty for a scanned one."""

    @property
    def text(self) -> str:
        """The characters, in the order in which the other answers count them."""


class PieceReader(Protocol):
    """One opened piece. Every method may raise AppError: the piece is damaged, or too heavy."""

    @property
    def document(self) -> Document:
        """The pages of the piece."""

    def page_image(self, page: int, width_px: int, rotation: Literal[0, 90, 180, 270] = 0, /) -> PageImage:
        """Paint a page at a width in device pixels, turned clockwise."""

    def page_text(self, page: int) -> PageText:
        """Return the text of a page."""

    def character_at(self, page: int, x_pt: float, y_pt: float, reach_pt: float = ..., /) -> int | None:
        """Return the index of the character nearest to a point, None when none is in reach (in points)."""

    def range_rects(self, page: int, start: int, count: int) -> Sequence[Rect]:
        """Return one rectangle for each line that a range of characters covers."""

    def search(self, query: str) -> Sequence[Hit]:
        """Find a text in the whole piece, whatever its accents and letter case."""

    def links(self, page: int) -> Sequence[Link]:
        """Return the places of a page that lead to another page of the piece."""

    def find_again(self, evidence: Evidence) -> "FoundEvidence":
        """Return where a passage stands in this version of the piece."""

    def anchor(self, page: int, start: int, count: int) -> Evidence:
        """Make the evidence of a selected passage."""

    def rectangle_anchor(self, page: int, rect: Rect) -> Evidence:
        """Make the evidence of a rectangle drawn on a scanned page."""

    def close(self) -> None:
        """Let the piece go."""


# Receives, as soon as a process reads, what ends it at once, from any thread.
Started = Callable[[Callable[[], None]], None]


class OpenPiece(Protocol):
    """Opens a piece on the PDF lane. Raises AppError when it cannot be shown, PIE-04 without its password."""

    def __call__(
        self,
        dossier: DossierId,
        path: PiecePath,
        password: str | None = None,
        started: Started = ...,
        /,
    ) -> PieceReader:
        """Open the piece."""
