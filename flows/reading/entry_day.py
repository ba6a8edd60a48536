"""The day with which a log's entry begins: "13. 7. pracovní skupina…", "13. července, jednání"."""

import re
from datetime import date, timedelta

from flows.reading.dates import read_date
from flows.reading.outcome import Understood

_BEGINNING = re.compile(
    r"\s*(?P<day>\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}\s?[./]\s?\d{1,2}\s?[./]?(?:\s?\d{4})?(?!\s?\d)"
    r"|\d{1,2}\.\s?[^\W\d_]+(?:\s\d{4})?)(?=[\s,;:–—-]|$)"
)
_YEAR = timedelta(days=366)


def entry_day(text: str, *, today: date) -> date | None:
    """Read the day at the beginning of a text; None where it begins with none.

    A day without a year is the latest one that is not after today: an entry tells what has happened.
    """
    found = _BEGINNING.match(text)
    if found is None:
        return None
    reading = read_date(found["day"], today=today - _YEAR + timedelta(days=1))
    if not isinstance(reading, Understood):
        return None
    later = read_date(found["day"], today=today)
    return today if isinstance(later, Understood) and later.value == today else reading.value
