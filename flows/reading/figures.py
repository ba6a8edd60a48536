"""Figures in running text: every number with what its digits can mean and what stands around it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

_SP = " \u00a0\u202f\u2009"
_NUMBER = (
    rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{2,}}|[0-9]{{1,3}}(?:,[0-9]{{3}})+(?=\.[0-9]{{1,2}}(?![0-9]))"
    rf"|[0-9]{{1,3}}(?:[{_SP}.][0-9]{{3}})+(?![0-9])|[0-9]+)"
    r"(?:,[0-9]+|\.[0-9]{1,2}(?![0-9]))?(?![0-9]|[.,/][0-9])"
)
_SCALE = (
    r"tis[ií]ce?|tis\.?|thousand|mili[oó]n(?:u|y|ů)?|million|mil\.?|mio\.?|mld\.?|miliard(?:a|y)?|billion|(?<=[0-9])k"
)
_CURRENCY = r"Kč|Kc|CZK|korun[ayu]?|crowns?"
_FIGURE = re.compile(
    rf"(?<![\w,./])(?P<sign>minus[{_SP}]+|[-−–](?=[0-9]|CZK|Kč))?"
    rf"(?P<before>(?:Kč|CZK)[{_SP}]*)?(?<![\w,./])(?P<number>{_NUMBER})(?P<dash>[,.][{_SP}]?[-–—=]+(?![0-9]))?"
    rf"(?:[{_SP}]*(?P<scale>{_SCALE})(?!\w))?(?:[{_SP}]*(?P<after>{_CURRENCY})(?!\w))?",
    re.IGNORECASE,
)
_SPLICED = re.compile(r"\s*(?:[-–—−/×x*]|až|az|to|do)\s*", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"(?:\brok|\broce|\broku|\brokem|\br\.|\byear|\bin)\s*\Z", re.IGNORECASE)
_ORDINAL_AFTER = re.compile(r"\.[ \u00a0]*[0-9a-záčďéěíňóřšťúůýž]")
_MOST_DIGITS = 18
_NEAR = 20

_SCALES = (
    ("tis", Decimal(1000)),
    ("thousand", Decimal(1000)),
    ("k", Decimal(1000)),
    ("miliard", Decimal(10) ** 9),
    ("mld", Decimal(10) ** 9),
    ("billion", Decimal(10) ** 9),
    ("mi", Decimal(10) ** 6),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One number in a text.

    Attributes:
        start: Index of its first character, sign and currency included.
        end: Index after its last character, scale and currency included.
        meanings: What it can mean, scale and sign counted in, likeliest first; one or two values.
        digits: The number as typed, without sign, scale and currency.
        scale: 1, or the thousand, million or milliard named after the number.
        is_money: A currency or the dash of prices („,-“) stands with it.
        is_negative: A minus stands before it.
        is_year: A year after a word for year („v roce 2026“).
        is_ordinal: „1.“ in „1. čtvrtletí“ or a part of a date.
    """

    start: int
    end: int
    meanings: tuple[Decimal, ...]
    digits: str
    scale: Decimal
    is_money: bool
    is_negative: bool
    is_year: bool
    is_ordinal: bool

    @property
    def value(self) -> Decimal:
        """The likeliest meaning."""
        return self.meanings[0]

    @property
    def is_bare(self) -> bool:
        """Neither a scale nor a currency stands with it."""
        return self.scale == 1 and not self.is_money

    @property
    def looks_like_year(self) -> bool:
        """Four digits from 2010 to 2060 and nothing more: a year likelier than an amount beside another amount."""
        return self.is_bare and len(self.digits) == 4 and self.digits.isdigit() and 2010 <= int(self.digits) <= 2060


def find_figures(text: str) -> tuple[Figure, ...]:
    """Find all figures of a text in their order; numbers of more than 18 digits are no figures."""
    found = (match for match in _FIGURE.finditer(text) if _count_digits(match["number"]) <= _MOST_DIGITS)
    return tuple(_figure(match, text) for match in found)


def stands_before(word: re.Pattern[str], text: str, place: int) -> bool:
    """Tell whether a word stands right before a place; looking further would take longer with every figure."""
    return word.search(text, max(0, place - _NEAR), place) is not None


def are_spliced(figures: tuple[Figure, ...], text: str) -> bool:
    """Say whether two neighbouring figures make one expression: a range, a product, a fraction."""
    return any(_SPLICED.fullmatch(text, one.end, other.start) for one, other in pairwise(figures))


def _figure(match: re.Match[str], text: str) -> Figure:
    scale = _scale(match["scale"])
    before, after = match["before"], match["after"]
    is_money = bool(before or after or match["dash"])
    sign = -1 if match["sign"] else 1
    digits = match["number"]
    is_english = bool(before) and before.strip().upper() == "CZK"
    meanings = _meanings(digits, is_money=is_money, is_scaled=scale != 1, is_english=is_english)
    bare = scale == 1 and not is_money
    return Figure(
        start=match.start(),
        end=match.end(),
        meanings=tuple(dict.fromkeys(sign * scale * meaning for meaning in meanings)),
        digits=digits,
        scale=scale,
        is_money=is_money,
        is_negative=sign < 0,
        is_year=bare and len(digits) == 4 and stands_before(_YEAR_BEFORE, text, match.start()),
        is_ordinal=bare and _ORDINAL_AFTER.match(text, match.end()) is not None,
    )


def _meanings(digits: str, *, is_money: bool, is_scaled: bool, is_english: bool) -> tuple[Decimal, ...]:
    """Weigh thousands against decimals; a number that begins with 0 has no thousands."""
    plain = re.sub(rf"[{_SP}]", "", digits)
    one_mark = re.fullmatch(r"([0-9]{1,3})([.,])([0-9]{3})", plain)
    if one_mark is None:
        return (_unmarked(plain),)
    grouped = Decimal(one_mark[1] + one_mark[3])
    decimals = Decimal(f"{one_mark[1]}.{one_mark[3]}")
    if one_mark[1].startswith("0"):
        return (decimals,)
    if is_scaled:
        return (decimals,) if one_mark[2] == "," else (decimals, grouped)
    if is_english or (is_money and one_mark[2] == "."):
        return (grouped,)
    return (grouped, decimals)


def _unmarked(plain: str) -> Decimal:
    """Read digits whose last mark decides: one to two digits after a dot, any after one comma, are decimals."""
    if plain.count(",") > 1 or re.search(r",[0-9]{3}(?:,|\.)", plain):
        return Decimal(plain.replace(",", ""))
    whole, comma, decimals = plain.partition(",")
    if comma:
        return Decimal(f"{whole.replace('.', '')}.{decimals}")
    end = re.search(r"\.([0-9]{1,2})\Z", plain)
    if end is None:
        return Decimal(plain.replace(".", ""))
    return Decimal(f"{plain[: end.start()].replace('.', '')}.{end[1]}")


def _scale(word: str | None) -> Decimal:
    plain = (word or "").casefold()
    return next((scale for stem, scale in _SCALES if plain.startswith(stem)), Decimal(1))


def _count_digits(number: str) -> int:
    return sum(character.isdigit() for character in number)
