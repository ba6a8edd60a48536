"""Periods by name: "2026", "2026-H1", "2026-Q3", "2026-07"; their days, their printed names and what comes after."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_MONTHS = (
    ("leden", "January"),
    ("únor", "February"),
    ("březen", "March"),
    ("duben", "April"),
    ("květen", "May"),
    ("červen", "June"),
    ("červenec", "July"),
    ("srpen", "August"),
    ("září", "September"),
    ("říjen", "October"),
    ("listopad", "November"),
    ("prosinec", "December"),
)
_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<half>H[12])|(?P<quarter>Q[1-4])|(?P<month>0[1-9]|1[0-2])))?")


class Every(StrEnum):
    """How long a period is, and how often a round comes back."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    MONTH = "month"


MONTHS = {Every.YEAR: 12, Every.HALF_YEAR: 6, Every.QUARTER: 3, Every.MONTH: 1}


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedPeriod:
    """The n-th period of its kind in a year, counted from 1."""

    every: Every
    year: int
    number: int = 1

    @property
    def from_on(self) -> date:
        """First day."""
        return date(self.year, (self.number - 1) * MONTHS[self.every] + 1, 1)

    @property
    def to_on(self) -> date:
        """Last day."""
        month = self.number * MONTHS[self.every]
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def name(self) -> str:
        """As a plan writes it; fits into a key."""
        match self.every:
            case Every.YEAR:
                return f"{self.year}"
            case Every.HALF_YEAR:
                return f"{self.year}-H{self.number}"
            case Every.QUARTER:
                return f"{self.year}-Q{self.number}"
            case Every.MONTH:
                return f"{self.year}-{self.number:02}"

    def label(self, language: str) -> str:
        """As printed: "2026", "1. pololetí 2026", "July 2026"."""
        czech = language == "cs"
        match self.every:
            case Every.YEAR:
                return f"{self.year}"
            case Every.HALF_YEAR:
                return f"{self.number}. pololetí {self.year}" if czech else f"half {self.number} of {self.year}"
            case Every.QUARTER:
                return f"{self.number}. čtvrtletí {self.year}" if czech else f"quarter {self.number} of {self.year}"
            case Every.MONTH:
                return f"{_MONTHS[self.number - 1][0 if czech else 1]} {self.year}"

    def later(self, count: int) -> "NamedPeriod":
        """Give the period so many turns later."""
        turns = 12 // MONTHS[self.every]
        year, place = divmod(self.year * turns + self.number - 1 + count, turns)
        return NamedPeriod(every=self.every, year=year, number=place + 1)


def read_period(text: str) -> NamedPeriod | None:
    """Read a period's name; None where it is none."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None or not int(found["year"]):
        return None
    year = int(found["year"])
    if found["half"]:
        return NamedPeriod(every=Every.HALF_YEAR, year=year, number=int(found["half"][1]))
    if found["quarter"]:
        return NamedPeriod(every=Every.QUARTER, year=year, number=int(found["quarter"][1]))
    if found["month"]:
        return NamedPeriod(every=Every.MONTH, year=year, number=int(found["month"]))
    return NamedPeriod(every=Every.YEAR, year=year)
