"""Scanned pages and photographs become one-page PDFs, upright, on white, without their notes."""

import io
import struct
import zlib

import pikepdf
import pytest
from PIL import Image

from commission_app.dossiers.scans import DAMAGED, PHOTO_NOTES, SIDE_LIMIT, TOO_LARGE, scan_to_pdf
from commission_app.errors import AppError
from commission_app.reader.client import Worker

ORIENTATION, GPS = 0x0112, 0x8825
INK: dict[str, float | tuple[float, ...]] = {
    "1": 0,
    "L": 0,
    "I;16": 0,
    "P": 0,
    "RGB": (0, 0, 0),
    "CMYK": (0, 0, 0, 255),
}
PAPER: dict[str, float | tuple[float, ...]] = {
    "1": 1,
    "L": 255,
    "I;16": 65_535,
    "P": 255,
    "RGB": (255, 255, 255),
    "CMYK": (0, 0, 0, 0),
}


def scan(mode: str = "RGB", size: tuple[int, int] = (200, 300)) -> Image.Image:
    """A white page with a dark square in its upper left quarter."""
    image = Image.new(mode, size, PAPER[mode])
    if mode == "P":
        image.putpalette([level for level in range(256) for _ in range(3)])
    image.paste(INK[mode], (0, 0, size[0] // 2, size[1] // 2))
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def quarters(worker: Worker, data: bytes) -> str:
    """Say which quarters of the first page are dark, line by line: `#.` over `..`."""
    worker.open(data)
    page = worker.page_image(1, 100)
    middles = [(x, y) for y in (page.height // 4, 3 * page.height // 4) for x in (25, 75)]
    return "".join("#" if page.pixels[y * page.stride + 4 * x + 1] < 128 else "." for x, y in middles)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"),
        ("L", "PNG"),
        ("I;16", "PNG"),
        ("P", "PNG"),
        ("RGB", "PNG"),
        ("L", "JPEG"),
        ("RGB", "JPEG"),
        ("CMYK", "JPEG"),
    ],
)
def test_every_kind_of_image_is_seen_as_it_was(worker: Worker, mode: str, kind: str) -> None:
    piece = worker.import_piece(encoded(scan(mode), kind), "scan")
    assert (piece.kind, piece.pages, piece.text) == ("image", 1, "none")
    assert (piece.removed, piece.kept_original) == ((), False)
    assert quarters(worker, piece.copy) == "#..."


@pytest.mark.parametrize(
    ("orientation", "shown"), [(1, "#..."), (2, ".#.."), (3, "...#"), (4, "..#."), (6, ".#.."), (8, "..#.")]
)
def test_a_photograph_is_turned_and_its_notes_are_dropped(
    worker: Worker, orientation: int, shown: str
) -> None:
    notes = Image.Exif()
    notes[ORIENTATION] = orientation
    notes[GPS] = {1: "N", 2: (48.0, 51.0, 24.0)}
    piece = worker.import_piece(encoded(scan(), "JPEG", exif=notes), "photo.jpg")
    assert piece.removed == (PHOTO_NOTES,)
    assert b"Exif" not in piece.copy
    assert quarters(worker, piece.copy) == shown
    (size,) = worker.open(piece.copy).pages
    assert (size.width_pt > size.height_pt) == (orientation > 4)


def test_what_follows_an_image_in_its_file_is_dropped(worker: Worker) -> None:
    piece = worker.import_piece(encoded(scan(), "JPEG") + b"<script>hidden</script>", "photo.jpg")
    assert b"hidden" not in piece.copy


def test_what_is_transparent_is_white(worker: Worker) -> None:
    image = Image.new("RGBA", (200, 300), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 100, 150))
    assert quarters(worker, worker.import_piece(encoded(image, "PNG"), "dessin.png").copy) == "#..."


def test_a_page_is_as_large_as_fits_in_an_a4() -> None:
    for size, box in (((100, 100), (595, 595)), ((2_000, 1_000), (842, 421)), ((10, 4_000), (3, 842))):
        copy, _ = scan_to_pdf(encoded(scan("L", size), "PNG"), "scan.png")
        with pikepdf.open(io.BytesIO(copy)) as pdf:
            width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
        assert (width, height) == pytest.approx(box, abs=0.1)


def test_a_scan_finer_than_the_screen_is_made_lighter() -> None:
    copy, _ = scan_to_pdf(encoded(scan("L", (5_000, 6_000)), "PNG"), "scan.png")
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        image = pdf.pages[0].obj.Resources.XObject.Im0
    assert max(int(image.Width), int(image.Height)) == SIDE_LIMIT


def test_the_same_scan_always_gives_the_same_copy() -> None:
    data = encoded(scan(), "PNG")
    assert scan_to_pdf(data, "a.png") == scan_to_pdf(data, "b.png")


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims billions of points."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100_000)))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (png_claiming(60_000, 60_000), TOO_LARGE),
        (png_claiming(8_000, 10_001), TOO_LARGE),
        (png_claiming(500, 500), DAMAGED),
        (encoded(scan(), "PNG")[:200], DAMAGED),
        (encoded(scan(), "JPEG")[:300], DAMAGED),
        (b"\x89PNG\r\n\x1a\n", DAMAGED),
        (b"\xff\xd8\xff", DAMAGED),
    ],
)
def test_an_image_that_lies_or_stops_short_is_refused(worker: Worker, data: bytes, reason: str) -> None:
    with pytest.raises(AppError) as refusal:
        worker.import_piece(data, "scan.png")
    assert (refusal.value.code, refusal.value.facts) == ("PIE-06", {"file": "scan.png", "reason": reason})
    assert worker.is_alive
