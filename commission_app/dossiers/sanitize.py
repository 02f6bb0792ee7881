"""Clean a received PDF: what acts, hides or carries something else is taken out, what is seen stays.

PDF.md §9. Runs in the reading process: pikepdf is strict about nothing, and neither are strangers' files.
"""

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Name

from commission_app.dossiers.disarm import disarm
from commission_app.errors import AppError

PAGES_LIMIT = 2_000
PASSWORD = "elle demande un mot de passe"  # noqa: S105 - a sentence, not a secret
TOO_LONG = "elle compte plus de 2 000 pages"


@dataclass(frozen=True)
class Cleaned:
    """A cleaned document, and what was taken out of it, in French."""

    data: bytes
    removed: tuple[str, ...]


def cleaned(data: bytes, name: str, *, draws_fields: bool) -> Cleaned | None:
    """Clean a PDF, its form fields turned into plain drawing or left as disarmed fields.

    None when it is too damaged to be written again. Raises PIE-06 when it asks for a password or is too long.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            _refuse_long(pdf, name)
            removed = disarm(pdf)
            if draws_fields:
                _draw_fields(pdf)
            return Cleaned(_bytes_of(pdf), removed)
    except pikepdf.PasswordError as error:
        raise AppError("PIE-06", file=name, reason=PASSWORD) from error
    except AppError:
        raise
    except Exception:  # noqa: BLE001 - a malformed file makes pikepdf raise nearly anything; all mean the same
        return None


def _refuse_long(pdf: pikepdf.Pdf, name: str) -> None:
    if len(pdf.pages) > PAGES_LIMIT:
        raise AppError("PIE-06", file=name, reason=TOO_LONG)


def _draw_fields(pdf: pikepdf.Pdf) -> None:
    """Turn fields and annotations into drawing, as the screen shows them: what it hides stays hidden."""
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")
    if Name.AcroForm in pdf.Root:
        del pdf.Root.AcroForm


def _bytes_of(pdf: pikepdf.Pdf) -> bytes:
    """Write a document: the same bytes each time for the same input."""
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        encryption=False,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return buffer.getvalue()
