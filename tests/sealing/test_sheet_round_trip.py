"""Any sheet that the application can make, from its author to the secretariat, through a sealed file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission_app.scoring.sheet import NOT_ASSESSABLE, DossierSheet, Entry, Evidence, Rect, Recusal, Sheet
from tests.sealing import exchange as x

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
    verified = x.received(x.sent(parts, tmp_path_factory.getbasetemp()))
    assert verified.sheet == sheet
    assert verified.claims == x.CLAIMS
    assert verified.sha512 == parts.sha512
