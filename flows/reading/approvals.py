"""Reading who decided about a report, when, and the number of the resolution."""

import re
from dataclasses import dataclass
from datetime import date

from flows.reading.cleaning import clean
from flows.reading.dates import read_date
from flows.reading.outcome import NotUnderstood, Understood

_RESOLUTION = re.compile(
    r"(?:usnesen\w+|resolution)\s*(?:č(?:íslo|\.)?|no\.?|number)?[\s:]*(?P<number>.*\d.*)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:č\.|no\.)?\s*(?P<number>[\w./–-]*\d[\w./–-]*)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadApproval:
    """Who decided, when, and the number of the resolution ("" = none was named)."""

    body: str
    on: date
    resolution: str = ""


def read_approval(text: str, *, today: date) -> ReadApproval | NotUnderstood:
    """Read "15. 2. 2027, rada města, usnesení 112/2027", its parts in any order.

    Args:
        text: What was typed; commas or lines part it.
        today: The person's today: a day without a year is the last one up to it.

    Returns:
        The approval; or "approval.day", "approval.ahead" for a day that is still to come, or "approval.body".
    """
    parts = [part.strip(" .;") for part in re.split(r"[,\n;]", clean(text)) if part.strip(" .;")]
    days = [(part, read) for part in parts if isinstance(read := read_date(part, today=today), Understood)]
    if not days:
        return NotUnderstood(code="approval.day", text=text)
    said, read = days[0]
    on = _past(read.value, said, today)
    if on > today:
        return NotUnderstood(code="approval.ahead", text=said)
    others = [part for part in parts if part != said]
    numbers = {part: found["number"].strip() for part in others if (found := _number(part))}
    bodies = [part for part in others if part not in numbers]
    if not bodies:
        return NotUnderstood(code="approval.body", text=text)
    return ReadApproval(body=", ".join(bodies), on=on, resolution=next(iter(numbers.values()), ""))


def resolution_number(text: str) -> str:
    """Give the number alone: "usnesení č. 112/2027" is "112/2027"; what names no resolution stays as it is."""
    found = _RESOLUTION.fullmatch(text.strip())
    return found["number"].strip() if found else text


def _number(part: str) -> re.Match[str] | None:
    return _RESOLUTION.fullmatch(part) or _NUMBER.fullmatch(part)


def _past(day: date, said: str, today: date) -> date:
    """Take the year before where no year was said and the day would be ahead."""
    if day <= today or re.search(r"\d{4}", said) or (day.month, day.day) == (2, 29):
        return day
    return day.replace(year=day.year - 1)
