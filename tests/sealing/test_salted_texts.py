import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_app.scoring.grid import canonical_json
from commission_app.scoring.ids import PiecePath
from commission_app.scoring.sheet import WITHHELD, Entry, Rect
from commission_app.sealing.salted_texts import (
    MAX_TEXTS_BYTES,
    NO_TEXTS,
    TEXT_KINDS,
    SaltedTexts,
    TextKind,
    TextReader,
    well_formed,
    without_kinds,
)
from tests.sealing.drawn_bytes import DrawnBytes
from tests.sealing.exchange import PASSAGE, RANDOM, refusal

Texts = dict[str, dict[str, Any]]
WRITTEN = SaltedTexts(DrawnBytes("salts"))
REMARK = WRITTEN.add("remark", "Très précis.\nVoir p. 2 👩🏽‍🚒")
REASON = WRITTEN.add("reason", "ma sœur y travaille")
EVIDENCE = WRITTEN.add_evidence(PASSAGE)
DATA = WRITTEN.encode()


def test_each_text_comes_back_by_its_digest_and_kind() -> None:
    texts = TextReader(DATA)
    assert texts.text(REMARK, "remark") == "Très précis.\nVoir p. 2 👩🏽‍🚒"
    assert texts.text(REASON, "reason") == "ma sœur y travaille"
    assert texts.evidence(EVIDENCE, PASSAGE.piece) == PASSAGE
    texts.check_all_used()


def test_a_digest_is_that_of_the_salt_and_the_text() -> None:
    kept = json.loads(DATA)[REASON]
    salt = bytes.fromhex(kept["salt"])
    assert len(salt) == 32
    assert hashlib.sha512(salt + "ma sœur y travaille".encode()).hexdigest() == REASON


def test_the_same_words_said_twice_cannot_be_told_from_their_digests() -> None:
    texts = SaltedTexts(RANDOM)
    assert texts.add("remark", "bien") != texts.add("remark", "bien")
    assert len(json.loads(texts.encode())) == 2


@given(text=st.text(max_size=200))
def test_any_text_travels_as_it_was_typed(text: str) -> None:
    """No normalization, no trimming; NUL, line feeds of every kind and emoji included."""
    texts = SaltedTexts(RANDOM)
    digest = texts.add("remark", text)
    assert TextReader(texts.encode()).text(digest, "remark") == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\ud83db", "a\ufffdb"),
        ("\udc00", "\ufffd"),
        ("fin\ud800", "fin\ufffd"),
        ("\ud83d\ude00", "😀"),
        ("\ud800\ud83d\ude00", "\ufffd😀"),
        ("e\N{COMBINING ACUTE ACCENT} \0 \u2028", "e\N{COMBINING ACUTE ACCENT} \0 \u2028"),
    ],
)
def test_half_a_sign_is_replaced_and_two_halves_are_joined(typed: str, kept: str) -> None:
    assert well_formed(typed) == kept
    texts = SaltedTexts(RANDOM)
    digest = texts.add("remark", typed)
    passage = texts.add_evidence(replace(PASSAGE, quote=typed, prefix=typed, suffix=typed))
    reader = TextReader(texts.encode())
    assert reader.text(digest, "remark") == kept
    assert reader.evidence(passage, PASSAGE.piece) == replace(PASSAGE, quote=kept, prefix=kept, suffix=kept)


def test_a_frame_drawn_on_a_scanned_page_comes_back() -> None:
    frame = replace(PASSAGE, quote="", prefix="", suffix="", start=0, count=0, rects=(Rect(-3, 0, 10, 20),))
    texts = SaltedTexts(RANDOM)
    digest = texts.add_evidence(frame)
    assert TextReader(texts.encode()).evidence(digest, frame.piece) == frame


def changed(change: Callable[[Texts], object]) -> bytes:
    texts: Texts = json.loads(DATA)
    change(texts)
    return canonical_json(texts)


def under_its_digest(texts: Texts, text: dict[str, Any]) -> None:
    """Add a text whose digest is right: what somebody who signs nothing can still do."""
    salted = bytes.fromhex(text["salt"]) + text["text"].encode()
    texts[hashlib.sha512(salted).hexdigest()] = text


@pytest.mark.parametrize(
    "data",
    [
        changed(lambda texts: texts[REMARK].update(text="Très imprécis.")),
        changed(lambda texts: texts[REMARK].update(text=texts[REMARK]["text"] + "\n")),
        changed(lambda texts: texts[REMARK].update(salt="0" * 64)),
        changed(lambda texts: texts[REMARK].update(salt=texts[REMARK]["salt"].upper())),
        changed(lambda texts: texts[REMARK].update(salt=" ".join(texts[REMARK]["salt"]))),
        changed(lambda texts: texts[REMARK].pop("salt")),
        changed(lambda texts: texts[REMARK].update(author="m07")),
        changed(lambda texts: texts[REMARK].update(kind="note")),
        changed(lambda texts: texts[REMARK].update(text=5)),
        changed(lambda texts: texts.update({REMARK: texts[REASON]})),
        changed(lambda texts: texts.update({REMARK.upper(): texts.pop(REMARK)})),
        changed(lambda texts: under_its_digest(texts, {"salt": "00" * 31, "kind": "remark", "text": "x"})),
        changed(lambda texts: under_its_digest(texts, {"salt": "00" * 33, "kind": "remark", "text": "x"})),
        changed(lambda texts: under_its_digest(texts, {"salt": "", "kind": "remark", "text": "x" * 32})),
        DATA + b"\n",
        DATA.replace(b",", b", ", 1),
        DATA.replace("è".encode(), b"\\u00e8"),
        DATA.replace("è".encode(), b"\xe8"),
        DATA.replace("è".encode(), b"\\ud800"),
        DATA[:-1] + b"," + DATA[1:],
        b"",
        b"[]",
        b"null",
        b'{"' + b"[" * 100_000,
        b" " * (MAX_TEXTS_BYTES + 1),
    ],
)
def test_texts_that_are_not_as_they_were_signed_are_refused(data: bytes, tmp_path: Path) -> None:
    with refusal("FIC-09", tmp_path):
        TextReader(data)


def test_a_missing_text_and_one_of_another_kind_are_refused(tmp_path: Path) -> None:
    texts = TextReader(DATA)
    for digest, kind in (("0" * 128, "remark"), (REMARK, "reason"), (REASON, "remark"), (EVIDENCE, "remark")):
        with refusal("FIC-09", tmp_path):
            texts.text(digest, kind)  # type: ignore[arg-type] # a loop forgets the literal
    with refusal("FIC-09", tmp_path):
        texts.evidence(REMARK, PASSAGE.piece)


def test_texts_that_nobody_calls_for_are_refused(tmp_path: Path) -> None:
    texts = TextReader(DATA)
    texts.text(REMARK, "remark")
    with refusal("FIC-09", tmp_path):
        texts.check_all_used()
    more = TextReader(
        changed(
            lambda texts: under_its_digest(texts, {"salt": "0" * 64, "kind": "remark", "text": "de trop"})
        )
    )
    more.text(REMARK, "remark")
    more.text(REASON, "reason")
    more.evidence(EVIDENCE, PASSAGE.piece)
    with refusal("FIC-09", tmp_path):
        more.check_all_used()


@pytest.mark.parametrize(
    "passage",
    [
        "vingt places",
        "{}",
        "[]",
        "null",
        '{"piece":"d/0001/01.pdf"}',
        json.dumps({**json.loads(json.loads(DATA)[EVIDENCE]["text"]), "page": 0}),
        json.dumps({**json.loads(json.loads(DATA)[EVIDENCE]["text"]), "start": -1}),
        json.dumps({**json.loads(json.loads(DATA)[EVIDENCE]["text"]), "page": 2.0}),
        json.dumps({**json.loads(json.loads(DATA)[EVIDENCE]["text"]), "rects": [[1, 2, 3]]}),
        json.dumps({**json.loads(json.loads(DATA)[EVIDENCE]["text"]), "more": 1}),
    ],
)
def test_an_evidence_that_is_no_passage_is_refused(passage: str, tmp_path: Path) -> None:
    texts = SaltedTexts(RANDOM)
    digest = texts.add("evidence", passage)
    with refusal("FIC-09", tmp_path):
        TextReader(texts.encode()).evidence(digest, PASSAGE.piece)


def test_a_passage_of_another_piece_than_the_signed_one_is_refused(tmp_path: Path) -> None:
    with refusal("FIC-09", tmp_path):
        TextReader(DATA).evidence(EVIDENCE, PiecePath("d/0002/01.pdf"))


def test_a_withheld_text_is_not_a_blank_and_nobody_can_have_typed_it(tmp_path: Path) -> None:
    texts = TextReader(without_kinds(DATA, TEXT_KINDS), may_be_withheld=True)
    remark = texts.text(REMARK, "remark")
    assert remark == texts.text(REASON, "reason") == WITHHELD
    assert Entry(remark=remark).is_justified
    passage = texts.evidence(EVIDENCE, PASSAGE.piece)
    assert (passage.piece, passage.is_withheld, PASSAGE.is_withheld) == (PASSAGE.piece, True, False)
    assert texts.withheld == 3
    texts.check_all_used()
    assert well_formed(WITHHELD) != WITHHELD


@pytest.mark.parametrize(
    ("kinds", "kept"),
    [(["remark"], {REASON, EVIDENCE}), (["reason", "evidence"], {REMARK}), ([], {REMARK, REASON, EVIDENCE})],
)
def test_texts_are_withheld_by_kind_with_their_salts(kinds: list[TextKind], kept: set[str]) -> None:
    data = without_kinds(DATA, kinds)
    assert json.loads(data).keys() == kept
    texts = TextReader(data, may_be_withheld=True)
    assert texts.text(REMARK, "remark") == (
        WITHHELD if "remark" in kinds else "Très précis.\nVoir p. 2 👩🏽‍🚒"
    )
    assert texts.withheld == ("remark" in kinds)
    if not kinds:
        assert data == DATA


def test_only_an_archive_may_lack_texts(tmp_path: Path) -> None:
    for digest, kind in ((REMARK, "remark"), (REASON, "reason")):
        with refusal("FIC-09", tmp_path):
            TextReader(NO_TEXTS).text(digest, kind)  # type: ignore[arg-type] # a loop forgets the literal


def test_what_is_left_of_withheld_texts_is_still_compared(tmp_path: Path) -> None:
    with refusal("FIC-09", tmp_path):
        TextReader(changed(lambda texts: texts[REMARK].update(text="Mieux.")), may_be_withheld=True)
    texts = TextReader(DATA, may_be_withheld=True)
    with refusal("FIC-09", tmp_path):
        texts.text(REMARK, "reason")
    with refusal("FIC-09", tmp_path):
        texts.check_all_used()


@pytest.mark.parametrize(
    "write",
    [
        lambda passage: json.dumps(passage, ensure_ascii=False),
        lambda passage: canonical_json(passage).decode() + " ",
        lambda passage: '{"quote":"tout autre chose",' + canonical_json(passage).decode()[1:],
        lambda passage: canonical_json(passage).decode().replace('"page":2', '"page":\\u0032'),
    ],
    ids=["spaces", "a space after", "two quotes", "an escape"],
)
def test_a_passage_that_two_programs_could_read_otherwise_is_refused(
    write: Callable[[Any], str], tmp_path: Path
) -> None:
    """Its author signed its digest: only its form betrays it."""
    texts = SaltedTexts(RANDOM)
    digest = texts.add("evidence", write(json.loads(json.loads(DATA)[EVIDENCE]["text"])))
    with refusal("FIC-09", tmp_path):
        TextReader(texts.encode()).evidence(digest, PASSAGE.piece)
