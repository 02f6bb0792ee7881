"""The one byte form of a signed document: JSON of RFC 8785, in a profile that nobody can read two ways.

Equal documents give equal bytes, and bytes that are not the form of what they say are refused. The profile
(SEALING.md §6, preamble) has no float, so that no reader can round a mark.
"""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
import rfc8785

from commission_app.errors import AppError

KEY = re.compile(r"[A-Za-z0-9_.-]{1,160}")
MAX_DEPTH = 12


def encode(document: Mapping[str, Any]) -> bytes:
    """Return the canonical bytes of a document.

    ValueError for what the profile has no form for: a float, a key or an integer out of bounds, half a
    surrogate pair, more than MAX_DEPTH levels.
    """
    plain = dict(document)
    _check(plain, depth=1)
    return rfc8785.dumps(plain)


def decode(data: bytes) -> dict[str, Any]:
    """Return the document whose canonical form is exactly `data`. ACT-02 when there is none.

    Repeated keys, spaces, escapes and orders that differ from the canonical form need no rule of their own:
    writing the document again gives other bytes.
    """
    try:
        document = msgspec.json.decode(data)
        if not isinstance(document, dict):
            raise AppError("ACT-02", detail="not an object")
        again = encode(document)
    except (ValueError, RecursionError) as error:
        raise AppError("ACT-02", detail=str(error)) from error
    if again != data:
        raise AppError("ACT-02", detail="not the canonical form")
    return document


def _check(value: Any, depth: int) -> None:
    if value is None or isinstance(value, str | int):  # rfc8785 refuses integers beyond 2**53 - 1
        return
    if isinstance(value, dict | list):
        if depth > MAX_DEPTH:
            raise ValueError("too many levels")
        if isinstance(value, dict):
            _check_keys(value)
        for item in value.values() if isinstance(value, dict) else value:
            _check(item, depth + 1)
    else:
        raise ValueError(f"no form for a {type(value).__name__}")  # noqa: TRY004 - one exception for the profile


def _check_keys(document: Mapping[Any, Any]) -> None:
    for key in document:
        if not isinstance(key, str) or not KEY.fullmatch(key):
            raise ValueError("key outside the profile")
