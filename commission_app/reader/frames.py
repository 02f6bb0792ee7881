"""Frames between the application and its reading process: lengths, a JSON header, raw bytes.

A frame is two 32-bit big-endian lengths, then the header, then the payload. Both lengths are bounded before
anything is allocated, since what stands at the other end of the pipe has just parsed a stranger's file.
"""

import struct
from typing import IO, NamedTuple

LENGTHS = struct.Struct(">II")
HEADER_LIMIT = 32 << 20  # the text of a very dense page, or a table of 20,000 lines
PAYLOAD_LIMIT = 512 << 20  # a piece, its viewing copy, or an image of 3,000 × 3,000 points


class FrameError(Exception):
    """The bytes received are not a frame: the channel cannot be used any more."""


class Frame(NamedTuple):
    """One message: a JSON header, and the raw bytes that go with it."""

    header: bytes
    payload: bytes


def write(stream: IO[bytes], header: bytes, payload: bytes | memoryview = b"") -> None:
    """Write one frame and flush it. Raises OSError when nobody reads any more."""
    size = len(payload)
    if len(header) > HEADER_LIMIT or size > PAYLOAD_LIMIT:
        raise FrameError
    _write_all(stream, LENGTHS.pack(len(header), size) + header)
    _write_all(stream, payload)
    stream.flush()


def read(stream: IO[bytes]) -> Frame | None:
    """Read one frame; None when the other end closed the channel between two frames."""
    first = stream.read(LENGTHS.size)
    if not first:
        return None
    if len(first) < LENGTHS.size:
        raise FrameError
    header_size, payload_size = LENGTHS.unpack(first)
    if header_size > HEADER_LIMIT or payload_size > PAYLOAD_LIMIT:
        raise FrameError
    return Frame(_read_exactly(stream, header_size), _read_exactly(stream, payload_size))


def _write_all(stream: IO[bytes], data: bytes | memoryview) -> None:
    """Write everything: a raw pipe may take only a part at a time."""
    left = memoryview(data)
    while left:
        left = left[stream.write(left) :]


def _read_exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise FrameError
    return data
