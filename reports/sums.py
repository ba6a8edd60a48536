"""Shares of sums, and whether rounding shows in them."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal


def percent(part: Decimal | int, whole: Decimal | int) -> int | None:
    """Give the share in whole percent, halves rounded up; None where the whole is zero."""
    if not whole:
        return None
    return int((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def rounding_shows(parts: Sequence[int | None]) -> bool:
    """Tell whether shares of one whole do not add up to 100 % as printed."""
    known = [part for part in parts if part is not None]
    return bool(known) and sum(known) != 100
