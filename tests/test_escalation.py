"""Silence: the deputy sees what is missing, the call list has letters, a head is written to by a tap only."""

from pathlib import Path

from sqlalchemy import select, update

from bot.sandbox.botapi.seen import Message
from bot.sandbox.people import Person
from storage.tables.people import memberships
from tests.calendar_stage import CalendarStage, calendar_stage, said

ORGANISATION = 'kind = "nestátní nezisková organizace"\n'
DEPUTY = (ORGANISATION, ORGANISATION + 'deputy = "mp"\n')
HEAD = (ORGANISATION, ORGANISATION + 'head = "mp"\n')
HEAD_STEP = (
    "grace_days = 2",
    'grace_days = 2\nladder = [{ key = "nadrizeny", act = "head", when = "-5d" }]',
)


def plain(message: Message) -> str:
    return message.text.replace("\N{NO-BREAK SPACE}", " ")


def asked(person: Person, beginning: str) -> Message:
    return next(one for one in reversed(person.chat) if one.by_bot and plain(one).startswith(beginning))


async def test_the_deputy_is_shown_what_is_sent_and_what_is_missing(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, DEPUTY) as stage:
        await stage.join("Petra K.", "kotva")
        jan = await stage.join("Jan V.", "mp")
        await stage.until("2027-01-22 12:00")
        (shown,) = await stage.taps(jan, "Zobrazit")

        assert plain(shown).splitlines() == [
            "Klub Kotva, z. s.",
            "Hotovo 0/3, termín: pátek 29. ledna",
            "1.1 Provozovat volnočasový…: nezačato",
            "1.2 Pořádat letní tábory: nezačato",
            "1.3 Doučovat děti z ubytoven: nezačato",
        ]
        assert shown.labels == ("Převzít", "Odpoví první kontakt")


async def test_a_deputy_who_was_removed_meanwhile_takes_nothing_over_and_is_shown_nothing(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, DEPUTY) as stage:
        await stage.join("Petra K.", "kotva")
        jan = await stage.join("Jan V.", "mp")
        await stage.until("2027-01-22 12:00")
        offer = next(one for one in jan.chat if one.by_bot and "Od prvního kontaktu" in one.text)
        async with stage.app.database.write() as tx:
            ended = update(memberships).where(memberships.c.actor == "mp").values(to_at=stage.clock.now())
            await tx.execute(ended)
        for data in [button.data for row in offer.buttons for button in row if button.data][-3:]:
            said = await stage.new_after(jan, jan.taps_data(data, message=offer))
            assert [one.text.startswith("Sem přístup nemáte.") for one in said] == [True]

        assert len(await stage.rows(select(memberships.c.id).where(memberships.c.actor == "kotva"))) == 1


async def test_the_call_list_brings_the_letter_for_an_actor_whom_nobody_has_joined(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        eva = await stage.join("Eva S.", "")
        await stage.until("2027-01-11 12:00")
        listed = asked(eva, "Tady upozornění nestačí")
        assert listed.labels[:3] == (
            "Dopis: Klub Kotva, z. s.",
            "Dopis: Městská policie Kamenov",
            "Pozvánky (Excel, PDF)",
        )
        await stage.taps(eva, "Dopis: Klub Kotva, z. s.")
        await stage.until("2027-01-11 12:01")

        files = [one.attachment.name for one in eva.chat if one.by_bot and one.attachment is not None]
        assert files == ["pozvanky.pdf"]


async def test_a_head_is_written_to_only_when_the_coordinator_taps_and_once(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, HEAD, HEAD_STEP) as stage:
        await stage.join("Petra K.", "kotva")
        jan, eva = await stage.join("Jan V.", "mp"), await stage.join("Eva S.", "")
        await stage.until("2027-01-25 12:00")
        prepared = next(one for one in eva.chat if "K odeslání nadřízenému: Městská policie Kamenov." in plain(one))
        assert not any("nadřízené místo" in one.text for one in jan.chat)

        label = next(one for one in prepared.labels if one.startswith("Poslat"))
        await stage.taps(eva, label)
        assert plain(jan.last).startswith("Dobrý den, obracíme se na vás jako na nadřízené místo. Chybí podklady: 3")
        await stage.taps(eva, label)
        assert len([one for one in jan.chat if "nadřízené místo" in one.text]) == 1


async def test_a_head_whom_nobody_has_joined_is_offered_a_letter(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, HEAD, HEAD_STEP) as stage:
        await stage.join("Petra K.", "kotva")
        eva = await stage.join("Eva S.", "")
        await stage.until("2027-01-25 12:00")
        prepared = next(one for one in eva.chat if "K odeslání nadřízenému" in plain(one))
        (told,) = await stage.taps(eva, next(one for one in prepared.labels if one.startswith("Poslat")))

        assert plain(told).startswith("Tady se zatím nikdo nepřipojil: Městská policie Kamenov.")
        assert told.labels == ("Pozvat",)


async def wish(stage: CalendarStage) -> tuple[Person, Person]:
    petra, eva = await stage.join("Petra K.", "kotva"), await stage.join("Eva S.", "")
    await stage.until("2027-01-28 12:00")
    await stage.taps(petra, "Nestihneme to")
    await stage.taps(petra, petra.last.labels[0])
    return petra, eva


async def test_the_coordinator_refuses_more_time_and_the_partner_is_told(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra, eva = await wish(stage)
        await stage.taps(eva, "Nelze")

        assert plain(petra.last).startswith("Termín 29. 1. 2027 bohužel posunout nelze. Dotazy: Eva Sojková")
        assert plain(eva.last).startswith("Termín zůstává. Organizace: Klub Kotva, z. s.")
        await stage.until("2027-02-01 01:00")
        assert await stage.state("1.1") == "not_supplied"


async def test_the_coordinator_gives_another_day_than_the_one_wished(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path) as stage:
        petra, eva = await wish(stage)
        await stage.taps(eva, "Jiný termín")
        for slip in ("až to půjde", "20. 1. 2027"):
            (asked_again,) = await stage.says(eva, slip)
            assert plain(asked_again).startswith("Napište prosím den po termínu")
        await stage.says(eva, "5. 2. 2027")

        assert plain(petra.last).startswith("Termín je prodloužený. Nový termín: 5. 2. 2027. Chybí: 3.")
        await stage.until("2027-02-05 12:00")
        assert await stage.state("1.1") == "open"
        assert said(petra)[-1][0] == "02-04 09:00"
        await stage.until("2027-02-06 01:00")
        assert await stage.state("1.1") == "not_supplied"


async def test_reminders_are_written_in_english_to_whoever_reads_english(tmp_path: Path) -> None:
    async with calendar_stage(tmp_path, DEPUTY) as stage:
        petra = await stage.join("Petra K.", "kotva", language="en")
        jan = await stage.join("Jan V.", "mp", language="en")
        await stage.until("2027-01-29 12:00")

        heard = [line for _, line in said(petra)[2:]]
        assert len(heard) > 3
        assert [line for line in heard if not line.startswith(("Good day", "Tomorrow", "The second contact"))] == []
        assert asked(petra, "Tomorrow, on Friday 29 January, the collection").labels[-1] == "We shall not make it"
        deputy = next(one for one in jan.chat if "The first contact" in one.text)
        assert deputy.labels[-3:] == ("Take over", "Show", "The first contact will answer")
