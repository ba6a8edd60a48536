"""Writing a plan as TOML that read_plan reads as the same plan."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from flows.plan import Plan
from flows.plan_part import Part

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_DELETE = "\x7f"


def plan_to_toml(plan: Plan) -> str:
    """Write a plan; what is as it would be anyway is left out. The same plan gives the same text."""
    return "\n".join(_table(_fields(plan), "")).strip("\n") + "\n"


def _fields(part: Part) -> dict[str, Any]:
    """Give the fields that differ from their defaults."""
    fields = type(part).model_fields
    return {
        name: value
        for name in fields
        if (value := getattr(part, name)) is not None
        and (fields[name].is_required() or value != fields[name].get_default(call_default_factory=True))
    }


def _table(values: Mapping[str, Any], path: str) -> Iterator[str]:
    """Write the plain values of a table first, then what has a heading of its own."""
    below: list[tuple[str, Any]] = []
    for name, value in values.items():
        plain = _as_table(value)
        if _has_heading(value):
            below.append((name, value))
        else:
            yield f"{_key(name)} = {_value(value if plain is None else plain)}"
    for name, value in below:
        inner = f"{path}.{_key(name)}" if path else _key(name)
        if isinstance(value, tuple):
            for each in value:
                yield from ("", f"[[{inner}]]", *_table(_fields(each), inner))
        else:
            yield from ("", f"[{inner}]", *_table(_as_table(value) or {}, inner))


def _has_heading(value: object) -> bool:
    """Tell whether a value is a table, or a list of tables only: levels may be words and tables in one list."""
    if isinstance(value, tuple):
        return bool(value) and all(isinstance(each, Part) for each in value)
    return isinstance(value, Part | Mapping)


def _as_table(value: object) -> Mapping[str, Any] | None:
    if isinstance(value, Part):
        return _fields(value)
    return value if isinstance(value, Mapping) else None


def _value(value: Any) -> str:  # noqa: ANN401 - whatever a plan holds
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case date() | time():
            return value.isoformat()
        case tuple():
            return f"[{', '.join(_value(each) for each in value)}]"
        case Part() | Mapping():
            table = _as_table(value) or {}
            return f"{{ {', '.join(f'{_key(name)} = {_value(each)}' for name, each in table.items())} }}"
        case _:
            return str(value)


def _text(text: str) -> str:
    """JSON's strings are TOML's too, but for one control character; long texts keep their lines."""
    quoted = json.dumps(text, ensure_ascii=False).replace(_DELETE, "\\u007f")
    if "\n" not in text:
        return quoted
    lines = quoted[1:-1].replace("\\n", "\n")
    return f'"""\n{lines}"""'


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)
