"""Checking a document against a JSON Schema, as far as the schema of our data file goes."""

from collections.abc import Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
_KNOWN = {
    "$defs", "$ref", "$schema", "additionalProperties", "const", "default", "description", "items", "properties",
    "required", "title", "type",
}  # fmt: skip


def disagreements(value: object, schema: Mapping[str, Any], whole: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """Name every place where a value is not as the schema says."""
    assert set(schema) <= _KNOWN, f"the check does not know {set(schema) - _KNOWN}"
    if "$ref" in schema:
        yield from disagreements(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, at)
        return
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield f"{at}: {value!r} is no {kinds}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']}"
    if isinstance(value, dict) and "properties" in schema:
        yield from (f"{at}: {name} is missing" for name in schema["required"] if name not in value)
        yield from (f"{at}: {name} is not known" for name in value if name not in schema["properties"])
        for name, part in schema["properties"].items():
            yield from disagreements(value.get(name), part, whole, f"{at}/{name}") if name in value else ()
    if isinstance(value, list) and "items" in schema:
        for place, each in enumerate(value):
            yield from disagreements(each, schema["items"], whole, f"{at}/{place}")


def _is(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _TYPES[kind])
