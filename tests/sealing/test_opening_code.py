import hashlib
import hmac
from itertools import islice

import pytest

from commission_app.errors import AppError
from commission_app.sealing.opening_code import OpeningCode, derive, new_code, parse_code
from commission_app.sealing.printed_code import ALPHABET
from tests.sealing.drawn_bytes import DrawnBytes

CODE = new_code(DrawnBytes("letter of m03"))
TEXT = CODE.text


def test_a_code_is_printed_in_six_groups_of_five_and_read_back() -> None:
    assert [len(group) for group in TEXT.split("-")] == [5] * 6
    assert set(TEXT) <= {*ALPHABET, "-"}
    assert TEXT.replace("-", "")[:28] == CODE.signs
    assert parse_code(TEXT) == CODE


def test_the_check_signs_are_the_first_ten_bits_of_the_sha256_of_the_others() -> None:
    first = int.from_bytes(hashlib.sha256(CODE.signs.encode()).digest()[:2], "big") >> 6
    assert TEXT[-2:] == ALPHABET[first >> 5] + ALPHABET[first & 31]


def test_every_sign_of_the_alphabet_is_drawn_equally_often() -> None:
    every_byte = iter(bytes(range(224)))  # seven times the alphabet, eight times the length of a code
    codes = [new_code(lambda length: bytes(islice(every_byte, length))) for _ in range(8)]
    signs = "".join(code.signs for code in codes)
    assert {sign: signs.count(sign) for sign in signs} == dict.fromkeys(ALPHABET, 7)


@pytest.mark.parametrize(
    "typed",
    [
        TEXT.lower(),
        TEXT.replace("-", ""),
        TEXT.replace("-", " "),
        f"  {TEXT.replace('-', ' – ')}\n",
        TEXT.replace("-", "\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\N{ZERO WIDTH SPACE}"),
        TEXT.replace("1", "I"),
        TEXT.replace("1", "l"),
        TEXT.replace("0", "O"),
        TEXT.replace("0", "o").replace("1", "i"),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert {"0", "1"} <= set(TEXT)
    assert parse_code(typed) == CODE


def test_one_wrong_sign_is_said_before_anything_is_tried() -> None:
    plain = TEXT.replace("-", "")
    mistyped = [
        plain[:place] + sign + plain[place + 1 :]
        for place in range(30)
        for sign in ALPHABET
        if sign != plain[place]
    ]
    # Ten bits of check: one mistake in 1,024 passes by chance, and then opens nothing.
    assert sum(map(reads, mistyped)) <= 3


def test_two_swapped_signs_are_said_before_anything_is_tried() -> None:
    plain = TEXT.replace("-", "")
    pairs = [(a, b) for a in range(30) for b in range(a + 1, 30) if plain[a] != plain[b]]
    swapped = []
    for a, b in pairs:
        signs = list(plain)
        signs[a], signs[b] = signs[b], signs[a]
        swapped.append("".join(signs))
    assert sum(map(reads, swapped)) <= 3


@pytest.mark.parametrize(
    ("typed", "sign", "position", "group", "place"),
    [
        ("U" + TEXT[1:], "U", 1, 1, 1),
        (TEXT[:8].lower() + "u" + TEXT[9:], "u", 8, 2, 3),
        (TEXT[:-1] + "é", "é", 30, 6, 5),
        (TEXT[:12] + "ſ" + TEXT[13:], "ſ", 11, 3, 1),
        ("AB?", "?", 3, 1, 3),
    ],
)
def test_a_sign_that_no_code_has_is_pointed_at(
    typed: str, sign: str, position: int, group: int, place: int
) -> None:
    error = refused(typed)
    assert error.code == "COD-02"
    assert error.facts == {"sign": sign, "position": position, "group": group, "place": place}


@pytest.mark.parametrize(
    ("typed", "count"), [("", 0), ("-- ", 0), (TEXT[:-1], 29), (TEXT + "7", 31), (TEXT * 50, 1500)]
)
def test_a_code_of_another_length_is_counted(typed: str, count: int) -> None:
    error = refused(typed)
    assert error.code == "COD-01"
    assert error.facts == {"expected": 30, "count": count}


def test_a_code_gives_four_secrets_by_hkdf_sha512() -> None:
    secrets = derive(CODE)
    for secret, info, length in (
        (secrets.read_seed, b"read", 32),
        (secrets.mac_key, b"mac", 64),
        (secrets.vault_key, b"vault", 32),
        (secrets.draft_seed, b"draft", 32),
    ):
        assert secret == hkdf_sha512(CODE.signs.encode(), b"commission-app/opening/v1", info)[:length]


def test_two_codes_that_differ_by_one_sign_share_no_secret() -> None:
    first = derive(OpeningCode("0" * 28))
    second = derive(OpeningCode("0" * 27 + "1"))
    assert first.read_seed != second.read_seed
    assert first.mac_key != second.mac_key
    assert first.vault_key != second.vault_key
    assert first.draft_seed != second.draft_seed


def test_nothing_secret_is_shown_by_repr() -> None:
    assert repr(CODE) == "OpeningCode()"
    assert repr(derive(CODE)) == "CodeSecrets()"


def reads(typed: str) -> bool:
    try:
        parse_code(typed)
    except AppError as error:
        if error.code != "COD-03":
            raise
        return False
    return True


def refused(typed: str) -> AppError:
    with pytest.raises(AppError) as refusal:
        parse_code(typed)
    return refusal.value


def hkdf_sha512(key: bytes, salt: bytes, info: bytes) -> bytes:
    """Return the first block of RFC 5869, written from the document."""
    extracted = hmac.digest(salt, key, "sha512")
    return hmac.digest(extracted, info + b"\x01", "sha512")
