"""Whatever document a key holder signs, it is refused in words or read as exactly what it says."""

from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect

from commission_app.errors import AppError
from commission_app.scoring.grid import canonical_json
from commission_app.sealing import canonical
from commission_app.sealing.documents import Document, LotDocument, read_document, write_document
from commission_app.sealing.draft_backup import _decoded, _encoded
from commission_app.sealing.draft_documents import DraftDocument
from commission_app.sealing.manifest import read_manifest
from commission_app.sealing.salted_texts import NO_TEXTS, TextReader
from commission_app.sealing.sheet_act import read_sheet_document
from commission_app.sealing.sheet_documents import FicheDocument
from tests.sealing import exchange as x
from tests.sealing.shapes import SHAPES

FIXED = settings(derandomize=True, deadline=None, database=None)
LARGEST = 2**53 - 1

KEYS = st.text("aZ09_.-", min_size=1, max_size=6) | st.sampled_from(["type", "v", "campaign", "keys"])
SCALARS = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(max_size=12)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = st.dictionaries(KEYS, ANYTHING, max_size=5)
DIGEST = st.sampled_from(["a" * 128, "0" * 128, x.MANIFEST_SHA512])
PATTERNS = {
    128: DIGEST,
    64: st.sampled_from(["00" * 32, "ff" * 32]),
}
NAMES = st.sampled_from([x.CAMPAIGN, x.M07, x.D1, x.D2, x.PLACES, x.COSTS, "L1", "CNAF", "pièce illisible"])
MOMENTS = st.datetimes().map(lambda moment: moment.isoformat(timespec="seconds"))


def valid(part: inspect.Type) -> st.SearchStrategy[Any]:
    """Draw what a field may hold, as decoding alone sees it."""
    match part:
        case inspect.StructType():
            return fields_of(part)
        case inspect.ListType(item_type=item):
            return st.lists(valid(item), max_size=2)
        case inspect.TupleType(item_types=items):
            return st.tuples(*map(valid, items)).map(list)
        case inspect.UnionType(types=types):
            return st.one_of(*map(valid, types))
        case inspect.DictType():
            return st.sampled_from([x.GRID.document(), {}]) | st.dictionaries(KEYS, SCALARS, max_size=3)
        case _:
            return plain(part)


def plain(part: inspect.Type) -> st.SearchStrategy[Any]:
    """Draw what a field without parts may hold."""
    match part:
        case inspect.LiteralType(values=values):
            return st.sampled_from(values)
        case inspect.IntType(ge=least):
            return st.integers(-LARGEST if least is None else int(least), LARGEST)
        case inspect.NoneType():
            return st.none()
        case inspect.StrType(pattern=pattern) if pattern:
            return text_like(pattern)
        case _:
            return NAMES | MOMENTS | st.text(max_size=8)


def text_like(pattern: str) -> st.SearchStrategy[str]:
    """Draw a text that a pattern of a shape lets through."""
    for length, texts in PATTERNS.items():
        if f"{{{length}}}" in pattern:
            return texts
    return st.sampled_from(pattern.removeprefix("^(").removesuffix(r")\Z").split("|"))


def fields_of(part: inspect.StructType) -> st.SearchStrategy[dict[str, Any]]:
    """Draw the fields of a document, those that may be absent sometimes."""
    tag = {part.tag_field: st.just(part.tag)} if part.tag_field else {}
    needed = {field.encode_name: valid(field.type) for field in part.fields if field.required}
    optional = {field.encode_name: valid(field.type) for field in part.fields if not field.required}
    return st.fixed_dictionaries({**tag, **needed}, optional=optional)


def documents_of(kind: type[Document]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw documents of a shape, one in two with a field of any other kind or one too many."""
    part = inspect.type_info(kind)
    assert isinstance(part, inspect.StructType)
    sound = fields_of(part)
    names = st.sampled_from([field.encode_name for field in part.fields]) | KEYS
    return sound | st.builds(lambda document, name, value: {**document, name: value}, sound, names, ANYTHING)


def said(document: Any) -> Any:
    """Return what a document says, without what may be absent and says nothing."""
    if isinstance(document, dict):
        return {name: said(value) for name, value in document.items() if value is not None and value != []}
    return [said(value) for value in document] if isinstance(document, list | tuple) else document


@settings(FIXED, max_examples=600)
@given(
    data=st.binary(max_size=60) | st.text(alphabet='{}[]":,\\u0d8e1.-+nulltrfs', max_size=40).map(str.encode)
)
def test_any_bytes_are_refused_or_are_the_one_form_of_what_they_say(data: bytes) -> None:
    with suppress(AppError):
        assert canonical.encode(canonical.decode(data)) == data


@pytest.mark.parametrize("kind", SHAPES, ids=lambda kind: kind.__name__)
@settings(FIXED, max_examples=40)
@given(data=st.data())
def test_any_document_is_given_its_shape_or_refused(kind: type[Document], data: st.DataObject) -> None:
    document = data.draw(documents_of(kind) | DOCUMENTS)
    with suppress(AppError):
        found = read_document(document, kind)
        assert said(write_document(found)) == said(document)


@settings(FIXED, max_examples=200)
@given(document=documents_of(LotDocument), has_keys=st.booleans())
def test_any_manifest_is_read_as_it_was_written_or_refused(document: dict[str, Any], has_keys: bool) -> None:
    if has_keys:
        document["secretariat"] = x.SECRETARIAT.key_set.document()
    with suppress(AppError):
        assert read_manifest(document).document() == document


@settings(FIXED, max_examples=300)
@given(document=documents_of(FicheDocument))
def test_any_fiche_without_texts_is_read_or_refused(document: dict[str, Any]) -> None:
    for may_be_withheld in (False, True):
        with suppress(AppError):
            claims, sheet = read_sheet_document(
                document, TextReader(NO_TEXTS, may_be_withheld=may_be_withheld)
            )
            assert claims.member == sheet.member == document["member"]


@settings(FIXED, max_examples=300)
@given(document=documents_of(DraftDocument))
def test_any_draft_is_read_as_it_was_written_or_refused(document: dict[str, Any]) -> None:
    content = canonical_json(document)
    with suppress(AppError, ValueError):  # which `open_draft` says in words
        assert _encoded(_decoded(content)) == content


def test_the_examples_reach_every_shape() -> None:
    assert len(SHAPES) > 20
    assert all(isinstance(inspect.type_info(kind), inspect.StructType) for kind in SHAPES)
    assert issubclass(LotDocument, msgspec.Struct)
