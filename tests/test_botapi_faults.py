from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram.error import Forbidden, NetworkError, RetryAfter

from bot.sandbox.botapi import FaultKind
from tests.botapi_rehearsal import Rehearsal, rehearsal


@pytest.fixture
async def r() -> AsyncIterator[Rehearsal]:
    async with rehearsal() as opened:
        yield opened


@pytest.mark.parametrize(
    ("kind", "error", "words"),
    [
        (FaultKind.TOO_MANY_REQUESTS, RetryAfter, "Flood control exceeded. Retry in 0:00:07"),
        (FaultKind.FORBIDDEN, Forbidden, "bot was blocked by the user"),
        (FaultKind.SERVER_ERROR, NetworkError, "Internal Server Error"),
        (FaultKind.BAD_GATEWAY, NetworkError, "Bad Gateway"),
        (FaultKind.CUT_BEFORE, NetworkError, "Connection lost"),
    ],
)
async def test_an_ordered_fault_replaces_the_effect_for_so_many_calls(
    r: Rehearsal, kind: FaultKind, error: type[Exception], words: str
) -> None:
    petra = await r.joined()
    r.server.faults.order(kind, times=2, retry_after=7)
    for _ in range(2):
        with pytest.raises(error, match=words):
            await r.bot.send_message(petra.id, "x")
    assert len(petra.chat) == 1
    await r.bot.send_message(petra.id, "x")
    assert len(petra.chat) == 2


async def test_a_cut_after_the_effect_leaves_the_effect(r: Rehearsal) -> None:
    petra = await r.joined()
    r.server.faults.order(FaultKind.CUT_AFTER)
    with pytest.raises(NetworkError, match="Connection lost"):
        await r.bot.send_message(petra.id, "x")
    assert petra.last.text == "x"
    assert r.server.calls[-1].status == 0


async def test_a_fault_meets_only_its_method_and_chat(r: Rehearsal) -> None:
    petra, jan = await r.joined(), await r.joined("Jan")
    r.server.faults.order(FaultKind.FORBIDDEN, method="sendMessage", chat_id=jan.id)
    await r.bot.send_message(petra.id, "x")
    await r.bot.send_chat_action(jan.id, "typing")
    with pytest.raises(Forbidden):
        await r.bot.send_message(jan.id, "x")


async def test_limits_are_not_enforced_unless_asked(r: Rehearsal) -> None:
    petra = await r.joined()
    for _ in range(40):
        await r.bot.send_message(petra.id, "x")
    assert len(petra.chat) == 41


async def test_one_chat_gets_a_burst_then_one_a_second_and_one_more_for_each_act() -> None:
    async with rehearsal(enforce_limits=True) as r:
        petra = await r.joined()
        for _ in range(5):
            await r.bot.send_message(petra.id, "x")
        with pytest.raises(RetryAfter):
            await r.bot.send_message(petra.id, "x")
        r.later(seconds=1)
        await r.bot.send_message(petra.id, "x")
        await petra.says("a")
        await r.bot.send_message(petra.id, "x")
        with pytest.raises(RetryAfter) as refusal:
            await r.bot.send_message(petra.id, "x")
        assert refusal.value.retry_after == timedelta(seconds=1)
        await r.bot.send_chat_action(petra.id, "typing")


async def test_bulk_is_limited_to_30_a_second_over_all_chats() -> None:
    async with rehearsal(enforce_limits=True) as r:
        people = [await r.joined(f"P{number}") for number in range(32)]
        for person in people:
            await r.bot.send_message(person.id, "odpověď na Start")
        for person in people[:30]:
            await r.bot.send_message(person.id, "upozornění")
        with pytest.raises(RetryAfter):
            await r.bot.send_message(people[30].id, "upozornění")
        r.later(seconds=1)
        await r.bot.send_message(people[30].id, "upozornění")


async def test_a_group_gets_20_messages_a_minute() -> None:
    async with rehearsal(enforce_limits=True) as r:
        petra = await r.joined()
        group = await r.crowd.group("Prevence", [petra])
        for _ in range(20):
            await r.bot.send_message(group.id, "x")
            r.later(seconds=1)
        with pytest.raises(RetryAfter) as refusal:
            await r.bot.send_message(group.id, "x")
        assert refusal.value.retry_after == timedelta(seconds=40)
