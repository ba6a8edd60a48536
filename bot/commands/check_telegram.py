"""`plneni check --online`: whether Telegram takes the token, and whether the clock here agrees with its clock."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import aiohttp

from bot.commands.context import Context
from bot.commands.finding import Finding
from bot.config import Config

PATIENCE = aiohttp.ClientTimeout(total=10)
MOST_OFF = 60
"""Seconds that the clock may differ; reminders are to the minute, a certificate minds more."""
REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Heard:
    """What Telegram answered: the status, the bot's name, its clock's time, the status of the administrators' chat.

    Attributes:
        admin: 0 = nothing was asked about that chat: there is none, or the token is not taken.
    """

    status: int
    name: str
    at: datetime | None
    admin: int


def check_telegram(config: Config, context: Context) -> list[Finding]:
    """Ask Telegram once; the token is in no line, whatever happens."""
    try:
        heard = asyncio.run(_ask(config))
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        # the words of the error may hold the address, and the address holds the token
        what = context.phrase("run.telegram", url=config.telegram.api_url, detail=type(error).__name__)
        return [Finding(level="note", what=what)]
    return [_token(heard, config, context), *_clock(heard, context), *_admin_chat(heard, context)]


async def _ask(config: Config) -> _Heard:
    address = f"{config.telegram.api_url}/bot{config.telegram.token.get_secret_value()}"
    async with aiohttp.ClientSession(timeout=PATIENCE) as session:
        async with session.get(f"{address}/getMe") as response:
            told, status = response.headers.get("Date", ""), response.status
            name = _name(await response.json(content_type=None)) if status == HTTPStatus.OK else ""
        heard = _Heard(status=status, name=name, at=parsedate_to_datetime(told) if told else None, admin=0)
        if status != HTTPStatus.OK or not config.bot.admin_chat:
            return heard
        async with session.get(f"{address}/getChat", params={"chat_id": config.bot.admin_chat}) as response:
            return replace(heard, admin=response.status)


def _name(answer: object) -> str:
    """Give the bot's name.

    Raises:
        ValueError: Somebody else answered, such as a proxy.
    """
    match answer:
        case {"result": {"username": str(name)}}:
            return name
        case _:
            raise ValueError("no answer of Telegram")


def _token(heard: _Heard, config: Config, context: Context) -> Finding:
    if heard.status == HTTPStatus.OK:
        return Finding(level="ok", what=context.phrase("check.token_taken", name=heard.name))
    if heard.status in REFUSED:
        return Finding(level="fault", what=context.phrase("run.token"))
    what = context.phrase("run.telegram", url=config.telegram.api_url, detail=f"HTTP {heard.status}")
    return Finding(level="note", what=what)


def _clock(heard: _Heard, context: Context) -> list[Finding]:
    if heard.at is None:
        return []
    off = round((context.clock.now() - heard.at).total_seconds())
    if abs(off) <= MOST_OFF:
        return [Finding(level="ok", what=context.phrase("check.clock"))]
    return [Finding(level="fault", what=context.phrase("check.clock_off", seconds=abs(off)))]


def _admin_chat(heard: _Heard, context: Context) -> list[Finding]:
    if not heard.admin:
        return []
    if heard.admin == HTTPStatus.OK:
        return [Finding(level="ok", what=context.phrase("check.admin_chat"))]
    return [Finding(level="fault", what=context.phrase("check.admin_chat_closed"))]
