import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from telegram import ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.sandbox.botapi import CannotActError
from bot.sandbox.transcript import write_transcript
from tests.botapi_rehearsal import Rehearsal, keyboard, rehearsal

GOLDEN = Path(__file__).parent / "data/botapi/transcript.md"


@pytest.fixture
async def r() -> AsyncIterator[Rehearsal]:
    async with rehearsal() as opened:
        yield opened


async def test_start_brings_its_payload_and_the_apps_language(r: Rehearsal) -> None:
    jan = await r.crowd.person("Jan", language_code="en")
    await jan.start("pozvanka_1")
    [update] = await r.updates()
    assert update["message"]["text"] == "/start pozvanka_1"
    assert update["message"]["from"]["language_code"] == "en"


async def test_ids_of_people_need_64_bits(r: Rehearsal) -> None:
    assert (await r.crowd.person("Jan")).id > 2**32


async def test_a_payload_that_no_link_can_carry_is_refused(r: Rehearsal) -> None:
    jan = await r.crowd.person("Jan")
    with pytest.raises(CannotActError, match="at most 64"):
        await jan.start("ž")


async def test_an_app_cuts_a_long_text_into_messages(r: Rehearsal) -> None:
    petra = await r.joined()
    last = await petra.says("x" * 20_000)
    texts = [update["message"]["text"] for update in await r.updates()]
    assert [len(text) for text in texts] == [4096] * 4 + [3616]
    assert last.text == texts[-1]


async def test_waiting_ends_with_a_new_message(r: Rehearsal) -> None:
    petra = await r.joined()
    waiting = asyncio.create_task(petra.wait_for("díky"))
    await r.bot.send_message(petra.id, "Odpověď máme, díky.")
    assert (await waiting).text == "Odpověď máme, díky."


async def test_waiting_ends_with_an_edit(r: Rehearsal) -> None:
    petra = await r.joined()
    sent = await r.bot.send_message(petra.id, "Jak?", reply_markup=keyboard(("Splněno",)))
    await petra.taps("Splněno")
    waiting = asyncio.create_task(petra.wait_for())
    await r.bot.edit_message_text("Splněno", petra.id, sent.message_id)
    assert (await waiting).text == "Splněno"


async def test_waiting_never_takes_what_came_before_the_last_act(r: Rehearsal) -> None:
    petra = await r.joined()
    await r.bot.send_message(petra.id, "Jak?", reply_markup=keyboard(("Splněno",)))
    await petra.taps("Splněno")
    with pytest.raises(TimeoutError, match=r"(?s)nothing like 'Jak'.*Jak\?"):
        await petra.wait_for("Jak", seconds=0.01)


async def test_a_reply_keyboards_button_writes_its_label_until_it_is_removed(r: Rehearsal) -> None:
    petra = await r.joined()
    await r.bot.send_message(petra.id, "x", reply_markup=ReplyKeyboardMarkup([["Přehled", "Pomoc"]]))
    await petra.taps("Pomoc")
    assert [update["message"]["text"] for update in await r.updates()] == ["Pomoc"]
    await r.bot.send_message(petra.id, "y", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(LookupError, match="visible, newest first: none"):
        await petra.taps("Pomoc")


async def test_who_blocked_the_bot_cannot_write_until_unblocking(r: Rehearsal) -> None:
    petra = await r.joined()
    await petra.blocks()
    with pytest.raises(CannotActError, match="unblock it first"):
        await petra.says("x")
    await petra.unblocks()
    await petra.says("x")
    states = [one["my_chat_member"]["new_chat_member"]["status"] for one in (await r.updates())[:2]]
    assert states == ["kicked", "member"]


async def test_people_edit_only_their_own_messages(r: Rehearsal) -> None:
    petra = await r.joined()
    said = await petra.says("110 tis")
    assert (await petra.edits(said, "120 tis")).text == "120 tis"
    assert petra.chat[-1].earlier[0].text == "110 tis"
    await r.bot.send_message(petra.id, "x")
    with pytest.raises(CannotActError, match="their own"):
        await petra.edits(petra.last, "y")


async def test_a_transcript_tells_times_buttons_taps_and_edits(r: Rehearsal) -> None:
    petra = await r.joined()
    sent = await r.bot.send_message(
        petra.id, "Jak se dařilo?", reply_markup=keyboard(("Splněno", "Částečně"), ("Později",))
    )
    r.clock.move_by(timedelta(days=1))
    await petra.taps("Částečně")
    await r.bot.edit_message_text("Jak se dařilo? <b>Částečně</b>", petra.id, sent.message_id, parse_mode="HTML")
    known = await r.bot.send_message(petra.id, "Rozumíme si?", reply_markup=keyboard(("Ano",)))
    await r.bot.edit_message_reply_markup(petra.id, known.message_id)
    await r.bot.edit_message_text("Rozumíme si?\n→ Ano", petra.id, known.message_id)
    await r.bot.send_message(petra.id, "Kolik?\nV Kč.", reply_markup=keyboard(("Neuvádět",)))
    await petra.says("1_000*")
    await petra.deletes(petra.chat[-1])
    assert write_transcript(petra.history, title="Petra") == GOLDEN.read_text("utf-8")
