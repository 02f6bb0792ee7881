"""Writing and reading the payload of age v1 files: as a stream, at any place, or whole in memory.

The payload is cut in chunks of 64 KiB, each with its own tag, and the nonce of the last one marks it, so that
a file cut short is never taken for a whole one. No byte is handed out before its chunk is verified.
"""

import errno
import io
import os
import secrets
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from commission_app.sealing.age_format import (
    CHUNK_BYTES,
    FILE_KEY_BYTES,
    NONCE_BYTES,
    SCRYPT_KIND,
    SEALED_CHUNK_BYTES,
    TAG_BYTES,
    AgeFailure,
    Identity,
    RandomBytes,
    Recipient,
    Stanza,
    chunk_nonce,
    encode_header,
    open_header,
    open_payload,
    payload_cipher,
)

Bytes = bytes | bytearray | memoryview

# A directory, the header before a piece and the pages around: half a mebibyte of clear text at most.
_CACHED_CHUNKS = 8


def encrypt(data: bytes, recipients: Sequence[Recipient], random: RandomBytes = secrets.token_bytes) -> bytes:
    """Return a small content sealed to the recipients."""
    sealed = io.BytesIO()
    with AgeWriter(sealed, recipients, random) as writer:
        writer.write(data)
    return sealed.getvalue()


def decrypt(data: bytes, identities: Sequence[Identity], *, hybrid_only: bool = True) -> bytes:
    """Return the content of a small file; AgeFailure unless all of it is as it was sealed."""
    clear = io.BytesIO()
    decrypt_stream(io.BytesIO(data), identities, clear, hybrid_only=hybrid_only)
    return clear.getvalue()


class AgeWriter:
    """Seals what is written to it, in one pass; nothing is valid until `close` has written the last chunk.

    Left by an exception, or dropped, it writes no last chunk: what stands in the target can pass for nothing.
    It is no `io.IOBase`, whose finalizer would close it in that case. `target` is a buffered binary file, and
    stays open. `random` must be a cryptographic source: the file key comes from it.
    """

    def __init__(
        self, target: BinaryIO, recipients: Sequence[Recipient], random: RandomBytes = secrets.token_bytes
    ) -> None:
        file_key, nonce = random(FILE_KEY_BYTES), random(NONCE_BYTES)
        stanzas = [recipient.wrap(file_key, random) for recipient in recipients]
        _check_company(stanzas)
        target.write(encode_header(stanzas, file_key) + nonce)
        self._target = target
        self._cipher = payload_cipher(file_key, nonce)
        self._index = 0
        self._waiting = bytearray(CHUNK_BYTES)
        self._waiting_bytes = 0
        self._sealed = memoryview(bytearray(SEALED_CHUNK_BYTES))
        self.closed = False

    def __enter__(self) -> Self:
        """Use the writer inside a block; leaving it normally closes it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        self.closed = True

    def write(self, data: Bytes, /) -> int:
        """Seal some more bytes."""
        if self.closed:
            raise ValueError("write to a closed age file")
        view = memoryview(data)
        # A full chunk waits until more comes, for only then is it known not to be the last.
        while len(view) > CHUNK_BYTES - self._waiting_bytes:
            view = view[self._seal_full_chunk(view) :]
        self._waiting[self._waiting_bytes : self._waiting_bytes + len(view)] = view
        self._waiting_bytes += len(view)
        return len(data)

    def flush(self) -> None:
        """Flush the target; a chunk still being filled cannot leave yet."""
        self._target.flush()

    def close(self) -> None:
        """Write the last chunk, once; the target stays open."""
        if not self.closed:
            self._seal(memoryview(self._waiting)[: self._waiting_bytes], is_last=True)
            self.closed = True

    def _seal_full_chunk(self, view: memoryview) -> int:
        """Complete the waiting chunk, seal it, and return how many bytes of `view` it took."""
        if not self._waiting_bytes:
            self._seal(view[:CHUNK_BYTES], is_last=False)  # spares a copy
            return CHUNK_BYTES
        taken = CHUNK_BYTES - self._waiting_bytes
        self._waiting[self._waiting_bytes :] = view[:taken]
        self._seal(memoryview(self._waiting), is_last=False)
        self._waiting_bytes = 0
        return taken

    def _seal(self, clear: memoryview, *, is_last: bool) -> None:
        sealed = self._sealed[: len(clear) + TAG_BYTES]
        self._cipher.encrypt_into(chunk_nonce(self._index, is_last=is_last), clear, None, sealed)
        self._index += 1  # before writing: no nonce serves twice, even after a write that failed
        self._target.write(sealed)


def _check_company(stanzas: Sequence[Stanza]) -> None:
    """Refuse with ValueError to seal a file to nobody, or to recipients of which the weakest would decide."""
    kinds = {stanza.kind for stanza in stanzas}
    if len(kinds) != 1 or (SCRYPT_KIND in kinds and len(stanzas) > 1):
        raise ValueError("recipients must be of one kind, and a passphrase alone")


def decrypt_stream(
    source: BinaryIO, identities: Sequence[Identity], target: BinaryIO, *, hybrid_only: bool = True
) -> None:
    """Unseal a file in one pass, without seeking. AgeFailure may come after part of it was written."""
    cipher = open_payload(source, open_header(source, identities, hybrid_only=hybrid_only))
    index, is_last = 0, False
    while not is_last:
        sealed = source.read(SEALED_CHUNK_BYTES)
        is_last = len(sealed) < SEALED_CHUNK_BYTES
        try:
            clear = _open_chunk(cipher, index, sealed, is_last=is_last)
        except AgeFailure:
            # Only its tag tells whether a chunk of full size is the last.
            clear, is_last = _open_chunk(cipher, index, sealed, is_last=True), True
        target.write(clear)
        index += 1
    if source.read(1):
        raise AgeFailure("payload", "something follows the last chunk")


def _open_chunk(cipher: ChaCha20Poly1305, index: int, sealed: bytes, *, is_last: bool) -> bytes:
    if index and len(sealed) <= TAG_BYTES:  # only an empty payload has an empty chunk
        raise AgeFailure("payload", "the last chunk is missing")
    try:
        # Not `decrypt_into`, which leaves bytes in the buffer even when the tag is wrong.
        return cipher.decrypt(chunk_nonce(index, is_last=is_last), sealed, None)
    except InvalidTag as error:
        raise AgeFailure("payload", f"chunk {index} was altered") from error


class AgeReader(io.RawIOBase):
    """A sealed file read at any place, unsealing only the chunks that are touched: fit for `zipfile`.

    The last chunk is unsealed first, so that a file cut short is refused at once; every other one is verified
    when it is reached, so any read may raise AgeFailure "payload". `source` is a seekable, buffered file; it
    belongs to the caller, who closes it. One thread at a time.
    """

    def __init__(self, source: BinaryIO, identities: Sequence[Identity], *, hybrid_only: bool = True) -> None:
        super().__init__()
        self._cache = OrderedDict[int, bytes]()  # first, for `close` runs even when a refusal ends here
        self._cipher = open_payload(source, open_header(source, identities, hybrid_only=hybrid_only))
        self._source = source
        self._start = source.tell()
        sealed_bytes = source.seek(0, os.SEEK_END) - self._start
        self._last = max(0, (sealed_bytes - 1) // SEALED_CHUNK_BYTES)
        self._size = sealed_bytes - (self._last + 1) * TAG_BYTES
        self._position = 0
        self._chunk(self._last)

    def close(self) -> None:
        """Forget the clear text held; the source stays open."""
        if not self.closed:
            self._cache.clear()
        super().close()

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move to a place of the content, even past its end; OSError before its start, as a file does."""
        self._check_open()
        origins = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}
        if whence not in origins:
            raise ValueError("unknown origin")
        position = origins[whence] + offset
        if position < 0:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self._position = position
        return position

    def tell(self) -> int:
        """Return the place of the next read."""
        self._check_open()
        return self._position

    def read(self, size: int | None = -1, /) -> bytes:
        """Return `size` bytes, fewer only at the end of the content; all the rest without a size."""
        return b"".join(self._parts(self._size if size is None or size < 0 else size))

    def readall(self) -> bytes:
        """Return the rest of the content."""
        return self.read()

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override] # no Buffer yet
        """Fill the buffer, and return how many bytes there were to fill it."""
        view = memoryview(buffer).cast("B")
        done = 0
        for part in self._parts(len(view)):
            view[done : done + len(part)] = part
            done += len(part)
        return done

    def _check_open(self) -> None:
        if self.closed:
            raise ValueError("I/O operation on a closed age file")

    def _parts(self, size: int) -> Iterator[memoryview]:
        """Yield the next bytes chunk by chunk, moving on as each is handed out."""
        self._check_open()
        end = min(self._position + size, self._size)
        while self._position < end:
            index, offset = divmod(self._position, CHUNK_BYTES)
            part = memoryview(self._chunk(index))[offset : offset + end - self._position]
            self._position += len(part)
            yield part

    def _chunk(self, index: int) -> bytes:
        clear = self._cache.get(index)
        if clear is None:
            self._source.seek(self._start + index * SEALED_CHUNK_BYTES)
            sealed = self._source.read(SEALED_CHUNK_BYTES)
            clear = _open_chunk(self._cipher, index, sealed, is_last=index == self._last)
            if len(self._cache) == _CACHED_CHUNKS:
                self._cache.popitem(last=False)
            self._cache[index] = clear
        self._cache.move_to_end(index)
        return clear
