"""What is wrong in a configuration, as faults that quote no secrets."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import ValidationError

from flows.faults import Fault

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def toml_fault(error: Exception) -> Fault:
    """Say where the text is no TOML. The parser's message names marks and places, never values."""
    if isinstance(error, RecursionError):
        return Fault(code="config.too_nested", where="TOML")
    spot = re.search(r"line \d+, column \d+", str(error))
    detail = re.sub(r" \(at .*\)$", "", str(error))
    return Fault(code="config.toml", where=spot[0] if spot else "TOML", data={"detail": detail})


def config_faults(
    error: ValidationError, names: Mapping[tuple[str, ...], str], known: Mapping[str, tuple[str, ...]]
) -> tuple[Fault, ...]:
    """Turn a validation error into faults, one for a key.

    Args:
        error: What pydantic raised.
        names: Path of a key to the variable of the environment that gave its value.
        known: Section to the keys in it; "" to the sections.
    """
    found: dict[str, Fault] = {}
    for detail in error.errors(include_url=False, include_input=False):
        path = tuple(str(step) for step in detail["loc"][:2])
        where = names.get(path) or ".".join(path)
        found.setdefault(where, _fault(detail, where, known.get(path[0] if len(path) > 1 else "", ())))
    return tuple(found.values())


def _fault(detail: "ErrorDetails", where: str, known: tuple[str, ...]) -> Fault:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            return Fault(code="config.unknown_key", where=where, data={"known": ", ".join(known)})
        case "literal_error":
            expected = str(context.get("expected", "")).replace(" or ", ", ")
            return Fault(code="config.bad_choice", where=where, data={"expected": expected})
        case "string_pattern_mismatch" if where.lower().endswith("api_url"):
            return Fault(code="config.bad_api_url", where=where)
        case "string_pattern_mismatch":
            return Fault(code="config.bad_database_url", where=where)
        case "greater_than_equal" | "less_than_equal":
            limit = str(context.get("ge", context.get("le", "")))
            return Fault(code="config.out_of_range", where=where, data={"limit": limit})
        case "string_too_short" | "too_short":
            return Fault(code="config.empty", where=where)
        case _:
            return _wrong_type(detail, where)


def _wrong_type(detail: "ErrorDetails", where: str) -> Fault:
    match detail["type"].partition("_")[0]:
        case "int":
            return Fault(code="config.number_expected", where=where)
        case "tuple":
            return Fault(code="config.list_expected", where=where)
        case "model":
            return Fault(code="config.table_expected", where=where)
        case _:
            return Fault(code="config.text_expected", where=where)
