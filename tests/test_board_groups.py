"""The status in a group chat: numbers for whoever may see them, nothing about persons; a weekly digest on demand."""

import asyncio
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.sandbox.botapi.faults import FaultKind
from bot.sandbox.people import Group, Message, Person
from storage.tables.coordination import plan_groups
from storage.tables.people import invites, memberships
from tests.chat_stage import ChatStage, chat_stage
from tests.sent_files import wait_for_files

PERSONAL = ("Bez odezvy", "Nepřipojené", "Upozornit", "Další možnosti", "Dotazy")


async def says_in(stage: ChatStage, person: Person, group: Group, text: str) -> list[Message]:
    before = len(person.window(group).history)
    await person.says(text, group=group)
    await stage.quiet()
    return [one for one in person.window(group).history[before:] if one.by_bot]


async def test_a_group_sees_numbers_and_nobodys_name(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        await stage.join("Petra K.", "kotva")
        group = await stage.crowd.group("Prevence", [eva])
        said = (await says_in(stage, eva, group, "/stav"))[-1]
        assert "Odesláno 0/6" in said.text.replace("\u00a0", " ")
        assert not [label for label in said.labels if label.startswith(PERSONAL)]
        await eva.taps("Podle subjektů", group=group)
        await stage.quiet()
        await eva.taps("1", group=group)
        await stage.quiet()
        shown = eva.window(group).messages[-1]
        assert "Klub Kotva" in shown.text
        assert "Petra" not in shown.text
        assert shown.labels == ("Zpět",)
        await stage.check_books()


async def test_a_group_of_an_english_coordinator_reads_the_numbers_in_english(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        await stage.says(eva, "/language")
        await stage.taps(eva, "English")
        group = await stage.crowd.group("Prevence", [eva])
        said = (await says_in(stage, eva, group, "/status"))[-1]
        assert "Sent 0/6" in said.text.replace("\u00a0", " ")
        assert said.labels == ("By organisation", "By priorities", "Picture", "Refresh", "Send it every Monday")
        await eva.taps("By organisation", group=group)
        await stage.quiet()
        assert "Klub Kotva" in eva.window(group).messages[-1].text
        await stage.check_books()


async def test_a_partner_in_the_group_is_refused_and_forged_buttons_do_nothing(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva, petra = await stage.join("Eva Sojková", ""), await stage.join("Petra K.", "kotva")
        group = await stage.crowd.group("Prevence", [eva, petra])
        await says_in(stage, eva, group, "/stav")
        status = eva.window(group).messages[-1]
        refused = await says_in(stage, petra, group, "/stav")
        assert [one.text.partition(".")[0] for one in refused] == ["Sem přístup nemáte"]
        round_id = str(next(one.data for row in status.buttons for one in row if one.data)).split(":")[2]
        before = await stage.kept()
        for data in (f"S:s:{round_id}::0", f"S:j:{round_id}::0", f"W:p:{round_id}:u", f"E:l:{round_id}:0"):
            await eva.taps_data(data, message=status, group=group)
            await stage.quiet()
        assert eva.window(group).messages[-1].text == refused[-1].text
        assert await stage.kept() == before
        await stage.check_books()


async def test_a_group_gets_the_status_every_monday_until_it_is_turned_off(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        group = await stage.crowd.group("Prevence", [eva])
        await says_in(stage, eva, group, "/stav")
        await eva.taps("Posílat každé pondělí", group=group)
        await stage.quiet()
        assert "Neposílat každé pondělí" in eva.window(group).messages[-1].labels
        assert len(await stage.rows(select(plan_groups.c.contact))) == 1
        before = len(eva.window(group).history)
        for days in (1, 5, 1):
            await stage.pass_time(timedelta(days=days))
        came = [one for one in eva.window(group).history[before:] if one.by_bot]
        assert ["den 8/19" in one.text for one in came] == [True]
        await eva.taps("Neposílat každé pondělí", group=group)
        await stage.quiet()
        assert await stage.rows(select(plan_groups.c.contact)) == []
        await stage.check_books()


async def test_the_picture_comes_with_its_words(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva, petra = await stage.join("Eva Sojková", ""), await stage.join("Petra K.", "kotva")
        await stage.taps(petra, "Začít")
        await stage.says(petra, "netýká se")
        await stage.taps(petra, "Odeslat a další")
        await stage.says(eva, "/stav")
        await stage.taps(eva, "Obrázek")
        (picture,) = await wait_for_files(stage, eva)
        assert picture.attachment is not None
        assert picture.attachment.kind == "photo"
        text = picture.text.replace("\u00a0", " ")
        assert "P1: Netýká se 1, chybí 2" in text
        assert "P2: chybí 3" in text
        await stage.check_books()


async def test_invitations_that_telegram_did_not_take_are_not_made_anew(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        before = (await stage.rows(select(func.count()).select_from(invites)))[0][0]
        stage.server.faults.order(FaultKind.BAD_GATEWAY, method="sendDocument", times=2)
        await stage.says(eva, "/stav")
        await stage.taps(eva, "Nepřipojené")
        await stage.taps(eva, "Pozvánky")
        await wait_for_files(stage, eva, least=2, meanwhile=lambda: stage.pass_time(timedelta(minutes=1)))
        assert stage.server.faults.waiting() == ()
        after = (await stage.rows(select(func.count()).select_from(invites)))[0][0]
        assert after - before == len(stage.trial.plan.actors)


async def test_invitations_are_files_whose_links_let_in_once(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        await stage.says(eva, "/stav")
        await stage.taps(eva, "Nepřipojené")
        await stage.taps(eva, "Pozvánky")
        names = [one.attachment.name for one in await wait_for_files(stage, eva, least=2) if one.attachment]
        assert names == ["pozvanky.xlsx", "pozvanky.pdf"]
        assert not list((tmp_path / "reports").rglob("pozvanky.*"))
        await stage.taps(eva, "1")
        async with asyncio.timeout(120):
            await stage.taps(eva, "Pozvat")
            while not any("start=" in one.text for one in eva.chat):
                await stage.quiet()
        link = next(one.text for one in eva.chat if "start=" in one.text)
        token = link.partition("start=")[2].split()[0]
        jan = await stage.crowd.person("Jan V.")
        await jan.start(token)
        await stage.quiet()
        assert "Odpovídáte za organizaci" in jan.last.text
        await stage.check_books()


async def test_newly_joined_people_are_named_once_a_day_and_confirmed_with_one_tap(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        await stage.join("Petra K.", "kotva")
        await stage.join("Jan V.", "mp")
        before = len(eva.chat)
        await stage.pass_time(timedelta(hours=20))
        assert len(eva.chat) == before
        await stage.pass_time(timedelta(hours=4))
        await stage.pass_time(timedelta(hours=2))
        assert [one.text.splitlines()[0] for one in eva.chat[before:]] == ["Nově připojené osoby (2)"]
        await stage.taps(eva, "V pořádku")
        checked = await stage.rows(select(memberships.c.person).where(memberships.c.checked_at.is_not(None)))
        assert len(checked) == 2
        await stage.pass_time(timedelta(days=1))
        assert not [one for one in eva.chat[before + 1 :] if "Nově" in one.text]
        await stage.check_books()


async def test_newcomers_beyond_a_screen_are_counted_and_shown_next(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        for number in range(7):
            await stage.join(f"Osoba {number}", "kotva")
        await stage.pass_time(timedelta(hours=26))
        assert eva.last.text.splitlines()[0] == "Nově připojené osoby (7)"
        assert eva.last.text.splitlines()[-2:] == ["6) Osoba 5: Klub Kotva, z. s.", "a další (1)"]
        await stage.taps(eva, "V pořádku")
        await stage.taps(eva, "Nově připojení")
        assert eva.last.text.splitlines() == ["Nově připojené osoby (1)", "1) Osoba 6: Klub Kotva, z. s."]
        await stage.taps(eva, "V pořádku")
        assert eva.last.text == "Potvrzeno: 1."
        assert eva.last.labels == ("Zpět",)


async def test_a_group_of_coordinators_is_never_slowed_as_a_stranger_is(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva = await stage.join("Eva Sojková", "")
        group = await stage.crowd.group("Prevence", [eva])
        for _ in range(14):
            assert await says_in(stage, eva, group, "/stav")
            await stage.pass_time(timedelta(seconds=5))
