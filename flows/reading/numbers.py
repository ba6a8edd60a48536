"""Reading a count or another plain number."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from flows.reading.cleaning import clean
from flows.reading.figures import Figure, find_figures
from flows.reading.outcome import Ambiguous, NotUnderstood, Reading, Understood

_Number = TypeVar("_Number", int, Decimal)


def read_integer(text: str) -> Reading[int]:
    """Read a whole number: "64 dětí" is 64, "1 234" and "1.234" are 1234.

    Returns:
        The number; "number.two" when several stand there; "number.none", or "number.fraction"
        when it is not whole.
    """
    cleaned = clean(text)
    figures = _plain_figures(cleaned)
    if not figures:
        return NotUnderstood(code="number.none", text=cleaned)
    whole = [next((one for one in figure.meanings if one == one.to_integral_value()), None) for figure in figures]
    integers = [int(one) for one in whole if one is not None]
    if len(integers) < len(whole):
        return NotUnderstood(code="number.fraction", text=cleaned)
    return _one_of(integers)


def read_decimal(text: str) -> Reading[Decimal]:
    """Read a number with or without decimals: "1,5", "1 234,50".

    Returns:
        The number; "number.two" when several stand there or when "1.234" has two meanings;
        or "number.none".
    """
    cleaned = clean(text)
    figures = _plain_figures(cleaned)
    if not figures:
        return NotUnderstood(code="number.none", text=cleaned)
    return _one_of([meaning for figure in figures for meaning in figure.meanings])


def _plain_figures(text: str) -> tuple[Figure, ...]:
    """Leave out years after a word for year and ordinals when another number stands there."""
    figures = find_figures(text)
    kept = tuple(figure for figure in figures if not figure.is_year and not figure.is_ordinal)
    return kept or figures


def _one_of(values: Sequence[_Number]) -> Reading[_Number]:
    different = tuple(dict.fromkeys(values))
    if len(different) == 1:
        return Understood(value=different[0])
    return Ambiguous(code="number.two", options=different)
