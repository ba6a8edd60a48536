"""Reading an amount of money in Czech crowns."""

import re
from decimal import ROUND_HALF_UP, Decimal

from flows.reading.cleaning import clean
from flows.reading.figures import Figure, are_spliced, find_figures, stands_before
from flows.reading.outcome import Ambiguous, NotUnderstood, Reading, Understood

MOST = Decimal(10) ** 12
"""The largest amount taken for meant."""

_THOUSAND = Decimal(1000)
_HELLER = Decimal("0.01")
_FOREIGN_AFTER = re.compile(r"\s*(?:€|\$|£|EUR\b|eur[oa]?\b|USD\b|dolar|%|‰)", re.IGNORECASE)
_FOREIGN_BEFORE = re.compile(r"(?:€|\$|£|EUR|USD)\s*\Z", re.IGNORECASE)
_COUNTED = re.compile(r"\s*[^\W\d_]{2}")
_REMARK = re.compile(
    r"\s*(?:celkem|asi|cca|zhruba|přibližně|priblizne|odhad|předběžně|predbezne|za|na|od|jako|bez|vč|včetně|in|for|about)\b",
    re.IGNORECASE,
)


def read_amount(text: str, *, last: Decimal | None = None) -> Reading[Decimal]:
    """Read one amount in crowns.

    Args:
        text: What was typed.
        last: Last year's amount at the same place; shows whether "520" may stand for thousands.

    Returns:
        The amount, to hellers; doubt "amount.two" (more amounts: their sum, then each) or
        "amount.scale" (thousands or not); or "amount.none", "amount.negative".
    """
    cleaned = clean(text)
    found = find_figures(cleaned)
    amounts = amounts_among(found, cleaned)
    if not amounts or are_spliced(found, cleaned) or any(_is_torn(figure) for figure in amounts):
        return NotUnderstood(code="amount.none", text=cleaned)
    if any(figure.is_negative for figure in amounts):
        return NotUnderstood(code="amount.negative", text=cleaned)
    if len(amounts) == 1:
        return _decided("amount.scale", scaled_meanings(amounts[0], last), cleaned)
    each = [figure.value for figure in amounts]
    return _decided("amount.two", (sum(each, Decimal(0)), *each), cleaned)


def tenfold(last: Decimal, new: Decimal) -> bool:
    """Say whether an amount is ten times last year's or more, so that a slip of the finger is likely."""
    return last > 0 and new >= 10 * last


def amounts_among(figures: tuple[Figure, ...], text: str) -> tuple[Figure, ...]:
    """Keep the figures that are amounts: not years, counts ("64 dětí"), shares, ordinals or other currencies."""
    able = tuple(figure for figure in figures if _can_be_amount(figure, text))
    if len(able) > 1:
        able = tuple(figure for figure in able if not figure.looks_like_year)
    elif able and able[0].looks_like_year and not _stands_alone(able[0], text):
        return ()
    return able


def scaled_meanings(figure: Figure, last: Decimal | None) -> tuple[Decimal, ...]:
    """Say what one amount can mean; a small bare number may have been meant in thousands."""
    value = figure.value
    if len(figure.meanings) > 1 or not figure.is_bare or value <= 0:
        return figure.meanings
    if re.fullmatch(r"[0-9]{1,3}[,.][0-9]", figure.digits):
        return (value, value * _THOUSAND, value * _THOUSAND**2)
    if not figure.digits.isdigit():
        return figure.meanings
    return (value, value * _THOUSAND) if _may_be_thousands(value, last) else (value,)


def to_hellers(value: Decimal) -> Decimal:
    """Round to hellers, halves up; whole crowns carry no decimals."""
    rounded = value.quantize(_HELLER, rounding=ROUND_HALF_UP)
    whole = rounded.to_integral_value()
    return whole if rounded == whole else rounded


def _may_be_thousands(value: Decimal, last: Decimal | None) -> bool:
    """Below a thousand yes, unless last year's was as small; above it only when that hits last year's."""
    if value < _THOUSAND:
        return last is None or last <= 0 or last >= _THOUSAND
    return last is not None and last / 3 <= value * _THOUSAND <= last * 3


def _can_be_amount(figure: Figure, text: str) -> bool:
    if figure.is_year or figure.is_ordinal:
        return False
    if _FOREIGN_AFTER.match(text, figure.end) or stands_before(_FOREIGN_BEFORE, text, figure.start):
        return False
    glued = text[figure.end : figure.end + 1]
    if glued == "/" or glued.isalnum():
        return False
    if not figure.is_bare or _REMARK.match(text, figure.end):
        return True
    return figure.value >= _THOUSAND or not _COUNTED.match(text, figure.end)


def _is_torn(figure: Figure) -> bool:
    """Say whether it is the rest of a number cut in two: "000" in "120 000,60 000"."""
    return len(figure.digits) > 1 and figure.digits.startswith("0") and figure.digits[1].isdigit()


def _stands_alone(figure: Figure, text: str) -> bool:
    return not any(character.isalnum() for character in text[: figure.start] + text[figure.end :])


def _decided(code: str, options: tuple[Decimal, ...], text: str) -> Reading[Decimal]:
    possible = tuple(dict.fromkeys(to_hellers(option) for option in options if option <= MOST))
    if not possible:
        return NotUnderstood(code="amount.none", text=text)
    return Understood(value=possible[0]) if len(possible) == 1 else Ambiguous(code=code, options=possible)
