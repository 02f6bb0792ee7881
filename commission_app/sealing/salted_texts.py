"""Remarks, reasons and passages of a fiche, signed only as salted digests.

An act still verifies when its texts are occulted for communication (OPENING.md, « Fiche »). A text travels as
it was typed, code point for code point, without normalization: only half a surrogate pair, which has no form
in UTF-8 and which no screen can show, becomes U+FFFD.
"""

import hashlib
from collections.abc import Callable, Collection
from typing import Final, Literal, get_args

import msgspec

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import PiecePath, Sha512
from commission_app.scoring.sheet import WITHHELD, Evidence, Rect
from commission_app.sealing import canonical
from commission_app.sealing import sheet_documents as shape
from commission_app.sealing.documents import write_document

SALT_BYTES = 32
MAX_TEXTS_BYTES = 16 << 20  # a fiche of 300 dossiers with two pages of remarks on each takes 2 MB
TextKind = Literal["remark", "reason", "evidence"]
TEXT_KINDS: Final[tuple[TextKind, ...]] = get_args(TextKind)
MAX_TEXTS_ITEMS = 500_000  # as `canonical.items` counts them: each page of the reception reads them again
NO_TEXTS: Final = b"{}"


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
        passage = write_document(passage_document(evidence))
        return self.add("evidence", canonical_json(passage).decode())

    def encode(self) -> bytes:
        """Return `textes`."""
        return canonical_json(self._texts)


class TextReader:
    """The texts that came with a fiche, each compared with the digest the fiche was signed with.

    In an archive made to be communicated some texts may be withheld: WITHHELD then stands for each.
    """

    def __init__(self, data: bytes, *, may_be_withheld: bool = False) -> None:
        """Read `textes`. FIC-09 when too large, not in its one form, or with a text that was changed."""
        self._texts = _decode(data)
        self._may_be_withheld = may_be_withheld
        self._used: set[str] = set()
        self._withheld: set[str] = set()
        for digest, text in self._texts.items():
            if _salted_digest(bytes.fromhex(text.salt), text.text) != digest:
                raise AppError("FIC-09")

    def text(self, digest: str, kind: TextKind) -> str:
        """Return a text. FIC-09 when it is of another kind, or missing where it may not be withheld.

        FIC-09 also when it was called for already: each text has a salt of its own, and a long passage called
        for by each of a thousand marks would never be read to the end.
        """
        if digest in self._used or digest in self._withheld:
            raise AppError("FIC-09")
        found = self._texts.get(digest)
        if found is None and self._may_be_withheld:
            self._withheld.add(digest)
            return WITHHELD
        if found is None or found.kind != kind:
            raise AppError("FIC-09")
        self._used.add(digest)
        return found.text

    def evidence(self, digest: str, piece: PiecePath) -> Evidence:
        """Return a passage of a piece. FIC-09 when missing, not in its one form, or of another piece."""
        text = self.text(digest, "evidence")
        if text == WITHHELD:
            return Evidence(piece, Sha512(""), 0, WITHHELD)
        try:
            found = msgspec.json.decode(text.encode(), type=shape.PassageDocument, strict=True)
        except ValueError as error:
            raise AppError("FIC-09") from error
        if found.piece != piece or canonical_json(msgspec.to_builtins(found)) != text.encode():
            raise AppError("FIC-09")
        return read_passage(found)

    @property
    def withheld(self) -> int:
        """Number of texts that the fiche calls for and that are not here."""
        return len(self._withheld)

    def check_all_used(self) -> None:
        """Refuse texts that no digest of the fiche calls for. FIC-09."""
        if self._used != set(self._texts):
            raise AppError("FIC-09")


def without_kinds(data: bytes, kinds: Collection[TextKind]) -> bytes:
    """Return `textes` without the texts of some kinds, and without their salts. FIC-09 when not `textes`."""
    kept = {digest: text for digest, text in _decode(data).items() if text.kind not in kinds}
    return canonical_json(msgspec.to_builtins(kept))


def passage_document(evidence: Evidence) -> shape.PassageDocument:
    """Give a passage the shape in which it is written."""
    return shape.PassageDocument(
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


def read_passage(document: shape.PassageDocument) -> Evidence:
    """Rebuild a passage from its shape."""
    return Evidence(
        piece=PiecePath(document.piece),
        original_sha512=Sha512(document.original_sha512),
        page=document.page,
        quote=document.quote,
        prefix=document.prefix,
        suffix=document.suffix,
        start=document.start,
        count=document.count,
        rects=tuple(Rect(*corners) for corners in document.rects),
        engine=document.engine,
    )


def well_formed(text: str) -> str:
    """Return a text that UTF-8 can carry: pairs of surrogates joined, halves replaced by U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _salted_digest(salt: bytes, text: str) -> str:
    return hashlib.sha512(salt + text.encode()).hexdigest()


def are_too_large(data: bytes) -> bool:
    """Tell whether `textes` are more than any reader accepts."""
    return len(data) > MAX_TEXTS_BYTES or canonical.items(data) > MAX_TEXTS_ITEMS


def _decode(data: bytes) -> dict[str, shape.TextDocument]:
    if are_too_large(data):
        raise AppError("FIC-09")
    try:
        texts = msgspec.json.decode(data, type=dict[str, shape.TextDocument], strict=True)
    except ValueError as error:
        raise AppError("FIC-09") from error
    if msgspec.json.encode(texts, order="sorted") != data:  # in this profile, the bytes of `canonical_json`
        raise AppError("FIC-09")
    return texts
