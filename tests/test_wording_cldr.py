"""Our own words for numbers and days say what Unicode's data say: Babel knows them all, but holds 4 MB for that."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from flows.wording.days import day_month, weekday
from flows.wording.numbers import NO_BREAK, number
from flows.wording.plurals import plural

LOCALES = {"cs": Locale("cs"), "en": Locale("en", "GB")}
MOST = 10**18
"""Babel fails with numbers of 28 digits."""
NUMBERS = st.integers(-MOST, MOST) | st.integers(-120, 120) | st.decimals(-MOST, MOST, places=3)
FORMS = {"cs": ("one", "few", "other", "many"), "en": ("one", "other", "other", "other")}
"""Names of the forms of a word as Unicode has them: for 1, for 2 to 4, from 5, for fractions."""


@given(NUMBERS)
@example(Decimal("1.0"))
@example(Decimal(-1))
@example(Decimal("2E+1"))
@pytest.mark.parametrize("lang", ["cs", "en"])
def test_the_form_of_a_word_agrees_with_its_number_as_unicode_says(lang: str, n: Decimal | int) -> None:
    assert plural(n, *FORMS[lang], lang=lang) == LOCALES[lang].plural_form(n)


@given(NUMBERS, st.integers(0, 4))
@example(Decimal("-0.004"), 2)
@example(Decimal("0.125"), 2)
@example(Decimal("999.995"), 2)
@pytest.mark.parametrize("lang", ["cs", "en"])
def test_a_number_is_written_as_unicode_says(lang: str, n: Decimal | int, places: int) -> None:
    pattern = "#,##0" + ("." + "0" * places if places else "")
    assert number(n, lang, places=places) == format_decimal(n, format=pattern, locale=LOCALES[lang])


@pytest.mark.parametrize("lang", ["cs", "en"])
def test_days_and_months_have_the_names_that_unicode_gives_them(lang: str) -> None:
    pattern = "d. MMMM y" if lang == "cs" else "d MMMM y"
    for day in (date(2027, 1, 1) + timedelta(days=31 * month // 2) for month in range(24)):
        expected = format_date(day, pattern, locale=LOCALES[lang])
        assert day_month(day, lang).replace(NO_BREAK, " ") == expected
        assert weekday(day, lang) == format_date(day, "EEEE", locale=LOCALES[lang])
