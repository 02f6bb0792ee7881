"""The tables as SQLAlchemy Core sees them, in the shape of the last migration. Private to the package.

Each column bears the name of the field of its record, so that rows and records turn into one another.
"""

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.types import TypeEngine

from commission_app.store.columns import Facts, Moment, Words

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

METADATA: Final = MetaData()


def _key(name: str, kind: type[TypeEngine[Any]] = Text) -> Column[Any]:
    return Column(name, kind, primary_key=True)


def _of(kind: type[TypeEngine[Any]], *names: str) -> list[Column[Any]]:
    return [Column(name, kind, nullable=False) for name in names]


SETTINGS: Final = Table("settings", METADATA, _key("name"), *_of(Text, "value"))
DRAFT_EDITS: Final = Table(
    "draft_edits", METADATA, _key("sequence", Integer), *_of(Moment, "at"), *_of(Text, "kind", "content")
)
LOTS: Final = Table(
    "lots",
    METADATA,
    _key("lot"),
    _key("serial", Integer),
    _key("manifest_sha512"),
    *_of(Text, "file_name"),
    *_of(Moment, "opened"),
)
HANDED: Final = Table(
    "handed",
    METADATA,
    _key("act_sha512"),
    *_of(Integer, "seq"),
    *_of(Moment, "at"),
    *_of(Text, "file"),
    *_of(LargeBinary, "act", "texts"),
    *_of(Integer, "size", "dossiers"),
    *_of(Text, "receipt"),
)
# Moment and facts stay text here: a check must read an altered entry without stumbling on it.
JOURNAL: Final = Table(
    "journal",
    METADATA,
    _key("sequence", Integer),
    *_of(Text, "at", "kind", "author", "facts", "previous", "digest"),
)
CAMPAIGN: Final = Table("campaign", METADATA, _key("id", Integer), *_of(LargeBinary, "document"))
GRID_VERSIONS: Final = Table(
    "grid_versions",
    METADATA,
    _key("number", Integer),
    *_of(Text, "grid_digest"),
    *_of(Moment, "at"),
    *_of(Text, "author", "reason"),
    *_of(LargeBinary, "replaced"),
)
DOSSIERS: Final = Table(
    "dossiers",
    METADATA,
    _key("id"),
    *_of(Integer, "position"),
    *_of(LargeBinary, "document"),
    *_of(Text, "source_sha512"),
)
PIECES: Final = Table(
    "pieces",
    METADATA,
    _key("dossier"),
    _key("path"),
    *_of(Text, "sha512", "original_sha512", "original_file", "copy_file"),
    *_of(Words, "removed"),
)
CODES: Final = Table(
    "codes",
    METADATA,
    _key("member"),
    _key("serial", Integer),
    *_of(Text, "code", "recipient"),
    *_of(LargeBinary, "mac_key"),
    *_of(Text, "draft_recipient"),
    *_of(Moment, "issued"),
)
BUNDLES: Final = Table(
    "bundles",
    METADATA,
    _key("lot"),
    _key("serial", Integer),
    *_of(Text, "manifest_sha512"),
    *_of(LargeBinary, "manifest"),
    *_of(Words, "members", "dossiers"),
    *_of(Text, "file"),
    *_of(Moment, "at"),
    *_of(Words, "codes"),
)
ACTS: Final = Table(
    "acts", METADATA, _key("digest"), *_of(Text, "kind"), *_of(Moment, "at"), *_of(LargeBinary, "act")
)
MEMBER_KEYS: Final = Table(
    "member_keys",
    METADATA,
    _key("member"),
    _key("key_id"),
    *_of(LargeBinary, "keys"),
    *_of(Moment, "registered"),
    *_of(Text, "status"),
)
SHEETS: Final = Table(
    "sheets",
    METADATA,
    _key("file_sha512"),
    *_of(Text, "act_sha512", "member", "key_id"),
    *_of(Integer, "seq"),
    *_of(Moment, "received"),
    *_of(Text, "file_name", "verdict", "code"),
    *_of(LargeBinary, "act", "texts", "card"),
)
REFUSALS: Final = Table(
    "refusals",
    METADATA,
    _key("file_sha512"),
    _key("code"),
    *_of(Text, "file_name"),
    *_of(Moment, "received"),
    *_of(Facts, "facts"),
    *_of(Text, "member", "act_sha512"),
)


def insertion(table: Table, record: "DataclassInstance") -> Insert:
    """Return the insertion of a record."""
    return insert(table).values({field.name: getattr(record, field.name) for field in fields(record)})


def first_insertion(table: Table, record: "DataclassInstance") -> Insert:
    """Return an insertion that does nothing when the row is already there."""
    return insertion(table, record).on_conflict_do_nothing(index_elements=list(table.primary_key))


def replacement(table: Table, record: "DataclassInstance") -> Insert:
    """Return an insertion that takes the place of the row of the same key."""
    statement = insertion(table, record)
    others = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=others)
