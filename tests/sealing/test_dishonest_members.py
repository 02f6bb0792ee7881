"""A member recognised by the commission hands in what only a changed application could write.

Everything is signed with their own keys: nothing is refused for who sent it, all of it for what it says.
"""

from dataclasses import replace
from typing import Any

import pytest

from commission_app.errors import AppError
from commission_app.scoring.ids import Sha512
from commission_app.scoring.merge import SheetAct, merge
from commission_app.scoring.sheet import Entry, Evidence, Rect
from commission_app.sealing import canonical
from commission_app.sealing.salted_texts import MAX_TEXTS_ITEMS, TextReader
from tests.sealing import exchange as x

FRAMED = replace(x.PASSAGE, rects=(Rect(0, 0, 1, 1),) * (MAX_TEXTS_ITEMS // 4))


def first_entry(document: dict[str, Any]) -> dict[str, Any]:
    """Return what a fiche says of its first criterion, with a remark and a passage."""
    return next(e for item in document["dossiers"] for e in item["entries"] if "evidence" in e)


def test_one_passage_called_for_again_and_again_is_refused_at_once() -> None:
    """Each of the forty thousand that an act can hold would have been read anew: days of work."""

    def repeat(document: dict[str, Any]) -> None:
        first_entry(document)["evidence"] *= 10_000

    assert x.refused(x.forged(repeat)) == "FIC-09"


def test_one_remark_under_two_marks_is_refused() -> None:
    def share(document: dict[str, Any]) -> None:
        entries = document["dossiers"][0]["entries"]
        entries[0]["remark_digest"] = entries[1]["remark_digest"]

    assert x.refused(x.forged(share)) == "FIC-09"


def test_a_withheld_text_called_for_twice_is_refused_too() -> None:
    texts = TextReader(b"{}", may_be_withheld=True)
    texts.text("a" * 128, "remark")
    with pytest.raises(AppError, match="FIC-09"):
        texts.text("a" * 128, "remark")


def sheet_with(passage: Evidence) -> Any:
    """Return a sheet with one passage."""
    return x.SHEET.with_entry(x.D1, x.PLACES, Entry(5, evidence=(passage,)))


def test_a_passage_of_a_hundred_thousand_frames_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(AppError) as refusal:
        x.parts_of(sheet_with(FRAMED))
    assert refusal.value.code == "REM-02"  # the application does not write what nobody would read
    monkeypatch.setattr("commission_app.sealing.sheet_file.are_too_large", lambda _texts: False)
    parts = x.parts_of(sheet_with(FRAMED))
    assert canonical.items(parts.texts) > MAX_TEXTS_ITEMS
    assert x.refused(parts) == "FIC-09"


def test_fiches_that_name_thousands_of_unknown_ones_are_ordered_all_the_same() -> None:
    """Forty of them took half a minute, at each page of the reception."""
    invented = frozenset(Sha512(f"{number:0128x}") for number in range(1, 20_000))
    digests = [Sha512(f"f{number:0127x}") for number in range(40)]
    acts = [
        SheetAct(digest, x.M07, "computer", 1, invented.union(digests[:place]), {})
        for place, digest in enumerate(digests)
    ]
    done = merge(acts, {x.M07: ["computer"]})
    assert done.superseded == set(digests[:-1])
    assert done.missing_ancestors[x.M07] == invented
