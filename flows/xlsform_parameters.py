"""The parameters column: "value=number label=title"; only what the engine acts on, or what changes looks alone."""

import re

from flows.faults import Fault
from flows.form import Kind
from flows.xlsform_columns import Line
from flows.xlsform_types import WrittenType

_LOOKS = {Kind.TEXT: frozenset({"rows"})}
_FROM_FILE = frozenset({"value", "label"})
_BETWEEN = re.compile(r"[\s,;]+")


def read_parameters(line: Line, written: WrittenType) -> tuple[dict[str, str], list[Fault]]:
    """Parameters by name, and a fault for each that means nothing here."""
    found: dict[str, str] = {}
    faults: list[Fault] = []
    known = _LOOKS.get(written.kind, _FROM_FILE if written.from_file else frozenset())
    for part in filter(None, _BETWEEN.split(line.plain.get("parameters", ""))):
        name, _, value = part.partition("=")
        if name in known and value:
            found[name] = value
        else:
            data = {"parameter": part, "type": written.plain, "known": ", ".join(sorted(known))}
            faults.append(Fault(code="form.unsupported_parameter", where=line.where("parameters"), data=data))
    return found, faults
