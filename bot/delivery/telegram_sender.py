"""One outbox row into one Bot API call, and Telegram's answer into what became of the row."""

import asyncio
import base64
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import cast

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.clock import Clock
from bot.conversation.splitting import LIMIT, split
from bot.delivery.row import Fate, Mark, OutRow
from bot.telegram_call import ask
from flows.answers import JsonValue

log = logging.getLogger(__name__)

NO_PREVIEW = '{"is_disabled":true}'
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=5)
LONGEST_CAPTION = 1_000
GONE = ("deactivated", "chat not found")


def at_once(bot: Bot, clock: Clock) -> Callable[[OutRow], Awaitable[Mark]]:
    """Give the function that sends a row outside the queue: how something goes that the queue waits for."""

    async def send_now(row: OutRow) -> Mark:
        return await deliver(bot, row, str(row.payload.get("ref", "")), clock)

    return send_now


async def deliver(bot: Bot, row: OutRow, ref: str, clock: Clock) -> Mark:
    """Make the call that a row asks for.

    Args:
        bot: The bot.
        row: What to send.
        ref: The channel's id of the message that an edit or deletion is about.
        clock: For the moment of the next try.
    """
    try:
        made = await call(bot, row, ref)
    except RetryAfter as error:
        pause = error.retry_after
        later = pause if isinstance(pause, timedelta) else timedelta(seconds=pause)
        return Mark(row=row, fate=Fate.WAITING, error="429", not_before=clock.now() + later, tries=row.tries)
    except ChatMigrated as error:
        return Mark(row=row, fate=Fate.FAILED, error=f"moved to {error.new_chat_id}")
    except (Forbidden, BadRequest) as error:
        return refused(row, error)
    except InvalidToken:
        raise
    except (NetworkError, TelegramError) as error:
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(row.tries, 10))
        name = type(error).__name__
        return Mark(row=row, fate=Fate.WAITING, error=name, not_before=clock.now() + pause, tries=row.tries + 1)
    return Mark(row=row, fate=Fate.SENT, ref=made or ref)


def refused(row: OutRow, error: Forbidden | BadRequest) -> Mark:
    """Read a refusal: blocked, gone, nothing to change, or a mistake of ours."""
    said = error.message.lower()
    if "not modified" in said:
        return Mark(row=row, fate=Fate.SENT, ref=str(row.payload.get("ref", "")))
    if any(word in said for word in GONE):
        return Mark(row=row, fate=Fate.FAILED, error=said, gone="gone")
    if isinstance(error, Forbidden):
        return Mark(row=row, fate=Fate.FAILED, error=said, gone="blocked")
    if row.kind in {"edit", "delete"}:
        return Mark(row=row, fate=Fate.DROPPED, error=said)
    return Mark(row=row, fate=Fate.FAILED, error=said)


async def call(bot: Bot, row: OutRow, ref: str) -> str:
    """Send, edit, delete or send a document; give the id of the message that was made."""
    payload = row.payload
    match row.kind:
        case "send":
            return await send(bot, row)
        case "edit" if payload.get("unbutton"):
            await ask(bot, "editMessageReplyMarkup", {"chat_id": row.chat, "message_id": ref})
            return ""
        case "edit":
            edited = message(row)
            await ask(
                bot, "editMessageText", {**edited, "text": fitting(str(edited["text"]), LIMIT), "message_id": ref}
            )
            return ""
        case "delete":
            await ask(bot, "deleteMessage", {"chat_id": row.chat, "message_id": ref})
            return ""
        case "document":
            return await send_document(bot, row)
        case "photo":
            return await send_photo(bot, row)
        case _:
            raise ValueError(f"an outbox row of unknown kind: {row.kind}")


async def send(bot: Bot, row: OutRow) -> str:
    """Send a message; one that is longer than the channel takes in several, the buttons under the last."""
    asked = message(row)
    if row.payload.get("silent"):
        asked["disable_notification"] = True
    text = str(asked["text"])
    *before, asked["text"] = (text,) if len(text) <= LIMIT else split(text)
    for part in before:
        plain = {name: value for name, value in asked.items() if name != "reply_markup"}
        await ask(bot, "sendMessage", {**plain, "text": part})
    sent = await ask(bot, "sendMessage", asked)
    return str(cast("dict[str, JsonValue]", sent)["message_id"])


def fitting(text: str, limit: int) -> str:
    """Give of a text what the channel takes in one piece."""
    return text if len(text) <= limit else split(text, limit)[0]


async def send_document(bot: Bot, row: OutRow) -> str:
    """Send a file that waits on the disk, or one that was just made: a text, or bytes."""
    payload = row.payload
    if "text" in payload:
        content = str(payload["text"]).encode()
    elif "base64" in payload:
        content = base64.b64decode(str(payload["base64"]))
    else:
        content = await asyncio.to_thread(Path(str(payload["path"])).read_bytes)
    document = await bot.send_document(
        chat_id=int(row.chat),
        document=content,
        filename=str(payload["name"]),
        caption=fitting(str(payload.get("caption", "")), LONGEST_CAPTION) or None,
        parse_mode="HTML",
        reply_markup=keyboard(row),
    )
    return str(document.message_id)


def keyboard(row: OutRow) -> InlineKeyboardMarkup | None:
    """Give the buttons under a file, where there are any."""
    rows = cast("list[list[dict[str, str]]]", row.payload.get("rows") or [])
    made = [
        [InlineKeyboardButton(one["label"], url=one.get("url"), callback_data=one.get("data")) for one in each]
        for each in rows
    ]
    return InlineKeyboardMarkup(made) if made else None


async def send_photo(bot: Bot, row: OutRow) -> str:
    """Send a picture that waits on the disk."""
    payload = row.payload
    content = await asyncio.to_thread(Path(str(payload["path"])).read_bytes)
    sent = await bot.send_photo(
        chat_id=int(row.chat), photo=content, caption=str(payload.get("caption", "")) or None, parse_mode="HTML"
    )
    return str(sent.message_id)


async def discard(rows: Iterable[OutRow]) -> None:
    """Take the files off the disk that were made for these messages alone, whether they went out or not.

    With the last file in it a folder goes that was made for the row alone. A file that cannot be taken away stays: what
    became of the messages is not changed by it.
    """
    for row in rows:
        if row.payload.get("keep") is False:
            try:
                await asyncio.to_thread(_take_away, Path(str(row.payload["path"])), row.id)
            except OSError as error:  # its words hold the path, and that may name somebody
                log.warning("a file made for one message stays on the disk (%s)", type(error).__name__)


def _take_away(file: Path, row_id: str) -> None:
    file.unlink(missing_ok=True)
    if file.parent.name.endswith(row_id):
        with contextlib.suppress(OSError):  # there are further files in it
            file.parent.rmdir()


def message(row: OutRow) -> dict[str, JsonValue]:
    """Write what sending and editing share, as the API takes it."""
    said: dict[str, JsonValue] = {
        "chat_id": row.chat,
        "text": str(row.payload["text"]),
        "parse_mode": "HTML",
        "link_preview_options": NO_PREVIEW,
    }
    rows = cast("list[list[dict[str, str]]]", row.payload.get("rows") or [])
    if rows:
        said["reply_markup"] = {"inline_keyboard": [[button(one) for one in each] for each in rows]}
    return said


def button(one: Mapping[str, str]) -> JsonValue:
    """Make one button: a link, or data that come back."""
    if one.get("url"):
        return {"text": one["label"], "url": one["url"]}
    return {"text": one["label"], "callback_data": one["data"]}
