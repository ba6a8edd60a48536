"""Our own column types, the same in meaning on SQLite and PostgreSQL, and the metadata that all tables share."""

import json
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Date, DateTime, Dialect, MetaData, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from flows.json_text import json_text

_ISO = "%Y-%m-%dT%H:%M:%S.%fZ"

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


@lru_cache(maxsize=256)
def _instant_to_text(value: datetime) -> str:
    return value.astimezone(UTC).strftime(_ISO).zfill(27)


@lru_cache(maxsize=256)
def _instant_from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


class UtcInstant(TypeDecorator[datetime]):
    """An instant, aware UTC on both sides.

    SQLite keeps "2027-01-29T12:00:00.000000Z", which sorts as time; PostgreSQL keeps timestamptz.
    A naive datetime is refused, another offset is turned into UTC.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, timestamptz on PostgreSQL."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401  the driver's own
        """Refuse naive datetimes, give the driver UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime is no instant: {value!r}")
        return value.astimezone(UTC) if dialect.name == "postgresql" else _instant_to_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002  the driver's own
        """Give back aware UTC."""
        if value is None:
            return None
        if isinstance(value, str):
            return _instant_from_text(value)
        instant: datetime = value
        return instant.astimezone(UTC)


class LocalDay(TypeDecorator[date]):
    """A day of the plan's calendar: "2027-01-29" on SQLite, date on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text on SQLite, date on PostgreSQL."""
        return dialect.type_descriptor(Date() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:  # noqa: ANN401  the driver's own
        """Refuse an instant where a day is meant."""
        if value is None:
            return None
        if isinstance(value, datetime):
            raise TypeError(f"an instant is no day: {value!r}")
        return value if dialect.name == "postgresql" else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ANN401, ARG002  the driver's own
        """Give back a date."""
        return date.fromisoformat(value) if isinstance(value, str) else value


class Json(TypeDecorator[Any]):
    """A JSON value as canonical text: sorted keys, no blanks, Czech letters as they are.

    Text on both engines, so that what is hashed is what is stored. Floats are refused: decimals travel as text.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ANN401, ARG002  any JSON value
        """Write canonical JSON; None is JSON null, never SQL NULL."""
        return canonical_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002  any JSON value
        """Read JSON; SQL NULL (a missing row of an outer join) is None."""
        return None if value is None else _DECODE(value)


class OrderedJson(Json):
    """JSON whose keys stay as they were put in: an author's order is a part of what is kept."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ANN401, ARG002  any JSON value
        """Write JSON without blanks; otherwise as `Json`."""
        return json_text(value)


class Ref(TypeDecorator[str]):
    """A reference that may be absent: "" in Python, NULL in SQL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        """Turn "" into NULL."""
        return value or None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:  # noqa: ARG002  SQLAlchemy's signature
        """Turn NULL into ""."""
        return value or ""


_DECODE = json.JSONDecoder().decode


def canonical_json(value: Any) -> str:  # noqa: ANN401  any JSON value
    """Write a JSON value in its one canonical form, fit for storing and hashing.

    Half surrogate pairs, which no database takes, are written as escapes.
    """
    return json_text(value, is_sorted=True)
