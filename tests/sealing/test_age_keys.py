"""Texts of keys, and what the stanzas of each kind of recipient hold."""

import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.sealing.age_format import AgeFailure, Stanza
from commission_app.sealing.age_recipients import (
    HybridIdentity,
    HybridRecipient,
    ScryptPassphrase,
    X25519Identity,
    X25519Recipient,
)
from commission_app.sealing.age_text import base64_bytes, base64_text, bech32_bytes, bech32_text
from tests.sealing import hpke_oracle

INFO = b"age-encryption.org/mlkem768x25519"
FILE_KEY = bytes(range(16))
# Points whose shared secret everybody knows: 0, 1, and one of order 8 (RFC 7748 §7).
LOW_ORDER = [
    bytes(32),
    bytes([1, *bytes(31)]),
    bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
]


@pytest.fixture(scope="module")
def identity() -> HybridIdentity:
    return HybridIdentity.from_seed(bytes(range(32)))


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=80), st.sampled_from(["age", "age1pq", "AGE-SECRET-KEY-PQ-"]))
def test_bech32_gives_back_the_bytes_and_no_other_prefix_reads_them(data: bytes, prefix: str) -> None:
    text = bech32_text(prefix, data)
    assert bech32_bytes(text, prefix) == data
    assert text.isupper() == prefix.isupper()
    with pytest.raises(ValueError, match="unexpected kind"):
        bech32_bytes(text, prefix + "x")


@settings(derandomize=True, deadline=None)
@given(st.integers(0, 61), st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l") | st.characters())
def test_one_wrong_sign_in_a_key_is_always_noticed(place: int, sign: str) -> None:
    text = bech32_text("age", bytes(range(32)))
    wrong = text[:place] + sign + text[place + 1 :]
    if wrong != text:
        with pytest.raises(ValueError):
            bech32_bytes(wrong, "age")


def test_a_text_longer_than_any_key_is_refused_before_it_is_taken_apart() -> None:
    with pytest.raises(ValueError, match="unexpected kind"):
        bech32_bytes(bech32_text("age1pq", bytes(2_600)), "age1pq")
    assert len(bech32_bytes(bech32_text("age1pq", bytes(2_500)), "age1pq")) == 2_500


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "unexpected kind"),
        ("age", "unexpected kind"),
        ("age1qqqqq", "unexpected kind"),
        ("AGE1QQPEXLY5", "unexpected kind"),
        ("age1qQpexly5", "capitals"),
        ("age1qqpexlb5", "unknown sign"),
        ("age1qqpexly6", "check signs"),
        ("age1qqqyst3gn", "spare bits"),  # one digit too many
        ("age1qpu0j2ex", "spare bits"),  # spare bits that are not zero
    ],
)
def test_a_text_that_is_not_bech32_is_refused(text: str, reason: str) -> None:
    assert bech32_bytes("age1qqpexly5", "age") == b"\0"
    with pytest.raises(ValueError, match=reason):
        bech32_bytes(text, "age")


def test_a_sign_that_only_looks_like_a_capital_letter_is_refused(identity: HybridIdentity) -> None:
    start, digits = identity.text[:19], identity.text[19:]
    text = start + digits.replace("K", "\N{KELVIN SIGN}")
    assert (text != identity.text, text.upper(), text.lower()) == (True, text, identity.text.lower())
    with pytest.raises(ValueError, match="ASCII"):
        HybridIdentity.from_text(text)


@pytest.mark.parametrize("prefix", ["age1pq", "age", "AGE-SECRET-KEY-PQ-", "AGE-SECRET-KEY-", "age1tag"])
def test_a_key_of_another_kind_or_length_is_refused(prefix: str) -> None:
    text = bech32_text(prefix, bytes(31))
    readers = (
        HybridRecipient.parse,
        X25519Recipient.parse,
        HybridIdentity.from_text,
        X25519Identity.from_text,
    )
    for read in readers:
        with pytest.raises(ValueError):
            read(text)


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=100))
def test_base64_has_one_spelling(data: bytes) -> None:
    text = base64_text(data)
    assert base64_bytes(text) == data
    for other in (text + "=", text + "\n", " " + text, text + "A" * (5 - len(text) % 4)):
        with pytest.raises(ValueError):
            base64_bytes(other)


def test_base64_with_stray_bits_is_refused() -> None:
    assert base64_bytes("AA") == b"\0"
    with pytest.raises(ValueError, match="canonical"):
        base64_bytes("AB")


def test_a_hybrid_key_is_read_back_from_its_texts(identity: HybridIdentity) -> None:
    recipient = identity.recipient
    assert len(recipient.text) == 1959
    assert recipient.text.startswith("age1pq1")
    assert HybridRecipient.parse(recipient.text) == recipient
    assert identity.text.startswith("AGE-SECRET-KEY-PQ-1")
    assert HybridIdentity.from_text(identity.text).recipient == recipient


def test_a_secret_shows_nowhere_but_in_its_text(identity: HybridIdentity) -> None:
    assert "01" not in repr(identity)
    assert "secret words" not in repr(ScryptPassphrase("secret words"))


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_seed_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        HybridIdentity.from_seed(bytes(size))


@pytest.mark.parametrize("point", LOW_ORDER)
def test_a_hybrid_recipient_whose_classical_half_is_void_is_refused(
    identity: HybridIdentity, point: bytes
) -> None:
    void = bech32_text("age1pq", identity.recipient.public[:1184] + point)
    with pytest.raises(ValueError):
        HybridRecipient.parse(void)


def test_a_hybrid_recipient_of_wrong_size_or_content_is_refused(identity: HybridIdentity) -> None:
    public = identity.recipient.public
    out_of_range = b"\xff" * 1184 + public[1184:]  # coefficients of ML-KEM are below 3329
    for wrong in (b"", public[:-1], public + b"\0", public[:1184], out_of_range):
        with pytest.raises(ValueError):
            HybridRecipient(wrong)


@pytest.mark.parametrize("point", LOW_ORDER)
def test_a_stanza_with_a_low_order_point_is_malformed_rather_than_somebody_elses(
    identity: HybridIdentity, point: bytes
) -> None:
    stanza = identity.recipient.wrap(FILE_KEY, secrets.token_bytes)
    share = base64_bytes(stanza.arguments[0])
    void = Stanza(stanza.kind, (base64_text(share[:-32] + point),), stanza.body)
    with pytest.raises(AgeFailure) as refusal:
        identity.unwrap([void])
    assert refusal.value.kind == "header"


def test_the_library_opens_what_the_oracle_seals(identity: HybridIdentity) -> None:
    public = identity.recipient.public
    mlkem = MLKEM768PublicKey.from_public_bytes(public[:1184])
    x25519 = X25519PublicKey.from_public_bytes(public[1184:])
    for _ in range(25):
        sealed = hpke_oracle.seal(mlkem, x25519, INFO, FILE_KEY)
        share, body = sealed[: hpke_oracle.SHARE_BYTES], sealed[hpke_oracle.SHARE_BYTES :]
        assert identity.unwrap([Stanza("mlkem768x25519", (base64_text(share),), body)]) == FILE_KEY


def test_the_oracle_opens_what_the_library_seals(identity: HybridIdentity) -> None:
    for _ in range(25):
        stanza = identity.recipient.wrap(FILE_KEY, secrets.token_bytes)
        sealed = base64_bytes(stanza.arguments[0]) + stanza.body
        assert hpke_oracle.unseal(identity._mlkem, identity._x25519, INFO, sealed) == FILE_KEY


def test_a_member_finds_their_stanza_among_those_of_twenty(identity: HybridIdentity) -> None:
    others = [HybridIdentity.from_seed(bytes([number]) * 32) for number in range(19)]
    stanzas = [other.recipient.wrap(FILE_KEY, secrets.token_bytes) for other in [*others, identity]]
    assert identity.unwrap(stanzas) == FILE_KEY
    assert identity.unwrap(stanzas[:-1]) is None
    assert all(len(stanza.encoded()) == 1557 for stanza in stanzas)


def test_the_stanzas_of_one_recipient_have_nothing_in_common(identity: HybridIdentity) -> None:
    first, second = (identity.recipient.wrap(FILE_KEY, secrets.token_bytes) for _ in range(2))
    assert first.kind == second.kind
    assert first.arguments[0][:20] != second.arguments[0][:20]
    assert first.body != second.body


def test_an_x25519_key_is_read_back_from_its_texts() -> None:
    identity = X25519Identity.from_text(bech32_text("AGE-SECRET-KEY-", bytes(range(32))))
    assert X25519Recipient.parse(identity.recipient.text) == identity.recipient
    stanza = identity.recipient.wrap(FILE_KEY, secrets.token_bytes)
    assert identity.unwrap([stanza]) == FILE_KEY
    other = X25519Identity.from_text(bech32_text("AGE-SECRET-KEY-", bytes(32)))
    assert other.unwrap([stanza]) is None


def test_a_passphrase_opens_its_stanza_and_another_does_not() -> None:
    stanza = ScryptPassphrase("été à Noël", work_factor=8).wrap(FILE_KEY, secrets.token_bytes)
    assert ScryptPassphrase("été à Noël").unwrap([stanza]) == FILE_KEY
    assert ScryptPassphrase("ete a Noel").unwrap([stanza]) is None


@pytest.mark.parametrize("factor", ["0", "21", "99", "100000000000", "08", "+8", "8 ", "٨", ""])
def test_a_work_factor_that_is_malformed_or_too_costly_is_refused_before_any_work(factor: str) -> None:
    stanza = Stanza("scrypt", (base64_text(bytes(16)), factor), bytes(32))
    with pytest.raises(AgeFailure) as refusal:
        ScryptPassphrase("secret").unwrap([stanza])
    assert refusal.value.kind == "header"
