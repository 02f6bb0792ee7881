import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.sealing import canonical

KEYS = st.text("abzAZ09_.-", min_size=1, max_size=5)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


@settings(derandomize=True, deadline=None)
@given(DOCUMENTS)
def test_a_document_is_read_back_and_has_the_bytes_that_scoring_digests(document: dict[str, Any]) -> None:
    data = canonical.encode(document)
    assert canonical.decode(data) == document
    assert data == canonical_json(document)


@settings(derandomize=True, deadline=None)
@given(DOCUMENTS)
def test_a_document_written_in_any_other_way_is_refused(document: dict[str, Any]) -> None:
    data = canonical.encode(document)
    for other in (json.dumps(document, indent=1).encode(), b" " + data, data + b"\n", b"\xef\xbb\xbf" + data):
        assert_refused(other)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":9007199254740992}',
        b'{"a":-9007199254740992}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\u0041"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\/"}',
        b'{"a":"\xff"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"\xc3\xa9":1}',
        b'{"":1}',
        b'{"a b":1}',
        b'{"' + b"a" * 161 + b'":1}',
        b'{"a":1}{"a":1}',
        b'{"a":1,}',
        b"[1]",
        b'"a"',
        b"null",
        b"",
        b"{",
        b"[" * 1_000_000,
        b'{"a":' * 13 + b"1" + b"}" * 13,
        b'{"a":' + b"[" * 12 + b"]" * 12 + b"}",
    ],
)
def test_bytes_outside_the_profile_are_refused(data: bytes) -> None:
    assert_refused(data)


def test_more_values_than_any_act_has_are_refused_before_they_are_decoded() -> None:
    room = canonical.MAX_ITEMS - 2
    assert canonical.decode(b'{"a":[' + b"0," * room + b"0]}")
    assert_refused(b'{"a":[' + b"0," * (room + 1) + b"0]}")
    assert_refused(b'{"a":"' + b"," * canonical.MAX_ITEMS + b'"}')  # counted wherever they stand


def test_every_character_is_read_in_the_one_form_it_is_written_in() -> None:
    every = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert canonical.decode(canonical.encode({"a": every})) == {"a": every}


def test_twelve_levels_are_read() -> None:
    data = b'{"a":' * 12 + b"1" + b"}" * 12
    assert canonical.encode(canonical.decode(data)) == data


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        2**53,
        -(2**53),
        b"bytes",
        (1, 2),
        {1, 2},
        "\ud800",
        {"é": 1},
        {1: 1},
        {"k" * 161: 1},
    ],
)
def test_a_value_outside_the_profile_is_not_written(value: object) -> None:
    with pytest.raises(ValueError):
        canonical.encode({"a": value})


def assert_refused(data: bytes) -> None:
    with pytest.raises(AppError) as refused:
        canonical.decode(data)
    assert refused.value.code == "ACT-02"
