"""Lots sealed again by somebody who can: a member of the group, or a false secretariat.

age proves nothing about who sealed, so each test seals something else to the same persons, and opens it.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from commission_app.scoring.campaign import Member
from commission_app.scoring.ids import CampaignId, InstitutionId
from commission_app.sealing.age_format import encode_header, open_header, read_header
from commission_app.sealing.age_recipients import HybridIdentity, X25519Recipient
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.identity import SigningKeys
from commission_app.sealing.manifest import Manifest
from commission_app.sealing.opening_code import derive, new_code
from commission_app.sealing.recognition import write_seals
from commission_app.sealing.signed_act import sign
from commission_app.sealing.stored_zip import pack
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.exchange import (
    CODES,
    CONTENTS,
    D3,
    FALSE_SECRETARIAT,
    FIRST,
    M07,
    M08,
    M09,
    MANIFEST,
    MEMBERS,
    PARTS,
    RANDOM,
    RECIPIENTS,
    SECOND,
    SECRETARIAT,
    dossier_of,
    entries_of,
    heads_of,
    mac_keys_of,
    open_as,
    piece_of,
    recipient_of,
    refusal,
    reseal,
    write_lot,
)

Entries = dict[str, bytes]
PINNED = SECRETARIAT.key_set
PIECES: Entries = {str(path): content for path, content in CONTENTS.items()}


def test_a_lot_sealed_again_without_change_is_the_same_lot(lot: Path) -> None:
    """So that each refusal below has its own cause."""
    reseal(lot, entries_of(lot))
    with open_as(lot, M07, PINNED) as bundle:
        assert {path: bundle.read_piece(path) for path in CONTENTS} == CONTENTS


# --------------------------------------------------------------------------------------- its list of pieces


def test_an_altered_piece_is_told_and_the_others_remain_readable(lot: Path, tmp_path: Path) -> None:
    reseal(lot, {**entries_of(lot), FIRST: CONTENTS[FIRST][::-1]})
    with open_as(lot, M07, PINNED) as bundle:
        with refusal("LOT-12", tmp_path):
            bundle.read_piece(FIRST)
        assert bundle.read_piece(SECOND) == CONTENTS[SECOND]


def test_two_pieces_of_one_size_exchanged_are_told(tmp_path: Path) -> None:
    lot, dossier = tmp_path / "a.lot", MANIFEST.dossiers[0]
    contents = {FIRST: b"%PDF favorable", SECOND: b"%PDF contraire"}
    pieces = tuple(piece_of(path, content) for path, content in contents.items())
    write_lot(lot, replace(MANIFEST, dossiers=(replace(dossier, pieces=pieces),)), contents)
    reseal(lot, {**entries_of(lot), FIRST: contents[SECOND], SECOND: contents[FIRST]})
    with open_as(lot) as bundle:
        for path in contents:
            with refusal("LOT-12", tmp_path):
                bundle.read_piece(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda held: {**held, FIRST: held[FIRST] + b"x"},
        lambda held: {**held, "d/0001/03.pdf": b"added"},
        lambda held: {**held, "cache.txt": b"added"},
        lambda held: {name: content for name, content in held.items() if name != SECOND},
        lambda held: {name: content for name, content in held.items() if not name.startswith("d/")},
        lambda held: {"d/0001/09.pdf" if name == FIRST else name: data for name, data in held.items()},
        lambda held: dict([*list(held.items())[:2], *list(held.items())[:1:-1]]),
    ],
    ids=["longer", "added", "added aside", "missing", "all missing", "renamed", "in another order"],
)
def test_content_other_than_the_signed_list_is_refused(
    lot: Path, tmp_path: Path, change: Callable[[Entries], Entries]
) -> None:
    reseal(lot, change(entries_of(lot)))
    with refusal("LOT-10", tmp_path):
        open_as(lot, M07, PINNED)


def test_a_path_listed_twice_is_refused(lot: Path, tmp_path: Path) -> None:
    """Even by the secretariat: the second title would show the first content."""
    first, *others = MANIFEST.dossiers
    twice = replace(MANIFEST, dossiers=(replace(first, pieces=(*first.pieces, first.pieces[0])), *others))
    reseal(lot, {**heads_of(twice), **PIECES})
    with refusal("LOT-10", tmp_path):
        open_as(lot, M07, PINNED)


# ------------------------------------------------------------------------------------------- its recipients


def test_a_lot_diverted_to_somebody_it_was_not_made_for_is_refused(lot: Path, tmp_path: Path) -> None:
    """A member seals it for m09, who has a code of the campaign but no seal in it."""
    lot.write_bytes(encrypt(pack(entries_of(lot)), [*RECIPIENTS, recipient_of(M09)], RANDOM))
    with refusal("LOT-03", tmp_path):
        open_as(lot, M09)


def test_a_lot_signed_for_other_members_is_refused(lot: Path, tmp_path: Path) -> None:
    """A seal is there, but the signed list does not name this member."""
    others = replace(MANIFEST, members=(Member(M08, "Claire Vasseur", InstitutionId("DGCS")),))
    heads = heads_of(others)
    heads["sceaux"] = write_seals(heads["manifeste"], mac_keys_of(MANIFEST))
    reseal(lot, {**heads, **PIECES})
    with refusal("LOT-08", tmp_path):
        open_as(lot, M07)


def test_a_weaker_key_added_by_somebody_who_has_the_file_key_is_refused(lot: Path, tmp_path: Path) -> None:
    """The header is whole, its MAC right: only the rule of post-quantum stanzas refuses it."""
    sealed = io.BytesIO(lot.read_bytes())
    file_key = open_header(sealed, [HybridIdentity.from_seed(CODES[M08].read_seed)], hybrid_only=True)
    payload = sealed.read()
    stanzas = read_header(io.BytesIO(lot.read_bytes())).stanzas
    weaker = X25519Recipient.parse("age1cy0su9fwf3gf9mw868g5yut09p6nytfmmnktexz2ya5uqg9vl9sss4euqm")
    lot.write_bytes(encode_header([*stanzas, weaker.wrap(file_key, RANDOM)], file_key) + payload)
    with refusal("LOT-02", tmp_path):
        open_as(lot, M07, PINNED)


# --------------------------------------------------------------------------------- its manifest and its seal


@pytest.mark.parametrize(
    "manifest",
    [
        replace(MANIFEST, serial=2),
        replace(MANIFEST, deadline="2031-01-01T00:00"),
        replace(MANIFEST, neutralised=()),
        replace(MANIFEST, campaign=CampaignId("autre")),
    ],
    ids=["serial", "deadline", "neutralised", "campaign"],
)
def test_a_seal_moved_to_another_manifest_is_refused(lot: Path, tmp_path: Path, manifest: Manifest) -> None:
    """The other manifest is a true one of the secretariat: only its seal is not for it."""
    other = sign(manifest.document(), SECRETARIAT.signing)
    reseal(lot, {**entries_of(lot), "manifeste": other})
    with refusal("LOT-03", tmp_path):
        open_as(lot, M07, PINNED)


def test_the_seals_of_another_lot_are_refused(lot: Path, tmp_path: Path) -> None:
    reseal(lot, {**entries_of(lot), "sceaux": heads_of(replace(MANIFEST, serial=2))["sceaux"]})
    with refusal("LOT-03", tmp_path):
        open_as(lot, M07, PINNED)


def test_a_manifest_altered_and_sealed_by_somebody_who_has_the_letter_is_refused(
    lot: Path, tmp_path: Path
) -> None:
    """The letter gives the seal, not the secretariat's signature."""
    altered = entries_of(lot)["manifeste"].replace(b'"2021-06-25T18:00"', b'"2021-06-26T18:00"')
    reseal(lot, {**entries_of(lot), "manifeste": altered, "sceaux": write_seals(altered, KNOWN)})
    with refusal("SIG-01", tmp_path):
        open_as(lot, M07)


KNOWN = {M07: CODES[M07].mac_key}
RIGHT, WRONG = SECRETARIAT.signing, FALSE_SECRETARIAT.signing


@pytest.mark.parametrize(
    "keys",
    [SigningKeys(RIGHT.ed25519, WRONG.mldsa), SigningKeys(WRONG.ed25519, RIGHT.mldsa), WRONG],
    ids=["another ML-DSA", "another Ed25519", "both"],
)
def test_a_manifest_with_one_signature_of_somebody_else_is_refused(
    lot: Path, tmp_path: Path, keys: SigningKeys
) -> None:
    act = sign(MANIFEST.document(), keys)
    reseal(lot, {**entries_of(lot), "manifeste": act, "sceaux": write_seals(act, KNOWN)})
    with refusal("SIG-01", tmp_path):
        open_as(lot, M07)


def test_either_signature_taken_from_another_lot_is_refused(lot: Path, tmp_path: Path) -> None:
    own = entries_of(lot)["manifeste"].split(b"\n", 2)
    other = sign(replace(MANIFEST, serial=2).document(), RIGHT).split(b"\n", 2)
    for act in (
        b"\n".join([own[0], other[1], own[2]]),
        b"\n".join([own[0], own[1], other[2]]),
        b"\n".join([own[0], other[1], other[2]]),
    ):
        reseal(lot, {**entries_of(lot), "manifeste": act, "sceaux": write_seals(act, KNOWN)})
        with refusal("SIG-01", tmp_path):
            open_as(lot, M07)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (PARTS.act, "LOT-05"),
        (PARTS.card, "LOT-05"),
        (sign({**MANIFEST.document(), "type": "fiche"}, RIGHT), "SIG-01"),
        (sign({**MANIFEST.document(), "v": 2}, RIGHT), "ACT-03"),
        (sign({**MANIFEST.document(), "roster": "0"}, RIGHT), "ACT-02"),
        (sign({**MANIFEST.document(), "secretariat": "x"}, RIGHT), "LOT-05"),
        (sign({**MANIFEST.document(), "secretariat": {"sig": "x"}}, RIGHT), "ACT-02"),
        (b"bonjour", "ACT-01"),
        (b"", "ACT-01"),
    ],
    ids=[
        "fiche", "carte", "a lot signed as a fiche", "version", "unknown field", "keys of another kind",
        "keys that are none", "text", "nothing",
    ],
)  # fmt: skip
def test_another_act_in_the_place_of_the_manifest_is_refused(
    lot: Path, tmp_path: Path, act: bytes, code: str
) -> None:
    """Even when it is sealed with the member's code."""
    reseal(lot, {**entries_of(lot), "manifeste": act, "sceaux": write_seals(act, KNOWN)})
    with refusal(code, tmp_path):
        open_as(lot, M07)


# -------------------------------------------------------------------------------------- a false secretariat


def false_lot(lot: Path, code_of_m07: bytes) -> None:
    """Make a whole false lot: false keys, right signatures, and a seal with some code."""
    manifest = replace(MANIFEST, secretariat=FALSE_SECRETARIAT.key_set, dossiers=(dossier_of(D3),))
    act = sign(manifest.document(), FALSE_SECRETARIAT.signing)
    seals = write_seals(act, {M07: code_of_m07})
    reseal(lot, {"manifeste": act, "sceaux": seals, **{p: d for p, d in PIECES.items() if "/0003/" in p}})


def test_a_false_secretariat_that_has_not_the_code_is_not_recognised(lot: Path, tmp_path: Path) -> None:
    invented = derive(new_code(DrawnBytes("a code of its own")))
    false_lot(lot, invented.mac_key)
    for pinned in (None, PINNED):
        with refusal("LOT-03", tmp_path):
            open_as(lot, M07, pinned)


def test_a_false_secretariat_that_stole_the_letter_is_stopped_by_the_pinned_keys(
    lot: Path, tmp_path: Path
) -> None:
    """Before any lot was opened nothing could stop it: letter and lot together (docs/security.md)."""
    false_lot(lot, CODES[M07].mac_key)
    with refusal("SIG-02", tmp_path):
        open_as(lot, M07, PINNED)
    open_as(lot, M07).close()


def test_the_true_manifest_under_pinned_keys_of_another_campaign_is_refused(
    lot: Path, tmp_path: Path
) -> None:
    with refusal("SIG-02", tmp_path):
        open_as(lot, M07, FALSE_SECRETARIAT.key_set)


def test_keys_replaced_in_the_manifest_do_not_make_it_signed_by_them(lot: Path, tmp_path: Path) -> None:
    for keys in (FALSE_SECRETARIAT.key_set, replace(PINNED, enc=FALSE_SECRETARIAT.key_set.enc)):
        act = sign({**MANIFEST.document(), "secretariat": keys.document()}, RIGHT)
        reseal(lot, {**entries_of(lot), "manifeste": act, "sceaux": write_seals(act, KNOWN)})
        with refusal("SIG-02", tmp_path):
            open_as(lot, M07, PINNED)


def test_a_member_cannot_pass_for_the_secretariat(lot: Path, tmp_path: Path) -> None:
    """m08 has the file key of the group and a code of their own; m07 finds no seal of theirs."""
    insider = MEMBERS[M08]
    act = sign(replace(MANIFEST, secretariat=insider.key_set).document(), insider.signing)
    reseal(lot, {"manifeste": act, "sceaux": write_seals(act, {M08: CODES[M08].mac_key}), **PIECES})
    with refusal("LOT-03", tmp_path):
        open_as(lot, M07, PINNED)
