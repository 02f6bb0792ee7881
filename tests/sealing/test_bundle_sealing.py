"""Sealing a lot: whole or not at all, and only what was imported."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from commission_app.errors import Cancelled
from commission_app.scoring.dossier import Dossier
from commission_app.scoring.ids import PiecePath, Sha512
from commission_app.sealing import bundle as bundle_module
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.age_stream import AgeReader, encrypt
from commission_app.sealing.bundle import MAX_LOT_BYTES, MAX_PIECES, write_bundle
from commission_app.sealing.manifest import Manifest, read_manifest
from commission_app.sealing.signed_act import verify
from tests.sealing.exchange import (
    CODES,
    CONTENTS,
    D1,
    D2,
    FALSE_SECRETARIAT,
    FIRST,
    FOURTH,
    M07,
    M09,
    MANIFEST,
    RANDOM,
    RECIPIENTS,
    SECOND,
    SECRETARIAT,
    entries_of,
    files_in,
    mac_keys_of,
    no_progress,
    open_as,
    pieces_from,
    refusal,
    write_lot,
)


def test_a_sealed_lot_is_described_and_stands_alone_in_its_folder(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    sealed = write_lot(tmp_path / "a.lot", progress=lambda *step: seen.append(step))
    assert sealed.path.stat().st_size == sealed.size
    assert read_manifest(verify(sealed.manifest, "lot", SECRETARIAT.key_set)) == MANIFEST
    assert sealed.manifest_sha512 == hashlib.sha512(sealed.manifest).hexdigest()
    assert list(files_in(tmp_path)) == ["a.lot"]
    total = sum(map(len, CONTENTS.values()))
    assert seen[0] == (len(CONTENTS[FIRST]), total, "Projet 0001")
    assert seen[-1] == (total, total, "Projet 0003")
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)


def test_the_lot_of_a_member_kept_away_holds_no_byte_of_the_dossier(tmp_path: Path) -> None:
    kept = replace(MANIFEST, dossiers=tuple(d for d in MANIFEST.dossiers if d.id in (D1, D2)))
    write_lot(tmp_path / "a.lot", kept)
    held = entries_of(tmp_path / "a.lot")
    assert FOURTH not in held
    assert not any(CONTENTS[FOURTH] in content for content in held.values())
    with open_as(tmp_path / "a.lot") as bundle, pytest.raises(KeyError):
        bundle.read_piece(FOURTH)


def test_cancelling_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    def cancel_at_the_second_piece(done: int, total: int, step: str) -> None:
        if done > len(CONTENTS[FIRST]):
            raise Cancelled

    with pytest.raises(Cancelled):
        write_lot(tmp_path / "a.lot", progress=cancel_at_the_second_piece)
    assert files_in(tmp_path) == {}


def test_cancelling_leaves_the_lot_that_was_there(lot: Path, tmp_path: Path) -> None:
    before = files_in(tmp_path)

    def cancel(done: int, total: int, step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_lot(lot, progress=cancel)
    assert files_in(tmp_path) == before


@pytest.mark.parametrize(
    "content",
    [CONTENTS[SECOND][:-1], CONTENTS[SECOND] + b"x", CONTENTS[SECOND][::-1], b"", bytes(5_000_000)],
)
def test_a_piece_that_is_no_longer_the_imported_one_seals_nothing(tmp_path: Path, content: bytes) -> None:
    with refusal("LOT-14", tmp_path):
        write_lot(tmp_path / "a.lot", contents={**CONTENTS, SECOND: content})


def test_a_piece_lost_or_damaged_in_the_store_seals_nothing(tmp_path: Path) -> None:
    identity = HybridIdentity.from_seed(SECRETARIAT.enc)
    store = tmp_path / "pieces"
    store.mkdir()
    for path, content in CONTENTS.items():
        sealed = bytearray(encrypt(content, [identity.recipient], RANDOM))
        sealed[-1_000 if path == SECOND else -1] ^= path == SECOND
        (store / path.replace("/", "_")).write_bytes(sealed)

    @contextmanager
    def stored(path: PiecePath) -> Iterator[BinaryIO]:
        with (store / path.replace("/", "_")).open("rb") as file, AgeReader(file, [identity]) as clear:
            yield cast("BinaryIO", clear)

    with refusal("LOT-14", tmp_path):
        seal_from(stored, tmp_path / "a.lot")
    (store / SECOND.replace("/", "_")).unlink()
    with refusal("LOT-14", tmp_path):
        seal_from(stored, tmp_path / "a.lot")


def seal_from(pieces: bundle_module.PieceSource, target: Path, manifest: Manifest = MANIFEST) -> None:
    write_bundle(
        target, manifest, pieces=pieces, mac_keys=mac_keys_of(manifest), recipients=RECIPIENTS,
        secrets=SECRETARIAT, random=RANDOM, progress=no_progress,
    )  # fmt: skip


def test_a_lot_that_no_stick_could_hold_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    def never(path: PiecePath) -> BinaryIO:
        raise AssertionError(path)

    for manifest in (heavier_by(MAX_LOT_BYTES), with_pieces(MAX_PIECES + 1)):
        with refusal("LOT-13", tmp_path):
            seal_from(never, tmp_path / "a.lot", manifest)


def heavier_by(size: int) -> Manifest:
    first, *others = MANIFEST.dossiers
    heavy = replace(first.pieces[0], size=size)
    return replace(MANIFEST, dossiers=(replace(first, pieces=(heavy, *first.pieces[1:])), *others))


def with_pieces(count: int) -> Manifest:
    dossier = MANIFEST.dossiers[0]
    pieces = tuple(
        replace(dossier.pieces[0], path=PiecePath(f"d/0001/{number:04}.pdf"), size=1)
        for number in range(count)
    )
    return replace(MANIFEST, dossiers=(replace(dossier, pieces=pieces),))


def test_a_lot_is_sealed_for_all_the_members_it_names(tmp_path: Path) -> None:
    for mac_keys in ({M07: CODES[M07].mac_key}, {**mac_keys_of(MANIFEST), M09: CODES[M09].mac_key}):
        with pytest.raises(ValueError, match="each member"):
            write_bundle(
                tmp_path / "a.lot", MANIFEST, pieces=pieces_from(), mac_keys=mac_keys,
                recipients=RECIPIENTS, secrets=SECRETARIAT, random=RANDOM, progress=no_progress,
            )  # fmt: skip
    assert files_in(tmp_path) == {}


@pytest.mark.parametrize(
    ("manifest", "code"),
    [
        (replace(MANIFEST, secretariat=FALSE_SECRETARIAT.key_set), "SIG-01"),
        (replace(MANIFEST, serial=0), "ACT-02"),
    ],
)
def test_a_lot_that_nobody_could_open_is_not_sealed(tmp_path: Path, manifest: Manifest, code: str) -> None:
    with refusal(code, tmp_path):
        write_lot(tmp_path / "a.lot", manifest)


def test_a_folder_that_is_not_there_seals_nothing(tmp_path: Path) -> None:
    with refusal("DSK-24", tmp_path):
        write_lot(tmp_path / "absent" / "a.lot")


def test_a_dossier_may_have_more_than_ninety_nine_pieces(tmp_path: Path) -> None:
    contents = {PiecePath(f"d/0001/{number:02}.pdf"): b"%d" % number for number in range(1, 121)}
    dossier: Dossier = replace(
        MANIFEST.dossiers[0],
        pieces=tuple(
            replace(
                MANIFEST.dossiers[0].pieces[0],
                path=path,
                size=len(content),
                sha512=Sha512(hashlib.sha512(content).hexdigest()),
            )
            for path, content in contents.items()
        ),
    )
    write_lot(tmp_path / "a.lot", replace(MANIFEST, dossiers=(dossier,)), contents)
    with open_as(tmp_path / "a.lot") as bundle:
        assert bundle.read_piece(PiecePath("d/0001/120.pdf")) == b"120"
