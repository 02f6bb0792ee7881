"""Archives: nothing in them changes unseen, and their root says which one it is."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.sealing.archive_file import (
    MAX_ARCHIVE_BYTES,
    MAX_ROOT_BYTES,
    is_texts,
    read_archive,
    write_archive,
)
from commission_app.sealing.stored_zip import pack, unpack
from tests.sealing import exchange as x

TEXTS = f"fiches/{'a' * 128}.textes"
LISTED = {
    "campagne.json": b"{}",
    "journal.json": b"[]",
    "lots/L1-v1.acte": b"acte",
    f"fiches/{'a' * 128}.acte": b"fiche",
}
ENTRIES = {**LISTED, TEXTS: b"{}"}


def test_an_archive_gives_back_its_entries_under_one_root(tmp_path: Path) -> None:
    root = write_archive(tmp_path / "archive.zip", ENTRIES)
    assert read_archive(tmp_path / "archive.zip") == (root, ENTRIES)
    assert write_archive(tmp_path / "again.zip", dict(reversed(ENTRIES.items()))) == root


def test_any_altered_byte_of_an_archive_is_seen(tmp_path: Path) -> None:
    target = tmp_path / "archive.zip"
    write_archive(target, ENTRIES)
    data = bytearray(target.read_bytes())
    for place in range(len(data)):
        data[place] ^= 1
        target.write_bytes(data)
        with pytest.raises(AppError) as refusal:
            read_archive(target)
        assert refusal.value.code in ("ARC-01", "ARC-02", "ARC-03")
        data[place] ^= 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"extra.json": b"{}"}, "ARC-02"),
        ({"journal.json": None}, "ARC-02"),
        ({"journal.json": b"[1]"}, "ARC-03"),
        ({"racine.json": b"{}"}, "ARC-01"),
        ({"racine.json": None}, "ARC-01"),
        ({f"fiches/{'b' * 128}.textes": b"{}"}, "ARC-02"),
        ({f"fiches/{'a' * 127}.textes": b"{}"}, "ARC-02"),
        ({"textes": b"{}"}, "ARC-02"),
    ],
    ids=["added", "removed", "replaced", "other root", "no root", "texts of no fiche", "texts", "no texts"],
)
def test_an_archive_packed_again_is_refused(
    tmp_path: Path, change: dict[str, bytes | None], code: str
) -> None:
    target = tmp_path / "archive.zip"
    write_archive(target, ENTRIES)
    held: dict[str, bytes | None] = {**unpack(target.read_bytes()), **change}
    target.write_bytes(pack({name: data for name, data in held.items() if data is not None}))
    with x.refusal(code, tmp_path):
        read_archive(target)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"bonjour")
    for name in ("a.zip", "absent.zip"):
        with x.refusal("ARC-01", tmp_path):
            read_archive(tmp_path / name)


def test_the_root_lists_the_digest_of_every_entry(tmp_path: Path) -> None:
    digest = write_archive(tmp_path / "archive.zip", ENTRIES)
    root = unpack((tmp_path / "archive.zip").read_bytes())["racine.json"]
    assert hashlib.sha512(root).hexdigest() == digest
    assert json.loads(root) == {
        "format": "archive/1",
        "files": {name: hashlib.sha512(data).hexdigest() for name, data in LISTED.items()},
    }


def test_the_root_is_the_same_whatever_texts_are_withheld(tmp_path: Path) -> None:
    """They are bound by the acts alone: whoever reads the archive compares them with those."""
    root = write_archive(tmp_path / "whole.zip", ENTRIES)
    assert write_archive(tmp_path / "other.zip", {**LISTED, TEXTS: b"[]"}) == root
    assert write_archive(tmp_path / "withheld.zip", LISTED) == root
    assert read_archive(tmp_path / "withheld.zip") == (root, LISTED)
    assert is_texts(TEXTS)
    assert not any(is_texts(name) for name in LISTED)


def test_a_root_that_lists_texts_is_refused(tmp_path: Path) -> None:
    files = {name: hashlib.sha512(data).hexdigest() for name, data in ENTRIES.items()}
    target = tmp_path / "archive.zip"
    root = canonical_json({"format": "archive/1", "files": files})
    target.write_bytes(pack({"racine.json": root, **dict(sorted(ENTRIES.items()))}))
    with x.refusal("ARC-02", tmp_path):
        read_archive(target)


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    write_archive(tmp_path / "a.zip", ENTRIES)
    write_archive(tmp_path / "b.zip", dict(reversed(ENTRIES.items())))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_an_archive_made_again_around_a_change_has_another_root(tmp_path: Path) -> None:
    """It holds together: only the digest printed in the minutes tells it from the true one."""
    true = write_archive(tmp_path / "true.zip", ENTRIES)
    forged = write_archive(tmp_path / "forged.zip", {**ENTRIES, "journal.json": b"[1]"})
    assert read_archive(tmp_path / "forged.zip")[0] == forged != true


@pytest.mark.parametrize(
    "root",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"files":{"a":"\xff"},"format":"archive/1"}',
        b"[" * 100_000,
        canonical_json({"files": {}, "format": "archive/2"}),
        canonical_json({"files": {}}),
        canonical_json({"files": {}, "format": "archive/1", "more": 1}),
        b'{"format":"archive/1","files":{}}',
        b'{"files":{},"format":"archive/1"}\n',
    ],
)
def test_a_root_that_is_none_is_refused(tmp_path: Path, root: bytes) -> None:
    target = tmp_path / "archive.zip"
    target.write_bytes(pack({"racine.json": root}))
    with x.refusal("ARC-01", tmp_path):
        read_archive(target)


def test_a_root_larger_than_any_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "archive.zip"
    root = canonical_json({"files": {"x" * MAX_ROOT_BYTES: ""}, "format": "archive/1"})
    target.write_bytes(pack({"racine.json": root}))
    with x.refusal("ARC-01", tmp_path):
        read_archive(target)


def test_a_digest_altered_in_the_root_is_told(tmp_path: Path) -> None:
    target = tmp_path / "archive.zip"
    write_archive(target, ENTRIES)
    held = unpack(target.read_bytes())
    journal = hashlib.sha512(ENTRIES["journal.json"]).hexdigest().encode()
    held["racine.json"] = held["racine.json"].replace(journal, b"0" * 128)
    target.write_bytes(pack(held))
    with pytest.raises(AppError) as refused:
        read_archive(target)
    assert (refused.value.code, refused.value.facts) == ("ARC-03", {"entry": "journal.json"})


@pytest.mark.parametrize("kept", [0, 100, -1])
def test_a_truncated_archive_is_refused(tmp_path: Path, kept: int) -> None:
    target = tmp_path / "archive.zip"
    write_archive(target, ENTRIES)
    target.write_bytes(target.read_bytes()[:kept])
    with x.refusal("ARC-01", tmp_path):
        read_archive(target)


def test_a_file_larger_than_any_archive_is_refused_before_it_is_read(tmp_path: Path) -> None:
    target = tmp_path / "archive.zip"
    target.touch()
    os.truncate(target, MAX_ARCHIVE_BYTES + 1)  # a hole: it takes no room on the disk
    with pytest.raises(AppError) as refused:
        read_archive(target)
    assert refused.value.code == "ARC-01"


@pytest.mark.parametrize("name", ["../evil.json", "/evil.json", "racine.json", "a b.json", "é.json"])
def test_an_entry_that_could_not_be_read_again_is_not_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="entry"):
        write_archive(tmp_path / "archive.zip", {name: b""})
    assert x.files_in(tmp_path) == {}


def test_an_archive_cannot_be_written_where_nothing_can(tmp_path: Path) -> None:
    with x.refusal("DSK-24", tmp_path):
        write_archive(tmp_path / "absent" / "archive.zip", ENTRIES)
