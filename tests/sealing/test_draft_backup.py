"""Draft backups: read by their author and by whoever opens the envelope; anything else is refused."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from typing import Any

import pytest

from commission_app.errors import AppError
from commission_app.messages import sentences
from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import CampaignId, CriterionId, MemberId, Sha512
from commission_app.scoring.sheet import DossierSheet, Entry, Recusal, Sheet
from commission_app.sealing import canonical, draft_backup
from commission_app.sealing.age_recipients import HybridIdentity, X25519Identity
from commission_app.sealing.age_stream import decrypt, encrypt
from commission_app.sealing.age_text import bech32_text
from commission_app.sealing.draft_backup import DraftBackup, open_draft, seal_draft
from commission_app.sealing.stored_zip import pack, unpack
from tests.sealing import exchange as x
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.mutations import damaged

SAVED = datetime(2021, 6, 12, 18, 40, 7, tzinfo=timezone(timedelta(hours=2)))
DRAFT = DraftBackup(
    x.CAMPAIGN,
    x.M07,
    x.MEMBER.key_set.id,
    SAVED,
    "L1",
    2,
    frozenset({Sha512("a" * 128)}),
    x.SHEET.with_highlights(x.D1, (x.PASSAGE, replace(x.PASSAGE, page=4))),
)
OWN = HybridIdentity.from_seed(x.CODES[x.M07].draft_seed)
RECIPIENTS = (OWN.recipient, x.RECOVERY.recipient)
FILE = "accueil_L1_v1.m07.brouillon"


def sealed(draft: DraftBackup = DRAFT, mac_key: bytes = x.MEMBER.mac) -> bytes:
    return seal_draft(draft, mac_key, RECIPIENTS, x.RANDOM)


def opened(data: bytes, identity: HybridIdentity = OWN, **others: Any) -> DraftBackup:
    said = {"campaign": x.CAMPAIGN, "member": x.M07, "file": FILE, **others}
    return open_draft(data, [identity], [x.MEMBER.mac], **said)


def refused(data: bytes, identity: HybridIdentity = OWN, **others: Any) -> str:
    """Return the code of a refusal, once it was said in French."""
    with pytest.raises(AppError) as refusal:
        opened(data, identity, **others)
    return sentences(refusal.value).code


def entries() -> dict[str, bytes]:
    return unpack(decrypt(sealed(), [OWN]))


def resealed(contents: Mapping[str, bytes]) -> bytes:
    """Seal something else to the same persons, as anybody who knows their recipients could."""
    return encrypt(pack(contents), RECIPIENTS, x.RANDOM)


def rewritten(change: Callable[[dict[str, Any]], None]) -> bytes:
    """Seal a changed draft with the member's own code: what a modified application could write."""
    document = json.loads(entries()["brouillon"])
    change(document)
    content = canonical_json(document)
    return resealed({"brouillon": content, "brouillon.mac": draft_backup._mac(x.MEMBER.mac, content)})


def test_a_draft_comes_back_whole_with_its_texts() -> None:
    assert opened(sealed()) == DRAFT


def test_whoever_holds_the_envelope_reads_it_too() -> None:
    assert opened(sealed(), x.RECOVERY) == DRAFT


def test_an_empty_draft_is_one() -> None:
    empty = replace(DRAFT, sheet=Sheet(x.M07), known=frozenset())
    assert opened(sealed(empty)) == empty


def test_the_draft_is_in_the_canonical_form_of_every_act() -> None:
    content = entries()["brouillon"]
    assert canonical.encode(canonical.decode(content)) == content


def test_half_a_surrogate_pair_becomes_the_sign_of_what_cannot_be_shown() -> None:
    typed = Entry(5, remark="coupé \ud83d", evidence=(replace(x.PASSAGE, quote="\udc4d"),))
    reading = DossierSheet({x.PLACES: typed}, tags=("a\ud800",))
    sheet = Sheet(x.M07, {x.D1: reading}, {x.D2: Recusal("personal", "\udfff")})
    back = opened(sealed(replace(DRAFT, sheet=sheet))).sheet
    entry = back.reading(x.D1).entry(x.PLACES)
    assert (entry.remark, entry.evidence[0].quote) == ("coupé \ufffd", "\ufffd")
    assert (back.reading(x.D1).tags, back.recused[x.D2].reason) == (("a\ufffd",), "\ufffd")


@pytest.mark.parametrize("member", [x.M08, x.M09])
def test_a_draft_of_somebody_else_is_refused(member: MemberId) -> None:
    assert refused(sealed(), HybridIdentity.from_seed(x.CODES[member].draft_seed)) == "BRO-02"


def test_a_draft_made_with_a_former_code_is_refused() -> None:
    former = encrypt(pack(entries()), [HybridIdentity.from_seed(x.OLD_CODE.draft_seed).recipient], x.RANDOM)
    assert refused(former) == "BRO-02"


def test_a_draft_that_names_another_member_is_refused_even_with_the_right_mac() -> None:
    other = replace(DRAFT, member=x.M08, sheet=replace(x.SHEET, member=x.M08))
    assert refused(sealed(other)) == "BRO-02"


def test_a_draft_of_another_campaign_is_refused() -> None:
    assert refused(sealed(), campaign=CampaignId("accueil-2022")) == "BRO-03"


def test_a_draft_that_somebody_else_made_for_the_member_is_refused() -> None:
    for key in (x.CODES[x.M08].mac_key, x.OLD_CODE.mac_key, b""):
        assert refused(sealed(mac_key=key)) == "BRO-04"


def test_the_mac_of_another_draft_proves_nothing() -> None:
    other = unpack(decrypt(sealed(replace(DRAFT, serial=3)), [OWN]))
    assert refused(resealed({**entries(), "brouillon.mac": other["brouillon.mac"]})) == "BRO-04"


def test_a_mac_is_looked_at_before_what_it_protects() -> None:
    assert refused(resealed({"brouillon": b"{" * 500_000, "brouillon.mac": b"0" * 128})) == "BRO-04"


@pytest.mark.parametrize(
    "contents",
    [
        {},
        {"brouillon": b"{}"},
        {"brouillon.mac": b"", "brouillon": b"{}"},
        {"brouillon": b"{}", "brouillon.mac": b"", "d/0001/01.pdf": b""},
    ],
)
def test_another_content_is_no_draft(contents: dict[str, bytes]) -> None:
    assert refused(resealed(contents)) == "BRO-01"


def test_what_is_not_a_sealed_file_is_no_draft() -> None:
    for data in (b"", b"brouillon", bytes(1000), encrypt(b"not a ZIP", RECIPIENTS, x.RANDOM)):
        assert refused(data) == "BRO-01"


@pytest.mark.parametrize("cut", [1, 16, 200, 2_000])
def test_a_truncated_draft_is_refused(cut: int) -> None:
    assert refused(sealed()[:-cut]) == "BRO-01"


def test_a_draft_sealed_more_weakly_is_refused() -> None:
    weak = X25519Identity.from_text(bech32_text("AGE-SECRET-KEY-", DrawnBytes("weak")(32)))
    assert refused(encrypt(pack(entries()), [weak.recipient], x.RANDOM)) == "BRO-01"


def _unknown_field(document: dict[str, Any]) -> None:
    document["note"] = "x"


def _unknown_kind(document: dict[str, Any]) -> None:
    document["edits"][0]["kind"] = "score"


def _twice(document: dict[str, Any]) -> None:
    document["edits"].append(document["edits"][0])


def _other_order(document: dict[str, Any]) -> None:
    document["edits"].reverse()


def _true_mark(document: dict[str, Any]) -> None:
    document["edits"][0]["mark"] = True


def _not_a_date(document: dict[str, Any]) -> None:
    document["saved"] = "hier"


def _microseconds(document: dict[str, Any]) -> None:
    document["saved"] = "2021-06-12T18:40:07.000001+02:00"


def _other_version(document: dict[str, Any]) -> None:
    document["v"] = 2


def _known_twice(document: dict[str, Any]) -> None:
    document["known"] *= 2


@pytest.mark.parametrize(
    "change",
    [
        _unknown_field, _unknown_kind, _twice, _other_order, _true_mark, _not_a_date, _microseconds,
        _other_version, _known_twice,
    ],
)  # fmt: skip
def test_what_is_not_written_as_the_application_writes_is_refused(
    change: Callable[[dict[str, Any]], None],
) -> None:
    assert refused(rewritten(change)) == "BRO-01"


def test_a_damaged_draft_is_refused_whatever_the_damage() -> None:
    random = Random(7)  # noqa: S311 - reproducible damage, not a secret
    data, other = sealed(), sealed(replace(DRAFT, serial=9))
    for _ in range(60):
        changed = damaged(random, data, other)
        if changed not in (data, other):
            assert refused(changed).startswith("BRO-")


def test_a_draft_larger_than_any_reader_accepts_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_backup, "MAX_FILE_BYTES", draft_backup.ENVELOPE_BYTES + 3_000)
    assert opened(sealed()) == DRAFT
    remarks = {CriterionId(f"c{number}"): Entry(3, remark="très long " * 50) for number in range(10)}
    with pytest.raises(AppError) as refusal:
        sealed(replace(DRAFT, sheet=Sheet(x.M07, {x.D1: DossierSheet(remarks)})))
    assert sentences(refusal.value).code == "BRO-07"
    assert refused(bytes(draft_backup.MAX_FILE_BYTES + 1)) == "BRO-01"


def test_nothing_of_a_draft_is_shown_by_its_repr() -> None:
    assert "précis" not in repr(DRAFT)
    assert datetime(2021, 6, 12, 16, 40, 7, tzinfo=UTC) == DRAFT.saved
