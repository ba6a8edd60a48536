"""Fetching accepted files: a durable job after the commit; a failure is told to whoever sent the file."""

import asyncio
import hashlib
import logging
import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.clock import Clock
from bot.conversation.files import LARGEST, MEGABYTE
from bot.conversation.message import Message
from bot.conversation.scene import Mint
from bot.file_kinds import is_as_named
from bot.intake.act import message_payload
from bot.on_disk import surely_on_disk
from bot.words import Words, words_for
from storage.attachments import WantedFile, contacts_of_sender, keep_file, load_wanted_files, put_off_file, refuse_file
from storage.database import Database, Tx
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch

log = logging.getLogger(__name__)
AT_ONCE = 20
MOST_TRIES = 8
FIRST_PAUSE = timedelta(seconds=10)
TOO_LARGE = "too big"
"""How Telegram says it."""
Said: TypeAlias = Callable[[Words], str]


def attachments_folder(reports: str) -> Path:
    """Give the folder of the files that people sent, beside the reports."""
    return Path(reports) / "attachments"


async def fetch_file(bot: Bot, file: str) -> bytes:
    """Give the content of a file that somebody sent, by the channel's id of it."""
    found = await bot.get_file(file)
    return bytes(await found.download_as_bytearray())


class Attachments:
    """Fetches what was accepted and keeps it under its hash."""

    def __init__(self, *, database: Database, bot: Bot, clock: Clock, mint: Mint, folder: Path) -> None:
        """Take what fetching needs; files are kept in `folder`, named by their SHA-256."""
        self._database, self._bot, self._clock, self._mint = database, bot, clock, mint
        self._folder = folder

    async def fetch_due(self) -> int:
        """Fetch the files that are due; give how many were looked at."""
        now = self._clock.now()
        async with self._database.read() as tx:
            wanted = await load_wanted_files(tx, now=now, limit=AT_ONCE)
        for file in wanted:
            await self._fetch(file)
        return len(wanted)

    async def _fetch(self, file: WantedFile) -> None:
        try:
            content = await fetch_file(self._bot, file.channel_file)
        except BadRequest as error:
            said = too_large() if TOO_LARGE in error.message.lower() else not_fetched(file.name)
            await self._refuse(file, error.message, said)
            return
        except (TelegramError, OSError) as error:
            await self._put_off(file, type(error).__name__)
            return
        if len(content) > LARGEST:
            await self._refuse(file, TOO_LARGE, too_large(len(content)))
            return
        if not is_as_named(file.name, content):
            await self._refuse(
                file, "not what its name says", lambda words: words.text("file_not_as_named", name=file.name)
            )
            return
        digest = hashlib.sha256(content).hexdigest()
        try:
            await asyncio.to_thread(keep_content, self._folder, digest, content)
        except OSError as error:
            await self._put_off(file, type(error).__name__)
            return
        async with self._database.write() as tx:
            await keep_file(tx, file.id, hash_=digest, size=len(content))

    async def _put_off(self, file: WantedFile, error: str) -> None:
        tries = file.tries + 1
        if tries >= MOST_TRIES:
            await self._refuse(file, error, not_fetched(file.name))
            return
        later = self._clock.now() + FIRST_PAUSE * 2**tries
        async with self._database.write() as tx:
            await put_off_file(tx, file.id, tries=tries, error=error, not_before_at=later)

    async def _refuse(self, file: WantedFile, error: str, said: Said) -> None:
        async with self._database.write() as tx:
            await refuse_file(tx, file.id, error=error)
            await self._tell(tx, file, said)
        log.warning("a file was not kept: %s", error)

    async def _tell(self, tx: Tx, file: WantedFile, said: Said) -> None:
        now = self._clock.now()
        rows = tuple(
            OutboxRow(
                id=self._mint(),
                contact=contact,
                payload=message_payload(Message(text=said(words_for(language or "cs")))),
                not_before_at=now,
                created_at=now,
            )
            for contact, language in await contacts_of_sender(tx, file.task, file.id)
        )
        await write_batch(tx, Writes(changed_at=now, outbox=rows))


def not_fetched(name: str) -> Said:
    """Say that a file could not be fetched."""
    return lambda words: words.text("file_fetch_failed", name=name)


def too_large(size: int = 0) -> Said:
    """Say that a file is too large: known only now, for the channel gave no size; 0 = it is not known even now."""
    return lambda words: words.text("file_too_large", size=-(-size // MEGABYTE), limit=LARGEST // MEGABYTE)


def keep_content(folder: Path, digest: str, content: bytes) -> Path:
    """Write a file under its hash, whole or not at all."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / digest
    if target.exists():
        return target
    handle, name = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
        surely_on_disk([target])
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target
