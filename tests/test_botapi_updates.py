import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Update
from telegram.error import BadRequest, Conflict

from bot.sandbox.botapi import NoSuchButtonError
from tests.botapi_rehearsal import Rehearsal, keyboard, rehearsal


@pytest.fixture
async def r() -> AsyncIterator[Rehearsal]:
    async with rehearsal() as opened:
        yield opened


def _holds(whole: object, part: object) -> bool:
    """Return whether `whole` says all that `part` does; the library adds fields that are off."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and _holds(whole[key], part[key]) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list) and all(map(_holds, whole, part)) and len(whole) == len(part)
    return whole == part


async def test_updates_come_again_until_an_offset_confirms_them(r: Rehearsal) -> None:
    petra = await r.joined()
    for text in "abc":
        await petra.says(text)
    first = await r.updates()
    ids = [one["update_id"] for one in first]
    assert ids == list(range(ids[0], ids[0] + 3))
    assert [one["message"]["text"] for one in await r.updates(offset=ids[1])] == ["b", "c"]
    assert await r.updates(offset=ids[2] + 1) == []


async def test_the_limit_is_kept_and_a_negative_offset_keeps_the_last(r: Rehearsal) -> None:
    petra = await r.joined()
    for text in "abc":
        await petra.says(text)
    assert [one["message"]["text"] for one in await r.updates(limit=2)] == ["a", "b"]
    assert [one["message"]["text"] for one in await r.updates(offset=-1)] == ["c"]


async def test_asking_again_at_once_with_the_same_offset_gives_one_update(r: Rehearsal) -> None:
    petra = await r.joined()
    await petra.says("a")
    await petra.says("b")
    offset = (await r.updates())[0]["update_id"]
    assert len(await r.updates(offset=offset)) == 2
    assert len(await r.updates(offset=offset)) == 1


async def test_a_long_poll_returns_when_an_update_is_made(r: Rehearsal) -> None:
    petra = await r.joined()
    poll = asyncio.create_task(r.updates(offset=1, timeout=50))
    await r.server.wait_until_polled()
    await petra.says("a")
    assert [one["message"]["text"] for one in await poll] == ["a"]


async def test_a_poll_ends_when_its_client_is_gone(r: Rehearsal) -> None:
    await r.joined()
    poll = asyncio.create_task(r.updates(offset=1, timeout=50))
    await r.server.wait_until_polled()
    waiting = r.server._receiver._poll
    assert waiting is not None
    poll.cancel()
    await asyncio.wait({waiting}, timeout=5)
    assert waiting.cancelled()


async def test_of_two_pollers_the_first_is_refused(r: Rehearsal) -> None:
    petra = await r.joined()
    first = asyncio.create_task(r.updates(timeout=50))
    await r.server.wait_until_polled()
    second = asyncio.create_task(r.updates(offset=1, timeout=50))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    await petra.says("a")
    assert len(await second) == 1


async def test_polling_is_refused_while_a_webhook_is_set(r: Rehearsal) -> None:
    await r.bot.set_webhook("https://kamenov.example/bot", secret_token="a_b-1")  # noqa: S106 -- an example
    assert (await r.bot.get_webhook_info()).url == "https://kamenov.example/bot"
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await r.updates()
    await r.bot.delete_webhook()
    assert await r.updates() == []
    with pytest.raises(BadRequest, match=r"(?i)an https url must be provided"):
        await r.bot.set_webhook("http://kamenov.example/bot")


async def test_the_choice_of_updates_is_kept_and_applied_when_they_are_made(r: Rehearsal) -> None:
    petra = await r.joined()
    said = await petra.says("a")
    await petra.reacts(said, "👍")
    assert [list(one)[1] for one in await r.updates(allowed_updates=["message_reaction"])] == ["message"]
    await petra.says("b")
    await petra.reacts(said, "🔥")
    kinds = [list(one)[1] for one in await r.updates(offset=1)]
    assert kinds == ["message", "message_reaction"]


async def test_messages_are_kept_24_hours_and_presses_150_seconds(r: Rehearsal) -> None:
    petra = await r.joined()
    await r.bot.send_message(petra.id, "x", reply_markup=keyboard(("Hotovo",)))
    await petra.taps("Hotovo")
    await petra.says("a")
    r.later(seconds=149)
    assert len(await r.updates()) == 2
    r.later(seconds=1)
    assert [list(one)[1] for one in await r.updates(offset=1)] == ["message"]
    r.later(hours=24)
    assert await r.updates(offset=2) == []


async def test_a_press_is_answered_once_and_within_15_seconds(r: Rehearsal) -> None:
    petra = await r.joined()
    await r.bot.send_message(petra.id, "x", reply_markup=keyboard(("Hotovo",)))
    presses = [await petra.taps("Hotovo") for _ in range(2)]
    r.later(seconds=15)
    assert await r.bot.answer_callback_query(presses[0]["query_id"], "Zapsáno", show_alert=True)
    assert [(toast.text, toast.is_alert) for toast in petra.toasts] == [("Zapsáno", True)]
    too_old = "Query is too old and response timeout expired or query id is invalid"
    with pytest.raises(BadRequest, match=f"(?i){too_old}"):
        await r.bot.answer_callback_query(presses[0]["query_id"])
    r.later(seconds=1)
    with pytest.raises(BadRequest, match=f"(?i){too_old}"):
        await r.bot.answer_callback_query(presses[1]["query_id"])


async def test_an_answer_to_a_press_has_at_most_200_characters(r: Rehearsal) -> None:
    petra = await r.joined()
    press = await petra.taps_data("x")
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await r.bot.answer_callback_query(press["query_id"], "x" * 201)
    assert await r.bot.answer_callback_query(press["query_id"], "x" * 200)


async def test_a_press_brings_its_message_or_an_inaccessible_one(r: Rehearsal) -> None:
    petra = await r.joined()
    sent = await r.bot.send_message(petra.id, "x", reply_markup=keyboard(("Hotovo",)))
    await petra.taps("Hotovo")
    message = petra.last
    await petra.deletes(message)
    await petra.taps_data("d:Hotovo", message=message)
    presses = [Update.de_json(one, r.bot).callback_query for one in await r.updates()]
    pressed = [(one.data, one.message.message_id, one.message.is_accessible) for one in presses if one and one.message]
    assert pressed == [("d:Hotovo", sent.message_id, True), ("d:Hotovo", sent.message_id, False)]


async def test_a_missing_button_lists_the_visible_ones(r: Rehearsal) -> None:
    petra = await r.joined()
    await r.bot.send_message(petra.id, "x", reply_markup=keyboard(("Splněno", "Částečně"), ("Později",)))
    with pytest.raises(NoSuchButtonError, match=r"Neuvádět.*\[Splněno\] of 2, \[Částečně\] of 2, \[Později\] of 2"):
        await petra.taps("Neuvádět")
    assert (await petra.taps(row=0, column=1))["data"] == "d:Částečně"
    assert (await petra.taps("Poz"))["label"] == "Později"


async def test_the_newest_message_with_the_button_is_pressed(r: Rehearsal) -> None:
    petra = await r.joined()
    old = await r.bot.send_message(petra.id, "x", reply_markup=keyboard(("Hotovo",)))
    new = await r.bot.send_message(petra.id, "y", reply_markup=keyboard(("Hotovo", "Zpět")))
    await r.bot.send_message(petra.id, "z", reply_markup=keyboard(("Hotovo s výhradou",)))
    assert (await petra.taps("Hotovo"))["message_id"] == new.message_id
    first = next(message for message in petra.chat if message.id == old.message_id)
    assert (await petra.taps("Hotovo", message=first))["message_id"] == old.message_id


async def test_repeated_updates_come_again_under_their_old_id(r: Rehearsal) -> None:
    petra = await r.joined()
    r.server.world.updates.repeat_next(1)
    await petra.says("a")
    first = await r.updates()
    again = await r.updates(offset=first[-1]["update_id"] + 1)
    assert again == first
    assert await r.updates(offset=first[-1]["update_id"] + 2) == []


async def test_held_updates_come_late_and_are_not_lost_to_a_higher_offset(r: Rehearsal) -> None:
    petra = await r.joined()
    updates = r.server.world.updates
    updates.hold()
    await petra.says("a")
    assert await r.updates() == []
    updates.release()
    [late] = await r.updates(offset=10**9)
    assert late["message"]["text"] == "a"
    assert await r.updates(offset=10**9 + 1) == []


async def test_a_reversed_batch_comes_last_first_once(r: Rehearsal) -> None:
    petra = await r.joined()
    r.server.world.updates.reverse_next(1)
    await petra.says("a")
    await petra.says("b")
    assert [one["message"]["text"] for one in await r.updates()] == ["b", "a"]
    assert [one["message"]["text"] for one in await r.updates(offset=1)] == ["a", "b"]


async def test_every_update_is_one_that_python_telegram_bot_reads(r: Rehearsal) -> None:
    petra = await r.joined()
    said = await petra.says("/prehled na https://kamenov.example")
    await petra.edits(said, "oprava")
    await petra.sends_photo(size=300_000, caption="Hřiště", album="1")
    await petra.sends_document("a.pdf", b"x", mime="application/pdf")
    await petra.sends_video(size=50 << 20)
    await petra.sends_voice(b"ogg")
    await petra.sends_location(50.1, 14.4)
    await petra.forwards("odjinud")
    await petra.blocks()
    await petra.unblocks()
    wires = await r.updates()
    assert len(wires) == 10
    for wire in wires:
        assert _holds(Update.de_json(wire, r.bot).to_dict(), wire)


async def test_a_group_shows_the_bot_only_what_is_meant_for_it(r: Rehearsal) -> None:
    petra = await r.joined()
    group = await r.crowd.group("Prevence", [petra])
    asked = await r.bot.send_message(group.id, "Kdo?")
    await petra.says("jen tak", group=group)
    await petra.says("/stav", group=group)
    await petra.says("co ty, @plneni_bot?", group=group)
    question = next(one for one in petra.window(group).messages if one.id == asked.message_id)
    await petra.says("já", reply_to=question, group=group)
    texts = [one["message"].get("text") for one in await r.updates() if "message" in one]
    assert texts == [None, "/stav", "co ty, @plneni_bot?", "já"]
