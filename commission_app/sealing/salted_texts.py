"""Remarks, reasons and passages of a fiche, signed only as salted digests.

An act still verifies when its texts are occulted for communication (OPENING.md, « Fiche »). A text travels as
it was typed, code point for code point, without normalization: only half a surrogate pair, which has no form
in UTF-8 and which no screen can show, becomes U+FFFD.
"""

import hashlib
from collections.abc import Callable
from typing import Literal

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import PiecePath, Sha512
from commission_app.scoring.sheet import Evidence, Rect
from commission_app.sealing import documents as shape

SALT_BYTES = 32
MAX_TEXTS_BYTES = 16 << 20  # a fiche of 300 dossiers with two pages of remarks on each takes 2 MB
TextKind = Literal["remark", "reason", "evidence"]


class SaltedTexts:
    """The texts of one fiche: each is added once and known by its digest."""

    def __init__(self, random: Callable[[int], bytes]) -> None:
        self._random = random
        self._texts: dict[str, dict[str, str]] = {}

    def add(self, kind: TextKind, text: str) -> str:
        """Keep a text and return SHA-512(salt ‖ text) in hexadecimal."""
        salt, kept = self._random(SALT_BYTES), well_formed(text)
        digest = _salted_digest(salt, kept)
        self._texts[digest] = {"salt": salt.hex(), "kind": kind, "text": kept}
        return digest

    def add_evidence(self, evidence: Evidence) -> str:
        """Keep a passage as canonical JSON and return its digest."""
        passage = shape.PassageDocument(
            piece=evidence.piece,
            original_sha512=evidence.original_sha512,
            page=evidence.page,
            quote=well_formed(evidence.quote),
            prefix=well_formed(evidence.prefix),
            suffix=well_formed(evidence.suffix),
            start=evidence.start,
            count=evidence.count,
            rects=[(rect.left, rect.top, rect.right, rect.bottom) for rect in evidence.rects],
            engine=evidence.engine,
        )
        return self.add("evidence", canonical_json(shape.write_document(passage)).decode())

    def encode(self) -> bytes:
        """Return `textes`."""
        return canonical_json(self._texts)


class TextReader:
    """The texts that came with a fiche, each compared with the digest the fiche was signed with."""

    def __init__(self, data: bytes) -> None:
        """Read `textes`. FIC-09 when too large, not in its one form, or with a text that was changed."""
        self._texts = _decode(data)
        self._used: set[str] = set()
        for digest, text in self._texts.items():
            if _salted_digest(bytes.fromhex(text.salt), text.text) != digest:
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
        text = self.text(digest, "evidence").encode()
        try:
            found = msgspec.json.decode(text, type=shape.PassageDocument, strict=True)
        except ValueError as error:
            raise AppError("FIC-09") from error
        return Evidence(
            piece=PiecePath(found.piece),
            original_sha512=Sha512(found.original_sha512),
            page=found.page,
            quote=found.quote,
            prefix=found.prefix,
            suffix=found.suffix,
            start=found.start,
            count=found.count,
            rects=tuple(Rect(*corners) for corners in found.rects),
            engine=found.engine,
        )

    def check_all_used(self) -> None:
        """Refuse texts that no digest of the fiche calls for. FIC-09."""
        if self._used != set(self._texts):
            raise AppError("FIC-09")


def well_formed(text: str) -> str:
    """Return a text that UTF-8 can carry: pairs of surrogates joined, halves replaced by U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _salted_digest(salt: bytes, text: str) -> str:
    return hashlib.sha512(salt + text.encode()).hexdigest()


def _decode(data: bytes) -> dict[str, shape.TextDocument]:
    if len(data) > MAX_TEXTS_BYTES:
        raise AppError("FIC-09")
    try:
        texts = msgspec.json.decode(data, type=dict[str, shape.TextDocument], strict=True)
    except ValueError as error:
        raise AppError("FIC-09") from error
    if canonical_json(msgspec.to_builtins(texts)) != data:
        raise AppError("FIC-09")
    return texts
