"""The stream of events that the page lives on: the state of the run, and what changes in the chats it shows."""

import asyncio
import json
from collections.abc import AsyncIterator

from bot.sandbox.botapi.wire import Json
from bot.sandbox.page.keeping import Keeper
from bot.sandbox.page.show import OverError, Show
from bot.sandbox.page.shown import chat_json, state_json

ALIVE_SECONDS = 15.0
"""A connection that says nothing for so long is told that it lives."""
TOGETHER_SECONDS = 0.04
"""What changes within this time is told together."""


async def events(keeper: Keeper) -> AsyncIterator[str]:
    """Yield server-sent events until the reader goes: "state", and "chat" for each phone on the page."""
    while not keeper.is_over:
        show = await keeper.opened()
        told: dict[int, tuple[int, int]] = {}
        last: Json = {}
        while keeper.show is show and not keeper.is_over:
            rung = _next_change(show, keeper)
            try:
                state = await state_json(show)
            except OverError:
                break
            if not last or _lasting(state) != _lasting(last):
                last = state
                yield _event("state", state)
            for event in _chats(show, told):
                yield event
            if await _wait(rung):
                await asyncio.sleep(TOGETHER_SECONDS)
            else:
                yield ": alive\n\n"


def _chats(show: Show, told: dict[int, tuple[int, int]]) -> list[str]:
    found = []
    for player in show.players:
        chat = show.playing.server.world.chats[player.id]
        if not player.is_open:
            told.pop(player.id, None)
        elif told.get(player.id) != (chat.version, len(chat.actions)):
            after = told.get(player.id, (0, 0))[0]
            told[player.id] = (chat.version, len(chat.actions))
            found.append(_event("chat", chat_json(show, chat, after=after)))
    return found


def _next_change(show: Show, keeper: Keeper) -> list[asyncio.Future[None]]:
    chats = show.playing.server.world.chats
    return [
        show.bell.next_ring(),
        keeper.bell.next_ring(),
        *(chats[player.id].bell.next_ring() for player in show.players if player.is_open),
    ]


async def _wait(rung: list[asyncio.Future[None]]) -> bool:
    """Wait for one of the bells; False: none rang for a while."""
    try:
        done, _ = await asyncio.wait(rung, timeout=ALIVE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for future in rung:
            future.cancel()
    return bool(done)


def _lasting(state: Json) -> Json:
    """Leave out what passes by itself: the page's own clock runs on."""
    skips = state["time"]["skips"] | {"day": None}
    return state | {"now": None, "time": state["time"] | {"skips": skips}}


def _event(name: str, data: Json) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
