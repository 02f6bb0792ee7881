"""How fast age files are sealed and opened, beside raw ChaCha20-Poly1305 in the same run.

usage: python -m benchmarks.age_files [megabytes, 256 by default]

The files stand in a temporary folder; the raw cipher works on one block in memory, so its line is the limit.
Peak memory is that of the whole process after the streaming lines, before anything is read at once.
"""

import io
import secrets
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.age_stream import AgeReader, AgeWriter, decrypt_stream

CHUNK = 65_536
BLOCK = secrets.token_bytes(1 << 20)
RECIPIENTS = 20
ROUNDS = 3
PIECE_BLOCKS = 3

PEOPLE = [HybridIdentity.from_seed(secrets.token_bytes(32)) for _ in range(RECIPIENTS)]
LAST = [PEOPLE[-1]]


class Nowhere(io.RawIOBase):
    """A target that keeps nothing."""

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override] # no Buffer yet
        return len(data)


def best_of(work: Callable[[], object]) -> float:
    def once() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return min(once() for _ in range(ROUNDS))


def raw(megabytes: int) -> None:
    cipher, nonce, sealed = ChaCha20Poly1305(secrets.token_bytes(32)), bytes(12), bytearray(CHUNK + 16)
    clear = memoryview(BLOCK)[:CHUNK]
    for _ in range(megabytes * len(BLOCK) // CHUNK):
        cipher.encrypt_into(nonce, clear, None, sealed)


def seal(path: Path, megabytes: int) -> None:
    with path.open("wb") as file, AgeWriter(file, [person.recipient for person in PEOPLE]) as writer:
        for _ in range(megabytes):
            writer.write(BLOCK)


def open_in_one_pass(path: Path) -> None:
    with path.open("rb") as file:
        decrypt_stream(file, LAST, Nowhere())  # type: ignore[arg-type] # only `write` is used


def open_seeking(path: Path, step: int) -> None:
    buffer = bytearray(step)
    with path.open("rb") as file, AgeReader(file, LAST) as reader:
        while reader.readinto(buffer):
            pass


def seal_archive(path: Path, megabytes: int) -> None:
    content = BLOCK * PIECE_BLOCKS
    with (
        path.open("wb") as file,
        AgeWriter(file, [person.recipient for person in PEOPLE]) as writer,
        zipfile.ZipFile(writer, "w", zipfile.ZIP_STORED) as archive,
    ):
        for number in range(megabytes // PIECE_BLOCKS):
            archive.writestr(f"d/{number:04}/01.pdf", content)


def read_one_piece(path: Path, megabytes: int) -> None:
    with path.open("rb") as file, AgeReader(file, LAST) as reader, zipfile.ZipFile(reader) as archive:
        archive.read(f"d/{megabytes // PIECE_BLOCKS // 2:04}/01.pdf")


def peak_memory() -> str:
    if sys.platform == "win32":
        return "not measured on Windows"
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6:.0f} MB"


def main() -> None:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 256
    print(f"{megabytes} MiB, {RECIPIENTS} hybrid recipients, best of {ROUNDS}; opened as the last recipient")
    limit = best_of(lambda: raw(megabytes))

    def show(name: str, seconds: float) -> None:
        speed = megabytes / seconds
        print(f"{name:<42} {seconds:7.3f} s  {speed:7.0f} MiB/s  {seconds / limit:5.1f} x raw")

    with tempfile.TemporaryDirectory() as folder:
        path, archive = Path(folder) / "file.age", Path(folder) / "archive.age"
        show("raw ChaCha20-Poly1305, 64 KiB blocks", limit)
        show("seal to a file", best_of(lambda: seal(path, megabytes)))
        show("open in one pass", best_of(lambda: open_in_one_pass(path)))
        show("open seeking, 1 MiB at a time", best_of(lambda: open_seeking(path, 1 << 20)))
        show("open seeking, 4 KiB at a time", best_of(lambda: open_seeking(path, 4096)))
        print(f"peak memory of the process: {peak_memory()}")
        show("seal an archive of 3 MiB pieces", best_of(lambda: seal_archive(archive, megabytes)))
        piece = best_of(lambda: read_one_piece(archive, megabytes))
        print(f"open that archive and read one piece of {PIECE_BLOCKS} MiB: {piece * 1000:.1f} ms")


if __name__ == "__main__":
    main()
