"""The calendar over a round: what a person receives, when, and what stops it."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update

from bot.sandbox.trial import load
from storage.tables.people import absences
from storage.tables.rounds import steps
from storage.tables.tasks import tasks
from tests.calendar_stage import at, calendar_stage, plan_text, said

GREETING = "Dobrý den, do termínu zbývá"
DEPUTY = ('kind = "nestátní nezisková organizace"\n', 'kind = "nestátní nezisková organizace"\ndeputy = "mp"\n')


async def test_a_silent_partner_hears_of_each_step_once_by_day(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.until("2027-01-29 12:00")
        heard = said(petra)[2:]

        assert [(moment, text[:27]) for moment, text in heard] == [
            ("01-11 08:00", "Dobrý den, prosíme o podkla"),
            ("01-15 09:00", "Dobrý den, do termínu zbývá"),
            ("01-22 09:00", "Dobrý den, do termínu zbývá"),
            ("01-26 09:00", "Dobrý den, do termínu zbýva"),
            ("01-28 09:00", "Zítra, v\xa0pátek 29.\xa0ledna, s"),
        ]


async def test_reminders_stop_when_all_is_sent(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.until("2027-01-16 12:00")
        before = len(said(petra))
        async with stage.app.database.write() as tx:
            await tx.execute(update(tasks).where(tasks.c.actor == "kotva").values(state="submitted"))
        await stage.until("2027-01-29 12:00")

        assert len(said(petra)) == before
        rows = await stage.step_states(await stage.person_id("Petra K."))
        assert rows["last-call"] == {"void"}


async def test_after_an_outage_everything_is_one_message_with_todays_days(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.until("2027-01-11 12:00")
        before = len(said(petra))
        await stage.leap("2027-01-27 10:00")

        assert [text for _, text in said(petra)[before:]] == [
            "Dobrý den, do termínu zbývají 2\xa0dny (pátek 29.\xa0ledna)."
        ]


async def test_an_outage_over_the_opening_brings_one_message(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.leap("2027-01-25 10:00")

        assert len(said(petra)) == 3
        assert said(petra)[-1] == ("01-25 10:00", "Dobrý den, do termínu zbývají 4\xa0dny (pátek 29.\xa0ledna).")


async def test_an_outage_that_ends_at_night_waits_for_the_morning(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.leap("2027-01-22 23:30")
        assert len(said(petra)) == 2
        await stage.until("2027-01-25 12:00")

        assert [moment for moment, _ in said(petra)[2:]] == ["01-25 08:00"]


async def test_a_moved_deadline_moves_what_is_unsent_and_leaves_what_is_sent(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.until("2027-01-23 12:00")
        before = len(said(petra))
        async with stage.app.database.write() as tx:
            await load(tx, plan_text(("deadline_on = 2027-01-29", "deadline_on = 2027-02-12")), stage.clock.now())
        await stage.until("2027-02-12 12:00")

        assert [moment for moment, _ in said(petra)[before:]] == ["02-09 09:00", "02-11 09:00"]


async def test_somebody_who_answers_is_left_alone_for_half_an_hour(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.until("2027-01-15 08:45")
        await stage.taps(petra, "Začít")
        began = stage.clock.now()
        before = len(said(petra))
        await stage.until("2027-01-15 12:00")

        ((moment, text),) = said(petra)[before:]
        assert text.startswith(GREETING[:20])
        assert at(f"2027-{moment}") >= began + timedelta(minutes=29)
        assert moment < "01-15 09:20"


async def test_an_absence_holds_until_the_day_after_it(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.until("2027-01-11 12:00")
        before = len(said(petra))
        person = await stage.person_id("Petra K.")
        async with stage.app.database.write() as tx:
            row = {"id": "away", "person": person, "at": stage.clock.now()}
            days = {"from_on": at("2027-01-14 00:00").date(), "to_on": at("2027-01-24 00:00").date()}
            await tx.execute(absences.insert(), {**row, **days})
        await stage.until("2027-01-25 12:00")

        assert [moment for moment, _ in said(petra)[before:]] == ["01-25 08:00"]


async def test_a_snooze_holds_everything_and_speaks_at_its_own_time(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.until("2027-01-11 12:00")
        before = len(said(petra))
        person = await stage.person_id("Petra K.")
        round_id = (await stage.rows(select(steps.c.round)))[0][0]
        async with stage.app.database.write() as tx:
            row = {"id": "snooze", "round": round_id, "step": "snooze", "addressee": person, "about": ""}
            rest = {"occasion": "1", "due_at": at("2027-01-23 18:30"), "state": "due"}
            await tx.execute(steps.insert(), {**row, **rest})
        await stage.until("2027-01-25 12:00")

        assert [moment for moment, _ in said(petra)[before:]] == ["01-23 18:30"]


async def test_a_blocked_bot_is_shown_to_the_coordinator_and_not_hammered(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        eva = await stage.join("Eva S.", "")
        await stage.until("2027-01-11 12:00")
        await petra.blocks()
        await stage.until("2027-01-12 12:00")
        before = len(petra.chat)
        await stage.until("2027-01-29 12:00")

        assert len(petra.chat) == before
        assert any("Zprávy už nepřijímá (1)" in one.text and "Klub Kotva" in one.text for one in eva.chat)


async def test_silence_reaches_the_deputy_and_the_first_contact_the_same_minute(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, DEPUTY) as stage:
        petra = await stage.join("Petra K.", "kotva")
        jan = await stage.join("Jan V.", "mp")
        await stage.until("2027-01-22 12:00")

        asked = [one for one in jan.chat if one.by_bot and "Od prvního kontaktu" in one.text]
        told = [one for one in petra.chat if one.by_bot and "ví i druhý kontakt: Jan V." in one.text]
        assert [f"{one.at:%d %H}" for one in (*asked, *told)] == ["22 08", "22 08"]
        assert asked[0].labels[-3:] == ("Převzít", "Zobrazit", "Odpoví první kontakt")

        await stage.taps(jan, "Převzít")
        assert "Převzato, odpovídáte i za organizaci: Klub Kotva, z. s." in jan.last.text.replace("\xa0", " ")
        assert any("pomůže doplnit i druhý kontakt: Jan V." in one.text for one in petra.chat)


async def test_two_sweeps_at_once_say_everything_once(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        await stage.until("2027-01-11 12:00")
        before = len(said(petra))
        stage.clock.move_to(at("2027-01-15 09:00"))
        for _ in range(3):
            await stage.app.sweep()
        await stage.quiet()

        assert len(said(petra)) == before + 1
