"""Small generators of the files that stop readers: loops, depths, bombs, lies (PDF.md §2)."""

import random
import zlib
from collections.abc import Iterator, Mapping

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"
ORDINARY = {1: CATALOG, 2: PAGES, 3: PAGE}


def raw_pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Write these objects as they are, with a true table of places."""
    body, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(body), max(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        body += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    body += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(body)


def stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), keys, content)


def page_tree_pointing_at_itself() -> bytes:
    return raw_pdf({1: CATALOG, 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 /Parent 2 0 R >>"})


def very_deep_page_tree() -> bytes:
    last = 20_000
    objects = {1: CATALOG}
    for number in range(2, last):
        parent = b"/Parent %d 0 R" % (number - 1) if number > 2 else b""
        objects[number] = b"<< /Type /Pages /Count 1 /Kids [%d 0 R] %s >>" % (number + 1, parent)
    objects[last] = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 200 200] >>" % (last - 1)
    return raw_pdf(objects)


def circular_outline() -> bytes:
    return raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>",
            2: PAGES,
            3: PAGE,
            4: b"<< /First 5 0 R /Last 6 0 R /Count 2 >>",
            5: b"<< /Title (Un) /Parent 4 0 R /Next 6 0 R /First 4 0 R >>",
            6: b"<< /Title (Deux) /Parent 4 0 R /Next 5 0 R /First 5 0 R >>",
        }
    )


def looping_form_field() -> bytes:
    field = b"/FT /Tx /V (x) /Subtype /Widget /Rect [0 0 50 50]"
    return raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /CO [5 0 R] >> >>",
            2: PAGES,
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [5 0 R 6 0 R] >>",
            5: b"<< /T (a) /Kids [6 0 R 5 0 R] /Parent 6 0 R %s >>" % field,
            6: b"<< /T (b) /Kids [5 0 R 6 0 R] /Parent 5 0 R %s >>" % field,
        }
    )


def impossible_shading() -> bytes:
    mesh = b"/ShadingType 7 /ColorSpace /DeviceRGB /BitsPerCoordinate 33 /BitsPerComponent 0 /BitsPerFlag 64"
    return raw_pdf(
        {
            1: CATALOG,
            2: PAGES,
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R "
            b"/Resources << /Shading << /S 5 0 R /T 6 0 R >> >> >>",
            4: stream(b"/S sh /T sh"),
            5: stream(b"\xff" * 400, mesh + b" /Decode [0 -1 1 0 0]"),
            6: b"<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 0 0] /Extend [true true] /Function "
            b"<< /FunctionType 3 /Domain [1 0] /Functions [6 0 R] /Bounds [5 4 3] /Encode [] >> >>",
        }
    )


def form_drawing_itself() -> bytes:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 200 200] /Resources << /XObject << /X 5 0 R >> >>"
    return raw_pdf(
        {
            1: CATALOG,
            2: PAGES,
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R "
            b"/Resources << /XObject << /X 5 0 R >> >> >>",
            4: stream(b"/X Do /X Do"),
            5: stream(b"/X Do /X Do /X Do", form),
        }
    )


def deep_arrays() -> bytes:
    return raw_pdf({**ORDINARY, 4: b"[" * 50_000 + b"]" * 50_000}, b"/Info 4 0 R")


def content_bomb() -> bytes:
    """Fifty megabytes of line ends, packed three times: a few hundred bytes."""
    content = b"\n" * 50_000_000
    packer = zlib.compressobj(9)
    packed = packer.compress(content) + packer.flush()
    packed = zlib.compress(zlib.compress(packed, 9), 9)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>"
    filters = b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"
    return raw_pdf({1: CATALOG, 2: PAGES, 3: page, 4: stream(packed, filters)})


def tables_in_a_loop() -> bytes:
    data = raw_pdf(ORDINARY)
    return raw_pdf(ORDINARY, b"/Prev %d" % data.rindex(b"xref\n0"))


def lying_page_count() -> bytes:
    return raw_pdf({1: CATALOG, 2: b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>", 3: PAGE})


def endless_names() -> bytes:
    names = b"/Names << /Dests << /Kids [4 0 R] >> >> /OpenAction [(x) /Fit]"
    link = b"<< /Subtype /Link /Rect [0 0 50 50] /Dest (absent) >>"
    return raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % names,
            2: PAGES,
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [%s] >>" % link,
            4: b"<< /Kids [4 0 R 4 0 R] /Limits [(a) (z)] >>",
        }
    )


KILLERS = (
    page_tree_pointing_at_itself,
    very_deep_page_tree,
    circular_outline,
    looping_form_field,
    impossible_shading,
    form_drawing_itself,
    deep_arrays,
    content_bomb,
    tables_in_a_loop,
    lying_page_count,
    endless_names,
)


def mutants(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Give damaged copies: bytes changed, pieces lost, doubled or swapped, ends cut."""
    draw = random.Random(seed)  # noqa: S311 - reproducible damage, not a secret
    for _ in range(count):
        mutant = bytearray(data)
        for _ in range(draw.randint(1, 6)):
            start = draw.randrange(len(mutant))
            piece = mutant[start : start + draw.randint(1, 200)]
            match draw.randrange(5):
                case 0:
                    mutant[start] = draw.randrange(256)
                case 1:
                    del mutant[start : start + len(piece)]
                case 2:
                    mutant[start:start] = piece
                case 3:
                    mutant[start : start + len(piece)] = draw.randbytes(len(piece))
                case 4 if start > 100:
                    del mutant[start:]
        yield bytes(mutant)
