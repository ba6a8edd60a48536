"""A stranger is answered politely, ten times an hour at most; a good invite opens the door all the same."""

from datetime import timedelta
from pathlib import Path

from bot.conversation.joining import MOST_REQUESTS
from tests.chat_stage import chat_stage
from tests.raw_updates import raw_update


async def test_a_stranger_who_writes_without_end_is_answered_ten_times_an_hour(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        stranger = await stage.crowd.person("Neznámá")
        await stranger.start()
        for number in range(30):
            await stranger.says(f"zpráva {number}")
        await stage.quiet()
        assert sum(one.by_bot for one in stranger.chat) == 10
        await stage.pass_time(timedelta(minutes=61))
        await stage.says(stranger, "ještě něco")
        assert sum(one.by_bot for one in stranger.chat) == 11
        assert set(await stage.outcomes()) == {"done", "ignored"}


async def test_an_invite_that_holds_opens_the_door_even_then(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        stranger = await stage.crowd.person("Petra K.")
        await stranger.start()
        for number in range(20):
            await stranger.says(f"zpráva {number}")
        token = await stage.invite("kotva")
        await stranger.start(token)
        await stage.quiet()
        assert "Rozumím, pokračovat" in stranger.chat[-1].labels


async def test_guessing_tokens_is_slowed_too(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        stranger = await stage.crowd.person("Hádající")
        for number in range(40):
            await stranger.start(f"token{number}")
        await stage.quiet()
        assert sum(one.by_bot for one in stranger.chat) == 10


async def test_members_are_never_slowed(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        before = sum(one.by_bot for one in petra.chat)
        for _ in range(25):
            await petra.says("/pomoc")
            await stage.pass_time(timedelta(seconds=5))
        assert sum(one.by_bot for one in petra.chat) == before + 25


async def test_a_member_who_guesses_links_is_slowed_too_but_may_go_on_answering(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        before = sum(one.by_bot for one in petra.chat)
        for number in range(40):
            await petra.start(f"token{number}")
        await stage.pass_time(timedelta(seconds=30))
        assert sum(one.by_bot for one in petra.chat) <= before + 10
        assert (await stage.says(petra, "/prehled"))[0].text.startswith("Klub Kotva")
        assert await stage.new_after(petra, petra.start(await stage.invite("mp")))


async def test_a_strangers_requests_reach_the_coordinators_three_times_a_day(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva, stranger = await stage.join("Eva Sojková", ""), await stage.crowd.person("Neznámá")
        before = len(eva.chat)
        for number in range(6):
            await stage.new_after(stranger, stranger.start("vymysleny"))
            said = await stage.says(stranger, f"Klub {number}")
            assert said[0].text.startswith(
                "Žádost je odeslaná" if number < MOST_REQUESTS else "Víc žádostí za den nepředáme"
            )
            assert "Eva Sojková, tel." in said[0].text
            await stage.pass_time(timedelta(hours=1))
        told = [one.text for one in eva.chat[before:] if one.text.startswith("Žádost o přístup")]
        assert len(told) == MOST_REQUESTS
        await stage.pass_time(timedelta(days=1))
        await stage.new_after(stranger, stranger.start("vymysleny"))
        await stage.says(stranger, "Klub znovu")
        assert any("Klub znovu" in one.text for one in eva.chat)


async def test_of_two_coordinators_who_decide_in_one_batch_the_second_reads_that_it_is_done(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        eva, olga = await stage.join("Eva Sojková", ""), await stage.join("Olga C.", "")
        stranger = await stage.crowd.person("Neznámá")
        await stage.new_after(stranger, stranger.start("vymysleny"))
        await stage.says(stranger, "Klub Kotva")
        decline = next(one for row in eva.chat[-1].buttons for one in row if one.text == "Odmítnout")
        before = len(olga.chat)
        await stage.app.intake.process([raw_update(one, {"data": str(decline.data)}) for one in (eva, olga)])
        await stage.quiet()
        assert [one.text for one in olga.chat[before:]] == ["Tato žádost už je vyřízená."]
        assert not [one for one in await stage.outcomes() if one.startswith("failed")]
