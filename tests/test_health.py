"""The verdict on the bot's health: from the database, on the command line and over HTTP."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.health.metrics import metrics_text
from bot.health.page import CannotListen, health_page
from bot.health.verdict import Trouble, troubles
from storage.claims import LEADER
from storage.database import Database
from storage.health import Health, load_health
from storage.tables.traffic import outbox
from tests.chat_stage import chat_stage
from tests.cli_world import Shell

NOW = datetime(2027, 1, 20, 12, tzinfo=UTC)
WELL = Health(
    beat_at=NOW,
    led=None,
    received_at=NOW,
    sent_at=NOW,
    waiting=0,
    oldest_waiting_at=None,
    failed=0,
    steps_overdue=0,
    oldest_step_at=None,
    events_overdue=0,
    event_tries=0,
    files_wanted=0,
    persons=3,
    blocked=0,
    rounds_open=1,
    tasks={"open": 2},
    inbox_failed=0,
)


@pytest.mark.parametrize(
    ("health", "found"),
    [
        (WELL, ()),
        (replace(WELL, beat_at=NOW - timedelta(minutes=5)), (Trouble(code="silent", minutes=5),)),
        (replace(WELL, beat_at=None), (Trouble(code="stopped"),)),
        (
            replace(WELL, waiting=7, oldest_waiting_at=NOW - timedelta(minutes=11)),
            (Trouble(code="delivery", minutes=11, count=7),),
        ),
        (replace(WELL, waiting=7, oldest_waiting_at=NOW - timedelta(minutes=9)), ()),
        (
            replace(WELL, steps_overdue=2, oldest_step_at=NOW - timedelta(minutes=16)),
            (Trouble(code="steps", minutes=16, count=2),),
        ),
        (replace(WELL, events_overdue=1, event_tries=3), (Trouble(code="events", count=3),)),
    ],
)
def test_only_what_stands_still_is_trouble(health: Health, found: tuple[Trouble, ...]) -> None:
    assert troubles(health, now=NOW) == found


async def test_of_several_processes_on_postgresql_one_leads_or_the_verdict_is_that_none_runs(
    postgresql_url: str,
) -> None:
    async with await Database.open(postgresql_url) as database:
        for leads, found in ((False, (Trouble(code="stopped"),)), (True, ())):
            async with database.claims() as claims, database.read() as tx:
                if leads:
                    await claims.claim([LEADER])
                assert troubles(await load_health(tx, now=NOW), now=NOW) == found


async def test_the_numbers_are_those_of_the_database(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.taps(petra, "Začít")
        database, now = stage.app.database, stage.clock.now()
        async with database.write() as tx:
            row = (await tx.execute(outbox.select().limit(1))).mappings().one()
            late = {**row, "id": "late", "state": "waiting", "not_before_at": now - timedelta(hours=1)}
            del late["position"]
            await tx.execute(outbox.insert().values(late))
        async with database.read() as tx:
            health = await load_health(tx, now=now)
        assert (health.persons, health.rounds_open, health.waiting) == (1, 1, 1)
        assert health.oldest_waiting_at == now - timedelta(hours=1)
        assert sum(health.tasks.values()) > 1
        async with (
            health_page("127.0.0.1:0", database, stage.clock) as port,
            aiohttp.ClientSession(f"http://127.0.0.1:{port}") as web,
        ):
            async with web.get("/health") as answer:
                said = await answer.json()
                assert (answer.status, said["well"]) == (503, False)
                assert "delivery" in {each["code"] for each in said["troubles"]}
            async with web.get("/metrics") as answer:
                text = await answer.text()
        assert "plneni_messages_waiting 1\n" in text
        assert "plneni_message_age_seconds 3600\n" in text
        assert "Petra" not in text
        with pytest.raises(CannotListen):
            async with health_page("203.0.113.1:9", database, stage.clock):
                pass


def test_the_metrics_have_help_type_and_one_sample_a_state() -> None:
    text = metrics_text(replace(WELL, tasks={"open": 2, "submitted": 5}), now=NOW, version="1.0")
    lines = text.splitlines()
    assert 'plneni_tasks{state="open"} 2' in lines
    assert 'plneni_tasks{state="submitted"} 5' in lines
    named = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(named) == len(set(named))
    assert all(line.startswith(("#", "plneni_")) for line in lines)


def test_the_command_says_that_nobody_runs(shell: Shell) -> None:
    shell.import_kamenov()
    ran = shell.run("health")
    assert (ran.code, "Bot neběží" in ran.out) == (1, True)


async def test_beside_a_running_bot_the_verdict_is_well(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite3'}"
    clock = MovableClock(NOW)
    async with await Database.open(url, now=clock.now) as database, database.read() as tx:
        assert troubles(await load_health(tx, now=NOW), now=NOW) == ()
