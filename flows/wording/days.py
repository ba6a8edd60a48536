"""Days and the time left, in words that fit into a sentence."""

from datetime import date, time

from flows.wording.numbers import NO_BREAK, number
from flows.wording.plurals import plural

_NOMINATIVE = ("pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle")
_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ON = ("v pondělí", "v úterý", "ve středu", "ve čtvrtek", "v pátek", "v sobotu", "v neděli")
_GENITIVE = ("pondělí", "úterý", "středy", "čtvrtka", "pátku", "soboty", "neděle")
_MONTHS = (
    *("ledna", "února", "března", "dubna", "května", "června"),
    *("července", "srpna", "září", "října", "listopadu", "prosince"),
)
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def weekday(day: date, lang: str = "cs") -> str:
    """Name the day of the week: ``středa``, ``Wednesday``."""
    return (_NOMINATIVE if lang == "cs" else _ENGLISH)[day.weekday()]


def on_weekday(day: date, lang: str = "cs") -> str:
    """Say on which day of the week: ``ve středu``, ``on Wednesday``."""
    return _ON[day.weekday()].replace(" ", NO_BREAK) if lang == "cs" else f"on{NO_BREAK}{weekday(day, lang)}"


def until_weekday(day: date, lang: str = "cs") -> str:
    """Say until which day of the week: ``do středy``, ``by Wednesday``."""
    return f"do{NO_BREAK}{_GENITIVE[day.weekday()]}" if lang == "cs" else f"by{NO_BREAK}{weekday(day, lang)}"


def day_month(day: date, lang: str = "cs", today: date | None = None) -> str:
    """Write day and month, ``29. ledna``; with the year when it is another than today's, or when today is not given."""
    month = (_MONTHS if lang == "cs" else _ENGLISH_MONTHS)[day.month - 1]
    text = f"{day.day}{'.' if lang == 'cs' else ''}{NO_BREAK}{month}"
    return text if today is not None and today.year == day.year else f"{text} {day.year}"


def date_long(day: date, lang: str = "cs", today: date | None = None) -> str:
    """Write weekday, day and month, ``pátek 29. ledna``; the year as in `day_month`."""
    return f"{weekday(day, lang)} {day_month(day, lang, today)}"


def on_date(day: date, lang: str = "cs", today: date | None = None) -> str:
    """Say on which day: ``v pátek 29. ledna``, ``on Friday 29 January``."""
    return f"{on_weekday(day, lang)} {day_month(day, lang, today)}"


def until_date(day: date, lang: str = "cs", today: date | None = None) -> str:
    """Say until which day: ``do pátku 29. ledna``, ``by Friday 29 January``."""
    return f"{until_weekday(day, lang)} {day_month(day, lang, today)}"


def date_numeric(day: date, lang: str = "cs") -> str:
    """Write the date in figures: ``20. 1. 2027``, ``20/01/2027``."""
    if lang == "cs":
        return f"{day.day}.{NO_BREAK}{day.month}.{NO_BREAK}{day.year}"
    return f"{day:%d/%m/}{day.year}"


def time_short(moment: time) -> str:
    """Write hours and minutes: ``9:00``, ``17:42``."""
    return f"{moment.hour}:{moment.minute:02}"


def in_days(n: int, lang: str = "cs") -> str:
    """Say how far ahead a day is: ``dnes``, ``zítra``, ``za 18 dní``; behind: ``včera``, ``před 3 dny``."""
    near = {-1: ("včera", "yesterday"), 0: ("dnes", "today"), 1: ("zítra", "tomorrow")}
    if n in near:
        return near[n][0 if lang == "cs" else 1]
    count = number(abs(n), lang)
    if lang != "cs":
        return f"in {count}{NO_BREAK}days" if n > 0 else f"{count}{NO_BREAK}days ago"
    days = plural(n, "den", "dny", "dní") if n > 0 else "dny"
    return f"{'za' if n > 0 else 'před'} {count}{NO_BREAK}{days}"


def days_left(n: int, lang: str = "cs") -> str:
    """Say how many days are left: ``zbývá 1 den``, ``zbývají 2 dny``, ``zbývá 5 dní``.

    Raises:
        ValueError: If n is negative; a passed deadline has other words.
    """
    if n < 0:
        raise ValueError(f"{n} days cannot be left")
    count = number(n, lang)
    if lang != "cs":
        return f"{count}{NO_BREAK}{plural(n, 'day', 'days', 'days', lang=lang)} left"
    return f"{plural(n, 'zbývá', 'zbývají', 'zbývá')} {count}{NO_BREAK}{plural(n, 'den', 'dny', 'dní')}"
