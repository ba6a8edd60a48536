"""Answers after the end (G9): offered to whoever comes late, told to the coordinators, held by the next edition."""

from pathlib import Path

from sqlalchemy import select, update

from bot.conversation.buttons import Verb, button_data
from bot.sandbox.people import Person
from flows.snapshot_json import snapshot_from_json
from storage.health import load_health
from storage.tables.reports import editions
from storage.tables.rounds import round_events, steps
from storage.tables.tasks import tasks
from storage.tables.traffic import outbox
from tests.calendar_stage import CalendarStage, at, calendar_stage
from tests.test_closing import SHORT, edition_count, fill_in

OFFER = "Sběr skončil v pátek 29. ledna. Odpověď můžete poslat i teď, do zprávy ji zařadí: Eva Sojková."


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def told_late(person: Person) -> list[str]:
    return [plain(one.text) for one in person.chat if one.by_bot and one.text.startswith("Po termínu")]


async def send_late(stage: CalendarStage, person: Person) -> None:
    """Send all three activities of the club after the end."""
    await stage.says(person, "/prehled")
    await stage.taps(person, "Vyplnit")
    await stage.taps(person, "Začít")
    for _ in range(3):
        await fill_in(stage, person, send=False)
        await stage.taps(person, "Odeslat")


async def test_after_the_end_a_silent_partner_is_offered_to_answer_and_the_next_edition_holds_it(
    tmp_path: Path,
) -> None:
    async with calendar_stage(tmp_path, SHORT) as stage:
        petra = await stage.join("Petra K.", "kotva")
        eva = await stage.join("Eva S.", "")
        await stage.until("2027-02-03 10:00")
        assert await edition_count(stage) == 1
        await stage.taps(petra, "Doplnit 1.1")
        assert plain(petra.last.text) == OFFER
        assert petra.last.labels == ("Vyplnit", "Zrušit")
        await stage.taps(petra, "Zrušit")
        assert petra.last.text == "Dobře, nic se nemění."
        assert await stage.state("1.1") == "not_supplied"

        await send_late(stage, petra)
        await stage.until("2027-02-03 11:00")
        (said,) = told_late(eva)
        assert said.startswith("Po termínu: 1.1, 1.2, 1.3, Klub Kotva, z. s.\nVe verzi 1 (1. 2. 2027)")
        assert "nově dodáno: 1.1, 1.2, 1.3, Klub Kotva, z. s." in said
        assert eva.last.labels == ("Vydat verzi 2", "Počkat na další", "Jen uložit")
        await stage.taps(eva, "Vydat verzi 2")
        await stage.until("2027-02-03 11:10")
        assert await edition_count(stage) == 2
        second = (await stage.rows(select(editions.c.snapshot).where(editions.c.number == 2)))[0][0]
        assert {task.item for task in snapshot_from_json(second).tasks if task.number} == {
            "kluby",
            "tabory",
            "doucovani",
        }
        assert any("verze 2" in one.text and "Dodáno 3/6" in one.text for one in eva.chat)

        await stage.until("2027-02-20 10:00")
        assert len(told_late(eva)) == 1
        await stage.check_books()


async def test_what_is_only_stored_is_not_offered_again_and_what_waits_is(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, SHORT) as stage:
        petra = await stage.join("Petra K.", "kotva")
        jan = await stage.join("Jan V.", "mp")
        eva = await stage.join("Eva S.", "")
        await stage.until("2027-02-03 10:00")
        await send_late(stage, petra)
        await stage.until("2027-02-03 11:00")
        await stage.taps(eva, "Počkat na další")
        await send_late(stage, jan)
        await stage.until("2027-02-03 12:00")
        assert "nově dodáno: 1.1, 1.2, 1.3, Klub Kotva, z. s.\nnově dodáno: 2.1" in told_late(eva)[1]
        await stage.taps(eva, "Jen uložit")
        assert eva.last.text == "Uloženo. Další verzi kvůli tomu nabízet nebudeme."
        await stage.until("2027-02-25 10:00")

        assert len(told_late(eva)) == 2
        assert await edition_count(stage) == 1


async def test_a_late_answer_that_is_filled_in_and_not_sent_is_taken_over_after_its_days(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, SHORT) as stage:
        petra = await stage.join("Petra K.", "kotva")
        eva = await stage.join("Eva S.", "")
        await stage.until("2027-02-03 10:00")
        await stage.says(petra, "Dobrý den, já bych to ještě doplnila.")
        assert plain(petra.last.text) == OFFER
        await stage.taps(petra, "Vyplnit")
        assert plain(petra.last.text).startswith("Dobře, odpovídat můžete do středy 17. února")
        await stage.taps(petra, "Začít")
        await fill_in(stage, petra, send=False)
        await stage.until("2027-02-18 10:00")

        assert [await stage.state(number) for number in ("1.1", "1.2")] == ["submitted", "not_supplied"]
        (said,) = told_late(eva)
        assert said.startswith("Po termínu: 1.1, Klub Kotva")
        undone = await stage.rows(select(round_events.c.event).where(round_events.c.done_at.is_(None)))
        assert [row[0] for row in undone] == []


async def test_whoever_answers_for_somebody_else_cannot_open_what_was_missing(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, SHORT) as stage:
        jan = await stage.join("Jan V.", "mp")
        await stage.until("2027-02-03 10:00")
        await stage.says(jan, "/prehled")
        (row,) = await stage.rows(select(tasks.c.id).where(tasks.c.subject == "kluby"))
        await jan.taps_data(button_data(Verb.FILL_LATE, row[0]))
        await stage.quiet()

        assert await stage.state("1.1") == "not_supplied"


async def test_a_reminder_in_a_messages_hand_is_not_called_overdue(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        await stage.join("Petra K.", "kotva")
        await stage.until("2027-01-11 12:00")
        later, counted = at("2027-02-20 09:00"), []
        carrier = (await stage.rows(select(outbox.c.id)))[0][0]
        for hand in (None, carrier):
            async with stage.app.database.write() as tx:
                await tx.execute(update(steps).where(steps.c.state == "due").values(outbox=hand))
                counted.append((await load_health(tx, now=later)).steps_overdue)

        assert counted[0] > 0
        assert counted[1] == 0


async def test_a_correction_after_the_end_is_a_request_to_the_town(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, SHORT) as stage:
        petra, jan = await stage.join("Petra K.", "kotva"), await stage.join("Jan V.", "mp")
        eva = await stage.join("Eva S.", "")
        await stage.until("2027-01-12 10:00")
        await stage.taps(petra, "Začít")
        await fill_in(stage, petra, send=True)
        written = next(one for one in petra.chat if not one.by_bot and one.text.startswith("Klub měl"))
        async with stage.app.database.write() as tx:
            await tx.execute(update(tasks).where(tasks.c.state == "open").values(state="not_applicable"))
        await stage.until("2027-02-01 12:00")
        before = await stage.answered("1.1", "description")

        (listed,) = await stage.says(petra, "/prehled")
        assert listed.text.replace("\xa0", " ").startswith("Sběr skončil v pátek 29. ledna. Co se má opravit?")
        (asked,) = await stage.taps(petra, listed.labels[0])
        assert "Napište, co se má opravit (1.1)." in asked.text.replace("\xa0", " ")
        await stage.says(petra, "Náklady byly 12 000 Kč.")
        assert petra.last.text.startswith("Oprava je předaná městu, rozhodne: Eva Sojková.")
        assert "Náklady byly 12 000 Kč." in eva.last.text
        assert eva.last.text.replace("\xa0", " ").startswith("Oprava po termínu: aktivita 1.1")
        assert eva.last.labels == ("Odpovědět",)

        await stage.new_after(petra, petra.edits(written, "Klub měl otevřeno 200 dní."))
        assert "Klub měl otevřeno 200 dní." in eva.last.text
        assert await stage.answered("1.1", "description") == before
        button = next(b.data for row in listed.buttons for b in row)
        (refused,) = await stage.new_after(jan, jan.taps_data(str(button)))
        assert refused.text.startswith("Sem přístup nemáte")


async def test_after_the_end_a_late_answer_is_offered_in_english_too(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, SHORT) as stage:
        petra = await stage.join("Petra K.", "kotva", language="en")
        await stage.until("2027-02-01 12:00")
        (offer,) = await stage.says(petra, "/overview")
        assert offer.text.replace("\xa0", " ").startswith("The collection ended on Friday 29 January.")
        assert offer.labels == ("Fill in", "Cancel")
        (opened,) = await stage.taps(petra, "Fill in")
        assert opened.labels == ("Begin",)
        await stage.taps(petra, "Begin")
        assert petra.last.text.startswith("Activity 1.1")
