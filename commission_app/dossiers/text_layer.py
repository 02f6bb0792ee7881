"""Lay recognised text, invisible, over the pages of a scan: it can then be searched and quoted.

Runs in the reading process.
"""

import io
from collections.abc import Sequence

import pikepdf

from commission_app.errors import AppError


def with_text(payload: bytes, sizes: Sequence[int]) -> bytes:
    """Return a document with its layers, cut from the payload by their sizes. PIE-06."""
    parts, start = [], 0
    for size in sizes:
        parts.append(payload[start : start + size])
        start += size
    try:
        with pikepdf.open(io.BytesIO(parts[0])) as document:
            for page, layer in zip(document.pages, parts[1:], strict=False):
                with pikepdf.open(io.BytesIO(layer)) as text:
                    page.add_overlay(text.pages[0], None)
            buffer = io.BytesIO()
            document.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except Exception as error:  # a malformed layer makes pikepdf raise nearly anything
        raise AppError("PIE-06", file="", reason="son texte n’a pas pu être ajouté") from error
    return buffer.getvalue()
