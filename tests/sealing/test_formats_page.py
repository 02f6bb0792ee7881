"""The page of formats is the contract: it names every field, and what it tells to do works."""

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from commission_app.sealing import vault_file
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.opening_code import new_code
from tests.sealing import exchange as x
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.shapes import SHAPES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`\n]+)`")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
IDENTITY_OF_A_CODE, CHECK_OF_MLDSA = (block for language, block in BLOCKS if language == "python")


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_field_of_a_signed_document_is_on_the_page(shape: type[msgspec.Struct]) -> None:
    assert set(shape.__struct_encode_fields__) <= set(CODE.findall(PAGE))


@pytest.mark.parametrize("shape", [vault_file.VaultFile, vault_file.SessionSlot, vault_file._Body])
def test_every_field_of_a_vault_is_on_the_page(shape: type[msgspec.Struct]) -> None:
    assert set(shape.__struct_encode_fields__) <= set(CODE.findall(PAGE))


def test_a_code_gives_the_identity_that_the_page_derives() -> None:
    printed = new_code(DrawnBytes("letter of m07")).text
    done = subprocess.run(
        [sys.executable, "-c", IDENTITY_OF_A_CODE],
        input=f"{printed.lower()}\n", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == HybridIdentity.from_seed(x.CODES[x.M07].read_seed).text


@pytest.mark.parametrize(("mark", "code"), [(b'"mark":5', 0), (b'"mark":4', 1)])
def test_the_other_signature_is_checked_as_the_page_says(tmp_path: Path, mark: bytes, code: int) -> None:
    (tmp_path / "fiche").write_bytes(x.PARTS.act.replace(b'"mark":5', mark))
    (tmp_path / "carte").write_bytes(x.PARTS.card)
    done = subprocess.run(
        [sys.executable, "-c", CHECK_OF_MLDSA], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == code
