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
