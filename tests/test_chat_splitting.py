import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from bot.conversation.splitting import split, visible_length

WORDS = st.text(alphabet="ab c.\n&<>ž", max_size=600)


@given(WORDS, st.integers(min_value=20, max_value=200))
def test_no_part_is_longer_than_the_limit(text: str, limit: int) -> None:
    parts = split(f"<b>{escape(text)}</b>", limit)
    assert all(visible_length(part) <= limit for part in parts)


@given(WORDS, st.integers(min_value=20, max_value=200))
def test_nothing_but_blanks_is_lost(text: str, limit: int) -> None:
    parts = split(f"<b>{escape(text)}</b>", limit)
    shown = "".join(unescape(re.sub("<[^>]+>", "", part)) for part in parts)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)


@given(WORDS)
def test_markup_is_closed_in_every_part(text: str) -> None:
    parts = split(f"<blockquote expandable>{escape(text)}</blockquote>", 50)
    assert all(part.count("<blockquote expandable>") == part.count("</blockquote>") for part in parts)


def test_a_text_is_cut_between_paragraphs() -> None:
    assert split("První odstavec.\n\nDruhý odstavec.", 20) == ("První odstavec.", "Druhý odstavec.")
