"""Column types of our own: how a moment, a list of words or the facts of an event are kept as text."""

import json
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from commission_app.errors import Fact
from commission_app.scoring.grid import canonical_json
from commission_app.store.records import moment_text


class Moment(TypeDecorator[datetime]):
    """A moment as ISO 8601 text, with its microseconds and the offset it was given with."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write a moment."""
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - same
        """Read a moment."""
        return None if value is None else datetime.fromisoformat(value)


class Words(TypeDecorator[tuple[str, ...]]):
    """An ordered list of words as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write the words."""
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002 - same
        """Read the words."""
        return None if value is None else tuple(json.loads(value))


class Facts(TypeDecorator[Mapping[str, Fact]]):
    """Facts by name as canonical JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Fact] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Write the facts."""
        return None if value is None else canonical_json(dict(value)).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Mapping[str, Fact] | None:  # noqa: ARG002 - same
        """Read the facts, which nobody changes any more."""
        return None if value is None else MappingProxyType(json.loads(value))
