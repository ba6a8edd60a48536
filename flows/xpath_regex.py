"""Regular expressions of forms, matched in bounded time whatever the author or the answer.

A pattern that Python's `re` surely walks through once is left to it; any other is run as a set of states, so
that no text makes it try one combination after another. Meaning as in ODK Collect: the whole text must match.
"""

import contextlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from flows.xpath_regex_pattern import (
    Assertion,
    Choice,
    Letter,
    Part,
    Pattern,
    Repeat,
    TooLargePatternError,
    read_pattern,
)

MOST_STATES = 5_000
MOST_STEPS = 400_000
"""Most states looked at in one match, about a quarter of a second; a text that needs more does not match."""


class State:
    """One state of the machine: takes a letter, looks at its place, or only leads on."""

    __slots__ = ("looks", "out", "takes")

    def __init__(self, out: "list[State]", takes: Letter | None = None, looks: Assertion | None = None) -> None:
        self.out = out
        self.takes = takes
        self.looks = looks


class Machine:
    """A pattern compiled to states."""

    __slots__ = ("_end", "_made", "_start")

    def __init__(self, pattern: Pattern) -> None:
        self._made = 0
        self._end = self._state([])
        self._start = self._build(pattern.part, self._end)

    def _state(self, out: list[State], takes: Letter | None = None, looks: Assertion | None = None) -> State:
        self._made += 1
        if self._made > MOST_STATES:
            raise TooLargePatternError("too large")
        return State(out, takes, looks)

    def _build(self, part: Part, after: State) -> State:
        """The state that begins a part which goes on to `after`."""
        match part:
            case Letter():
                return self._state([after], takes=part)
            case Assertion():
                return self._state([after], looks=part)
            case Choice():
                return self._state([self._build(each, after) for each in part.options])
            case Repeat():
                return self._repeat(part, after)
            case _:
                for each in reversed(part):
                    after = self._build(each, after)
                return after

    def _repeat(self, part: Repeat, after: State) -> State:
        if _is_hollow(part.part):
            return after
        if part.most is None:
            entry = self._state([after])
            entry.out.insert(0, self._build(part.part, entry))
        else:
            entry = after
            for _turn in range(part.most - part.least):
                entry = self._state([self._build(part.part, entry), after])
        for _turn in range(part.least):
            entry = self._build(part.part, entry)
        return entry

    def matches(self, text: str) -> bool:
        """Whether the whole text matches."""
        current, steps = _reached([self._start], text, 0), 0
        for at, letter in enumerate(text, start=1):
            steps += len(current)
            if not current or steps > MOST_STEPS:
                return False
            taken = [state.out[0] for state in current if state.takes is not None and state.takes.test(letter)]
            current = _reached(taken, text, at)
        return self._end in current


def _reached(states: Iterable[State], text: str, at: int) -> set[State]:
    """The states that can be reached without taking a letter."""
    waiting, found = list(states), set[State]()
    while waiting:
        state = waiting.pop()
        if state in found:
            continue
        found.add(state)
        if state.takes is None and (state.looks is None or state.looks.test(text, at)):
            waiting += state.out
    return found


Matcher: TypeAlias = Machine | re.Pattern[str]


@lru_cache(maxsize=256)
def compiled(source: str) -> Matcher:
    """The matcher of a pattern. Raises BadPatternError for what is none, or goes beyond states."""
    pattern = read_pattern(source)
    if pattern.plain and _is_walked_once(pattern.part):
        with contextlib.suppress(re.error):  # what only we can read
            return re.compile(source)
    return Machine(pattern)


def _is_walked_once(part: Part) -> bool:
    """Whether `re` matches a part in bounded time: it never chooses, or once, with little to walk after each try."""
    if _has_hollow(part):
        return False
    variable = _variable(part)
    return variable == 0 or (variable == 1 and _walked(part) <= MOST_STATES)


def _walked(part: Part) -> int:
    """How many steps `re` takes through a part at most; it passes over one letter many times in one."""
    match part:
        case Letter() | Assertion() | Repeat(part=Letter()):
            return 1
        case Repeat():
            return (part.least if part.most is None else part.most) * (1 + _walked(part.part))
        case Choice():
            return sum(map(_walked, part.options))
        case _:
            return sum(map(_walked, part))


def _is_hollow(part: Part) -> bool:
    """Whether a part takes no letter and looks at no place: `()`, however often it is repeated."""
    match part:
        case Letter() | Assertion():
            return False
        case Choice():
            return all(map(_is_hollow, part.options))
        case Repeat():
            return _is_hollow(part.part)
        case _:
            return all(map(_is_hollow, part))


def _has_hollow(part: Part) -> bool:
    """Whether something is repeated that takes no letter: `re` would count the turns one by one."""
    match part:
        case Letter() | Assertion():
            return False
        case Choice():
            return any(map(_has_hollow, part.options))
        case Repeat():
            return not _takes(part.part) or _has_hollow(part.part)
        case _:
            return any(map(_has_hollow, part))


def _takes(part: Part) -> bool:
    match part:
        case Letter():
            return True
        case Assertion():
            return False
        case Choice():
            return any(map(_takes, part.options))
        case Repeat():
            return part.most != 0 and _takes(part.part)
        case _:
            return any(map(_takes, part))


def _variable(part: Part) -> int:
    """How often a part lets `re` choose; two or more can multiply."""
    match part:
        case Letter() | Assertion():
            return 0
        case Repeat(part=Letter()):
            return int(part.most != part.least)
        case Repeat():
            inner = _variable(part.part)
            return 0 if not inner and part.most == part.least else 2
        case Choice():
            return 1 + sum(map(_variable, part.options))
        case _:
            return sum(map(_variable, part))


def matches(source: str, text: str) -> bool:
    """Whether the whole text matches a pattern. Raises BadPatternError."""
    matcher = compiled(source)
    return matcher.matches(text) if isinstance(matcher, Machine) else matcher.fullmatch(text) is not None
