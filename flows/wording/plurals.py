"""Choosing the form of a word that agrees with a number."""

from decimal import Decimal
from functools import cache

from babel import Locale


@cache
def locale(lang: str) -> Locale:
    """Return the locale in which numbers and dates of a language are written; English is the fallback."""
    return Locale.parse("cs" if lang == "cs" else "en_GB")


def plural(n: Decimal | int, one: str, few: str, many: str, fraction: str | None = None, *, lang: str = "cs") -> str:
    """Return the form that agrees with n.

    Args:
        n: The number; 1,5 is a fraction.
        one: For 1 (aktivita).
        few: For 2 to 4 (aktivity).
        many: For 0 and from 5 (aktivit); in English for everything but 1.
        fraction: For numbers with decimals (aktivity); the few form when it is not given.
        lang: ``cs``, or anything else for English.
    """
    form = locale(lang).plural_form(n)
    if form == "one":
        return one
    if lang != "cs" or form == "other":
        return many
    return few if form == "few" or fraction is None else fraction
