"""Sums that remember which tasks they come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """An amount and where it comes from.

    Attributes:
        amount: Exact.
        sources: Ids of the tasks it was added from, each once, in order of appearance.
        estimated: Somebody called a part of it an estimate.
    """

    amount: Decimal = Decimal(0)
    sources: tuple[str, ...] = ()
    estimated: bool = False


def add(parts: Iterable[Sum]) -> Sum:
    """Add amounts up exactly; the sources are those of all parts."""
    kept = tuple(parts)
    sources = dict.fromkeys(source for part in kept for source in part.sources)
    return Sum(
        amount=sum((part.amount for part in kept), Decimal(0)),
        sources=tuple(sources),
        estimated=any(part.estimated for part in kept),
    )


def subtract(whole: Sum, part: Sum) -> Sum:
    """Take one sum from another; the sources stay those of the whole."""
    return Sum(amount=whole.amount - part.amount, sources=whole.sources, estimated=whole.estimated or part.estimated)


def plain(amount: Decimal) -> str:
    """Write a decimal as data files hold it: no exponent, no needless zeros ("210000", "45.5")."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
