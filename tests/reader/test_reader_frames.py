"""Frames: what goes in comes out, and nothing is allocated for a length that lies."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_app.reader import frames


@given(st.lists(st.tuples(st.binary(), st.binary())))
def test_frames_come_out_as_they_went_in(messages: list[tuple[bytes, bytes]]) -> None:
    pipe = io.BytesIO()
    for header, payload in messages:
        frames.write(pipe, header, payload)
    pipe.seek(0)
    assert [frames.read(pipe) for _ in messages] == messages
    assert frames.read(pipe) is None


@pytest.mark.parametrize("kept", [1, 7, 8, 12, 15])
def test_a_frame_cut_short_is_no_frame(kept: int) -> None:
    pipe = io.BytesIO()
    frames.write(pipe, b"{...}", b"abc")
    with pytest.raises(frames.FrameError):
        frames.read(io.BytesIO(pipe.getvalue()[:kept]))


@pytest.mark.parametrize(
    "sizes", [(frames.HEADER_LIMIT + 1, 0), (0, frames.PAYLOAD_LIMIT + 1), (2**32 - 1, 2**32 - 1)]
)
def test_a_frame_that_announces_too_much_is_refused_before_it_is_read(sizes: tuple[int, int]) -> None:
    with pytest.raises(frames.FrameError):
        frames.read(io.BytesIO(frames.LENGTHS.pack(*sizes)))


def test_a_header_that_is_too_long_is_not_sent() -> None:
    pipe = io.BytesIO()
    with pytest.raises(frames.FrameError):
        frames.write(pipe, bytes(frames.HEADER_LIMIT + 1))
    assert pipe.getvalue() == b""
