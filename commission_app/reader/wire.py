"""What the application asks of its reading process, and the form of every answer, as JSON headers."""

from typing import Literal

import msgspec

from commission_app.errors import AppError

RefusalCode = Literal[
    "IDX-01", "IDX-20", "IDX-29", "IDX-30", "PIE-01", "PIE-04", "PIE-05", "PIE-06", "PIE-07"
]


class Asked(msgspec.Struct, frozen=True, tag=True):
    """A request; its class name says which."""


class OpenDocument(Asked, frozen=True):
    """Read the document of the payload, and forget the one before it."""

    password: str | None


class RenderPage(Asked, frozen=True):
    """Draw one page, turned clockwise by `rotation` degrees."""

    page: int
    width_px: int
    rotation: Literal[0, 90, 180, 270]


class ReadText(Asked, frozen=True):
    """Give the text of one page."""

    page: int


class FindCharacter(Asked, frozen=True):
    """Say which character is at a point, or the nearest one within reach."""

    page: int
    x_pt: float
    y_pt: float
    reach_pt: float


class MeasureRange(Asked, frozen=True):
    """Give the rectangles, line by line, of a run of characters."""

    page: int
    start: int
    count: int


class SearchText(Asked, frozen=True):
    """Find words anywhere in the document."""

    query: str


class ListLinks(Asked, frozen=True):
    """Give the links of one page that lead to another page."""

    page: int


class ImportPiece(Asked, frozen=True):
    """Make the viewing copy of the file of the payload."""

    name: str


class ReadSheets(Asked, frozen=True):
    """Read every sheet of the spreadsheet of the payload."""

    name: str


class ListContents(Asked, frozen=True):
    """Say what a ZIP or an e-mail of the disk holds: too large for a pipe, and only read."""

    path: str


class ReadContained(Asked, frozen=True):
    """Give one file of a ZIP or of an e-mail."""

    path: str
    number: int


class ExamineFile(Asked, frozen=True):
    """Look quickly at a file of the disk, or at one that a container holds, for a dry run."""

    path: str
    number: int | None
    name: str
    with_md5: bool


class AddText(Asked, frozen=True):
    """Lay recognised texts over the pages of a document: the payload holds it, then one PDF a page."""

    sizes: list[int]  # bytes of each, the document first


PageRequest = RenderPage | ReadText | FindCharacter | MeasureRange | ListLinks
Reading = SearchText | PageRequest  # of the document opened before
Receiving = AddText | ImportPiece | ReadSheets | ListContents | ReadContained | ExamineFile  # what comes in
Request = OpenDocument | Receiving | Reading


class Refusal(msgspec.Struct, frozen=True):
    """An AppError on its way to the application."""

    code: RefusalCode
    facts: dict[str, str | int]


class Picture(msgspec.Struct, frozen=True):
    """The shape of the image in the payload: BGRx, four bytes a point."""

    width: int
    height: int
    stride: int


class Pointed(msgspec.Struct, frozen=True):
    """The character at a point, if any."""

    character: int | None


class Imported(msgspec.Struct, frozen=True):
    """What is known of the viewing copy in the payload."""

    kind: Literal["pdf", "image"]
    pages: int
    text: Literal["native", "none"]
    removed: tuple[str, ...]
    kept_original: bool


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The header of every answer: what was asked for, or a refusal."""

    content: msgspec.Raw = msgspec.Raw(b"null")
    refusal: Refusal | None = None


def answered(content: object) -> bytes:
    """Encode an answer."""
    return msgspec.json.encode(Answer(content=msgspec.Raw(msgspec.json.encode(content))))


def refused(error: AppError) -> bytes:
    """Encode a refusal."""
    return msgspec.json.encode({"refusal": {"code": error.code, "facts": dict(error.facts)}})
