"""A whole year of rounds that come back, over both clock changes, Christmas and Easter; and on both engines."""

from datetime import time
from pathlib import Path

from sqlalchemy import func, select

from flows.working_days import is_working_day
from storage.tables.reports import editions
from storage.tables.rounds import rounds
from tests.calendar_stage import PRAGUE, at, calendar_stage

YEARLY = """key = "r2026"
title = "Podklady za rok 2026"
period = { from_on = 2026-01-01, to_on = 2026-12-31, label = "2026" }
opens_at = 2027-01-11
deadline_on = 2027-01-29"""
QUARTERLY = """key = "q"
title = "Podklady: {label}"
every = "quarter"
first = "2026-Q4"
times = 4
opens_at = "-50d"
deadline_on = "+40 days\""""
SHORT = ('formats = ["html", "json"]', 'formats = ["html"]')
CHANGES = ((YEARLY, QUARTERLY), ('rounds = ["r2026"]', 'rounds = ["q"]'), SHORT)


async def test_a_year_of_quarters_opens_reminds_closes_and_reports_by_itself(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, *CHANGES, start=at("2026-12-18 10:00")) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.until("2027-11-15 12:00")
        own = [one.at.astimezone(PRAGUE) for one in petra.chat if one.by_bot][2:]

        assert len(own) == 4 * 5
        assert {is_working_day(moment.date(), "CZ") for moment in own} == {True}
        assert {moment.time().replace(second=0, microsecond=0) for moment in own} <= {time(8), time(9)}
        assert [row[0] for row in await stage.rows(select(rounds.c.state))] == ["closed"] * 4
        assert (await stage.rows(select(func.count()).select_from(editions)))[0][0] == 4


async def test_a_round_runs_on_each_engine(tmp_path: Path, database_url: str) -> None:
    async with calendar_stage(tmp_path, SHORT, database=database_url) as stage:
        petra = await stage.join("Petra K.", "kotva")
        eva = await stage.join("Eva S.", "")
        await stage.until("2027-02-01 09:00")

        assert sum("do termínu" in one.text or "sběr podkladů končí" in one.text for one in petra.chat) == 4
        assert any("je uzavřený, verze 1" in one.text for one in eva.chat)
        assert any("Nepřipojeno (1)" in one.text for one in eva.chat)
