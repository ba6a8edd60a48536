"""How long ago, in words."""

import pytest

from flows.wording.ago import minutes_ago


@pytest.mark.parametrize(
    ("n", "lang", "wanted"),
    [
        (0, "cs", "právě teď"),
        (1, "cs", "před minutou"),
        (2, "cs", "před 2 minutami"),
        (5, "cs", "před 5 minutami"),
        (0, "en", "just now"),
        (1, "en", "a minute ago"),
        (5, "en", "5 minutes ago"),
    ],
)
def test_minutes_are_said_in_words(n: int, lang: str, wanted: str) -> None:
    assert minutes_ago(n, lang).replace("\u00a0", " ") == wanted


def test_what_lies_ahead_is_no_time_ago() -> None:
    with pytest.raises(ValueError, match="lies ahead"):
        minutes_ago(-1)
