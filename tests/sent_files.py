"""Files that the bot sent in a chat: waited for, and read."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.sandbox.people import Message, Person
from tests.chat_stage import ChatStage

PATIENCE = 60


def files_of(person: Person, after: int = 0) -> list[Message]:
    """Give the messages with a file that the bot sent to somebody, only those after a message where one is named."""
    return [one for one in person.chat if one.by_bot and one.attachment and one.id > after]


async def wait_for_files(
    stage: ChatStage,
    person: Person,
    *,
    after: int = 0,
    least: int = 1,
    meanwhile: Callable[[], Awaitable[None]] | None = None,
) -> list[Message]:
    """Wait until so many files have come, and all that are made beside them.

    Args:
        stage: Where.
        person: Whose chat.
        after: Only files after the message with this id count.
        least: How many.
        meanwhile: What is done over and over; None = waiting until everything is quiet.
    """
    async with asyncio.timeout(PATIENCE):
        while len(files_of(person, after)) < least:
            await (meanwhile or stage.quiet)()
        await stage.app.settle()
    return files_of(person, after)


def content_of(stage: ChatStage, message: Message) -> bytes:
    """Give the bytes of a file that the bot sent."""
    assert message.attachment is not None
    stored = stage.server.world.files.find(str(message.attachment.file_id))
    assert stored is not None
    assert stored.content is not None
    return stored.content
