"""Numbers, amounts and shares as a reader sees them, with no-break spaces."""

from decimal import Decimal

from babel.numbers import format_decimal, format_percent

from flows.wording.plurals import locale

NO_BREAK = "\u00a0"


def number(value: Decimal | int, lang: str = "cs", *, places: int | None = None) -> str:
    """Write a number with grouped thousands; with all its decimals, or rounded to the given number of places."""
    exact = Decimal(value)
    if places is None:
        places = max(0, -int(exact.normalize().as_tuple().exponent))
    return format_decimal(exact, format=_pattern(places), locale=locale(lang))


def amount(value: Decimal, lang: str = "cs") -> str:
    """Write an amount in Kč: ``210 000 Kč`` or ``CZK 210,000``; haléře only where there are any, always two places."""
    text = number(value, lang, places=0 if value == value.to_integral_value() else 2)
    return f"{text}{NO_BREAK}Kč" if lang == "cs" else f"CZK{NO_BREAK}{text}"


def percent(share: Decimal, lang: str = "cs", *, places: int = 0) -> str:
    """Write a share of one as a percentage: ``Decimal("0.456")`` is ``46 %``."""
    pattern = _pattern(places) + (NO_BREAK + "%" if lang == "cs" else "%")
    return format_percent(share, format=pattern, locale=locale(lang))


def _pattern(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")
