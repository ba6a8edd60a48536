"""Where a function is called in the source of an expression, and with what arguments."""

import re
from dataclasses import dataclass

_SIGN = re.compile(r"\"[^\"]*\"|'[^']*'|[(),\[\]]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A call in a source: `source[start:end]`, its arguments as written."""

    start: int
    end: int
    arguments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Filtered:
    """`${name}[condition]/path` in a source: `source[start:end]`; path is "" or begins with a slash."""

    start: int
    end: int
    name: str
    condition: str
    path: str


_REFERENCE = re.compile(r"\"[^\"]*\"|'[^']*'|\$\{\s*([^}\s]+)\s*\}\s*\[")
_PATH = re.compile(r"(?:/[\w.-]+)*")


def find_filtered(source: str) -> Filtered | None:
    """The first reference with a condition in brackets outside quotes; None if there is none that is closed."""
    for found in _REFERENCE.finditer(source):
        inside = _read(source, found.start(), found.end()) if found[1] else None
        if inside is None:
            continue
        after = _PATH.match(source, inside.end)
        path = after[0] if after else ""
        condition = source[found.end() : inside.end - 1].strip()
        return Filtered(start=inside.start, end=inside.end + len(path), name=found[1], condition=condition, path=path)
    return None


def find_call(source: str, function: str) -> Call | None:
    """The first call of a function outside quotes; None if there is none whose brackets are balanced."""
    for found in re.finditer(rf"\"[^\"]*\"|'[^']*'|(?<![\w.-])({re.escape(function)})\s*\(", source):
        if found[1]:
            return _read(source, found.start(), found.end())
    return None


def _read(source: str, start: int, opened: int) -> Call | None:
    depth, since, arguments = 1, opened, []
    for sign in _SIGN.finditer(source, opened):
        if sign[0] in "([":
            depth += 1
        elif sign[0] in ")]":
            depth -= 1
        if depth == 0 or (depth == 1 and sign[0] == ","):
            arguments.append(source[since : sign.start()].strip())
            since = sign.end()
        if depth == 0:
            return Call(start=start, end=sign.end(), arguments=tuple(arguments))
    return None
