"""What pydantic says about a plan, as faults at the places that the author wrote."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from flows.faults import Fault
from flows.plan_part import KEY_PATTERN

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

QUOTED = 60


def faults_of(error: ValidationError, data: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Turn a validation error into faults, one for a place.

    Args:
        error: What pydantic raised.
        data: What it was given; tells which parts of a location are the author's.
    """
    found: dict[tuple[str | int, ...], Fault] = {}
    for detail in error.errors(include_url=False):
        path, part = _own_path(detail, data)
        found.setdefault(path, _fault(detail, place(path), part))
    inner = {path[:length] for path in found for length in range(len(path))}
    return tuple(fault for path, fault in found.items() if path not in inner)


def place(path: Sequence[str | int]) -> str:
    """Write a path as "items[3].lead": places in a list are counted from 0."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def quoted(value: object) -> str:
    """An author's value, short enough for a sentence."""
    text = " ".join(str(value).split())
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"


def _own_path(detail: "ErrorDetails", data: Any) -> tuple[tuple[str | int, ...], str]:  # noqa: ANN401 - TOML holds anything
    """The steps of a location that exist in the data (pydantic adds names of types), and the key nearest to it."""
    path: list[str | int] = []
    part, here = "", data
    for number, step in enumerate(detail["loc"], start=1):
        if isinstance(here, Mapping) and isinstance(step, str):
            if step not in here and (number < len(detail["loc"]) or step.startswith("[")):
                continue
            here = here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            continue
        path.append(step)
        part = str(here["key"]) if isinstance(here, Mapping) and isinstance(here.get("key"), str) else part
    return tuple(path), part if len(path) > 1 else ""


def _fault(detail: "ErrorDetails", where: str, part: str) -> Fault:
    near = {"part": quoted(part)} if part else {}
    value = quoted(detail["input"])
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return Fault(code="plan.missing", where=where, data=near)
        case "extra_forbidden":
            return Fault(code="plan.unknown_word", where=where, data={**near, "word": quoted(detail["loc"][-1])})
        case "string_pattern_mismatch":
            return _bad_pattern(where, {**near, "value": value}, is_key=context.get("pattern") == KEY_PATTERN)
        case "string_too_short" | "too_short":
            return Fault(code="plan.empty", where=where, data=near)
        case "string_too_long":
            limit = str(context.get("max_length", ""))
            return Fault(code="plan.too_long", where=where, data={**near, "value": value, "limit": limit})
        case "literal_error":
            expected = str(context.get("expected", "")).replace(" or ", ", ")
            return Fault(code="plan.bad_choice", where=where, data={**near, "value": value, "expected": expected})
        case "greater_than_equal" | "less_than_equal":
            limit = str(context.get("ge", context.get("le", "")))
            return Fault(code="plan.out_of_range", where=where, data={**near, "value": value, "limit": limit})
        case _:
            return _wrong_type(detail, where, {**near, "value": value})


def _bad_pattern(where: str, data: dict[str, str], *, is_key: bool) -> Fault:
    if is_key:
        return Fault(code="plan.bad_key", where=where, data=data)
    return Fault(code="plan.bad_language", where=where, data=data)


def _wrong_type(detail: "ErrorDetails", where: str, data: dict[str, str]) -> Fault:
    kind = detail["type"].partition("_")[0]
    match kind:
        case "string":
            return Fault(code="plan.text_expected", where=where, data=data)
        case "int" if where.endswith(".level") and isinstance(detail["input"], str):
            return Fault(code="plan.unknown_level", where=where, data=data)
        case "int":
            return Fault(code="plan.number_expected", where=where, data=data)
        case "bool":
            return Fault(code="plan.true_or_false_expected", where=where, data=data)
        case "date" | "datetime":
            return Fault(code="plan.bad_date", where=where, data=data)
        case "time":
            return Fault(code="plan.bad_time", where=where, data=data)
        case "tuple" | "list":
            return Fault(code="plan.list_expected", where=where, data=data)
        case "model" | "dict" | "mapping":
            return Fault(code="plan.table_expected", where=where, data=data)
        case _:
            return Fault(code="plan.bad_value", where=where, data={**data, "detail": detail["msg"]})
