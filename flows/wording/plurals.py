"""Choosing the form of a word that agrees with a number."""

from decimal import Decimal

_MOST_FEW = 4


def plural(n: Decimal | int, one: str, few: str, many: str, fraction: str | None = None, *, lang: str = "cs") -> str:
    """Return the form that agrees with n.

    Args:
        n: The number; 1,5 is a fraction, and so is 1,0.
        one: For 1 (aktivita).
        few: For 2 to 4 (aktivity).
        many: For 0 and from 5 (aktivit); in English for everything but 1.
        fraction: For numbers with decimals (aktivity); the few form when it is not given.
        lang: ``cs``, or anything else for English.
    """
    is_whole = isinstance(n, int) or int(n.as_tuple().exponent) >= 0
    count = n if n >= 0 else -n
    if is_whole and count == 1:
        return one
    if lang != "cs":
        return many
    if not is_whole:
        return few if fraction is None else fraction
    return few if 1 < count <= _MOST_FEW else many
