"""Public holidays are the library's, without its memory."""

import subprocess
import sys
from pathlib import Path

import holidays
import pytest

from flows.public_holidays import is_country_known, public_holidays

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("country", ["CZ", "SK", "PL", "DE", "GB", "GG", "TN"])
def test_holidays_are_those_of_the_library(country: str) -> None:
    for year in (2019, 2026, 2031):
        assert public_holidays(country, year) == frozenset(holidays.country_holidays(country, years=year))


def test_the_countries_known_are_those_of_the_library() -> None:
    known = holidays.list_supported_countries(include_aliases=False)

    assert {country for country in known if is_country_known(country)} == set(known)
    assert not is_country_known("XX")
    assert not is_country_known("CZE")


def test_asking_for_one_country_loads_no_other() -> None:
    script = (
        "import sys; from datetime import date; from flows.public_holidays import is_country_known, public_holidays;"
        "assert is_country_known('CZ') and date(2026, 7, 6) in public_holidays('CZ', 2026);"
        "print([name for name in sys.modules if name.startswith('holidays.countries')])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True)

    assert done.stdout.strip() == "[]"
