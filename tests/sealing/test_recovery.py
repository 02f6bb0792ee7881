"""`secours.age`: what it keeps, what it refuses, and what a stranger's file may cost."""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.sealing.age_recipients import HybridIdentity, ScryptPassphrase, X25519Recipient
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.identity import MAX_PAST, Secrets
from commission_app.sealing.recovery import (
    MAX_RECOVERY_BYTES,
    Recovery,
    _text,
    read_recovery,
    sealed_recovery,
)
from commission_app.sealing.vault import new_recovery_code
from tests.sealing.drawn_bytes import DrawnBytes

CODE, OTHER_CODE = (new_recovery_code(DrawnBytes(name)) for name in ("envelope", "another"))
SECRETS = replace(Secrets.new(DrawnBytes("secretariat")), vault=b"", past=(bytes([1]) * 32, bytes([2]) * 32))
CHEST = HybridIdentity.from_seed(bytes([3]) * 32).recipient.text
RECOVERY = Recovery(
    "accueil", "Accueil\npour # tous", "2021-06-10T09:00:00+02:00", "0123456789abcdef", SECRETS
)
READ_BACK = replace(RECOVERY, name="Accueil pour # tous")


@cache
def sealed() -> bytes:
    return sealed_recovery(RECOVERY, CODE, DrawnBytes("file"))


def lightly(text: str) -> bytes:
    """Seal a text as quickly as the format allows: tests open many."""
    return encrypt(text.encode(), [ScryptPassphrase(CODE, work_factor=6)])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "secours.age"


def refusal(path: Path, code: str = CODE) -> str:
    with pytest.raises(AppError) as refused:
        read_recovery(path, code)
    return refused.value.code


def test_a_recovery_file_gives_back_what_the_vault_held(path: Path) -> None:
    path.write_bytes(sealed())
    typed = CODE.lower().replace("-", " ")
    assert read_recovery(path, typed) == READ_BACK
    assert b"-> scrypt " in sealed()
    assert b" 18\n" in sealed()[:100]  # the work factor
    assert refusal(path, OTHER_CODE) == "SEC-02"


@pytest.mark.parametrize(
    "secrets",
    [
        SECRETS,
        replace(SECRETS, past=()),
        replace(SECRETS, past=tuple(bytes([number]) * 32 for number in range(MAX_PAST))),
        replace(SECRETS, enc=b"", share=bytes([4]) * 32, chest=CHEST),
        replace(SECRETS, enc=b"", share=bytes([4]) * 32, chest=CHEST, past=()),
    ],
)
def test_every_kind_of_secretariat_comes_back_as_it_was(path: Path, secrets: Secrets) -> None:
    path.write_bytes(lightly(_text(replace(RECOVERY, secrets=secrets))))
    assert read_recovery(path, CODE).secrets == secrets


def test_any_reader_of_identity_files_finds_every_identity() -> None:
    lines = [line for line in _text(RECOVERY).splitlines() if not line.startswith("#")]
    assert lines == [identity.text for identity in SECRETS.identities]


def test_a_mistyped_code_is_said_before_the_file_is_read(path: Path) -> None:
    assert refusal(path, CODE[:-1]) == "COD-01"
    assert refusal(path, CODE[1] + CODE[0] + CODE[2:]) == "COD-03"


def test_the_file_and_its_values_show_no_secret(path: Path) -> None:
    data = sealed() + repr(READ_BACK).encode()
    for secret in (SECRETS.read, SECRETS.sig, SECRETS.database, CODE.encode()):
        assert secret not in data
        assert secret.hex().encode() not in data


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: data[:40],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data.replace(b" 6\n", b" 21\n", 1),  # 2 GiB
        lambda data: data.replace(b" 6\n", b" 63\n", 1),
        lambda data: b"age-encryption.org/v1\n" * 1000,
        lambda data: encrypt(b"secours", [HybridIdentity.from_seed(bytes(32)).recipient]),
        lambda data: encrypt(b"secours", [X25519Recipient(bytes([9]) + bytes(31))]),
    ],
)
def test_a_file_that_is_not_whole_or_not_ours_is_refused(
    path: Path, change: Callable[[bytes], bytes]
) -> None:
    path.write_bytes(change(lightly(_text(RECOVERY))))
    assert refusal(path) == "SEC-01"


def test_an_absent_or_a_huge_file_is_refused_without_being_read_whole(path: Path) -> None:
    assert refusal(path) == "SEC-01"
    path.write_bytes(lightly(_text(RECOVERY)))
    os.truncate(path, 1 << 40)  # a sparse terabyte
    assert refusal(path) == "SEC-01"
    assert len(lightly(_text(replace(RECOVERY, name="n" * 100_000)))) < MAX_RECOVERY_BYTES


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: text + "\n",
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("secours/1", "secours/2"),
        lambda text: text.replace("# vault-id: 0123456789abcdef", "# vault-id: ../../etc/passwd"),
        lambda text: text.replace("# sig: ", "# sig:"),
        lambda text: text.replace("# sig: ", "# sig: AAAA"),
        lambda text: text.replace("# date: ", "# date\n# : "),
        lambda text: text.replace("# pqsig: ", "# extra: "),
        lambda text: text.replace("AGE-SECRET-KEY-PQ-1", "AGE-SECRET-KEY-1", 1),
        lambda text: "\n".join(line for line in text.split("\n") if line.startswith("#")) + "\n",
        lambda text: "\n".join(text.split("\n")[:5] + text.split("\n")[8:]),
        lambda text: text + f"# share: {'A' * 44}\n# chest: {CHEST}\n",
        lambda text: text + "# chest: age1pq1qqqq\n",
        lambda text: text + HybridIdentity.from_seed(bytes(32)).text + "\n",
        lambda text: text + "\ud800",
    ],
)
def test_a_content_written_otherwise_is_refused(path: Path, change: Callable[[str], str]) -> None:
    text = change(_text(RECOVERY))
    path.write_bytes(encrypt(text.encode("utf-8", "surrogatepass"), [ScryptPassphrase(CODE, work_factor=6)]))
    assert refusal(path) == "SEC-01"


def test_the_passphrase_is_the_code_as_it_is_printed() -> None:
    opened = decrypt(lightly("texte"), [ScryptPassphrase(CODE)], hybrid_only=False)
    assert opened == b"texte"
    assert CODE.upper() == CODE
    assert CODE.count("-") == 6


@pytest.mark.parametrize("name", ["x" * 199 + " y", "Accueil \ud800", "a\x85b\u2028c\x1c"])
def test_whatever_the_name_of_a_campaign_its_recovery_file_opens(path: Path, name: str) -> None:
    path.write_bytes(lightly(_text(replace(RECOVERY, name=name))))
    assert read_recovery(path, CODE).secrets == SECRETS
