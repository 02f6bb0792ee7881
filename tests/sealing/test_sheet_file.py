"""The file of a fiche: it arrives as it left, whole, for the right secretariat, made on lots it sealed."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import CampaignId, CriterionId, Sha512
from commission_app.scoring.sheet import DossierSheet, Entry, Sheet
from commission_app.sealing import canonical
from commission_app.sealing.age_format import encode_header, open_header, read_header
from commission_app.sealing.age_recipients import HybridIdentity, X25519Recipient
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.salted_texts import MAX_TEXTS_BYTES
from commission_app.sealing.sheet_act import LotSeen
from commission_app.sealing.sheet_file import MAX_FILE_BYTES, open_sheet, write_sheet
from commission_app.sealing.signed_act import MAX_ACT_BYTES
from commission_app.sealing.stored_zip import pack
from tests.sealing import exchange as x
from tests.sealing.exchange import received, refused, sent


def test_a_fiche_arrives_as_it_left(tmp_path: Path) -> None:
    verified = received(sent(x.PARTS, tmp_path))
    assert verified.sheet == x.SHEET
    assert verified.claims == x.CLAIMS
    assert verified.is_new_key
    assert verified.sha512 == x.PARTS.sha512


def test_the_recovery_key_reads_it_too(tmp_path: Path) -> None:
    assert open_sheet(sent(x.PARTS, tmp_path), [x.RECOVERY], "fiche") == x.PARTS


# ------------------------------------------------------------------------------------ on the way


def test_any_altered_byte_is_refused(tmp_path: Path) -> None:
    data = bytearray(sent(x.PARTS, tmp_path))
    for place in range(0, len(data), 997):
        data[place] ^= 1
        with pytest.raises(AppError) as refusal:
            open_sheet(bytes(data), [x.SECRETARIAT_IDENTITY], "fiche")
        assert refusal.value.code in ("FIC-01", "FIC-02", "FIC-03")
        data[place] ^= 1


@pytest.mark.parametrize(
    ("kept", "code"),
    [(-1, "FIC-02"), (-16, "FIC-02"), (-5_000, "FIC-02"), (100, "FIC-03"), (0, "FIC-03")],
)
def test_an_incomplete_fiche_is_refused(tmp_path: Path, kept: int, code: str) -> None:
    data = sent(x.PARTS, tmp_path)
    with x.refusal(code, tmp_path):
        open_sheet(data[:kept], [x.SECRETARIAT_IDENTITY], "fiche")


def test_a_fiche_cut_in_half_is_refused(tmp_path: Path) -> None:
    data = sent(x.PARTS, tmp_path)
    with x.refusal("FIC-02", tmp_path):
        open_sheet(data[: len(data) // 2], [x.SECRETARIAT_IDENTITY], "fiche")


def test_a_file_larger_than_any_fiche_is_refused(tmp_path: Path) -> None:
    with x.refusal("FIC-03", tmp_path):
        open_sheet(bytes(MAX_FILE_BYTES + 1), [x.SECRETARIAT_IDENTITY], "fiche")


def test_the_largest_act_and_texts_fit_in_a_file() -> None:
    assert MAX_ACT_BYTES + MAX_TEXTS_BYTES + (1 << 20) < MAX_FILE_BYTES


def test_a_weaker_key_beside_the_secretariat_is_refused(tmp_path: Path) -> None:
    """The header is whole, its MAC right: only the rule of post-quantum stanzas refuses it."""
    sealed = io.BytesIO(sent(x.PARTS, tmp_path))
    stanzas = read_header(sealed).stanzas
    sealed.seek(0)
    file_key = open_header(sealed, [x.SECRETARIAT_IDENTITY], hybrid_only=True)
    weaker = X25519Recipient.parse("age1cy0su9fwf3gf9mw868g5yut09p6nytfmmnktexz2ya5uqg9vl9sss4euqm")
    header = encode_header([*stanzas, weaker.wrap(file_key, x.RANDOM)], file_key)
    with x.refusal("FIC-03", tmp_path):
        open_sheet(header + sealed.read(), [x.SECRETARIAT_IDENTITY], "fiche")


def test_a_fiche_cannot_be_written_where_nothing_can(tmp_path: Path) -> None:
    with x.refusal("DSK-24", tmp_path):
        write_sheet(tmp_path / "absent" / "a.fiche", x.PARTS, x.SHEET_RECIPIENTS, x.RANDOM)


@pytest.mark.parametrize(
    "change",
    [
        lambda held: {**held, "note": b""},
        lambda held: {name: held[name] for name in ("fiche", "textes", "carte")},
        lambda held: dict(sorted(held.items())),
        lambda _: {},
    ],
    ids=["a fifth entry", "three entries", "another order", "none"],
)
def test_other_entries_than_the_four_of_a_fiche_are_refused(
    tmp_path: Path, change: Callable[[dict[str, bytes]], dict[str, bytes]]
) -> None:
    held = {"fiche": x.PARTS.act, "textes": x.PARTS.texts, "carte": x.PARTS.card, "carte.mac": x.PARTS.mac}
    sealed = encrypt(pack(change(held)), x.SHEET_RECIPIENTS, x.RANDOM)
    with x.refusal("FIC-03", tmp_path):
        open_sheet(sealed, [x.SECRETARIAT_IDENTITY], "fiche")


def test_a_fiche_for_another_secretariat_is_refused(tmp_path: Path) -> None:
    other = HybridIdentity.from_seed(x.FALSE_SECRETARIAT.enc)
    with pytest.raises(AppError) as refusal:
        open_sheet(sent(x.PARTS, tmp_path), [other], "fiche")
    assert refusal.value.code == "FIC-01"


@pytest.mark.parametrize("packed", [b"", b"bonjour", b"PK\x05\x06" + bytes(18)])
def test_sealed_content_that_is_no_fiche_is_refused(packed: bytes) -> None:
    with pytest.raises(AppError) as refusal:
        open_sheet(encrypt(packed, x.SHEET_RECIPIENTS, x.RANDOM), [x.SECRETARIAT_IDENTITY], "fiche")
    assert refusal.value.code == "FIC-03"


def test_a_compressed_bomb_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fiche", bytes(50_000_000))
    with pytest.raises(AppError) as refusal:
        open_sheet(
            encrypt(target.getvalue(), x.SHEET_RECIPIENTS, x.RANDOM), [x.SECRETARIAT_IDENTITY], "fiche"
        )
    assert refusal.value.code == "FIC-03"


# ---------------------------------------------------------------------------- campaign, lots, grid


def test_a_fiche_of_another_campaign_is_refused() -> None:
    assert refused(x.PARTS, replace(x.CONTEXT, campaign=CampaignId("autre"))) == "FIC-08"
    assert refused(x.parts_of(campaign=CampaignId("autre"))) == "FIC-08"


@pytest.mark.parametrize(
    "lots",
    [(), (LotSeen("L1", 1, Sha512("0" * 128)),), (LotSeen("L2", 1, x.MANIFEST_SHA512),)],
    ids=["none", "unknown", "misnamed"],
)
def test_a_fiche_made_on_an_unknown_lot_is_refused(lots: tuple[LotSeen, ...]) -> None:
    assert refused(x.parts_of(lots=lots)) == "FIC-06"


def test_a_fiche_of_another_round_is_refused() -> None:
    assert refused(x.parts_of(round=2)) == "FIC-14"


def test_a_fiche_made_on_the_lot_of_other_members_is_refused() -> None:
    others = replace(x.MANIFEST, members=x.MANIFEST.members[1:])
    assert refused(x.PARTS, replace(x.CONTEXT, manifests={x.MANIFEST_SHA512: others})) == "FIC-06"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda document: document["dossiers"][0]["entries"][1].update(mark=6), "FIC-10"),
        (lambda document: document["dossiers"].append(document["dossiers"][0]), "FIC-07"),
        (lambda document: document.update(extra=1), "ACT-02"),
        (lambda document: document["recused"][0].update(reason_digest="0" * 128), "FIC-09"),
    ],
    ids=["off the scale", "twice", "unknown field", "unknown text"],
)
def test_what_the_members_application_could_not_sign_is_refused(
    change: Callable[[dict[str, Any]], None], code: str
) -> None:
    """In full in test_sheet_act and test_sheet_checks: here, that a received fiche goes through both."""
    assert refused(x.forged(change)) == code


def test_texts_of_another_fiche_are_refused() -> None:
    assert refused(replace(x.PARTS, texts=x.parts_of(seq=9).texts)) == "FIC-09"


def test_what_no_secretariat_would_receive_is_refused_at_hand_in(tmp_path: Path) -> None:
    endless = Entry(3, remark="é" * (MAX_TEXTS_BYTES // 2 + 10))
    with x.refusal("REM-02", tmp_path):
        x.parts_of(Sheet(x.M07, {x.D1: DossierSheet({x.PLACES: endless})}))


def test_two_members_salt_the_same_remark_differently() -> None:
    assert x.parts_of().texts != x.parts_of().texts


def test_too_many_passages_are_refused_at_hand_in(tmp_path: Path) -> None:
    """Their digests alone are more than an act may hold; the dossier to shorten is named."""
    passages = (replace(x.PASSAGE, quote="", prefix="", suffix="", rects=()),) * 45_000
    sheet = Sheet(
        x.M07,
        {
            x.D1: DossierSheet({x.PLACES: Entry(3)}),
            x.D2: DossierSheet({x.PLACES: Entry(3, "", "", passages)}),
        },
    )
    with pytest.raises(AppError) as refusal:
        x.parts_of(sheet)
    assert (refusal.value.code, refusal.value.facts) == ("REM-02", {"dossier": x.D2})


def test_more_marks_than_any_act_holds_are_refused_at_hand_in(tmp_path: Path) -> None:
    """They would fit in its size, and no secretariat would read it."""
    entries = {CriterionId(f"{number:x}"): Entry(3) for number in range(canonical.MAX_ITEMS // 2)}
    with x.refusal("REM-02", tmp_path):
        x.parts_of(Sheet(x.M07, {x.D1: DossierSheet(entries)}))
