"""Years in a text taken over from last time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.years import years_in


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("V roce 2025 a 2026.", (2025, 2026)),
        ("v letech 2025–2029", (2025, 2029)),
        ("školní rok 2025/2026", (2025, 2026)),
        ("k 31. 12. 2025 i 31.12.2024", (2025, 2024)),
        ("2025, 2025", (2025, 2025)),
        ("2000 Kč, 2026 osob a 2 026 dětí", ()),
        ("rok 2019 281 000 Kč", (2019,)),
        ("1536/ZM1418/2024, 12025, 20255, 2025a", ()),
        ("", ()),
    ],
)
def test_years_are_found_and_amounts_are_not(text: str, wanted: tuple[int, ...]) -> None:
    assert years_in(text) == wanted


@given(st.text() | st.text(alphabet="0129 –/.Kč"))
def test_any_text_gives_years_of_two_centuries(text: str) -> None:
    assert all(1900 <= year <= 2099 for year in years_in(text))
