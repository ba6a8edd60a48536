"""Filling in: what is escaped, what is refused, and how a plan puts its own words in."""

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from bot.words import LANGUAGES, full_stop, labels, numbered, sources, words_for
from tests.words_samples import sample


def test_a_typed_text_is_escaped() -> None:
    said = words_for("cs").text("read_back", text="<b>1 & 2</b>")

    assert said == "<blockquote expandable>&lt;b&gt;1 &amp; 2&lt;/b&gt;</blockquote>"


def test_a_message_inside_a_message_keeps_its_markup() -> None:
    words = words_for("cs")
    inner = words.markup("written_so_far", text="<i>")

    assert words.text("question", head="", label="Jak?", note=inner).endswith(
        "Zatím zapsáno: <blockquote expandable>&lt;i&gt;</blockquote>"
    )


def test_a_label_is_plain_text() -> None:
    assert words_for("cs").label("allow", actor="Klub A & B") == "Povolit: Klub A & B"


def test_a_raised_first_letter_does_not_undo_escaping() -> None:
    said = words_for("cs").text("overview", title="A", done=0, total=1, deadline="", lines=[])
    head = words_for("cs").text("sent_already", level="<b>", number="1")

    assert said == "<b>A</b>\nHotovo 0/1"
    assert head.startswith("&lt;b&gt; 1")


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        words_for("cs").text("not_ours_done")


def test_a_missing_message_is_an_error() -> None:
    with pytest.raises(KeyError):
        words_for("cs").text("no_such_message")


def test_an_unknown_language_speaks_czech() -> None:
    assert words_for("de").language == "cs"
    assert words_for("de").text("puzzled") == "Co pomůže?"


def test_numbers_are_grouped_by_the_custom_of_the_language() -> None:
    czech = words_for("cs").text("text_too_long", length=6200, limit=4000)
    english = words_for("en").text("text_too_long", length=6200, limit=4000)

    assert "6\N{NO-BREAK SPACE}200 znaků" in czech
    assert "6,200 characters" in english


@pytest.mark.parametrize(
    ("text", "ended"), [("Klub Kotva, z. s.", "Klub Kotva, z. s."), ("splněno", "splněno."), ("a…", "a…")]
)
def test_a_full_stop_stands_once(text: str, ended: str) -> None:
    assert full_stop(text) == ended


def test_what_has_no_number_is_named_alone() -> None:
    assert numbered("aktivita", "2.2.7") == "aktivita 2.2.7"
    assert numbered("organizace", "") == "organizace"


def test_a_plan_says_a_message_in_its_own_words_and_the_others_as_they_are() -> None:
    own = words_for("cs", (("ask_town_sent", "Dotaz jde na odbor prevence."),))

    assert own.text("ask_town_sent") == "Dotaz jde na odbor prevence."
    assert own.text("puzzled") == words_for("cs").text("puzzled")
    assert words_for("cs").text("ask_town_sent") == "Dotaz je odeslaný, odpověď přijde sem."


def test_the_same_words_are_made_once() -> None:
    own = (("puzzled", "Poradíme?"),)

    assert words_for("cs", own) is words_for("cs", (("puzzled", "Poradíme?"),))
    assert words_for("cs", own) is not words_for("cs")


def test_a_plans_own_message_is_escaped_too() -> None:
    own = words_for("cs", (("explanation", "Rada: {{ hint }}"),))

    assert own.text("explanation", hint="<b>") == "Rada: &lt;b&gt;"


def test_a_plans_own_message_reaches_nothing_but_its_values() -> None:
    own = words_for("cs", (("explanation", "{{ hint.__class__.__mro__ }}"),))

    with pytest.raises(SecurityError):
        own.text("explanation", hint="a")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_fills_in_with_strange_values(language: str) -> None:
    words = words_for(language)
    strange = {
        name: "\N{PARTY POPPER}<>&{{ x }}\n" for name, value in sample(language).items() if isinstance(value, str)
    }

    for key in sources(language):
        data = {
            **sample(language, key),
            **{k: v for k, v in strange.items() if not isinstance(sample(language, key)[k], Markup)},
        }
        assert "<>" not in words.text(key, **data)
    for key in labels(language):
        assert words.label(key, **sample(language, key))


def test_a_phrase_that_goes_into_a_message_is_escaped_once() -> None:
    words = words_for("en")
    phrase = words.within("estimated", value="the organisation's own")
    said = words.text("collected_done", text=phrase)
    assert "organisation's own" in phrase
    assert said.count("&") == said.count("&#39;") == 1
