"""What a plan says about its end: whether half-done answers are printed, taken over, counted; asks in their turn."""

from pathlib import Path

from sqlalchemy import select, update

from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_json import snapshot_from_json
from storage.tables.reports import editions
from storage.tables.tasks import tasks
from tests.calendar_stage import CalendarStage, calendar_stage, said
from tests.test_closing import SHORT, fill_in

AFTER_CLOSING = "2027-02-01 12:00"
PRINTED = ("grace_days = 2", "grace_days = 2\nprint_unfinished = true")
NOT_TAKEN = ("grace_days = 2", "grace_days = 2\ntake_over = false")
APPROVED = ('language = "cs"', 'language = "cs"\ncounts = "approved"')
TOTALS = """role = "lead"

[[rounds.asks]]
key = "totals"
form = "priority_totals"
subject = "item"
level = "priorita"
role = "coordinator"
after = "activities"
"""
TOTALS_AFTER = ('role = "lead"\n', TOTALS)
SECOND = """
[[rounds]]
key = "half"
title = "Podklady za pololetí"
period = { from_on = 2026-07-01, to_on = 2026-12-31, label = "2. pololetí 2026" }
opens_at = 2027-01-11
deadline_on = 2027-02-26
asks = [{ key = "half", form = "annual_evaluation", subject = "item", level = "aktivita", role = "lead" }]

[[reports]]"""


async def snapshot(stage: CalendarStage) -> Snapshot:
    """Give the picture that the edition holds."""
    return snapshot_from_json((await stage.rows(select(editions.c.snapshot)))[0][0])


async def task_of(stage: CalendarStage, item: str) -> TaskSnapshot:
    return next(task for task in (await snapshot(stage)).tasks if task.item == item)


async def begin(stage: CalendarStage) -> None:
    """Let the club fill its first activity in without sending it; the second one is begun, its degree is missing."""
    petra = await stage.join("Petra K.", "kotva")
    await stage.until("2027-01-12 10:00")
    await stage.taps(petra, "Začít")
    await fill_in(stage, petra, send=False)
    async with stage.app.database.write() as tx:
        await tx.execute(update(tasks).where(tasks.c.subject == "tabory").values(state="started"))


async def test_half_done_answers_are_printed_only_if_the_plan_says_so_and_are_missing_either_way(
    tmp_path: Path,
) -> None:
    for pairs, number in (((SHORT,), 0), ((SHORT, PRINTED), 1)):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with calendar_stage(folder, *pairs) as stage:
            await begin(stage)
            await stage.until(AFTER_CLOSING)
            half = await task_of(stage, "tabory")

            assert (half.state, half.number) == ("not_supplied", number)
            assert (half.is_unfinished, half.is_supplied) == (bool(number), False)


async def test_a_plan_may_forbid_to_take_over_what_nobody_sent(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, SHORT, NOT_TAKEN) as stage:
        await begin(stage)
        await stage.until(AFTER_CLOSING)
        complete = await task_of(stage, "kluby")

        assert (complete.state, complete.number) == ("not_supplied", 0)
        assert await stage.answered("1.1", "degree") == ["fulfilled"]


async def test_where_only_approved_answers_count_what_nobody_approved_is_not_in_the_report(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, SHORT, APPROVED) as stage:
        petra, eva = await stage.join("Petra K.", "kotva"), await stage.join("Eva S.", "")
        await stage.until("2027-01-12 10:00")
        await stage.taps(petra, "Začít")
        await fill_in(stage, petra, send=True)
        await fill_in(stage, petra, send=True)
        await stage.says(eva, "/kontrola")
        await stage.taps(eva, "V pořádku")
        await stage.until(AFTER_CLOSING)
        found = {task.item: task.number for task in (await snapshot(stage)).tasks if task.actor == "kotva"}

        assert found == {"kluby": 1, "tabory": 0, "doucovani": 0}


async def test_an_ask_that_comes_after_another_waits_for_it_and_is_then_asked_for(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, SHORT, TOTALS_AFTER) as stage:
        petra, eva = await stage.join("Petra K.", "kotva"), await stage.join("Eva S.", "")
        await stage.until("2027-01-25 12:00")
        assert not any(line.startswith("Dobrý den") for _, line in said(eva))
        async with stage.app.database.write() as tx:
            await tx.execute(update(tasks).where(tasks.c.actor != "").values(state="submitted"))
        await stage.until("2027-01-29 12:00")

        assert [moment for moment, line in said(eva) if line.startswith(("Dobrý den", "Zítra"))] != []
        assert [moment for moment, _ in said(petra) if moment > "01-25 12"] == []


async def test_two_rounds_are_one_message_with_a_line_each(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, SHORT, ("\n[[reports]]", SECOND)) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.until("2027-01-11 12:00")

        digests = [one for one in petra.chat if one.by_bot and one.text.startswith("Dobrý den")]
        assert len(digests) == 1
        text = digests[0].text.replace("\xa0", " ")
        assert "2026: do termínu zbývá 18 dní (pátek 29. ledna), chybí 3 aktivity." in text
        assert "2. pololetí 2026: do termínu zbývá 46 dní (pátek 26. února), chybí 3 aktivity." in text
