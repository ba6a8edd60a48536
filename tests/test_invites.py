"""Whom a round asks, until when a link is good, and what the letter says."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.forms import known_forms
from bot.invite_bot_name import clean_name
from bot.invites import expiry, find_actor, invite_link, invited, last_day, next_round, signature, write_letter
from flows.plan import Actor, Plan
from flows.plan_reading import read_plan
from storage.ids import random_token
from tests.cli_world import BEFORE_OPENING, KAMENOV
from tests.storage_world import a_round, item
from tests.storage_world import plan as small_plan

START = re.compile(r"[A-Za-z0-9_-]{1,64}")


def kamenov() -> Plan:
    plan = read_plan(KAMENOV, forms=known_forms())
    assert isinstance(plan, Plan)
    return plan


def letter(plan: Plan, actor: Actor) -> str:
    round_ = plan.rounds[-1]
    expires_at = expiry(plan, round_, days=None, now=BEFORE_OPENING)
    assert expires_at is not None
    made = write_letter(plan, round_, actor, link="https://t.me/x?start=y", expires_at=expires_at)
    assert made is not None
    return made.text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("now", "key"),
    [
        ("2026-01-01T00:00+00:00", "r2025"),
        ("2026-01-31T22:59+00:00", "r2025"),
        ("2026-01-31T23:00+00:00", "r2026"),
        ("2027-01-31T22:59+00:00", "r2026"),
        ("2027-01-31T23:00+00:00", None),
    ],
)
def test_the_round_is_the_open_one_or_the_next(now: str, key: str | None) -> None:
    found = next_round(small_plan(), datetime.fromisoformat(now))

    assert (found.key if found else None) == key


def test_a_link_is_good_until_two_days_after_the_round_closes() -> None:
    plan = small_plan()
    expires_at = expiry(plan, plan.rounds[-1], days=None, now=BEFORE_OPENING)

    assert expires_at == datetime(2027, 2, 2, 23, tzinfo=UTC)
    assert last_day(expires_at, plan) == date(2027, 2, 2)


@pytest.mark.parametrize(
    ("now", "days", "expected"),
    [
        ("2027-03-27T12:00+00:00", 1, "2027-03-28T22:00+00:00"),  # a day of 23 hours
        ("2027-10-30T12:00+00:00", 1, "2027-10-31T23:00+00:00"),  # a day of 25 hours
        ("2027-01-05T23:30+00:00", 0, "2027-01-06T23:00+00:00"),  # already the next day in Prague
    ],
)
def test_days_are_whole_local_days(now: str, days: int, expected: str) -> None:
    assert expiry(small_plan(), None, days=days, now=datetime.fromisoformat(now)) == datetime.fromisoformat(expected)


def test_without_a_round_and_days_nobody_knows_until_when() -> None:
    assert expiry(small_plan(), None, days=None, now=BEFORE_OPENING) is None


def test_a_round_invites_who_answers_in_it_and_no_round_whoever_has_a_duty() -> None:
    plan = kamenov()

    asked = invited(plan, plan.rounds[0])

    assert "obvody" not in asked
    assert {"sever", "podhradi"} <= set(asked)
    assert set(asked) <= set(invited(plan, None))
    assert list(asked) == [actor.key for actor in plan.actors if actor.key in asked]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("kotva", ("kotva",)),
        ("KLUB KOTVA, Z. S.", ("kotva",)),
        ("obvody", ("sever", "podhradi")),
        ("Kotva", ()),
        ("", ()),
    ],
)
def test_an_actor_is_found_by_key_or_exact_name(wanted: str, found: tuple[str, ...]) -> None:
    assert find_actor(kamenov(), wanted) == found


def test_every_letter_names_its_actor_as_the_plan_does_and_leaves_nothing_open() -> None:
    plan = kamenov()
    for actor in (actor for actor in plan.actors if actor.key in invited(plan, plan.rounds[0])):
        text = letter(plan, actor)

        assert f"Odpovědný subjekt: {actor.name}, " in text
        assert text.count(actor.name) == 1
        assert not re.search(r"[{}]|None|Undefined|  ", text)
        assert f"{plan.contact.name}, {plan.contact.position}, tel. {plan.contact.telephone}" in text


@pytest.mark.parametrize(("count", "words"), [(1, "1 aktivita"), (2, "2 aktivity"), (5, "5 aktivit")])
def test_the_number_of_activities_agrees(count: int, words: str) -> None:
    above = {"key": "p1", "tree": "t", "number": "1", "level": 1, "title": "Priorita 1"}
    plan = small_plan(items=[above, *(item(f"a{n}", f"1.{n}", lead="kotva") for n in range(count))])

    assert f"Klub Kotva, z. s., {words}." in letter(plan, plan.actors[0])


def test_things_of_two_levels_have_a_general_name() -> None:
    source = a_round("r2026", 2026) | {"asks": [{"key": "a", "form": "f"}, {"key": "b", "form": "f", "level": 1}]}
    above = {"key": "p1", "tree": "t", "number": "1", "level": 1, "title": "Priorita 1", "lead": "kotva"}
    plan = small_plan(items=[above, item("a1", "1.1", lead="kotva")], rounds=[source], reports=[])

    assert "Klub Kotva, z. s., 2 položky." in letter(plan, plan.actors[0])


def test_an_english_plan_has_an_english_letter() -> None:
    text = letter(small_plan(language="en"), small_plan().actors[0])

    assert "Friday 29 January 2027." in text
    assert "valid until 2 February 2027." in text
    assert "2 activities" in text


def test_who_is_asked_nothing_gets_no_letter() -> None:
    plan = small_plan()
    stranger = Actor(key="host", name="Host")

    assert write_letter(plan, plan.rounds[0], stranger, link="x", expires_at=BEFORE_OPENING) is None


def test_a_contact_without_a_position_signs_without_one() -> None:
    assert signature(small_plan()) == "Eva Sojková, tel. 000 000 000"


def test_tokens_fit_a_start_parameter_and_never_repeat() -> None:
    tokens = {random_token() for _ in range(1000)}

    assert len(tokens) == 1000
    assert all(START.fullmatch(token) for token in tokens)
    assert all(invite_link("x_bot", token).endswith(f"?start={token}") for token in tokens)


@pytest.mark.parametrize("written", ["kamenov_bot", "@kamenov_bot", " https://t.me/kamenov_bot "])
def test_a_bots_name_is_taken_as_people_write_it(written: str) -> None:
    assert clean_name(written) == "kamenov_bot"


@given(st.text(max_size=40))
def test_a_bots_name_can_never_spoil_the_link(written: str) -> None:
    name = clean_name(written)

    assert name is None or re.fullmatch(r"[A-Za-z][A-Za-z0-9_]+", name)
