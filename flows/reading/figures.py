"""Finding numbers in a text, in the forms that Czech and English people type them."""

import re
from dataclasses import dataclass
from decimal import Decimal

# how blanks between thousands are typed: plain, no-break, narrow no-break, thin
_BLANK = " \u00a0\u202f\u2009"
_WHOLE = (
    rf"[0-9]{{1,3}}(?:[{_BLANK}.][0-9]{{3}})+(?![0-9])|[0-9]{{1,3}}(?:,[0-9]{{3}}){{2,}}(?![0-9])"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?=\.[0-9])|[0-9]+"
)
_FRACTION = r"(?:[,.][0-9]+)?"
_MULTIPLIER = (
    r"tis(?:\.|[ií]ce?)?|mil(?:\.|i[oó]n(?:[uyůs]|ech)?|lions?)?|mio|mld\.?|miliard(?:[ayu])?|thousand|billion|k"
)
# a number does not begin inside a word (COVID-19), a date (1.3.), a time (17:42) or a code (112/2026)
_START = r"(?<!\w)(?<![0-9][.,/:])(?<![^\W\d][-–])(?:(?P<sign>(?<![\w.])[-−–])(?=[0-9KkCc]))?"
_FIGURE = re.compile(
    rf"{_START}(?:(?P<before>Kč|CZK)[{_BLANK}]{{0,3}})?(?P<num>(?:{_WHOLE}){_FRACTION})(?![0-9]|[.,/:][0-9])"
    rf"(?P<dash>[,.][{_BLANK}]?(?:[-–—]{{1,2}}|=)(?![0-9]))?(?:[{_BLANK}]{{0,3}}(?P<mult>{_MULTIPLIER})(?!\w))?"
    rf"(?:[{_BLANK}]{{0,3}}(?P<after>Kč|CZK|korun[ay]?|crowns?)(?!\w))?",
    re.IGNORECASE,
)
_SCALES = {"tis": 3, "tho": 3, "k": 3, "mld": 9, "miliard": 9, "bil": 9, "mil": 6, "mio": 6}
_LONGEST = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One number found in a text.

    Attributes:
        values: What it can mean, the likeliest first; one value when it is clear, none when it is absurdly long.
        money: It carries a currency or the Czech closing dash (``1 234,-``).
        scaled: It carries a multiplier (``tis.``, ``mil.``).
        grouped: Its thousands are separated.
        digits: How many digits it is written with.
        start: Where it begins in the text.
        end: Where it ends, with its currency and multiplier.
    """

    values: tuple[Decimal, ...]
    money: bool
    scaled: bool
    grouped: bool
    digits: int
    start: int
    end: int

    @property
    def marked(self) -> bool:
        """Whether the person said that it is money, or thousands, or millions."""
        return self.money or self.scaled

    @property
    def bare(self) -> bool:
        """Whether nothing but digits (and a decimal part) was written."""
        return not (self.money or self.scaled or self.grouped)


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return every number of the text in order; parts of dates, times, codes and words are no numbers."""
    return tuple(_figure(match) for match in _FIGURE.finditer(text))


def _figure(match: re.Match[str]) -> Figure:
    num, mult = match["num"], match["mult"]
    money = bool(match["before"] or match["after"] or match["dash"])
    scale = _scale(mult)
    values = () if len(num) > _LONGEST else _values(num, money=money, scaled=scale > 0)
    if match["sign"]:
        values = tuple(-value for value in values)
    return Figure(
        values=tuple(value.scaleb(scale) for value in values),
        money=money,
        scaled=scale > 0,
        grouped=_is_grouped(num),
        digits=sum(c.isdigit() for c in num),
        start=match.start(),
        end=match.end(),
    )


def _scale(mult: str | None) -> int:
    if mult is None:
        return 0
    word = mult.lower()
    return next(power for start, power in _SCALES.items() if word.startswith(start))


def _is_grouped(num: str) -> bool:
    return any(c in _BLANK for c in num) or num.count(".") + num.count(",") > 1 or _THREE.fullmatch(num) is not None


_THREE = re.compile(r"(?P<head>[1-9][0-9]{0,2})(?P<mark>[.,])(?P<tail>[0-9]{3})")
_BLANKS = str.maketrans("", "", _BLANK)


def _values(num: str, *, money: bool, scaled: bool) -> tuple[Decimal, ...]:
    three = _THREE.fullmatch(num)
    if three is not None:
        return _three_digits(three, money=money, scaled=scaled)
    num = num.translate(_BLANKS)
    dots, commas = num.count("."), num.count(",")
    if commas > 1 or (dots and commas and num.rindex(".") > num.rindex(",")):
        return (Decimal(num.replace(",", "")),)
    if commas:
        return (Decimal(num.replace(".", "").replace(",", ".")),)
    if dots == 1 and (len(num) - num.rindex(".") != 4 or num.startswith("0")):
        return (Decimal(num),)
    return (Decimal(_without_thousands_dots(num)),)


def _without_thousands_dots(num: str) -> str:
    head, _, tail = num.rpartition(".")
    return head.replace(".", "") + (tail if len(tail) == 3 or not head else "." + tail)


def _three_digits(match: re.Match[str], *, money: bool, scaled: bool) -> tuple[Decimal, ...]:
    """Read ``1.234`` and ``1,234``, where the mark may divide thousands or begin the decimals."""
    thousands = Decimal(match["head"] + match["tail"])
    decimals = Decimal(match["head"] + "." + match["tail"])
    if scaled:
        return (decimals,) if match["mark"] == "," else (decimals, thousands)
    return (thousands,) if money else (thousands, decimals)
