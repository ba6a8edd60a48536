"""Numbers, amounts and shares as a reader sees them, with no-break spaces."""

from decimal import Decimal

NO_BREAK = "\u00a0"
_CZECH = str.maketrans({",": NO_BREAK, ".": ","})


def number(value: Decimal | int, lang: str = "cs", *, places: int | None = None) -> str:
    """Write a number with grouped thousands; with all its decimals, or rounded to the given number of places."""
    exact = Decimal(value)
    if places is None:
        places = max(0, -int(exact.normalize().as_tuple().exponent))
    text = f"{exact:,.{places}f}"
    return text.translate(_CZECH) if lang == "cs" else text


def amount(value: Decimal, lang: str = "cs") -> str:
    """Write an amount in Kč: ``210 000 Kč`` or ``CZK 210,000``; haléře only where there are any, always two places."""
    text = number(value, lang, places=0 if value == value.to_integral_value() else 2)
    return f"{text}{NO_BREAK}Kč" if lang == "cs" else f"CZK{NO_BREAK}{text}"


def percent(value: Decimal, lang: str = "cs", *, places: int | None = None) -> str:
    """Write a share given in hundredths of the whole: 42 is ``42 %``, in English ``42%``; places as in `number`."""
    return f"{number(value, lang, places=places)}{NO_BREAK if lang == 'cs' else ''}%"
