"""Ordinary documents for the tests: letters, scans, forms, turned and cropped pages."""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from commission_app import resources

A4 = (595, 842)
LEADING = 14

LETTER = (
    "Madame la Secrétaire d’État,",
    "La commune de L’Haÿ-des-Prés s’engage à créer douze places d’accueil.",
    "Le projet est au cœur de l’écono-",
    "mie sociale et de l’arc-en-",
    "ciel des solutions : « aller vers » les familles.",
    "Budget : 239\u202f400 € ; efficacité attendue.",
)


def letter(*pages: Sequence[str], size: float = 10) -> bytes:
    """Type one page for each sequence of lines; the usual letter when there is none."""
    registerFont(TTFont("Inter", resources.path("fonts/Inter-Regular.ttf")))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for lines in pages or (LETTER,):
        canvas.setFont("Inter", size)
        text = canvas.beginText(60, 760)
        text.setLeading(LEADING)
        text.textLines(list(lines))
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def turned(data: bytes, rotation: int, crop: Sequence[int] | None) -> bytes:
    """Turn every page by /Rotate, and show only a part of it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.obj["/Rotate"] = rotation
            if crop:
                page.obj["/CropBox"] = Array(list(crop))
        return saved(pdf)


def laid_and_turned_back(data: bytes, rotation: int) -> bytes:
    """Draw the pages lying or upside down, and turn them back by /Rotate: they show as they were."""
    width, height = A4
    drawn = {
        90: (0, 1, -1, 0, height, 0),
        180: (-1, 0, 0, -1, width, height),
        270: (0, -1, 1, 0, 0, width),
    }[rotation]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.obj["/MediaBox"] = Array([0, 0, *(A4 if rotation == 180 else A4[::-1])])
            page.obj["/Rotate"] = rotation
            page.contents_add(b"q %d %d %d %d %d %d cm\n" % drawn, prepend=True)
            page.contents_add(b"\nQ")
        return saved(pdf)


def form(value: str = "Jeanne Dupré, maire", *, needs_appearances: bool = False) -> bytes:
    """A form with a filled field, drawn by its author or left for the reader to draw."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 760, "Nom du porteur")
    canvas.acroForm.textfield(name="nom", value=value, x=60, y=700, width=300, height=24, fontSize=12)
    canvas.showPage()
    canvas.save()
    if not needs_appearances:
        return buffer.getvalue()
    with pikepdf.open(buffer) as pdf:
        pdf.Root.AcroForm.NeedAppearances = True
        del pdf.pages[0].obj.Annots[0]["/AP"]
        return saved(pdf)


def with_chapters(pages: int) -> bytes:
    """A document with a table of contents, and on its first page a link to the last."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for number in range(1, pages + 1):
        canvas.drawString(60, 760, f"Chapitre {number}")
        canvas.bookmarkPage(f"c{number}")
        canvas.addOutlineEntry(f"Chapitre {number}", f"c{number}", level=0 if number == 1 else 1)
        if number == 1:
            canvas.linkRect("", f"c{pages}", (60, 700, 160, 720))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypted(data: bytes, *, user: str, owner: str = "le propriétaire") -> bytes:
    """Protect a document by AES-256; an empty user password lets anybody read and nobody print."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        buffer = io.BytesIO()
        pdf.save(buffer, encryption=pikepdf.Encryption(user=user, owner=owner, R=6))
        return buffer.getvalue()


def with_script(data: bytes) -> bytes:
    """Give a document a program that runs when it opens."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS="app.alert('bonjour')")
        return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()
