"""Simulated people: they write, tap, send files, block the bot, and wait for what it says."""

import re
import time
from collections.abc import Callable, Sequence
from typing import Self, TypeAlias

from bot.sandbox.botapi.seen import Changes, Message, NoSuchButtonError, in_order
from bot.sandbox.botapi.server import BotApiServer
from bot.sandbox.botapi.wire import Json
from bot.sandbox.botapi.world import Toast
from bot.sandbox.stage import LocalStage, RemoteStage, Stage

Wanted: TypeAlias = str | re.Pattern[str] | Callable[[Message], bool] | None
DEFAULT_SECONDS = 30.0


class Window:
    """One chat as one of its members sees it."""

    def __init__(self, stage: Stage, chat_id: int) -> None:
        self._stage, self.chat_id = stage, chat_id
        self._messages: dict[int, Message] = {}
        self._toasts: list[Toast] = []
        self._version = 0
        self._mark = 0

    async def refresh(self, seconds: float = 0.0) -> None:
        """Fetch what is new, waiting for it up to `seconds`; only a server in another process needs this call."""
        self._take(await self._stage.changes(self.chat_id, after=self._version, seconds=seconds))

    @property
    def messages(self) -> list[Message]:
        """What is there now, in the order of the chat."""
        self._look()
        return in_order(self._messages.values())

    @property
    def history(self) -> list[Message]:
        """Everything there ever was, deleted messages too."""
        self._look()
        return sorted(self._messages.values(), key=lambda message: message.id)

    @property
    def toasts(self) -> list[Toast]:
        """What answers to presses have shown so far."""
        self._look()
        return list(self._toasts)

    async def act(self, person_id: int, act: str, body: Json) -> Json:
        """Act here; whatever changes from now on is new to `wait_for`."""
        told = await self._stage.act(person_id, act, body | {"chat_id": self.chat_id})
        self._mark = told["version"]
        return told

    async def mark(self) -> None:
        """Count everything seen so far as old."""
        await self.refresh()
        self._mark = self._version

    async def wait_for(self, wanted: Wanted, seconds: float) -> Message:
        """Return the newest message of the bot, sent or edited since the mark, that is wanted.

        Raises:
            TimeoutError: None came; the error shows the chat.
        """
        until = time.monotonic() + seconds
        left = 0.0
        while True:
            await self.refresh(left)
            new = [one for one in self.messages if one.by_bot and one.version > self._mark]
            found = [one for one in new if _is_wanted(one, wanted)]
            if found:
                return max(found, key=lambda message: message.version)
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"nothing like {wanted!r} came in {seconds} s; the chat reads:\n{self._shown()}")

    def _look(self) -> None:
        self._take(self._stage.peek(self.chat_id, after=self._version))

    def _take(self, changes: Changes | None) -> None:
        if changes is not None:
            self._messages.update((message.id, message) for message in changes.messages)
            self._toasts += changes.toasts
            self._version = changes.version

    def _shown(self) -> str:
        return "\n".join(f"{one.id} {one.author}: {one.text} {list(one.labels) or ''}" for one in self.messages[-8:])


def _is_wanted(message: Message, wanted: Wanted) -> bool:
    if wanted is None:
        return True
    if isinstance(wanted, str):
        return wanted in message.text
    if isinstance(wanted, re.Pattern):
        return wanted.search(message.text) is not None
    return wanted(message)


class Group:
    """A group chat with the bot in it."""

    def __init__(self, chat_id: int, title: str) -> None:
        self.id, self.title = chat_id, title


class Person:
    """One person on their phone; made by `Crowd.person`.

    Every act works in the chat with the bot unless `group` says otherwise.

    Attributes:
        id: Telegram's id of the person, and of their chat with the bot.
        name: First name.
    """

    def __init__(self, stage: Stage, person_id: int, name: str) -> None:
        self._stage, self.id, self.name = stage, person_id, name
        self._windows: dict[int, Window] = {}

    @property
    def chat(self) -> list[Message]:
        """The chat with the bot as it is seen now."""
        return self.window().messages

    @property
    def history(self) -> list[Message]:
        """The chat with the bot with deleted messages."""
        return self.window().history

    @property
    def last(self) -> Message:
        """The newest message of the bot.

        Raises:
            LookupError: It has not written yet.
        """
        found = [message for message in self.chat if message.by_bot]
        if not found:
            raise LookupError(f"the bot has not written to {self.name}")
        return found[-1]

    @property
    def toasts(self) -> list[Toast]:
        """What answers to the person's presses have shown; an empty text showed nothing."""
        return [toast for toast in self.window().toasts if toast.user_id == self.id]

    def window(self, group: Group | None = None) -> Window:
        """Return the person's view of a chat."""
        chat_id = self.id if group is None else group.id
        return self._windows.setdefault(chat_id, Window(self._stage, chat_id))

    async def refresh(self) -> None:
        """Fetch what is new; needed before `chat` where the server runs in another process."""
        await self.window().refresh()

    async def mark(self, group: Group | None = None) -> None:
        """Count everything said so far as old, such as before the clock is moved."""
        await self.window(group).mark()

    async def wait_for(
        self, wanted: Wanted = None, seconds: float = DEFAULT_SECONDS, *, group: Group | None = None
    ) -> Message:
        """Wait for a message of the bot, new or edited since the person's last act or `mark`.

        Args:
            wanted: A part of its text, a pattern, a predicate, or None for any.
            seconds: Real time to wait.
            group: The chat, unless it is the one with the bot.

        Raises:
            TimeoutError: It did not come; the error shows the end of the chat.
        """
        return await self.window(group).wait_for(wanted, seconds)

    async def start(self, payload: str = "") -> Message:
        """Press Start, as by `t.me/<bot>?start=payload`."""
        return await self._acts("start", payload=payload)

    async def says(self, text: str, *, reply_to: Message | None = None, group: Group | None = None) -> Message:
        """Write; an app cuts more than 4096 characters into several messages, the last of which is returned."""
        reply = None if reply_to is None else reply_to.id
        return await self._acts("text", group, text=text, reply_to=reply)

    async def taps(
        self,
        label: str | re.Pattern[str] | None = None,
        *,
        message: Message | None = None,
        row: int | None = None,
        column: int | None = None,
        group: Group | None = None,
    ) -> Json:
        """Press a button of the newest message that has it: by label, else a label's beginning, pattern or place.

        Returns:
            `message_id`, `label`, `data`, `url` of the button; pressing a url tells the bot nothing, pressing
            a reply keyboard's button writes its label.

        Raises:
            NoSuchButtonError: It is not there; the error lists the visible buttons.
        """
        wanted: Json = {"message_id": None if message is None else message.id, "row": row, "column": column}
        if isinstance(label, re.Pattern):
            wanted["pattern"] = label.pattern
        else:
            wanted["label"] = label
        return await self.window(group).act(self.id, "tap", wanted)

    async def taps_data(self, data: str, *, message: Message | None = None, group: Group | None = None) -> Json:
        """Send a press that no button stands for, as a forged client can."""
        body = {"data": data, "message_id": None if message is None else message.id}
        return await self.window(group).act(self.id, "tap_data", body)

    async def edits(self, message: Message, text: str, *, group: Group | None = None) -> Message:
        """Change a text sent earlier."""
        return await self._acts("edit", group, message_id=message.id, text=text)

    async def deletes(self, message: Message, *, group: Group | None = None) -> None:
        """Delete a message, own or the bot's, for both."""
        await self.window(group).act(self.id, "delete", {"message_id": message.id})

    async def reacts(self, message: Message, emoji: str, *, group: Group | None = None) -> None:
        """React to a message."""
        await self.window(group).act(self.id, "react", {"message_id": message.id, "emoji": emoji})

    async def sends_photo(
        self, content: bytes | None = None, *, size: int | None = None, caption: str = "", album: str | None = None
    ) -> Message:
        """Send a photo; without content its `size` is claimed. Photos of one `album` share a media group."""
        return await self._acts("photo", content=content, size=size, caption=caption, media_group_id=album)

    async def sends_document(
        self,
        name: str,
        content: bytes | None = None,
        *,
        size: int | None = None,
        mime: str = "application/octet-stream",
        caption: str = "",
    ) -> Message:
        """Send a file; without content its `size` is claimed and its bytes are zeros."""
        return await self._acts("document", name=name, content=content, size=size, mime=mime, caption=caption)

    async def sends_video(self, *, size: int, name: str = "video.mp4", caption: str = "") -> Message:
        """Send a video of a claimed size."""
        return await self._acts("video", name=name, size=size, caption=caption)

    async def sends_voice(self, content: bytes | None = None, *, size: int | None = None, duration: int = 5) -> Message:
        """Send a voice note."""
        return await self._acts("voice", content=content, size=size, duration=duration)

    async def sends_location(self, latitude: float, longitude: float) -> Message:
        """Share a place."""
        return await self._acts("location", latitude=latitude, longitude=longitude)

    async def forwards(self, text: str, *, author: str = "Alena Malá") -> Message:
        """Forward somebody's text."""
        return await self._acts("forward", text=text, author=author)

    async def blocks(self) -> None:
        """Block the bot."""
        await self.window().act(self.id, "block", {})

    async def unblocks(self) -> None:
        """Let the bot write again."""
        await self.window().act(self.id, "unblock", {})

    async def deletes_account(self) -> None:
        """Leave Telegram."""
        await self.window().act(self.id, "deactivate", {})

    async def kicks_bot(self, group: Group) -> None:
        """Throw the bot out of a group."""
        await self.window(group).act(self.id, "kick_bot", {})

    async def _acts(self, act: str, group: Group | None = None, **body: object) -> Message:
        window = self.window(group)
        told = await window.act(self.id, act, body)
        await window.refresh()
        return next(message for message in window.history if message.id == told["message_id"])


class Crowd:
    """Makes people and groups on one server; `Crowd.at(url)` for a server in another process."""

    def __init__(self, where: BotApiServer | Stage) -> None:
        """Work on a server in this process, or on a given stage."""
        self._stage = LocalStage(where) if isinstance(where, BotApiServer) else where

    @classmethod
    def at(cls, url: str) -> Self:
        """Work on the server that listens at `url`; leave by `close` or use as a context."""
        return cls(RemoteStage(url))

    async def person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "cs",
    ) -> Person:
        """Make a person who has Telegram but has not started the bot."""
        details = {"first_name": first_name, "last_name": last_name, "username": username}
        person_id = await self._stage.add_person(details | {"language_code": language_code})
        return Person(self._stage, person_id, first_name)

    async def group(
        self, title: str, members: Sequence[Person], *, kind: str = "group", bot_sees_all: bool = False
    ) -> Group:
        """Make a group with the bot in it, brought in by the first member."""
        ids = [member.id for member in members]
        details = {"title": title, "members": ids, "kind": kind, "bot_sees_all": bot_sees_all}
        return Group(await self._stage.add_group(details), title)

    async def close(self) -> None:
        """Close connections to a server in another process."""
        if isinstance(self._stage, RemoteStage):
            await self._stage.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


__all__ = ["Crowd", "Group", "Message", "NoSuchButtonError", "Person", "Window"]
