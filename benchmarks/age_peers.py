"""Sealing and opening beside other makers of age files, then beside the cipher alone.

The `age` command and pyrage seal to X25519 recipients, for the versions at hand have no hybrid ones: our own
lines pay for twenty hybrid stanzas. The start of the command, a few milliseconds, is part of its time.
"""

import importlib
import io
import secrets
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from benchmarks.figures import Figures, Line, by_turns
from commission_app.sealing.age_recipients import HybridIdentity, X25519Identity
from commission_app.sealing.age_stream import AgeReader, AgeWriter, decrypt, decrypt_stream, encrypt
from commission_app.sealing.age_text import bech32_text

CHUNK, TAG = 65_536, 16
BLOCK = 1 << 20
RECIPIENTS = 20
ROUNDS = 5
MOST_TIMES_AGE = 1.0
MOST_TIMES_RAW = 2.5

PEOPLE = [HybridIdentity.from_seed(secrets.token_bytes(32)) for _ in range(RECIPIENTS)]
TO_ALL = [person.recipient for person in PEOPLE]
LAST = [PEOPLE[-1]]  # the slowest to find: every other stanza is tried before
KEY, NONCE = bytes(32), bytes(12)  # of the cipher alone, which protects nothing here


@dataclass(frozen=True)
class Maker:
    """A maker of age files: how it seals one file into another, and opens it."""

    name: str
    seal: Callable[[Path, Path], object]
    open: Callable[[Path, Path], object]


def file_lines(folder: Path, megabytes: int) -> Iterator[Line]:
    """Seal and open a file, each maker by turns; every file opened is compared with the first."""
    clear = folder / "clair"
    with clear.open("wb") as file:
        for _ in range(megabytes):
            file.write(secrets.token_bytes(BLOCK))
    makers = _makers(folder)
    for maker in makers:  # once before anything is timed, to have what to open
        maker.seal(clear, folder / f"{maker.name}.age")
    sealing = _by_turns({maker.name: maker.seal for maker in makers}, lambda _: clear, folder / "essai")
    opening = _by_turns(
        {maker.name: maker.open for maker in makers}, lambda name: folder / f"{name}.age", folder / "essai"
    )
    for verb, times in (("seal", sealing), ("open", opening)):
        what = f"{verb} {megabytes} MiB, {RECIPIENTS} recipients, file to file"
        for peer, limit in (("age", MOST_TIMES_AGE), ("pyrage", None)):
            if peer in times:
                yield Line(what, times["ours"], "s", peer, times[peer], most_times=limit)
            else:
                yield Line(what, times["ours"], "s", f"{peer} absent")


def _by_turns(
    works: dict[str, Callable[[Path, Path], object]], source: Callable[[str], Path], target: Path
) -> Figures:
    """Time each work into a file that does not exist yet: emptying a file of this size takes its own time."""

    def into_target(name: str) -> Callable[[], object]:
        fresh = target.with_name(f"{target.name}-{name}")
        return lambda: works[name](source(name), fresh)

    def removed() -> None:
        for name in works:
            target.with_name(f"{target.name}-{name}").unlink(missing_ok=True)

    times = {name: float("inf") for name in works}
    for _ in range(ROUNDS):
        removed()
        found = by_turns({name: into_target(name) for name in works}, 1)
        times = {name: min(best, found[name]) for name, best in times.items()}
    removed()
    return times


def _makers(folder: Path) -> list[Maker]:
    keys = [bech32_text("AGE-SECRET-KEY-", secrets.token_bytes(32)) for _ in range(RECIPIENTS)]
    recipients = [X25519Identity.from_text(key).recipient.text for key in keys]
    makers = [Maker("ours", _seal_file, _open_file)]
    if shutil.which("age"):
        makers.append(_age_command(folder, keys[-1], recipients))
    try:
        makers.append(_pyrage(importlib.import_module("pyrage"), keys[-1], recipients))
    except ImportError:
        print("pyrage absent: nothing is compared with it (put it on PYTHONPATH to have its lines)")
    return makers


def _seal_file(source: Path, target: Path) -> None:
    with source.open("rb") as clear, target.open("wb") as sealed, AgeWriter(sealed, TO_ALL) as writer:
        while block := clear.read(BLOCK):
            writer.write(block)


def _open_file(source: Path, target: Path) -> None:
    with source.open("rb") as sealed, target.open("wb") as clear:
        decrypt_stream(sealed, LAST, clear)


def _age_command(folder: Path, key: str, recipients: list[str]) -> Maker:
    to_all, identity = folder / "destinataires", folder / "secret"
    to_all.write_text("\n".join(recipients))
    identity.write_text(key)

    def seal(source: Path, target: Path) -> None:
        subprocess.run(["age", "-R", to_all, "-o", target, source], check=True)

    def open_again(source: Path, target: Path) -> None:
        subprocess.run(["age", "-d", "-i", identity, "-o", target, source], check=True)

    return Maker("age", seal, open_again)


def _pyrage(pyrage: Any, key: str, recipients: list[str]) -> Maker:
    to_all = [pyrage.x25519.Recipient.from_str(text) for text in recipients]
    identity = pyrage.x25519.Identity.from_str(key)

    def seal(source: Path, target: Path) -> None:
        pyrage.encrypt_file(str(source), str(target), to_all)

    def open_again(source: Path, target: Path) -> None:
        pyrage.decrypt_file(str(source), str(target), [identity])

    return Maker("pyrage", seal, open_again)


def memory_lines(megabytes: int) -> Iterator[Line]:
    """Seal and open in memory, beside the cipher on the same chunks.

    First into memory that is there already, on both sides. Then into new memory, which the system must find
    and empty page by page: on this volume that alone takes longer than the cipher.
    """
    content = secrets.token_bytes(BLOCK) * megabytes
    sealed, raw_sealed = encrypt(content, TO_ALL), _raw_seal_new(content)
    there = io.BytesIO(bytes(len(content) + BLOCK))
    there.write(b"\0")  # until then it only borrows its bytes
    assert decrypt(sealed, LAST) == _raw_open_new(raw_sealed) == content
    works: dict[str, Callable[[], object]] = {
        "seal": lambda: _seal_again(content, there),
        "raw seal": lambda: _raw_seal(content),
        "open": lambda: _open_again(sealed, there),
        "raw open": lambda: _raw_open(raw_sealed),
        "seal new": lambda: encrypt(content, TO_ALL),
        "raw seal new": lambda: _raw_seal_new(content),
        "open new": lambda: decrypt(sealed, LAST),
        "raw open new": lambda: _raw_open_new(raw_sealed),
        "1 MiB": lambda: _read_by(sealed, BLOCK),
        "4 KiB": lambda: _read_by(sealed, 4096),
    }
    best = by_turns(works, ROUNDS)
    for verb in ("seal", "open"):
        what, limit = f"{verb} {megabytes} MiB, memory to memory", MOST_TIMES_RAW
        raw, raw_new = best[f"raw {verb}"], best[f"raw {verb} new"]
        yield Line(what, best[verb], "s", "raw", raw, most_times=limit)
        yield Line(f"{what}, new", best[f"{verb} new"], "s", "raw, new", raw_new, most_times=limit)
    for step in ("1 MiB", "4 KiB"):
        yield Line(f"open it {step} at a time", best[step], "s", "raw", best["raw open"])


def _seal_again(content: bytes, target: io.BytesIO) -> None:
    target.seek(0)
    with AgeWriter(target, TO_ALL) as writer:
        writer.write(content)


def _open_again(sealed: bytes, target: io.BytesIO) -> None:
    target.seek(0)
    decrypt_stream(io.BytesIO(sealed), LAST, target)


def _read_by(sealed: bytes, step: int) -> None:
    buffer = bytearray(step)
    with AgeReader(io.BytesIO(sealed), LAST) as reader:
        while reader.readinto(buffer):
            pass


def _raw_seal(content: bytes) -> None:
    cipher, sealed = ChaCha20Poly1305(KEY), bytearray(CHUNK + TAG)
    for clear in _chunks(content, CHUNK):
        cipher.encrypt_into(NONCE, clear, None, sealed)


def _raw_open(sealed: bytearray) -> None:
    cipher = ChaCha20Poly1305(KEY)
    for chunk in _chunks(sealed, CHUNK + TAG):
        cipher.decrypt(NONCE, chunk, None)


def _raw_seal_new(content: bytes) -> bytearray:
    cipher, sealed = ChaCha20Poly1305(KEY), bytearray(len(content) // CHUNK * (CHUNK + TAG))
    for clear, target in zip(_chunks(content, CHUNK), _chunks(sealed, CHUNK + TAG), strict=True):
        cipher.encrypt_into(NONCE, clear, None, target)
    return sealed


def _raw_open_new(sealed: bytearray) -> bytearray:
    cipher, clear = ChaCha20Poly1305(KEY), bytearray(len(sealed) // (CHUNK + TAG) * CHUNK)
    for chunk, target in zip(_chunks(sealed, CHUNK + TAG), _chunks(clear, CHUNK), strict=True):
        cipher.decrypt_into(NONCE, chunk, None, target)
    return clear


def _chunks(data: bytes | bytearray, size: int) -> Iterator[memoryview]:
    view = memoryview(data)
    return (view[start : start + size] for start in range(0, len(view), size))
