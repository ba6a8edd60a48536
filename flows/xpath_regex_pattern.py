r"""Reading a regular expression into its parts: the dialect that Java (ODK Collect) and Python share, and \p{..}.

Look-around, backward references, possessive repeats and flags other than a leading (?i) are refused.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

LONGEST_PATTERN = 1_000
DEEPEST_GROUP = 40
MOST_TURNS = 5_000


class BadPatternError(ValueError):
    """The text is no pattern, or one that the engine does not run."""


class TooLargePatternError(BadPatternError):
    """The text is a pattern beyond what the engine runs."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of some kind."""

    test: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Assertion:
    """A place in the text: beginning, end, edge of a word."""

    test: Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several parts."""

    options: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part several times; most None = any number."""

    part: "Part"
    least: int
    most: int | None


Part: TypeAlias = "Letter | Assertion | Choice | Repeat | tuple[Part, ...]"
"""A tuple is one part after another."""


@dataclass(frozen=True, slots=True)
class Pattern:
    r"""A whole pattern.

    Attributes:
        plain: Python's `re` reads it in the same way (no \p).
    """

    part: Part
    plain: bool


def read_pattern(source: str) -> Pattern:
    """Read a pattern. Raises BadPatternError."""
    if len(source) > LONGEST_PATTERN:
        raise TooLargePatternError("too long")
    ignores_case = source.startswith("(?i)")
    reader = _Reader(source, 4 if ignores_case else 0, ignores_case=ignores_case)
    part = reader.choice(0)
    if reader.at < len(source):
        raise BadPatternError("a bracket is closed that was not opened")
    return Pattern(part=part, plain=reader.plain)


def _word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _edge(text: str, at: int) -> bool:
    return (at > 0 and _word(text[at - 1])) is not (at < len(text) and _word(text[at]))


_KINDS: dict[str, Callable[[str], bool]] = {"d": str.isdecimal, "w": _word, "s": str.isspace}
_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_CODES = {"x": 2, "u": 4}
_PROPERTIES: dict[str, Callable[[str], bool]] = {
    "Alpha": str.isalpha,
    "IsAlphabetic": str.isalpha,
    "Digit": str.isdecimal,
    "Alnum": str.isalnum,
    "Upper": str.isupper,
    "Lower": str.islower,
    "Space": str.isspace,
    "Punct": lambda letter: unicodedata.category(letter)[0] in "PS",
}
_CATEGORIES = frozenset("LMNPSZC")


def _opposite(test: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda letter: not test(letter)


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, source: str, at: int, *, ignores_case: bool) -> None:
        self.source = source
        self.at = at
        self.ignores_case = ignores_case
        self.plain = True

    def _next(self) -> str:
        if self.at >= len(self.source):
            raise BadPatternError("the pattern ends too early")
        self.at += 1
        return self.source[self.at - 1]

    def _sees(self, sign: str) -> bool:
        return self.source.startswith(sign, self.at)

    def _takes(self, sign: str) -> bool:
        found = self._sees(sign)
        self.at += len(sign) if found else 0
        return found

    def choice(self, depth: int) -> Part:
        """Parts with bars between them, up to a closing bracket or the end."""
        if depth > DEEPEST_GROUP:
            raise TooLargePatternError("too deep")
        options = [self._sequence(depth)]
        while self._takes("|"):
            options.append(self._sequence(depth))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self, depth: int) -> Part:
        parts: list[Part] = []
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            parts.append(self._repeated(self._atom(depth)))
        return parts[0] if len(parts) == 1 else tuple(parts)

    def _repeated(self, part: Part) -> Part:
        turns = self._turns()
        if turns is None:
            return part
        self._takes("?")
        if self.at < len(self.source) and self.source[self.at] in "*+?{":
            raise BadPatternError("a repeat of a repeat")
        return Repeat(part, *turns)

    def _turns(self) -> tuple[int, int | None] | None:
        for sign, turns in {"*": (0, None), "+": (1, None), "?": (0, 1)}.items():
            if self._takes(sign):
                return turns
        if not self._takes("{"):
            return None
        inside, closed, _rest = self.source[self.at :].partition("}")
        self.at += len(inside) + 1
        least, comma, most = inside.partition(",")
        if not closed or not least.isdecimal() or not (most.isdecimal() or not most):
            raise BadPatternError("a count that can't be read")
        counts = int(least[:6]), int((most or least)[:6])
        if counts[0] > counts[1]:
            raise BadPatternError("counts out of order")
        if counts[1] > MOST_TURNS:
            raise TooLargePatternError("a count out of range")
        return counts[0], None if comma and not most else counts[1]

    def _atom(self, depth: int) -> Part:
        sign = self._next()
        match sign:
            case "(":
                return self._group(depth)
            case "[":
                return Letter(self._class())
            case ".":
                return Letter(lambda letter: letter != "\n")
            case "^":
                return Assertion(lambda _text, at: at == 0)
            case "$":
                return Assertion(lambda text, at: at == len(text) or (at == len(text) - 1 and text[at] == "\n"))
            case "\\" if self._takes("b"):
                return Assertion(_edge)
            case "\\" if self._takes("B"):
                return Assertion(lambda text, at: not _edge(text, at))
            case "\\":
                return Letter(self._escape())
            case "*" | "+" | "?" | "{":
                raise BadPatternError("nothing to repeat")
            case _:
                return Letter(self._exactly(sign))

    def _group(self, depth: int) -> Part:
        if not self._sees("?<=") and not self._sees("?<!") and self._takes("?<"):
            self.at = self.source.find(">", self.at) + 1 or len(self.source)
            self.plain = False
        elif not self._takes("?:") and self._sees("?"):
            raise BadPatternError("look-around and flags")
        part = self.choice(depth + 1)
        if not self._takes(")"):
            raise BadPatternError("a bracket is not closed")
        return part

    def _exactly(self, letter: str) -> Callable[[str], bool]:
        return self._cased(letter.__eq__)

    def _cased(self, test: Callable[[str], bool]) -> Callable[[str], bool]:
        if not self.ignores_case:
            return test
        return lambda letter: test(letter) or test(letter.lower()) or test(letter.upper())

    def _escape(self) -> Callable[[str], bool]:
        sign = self._next()
        if sign.lower() in _KINDS:
            test = _KINDS[sign.lower()]
            return _opposite(test) if sign.isupper() else test
        if sign in "pP":
            test = self._property()
            return _opposite(test) if sign == "P" else test
        return self._exactly(self._escaped(sign))

    def _escaped(self, sign: str) -> str:
        if sign in _CONTROL:
            return _CONTROL[sign]
        if sign in _CODES:
            digits = "".join(self._next() for _digit in range(_CODES[sign]))
            if not all(digit in "0123456789abcdefABCDEF" for digit in digits):
                raise BadPatternError("a code that can't be read")
            return chr(int(digits, 16))
        if sign.isalnum():
            raise BadPatternError(f"\\{sign}")
        return sign

    def _property(self) -> Callable[[str], bool]:
        self.plain = False
        name = self._next()
        if name == "{":
            name, closed, _rest = self.source[self.at :].partition("}")
            self.at += len(name) + len(closed)
        if name in _PROPERTIES:
            return _PROPERTIES[name]
        if not name or name[0] not in _CATEGORIES or len(name) > 2:
            raise BadPatternError(f"\\p{{{name}}}")
        return self._cased(lambda letter: unicodedata.category(letter).startswith(name))

    def _class(self) -> Callable[[str], bool]:
        negated = self._takes("^")
        tests: list[Callable[[str], bool]] = []
        while not self._takes("]"):
            tests.append(self._member())
        if not tests:
            raise BadPatternError("an empty class")
        found = tuple(tests)
        return lambda letter: any(test(letter) for test in found) is not negated

    def _member(self) -> Callable[[str], bool]:
        if self._sees("[") or self._sees("&&"):
            raise BadPatternError("a class in a class")
        sign = self._next()
        if sign == "\\":
            kind = self._next()
            if kind.lower() in _KINDS or kind in "pP":
                self.at -= 1
                return self._escape()
            sign = self._escaped(kind)
        if not self._sees("-") or self._sees("-]"):
            return self._exactly(sign)
        self._next()
        last = self._next()
        last = self._escaped(self._next()) if last == "\\" else last
        if last < sign or last == "[":
            raise BadPatternError("a range out of order")
        return self._cased(lambda letter: sign <= letter <= last)
