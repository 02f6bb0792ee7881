"""Acts read by OpenSSH as in the emergency sheet: `ssh-keygen` checks the classical signature anywhere."""

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from commission_app.sealing import sshsig
from commission_app.sealing.identity import Secrets
from commission_app.sealing.signed_act import sign
from tests.sealing.drawn_bytes import DrawnBytes

pytestmark = pytest.mark.external

MEMBER = Secrets.new(DrawnBytes("member"))
OTHER = Secrets.new(DrawnBytes("other"))
NAMESPACE = "fiche-v1@commission-app"
ACT = sign({"type": "fiche", "v": 1, "member": "m07", "title": "Été à Lens‑Liévin"}, MEMBER.signing)


@pytest.fixture
def signers(tmp_path: Path) -> Path:
    file = tmp_path / "allowed"
    file.write_text(f"m07 {MEMBER.key_set.sig}\nm08 {OTHER.key_set.sig}\n")
    return file


def test_an_act_is_good_for_ssh_keygen(signers: Path) -> None:
    done = verified(signers, ACT)
    assert done.returncode == 0
    assert done.stdout.startswith(
        b'Good "fiche-v1@commission-app" signature for m07 with ED25519 key SHA256:'
    )


def test_an_altered_act_another_use_and_another_person_are_refused(signers: Path) -> None:
    altered = ACT.replace(b'"m07"', b'"m08"')
    assert verified(signers, altered).returncode != 0
    assert verified(signers, ACT, namespace="lot-v1@commission-app").returncode != 0
    assert verified(signers, ACT, principal="m08").returncode != 0
    assert verified(signers, ACT, principal="m09").returncode != 0


def test_the_other_signature_is_covered_too(signers: Path) -> None:
    lines = ACT.split(b"\n", 2)
    without = b"\n".join([lines[0], lines[1][:-1] + b"A", lines[2]])
    assert verified(signers, without).returncode != 0


def test_ssh_keygen_writes_the_same_bytes(tmp_path: Path) -> None:
    message = tmp_path / "message"
    message.write_bytes(ACT)
    done = subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-f", private_key(tmp_path), "-n", NAMESPACE, message],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    armor = (tmp_path / "message.sig").read_bytes()
    assert armor == sshsig.sign(MEMBER.signing.ed25519, NAMESPACE, ACT)
    sshsig.verify(armor, MEMBER.key_set.ed25519, NAMESPACE, ACT)


def test_ssh_keygen_reads_the_same_key(tmp_path: Path) -> None:
    done = subprocess.run(["ssh-keygen", "-y", "-f", private_key(tmp_path)], capture_output=True, check=False)
    assert done.stdout.decode().split()[:2] == MEMBER.key_set.sig.split()


def verified(
    signers: Path, act: bytes, namespace: str = NAMESPACE, principal: str = "m07"
) -> subprocess.CompletedProcess[bytes]:
    """Do what the emergency sheet says: two lines are the message, the rest is its signature."""
    line, mldsa, armor = act.split(b"\n", 2)
    signature = signers.parent / "signature"
    signature.write_bytes(armor)
    return subprocess.run(
        ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", principal, "-n", namespace, "-s", signature],
        input=line + b"\n" + mldsa + b"\n", capture_output=True, check=False,
    )  # fmt: skip


def private_key(folder: Path) -> Path:
    file = folder / "key"
    pem = MEMBER.signing.ed25519.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    file.touch(mode=0o600)
    file.write_bytes(pem)
    return file
