"""Every public test vector of age, read by both readers."""

import contextlib
import hashlib
import io

import pytest

from commission_app.sealing.age_format import HYBRID_KIND, AgeFailure, read_header
from commission_app.sealing.age_stream import AgeReader, decrypt_stream
from tests.sealing.age_vectors import Vector, read_vectors

VECTORS = read_vectors()
BINARY = [vector for vector in VECTORS if not vector.is_armored]
ARMORED = [vector for vector in VECTORS if vector.is_armored]
KIND = {
    "header failure": "header",
    "HMAC failure": "hmac",
    "no match": "no match",
    "payload failure": "payload",
}


def kinds_of(vector: Vector) -> set[str]:
    with contextlib.suppress(AgeFailure):
        return {stanza.kind for stanza in read_header(io.BytesIO(vector.sealed)).stanzas}
    return set()


READABLE = [vector for vector in BINARY if kinds_of(vector)]


def name_of(vector: Vector) -> str:
    return vector.name


def test_the_vectors_are_all_there() -> None:
    assert (len(BINARY), len(ARMORED)) == (110, 33)
    assert {vector.expected for vector in BINARY} == {"success", *KIND}
    assert {vector.expected for vector in BINARY if vector not in READABLE} == {"header failure"}


@pytest.mark.parametrize("vector", BINARY, ids=name_of)
def test_the_stream_reader_agrees_with_the_vector(vector: Vector) -> None:
    released = io.BytesIO()
    source = io.BytesIO(vector.sealed)
    if vector.expected == "success":
        decrypt_stream(source, vector.identities, released, hybrid_only=False)
    else:
        with pytest.raises(AgeFailure) as refusal:
            decrypt_stream(source, vector.identities, released, hybrid_only=False)
        assert refusal.value.kind == KIND[vector.expected]
        assert not refusal.value.is_weaker
    if vector.payload_sha256 is not None:
        assert hashlib.sha256(released.getvalue()).hexdigest() == vector.payload_sha256
    else:
        assert released.getvalue() == b""


@pytest.mark.parametrize("vector", BINARY, ids=name_of)
def test_the_seeking_reader_agrees_with_the_vector(vector: Vector) -> None:
    source = io.BytesIO(vector.sealed)
    if vector.expected == "success":
        clear = AgeReader(source, vector.identities, hybrid_only=False).readall()
        assert hashlib.sha256(clear).hexdigest() == vector.payload_sha256
    else:
        with pytest.raises(AgeFailure) as refusal:
            AgeReader(source, vector.identities, hybrid_only=False).readall()
        assert refusal.value.kind == KIND[vector.expected]


@pytest.mark.parametrize("vector", READABLE, ids=name_of)
def test_what_is_not_all_hybrid_is_refused_as_weaker_before_any_key_is_tried(vector: Vector) -> None:
    is_hybrid = kinds_of(vector) == {HYBRID_KIND}
    with pytest.raises(AgeFailure) as refusal:
        AgeReader(io.BytesIO(vector.sealed), [])
    assert refusal.value.is_weaker != is_hybrid
    assert refusal.value.kind == ("no match" if is_hybrid else "header")


@pytest.mark.parametrize("vector", ARMORED, ids=name_of)
def test_an_armored_file_is_refused_since_nothing_of_ours_is_armored(vector: Vector) -> None:
    with pytest.raises(AgeFailure) as refusal:
        AgeReader(io.BytesIO(vector.sealed), vector.identities, hybrid_only=False)
    assert refusal.value.kind == "header"
