"""Operators, alone and in chains: `1 + 2 - 3` is one chain, however long it gets."""

from collections.abc import Callable
from typing import TypeAlias

from elementpath.xpath_tokens import XPathToken

from flows.xpath_reading import Program, Reading
from flows.xpath_values import NAN, Texts, Value, boolean, equal, number, order, several, unequal

Link: TypeAlias = tuple[str, Program]
"""An operator, and what stands right of it."""


def _compare(wanted: frozenset[int]) -> Callable[[Value, Value], Value]:
    def run(left: Value, right: Value) -> Value:
        return any(order(a, b) in wanted for a in several(left) for b in several(right))

    return run


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
_FOUND_AT_ONCE = frozenset({"=", "!="})
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
                    reading.for_each(_pairs(symbol, value, other))
                value = run(value, other)
        return value

    return act


def signed(sign: str, only: Program) -> Program:
    """The program of a sign before something."""
    if sign == "-":
        return lambda reading: -number(only(reading))
    return lambda reading: number(only(reading))


def _pairs(symbol: str, left: Value, right: Value) -> int:
    """How many pairs are compared: every value with every other, but a text is found among texts at once."""
    if symbol in _FOUND_AT_ONCE and {type(left), type(right)} == {str, Texts}:
        return 1
    return (len(left) if isinstance(left, tuple) else 1) * (len(right) if isinstance(right, tuple) else 1)
