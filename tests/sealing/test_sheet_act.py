import copy
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.errors import AppError
from commission_app.scoring.ids import CriterionId
from commission_app.scoring.sheet import DossierSheet, Entry, Recusal, Sheet
from commission_app.sealing.canonical import decode, encode
from commission_app.sealing.salted_texts import SaltedTexts, TextReader
from commission_app.sealing.sheet_act import read_sheet_document, sheet_document
from commission_app.sealing.sheet_checks import check_sheet
from tests.sealing.exchange import (
    CLAIMS,
    CONTEXT,
    D1,
    D2,
    D3,
    M07,
    MANIFEST,
    PLACES,
    RANDOM,
    SHEET,
    refusal,
)

Change = Callable[[dict[str, Any]], object]


def document_of(sheet: Sheet = SHEET) -> tuple[dict[str, Any], bytes]:
    texts = SaltedTexts(RANDOM)
    document = decode(encode(sheet_document(CLAIMS, sheet, texts)))
    return document, texts.encode()


DOCUMENT, TEXTS = document_of()


def read(document: dict[str, Any]) -> tuple[Any, Sheet]:
    return read_sheet_document(document, TextReader(TEXTS))


def test_claims_and_sheet_come_back() -> None:
    assert read(DOCUMENT) == (CLAIMS, SHEET)


def test_an_act_holds_digests_and_no_text() -> None:
    line = encode(DOCUMENT).decode()
    for text in ("Très précis", "le budget manque", "à relire", "ma sœur", "vingt"):
        assert text not in line
    assert DOCUMENT["recused"] == [{"dossier": D3, "reason_digest": DOCUMENT["recused"][0]["reason_digest"]}]
    assert DOCUMENT["ties"] == [
        {"dossier": D2, "kind": "institutional"},
        {"dossier": D3, "kind": "personal"},
    ]


def test_a_reading_begun_before_a_recusal_is_not_handed_in() -> None:
    begun = SHEET.with_reading(D3, DossierSheet({PLACES: Entry(4, remark="secret")}))
    document, texts = document_of(begun)
    assert [reading["dossier"] for reading in document["dossiers"]] == [D1, D2]
    assert b"secret" not in texts
    assert read_sheet_document(document, TextReader(texts))[1] == SHEET


def test_an_institutional_recusal_and_a_declared_tie_stay_apart() -> None:
    sheet = Sheet(M07, recused={D1: Recusal("institutional", "notre réseau")}, declared=frozenset({D2}))
    document, texts = document_of(sheet)
    assert read_sheet_document(document, TextReader(texts))[1] == sheet


def test_an_empty_sheet_comes_back() -> None:
    document, texts = document_of(Sheet(M07))
    assert read_sheet_document(document, TextReader(texts)) == (CLAIMS, Sheet(M07))


@pytest.mark.parametrize(
    "change",
    [
        lambda fiche: fiche["dossiers"].append(fiche["dossiers"][0]),
        lambda fiche: fiche["dossiers"][0]["entries"].append(fiche["dossiers"][0]["entries"][0]),
        lambda fiche: fiche["recused"].append(fiche["recused"][0]),
        lambda fiche: fiche["ties"].append(fiche["ties"][0]),
        lambda fiche: fiche["ties"].append({"dossier": D3, "kind": "institutional"}),
        lambda fiche: fiche["lots"].append(fiche["lots"][0]),
    ],
    ids=["dossier", "entry", "recusal", "tie", "tie of two kinds", "lot"],
)
def test_what_is_said_twice_is_refused(change: Change, tmp_path: Path) -> None:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    with refusal("FIC-07", tmp_path):
        read(document)


@pytest.mark.parametrize(
    "change",
    [
        lambda fiche: fiche.update(roster="a" * 128),
        lambda fiche: fiche.pop("prev"),
        lambda fiche: fiche.update(v=2),
        lambda fiche: fiche.update(type="carte"),
        lambda fiche: fiche.update(seq=0),
        lambda fiche: fiche.update(seq=True),
        lambda fiche: fiche.update(prev=["A" * 128]),
        lambda fiche: fiche.update(prev=["a" * 128 + "\n"]),
        lambda fiche: fiche["lots"][0].update(manifest_sha512=""),
        lambda fiche: fiche["dossiers"][0].update(state="done"),
        lambda fiche: fiche["dossiers"][0].update(tags="urgence"),
        lambda fiche: fiche["dossiers"][0]["entries"][0].update(mark=4.5),
        lambda fiche: fiche["dossiers"][0]["entries"][0].update(mark=4.0),
        lambda fiche: fiche["dossiers"][0]["entries"][0].update(mark=True),
        lambda fiche: fiche["dossiers"][0]["entries"][0].update(mark="4"),
        lambda fiche: fiche["dossiers"][0]["entries"][0].update(mark="ne"),
        lambda fiche: fiche["dossiers"][0]["entries"][0].update(remark="en clair"),
        lambda fiche: fiche["dossiers"][0]["entries"][0].pop("mark"),
        lambda fiche: fiche["ties"][0].update(kind="financial"),
        lambda fiche: fiche["ties"].clear(),
        lambda fiche: fiche["recused"].clear(),
        lambda fiche: fiche["ties"].append({"dossier": D1, "kind": "personal"}),
    ],
)
def test_an_act_of_another_shape_is_refused(change: Change, tmp_path: Path) -> None:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    with refusal("ACT-02", tmp_path):
        read(document)


@pytest.mark.parametrize(
    "change",
    [
        lambda fiche: entry_of(fiche).update(remark_digest="0" * 128),
        lambda fiche: entry_of(fiche).pop("remark_digest"),
        lambda fiche: entry_of(fiche).update(remark_digest=entry_of(fiche)["evidence"][0]["digest"]),
        lambda fiche: entry_of(fiche)["evidence"][0].update(digest=entry_of(fiche)["remark_digest"]),
        lambda fiche: entry_of(fiche)["evidence"][0].update(piece="d/0001/02.pdf"),
        lambda fiche: entry_of(fiche)["evidence"].clear(),
        lambda fiche: fiche["recused"][0].update(reason_digest=entry_of(fiche)["remark_digest"]),
    ],
    ids=[
        "a remark that did not come", "a remark nobody calls for", "a passage as a remark",
        "a remark as a passage", "a passage of another piece", "a passage nobody calls for",
        "a remark as a reason",
    ],
)  # fmt: skip
def test_texts_that_the_act_does_not_call_for_are_refused(change: Change, tmp_path: Path) -> None:
    document = copy.deepcopy(DOCUMENT)
    change(document)
    with refusal("FIC-09", tmp_path):
        read(document)


def entry_of(fiche: dict[str, Any]) -> dict[str, Any]:
    """Return the entry that has a remark and a passage."""
    return next(entry for entry in fiche["dossiers"][0]["entries"] if entry["criterion"] == PLACES)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_whatever_a_member_signs_is_read_or_refused_in_words(data: st.DataObject) -> None:
    """A modified application may sign anything: it never makes the secretariat's fail."""
    document = copy.deepcopy(DOCUMENT)
    place: Any = document
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(JSON | st.sampled_from([[], {}, "NE", D1, D3, CriterionId("A1"), "a" * 128]))
    with suppress(AppError):
        claims, sheet = read(document)
        check_sheet(claims, sheet, CONTEXT.institution_of[M07], [MANIFEST])
