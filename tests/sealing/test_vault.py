import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from commission_app.errors import AppError
from commission_app.sealing import canonical
from commission_app.sealing.identity import Secrets
from commission_app.sealing.opening_code import derive, new_code
from commission_app.sealing.vault import (
    MAX_CODE_SLOTS,
    add_code_slot,
    create_vault,
    new_recovery_code,
    open_with_key,
    open_with_keyring,
    recovery_vault_key,
)
from commission_app.sealing.vault_file import _head, _seal, _unseal, read_vault
from tests.sealing.drawn_bytes import DrawnBytes

HERE = Path(__file__).resolve().parent
RANDOM = DrawnBytes("vault")
CODE = derive(new_code(DrawnBytes("letter")))
NEW_CODE = derive(new_code(DrawnBytes("new letter")))
MEMBER = Secrets.for_member(CODE, DrawnBytes("computer"))


class MemoryKeyring:
    """A keyring of this test; it keeps nothing when it is told to be locked."""

    def __init__(self, *, is_locked: bool = False) -> None:
        self.kept: dict[str, bytes] = {}
        self.is_locked = is_locked

    def store(self, account: str, secret: bytes) -> None:
        if self.is_locked:
            raise AppError("KEY-01")
        self.kept[account] = secret

    def load(self, account: str) -> bytes | None:
        return None if self.is_locked else self.kept.get(account)

    def forget(self, account: str) -> None:
        self.kept.pop(account, None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "trousseau.json"


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def vault(path: Path, keyring: MemoryKeyring) -> Path:
    create_vault(path, MEMBER, codes=[CODE.vault_key], keyring=keyring, random=RANDOM)
    return path


def test_a_vault_opens_with_the_code_and_with_the_keyring(vault: Path, keyring: MemoryKeyring) -> None:
    assert open_with_key(vault, CODE.vault_key) == MEMBER
    assert open_with_keyring(vault, keyring) == MEMBER


def test_a_vault_of_the_secretariat_opens_with_each_of_its_codes(path: Path) -> None:
    secretariat = Secrets.new(DrawnBytes("secretariat"))
    codes = [recovery_vault_key(new_recovery_code(DrawnBytes(name))) for name in ("first", "second")]
    create_vault(path, secretariat, codes=codes, keyring=None, random=RANDOM)
    assert [open_with_key(path, code) for code in codes] == [secretariat] * 2


def test_a_vault_is_for_its_owner_alone_and_shows_no_secret(vault: Path, keyring: MemoryKeyring) -> None:
    data = vault.read_bytes()
    assert stat.S_IMODE(vault.stat().st_mode) == 0o600
    assert [item.name for item in vault.parent.iterdir()] == ["trousseau.json"]
    document = json.loads(data)
    assert sorted(document) == ["body", "format", "id", "slots"]
    assert [slot["type"] for slot in document["slots"]] == ["keyring", "code"]
    assert list(keyring.kept) == [document["id"]]
    for secret in (MEMBER.enc, MEMBER.sig, MEMBER.vault, CODE.vault_key, *keyring.kept.values()):
        assert secret not in data
        assert secret.hex().encode() not in data


def test_another_code_opens_nothing(vault: Path) -> None:
    assert refusal(open_with_key, vault, NEW_CODE.vault_key) == "KEY-02"
    for key in (bytes(32), bytes(range(32)), CODE.vault_key[::-1], MEMBER.database):
        assert refusal(open_with_key, vault, key) == "KEY-02"


def test_a_keyring_that_gives_nothing_asks_for_the_code(vault: Path, keyring: MemoryKeyring) -> None:
    account = next(iter(keyring.kept))
    for kept in ({}, {account: bytes(32)}, {account: b"short"}, {account: b""}, {"other": bytes(32)}):
        keyring.kept = kept
        assert refusal(open_with_keyring, vault, keyring) == "KEY-01"


def test_a_keyring_that_does_not_keep_leaves_the_code(path: Path) -> None:
    locked = MemoryKeyring(is_locked=True)
    create_vault(path, MEMBER, codes=[CODE.vault_key], keyring=locked, random=RANDOM)
    assert refusal(open_with_keyring, path, locked) == "KEY-01"
    assert open_with_key(path, CODE.vault_key) == MEMBER


def test_the_keyring_keeps_nothing_of_a_vault_that_could_not_be_written(tmp_path: Path) -> None:
    keyring = MemoryKeyring()
    with pytest.raises(AppError) as refused:
        create_vault(
            tmp_path / "absent" / "trousseau.json", MEMBER,
            codes=[CODE.vault_key], keyring=keyring, random=RANDOM,
        )  # fmt: skip
    assert refused.value.code == "DSK-24"
    assert keyring.kept == {}


def test_a_vault_is_never_replaced_nor_made_without_a_code(vault: Path, keyring: MemoryKeyring) -> None:
    before = vault.read_bytes()
    with pytest.raises(FileExistsError):
        create_vault(vault, MEMBER, codes=[CODE.vault_key], keyring=keyring, random=RANDOM)
    with pytest.raises(ValueError):
        create_vault(vault.with_name("other"), MEMBER, codes=[], keyring=keyring, random=RANDOM)
    assert vault.read_bytes() == before
    assert len(keyring.kept) == 1


def test_a_new_code_gets_its_slot_and_changes_what_comes_from_a_code(
    vault: Path, keyring: MemoryKeyring
) -> None:
    renewed = MEMBER.with_code(NEW_CODE)
    add_code_slot(vault, renewed, NEW_CODE.vault_key, RANDOM)
    assert open_with_key(vault, NEW_CODE.vault_key) == renewed
    assert open_with_key(vault, CODE.vault_key) == renewed
    assert open_with_keyring(vault, keyring) == renewed


def test_a_code_gets_one_slot_and_the_oldest_of_many_gives_way(vault: Path, keyring: MemoryKeyring) -> None:
    for _ in range(3):
        add_code_slot(vault, MEMBER, CODE.vault_key, RANDOM)
    assert slot_types(vault) == ["keyring", "code"]
    for number in range(MAX_CODE_SLOTS):
        add_code_slot(vault, MEMBER, bytes([number] * 32), RANDOM)
    assert slot_types(vault) == ["keyring", *["code"] * MAX_CODE_SLOTS]
    assert refusal(open_with_key, vault, CODE.vault_key) == "KEY-02"
    assert open_with_key(vault, bytes([7] * 32)) == MEMBER
    assert open_with_keyring(vault, keyring) == MEMBER


def test_the_secrets_of_somebody_else_are_not_written_over_a_vault(vault: Path) -> None:
    before = vault.read_bytes()
    stranger = Secrets.for_member(CODE, DrawnBytes("stranger"))
    assert refusal(add_code_slot, vault, stranger, NEW_CODE.vault_key, RANDOM) == "KEY-03"
    assert vault.read_bytes() == before


def test_a_changed_byte_anywhere_never_gives_other_secrets(vault: Path, keyring: MemoryKeyring) -> None:
    data = vault.read_bytes()
    document = json.loads(data)
    spared = dict.fromkeys(("code", "keyring"), 0)
    for place in range(len(data)):
        vault.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        spared["code"] += still_opens(lambda: open_with_key(vault, CODE.vault_key))
        spared["keyring"] += still_opens(lambda: open_with_keyring(vault, keyring))
    # Only the slot that is not used may be damaged without harm: what it wraps, and the account it names.
    wrapped = len(document["slots"][1]["wrapped"])
    assert spared["keyring"] <= wrapped
    assert spared["code"] <= wrapped + len(document["id"])


@pytest.mark.parametrize("length", [0, 1, 50, 300, -1])
def test_a_truncated_vault_is_said_to_be_damaged(vault: Path, length: int) -> None:
    vault.write_bytes(vault.read_bytes()[:length])
    assert refusal(open_with_key, vault, CODE.vault_key) == "KEY-03"


def test_an_absent_vault_is_said_to_be_damaged(path: Path, keyring: MemoryKeyring) -> None:
    assert refusal(open_with_key, path, CODE.vault_key) == "KEY-03"
    assert refusal(open_with_keyring, path, keyring) == "KEY-03"


@pytest.mark.parametrize(
    "change",
    [
        lambda vault: {**vault, "format": "trousseau/2"},
        lambda vault: {**vault, "id": "../../etc/passwd"},
        lambda vault: {**vault, "extra": 1},
        lambda vault: {**vault, "body": vault["body"] + "===="},
        lambda vault: {**vault, "body": ""},
        lambda vault: {**vault, "slots": vault["slots"] * 20},
        lambda vault: {**vault, "slots": {}},
        lambda vault: {**vault, "slots": [{**vault["slots"][1], "wrapped": "A" * 40_000}]},
        lambda vault: {**vault, "slots": [{**vault["slots"][1], "wrapped": ""}]},
        lambda vault: {**vault, "slots": [{**vault["slots"][1], "t": 3}]},
        lambda vault: {**vault, "slots": [{**vault["slots"][0], "service": "other"}]},
        lambda vault: {
            **vault,
            "slots": [
                {"type": "argon2id", "salt": "A" * 24, "t": 1 << 31, "p": 255, "m": 1 << 31, "wrapped": ""}
            ],
        },
    ],
)
def test_a_hostile_vault_is_refused_before_it_costs_anything(
    vault: Path, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    vault.write_bytes(canonical.encode(change(json.loads(vault.read_bytes()))))
    assert refusal(open_with_key, vault, CODE.vault_key) == "KEY-03"


@pytest.mark.parametrize("data", [b"[" * 60_000, b" " * 60_000, b"{}" + b" " * (1 << 20), b"\xff", b"null"])
def test_a_file_that_is_no_vault_is_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert refusal(open_with_key, path, CODE.vault_key) == "KEY-03"


def test_a_huge_file_is_not_read_whole(vault: Path) -> None:
    os.truncate(vault, 1 << 40)  # a sparse terabyte: reading it whole would fail otherwise
    assert refusal(open_with_key, vault, CODE.vault_key) == "KEY-03"


def test_secrets_of_another_length_are_refused(path: Path) -> None:
    create_vault(path, replace(MEMBER, sig=b"short"), codes=[bytes(32)], keyring=None, random=RANDOM)
    assert refusal(open_with_key, path, bytes(32)) == "KEY-03"


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body[:-2] + body[-2:].replace(b"}", b",}"),
        lambda body: body.replace(b'"draft":""', b'"draft":"===="'),
        lambda body: body.replace(b'Hh8="', b'Hh9="'),
    ],
    ids=["no JSON", "padding alone", "stray bits"],
)
def test_secrets_written_otherwise_under_the_vaults_own_key_are_refused(
    path: Path, change: Callable[[bytes], bytes]
) -> None:
    secrets = Secrets.new(DrawnBytes("secretariat"))
    create_vault(path, replace(secrets, sig=bytes(range(32))), codes=[bytes(32)], keyring=None, random=RANDOM)
    vault = read_vault(path)
    head = _head(vault, "body", "slots")
    plain = _unseal(secrets.vault, vault.body, head)
    assert plain is not None
    assert change(plain) != plain
    resealed = msgspec.structs.replace(vault, body=_seal(secrets.vault, change(plain), head, RANDOM))
    path.write_bytes(canonical.encode(msgspec.to_builtins(resealed)))
    assert refusal(open_with_key, path, bytes(32)) == "KEY-03"


def test_a_slot_of_another_vault_opens_nothing(vault: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    stranger = Secrets.for_member(NEW_CODE, DrawnBytes("stranger"))
    create_vault(other, stranger, codes=[NEW_CODE.vault_key], keyring=None, random=RANDOM)
    mine, theirs = json.loads(vault.read_bytes()), json.loads(other.read_bytes())
    vault.write_bytes(canonical.encode({**mine, "slots": theirs["slots"]}))
    assert refusal(open_with_key, vault, NEW_CODE.vault_key) == "KEY-03"
    vault.write_bytes(canonical.encode({**mine, "slots": theirs["slots"], "body": theirs["body"]}))
    assert refusal(open_with_key, vault, NEW_CODE.vault_key) == "KEY-03"


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_vault_survives_the_death_of_the_program_that_rewrites_it(path: Path, moment: str) -> None:
    create_vault(path, MEMBER, codes=[bytes(32)], keyring=None, random=RANDOM)
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, str(HERE / "killed_writer.py"), str(path), moment],
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])}, check=False, capture_output=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, b"")
    assert path.read_bytes() == before
    assert open_with_key(path, bytes(32)) == MEMBER


def test_a_recovery_code_has_seven_groups_of_six_and_its_mistakes_are_said_first() -> None:
    text = new_recovery_code(DrawnBytes("recovery"))
    assert [len(group) for group in text.split("-")] == [6] * 7
    assert len(recovery_vault_key(text)) == 32
    assert recovery_vault_key(text.lower().replace("-", " ")) == recovery_vault_key(text)
    assert recovery_vault_key(text) != recovery_vault_key(new_recovery_code(DrawnBytes("another")))
    assert refusal(recovery_vault_key, text[:-1]) == "COD-01"
    assert refusal(recovery_vault_key, "U" + text[1:]) == "COD-02"
    assert refusal(recovery_vault_key, text[1] + text[0] + text[2:]) == "COD-03"


def refusal(action: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(AppError) as refused:
        action(*arguments)
    return refused.value.code


def still_opens(opening: Callable[[], Secrets]) -> bool:
    """Tell whether a damaged vault opens; what it then gives must be the true secrets."""
    try:
        assert opening() == MEMBER
    except AppError as error:
        if error.code not in {"KEY-01", "KEY-02", "KEY-03"}:
            raise
        return False
    return True


def slot_types(vault: Path) -> list[str]:
    return [slot["type"] for slot in json.loads(vault.read_bytes())["slots"]]
