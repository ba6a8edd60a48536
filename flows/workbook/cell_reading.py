"""Reading one cell as what its column holds; what cannot be read is a value that says why."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from flows.moments import read_moment
from flows.plan_faults import quoted
from flows.plan_part import KEY_PATTERN
from flows.reading.dates import read_date
from flows.reading.folding import fold
from flows.reading.outcome import Understood
from flows.workbook.choice_words import all_words, code_of
from flows.workbook.grid import Cell
from flows.workbook.shape import Language, Words

Read = TypeVar("Read")
_ZERO_DAY = date(1899, 12, 30)
"""Day 0 of spreadsheets."""
_FIRST_SERIAL, _LAST_SERIAL = 30_000, 120_000
"""Bare numbers between 1982 and 2228 are days that lost their format."""
_NO_TODAY = date(2000, 1, 1)
_MIDNIGHT = datetime.combine(_NO_TODAY, time())
_WITH_YEAR = re.compile(r"[0-9]{4}|[./][ ]?[0-9]{1,2}[./][ ]?[0-9]{2}$")
_DAY_AND_TIME = re.compile(r"(?P<day>.+?)[ T,]+(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?::[0-9]{2})?")
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?")
_LONGEST_KEY = 64
NEW = frozenset({"nova", "novy", "nove", "new"})
"""What a person may write instead of a key: a row that is new, whatever it looks like."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """Why a cell cannot be read: code and data of the fault."""

    code: str
    data: Mapping[str, str] = field(default_factory=dict)


def text_of(cell: Cell) -> str:
    """Read a cell as the text that a person sees in it, without blanks at the ends of lines; "" = nothing."""
    match cell.value:
        case None:
            return ""
        case bool():
            return "ano" if cell.value else "ne"
        case int() | float():
            return _figure(cell.value, cell.shape)
        case datetime() if cell.value.time() != time():
            return f"{_day(cell.value)} {cell.value:%H:%M}"
        case date():
            return _day(cell.value)
        case time():
            return f"{cell.value:%H:%M}"
        case str():
            plain = cell.value.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
            return "\n".join(line.rstrip() for line in plain.split("\n")).strip("\n").rstrip()


def line_of(cell: Cell) -> str:
    """Read a cell as one line: what was broken for its looks is joined."""
    return " ".join(text_of(cell).split())


def lines_of(cell: Cell) -> list[str]:
    """Read a cell as a list: one each line; where it has one line only, parted by semicolons."""
    raw = text_of(cell)
    several = isinstance(cell.value, str) and "\n" in cell.value
    return [each.strip() for each in (raw.split("\n") if several else raw.split(";")) if each.strip()]


def key_of(cell: Cell) -> str | Trouble:
    """Read a key; it may have been written as a number. "" = the row is said to be a new one."""
    text = line_of(cell)
    if fold(text) in NEW:
        return ""
    if re.search(KEY_PATTERN, text) and len(text) <= _LONGEST_KEY:
        return text
    return Trouble(code="plan.bad_key", data={"value": quoted(text)})


def number_of(cell: Cell) -> str | Trouble:
    """Read the number of an item; one that the spreadsheet turned into a date is told with what it probably was."""
    match cell.value:
        case datetime() | date():
            data = {"shown": _day(cell.value), "probably": undated(cell.value, cell.shape)}
            return Trouble(code="workbook.number_is_date", data=data)
        case time():
            return Trouble(code="workbook.number_is_time", data={"shown": f"{cell.value:%H:%M}"})
        case float() | int():
            return f"{cell.value:g}" if isinstance(cell.value, float) else str(cell.value)
        case _:
            return line_of(cell)


def undated(day: date, shape: str) -> str:
    """Guess what was typed where a spreadsheet made a date: "1.2" is shown without a year, "1.2.3" with one."""
    pattern = re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", shape.lower())
    return f"{day.day}.{day.month}.{day.year % 100}" if "y" in pattern else f"{day.day}.{day.month}"


def whole_of(cell: Cell) -> int | Trouble:
    """Read a whole number; a number kept as text counts too."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
        return int(value)
    text = line_of(cell).replace("−", "-").replace(" ", "")
    if re.fullmatch(r"[+-]?[0-9]{1,9}(?:[.,]0+)?", text):
        return int(re.split("[.,]", text)[0])
    return Trouble(code="workbook.whole_expected", data={"value": quoted(line_of(cell))})


def day_of(cell: Cell) -> date | Trouble:
    """Read a day: a date, the number of a day, or a day in words with its year."""
    read = _moment(cell)
    return read.date() if isinstance(read, datetime) else read


def moment_of(cell: Cell) -> date | str | Trouble:
    """Read a day, a day with a time, or a moment in the plan's own words ("31. ledna", "-14d")."""
    read = _moment(cell)
    text = line_of(cell)
    return text if isinstance(read, Trouble) and isinstance(cell.value, str) and read_moment(text) else read


def _moment(cell: Cell) -> date | Trouble:
    value = cell.value
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.replace(tzinfo=None)
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_serial(value)
    text = line_of(cell)
    found = _DAY_AND_TIME.fullmatch(text)
    day = _typed_day(found["day"] if found else text)
    if found is None or isinstance(day, Trouble):
        return day
    at = _clock(found["hour"], found["minute"])
    return day if at is None else datetime.combine(day, at)


def time_of(cell: Cell) -> time | Trouble:
    """Read a time of day."""
    match cell.value:
        case time():
            return cell.value
        case datetime():
            return cell.value.time()
        case float() if 0 <= cell.value < 1:
            return (_MIDNIGHT + timedelta(seconds=round(cell.value * 86_400))).time()
        case int() if 0 <= cell.value < 24 and not isinstance(cell.value, bool):
            return time(cell.value)
    found = _TIME.fullmatch(line_of(cell))
    at = _clock(found["hour"], found["minute"], found["second"] or "0") if found else None
    return at or Trouble(code="workbook.time_expected", data={"value": quoted(line_of(cell))})


def choice_of(cell: Cell, words: Words, language: Language) -> str | Trouble:
    """Read one of a few fixed values by any of its words."""
    return _chosen(line_of(cell), words, language)


def choices_of(cell: Cell, words: Words, language: Language) -> list[str] | Trouble:
    """Read several of a few fixed values."""
    read = [_chosen(each, words, language) for said in lines_of(cell) for each in said.split(",") if each.strip()]
    return next((each for each in read if isinstance(each, Trouble)), None) or [str(each) for each in read]


def truth_of(cell: Cell, words: Words, language: Language) -> bool | Trouble:
    """Read yes or no."""
    if isinstance(cell.value, bool):
        return cell.value
    read = _chosen(line_of(cell), words, language)
    return read if isinstance(read, Trouble) else read == "true"


def _chosen(said: str, words: Words, language: Language) -> str | Trouble:
    code = code_of(words, said)
    if code is not None:
        return code
    expected = ", ".join(all_words(words, language))
    return Trouble(code="workbook.bad_choice", data={"value": quoted(said), "expected": expected})


def _figure(value: float, shape: str) -> str:
    """Write a number as a Czech reader sees it: a decimal comma, a share in per cent."""
    percent = "%" in shape
    number = round(value * 100, 6) if percent else value
    figures = str(int(number)) if number == int(number) else repr(number).replace(".", ",")
    return f"{figures} %" if percent else figures


def _day(day: date) -> str:
    return f"{day.day}. {day.month}. {day.year}"


def _from_serial(value: float) -> date | Trouble:
    if not _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return Trouble(code="workbook.day_expected", data={"value": _figure(value, "")})
    day = _ZERO_DAY + timedelta(days=int(value))
    seconds = round((value - int(value)) * 86_400)
    return datetime.combine(day, time()) + timedelta(seconds=seconds) if seconds else day


def _typed_day(text: str) -> date | Trouble:
    """A day without a year would be a guess."""
    read = read_date(text, today=_NO_TODAY)
    if isinstance(read, Understood) and _WITH_YEAR.search(text):
        return read.value
    return Trouble(code="workbook.day_expected", data={"value": quoted(text)})


def _clock(hour: str, minute: str, second: str = "0") -> time | None:
    try:
        return time(int(hour), int(minute), int(second))
    except ValueError:
        return None
