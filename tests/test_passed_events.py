"""An event whose day passes after its owner has sent the answer is asked again before the collection closes, once."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.calendar.passed_events import is_ending
from bot.calendar.passed_events_words import day_of_event, passed_message
from bot.sandbox.people import Message, Person
from bot.words import words_for
from flows.consistency_shared import is_past
from flows.register_book import BookEntry
from storage.tables.plans import entries
from tests.calendar_stage import CalendarStage, at
from tests.chat_stage import NARRATIVE, chat_stage
from tests.narrative_sample import narrative_plan

KURZ = 'from_on = "2026-11-12", to_on = "2026-11-13"'
MORE = """
[[registers.entries]]
key = "setkani"
label = "setkání manažerů"
values = { from_on = "2027-01-19", owner = "osv", state = "planned" }

[[registers.entries]]
key = "beseda"
label = "beseda pro seniory"
values = { from_on = "2027-01-18", owner = "pcr", state = "planned" }

[[registers.entries]]
key = "vystava"
label = "výstava plakátů"
values = { from_on = "2027-01-18", owner = "", state = "planned" }

[[registers.entries]]
key = "vylet"
label = "výlet prevence"
values = { from_on = "2027-02-10", owner = "skolstvi", state = "planned" }

[[rounds]]
key = "r2026"
"""
TOLD = "v odeslané odpovědi chybí"


def plan_with_events() -> str:
    """Give the example plan: one course in January, events of others, one of nobody, one that is still to come."""
    source = NARRATIVE.read_text("utf-8")
    assert source.count(KURZ) == source.count('\n[[rounds]]\nkey = "r2026"\n') == 1
    source = source.replace(KURZ, 'from_on = "2027-01-20", to_on = "2027-01-21"')
    return source.replace('\n[[rounds]]\nkey = "r2026"\n', MORE)


def heard(person: Person, beginning: str = TOLD) -> list[Message]:
    return [one for one in person.chat if one.by_bot and beginning in one.text]


async def sends_shared(stage: CalendarStage, person: Person) -> None:
    """Let an owner send the shared answer while the day of the event is still to come."""
    await stage.says(person, "/prehled")
    await stage.taps(person, "Společné")
    while "Odeslat" not in "".join(person.last.labels):
        await stage.taps(person, person.last.labels[0])
    await stage.taps(person, "Odeslat")


async def state_of(stage: CalendarStage, event: str) -> str:
    found = await stage.rows(select(entries.c.body).where(entries.c.key == event))
    return str(found[0][0]["state"])


async def test_the_owner_is_told_once_before_the_end_and_only_while_the_event_is_planned(tmp_path: Path) -> None:
    async with chat_stage(tmp_path, plan=plan_with_events()) as played:
        stage = CalendarStage(played.trial)
        eva = await stage.join("Eva Sojková", "")
        anna, petra, karel = [
            await stage.join(name, actor)
            for name, actor in (("Anna M.", "skolstvi"), ("Petra K.", "pcr"), ("Karel N.", "osv"))
        ]
        await sends_shared(stage, anna)
        await sends_shared(stage, petra)

        await stage.until("2027-01-25 10:00")
        await stage.says(petra, "/prehled")
        for label in ("Společné", "Doplnit", "Nekonalo se"):
            await stage.taps(petra, label)
        await stage.says(petra, "Sál nebyl volný.")
        assert await state_of(stage, "beseda") == "cancelled"
        assert heard(anna) == []

        await stage.until("2027-01-28 12:00")
        (told,) = heard(anna)
        assert told.text.replace("\xa0", " ") == (
            "Dobrý den, v odeslané odpovědi chybí, jak dopadlo to, co už mělo proběhnout:\n"
            "kurz Bezpečně na síti, 20. 1. 2027 – 21. 1. 2027\n"
            "Doplnit to můžete do pátku 29. ledna."
        )
        assert told.labels == ("Doplnit",)
        assert [heard(one) for one in (petra, karel, eva)] == [[], [], []]

        await stage.taps(anna, "Doplnit")
        await stage.taps(anna, "Doplnit")
        await stage.taps(anna, "Konalo se")
        await stage.says(anna, "24")
        assert any("Akce: konalo se, 24 (bylo: chybí)" in one.text for one in anna.chat)
        assert await state_of(stage, "kurz-sit") == "held"

        await stage.until("2027-01-31 20:00")
        assert len(heard(anna)) == 1
        assert [heard(one) for one in (petra, karel, eva)] == [[], [], []]
        await stage.check_books()


async def test_who_reads_english_and_does_nothing_is_told_once_in_english(tmp_path: Path) -> None:
    async with chat_stage(tmp_path, plan=plan_with_events()) as played:
        stage = CalendarStage(played.trial)
        anna = await stage.join("Anna M.", "skolstvi")
        await sends_shared(stage, anna)
        await stage.says(anna, "/jazyk")
        await stage.taps(anna, "English")
        await stage.leap("2027-01-28 23:00")
        assert heard(anna, "the answer you sent") == []

        for moment in ("2027-01-29 09:00", "2027-01-29 10:00", "2027-01-30 09:00"):
            await stage.leap(moment)
        (told,) = heard(anna, "the answer you sent")
        assert told.text.replace("\xa0", " ") == (
            "Good day, the answer you sent does not say how this turned out, and its day has passed:\n"
            "kurz Bezpečně na síti, 20/01/2027 – 21/01/2027\n"
            "You can add it by Friday 29 January."
        )
        assert told.labels == ("Complete",)
        await stage.check_books()


@pytest.mark.parametrize(
    ("moment", "ending"),
    [("2027-01-28 08:59", False), ("2027-01-28 09:00", True), ("2027-01-31 23:59", True), ("2027-02-01 00:00", False)],
)
def test_owners_are_told_from_the_last_call_until_the_round_closes(moment: str, ending: bool) -> None:  # noqa: FBT001 -- a parameter
    plan = narrative_plan()
    silent = plan.rounds[0].model_copy(update={"remind": False})

    assert is_ending(plan.rounds[0], plan, at(moment)) is ending
    assert not is_ending(silent, plan, at(moment))


def event(number: int) -> BookEntry:
    values = {"from_on": "2027-01-20"}
    return BookEntry(id=f"e{number}", register="event", key=f"e{number}", label=f"akce {number}", values=values)


def test_of_many_events_three_are_named_and_the_others_counted() -> None:
    events = [event(number) for number in range(1, 6)]
    message = passed_message(words_for("cs"), "task", events, until=date(2027, 1, 29), today=date(2027, 1, 28))

    lines = message.text.replace("\xa0", " ").splitlines()
    assert lines[1:5] == [*(f"akce {number}, 20. 1. 2027" for number in (1, 2, 3)), "a další (2)"]


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"from_on": "2027-01-20", "to_on": "2027-01-20"}, "20. 1. 2027"),
        ({"from_on": "2027-01-20"}, "20. 1. 2027"),
        ({"from_on": "leden"}, "leden"),
    ],
)
def test_the_day_of_an_event_is_written_once(values: Mapping[str, str], day: str) -> None:
    assert day_of_event(values, "cs").replace("\xa0", " ") == day


@pytest.mark.parametrize(("today", "past"), [(date(2027, 1, 31), False), (date(2027, 2, 1), True)])
def test_a_month_has_passed_when_it_is_over(today: date, past: bool) -> None:  # noqa: FBT001 -- a parameter
    assert is_past({"from_on": "2027-01"}, today) is past
