"""A fiche: it arrives as it left, and everything that is not so is refused in words."""

import base64
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
from commission_app.scoring.sheet import NOT_ASSESSABLE, DossierSheet, Entry, Evidence, Rect, Recusal, Sheet
from commission_app.sealing import sshsig
from commission_app.sealing.age_format import encode_header, open_header, read_header
from commission_app.sealing.age_recipients import HybridIdentity, X25519Recipient
from commission_app.sealing.age_stream import encrypt
from commission_app.sealing.identity import Secrets
from commission_app.sealing.opening_code import derive, new_code
from commission_app.sealing.recognition import card_mac, write_card
from commission_app.sealing.salted_texts import MAX_TEXTS_BYTES, SaltedTexts, well_formed
from commission_app.sealing.sheet_act import LotSeen, sheet_document
from commission_app.sealing.sheet_file import (
    MAX_FILE_BYTES,
    SheetParts,
    VerifiedSheet,
    open_sheet,
    verify_sheet,
    write_sheet,
)
from commission_app.sealing.signed_act import MAX_ACT_BYTES, sign
from commission_app.sealing.stored_zip import pack
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
ANY_TEXT = st.text(max_size=60)  # all of Unicode but half surrogates: emoji, NUL, line feeds of every kind
TENTHS = st.integers(-1_000, 20_000)
PASSAGES = st.builds(
    Evidence,
    piece=st.sampled_from([x.FIRST, x.SECOND]),
    original_sha512=st.just(x.PASSAGE.original_sha512),
    page=st.integers(1, 3),
    quote=ANY_TEXT,
    prefix=ANY_TEXT,
    suffix=ANY_TEXT,
    start=st.integers(0, 2**31),
    count=st.integers(0, 2**31),
    rects=st.lists(st.builds(Rect, TENTHS, TENTHS, TENTHS, TENTHS), max_size=3).map(tuple),
    engine=ANY_TEXT,
)
EVIDENCE = st.lists(PASSAGES, max_size=3).map(tuple)
REASONED = ANY_TEXT.filter(str.strip)
MOTIVES = st.sampled_from(x.GRID.not_assessable_reasons)
DECIDED = st.one_of(
    st.builds(Entry, mark=st.integers(1, 4), remark=ANY_TEXT, evidence=EVIDENCE),
    st.builds(Entry, mark=st.sampled_from([0, 5]), remark=REASONED, evidence=EVIDENCE),
    st.builds(Entry, mark=st.just(NOT_ASSESSABLE), motive=MOTIVES, remark=REASONED, evidence=EVIDENCE),
)
BLANK = st.builds(Entry, mark=st.none(), remark=ANY_TEXT, evidence=EVIDENCE)
TAGS = st.lists(ANY_TEXT, max_size=3).map(tuple)
CLOSED = st.builds(
    DossierSheet,
    entries=st.fixed_dictionaries({x.PLACES: DECIDED, x.COSTS: DECIDED}, optional={x.LETTERS: BLANK}),
    is_closed=st.just(True),
    tags=TAGS,
)
OPEN = st.builds(
    DossierSheet,
    entries=st.dictionaries(st.sampled_from([x.PLACES, x.COSTS]), DECIDED | BLANK, max_size=2),
    tags=TAGS,
)
RECUSALS = st.builds(Recusal, kind=st.sampled_from(["personal", "institutional"]), reason=ANY_TEXT)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Any sheet that the application can make of three dossiers: read, recused or left aside."""
    readings, recused, declared = {}, {}, set()
    for dossier in (x.D1, x.D2, x.D3):
        match draw(st.sampled_from(["closed", "open", "recused", "untouched"])):
            case "closed":
                readings[dossier] = draw(CLOSED)
            case "open":
                readings[dossier] = draw(OPEN)
            case "recused":
                recused[dossier] = draw(RECUSALS)
        if dossier not in recused and draw(st.booleans()):
            declared.add(dossier)
    return Sheet(x.M07, readings, recused, frozenset(declared))


@settings(max_examples=100)
@given(sheet=sheets())
def test_any_sheet_arrives_as_it_left(tmp_path_factory: pytest.TempPathFactory, sheet: Sheet) -> None:
    """Made, written, opened and verified."""
    parts = x.parts_of(sheet)
    verified = received(sent(parts, tmp_path_factory.getbasetemp()))
    assert verified.sheet == sheet
    assert verified.claims == replace(x.CLAIMS)
    assert verified.sha512 == parts.sha512


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


@pytest.mark.parametrize("act", [x.PARTS.card, x.MANIFEST_ACT, b"", b"bonjour", x.PARTS.act + b"\n"])
def test_another_kind_of_act_is_not_a_fiche(act: bytes) -> None:
    assert refused(replace(x.PARTS, act=act)) == "SIG-03"


@pytest.mark.parametrize("kind", ["carte", "lot", "accuse"])
def test_a_fiche_signed_as_another_act_is_not_a_fiche(kind: str) -> None:
    assert refused(x.forged(lambda document: document.update(type=kind))) == "SIG-03"


@pytest.mark.parametrize("keys", ["ed25519", "mldsa"])
def test_an_act_with_one_signature_of_somebody_else_is_refused(keys: str) -> None:
    mixed = replace(x.MEMBER.signing, **{keys: getattr(x.MEMBERS[x.M08].signing, keys)})
    texts = SaltedTexts(x.RANDOM)
    act = sign(sheet_document(x.CLAIMS, x.SHEET, texts), mixed)
    assert refused(replace(x.PARTS, act=act, texts=texts.encode())) == "SIG-03"


def test_a_mark_changed_and_sealed_again_by_somebody_is_refused(tmp_path: Path) -> None:
    """Whoever holds a copy of the act and the secretariat's public key can write the file, not sign it."""
    act = x.PARTS.act.replace(b'"mark":5', b'"mark":4')
    resealed = sent(replace(x.PARTS, act=act), tmp_path)
    with x.refusal("SIG-03", tmp_path):
        received(resealed)


def test_a_fiche_whose_key_is_not_that_of_its_card_is_refused() -> None:
    assert refused(x.forged(lambda document: document.update(key="0" * 32))) == "FIC-04"
    assert refused(x.forged(lambda document: document.update(member="m08"))) == "FIC-04"


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
    """No act with one can be made here; one made elsewhere, rightly signed, is refused."""
    with pytest.raises(ValueError, match="float"):
        x.forged(lambda document: document["dossiers"][0]["entries"][0].update(mark=4.5))
    line = x.PARTS.act.split(b"\n")[0].replace(b'"mark":5', b'"mark":4.5') + b"\n"
    namespace, keys = "fiche-v1@commission-app", x.MEMBER.signing
    signed = line + b"mldsa65 " + base64.b64encode(keys.mldsa.sign(line, namespace.encode())) + b"\n"
    assert refused(replace(x.PARTS, act=signed + sshsig.sign(keys.ed25519, namespace, signed))) == "SIG-03"


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


def test_an_unknown_member_has_no_fiche() -> None:
    context = replace(x.CONTEXT, institution_of={MemberId("m01"): x.CONTEXT.institution_of[x.M08]})
    with pytest.raises(AppError) as refusal:
        verify_sheet(x.PARTS, context, "fiche")
    assert refusal.value.code == "FIC-04"
