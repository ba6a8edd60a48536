"""Days, dates and times in words (conversation.md, principles 7 and 8)."""

from dataclasses import dataclass
from datetime import date, datetime

from flows.wording.plurals import plural

_HARD_SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekdayForms:
    """A Czech weekday in the forms sentences use.

    Attributes:
        nominative: "středa".
        on: With its preposition: "ve středu".
        until: With its preposition: "do středy".
    """

    nominative: str
    on: str
    until: str


_CZECH_WEEKDAYS = (
    WeekdayForms(nominative="pondělí", on="v pondělí", until="do pondělí"),
    WeekdayForms(nominative="úterý", on="v úterý", until="do úterý"),
    WeekdayForms(nominative="středa", on="ve středu", until="do středy"),
    WeekdayForms(nominative="čtvrtek", on="ve čtvrtek", until="do čtvrtka"),
    WeekdayForms(nominative="pátek", on="v pátek", until="do pátku"),
    WeekdayForms(nominative="sobota", on="v sobotu", until="do soboty"),
    WeekdayForms(nominative="neděle", on="v neděli", until="do neděle"),
)
_CZECH_MONTHS = (
    "ledna", "února", "března", "dubna", "května", "června",
    "července", "srpna", "září", "října", "listopadu", "prosince",
)  # fmt: skip
_ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def weekday_forms(day: date, lang: str) -> WeekdayForms:
    """The day's weekday with its prepositions, joined by hard spaces."""
    if lang == "en":
        name = _ENGLISH_WEEKDAYS[day.weekday()]
        return WeekdayForms(nominative=name, on=_hard(f"on {name}"), until=_hard(f"by {name}"))
    forms = _CZECH_WEEKDAYS[day.weekday()]
    return WeekdayForms(nominative=forms.nominative, on=_hard(forms.on), until=_hard(forms.until))


def date_long(day: date, lang: str, *, today: date) -> str:
    """Say a day: "pátek 29. ledna", with the year when it is not this one; in English "Friday 29 January"."""
    return f"{weekday_forms(day, lang).nominative} {_day_and_month(day, lang, today)}"


def date_in(day: date, lang: str, *, today: date) -> str:
    """Say on which day: "v pátek 29. ledna", "ve středu 3. února 2027"; in English "on Friday 29 January"."""
    return f"{weekday_forms(day, lang).on} {_day_and_month(day, lang, today)}"


def date_until(day: date, lang: str, *, today: date) -> str:
    """Say until which day: "do pátku 29. ledna"; in English "by Friday 29 January"."""
    return f"{weekday_forms(day, lang).until} {_day_and_month(day, lang, today)}"


def in_days(n: int, lang: str) -> str:
    """Say how far a day is: "dnes", "zítra", "za 18 dní"; for the past "včera", "před 3 dny"."""
    if lang == "en":
        return _in_days_english(n)
    near = {0: "dnes", 1: "zítra", -1: "včera"}.get(n)
    if near is not None:
        return near
    return _hard(f"před {-n} dny") if n < 0 else _hard(f"za {n} {plural(n, 'den', 'dny', 'dní')}")


def days_left(n: int, lang: str) -> str:
    """Say how many days are left, the verb agreeing: "zbývá 1 den", "zbývají 2 dny", "zbývá 5 dní".

    Raises:
        ValueError: n is negative; what is over has no days left.
    """
    if n < 0:
        raise ValueError("a day that has passed has no days left")
    if lang == "en":
        return _hard(f"{n} {plural(n, 'day', 'days', 'days', lang=lang)} left")
    verb = plural(n, "zbývá", "zbývají", "zbývá")
    return f"{verb} " + _hard(f"{n} {plural(n, 'den', 'dny', 'dní')}")


def date_numeric(day: date, lang: str) -> str:
    """Say a date in figures, always with the year: "20. 1. 2027"; in English "20 January 2027"."""
    if lang == "en":
        return _hard(f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}")
    return _hard(f"{day.day}. {day.month}. {day.year}")


def time_short(moment: datetime, lang: str) -> str:
    """Say a time of day in the moment's own zone: "9:00"; in English "09:00"."""
    hour = f"{moment.hour:02d}" if lang == "en" else str(moment.hour)
    return f"{hour}:{moment.minute:02d}"


def _day_and_month(day: date, lang: str, today: date) -> str:
    """The day and month joined by a hard space; a break is allowed before the year."""
    year = "" if day.year == today.year else f" {day.year}"
    if lang == "en":
        return _hard(f"{day.day} {_ENGLISH_MONTHS[day.month - 1]}") + year
    return _hard(f"{day.day}. {_CZECH_MONTHS[day.month - 1]}") + year


def _in_days_english(n: int) -> str:
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(n)
    if near is not None:
        return near
    return _hard(f"{-n} days ago") if n < 0 else _hard(f"in {n} days")


def _hard(text: str) -> str:
    return text.replace(" ", _HARD_SPACE)
