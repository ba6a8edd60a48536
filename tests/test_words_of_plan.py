"""A plan's own messages are checked when the plan is read."""

import pytest

from bot.own_words import override_faults
from bot.words import LANGUAGES, sources
from flows.faults import Fault


def test_faults_of_own_messages_come_all_at_once_with_their_places() -> None:
    texts = {
        "cs": {"puzzled": "Poradíme?", "no_such": "x", "explanation": "{{ hint", "not_ours_done": "{{ telephone }}"},
        "de": {"puzzled": "Was hilft?"},
    }

    found = override_faults(texts)

    assert [(fault.code, fault.where) for fault in found] == [
        ("plan.text_key", "texts.cs.no_such"),
        ("plan.text_syntax", "texts.cs.explanation"),
        ("plan.text_value", "texts.cs.not_ours_done"),
        ("plan.text_language", "texts.de.puzzled"),
    ]
    assert found[2] == Fault(code="plan.text_value", where="texts.cs.not_ours_done", data={"values": "telephone"})


BROKEN = ("{{ hint|shout }}", "{% if hint %}", "{% include 'x' %}", "{{ hint.upper() }}")
ENDLESS = (
    *("{{ hint * 999999999 }}", "{{ 9 ** 9 ** 9 }}", "{{ hint|center(999999999) }}", "{{ '%0999999999d'|format(1) }}"),
    "{% for a in hint %}{% for b in hint %}{{ a }}{{ b }}{% endfor %}{% endfor %}",
    "{% for a in hint %}{% else %}{% for b in hint %}{% endfor %}{% endfor %}",
    "{% for a in hint recursive %}{{ a }}{% endfor %}",
    "{% set a = hint ~ hint %}{% set a = a ~ a %}{{ a }}",
)
"""Messages that would fill the memory or take for ever once somebody wrote a long hint."""
OPEN = (
    *("{{ hint|safe }}", "{% autoescape false %}{{ hint }}{% endautoescape %}", "{{ hint|attr('x') }}"),
    *(
        "{{ ''['x'] }}",
        "{% macro a() %}{% endmacro %}",
        "{% block a %}{% endblock %}",
        "{% filter upper %}{% endfilter %}",
    ),
)
"""Messages that would take the escaping off, or look behind the values."""


@pytest.mark.parametrize("broken", [*BROKEN, *ENDLESS, *OPEN])
def test_an_own_message_that_would_break_in_a_conversation_is_a_fault(broken: str) -> None:
    assert [fault.code for fault in override_faults({"cs": {"explanation": broken}})] == ["plan.text_syntax"]


def test_the_built_in_messages_pass_as_a_plans_own() -> None:
    assert override_faults({language: sources(language) for language in LANGUAGES}) == ()


@pytest.mark.parametrize(
    "text", ["<u>a</u>", "<b>a", "a</b>", "<b><i>a</b></i>", '<b class="x">a</b>', "<blockquote>a</blockquote>"]
)
def test_markup_that_the_channel_does_not_take_is_a_fault(text: str) -> None:
    assert [fault.code for fault in override_faults({"cs": {"puzzled": text}})] == ["plan.text_markup"]


def test_allowed_markup_and_conditions_pass() -> None:
    own = "<b>{{ actor }}</b>{% if actor %} <blockquote expandable>{{ plan_genitive|upper }}</blockquote>{% endif %}"

    assert override_faults({"cs": {"information": own}}) == ()


def test_an_own_message_asks_for_no_part_of_a_value_that_the_built_in_one_does_not_ask_for() -> None:
    found = override_faults({"cs": {"explanation": "{{ hint.__class__ }}"}})

    assert found == (Fault(code="plan.text_value", where="texts.cs.explanation", data={"values": ".__class__"}),)
