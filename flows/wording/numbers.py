"""Numbers and amounts as they are printed."""

from decimal import Decimal

_HARD_SPACE = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"


def amount(value: Decimal, lang: str) -> str:
    """Say an amount in crowns: "210 000 Kč", in English "CZK 210,000".

    Args:
        value: Crowns; shown to hellers when it has any, otherwise without decimals.
        lang: "cs" or "en".
    """
    rounded = value.quantize(Decimal("0.01")) if abs(value) < Decimal(10) ** 20 else value
    whole = rounded == rounded.to_integral_value()
    digits = _grouped(f"{abs(rounded):.0f}" if whole else f"{abs(rounded):f}", lang)
    sign = _MINUS if rounded < 0 else ""
    return f"{sign}CZK{_HARD_SPACE}{digits}" if lang == "en" else f"{sign}{digits}{_HARD_SPACE}Kč"


def number(value: Decimal | int, lang: str) -> str:
    """Say a number with its thousands grouped and no needless zeros: "15 117,5", in English "15,117.5"."""
    digits = f"{abs(value):f}" if isinstance(value, Decimal) else str(abs(value))
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    sign = _MINUS if value < 0 else ""
    return sign + _grouped(digits, lang)


def percent(value: Decimal, lang: str) -> str:
    """Say a share given in hundredths of the whole (42 means 42 %): "42 %", in English "42%"."""
    said = number(value, lang)
    return f"{said}%" if lang == "en" else f"{said}{_HARD_SPACE}%"


def _grouped(digits: str, lang: str) -> str:
    """Group plain digits with a decimal point by the custom of the language."""
    whole, _, decimals = digits.partition(".")
    grouped = f"{int(whole):,}"
    if lang != "en":
        grouped = grouped.replace(",", _HARD_SPACE)
    mark = "." if lang == "en" else ","
    return f"{grouped}{mark}{decimals}" if decimals else grouped
