import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.botapi.entities import parse_text, utf16_length
from bot.sandbox.botapi.keyboards import checked_markup
from bot.sandbox.botapi.markup import as_html
from bot.sandbox.botapi.wire import ApiError

SOURCES = [
    "<b>Kdo</b> odpovídá",
    "<b>Kdo <i>a</i></b> kdy",
    "🙂 <u>x</u> <s>y</s> <tg-spoiler>z</tg-spoiler>",
    "<code>a &lt; b</code>",
    "<blockquote>loňský popis</blockquote>",
    "<blockquote expandable>loňský <b>popis</b></blockquote>",
    '<a href="https://kamenov.example/?a=1&amp;b=2">odkaz</a>',
    '<a href="tg://user?id=5000000001">Petra</a>',
]


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_parsed_is_written_back_the_same(source: str) -> None:
    assert as_html(*parse_text(source, parse_mode="HTML")) == source


def test_other_spellings_of_a_tag_mean_the_same() -> None:
    source = '<strong>a</strong><em>b</em><ins>c</ins><del>d</del><span class="tg-spoiler">e</span>'
    written = as_html(*parse_text(source, parse_mode="html"))
    assert written == "<b>a</b><i>b</i><u>c</u><s>d</s><tg-spoiler>e</tg-spoiler>"


def test_a_code_block_keeps_its_language() -> None:
    _, entities = parse_text('<pre><code class="language-sql">x</code></pre>', parse_mode="HTML")
    assert entities == [{"type": "pre", "offset": 0, "length": 1, "language": "sql"}]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a <p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("ž <br/>", 'Unsupported start tag "br" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("<3 > x", 'Unsupported start tag "3" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<blockquote open>x</blockquote>", "Expected equal sign in declaration of an attribute"),
    ],
)
def test_wrong_markup_says_what_and_where(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_text(source, parse_mode="HTML")
    assert refusal.value.description.startswith(f"Bad Request: can't parse entities: {reason}")


def test_only_four_named_references_are_known() -> None:
    text, _ = parse_text("&lt;&gt;&amp;&quot;&nbsp;&#382;&#x17e;", parse_mode="HTML")
    assert text == '<>&"&nbsp;žž'


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        parse_text("x", parse_mode="MarkdownV2")


@given(st.text())
def test_escaped_text_comes_through_unchanged_but_for_trimming(text: str) -> None:
    plain, _ = parse_text(text, parse_mode="")
    assert parse_text(as_html(text, []), parse_mode="HTML") == (plain, [])


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1), st.text(alphabet="🙂ž ", max_size=5))
def test_offsets_count_utf16_units(bold: str, before: str) -> None:
    text, [entity] = parse_text(f"x{before}<b>{as_html(bold, [])}</b>", parse_mode="HTML")
    assert (entity["offset"], entity["length"]) == (1 + utf16_length(before), utf16_length(bold))
    assert text == f"x{before}{bold}"


def test_an_inline_keyboard_without_buttons_is_none() -> None:
    assert checked_markup({"inline_keyboard": [[]]}) is None


@pytest.mark.parametrize(
    "markup",
    [
        {"inline_keyboard": "x"},
        {"inline_keyboard": [["x"]]},
        {"inline_keyboard": [[{"text": "a", "url": "javascript:1"}]]},
        {"inline_keyboard": [[{"text": "a", "url": "https://a.example", "callback_data": "x"}]]},
        {"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]},
        {"keyboard": [[{"text": ""}]]},
        {"buttons": []},
    ],
)
def test_a_malformed_keyboard_is_refused(markup: dict[str, object]) -> None:
    with pytest.raises(ApiError) as refusal:
        checked_markup(markup)
    assert refusal.value.code == 400
