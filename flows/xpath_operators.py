"""Operators, alone and in chains: `1 + 2 - 3` is one chain, however long it gets."""

from collections.abc import Callable
from typing import TypeAlias

from elementpath.xpath_tokens import XPathToken

from flows.xpath_reading import Program, Reading
from flows.xpath_values import NAN, Scalar, Texts, Value, boolean, equal, number, order, several, unequal

Link: TypeAlias = tuple[str, Program]
"""An operator, and what stands right of it."""


def _compare(wanted: frozenset[int]) -> Callable[[Value, Value], Value]:
    def run(left: Value, right: Value) -> Value:
        return any(order(a, b) in wanted for a in _ends(left) for b in _ends(right))

    return run


def _ends(value: Value) -> tuple[Scalar, ...]:
    """What decides whether any is less or greater: of a column its least and its greatest."""
    return value.ends if isinstance(value, Texts) else several(value)


def _divide(left: Value, right: Value) -> Value:
    divisor = number(right)
    return NAN if divisor == 0 else number(left) / divisor


def _remainder(left: Value, right: Value) -> Value:
    divisor = number(right)
    return NAN if divisor == 0 else number(left) % divisor


OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "+": lambda left, right: number(left) + number(right),
    "-": lambda left, right: number(left) - number(right),
    "*": lambda left, right: number(left) * number(right),
    "div": _divide,
    "mod": _remainder,
    "=": equal,
    "!=": unequal,
    "<": _compare(frozenset({-1})),
    "<=": _compare(frozenset({-1, 0})),
    ">": _compare(frozenset({1})),
    ">=": _compare(frozenset({0, 1})),
    "|": lambda left, right: (*several(left), *several(right)),
    "and": lambda left, right: boolean(left) and boolean(right),
    "or": lambda left, right: boolean(left) or boolean(right),
}
_PAIRWISE = frozenset({"=", "!=", "<", "<=", ">", ">="})


def links(token: XPathToken) -> tuple[XPathToken, list[tuple[str, XPathToken]]]:
    """Take a chain apart: what it begins with, then each operator with what stands right of it."""
    found = []
    while token.symbol in OPERATORS and len(token) == 2:
        found.append((token.symbol, token[1]))
        token = token[0]
    return token, found[::-1]


def chained(first: Program, chain: list[Link]) -> Program:
    """The program of a chain, from left to right."""
    steps = [(symbol, OPERATORS[symbol], right) for symbol, right in chain]

    def act(reading: Reading) -> Value:
        value = first(reading)
        for symbol, run, right in steps:
            if symbol == "and" and not boolean(value):
                value = False
            elif symbol == "or" and boolean(value):
                value = True
            else:
                other = right(reading)
                if symbol in _PAIRWISE:
                    reading.for_each(_pairs(value, other))
                value = run(value, other)
        return value

    return act


def signed(sign: str, only: Program) -> Program:
    """The program of a sign before something."""
    if sign == "-":
        return lambda reading: -number(only(reading))
    return lambda reading: number(only(reading))


def _pairs(left: Value, right: Value) -> int:
    """How many pairs are compared: every value with every other, but one with a whole column at once."""
    if isinstance(right, Texts):
        return _many(left)
    if isinstance(left, Texts):
        return _many(right)
    return _many(left) * _many(right)


def _many(value: Value) -> int:
    return len(value) if isinstance(value, tuple) else 1
