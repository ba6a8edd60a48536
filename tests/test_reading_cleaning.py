"""The first thing done to every typed text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.cleaning import clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\uf0b7 první\r\n\uf0a7 druhý\r", "• první\n• druhý"),
        ("c\u030cerven", "červen"),
        ("\uf0d8 první \uf0e0 druhý \uf0fc", "• první → druhý ✓"),
        ("a\ue123b\uf8ff", "ab"),
        ("a\x00b\x07c\td", "abc\td"),
        ("a\ud800b\ufffec", "abc"),
        ("a\u202eb\u2066c", "abc"),
        ("první   \ndruhý \t\n", "první\ndruhý"),
    ],
)
def test_each_rule_of_cleaning(typed: str, kept: str) -> None:
    assert clean(typed) == kept


ANY = st.text(st.characters(exclude_categories=())) | st.text(alphabet="a\r\n\t \u030c\uf0b7\ud800\u202e\u2028\x00\x0b")


@given(ANY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY)
def test_a_cleaned_text_can_be_stored_and_is_composed(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(ord(letter) < 32 for letter in cleaned if letter not in "\n\t")
