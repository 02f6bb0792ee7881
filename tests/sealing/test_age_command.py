"""X25519 and passphrase files both ways with Debian's age command, which knows no hybrid key before 1.3.

Collected only when `age`, `age-keygen` and `script`, which gives it a terminal to ask on, are on the machine.
"""

import subprocess
from pathlib import Path

import pytest

from commission_app.sealing.age_recipients import ScryptPassphrase, X25519Identity, X25519Recipient
from commission_app.sealing.age_stream import decrypt, encrypt

SIZES = [0, 1, 65_535, 65_536, 65_537, 131_072, 300_001]
CONTENT = bytes(range(251)) * 1200
PASSPHRASE = "été à Noël"

pytestmark = pytest.mark.external


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key.txt"
    subprocess.run(["age-keygen", "-o", path], check=True, capture_output=True)
    return path


def identity_of(key_file: Path) -> X25519Identity:
    return X25519Identity.from_text(key_file.read_text().splitlines()[-1])


def age(*arguments: str | Path, given: bytes = b"") -> bytes:
    return subprocess.run(["age", *arguments], input=given, capture_output=True, check=True).stdout


def age_asking(command: str, folder: Path, typed: list[str]) -> None:
    answers = "".join(f"{line}\n" for line in typed).encode()
    subprocess.run(
        ["script", "-qec", command, "/dev/null"], cwd=folder, input=answers, capture_output=True, check=True
    )


def test_the_command_and_we_agree_on_the_text_of_a_recipient(key_file: Path) -> None:
    shown = subprocess.run(["age-keygen", "-y", key_file], check=True, capture_output=True, text=True).stdout
    assert identity_of(key_file).recipient.text == shown.strip()
    assert X25519Recipient.parse(shown.strip()) == identity_of(key_file).recipient


@pytest.mark.parametrize("size", SIZES)
def test_the_command_opens_what_we_sealed_and_we_open_what_it_sealed(key_file: Path, size: int) -> None:
    identity, content = identity_of(key_file), CONTENT[:size]
    ours = encrypt(content, [identity.recipient])
    assert age("-d", "-i", key_file, given=ours) == content
    theirs = age("-r", identity.recipient.text, given=content)
    assert decrypt(theirs, [identity], hybrid_only=False) == content


def test_the_command_opens_our_export_with_its_passphrase(tmp_path: Path) -> None:
    sealed = encrypt(CONTENT, [ScryptPassphrase(PASSPHRASE, work_factor=10)])
    (tmp_path / "export.age").write_bytes(sealed)
    age_asking("age -d -o export export.age", tmp_path, [PASSPHRASE])
    assert (tmp_path / "export").read_bytes() == CONTENT


def test_we_open_what_the_command_sealed_with_a_passphrase(tmp_path: Path) -> None:
    (tmp_path / "clear").write_bytes(CONTENT)
    age_asking("age -p -o sealed.age clear", tmp_path, [PASSPHRASE, PASSPHRASE])
    sealed = (tmp_path / "sealed.age").read_bytes()
    assert decrypt(sealed, [ScryptPassphrase(PASSPHRASE)], hybrid_only=False) == CONTENT
