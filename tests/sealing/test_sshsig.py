import base64
import hashlib
import struct

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from commission_app.sealing import sshsig

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
NAMESPACE = "fiche-v1@commission-app"
MESSAGE = b"une fiche\n"


def test_a_signature_verifies_for_its_key_its_namespace_and_its_message_only() -> None:
    armor = sshsig.sign(KEY, NAMESPACE, MESSAGE)
    sshsig.verify(armor, KEY.public_key(), NAMESPACE, MESSAGE)
    for key, namespace, message in (
        (OTHER, NAMESPACE, MESSAGE),
        (KEY, "lot-v1@commission-app", MESSAGE),
        (KEY, NAMESPACE, MESSAGE + b"\n"),
    ):
        with pytest.raises(InvalidSignature):
            sshsig.verify(armor, key.public_key(), namespace, message)


def test_no_bit_of_a_signature_can_change() -> None:
    armor = sshsig.sign(KEY, NAMESPACE, MESSAGE)
    for place in range(len(armor) * 8):
        changed = bytearray(armor)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(InvalidSignature):
            sshsig.verify(bytes(changed), KEY.public_key(), NAMESPACE, MESSAGE)


@pytest.mark.parametrize(
    "change",
    [
        lambda armor: armor[:0],
        lambda armor: armor[:-1],
        lambda armor: armor + b"\n",
        lambda armor: armor.replace(b"\n", b"\r\n"),
        lambda armor: b"\n" + armor,
        lambda armor: armor.replace(b"SIGNATURE", b"SIGNATURF", 1),
        lambda armor: sshsig.BEGIN + b"\n" + b"".join(armor.splitlines()[1:-1]) + b"\n" + sshsig.END + b"\n",
        lambda armor: b"\n".join(armor.splitlines()[:2] + armor.splitlines()[-1:]),
    ],
)
def test_a_signature_written_in_any_other_way_is_refused(change: object) -> None:
    assert callable(change)
    with pytest.raises(InvalidSignature):
        sshsig.verify(change(sshsig.sign(KEY, NAMESPACE, MESSAGE)), KEY.public_key(), NAMESPACE, MESSAGE)


@pytest.mark.parametrize(
    ("version", "reserved", "hash_name", "tail"),
    [(2, b"", "sha512", b""), (1, b"x", "sha512", b""), (1, b"", "sha256", b""), (1, b"", "sha512", b"x")],
)
def test_a_true_signature_of_another_profile_is_refused(
    version: int, reserved: bytes, hash_name: str, tail: bytes
) -> None:
    assert made_by_hand(1, b"", "sha512", b"") == sshsig.sign(KEY, NAMESPACE, MESSAGE)
    armor = made_by_hand(version, reserved, hash_name, tail)
    with pytest.raises(InvalidSignature):
        sshsig.verify(armor, KEY.public_key(), NAMESPACE, MESSAGE)


def test_a_public_key_has_one_text() -> None:
    text = sshsig.public_key_text(KEY.public_key())
    assert sshsig.public_key(text).public_bytes_raw() == KEY.public_key().public_bytes_raw()
    encoded = text.split()[1]
    for other in (
        f"{text} nom",
        f"{text}\n",
        encoded,
        f"ssh-rsa {encoded}",
        f"ssh-ed25519  {encoded}",
        text[:-4],
        "",
    ):
        with pytest.raises(ValueError):
            sshsig.public_key(other)


def made_by_hand(version: int, reserved: bytes, hash_name: str, tail: bytes) -> bytes:
    """Write a signature field by field after PROTOCOL.sshsig, whatever the profile."""

    def text(value: bytes) -> bytes:
        return struct.pack(">I", len(value)) + value

    context = text(NAMESPACE.encode()) + text(reserved) + text(hash_name.encode())
    signature = KEY.sign(b"SSHSIG" + context + text(hashlib.new(hash_name, MESSAGE).digest()))
    key = text(b"ssh-ed25519") + text(KEY.public_key().public_bytes_raw())
    blob = b"SSHSIG" + struct.pack(">I", version) + text(key) + context
    blob += text(text(b"ssh-ed25519") + text(signature)) + tail
    encoded = base64.b64encode(blob)
    lines = [encoded[start : start + 70] for start in range(0, len(encoded), 70)]
    return b"\n".join([sshsig.BEGIN, *lines, sshsig.END, b""])


def test_a_signature_longer_than_any_is_refused_whole() -> None:
    armor = sshsig.sign(KEY, NAMESPACE, MESSAGE)
    for longer in (armor + b"\n" * 1_000, sshsig.BEGIN + b"\n" * 1_000_000, armor * 3):
        with pytest.raises(InvalidSignature):
            sshsig.verify(longer, KEY.public_key(), NAMESPACE, MESSAGE)
