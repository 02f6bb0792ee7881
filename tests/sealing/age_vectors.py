"""The public age test vectors of tests/sealing/data/cctv, as values."""

import zlib
from dataclasses import dataclass
from pathlib import Path

from commission_app.sealing.age_format import Identity
from commission_app.sealing.age_recipients import HybridIdentity, ScryptPassphrase, X25519Identity

FOLDER = Path(__file__).resolve().parent / "data" / "cctv"


@dataclass(frozen=True)
class Vector:
    name: str
    expected: str  # "success", or the failure in the words of the vectors
    payload_sha256: str | None  # of all that may be released, even when the file is refused in the end
    identities: tuple[Identity, ...]
    is_armored: bool
    sealed: bytes


def read_vectors() -> list[Vector]:
    return [_read(path) for path in sorted(FOLDER.glob("*.vector"))]


def _read(path: Path) -> Vector:
    head, _, sealed = path.read_bytes().partition(b"\n\n")
    fields = [line.split(": ", 1) for line in head.decode().split("\n")]
    known = {name: value for name, value in fields if name not in {"identity", "passphrase"}}
    return Vector(
        name=path.stem,
        expected=known["expect"],
        payload_sha256=known.get("payload"),
        identities=(
            *(_identity(value) for name, value in fields if name == "identity"),
            *(ScryptPassphrase(value) for name, value in fields if name == "passphrase"),
        ),
        is_armored="armored" in known,
        sealed=zlib.decompress(sealed) if known.get("compressed") == "zlib" else sealed,
    )


def _identity(text: str) -> Identity:
    return HybridIdentity.from_text(text) if "-PQ-" in text else X25519Identity.from_text(text)
