"""What docs/formats.md tells a stranger to do, with the programs of any machine: `unzip`, `ssh-keygen`.

Collected only when both are there. The file is unsealed here by this program; test_emergency_age does it with
somebody else's.
"""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from commission_app.sealing.age_stream import decrypt
from commission_app.sealing.archive_file import write_archive
from tests.sealing import exchange as x
from tests.sealing.test_formats_page import BLOCKS

pytestmark = pytest.mark.external

(COMMANDS,) = (block for language, block in BLOCKS if language == "sh")
GOOD = b'Good "fiche-v1@commission-app" signature for membre with ED25519 key SHA256:'


def unzip(packed: bytes, folder: Path) -> None:
    """Extract an archive; `unzip` must find nothing to say."""
    (folder / "content.zip").write_bytes(packed)
    for option in ("-tq", "-q"):
        done = subprocess.run(
            ["unzip", option, "content.zip"], cwd=folder, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


def verified(folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the commands of the page, to the letter, where a fiche was unzipped."""
    return subprocess.run(["sh", "-ec", COMMANDS], cwd=folder, capture_output=True, check=False)


def check_fiche(packed: bytes, folder: Path) -> None:
    """Do the whole emergency sheet on the content of a fiche."""
    unzip(packed, folder)
    done = verified(folder)
    assert done.returncode == 0
    assert done.stdout.startswith(GOOD)


def test_an_act_taken_from_a_fiche_is_good_for_ssh_keygen(tmp_path: Path) -> None:
    sealed = x.sent(x.PARTS, tmp_path)
    check_fiche(decrypt(sealed, [x.RECOVERY]), tmp_path)
    assert (tmp_path / "textes").read_bytes() == x.PARTS.texts


def test_an_act_changed_after_it_was_taken_is_not(tmp_path: Path) -> None:
    check_fiche(decrypt(x.sent(x.PARTS, tmp_path), [x.RECOVERY]), tmp_path)
    act = tmp_path / "fiche"
    act.write_bytes(act.read_bytes().replace(b'"mark":5', b'"mark":4'))
    assert verified(tmp_path).returncode != 0


def test_texts_are_checked_with_sha512sum_alone(tmp_path: Path) -> None:
    """By hand: the digest of a remark is that of its salt and its words."""
    unzip(decrypt(x.sent(x.PARTS, tmp_path), [x.RECOVERY]), tmp_path)
    act = json.loads((tmp_path / "fiche").read_bytes().split(b"\n")[0])
    texts = json.loads((tmp_path / "textes").read_text())
    digest = act["recused"][0]["reason_digest"]
    salted = bytes.fromhex(texts[digest]["salt"]) + texts[digest]["text"].encode()
    assert hashlib.sha512(salted).hexdigest() == digest


def test_a_lot_is_unzipped_piece_by_piece(lot: Path, tmp_path: Path) -> None:
    folder = tmp_path / "opened"
    folder.mkdir()
    unzip(decrypt(lot.read_bytes(), [x.RECOVERY]), folder)
    for path, content in x.CONTENTS.items():
        assert (folder / path).read_bytes() == content
    manifest = json.loads((folder / "manifeste").read_bytes().split(b"\n")[0])
    listed = {piece["path"]: piece["sha512"] for part in manifest["dossiers"] for piece in part["pieces"]}
    assert listed == {path: hashlib.sha512(content).hexdigest() for path, content in x.CONTENTS.items()}


def test_an_archive_is_unzipped_and_its_root_compared(tmp_path: Path) -> None:
    entries = {"lisezmoi.txt": "Archive de séance.\n".encode(), "journal.json": b"[]"}
    root = write_archive(tmp_path / "archive.zip", entries)
    folder = tmp_path / "opened"
    folder.mkdir()
    unzip((tmp_path / "archive.zip").read_bytes(), folder)
    assert hashlib.sha512((folder / "racine.json").read_bytes()).hexdigest() == root
    for name, digest in json.loads((folder / "racine.json").read_text())["files"].items():
        assert hashlib.sha512((folder / name).read_bytes()).hexdigest() == digest
