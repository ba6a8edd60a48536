"""What the calendar says it will do is what it does."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.calendar.foresight import foresee
from bot.cli import main
from bot.clock import MovableClock
from bot.sandbox.botapi.seen import Message
from tests.calendar_stage import BEFORE, PRAGUE, CalendarStage, calendar_stage, said


def plain(message: Message) -> str:
    return message.text.replace("\N{NO-BREAK SPACE}", " ")


async def foreseen(stage: CalendarStage) -> list[tuple[str, str, tuple[str, ...]]]:
    async with stage.app.database.read() as tx:
        index = stage.app.in_force.plans["kamenov"]
        rows = await foresee(tx, index, now=stage.clock.now())
    return [(f"{one.at.astimezone(PRAGUE):%m-%d %H:%M}", one.act, one.people) for one in rows]


async def test_everything_is_foreseen_before_the_round_opens_and_then_happens(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        before = await foreseen(stage)
        await stage.until("2027-01-11 12:00")
        after = await foreseen(stage)
        await stage.until("2027-01-31 12:00")

        assert before == [
            ("01-11 08:00", "opening", ("Petra K.",)),
            ("01-15 09:00", "remind", ("Petra K.",)),
            ("01-22 09:00", "deputy", ()),
            ("01-22 09:00", "remind", ("Petra K.",)),
            ("01-26 09:00", "remind", ("Petra K.",)),
            ("01-27 09:00", "coordinator", ()),
            ("01-28 09:00", "last_call", ("Petra K.",)),
            ("02-01 00:00", "closing", ()),
        ]
        assert [one for one in after if one[2]] == [one for one in before[1:] if one[2]]
        assert [moment for moment, _ in said(petra)[2:]] == [moment for moment, _, people in before if people]


async def test_the_coordinator_sees_the_calendar_in_chat_and_nobody_else_does(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        eva = await stage.join("Eva S.", "")

        (shown,) = await stage.says(eva, "/kalendar")
        (refused,) = await stage.says(petra, "/kalendar")

        assert "čtvrtek 28. ledna, 9:00: poslední výzva, osob 1, k telefonu 1" in shown.text.replace("\xa0", " ")
        assert refused.text.startswith("Sem přístup nemáte")


async def test_a_tap_shows_to_whom_something_goes(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        eva = await stage.join("Eva S.", "")
        (listed,) = await stage.says(eva, "/kalendar")
        assert "2 pátek 15. ledna, 9:00: upozornění" in plain(listed)
        await stage.taps(eva, "2")
        shown = plain(eva.chat[-1])

        assert shown.startswith("pátek 15. ledna, 9:00: upozornění")
        assert "Petra K. (Klub Kotva, z. s.)" in shown
        assert "k telefonu: Městská policie Kamenov" in shown
        assert "koordinace: Eva S." in shown
        number = next(button.data for row in listed.buttons for button in row if button.text == "2")
        refused = await stage.new_after(petra, petra.taps_data(str(number)))
        assert plain(refused[-1]).startswith("Sem přístup nemáte")
        await stage.taps(eva, "Zpět")
        assert "2 pátek 15. ledna, 9:00: upozornění" in plain(eva.chat[-1])


async def test_the_command_line_lists_names_and_moments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with calendar_stage(tmp_path) as stage:
        await stage.join("Petra K.", "kotva")
    database = f"sqlite+aiosqlite:///{tmp_path / 'plneni.sqlite3'}"
    words = ["--language", "cs", "--database", database, "calendar", "kamenov"]
    code = await asyncio.to_thread(main, words, clock=MovableClock(BEFORE + timedelta(hours=1)))

    assert code == 0
    assert (
        "2027-01-15 09:00  upozornění: Petra K. (Klub Kotva, z. s.); k telefonu: Městská policie Kamenov"
        in capsys.readouterr().out
    )
