"""Reading a day: in figures, in words, or relative to today."""

import re
from datetime import date, timedelta

from flows.reading.cleaning import clean
from flows.reading.folding import fold
from flows.reading.outcome import NotUnderstood, Reading, Understood

_LEADING = re.compile(
    r"(?:do|od|az|k|ke|v|ve|na|dne|asi|pristi|tento|toto|tuto|tuhle|on|by|until|till|next|this|the|from)\s+"
)
_WEEKDAYS = (
    ("pondeli", "pondelka", "po", "monday", "mon"),
    ("utery", "uterka", "ut", "tuesday", "tue"),
    ("streda", "stredu", "stredy", "st", "wednesday", "wed"),
    ("ctvrtek", "ctvrtka", "ct", "thursday", "thu"),
    ("patek", "patku", "pa", "friday", "fri"),
    ("sobota", "sobotu", "soboty", "so", "saturday", "sat"),
    ("nedele", "nedeli", "ne", "sunday", "sun"),
)
_MONTHS = (
    ("leden", "ledna", "lednu", "january", "jan"),
    ("unor", "unora", "unoru", "february", "feb"),
    ("brezen", "brezna", "breznu", "march", "mar"),
    ("duben", "dubna", "dubnu", "april", "apr"),
    ("kveten", "kvetna", "kvetnu", "may"),
    ("cerven", "cervna", "cervnu", "june", "jun"),
    ("cervenec", "cervence", "cervenci", "july", "jul"),
    ("srpen", "srpna", "srpnu", "august", "aug"),
    ("zari", "september", "sep", "sept"),
    ("rijen", "rijna", "rijnu", "october", "oct"),
    ("listopad", "listopadu", "november", "nov"),
    ("prosinec", "prosince", "prosinci", "december", "dec"),
)
_WEEKDAY_BY_WORD = {word: index for index, words in enumerate(_WEEKDAYS) for word in words}
_MONTH_BY_WORD = {word: index for index, words in enumerate(_MONTHS, start=1) for word in words}
_DAYS_AHEAD = {"dnes": 0, "dneska": 0, "today": 0, "zitra": 1, "tomorrow": 1, "pozitri": 2, "vcera": -1}
_DAYS_AHEAD |= {"yesterday": -1, "za tyden": 7, "in a week": 7}

_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_FIGURES = re.compile(r"(?P<day>[0-9]{1,2})\s?[./]\s?(?P<month>[0-9]{1,2})(?:\s?[./]\s?(?P<year>[0-9]{4}|[0-9]{2})?)?")
_WORDS = re.compile(r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th)?\s?(?:of )?(?P<word>[a-z]+)\.?,?(?: (?P<year>[0-9]{4}))?")
_MONTH_FIRST = re.compile(r"(?P<word>[a-z]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>[0-9]{4}))?")
_SPAN = re.compile(r"(?:za|in) (?P<count>[0-9]{1,3}) (?P<unit>den|dny|dni|day|days|tyden|tydny|tydnu|week|weeks)")


def read_date(text: str, *, today: date) -> Reading[date]:
    """Read a day.

    A day without a year is the next one from today on; a weekday is the next one after today. A
    weekday beside a full date ("pátek 29. ledna") is not compared with it.

    Args:
        text: What was typed: "1.3.", "1. 3. 2027", "1. března", "zítra", "v pondělí", "za 3 dny",
            "2027-03-01", "1 March", "on Monday".
        today: The person's today.

    Returns:
        The day, or "date.none", or "date.impossible" for such as 31. 2.
    """
    cleaned = clean(text)
    words = _bare(fold(cleaned))
    near = _relative(words, today)
    if near is not None:
        return near
    _, _, after_weekday = words.partition(" ")
    without = after_weekday if words.split(" ")[0].rstrip(",") in _WEEKDAY_BY_WORD else words
    for shape in (_ISO, _FIGURES, _WORDS, _MONTH_FIRST):
        found = shape.fullmatch(without)
        month = _month(found) if found else None
        if found and month is not None:
            return _day(found, month, today, cleaned)
    return NotUnderstood(code="date.none", text=cleaned)


def _bare(words: str) -> str:
    """Take prepositions off the beginning; "za" and "in" stay, they belong to a span."""
    found = _LEADING.match(words)
    while found:
        words = words[found.end() :]
        found = _LEADING.match(words)
    return words


def _relative(words: str, today: date) -> Understood[date] | None:
    span = _SPAN.fullmatch(words)
    if words in _DAYS_AHEAD:
        days = _DAYS_AHEAD[words]
    elif words in _WEEKDAY_BY_WORD:
        days = (_WEEKDAY_BY_WORD[words] - today.weekday() - 1) % 7 + 1
    elif span:
        days = int(span["count"]) * (7 if span["unit"].startswith(("t", "w")) else 1)
    else:
        return None
    try:
        return Understood(value=today + timedelta(days=days))
    except OverflowError:
        return None


def _month(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    return int(groups["month"]) if "month" in groups else _MONTH_BY_WORD.get(groups["word"])


def _day(found: re.Match[str], month: int, today: date, text: str) -> Reading[date]:
    day, year = int(found["day"]), found["year"]
    years = range(today.year, today.year + 9) if year is None else (int(year) + (2000 if len(year) == 2 else 0),)
    days = [possible for one in years if (possible := _real_day(one, month, day)) is not None]
    wanted = next((one for one in days if year is not None or one >= today), None)
    return NotUnderstood(code="date.impossible", text=text) if wanted is None else Understood(value=wanted)


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
