"""What the reader says of a document: frozen values, cheap to import in the reading process.

Pages are numbered from 1. Points are 1/72 inch, from the top left corner of the page as displayed, that is
after /Rotate and inside the CropBox. Characters are numbered from 0 in the text of their page.
"""

from dataclasses import dataclass

# Left, top, right, bottom in tenths of a point: a `scoring.sheet.Rect` in all but type. The reading process
# does not import the scoring values, which would cost it a sixth of its start.
Box = tuple[int, int, int, int]

SHORTEST_PT, LONGEST_PT, LONGEST_SHAPE = 1.0, 200_000.0, 1_000  # a roll of 70 m; how many times its width


@dataclass(frozen=True)
class PageSize:
    """The size of one page as displayed, in points. ValueError for what no window could lay out."""

    width_pt: float
    height_pt: float

    def __post_init__(self) -> None:
        """Refuse a page without width, as one cropped outside itself, or a thread; what is no number too."""
        short, long = sorted((self.width_pt, self.height_pt))
        if not SHORTEST_PT <= short <= long <= min(LONGEST_PT, LONGEST_SHAPE * short):
            raise ValueError


@dataclass(frozen=True)
class OutlineItem:
    """One line of the table of contents carried by the document."""

    title: str
    level: int  # 0 for a chapter
    page: int | None  # None when the line leads nowhere


@dataclass(frozen=True)
class DocumentView:
    """What is known of a document once opened."""

    pages: tuple[PageSize, ...]
    has_text: bool  # False for scanned pages: passages are then framed, not quoted
    outline: tuple[OutlineItem, ...]
    engine: str  # what counts the characters, with its version: « pdfium 8149 »
    text_pt: float  # the usual size of its letters, 0 without text


@dataclass(frozen=True)
class PageText:
    """The text of one page: `text[i]` is the character that the other answers call `i`."""

    text: str


@dataclass(frozen=True)
class Hit:
    """One place where the words searched for were found."""

    page: int
    start: int
    count: int
