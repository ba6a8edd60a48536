from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.parse import parse_blocks
from reports.prose import clean, prose
from tests.page_reader import read_page


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Jeden řádek.", "<p>Jeden řádek.</p>"),
        ("První.\n\nDruhý.\r\nTřetí.", "<p>První.</p><p>Druhý.</p><p>Třetí.</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("• a\n– b\n* c", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("\uf0b7 z Wordu", "<ul><li>z Wordu</li></ul>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("1. a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("1. ledna jsme začali.", "<p>1. ledna jsme začali.</p>"),
        ("1. ledna výstava\n2. ledna beseda", "<p>1. ledna výstava</p><p>2. ledna beseda</p>"),
        ("1. 6. schůzka\n2. 7. schůzka", "<p>1. 6. schůzka</p><p>2. 7. schůzka</p>"),
        ("-5 °C", "<p>-5 °C</p>"),
        ("", ""),
        (None, ""),
    ],
)
def test_lines_become_paragraphs_and_lists(text: str | None, html: str) -> None:
    assert prose(text) == html


def test_messages_of_an_answer_are_joined_by_lines() -> None:
    assert prose(["Kurzy:", "- šití\n- vaření"]) == "<p>Kurzy:</p><ul><li>šití</li><li>vaření</li></ul>"


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("viz https://kamenov.example/a?b=1&c=2.", "https://kamenov.example/a?b=1&c=2"),
        ("(www.kamenov.example)", "https://www.kamenov.example"),
        ("https://cs.example/wiki/Kamenov_(město)", "https://cs.example/wiki/Kamenov_(město)"),
    ],
)
def test_addresses_become_links_without_the_sentence_around_them(text: str, href: str) -> None:
    links = read_page(str(prose(text))).all("a")

    assert [link.attributes["href"] for link in links] == [href]


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "https://", "ftp://a.example"])
def test_nothing_else_becomes_a_link(text: str) -> None:
    assert read_page(str(prose(text))).all("a") == []


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "</data></td>", "{{ 7*7 }}", "=1+1", "&lt;b&gt;", "<!-- x"]
)
def test_markup_that_people_type_stays_letters(text: str) -> None:
    assert read_page(str(prose(text))).text() == text


def test_deep_indents_do_not_nest_without_end() -> None:
    text = "\n".join(" " * depth + "- bod" for depth in range(200))

    assert str(prose(text)).count("<ul>") <= 200
    assert len(parse_blocks(str(prose(text)), "x")) == 1


@given(st.text())
def test_no_letter_is_lost_and_nothing_but_the_subset_is_written(text: str) -> None:
    html = str(prose(text))
    parse_blocks(html, "x")
    shown = [letter for letter in unescape(read_page(html).text()) if letter.isalpha()]

    assert shown == [letter for letter in clean(text) if letter.isalpha()]
