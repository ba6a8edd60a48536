"""Reading costs split by sources of money: "město 120 tis, MV 60 000, vlastní 30"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from flows.reading.cleaning import clean
from flows.reading.figures import Figure, are_spliced, find_figures
from flows.reading.folding import fold
from flows.reading.money import MOST, read_amount, to_hellers
from flows.reading.outcome import Ambiguous, NotUnderstood, Reading, Understood
from flows.reading.source_words import Choices, find_source, is_printed_label, without_filling

_THOUSAND = Decimal(1000)
_PARTS = re.compile(r"[,;+•()\n]|\.\s")
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_TOTAL = frozenset({"celkem", "soucet", "dohromady", "total", "together"})
_EDGES = " \t\u00a0.,;:=+-–—−()•*"


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceAmount:
    """An amount and where the money came from.

    Attributes:
        source: Name of the choice, or None when no source was written.
        amount: Crowns, to hellers.
        label: The person's own word when it differs from the choice's printed label ("MV"), else "".
        wording: What stands in brackets right behind the amount and names no source ("na klub"), else "".
    """

    source: str | None
    amount: Decimal
    label: str
    wording: str = ""


Split = tuple[SourceAmount, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """One amount, the words that name its source, and the remarks that stand between it and the next."""

    figure: Figure
    words: str
    remarks: tuple[str, ...]
    bracket: str


def read_sources(text: str, choices: Mapping[str, tuple[str, ...]]) -> Reading[tuple[SourceAmount, ...]]:
    """Read amounts with the words of their sources before or after them, on one line or more.

    Args:
        text: What was typed.
        choices: Name of each source -> what may be typed for it, the printed label first.

    Returns:
        The amounts in their order (a bare amount is one of no source); doubt "amount.scale" (small
        numbers beside thousands: whole splits, with thousands first) or "amount.two"; or
        "source.unknown" with the word in question, "amount.none", "amount.negative".
    """
    cleaned = clean(text)
    parts = tuple(chain.from_iterable(_parts(line) for line in cleaned.split("\n")))
    if any(figure.is_negative for figure in find_figures(cleaned)):
        return NotUnderstood(code="amount.negative", text=cleaned)
    if not parts or are_spliced(find_figures(cleaned), cleaned):
        return NotUnderstood(code="amount.none", text=cleaned)
    if all(not part.words for part in parts):
        return _without_source(read_amount(cleaned))
    parts = _without_total(parts)
    unknown = next((words for part in parts if (words := _not_placed(part, choices)) is not None), None)
    if unknown is not None:
        return NotUnderstood(code="source.unknown", text=unknown or cleaned)
    return _weighed(parts, choices, cleaned)


def _parts(line: str) -> tuple[_Part, ...]:
    """Join each amount of a line with the words before it, or after it when the line begins with an amount."""
    figures = tuple(figure for figure in find_figures(line) if _is_candidate(figure, line))
    if not figures:
        return ()
    bounds = [0, *chain.from_iterable((figure.start, figure.end) for figure in figures), len(line)]
    gaps = [_named(line[bounds[at] : bounds[at + 1]]) for at in range(0, len(bounds), 2)]
    nearest = -1 if gaps[0] else 0
    after = gaps.pop() if gaps[0] else ()
    named = gaps if nearest else gaps[1:]
    parts = [
        _Part(
            figure=figure,
            words=gap[nearest] if gap else "",
            remarks=gap[:-1] if nearest else gap[1:],
            bracket=_bracket(line, figure),
        )
        for figure, gap in zip(figures, named, strict=True)
    ]
    return (*parts[:-1], replace(parts[-1], remarks=(*parts[-1].remarks, *after)))


def _bracket(line: str, figure: Figure) -> str:
    """Give the words in brackets right behind an amount, "" where there are none or they hold figures."""
    found = _BRACKET.match(line, figure.end)
    said = found[1].strip() if found else ""
    spoken = any(character.isalpha() for character in said) and fold(said) not in _TOTAL
    return said if spoken and not find_figures(said) else ""


def _not_placed(part: _Part, choices: Choices) -> str | None:
    """Find words that name no source, or a source that no amount was written with."""
    if find_source(part.words, choices) is None:
        return part.words
    return next((remark for remark in part.remarks if find_source(remark, choices) is not None), None)


def _is_candidate(figure: Figure, line: str) -> bool:
    """A figure that may be an amount; a small number before a word counts, for "30 kraj" is an amount."""
    if figure.is_year or figure.is_ordinal:
        return False
    return not figure.is_bare or line[figure.end : figure.end + 1] in {"", " ", "\t", ",", ";", ".", "\u00a0", ")", "+"}


def _named(gap: str) -> tuple[str, ...]:
    """List the parts of a gap between two amounts that hold words."""
    parts = (without_filling(part.strip(_EDGES)) for part in _PARTS.split(gap))
    return tuple(part for part in parts if any(character.isalpha() for character in part))


def _without_total(parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
    """Leave out a total that is the sum of the rest; another total stays and is asked about."""
    rest = tuple(part for part in parts if fold(part.words) not in _TOTAL)
    totals = tuple(part for part in parts if fold(part.words) in _TOTAL)
    right = all(part.figure.value == sum(one.figure.value for one in rest) for part in totals)
    return rest if rest and right else parts


def _weighed(parts: tuple[_Part, ...], choices: Choices, text: str) -> Reading[Split]:
    """Give one split, or two when small numbers may stand for thousands."""
    plain = tuple(_source_amount(part, part.figure.value, choices) for part in parts)
    other = tuple(_source_amount(part, _other_meaning(part.figure), choices) for part in parts)
    possible = tuple(split for split in (other, plain) if all(one.amount <= MOST for one in split))
    if not possible or any(_is_torn(part.figure) for part in parts):
        return NotUnderstood(code="amount.none", text=text)
    if len(set(possible)) == 1:
        return Understood(value=possible[0])
    marked = any(len(part.figure.meanings) > 1 for part in parts)
    return Ambiguous(code="amount.scale", options=possible[::-1] if marked else possible)


def _other_meaning(figure: Figure) -> Decimal:
    """What else the figure may mean: its second meaning, or thousands for a small bare number."""
    if len(figure.meanings) > 1:
        return figure.meanings[1]
    return figure.value * _THOUSAND if figure.is_bare and figure.value < _THOUSAND else figure.value


def _source_amount(part: _Part, value: Decimal, choices: Choices) -> SourceAmount:
    source = find_source(part.words, choices)
    printed = source is not None and is_printed_label(part.words, choices[source])
    names_source = fold(part.bracket) == fold(part.words) or find_source(part.bracket, choices) is not None
    return SourceAmount(
        source=source,
        amount=to_hellers(value),
        label="" if printed else part.words,
        wording="" if names_source else part.bracket,
    )


def _is_torn(figure: Figure) -> bool:
    return len(figure.digits) > 1 and figure.digits[0] == "0" and figure.digits[1].isdigit()


def _without_source(reading: Reading[Decimal]) -> Reading[Split]:
    match reading:
        case Understood(value=value):
            return Understood(value=(SourceAmount(source=None, amount=value, label=""),))
        case Ambiguous(code=code, options=options):
            splits = tuple((SourceAmount(source=None, amount=one, label=""),) for one in options)
            return Ambiguous(code=code, options=splits)
        case NotUnderstood():
            return reading
