"""What the server remembers: people, chats, messages, files, presses and updates of one bot."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from bot.sandbox.botapi.bell import Bell
from bot.sandbox.botapi.files import FileStore
from bot.sandbox.botapi.presses import Presses
from bot.sandbox.botapi.updates import UpdateQueue
from bot.sandbox.botapi.wire import Json


@dataclass(kw_only=True, slots=True)
class User:
    """A simulated person as the server knows them."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    # The bot has seen this person somewhere, so it may know the id though it may not write first.
    met: bool = False

    def as_sender(self) -> Json:
        """Return the API's User."""
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        fixed = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return fixed | {key: value for key, value in optional.items() if value is not None}


@dataclass(frozen=True, kw_only=True, slots=True)
class Tap:
    """A press on a button: who pressed what, when."""

    at: datetime
    user_id: int
    data: str
    label: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """What a message showed until an edit: its text and the labels of its buttons by rows."""

    until: datetime
    text: str
    labels: tuple[tuple[str, ...], ...] = ()


@dataclass(kw_only=True, slots=True)
class Record:
    """One message of a chat with what happened to it.

    Attributes:
        wire: The Message as the API shows it now.
        version: The chat's count of changes at this message's last change.
        reply_markup: The reply keyboard sent with it, which the API's Message does not show.
        earlier: What it showed before each edit.
    """

    wire: Json
    by_bot: bool
    at: datetime
    version: int = 0
    reply_markup: Json | None = None
    silent: bool = False
    deleted_at: datetime | None = None
    earlier: list[Earlier] = field(default_factory=list)
    taps: list[Tap] = field(default_factory=list)
    reactions: dict[int, list[Json]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Toast:
    """What a person was shown in answer to a press; empty text only ends the progress mark."""

    user_id: int
    text: str
    is_alert: bool
    at: datetime
    version: int


@dataclass(kw_only=True, slots=True)
class Chat:
    """A private chat or a group; `version` counts its changes, `bell` tells of them."""

    id: int
    kind: str
    title: str | None = None
    members: list[int] = field(default_factory=list)
    bot_sees_all: bool = False
    bot_is_member: bool = True
    records: dict[int, Record] = field(default_factory=dict)
    toasts: list[Toast] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    version: int = 0
    last_id: int = 0
    bell: Bell = field(default_factory=Bell)

    def next_id(self) -> int:
        """Return the id of the next message; ids count per chat."""
        self.last_id += 1
        return self.last_id

    def touch(self, record: Record | None = None) -> int:
        """Count a change (of `record`) and tell those who wait; the record moves to the end of `changed`."""
        self.version += 1
        if record is not None:
            record.version = self.version
            message_id = record.wire["message_id"]
            self.records.pop(message_id, None)
            self.records[message_id] = record
        self.bell.ring()
        return self.version

    def with_buttons(self) -> list[Record]:
        """Return the bot's messages with a keyboard of either sort."""
        return [
            record
            for record in self.records.values()
            if record.by_bot and record.deleted_at is None and ("reply_markup" in record.wire or record.reply_markup)
        ]

    def changed(self, after: int) -> list[Record]:
        """Return records changed after that version, the earliest change first."""
        found: list[Record] = []
        for record in reversed(self.records.values()):
            if record.version <= after:
                break
            found.append(record)
        return found[::-1]


@dataclass(kw_only=True, slots=True)
class World:
    """Everything one bot's server holds.

    Attributes:
        me: The bot as getMe shows it.
    """

    clock: Clock
    me: Json
    updates: UpdateQueue
    files: FileStore
    presses: Presses
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)

    def bot_as_sender(self) -> Json:
        """Return the bot as a User in a message."""
        return {key: self.me[key] for key in ("id", "is_bot", "first_name", "username")}

    def chat_wire(self, chat: Chat) -> Json:
        """Return the API's Chat."""
        if chat.kind != "private":
            return {"id": chat.id, "type": chat.kind, "title": chat.title}
        user = self.users[chat.id]
        optional = {"last_name": user.last_name, "username": user.username}
        fixed = {"id": chat.id, "type": "private", "first_name": user.first_name}
        return fixed | {key: value for key, value in optional.items() if value is not None}

    def unix_now(self) -> int:
        """Return the clock as the API writes dates."""
        return int(self.clock.now().timestamp())

    def groups_of(self, user_id: int) -> Iterator[Chat]:
        """Yield the groups of a person."""
        return (chat for chat in self.chats.values() if chat.kind != "private" and user_id in chat.members)
