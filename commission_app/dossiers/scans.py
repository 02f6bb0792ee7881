"""A scanned page or a photograph becomes a one-page PDF, decoded and encoded again.

Encoding again drops the place and date a telephone writes into its pictures, and whatever follows the image
in the file. Runs in the reading process.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image, ImageOps

from commission_app.errors import AppError

POINTS_LIMIT = 80_000_000  # an A4 page at 900 dots an inch; a few hundred kilobytes can claim billions
SIDE_LIMIT = 4_000  # more than the screen is ever given (reader: 3,000), for a quick first page
PAGE_PT = (595, 842)  # A4
THINNEST_PT = 3.0  # the smallest page a PDF may have
QUALITY = 88  # of JPEG: text stays crisp at twice the size of 75

_GREY_MODES = ("1", "L", "I", "I;16")

TOO_LARGE = "l’image dépasse 80 millions de points"
DAMAGED = "l’image est endommagée"
PHOTO_NOTES = "informations de prise de vue (date, lieu, appareil)"


def scan_to_pdf(data: bytes, name: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the viewing copy of a PNG or JPEG, and what was left out. Raises PIE-06 for a bad one."""
    with opened_image(data, name) as received:
        removed = (PHOTO_NOTES,) if received.getexif() else ()
        return _page(_upright(received)), removed


@contextmanager
def opened_image(data: bytes, name: str) -> Iterator[Image.Image]:
    """Open a PNG or JPEG whose size is reasonable. PIE-06 for another, or when its use shows it damaged."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd notes and large sizes: both are dealt with
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as received:
                _refuse_huge(received, name)
                yield received
    except AppError:
        raise
    except Image.DecompressionBombError as error:  # Pillow's own limit comes first for the largest
        raise AppError("PIE-06", file=name, reason=TOO_LARGE) from error
    except Exception as error:  # a damaged image makes the decoders raise nearly anything
        raise AppError("PIE-06", file=name, reason=DAMAGED) from error


def _refuse_huge(received: Image.Image, name: str) -> None:
    """Refuse by the size an image claims, before anything is decoded."""
    if received.width * received.height > POINTS_LIMIT:
        raise AppError("PIE-06", file=name, reason=TOO_LARGE)


def _upright(received: Image.Image) -> Image.Image:
    """Return the image as it must be seen: turned, on white, in grey or in color."""
    image = ImageOps.exif_transpose(received)
    if image.has_transparency_data:
        drawing = image.convert("RGBA")
        image = Image.new("RGB", drawing.size, "white")
        image.paste(drawing, mask=drawing)
    image = image.convert("L" if image.mode in _GREY_MODES else "RGB")
    image.thumbnail((SIDE_LIMIT, SIDE_LIMIT))
    return image


def _page(image: Image.Image) -> bytes:
    """Write a one-page PDF that the image fills, as large as fits in an A4, upright or lying."""
    encoded = io.BytesIO()
    image.save(encoded, "JPEG", quality=QUALITY)
    width, height = PAGE_PT if image.height >= image.width else PAGE_PT[::-1]
    scale = min(width / image.width, height / image.height)
    box = (max(image.width * scale, THINNEST_PT), max(image.height * scale, THINNEST_PT))
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=box)
        page = pdf.pages[0]
        page.obj.Resources = Dictionary(XObject=Dictionary(Im0=_image_object(pdf, image, encoded.getvalue())))
        page.obj.Contents = pdf.make_stream(f"q {box[0]:.3f} 0 0 {box[1]:.3f} 0 0 cm /Im0 Do Q".encode())
        copy = io.BytesIO()
        pdf.save(copy, deterministic_id=True)
    return copy.getvalue()


def _image_object(pdf: pikepdf.Pdf, image: Image.Image, encoded: bytes) -> pikepdf.Stream:
    return pikepdf.Stream(
        pdf,
        encoded,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=Name.DeviceGray if image.mode == "L" else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
