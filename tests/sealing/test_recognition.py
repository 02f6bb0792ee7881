import hashlib
import hmac
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commission_app.sealing.recognition import (
    MAX_CARD_BYTES,
    card_is_from,
    card_mac,
    find_seal,
    read_card,
    write_card,
    write_seals,
)
from commission_app.sealing.signed_act import sign
from tests.sealing.exchange import (
    CAMPAIGN,
    CODES,
    M07,
    M08,
    M09,
    MANIFEST,
    MANIFEST_ACT,
    MEMBER,
    MEMBERS,
    OLD_CODE,
    SECRETARIAT,
    mac_keys_of,
    refusal,
)

SEALS = write_seals(MANIFEST_ACT, mac_keys_of(MANIFEST))
CARD = write_card(CAMPAIGN, M07, MEMBER)
MAC = card_mac(MEMBER.mac, CARD)


def test_each_member_of_the_group_finds_their_own_seal() -> None:
    for member in (M07, M08):
        assert find_seal(SEALS, MANIFEST_ACT, CODES[member].mac_key) == member


def test_a_seal_is_laid_out_as_the_format_says() -> None:
    key, message = CODES[M07].mac_key, hashlib.sha512(MANIFEST_ACT).digest() + b"m07"
    assert json.loads(SEALS)[0] == {"member": "m07", "mac": hmac.new(key, message, "sha512").hexdigest()}


@pytest.mark.parametrize("code", [CODES[M09], OLD_CODE])
def test_another_code_finds_no_seal(code: Any, tmp_path: Path) -> None:
    with refusal("LOT-03", tmp_path):
        find_seal(SEALS, MANIFEST_ACT, code.mac_key)


def test_a_seal_moved_to_another_manifest_is_not_one(tmp_path: Path) -> None:
    another = sign(replace(MANIFEST, serial=2).document(), SECRETARIAT.signing)
    with refusal("LOT-03", tmp_path):
        find_seal(SEALS, another, CODES[M07].mac_key)
    with refusal("LOT-03", tmp_path):
        find_seal(SEALS, MANIFEST_ACT[:-1], CODES[M07].mac_key)


def test_a_seal_given_to_another_member_is_not_one(tmp_path: Path) -> None:
    """Whoever is in the group can seal the lot again: nobody is greeted under another name for that."""
    own, others = json.loads(SEALS)
    swapped = [{**own, "member": "m08"}, {**others, "member": "m07"}]
    for member in (M07, M08):
        with refusal("LOT-03", tmp_path):
            find_seal(json.dumps(swapped).encode(), MANIFEST_ACT, CODES[member].mac_key)


def test_the_mac_of_a_card_is_no_seal(tmp_path: Path) -> None:
    forged = json.dumps([{"member": "m07", "mac": card_mac(CODES[M07].mac_key, MANIFEST_ACT).decode()}])
    with refusal("LOT-03", tmp_path):
        find_seal(forged.encode(), MANIFEST_ACT, CODES[M07].mac_key)


@pytest.mark.parametrize(
    "seals",
    [
        b"",
        b"\xff",
        b'[{"member":"\xff","mac":""}]',
        b"{}",
        b"[1]",
        b'[{"member":"m07"}]',
        b'[{"member":"m07","mac":"","more":1}]',
        b'[{"member":"m07","mac":"\\ud800"}]',
        b'[{"member":7,"mac":""}]',
        b"[" * 60_000,
    ],
)
def test_unreadable_seals_are_refused(seals: bytes, tmp_path: Path) -> None:
    with refusal("LOT-05", tmp_path):
        find_seal(seals, MANIFEST_ACT, CODES[M07].mac_key)


def test_a_mac_that_is_no_mac_is_only_not_ours(tmp_path: Path) -> None:
    for mac in ("", "é" * 128, "0" * 100_000):
        with refusal("LOT-03", tmp_path):
            find_seal(json.dumps([{"member": "m07", "mac": mac}]).encode(), MANIFEST_ACT, MEMBER.mac)


def test_a_card_larger_than_any_is_not_read(tmp_path: Path) -> None:
    """Whoever has the secretariat's recipient can seal one: nothing of its author is known yet."""
    for card in (CARD + b"\n" * MAX_CARD_BYTES, CARD.replace(b'"m07"', b'"' + b"m" * MAX_CARD_BYTES + b'"')):
        with refusal("ACT-01", tmp_path):
            read_card(card)


def test_a_card_tells_whose_keys_it_carries() -> None:
    card = read_card(CARD)
    assert (card.campaign, card.member, card.keys) == (CAMPAIGN, M07, MEMBER.key_set)
    assert hmac.new(MEMBER.mac, hashlib.sha512(CARD).digest(), "sha512").hexdigest() == MAC.decode()


def test_a_card_is_recognised_by_the_code_it_was_made_with_alone() -> None:
    assert card_is_from(CARD, MAC, CODES[M07].mac_key)
    assert not card_is_from(CARD, MAC, CODES[M08].mac_key)
    assert not card_is_from(CARD, MAC, OLD_CODE.mac_key)
    assert not card_is_from(CARD + b"\n", MAC, CODES[M07].mac_key)
    for mac in (b"", MAC[:-1], MAC + b"\n", MAC.upper(), b"\xff" * 128):
        assert not card_is_from(CARD, mac, CODES[M07].mac_key)


def test_a_card_that_its_own_keys_did_not_sign_is_refused(tmp_path: Path) -> None:
    keys = MEMBER.key_set.document()
    document = {"type": "carte", "v": 1, "campaign": CAMPAIGN, "member": M07, "keys": keys}
    with refusal("SIG-01", tmp_path):
        read_card(sign(document, MEMBERS[M08].signing))
    with refusal("SIG-01", tmp_path):
        read_card(CARD.replace(b'"m07"', b'"m08"'))


@pytest.mark.parametrize("part", ["enc", "pqsig", "sig"])
def test_a_card_with_a_key_that_is_not_one_is_refused(part: str, tmp_path: Path) -> None:
    values: tuple[object, ...] = ("", "age1pq1qqq", "ssh-ed25519 AAAA", 5, None, [], "é")
    for value in values:
        keys = {**MEMBER.key_set.document(), part: value}
        document = {"type": "carte", "v": 1, "campaign": CAMPAIGN, "member": M07, "keys": keys}
        with refusal("ACT-02", tmp_path):
            read_card(sign(document, MEMBER.signing))


def test_another_act_is_no_card(tmp_path: Path) -> None:
    with refusal("ACT-02", tmp_path):
        read_card(MANIFEST_ACT)
    with refusal("ACT-01", tmp_path):
        read_card(b"%PDF-1.7")
