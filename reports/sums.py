"""Sums that remember where they come from, and shares that say what rounding did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """An amount and the ids of the tasks it was added from, each once, in order of appearance."""

    amount: Decimal = Decimal(0)
    sources: tuple[str, ...] = ()


def add(parts: Iterable[Sum]) -> Sum:
    """Add amounts up exactly; the sources are those of all parts."""
    kept = tuple(parts)
    sources = dict.fromkeys(source for part in kept for source in part.sources)
    return Sum(amount=sum((part.amount for part in kept), Decimal(0)), sources=tuple(sources))


def subtract(whole: Sum, part: Sum) -> Sum:
    """Take one sum from another; the sources stay those of the whole."""
    return Sum(amount=whole.amount - part.amount, sources=whole.sources)


def percent(part: Decimal | int, whole: Decimal | int) -> int | None:
    """Give the share in whole percent, halves rounded up; None where the whole is zero."""
    if not whole:
        return None
    return int((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def rounding_shows(parts: Sequence[int | None]) -> bool:
    """Tell whether shares of one whole do not add up to 100 % as printed."""
    known = [part for part in parts if part is not None]
    return bool(known) and sum(known) != 100


def plain(amount: Decimal) -> str:
    """Write a decimal as data files hold it: no exponent, no needless zeros ("210000", "45.5")."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
