"""Remarks, reasons and passages of a fiche, signed only as salted digests.

An archive whose texts are occulted for communication still verifies (OPENING.md, « Fiche »).
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import PiecePath, Sha512
from commission_app.scoring.sheet import Evidence, Rect
from commission_app.sealing import documents as shape

SALT_BYTES = 32
TextKind = Literal["remark", "reason", "evidence"]


class SaltedTexts:
    """The texts of one fiche: each is added once and known by its digest."""

    def __init__(self, random: Callable[[int], bytes]) -> None:
        self._random = random
        self._texts: dict[str, dict[str, str]] = {}

    def add(self, kind: TextKind, text: str) -> str:
        """Keep a text and return SHA-512(salt ‖ text) in hexadecimal."""
        salt = self._random(SALT_BYTES)
        digest = salted_digest(salt, text)
        self._texts[digest] = {"salt": salt.hex(), "kind": kind, "text": text}
        return digest

    def add_evidence(self, evidence: Evidence) -> str:
        """Keep a passage as canonical JSON and return its digest."""
        return self.add("evidence", canonical_json(_evidence_document(evidence)).decode())

    def encode(self) -> bytes:
        """Return `textes`."""
        return canonical_json(self._texts)


def salted_digest(salt: bytes, text: str) -> str:
    """Return SHA-512(salt ‖ text) in hexadecimal."""
    return hashlib.sha512(salt + text.encode()).hexdigest()


class TextReader:
    """The texts that came with a fiche, each compared with the digest the fiche was signed with."""

    def __init__(self, data: bytes) -> None:
        self._texts = _decode(data)
        self._used: set[str] = set()
        for digest, text in self._texts.items():
            if salted_digest(_salt(text.salt), text.text) != digest:
                raise AppError("FIC-09")

    def text(self, digest: str, kind: TextKind) -> str:
        """Return a text. FIC-09 when it is missing or of another kind."""
        found = self._texts.get(digest)
        if found is None or found.kind != kind:
            raise AppError("FIC-09")
        self._used.add(digest)
        return found.text

    def evidence(self, digest: str) -> Evidence:
        """Return a passage. FIC-09 when it is missing or not one."""
        text = self.text(digest, "evidence")
        try:
            found = msgspec.json.decode(text.encode(), type=_EvidenceDocument, strict=True)
        except msgspec.MsgspecError as error:
            raise AppError("FIC-09") from error
        return Evidence(
            PiecePath(found.piece),
            Sha512(found.original_sha512),
            found.page,
            found.quote,
            found.prefix,
            found.suffix,
            found.start,
            found.count,
            tuple(Rect(*corners) for corners in found.rects),
            found.engine,
        )

    def check_all_used(self) -> None:
        """Refuse texts that no digest of the fiche calls for. FIC-09."""
        if self._used != set(self._texts):
            raise AppError("FIC-09")


class _EvidenceDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    piece: str
    original_sha512: str
    page: int
    quote: str
    prefix: str
    suffix: str
    start: int
    count: int
    rects: list[tuple[int, int, int, int]]
    engine: str


def _evidence_document(evidence: Evidence) -> Mapping[str, Any]:
    return {
        "piece": evidence.piece,
        "original_sha512": evidence.original_sha512,
        "page": evidence.page,
        "quote": evidence.quote,
        "prefix": evidence.prefix,
        "suffix": evidence.suffix,
        "start": evidence.start,
        "count": evidence.count,
        "rects": [[rect.left, rect.top, rect.right, rect.bottom] for rect in evidence.rects],
        "engine": evidence.engine,
    }


def _decode(data: bytes) -> dict[str, shape.TextDocument]:
    try:
        return msgspec.json.decode(data, type=dict[str, shape.TextDocument], strict=True)
    except msgspec.MsgspecError as error:
        raise AppError("FIC-03") from error


def _salt(text: str) -> bytes:
    try:
        salt = bytes.fromhex(text)
    except ValueError as error:
        raise AppError("FIC-09") from error
    if len(salt) != SALT_BYTES:
        raise AppError("FIC-09")
    return salt
