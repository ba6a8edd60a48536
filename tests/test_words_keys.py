"""Every key that the code says exists, with the values it gets; and nothing is written that nobody says."""

from fnmatch import fnmatch

import pytest

from bot.conversation.board.status import REST
from bot.words import LANGUAGES, labels, placeholders, sources
from flows.tasks import TaskState
from tests.words_usage import Sources, Use, bot_sources

AWAITED: dict[str, str] = {}
"""Keys written ahead of the code that says them, with who will; one that is said must leave this list."""

USES = tuple(bot_sources().uses())


def catalogue(kind: str, language: str) -> dict[str, str]:
    return sources(language) if kind == "text" else labels(language)


def expanded(use: Use, language: str = "cs") -> list[str]:
    known = catalogue(use.kind, language)
    return [key for pattern in use.keys for key in ([one for one in known if fnmatch(one, pattern)] or [pattern])]


def uses_in(source: str) -> list[Use]:
    return list(Sources({"sample.py": source}).uses())


def data_faults(use: Use, language: str) -> list[str]:
    """Compare what a call passes with what its messages need."""
    if use.given is None:
        return []
    known = catalogue(use.kind, language)
    wanted = {key: placeholders(known[key]) for key in expanded(use, language) if key in known}
    missing = [
        f"{use.where}: {key} needs {sorted(names - use.given)}" for key, names in wanted.items() if names - use.given
    ]
    spare = use.given - frozenset().union(*wanted.values())
    return [*missing, *([f"{use.where}: {sorted(wanted)} take no {sorted(spare)}"] if spare else [])]


def test_the_languages_have_the_same_keys() -> None:
    for kind in ("text", "label"):
        assert catalogue(kind, "cs").keys() == catalogue(kind, "en").keys()


def test_the_languages_ask_for_the_same_values() -> None:
    different = [
        key
        for kind in ("text", "label")
        for key, template in catalogue(kind, "cs").items()
        if placeholders(template) != placeholders(catalogue(kind, "en")[key])
    ]

    assert different == []


def test_no_message_and_label_file_repeats_a_key() -> None:
    assert sources("cs").keys() & labels("cs").keys() <= {"help", "overview", "none_listed", "not_ours", "ask_town",
                                                          "more_data", "not_our_organisation"}  # fmt: skip


def test_every_key_that_is_said_exists() -> None:
    unknown = {f"{use.where}: {key}" for use in USES for key in expanded(use) if key not in catalogue(use.kind, "cs")}

    assert unknown == set()


def test_everything_written_is_said() -> None:
    said = {(use.kind, key) for use in USES for key in expanded(use)}
    written = {(kind, key) for kind in ("text", "label") for key in catalogue(kind, "cs")}

    assert {key for _, key in written - said} == AWAITED.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_call_passes_what_its_message_needs_and_nothing_else(language: str) -> None:
    assert [fault for use in USES for fault in data_faults(use, language)] == []


def test_every_key_can_be_followed_but_those_that_coordinators_are_told() -> None:
    assert {where.rpartition(":")[0] for where in bot_sources().unfollowed()} <= {"bot/intake/carrying_out.py"}


def test_a_key_that_cannot_be_followed_is_seen() -> None:
    assert list(Sources({"sample.py": "w.text(read())\nw.text('a')"}).unfollowed()) == ["sample.py:1"]


def test_every_state_of_a_task_has_its_words() -> None:
    assert {f"state_{state}" for state in TaskState} <= sources("cs").keys()
    assert {f"status_{state}" for state in REST} <= sources("cs").keys()


@pytest.mark.parametrize(
    ("source", "kind", "keys"),
    [
        ("scene.say('opening')", "text", {"opening"}),
        ("scene.tell(plan, 'told', {'name': n})", "text", {"told"}),
        ("def f(words):\n key = 'a' if x else 'b'\n words.label(key)", "label", {"a", "b"}),
        ("KEYS = {'x': 'a'}\ndef f(s, r):\n key = KEYS.get(r) or KEYS.get(r, 'b')\n s.say(key)", "text", {"a", "b"}),
        ("def f(w):\n for v, k in {V.A: 'a', V.B: 'b'}.items():\n  w.label(k)", "label", {"a", "b"}),
        ("def f(w):\n return [w.label(k) for l, k in zip(LS, ('a', 'b'))]", "label", {"a", "b"}),
        ("def f(w, key): w.label(key)\nf(w, 'a')\nf(w, key='b')", "label", {"a", "b"}),
        ("w.text(f'state_{s}')", "text", {"state_*"}),
        ("b = ('allow', button_data(V.A), {'actor': n})", "label", {"allow"}),
    ],
)
def test_keys_are_followed_to_where_they_are_said(source: str, kind: str, keys: set[str]) -> None:
    found = uses_in(source)

    assert {use.kind for use in found} == {kind}
    assert set().union(*(use.keys for use in found)) == keys


def test_a_value_too_few_and_one_too_many_are_seen() -> None:
    few, many = uses_in("s.say('nothing_waits')\ns.say('puzzled', name=n)")

    assert data_faults(few, "cs") == ["sample.py:1: nothing_waits needs ['contact']"]
    assert data_faults(many, "cs") == ["sample.py:2: ['puzzled'] take no ['name']"]


def test_values_of_a_spread_dict_count_as_passed() -> None:
    spread, told = uses_in(
        "def f(s):\n data = {'contact': c}\n s.say('nothing_waits', **data)\n s.tell(p, 'told', {'text': t, **data})"
    )

    assert spread.given == frozenset({"contact"})
    assert told.given == frozenset({"contact", "text"})
