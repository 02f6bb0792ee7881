"""A quick look at a received file: is it what an import takes? Made for the dry run, which reads everything.

Runs in the reading process. The import itself looks closer, cleans each piece and compares it with its copy.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from commission_app.dossiers.containers import holds_office_document
from commission_app.dossiers.sanitize import PASSWORD
from commission_app.dossiers.scans import opened_image
from commission_app.dossiers.viewing_copy import Glance, kind_of, viewing_copy
from commission_app.errors import AppError

FileKind = Literal["pdf", "image", "document", "other"]


@dataclass(frozen=True)
class Examined:
    """The digests of a file, what it is by its content, and why it cannot be taken, if it cannot."""

    sha512: str
    kind: FileKind
    pages: int = 0
    has_text: bool = False  # False for a scanned letter
    fault: str = ""  # PIE-05 or PIE-06
    reason: str = ""  # of PIE-06, in French
    md5: str = ""  # where the source announced one


def examine(
    data: bytes,
    name: str,
    open_pdf: Callable[[bytes], tuple[int, bool]],
    glance: Callable[[bytes], Glance],
    *,
    with_md5: bool,
) -> Examined:
    """Examine a file; `open_pdf` counts pages and finds text, `glance` looks closer."""
    sha512 = hashlib.sha512(data).hexdigest()
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest() if with_md5 else ""
    kind: FileKind = kind_of(data) or ("document" if holds_office_document(data) else "other")
    (pages, has_text), fault, reason = (0, False), "", ""
    try:
        pages, has_text = _pages(data, name, kind, open_pdf, glance)
    except AppError as error:
        fault, reason = error.code, str(error.facts.get("reason", ""))
    return Examined(sha512, kind, pages, has_text, fault, reason, md5)


def _pages(
    data: bytes,
    name: str,
    kind: FileKind,
    open_pdf: Callable[[bytes], tuple[int, bool]],
    glance: Callable[[bytes], Glance],
) -> tuple[int, bool]:
    match kind:
        case "pdf":
            try:
                return open_pdf(data)
            except AppError as error:
                if error.code == "PIE-04":
                    raise AppError("PIE-06", file=name, reason=PASSWORD) from error
                copy = viewing_copy(data, name, glance)  # cleaning repairs what a reader refuses
                return copy.pages, copy.text == "native"
        case "image":
            with opened_image(data, name):
                return 1, False
        case "document":
            return 0, False
        case "other":
            raise AppError("PIE-05", file=name)
