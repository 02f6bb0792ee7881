"""The viewing copy of a received piece: what members read, always a PDF, while the original stays sealed.

The kind of a file is told by its content, never by its name. A cleaned copy must look like what was received;
when none does, the original is kept and said to be (PDF.md §9). Runs in the reading process.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from commission_app.dossiers.sanitize import PASSWORD, cleaned
from commission_app.dossiers.scans import scan_to_pdf
from commission_app.errors import AppError

if TYPE_CHECKING:
    from PIL import Image

Kind = Literal["pdf", "image"]

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_PDF, _PDF_WITHIN = b"%PDF-", 1024  # readers accept a few bytes before the header

DAMAGED = "elle est endommagée et aucune page ne peut être affichée"

# One engine draws both documents: the same content gives the same points, but for a few on edges drawn in
# another order. At 400 points across a page, two digits lost from a form already change a dozen of them.
GLANCED_PAGES = 5
GLANCED_WIDTH_PX = 400
CONTRAST = 64  # grey levels between two points that tell different ink
CHANGED_MOST = 10  # points of a page


@dataclass(frozen=True)
class Picture:
    """A small image of a page: BGRx, four bytes a point."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True)
class Glance:
    """A document as a member will see it: how many pages, the look of the first ones."""

    pages: int
    has_text: bool
    pictures: tuple[Picture | None, ...]  # None for a page too damaged to be drawn


@dataclass(frozen=True)
class ViewingCopy:
    """The copy for members, and what the secretariat must know of it."""

    data: bytes
    kind: Kind
    pages: int
    text: Literal["native", "none"]
    removed: tuple[str, ...] = ()
    kept_original: bool = False


def kind_of(data: bytes) -> Kind | None:
    """Tell a PDF or an image from its first bytes; None for anything else."""
    if data.startswith(_IMAGES):
        return "image"
    return "pdf" if _PDF in data[: _PDF_WITHIN + len(_PDF)] else None


def viewing_copy(data: bytes, name: str, glance: Callable[[bytes], Glance]) -> ViewingCopy:
    """Make the viewing copy of a piece; `glance` looks at a PDF, or raises AppError when nothing shows.

    Raises PIE-05 when the file is neither PDF, PNG nor JPEG, PIE-06 when it cannot be taken.
    """
    match kind_of(data):
        case "image":
            copy, removed = scan_to_pdf(data, name)
            return ViewingCopy(copy, "image", pages=1, text="none", removed=removed)
        case "pdf":
            return _pdf_copy(data, name, glance)
        case None:
            raise AppError("PIE-05", file=name)


def _pdf_copy(data: bytes, name: str, glance: Callable[[bytes], Glance]) -> ViewingCopy:
    original = _seen(data, name, glance)
    for draws_fields in (True, False):
        clean = cleaned(data, name, draws_fields=draws_fields)
        seen = _seen(clean.data, name, glance) if clean else None
        if clean and seen and (original is None or looks_like(original, seen)):
            return ViewingCopy(clean.data, "pdf", seen.pages, _text(seen), clean.removed)
        # A process draws some documents otherwise the first time: fonts it had to find (4 of 2,019 files).
        original = _seen(data, name, glance)
    if original is None:
        raise AppError("PIE-06", file=name, reason=DAMAGED)
    return ViewingCopy(data, "pdf", original.pages, _text(original), kept_original=True)


def _seen(data: bytes, name: str, glance: Callable[[bytes], Glance]) -> Glance | None:
    """Look at a document; None when nothing of it can be shown."""
    try:
        seen = glance(data)
    except AppError as error:
        if error.code == "PIE-04":
            raise AppError("PIE-06", file=name, reason=PASSWORD) from error
        return None
    return seen if any(seen.pictures) else None


def _text(seen: Glance) -> Literal["native", "none"]:
    return "native" if seen.has_text else "none"


def looks_like(original: Glance, copy: Glance) -> bool:
    """Tell whether a copy shows as many pages as its original, and the first ones alike."""
    return original.pages == copy.pages and all(
        _is_alike(one, other) for one, other in zip(original.pictures, copy.pictures, strict=True)
    )


def _is_alike(one: Picture | None, other: Picture | None) -> bool:
    """Compare two pictures, but for the smoothing of their edges."""
    from PIL import ImageChops

    if one is None or other is None:
        return one is other
    if (one.width, one.height) != (other.width, other.height):
        return False
    difference = ImageChops.difference(_grey(one), _grey(other))
    return sum(difference.histogram()[CONTRAST:]) <= CHANGED_MOST


def _grey(picture: Picture) -> "Image.Image":
    from PIL import Image

    size = (picture.width, picture.height)
    return Image.frombuffer("RGB", size, picture.pixels, "raw", "BGRX", 0, 1).convert("L")
