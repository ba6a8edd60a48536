"""A whole year of the calendar: rounds that come back, clock changes, Christmas, Easter; and two bots at once."""

import asyncio
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.app import running
from bot.sandbox.trial import trial_config
from flows.working_days import is_working_day
from storage.tables.reports import editions
from storage.tables.rounds import rounds, steps
from storage.tables.traffic import outbox
from tests.calendar_stage import PRAGUE, at, calendar_stage

ONCE = """key = "r2026"
title = "Podklady za rok 2026"
period = { from_on = 2026-01-01, to_on = 2026-12-31, label = "2026" }
opens_at = 2027-01-11
deadline_on = 2027-01-29"""
QUARTERLY = """key = "r"
title = "Podklady za {label}"
every = "quarter"
first = "2026-Q3"
times = 4
opens_at = "-51d 8:30"
deadline_on = "+26d\""""
LADDER = """
[[rounds.ladder]]
key = "holiday"
act = "remind"
when = "+20d"
anchor = "opening"

[[rounds.ladder]]
key = "early"
act = "remind"
when = "-10 working days 8:15"

[[rounds.ladder]]
key = "last-call"
act = "last_call"
when = "-1 working day 16:45"

[[reports]]"""
BEGIN = datetime(2026, 9, 1, 10, 0, tzinfo=PRAGUE)
YEAR = (
    (ONCE, QUARTERLY),
    ("\n[[reports]]", LADDER),
    ('rounds = ["r2026"]', 'rounds = ["r"]'),
    ('formats = ["html", "json"]', 'formats = ["html"]'),
)


async def test_a_year_brings_every_step_of_every_quarter_once_at_its_local_time(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, *YEAR, start=BEGIN) as stage:
        petra = await stage.join("Petra K.", "kotva")
        eva = await stage.join("Eva S.", "")
        before = len(petra.chat)
        await stage.until("2027-08-15 12:00")
        heard = [(one.at.astimezone(PRAGUE), one.text.replace("\xa0", " ")) for one in petra.chat[before:]]

        assert [(f"{moment:%Y-%m-%d %H:%M %z}", text[:22]) for moment, text in heard] == [
            # a Saturday: the opening waits for Monday; both sides of the end of summer time
            ("2026-09-07 08:00 +0200", "Dobrý den, prosíme o p"),
            ("2026-09-25 09:00 +0200", "Dobrý den, do termínu "),
            ("2026-10-12 08:15 +0200", "Dobrý den, do termínu "),
            ("2026-10-23 16:45 +0200", "V pondělí 26. října sb"),
            # Christmas Day and the days after it
            ("2026-12-07 08:00 +0100", "Dobrý den, prosíme o p"),
            ("2026-12-28 08:00 +0100", "Dobrý den, do termínu "),
            ("2027-01-12 08:15 +0100", "Dobrý den, do termínu "),
            ("2027-01-25 16:45 +0100", "Zítra, v úterý 26. led"),
            # Good Friday to Easter Monday, with the beginning of summer time between them
            ("2027-03-08 08:00 +0100", "Dobrý den, prosíme o p"),
            ("2027-03-30 08:00 +0200", "Dobrý den, do termínu "),
            ("2027-04-12 08:15 +0200", "Dobrý den, do termínu "),
            ("2027-04-23 16:45 +0200", "V pondělí 26. dubna sb"),
            # two public holidays in July
            ("2027-06-07 08:00 +0200", "Dobrý den, prosíme o p"),
            ("2027-06-25 09:00 +0200", "Dobrý den, do termínu "),
            ("2027-07-12 08:15 +0200", "Dobrý den, do termínu "),
            ("2027-07-23 16:45 +0200", "V pondělí 26. července"),
        ]
        for one in (*petra.chat, *eva.chat):
            local = one.at.astimezone(PRAGUE)
            if one.by_bot:
                assert is_working_day(local.date(), "CZ"), (local, one.text)
                assert time(8) <= local.time() < time(18), (local, one.text)
        assert (await stage.rows(select(func.count()).select_from(editions)))[0][0] == 4
        assert {row[0] for row in await stage.rows(select(rounds.c.state))} == {"closed"}
        closed = [one.text for one in eva.chat if "je uzavřený" in one.text]
        assert len(closed) == 4
        await stage.check_books()


async def test_two_bots_on_one_database_say_nothing_twice(tmp_path: Path, postgresql_url: str) -> None:
    """Both keep the calendar, as if each took itself for the only one."""
    short = ('formats = ["html", "json"]', 'formats = ["html"]')
    async with calendar_stage(tmp_path, short, database=postgresql_url) as stage:
        petra, eva = await stage.join("Petra K.", "kotva"), await stage.join("Eva S.", "")
        config = trial_config(stage.server, tmp_path, postgresql_url)
        async with running(config, stage.clock) as other:
            while stage.clock.now() < at("2027-02-01 09:00"):
                due = await stage.app.next_due_at()
                soon = stage.clock.now() + timedelta(seconds=1)
                stage.clock.move_to(min(max(due or at("2027-02-01 09:00"), soon), at("2027-02-01 09:00")))
                now = stage.clock.now()
                await asyncio.gather(
                    stage.app.calendar.sweep(now), other.calendar.sweep(now), stage.app.sweep(), other.sweep()
                )
                await asyncio.gather(stage.quiet(), other.settle())

        heads = Counter(one.text.splitlines()[0] for one in petra.chat if one.by_bot)
        assert {head: count for head, count in heads.items() if count > 1} == {}
        assert len([head for head in heads if head.startswith(("Dobrý den", "Zítra"))]) == 5
        assert (await stage.rows(select(func.count()).select_from(editions)))[0][0] == 1
        assert len([one for one in eva.chat if "je uzavřený" in one.text]) == 1
        carried = select(func.count(func.distinct(steps.c.outbox))).where(steps.c.addressee != "role:coordinator")
        sent = select(func.count()).where(outbox.c.kind == "digest", outbox.c.state == "sent")
        assert (await stage.rows(carried))[0][0] == (await stage.rows(sent))[0][0] == 5


def test_the_year_has_what_it_is_about() -> None:
    """Both clock changes and the feasts lie in the rounds that are played."""
    changes = [
        day
        for day in (date(2026, 9, 1) + timedelta(days=count) for count in range(348))
        if datetime.combine(day, time(), PRAGUE).utcoffset()
        != datetime.combine(day + timedelta(days=1), time(), PRAGUE).utcoffset()
    ]
    assert changes == [date(2026, 10, 25), date(2027, 3, 28)]
    assert not any(is_working_day(day, "CZ") for day in (date(2026, 12, 25), date(2027, 3, 26), date(2027, 3, 29)))
