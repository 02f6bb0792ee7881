"""A fiche: it arrives as it left, and everything that is not so is refused in words."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.ids import CampaignId, CriterionId, DossierId, MemberId, Sha512
from commission_app.scoring.sheet import NOT_ASSESSABLE, DossierSheet, Entry, Recusal, Sheet
from commission_app.sealing.age_recipients import HybridIdentity
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.identity import Secrets
from commission_app.sealing.opening_code import derive, new_code
from commission_app.sealing.recognition import card_mac, write_card
from commission_app.sealing.salted_texts import MAX_TEXTS_BYTES, well_formed
from commission_app.sealing.sheet_act import LotSeen
from commission_app.sealing.sheet_file import SheetParts, VerifiedSheet, open_sheet, verify_sheet, write_sheet
from commission_app.sealing.signed_act import sign
from tests.sealing import exchange as x
from tests.sealing.drawn_bytes import DrawnBytes


def sent(parts: SheetParts, folder: Path) -> bytes:
    target = folder / "fiche.fiche"
    write_sheet(target, parts, x.SHEET_RECIPIENTS, x.RANDOM)
    data = target.read_bytes()
    target.unlink()
    return data


def received(data: bytes) -> VerifiedSheet:
    return verify_sheet(open_sheet(data, [x.SECRETARIAT_IDENTITY], "fiche"), x.CONTEXT, "fiche")


def refused(parts: SheetParts) -> str:
    with pytest.raises(AppError) as refusal:
        verify_sheet(parts, x.CONTEXT, "fiche")
    assert sentences(refusal.value).do
    return refusal.value.code


def test_a_fiche_arrives_as_it_left(tmp_path: Path) -> None:
    verified = received(sent(x.PARTS, tmp_path))
    assert verified.sheet == x.SHEET
    assert verified.claims == x.CLAIMS
    assert verified.is_new_key
    assert verified.sha512 == x.PARTS.sha512


def test_the_recovery_key_reads_it_too(tmp_path: Path) -> None:
    assert open_sheet(sent(x.PARTS, tmp_path), [x.RECOVERY], "fiche") == x.PARTS


def test_a_registered_key_needs_no_code_any_more() -> None:
    context = replace(x.CONTEXT, registered={x.M07: (x.MEMBER.key_set.id,)}, mac_keys={})
    assert not verify_sheet(x.PARTS, context, "fiche").is_new_key


UNJUSTIFIED = DossierSheet({x.PLACES: Entry(0), x.COSTS: Entry(3)}, is_closed=True)
ANY_TEXT = st.text(max_size=60)
ENTRIES = st.one_of(
    st.builds(Entry, mark=st.integers(1, 4), remark=ANY_TEXT),
    st.builds(Entry, mark=st.sampled_from([0, 5]), remark=ANY_TEXT.filter(str.strip)),
    st.builds(
        Entry,
        mark=st.just(NOT_ASSESSABLE),
        motive=st.sampled_from(x.GRID.not_assessable_reasons),
        remark=ANY_TEXT.filter(str.strip),
        evidence=st.sampled_from([(), (x.PASSAGE,)]),
    ),
)


@settings(max_examples=25, deadline=None)
@given(
    places=ENTRIES, costs=ENTRIES, is_closed=st.booleans(), tags=st.lists(ANY_TEXT, max_size=3),
    reason=ANY_TEXT, declared=st.booleans(),
)  # fmt: skip
def test_any_sheet_arrives_as_it_left(
    places: Entry, costs: Entry, is_closed: bool, tags: list[str], reason: str, declared: bool
) -> None:
    sheet = Sheet(
        x.M07,
        {x.D1: DossierSheet({x.PLACES: places, x.COSTS: costs}, is_closed, tuple(tags))},
        {x.D3: Recusal("personal", reason)},
        frozenset({x.D2} if declared else ()),
    )
    assert verify_sheet(x.parts_of(sheet), x.CONTEXT, "fiche").sheet == sheet


def test_half_a_sign_becomes_a_visible_substitute() -> None:
    half = DossierSheet({x.PLACES: Entry(2, remark="a\ud83db")})
    sheet = verify_sheet(x.parts_of(Sheet(x.M07, {x.D1: half})), x.CONTEXT, "fiche").sheet
    assert sheet.readings[x.D1].entries[x.PLACES].remark == "a\N{REPLACEMENT CHARACTER}b"
    assert well_formed("👩🏽‍🚒 é") == "👩🏽‍🚒 é"


# ------------------------------------------------------------------------------------ on the way


def test_any_altered_byte_is_refused(tmp_path: Path) -> None:
    data = bytearray(sent(x.PARTS, tmp_path))
    for place in range(0, len(data), 997):
        data[place] ^= 1
        with pytest.raises(AppError) as refusal:
            open_sheet(bytes(data), [x.SECRETARIAT_IDENTITY], "fiche")
        assert refusal.value.code in ("FIC-01", "FIC-02", "FIC-03")
        data[place] ^= 1


@pytest.mark.parametrize("cut", [1, 16, 5_000])
def test_an_incomplete_fiche_is_refused(tmp_path: Path, cut: int) -> None:
    with pytest.raises(AppError) as refusal:
        open_sheet(sent(x.PARTS, tmp_path)[:-cut], [x.SECRETARIAT_IDENTITY], "fiche")
    assert refusal.value.code == "FIC-02"


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


# ---------------------------------------------------------------------------------------- authors


def test_a_stranger_is_refused() -> None:
    stranger = Secrets.for_member(derive(new_code(DrawnBytes("stranger"))), DrawnBytes("stranger"))
    assert refused(x.parts_of(secrets=stranger)) == "FIC-04"


def test_a_card_with_another_members_code_is_refused() -> None:
    mac = card_mac(x.CODES[x.M08].mac_key, x.PARTS.card)
    assert refused(replace(x.PARTS, mac=mac)) == "FIC-04"


def test_a_replaced_code_registers_no_key() -> None:
    old = Secrets.for_member(x.OLD_CODE, DrawnBytes("old computer"))
    assert refused(x.parts_of(secrets=old)) == "FIC-05"


def test_a_member_cannot_hand_in_for_another() -> None:
    sheet = replace(x.SHEET, member=x.M08)
    parts = x.parts_of(sheet)
    assert refused(parts) in ("FIC-04", "FIC-06")
    card = write_card(x.CAMPAIGN, x.M08, x.MEMBER)
    own_mac = card_mac(x.MEMBER.mac, card)
    assert refused(replace(x.PARTS, card=card, mac=own_mac)) == "FIC-04"


def test_the_act_of_one_member_under_the_card_of_another_is_refused() -> None:
    other = x.parts_of(Sheet(x.M08), x.MEMBERS[x.M08])
    assert refused(replace(x.PARTS, act=other.act, texts=other.texts)) == "SIG-03"


def test_a_mark_changed_by_somebody_who_knows_only_public_keys_is_refused() -> None:
    act = x.PARTS.act.replace(b'"mark":5', b'"mark":4')
    assert act != x.PARTS.act
    assert refused(replace(x.PARTS, act=act)) == "SIG-03"


@pytest.mark.parametrize("line", [1, 2])
def test_one_signature_of_another_act_is_refused(line: int) -> None:
    other = x.parts_of(seq=3).act
    mine, theirs = x.PARTS.act.split(b"\n", 2), other.split(b"\n", 2)
    mine[line] = theirs[line]
    assert refused(replace(x.PARTS, act=b"\n".join(mine))) == "SIG-03"


def test_another_kind_of_act_is_not_a_fiche() -> None:
    assert refused(replace(x.PARTS, act=x.PARTS.card)) == "SIG-03"


# ---------------------------------------------------------------------------- campaign, lots, grid


def test_a_fiche_of_another_campaign_is_refused() -> None:
    context = replace(x.CONTEXT, campaign=CampaignId("autre"))
    with pytest.raises(AppError) as refusal:
        verify_sheet(x.PARTS, context, "fiche")
    assert refusal.value.code == "FIC-08"
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


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (Sheet(x.M07, {x.D1: DossierSheet({x.PLACES: Entry(6, remark="x")})}), "FIC-10"),
        (Sheet(x.M07, {x.D1: DossierSheet({x.PLACES: Entry(-1, remark="x")})}), "FIC-10"),
        (Sheet(x.M07, {x.D1: DossierSheet({CriterionId("Z9"): Entry(3)})}), "FIC-10"),
        (Sheet(x.M07, {x.D1: DossierSheet({x.PLACES: Entry("NE", "par flemme", "x")})}), "FIC-10"),
        (Sheet(x.M07, {x.D1: DossierSheet({x.PLACES: Entry(3, "pièce illisible")})}), "FIC-10"),
        (Sheet(x.M07, {x.D1: DossierSheet({x.LETTERS: Entry(3)})}), "FIC-11"),
        (Sheet(x.M07, {x.D1: DossierSheet({x.PLACES: Entry(3)}, is_closed=True)}), "FIC-12"),
        (Sheet(x.M07, {x.D1: UNJUSTIFIED}), "FIC-12"),
        (Sheet(x.M07, {DossierId("9999"): DossierSheet({x.PLACES: Entry(3)})}), "FIC-13"),
        (Sheet(x.M07, recused={DossierId("9999"): Recusal("personal", "lien")}), "FIC-13"),
    ],
    ids=[
        "above", "below", "unknown criterion", "unknown motive", "motive of a mark", "neutralised",
        "closed with a hole", "closed without reason", "unknown dossier", "unknown recusal",
    ],
)  # fmt: skip
def test_what_the_members_application_could_not_say_is_refused(sheet: Sheet, code: str) -> None:
    assert refused(x.parts_of(sheet)) == code


def repeat_first(key: str) -> Callable[[dict[str, Any]], None]:
    return lambda document: document[key].append(document[key][0])


@pytest.mark.parametrize(
    "change",
    [
        repeat_first("dossiers"),
        repeat_first("recused"),
        lambda document: document["dossiers"][0]["entries"].append(document["dossiers"][0]["entries"][0]),
    ],
    ids=["dossier", "recusal", "entry"],
)
def test_what_is_given_twice_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    assert refused(x.forged(change)) == "FIC-07"


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.update(extra=1),
        lambda document: document.pop("round"),
        lambda document: document.update(seq="2"),
        lambda document: document["dossiers"][0].update(state="maybe"),
    ],
    ids=["unknown field", "missing field", "wrong kind", "unknown state"],
)
def test_an_act_of_another_shape_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    assert refused(x.forged(change)) == "ACT-02"


# ------------------------------------------------------------------------------------------ texts


@pytest.mark.parametrize(
    "change",
    [
        lambda texts: texts.replace(b"pr\xc3\xa9cis", b"pr\xc3\xa9cls"),
        lambda texts: texts.replace(b'"kind":"remark"', b'"kind":"reason"', 1),
        lambda texts: b"{}",
        lambda texts: b"[]",
        lambda texts: texts + b" ",
        lambda texts: texts[:-1] + b',"' + b"0" * 128 + b'":{"kind":"remark","salt":"00","text":"de trop"}}',
        lambda texts: b" " * (MAX_TEXTS_BYTES + 1),
    ],
    ids=["altered", "other kind", "missing", "not texts", "not its one form", "extra", "huge"],
)
def test_texts_that_do_not_match_are_refused(change: Callable[[bytes], bytes]) -> None:
    assert refused(replace(x.PARTS, texts=change(x.PARTS.texts))) == "FIC-09"


def test_texts_of_another_fiche_are_refused() -> None:
    assert refused(replace(x.PARTS, texts=x.parts_of(seq=9).texts)) == "FIC-09"


def test_what_no_secretariat_would_receive_is_refused_at_hand_in(tmp_path: Path) -> None:
    endless = Entry(3, remark="é" * (MAX_TEXTS_BYTES // 2 + 10))
    with x.refusal("REM-02", tmp_path):
        x.parts_of(Sheet(x.M07, {x.D1: DossierSheet({x.PLACES: endless})}))


def test_two_members_salt_the_same_remark_differently() -> None:
    assert x.parts_of().texts != x.parts_of().texts


def test_a_signature_alone_says_nothing_of_the_remarks() -> None:
    assert "sœur".encode() not in x.PARTS.act
    assert "Très précis".encode() not in x.PARTS.act
    assert sign({"type": "fiche", "v": 1}, x.MEMBER.signing) != x.PARTS.act


def test_a_float_is_no_mark() -> None:
    with pytest.raises(ValueError, match="float"):
        x.forged(lambda document: document["dossiers"][0]["entries"][0].update(mark=4.5))


def test_an_unknown_member_has_no_fiche() -> None:
    context = replace(x.CONTEXT, institution_of={MemberId("m01"): x.CONTEXT.institution_of[x.M08]})
    with pytest.raises(AppError) as refusal:
        verify_sheet(x.PARTS, context, "fiche")
    assert refusal.value.code == "FIC-04"
