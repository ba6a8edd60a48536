"""What people do in Telegram, and the updates it makes for the bot."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.sandbox.botapi.entities import parse_text, utf16_length
from bot.sandbox.botapi.limits import Limits
from bot.sandbox.botapi.seen import Wanted, find_button, seen_message
from bot.sandbox.botapi.sending import MAX_TEXT, photo_sizes
from bot.sandbox.botapi.wire import Json
from bot.sandbox.botapi.world import Chat, Earlier, Record, Tap, User, World

# Ids need 64 bits in real life; small ones would hide a column that is too narrow.
FIRST_USER_ID = 5_000_000_001
FIRST_GROUP_ID = -4_000_000_001
FIRST_SUPERGROUP_ID = -1_002_000_000_001
_DETECTED = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?")),
    ("url", re.compile(r"https?://[^\s<>\"]+")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}")),
)


class CannotActError(Exception):
    """A person's app would not let them do this."""


class Acts:
    """Carries out what people do; each act works on one person and returns what the person's app knows of it."""

    def __init__(self, world: World, limits: Limits) -> None:
        self._world = world
        self._limits = limits
        self._acts: dict[str, Callable[[User, Chat, Json], Json]] = {
            "start": self._start,
            "text": self._text,
            "tap": self._tap,
            "tap_data": self._tap_data,
            "edit": self._edit,
            "delete": self._delete,
            "photo": self._photo,
            "document": self._document,
            "voice": self._voice,
            "video": self._video,
            "location": self._location,
            "forward": self._forward,
            "react": self._react,
            "block": self._block,
            "unblock": self._unblock,
            "deactivate": self._deactivate,
            "kick_bot": self._kick_bot,
        }

    @property
    def names(self) -> Sequence[str]:
        """Names of the acts."""
        return tuple(self._acts)

    def add_person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "cs",
        id: int | None = None,  # noqa: A002 -- the API's own name, and a key of the control API
    ) -> User:
        """Make a person who has not started the bot."""
        user_id = FIRST_USER_ID + len(self._world.users) if id is None else id
        if user_id in self._world.users:
            raise CannotActError(f"person {user_id} exists already")
        user = User(
            id=user_id, first_name=first_name, last_name=last_name, username=username, language_code=language_code
        )
        self._world.users[user_id] = user
        self._world.chats[user_id] = Chat(id=user_id, kind="private", members=[user_id])
        return user

    def add_group(self, title: str, members: Sequence[int], *, kind: str = "group", bot_sees_all: bool = False) -> Chat:
        """Make a group with the bot in it; the first member brought it in.

        Args:
            title: Its name.
            members: Ids of people.
            kind: "group" or "supergroup".
            bot_sees_all: Privacy mode is off, or the bot is an administrator.
        """
        if kind not in {"group", "supergroup"} or not members:
            raise CannotActError('a group is a "group" or "supergroup" and has members')
        first = FIRST_GROUP_ID if kind == "group" else FIRST_SUPERGROUP_ID
        users = [self._user(member) for member in members]
        chat = Chat(
            id=first - len(self._world.chats), kind=kind, title=title, members=list(members), bot_sees_all=bot_sees_all
        )
        self._world.chats[chat.id] = chat
        self._tell_membership(users[0], chat, before="left", after="member")
        self._post(users[0], chat, {"new_chat_members": [self._world.bot_as_sender()]})
        return chat

    def perform(self, person_id: int, act: str, body: Json) -> Json:
        """Let a person act; `body["chat_id"]` names the chat, without it it is the one with the bot.

        Returns:
            What the act made (`message_id`, `query_id`, …) and the chat's `version` after it.

        Raises:
            CannotActError: There is no such person, act, chat or message, or their app would not let them.
            NoSuchButtonError: The button to be pressed is not there.
        """
        user = self._user(person_id)
        handler = self._acts.get(act)
        chat = self._world.chats.get(body.get("chat_id", person_id))
        if handler is None:
            raise CannotActError(f"unknown act {act!r}; known: {', '.join(self._acts)}")
        if chat is None or person_id not in chat.members:
            raise CannotActError(f"person {person_id} is not in chat {body.get('chat_id')}")
        if user.deactivated:
            raise CannotActError("a deleted account does nothing")
        if user.blocked and chat.kind == "private" and act not in {"unblock", "delete", "edit"}:
            raise CannotActError("the bot is blocked; unblock it first")
        told = handler(user, chat, body)
        return told | {"version": chat.version}

    def _user(self, person_id: int) -> User:
        user = self._world.users.get(person_id)
        if user is None:
            raise CannotActError(f"there is no person {person_id}")
        return user

    def _start(self, user: User, chat: Chat, body: Json) -> Json:
        payload = str(body.get("payload") or "")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload):
            raise CannotActError("a start payload has at most 64 of A-Z a-z 0-9 _ -")
        return self._text(user, chat, {"text": f"/start {payload}".strip()})

    def _text(self, user: User, chat: Chat, body: Json) -> Json:
        text, _ = parse_text(str(body["text"]), parse_mode="")
        if not text:
            raise CannotActError("an app sends no empty message")
        # An app cuts a long text into several messages by itself.
        parts = [text[begin : begin + MAX_TEXT] for begin in range(0, len(text), MAX_TEXT)]
        records = [self._post(user, chat, _text_content(part) | self._reply(chat, body)) for part in parts]
        ids = [record.wire["message_id"] for record in records]
        return {"message_id": ids[-1], "message_ids": ids}

    def _tap(self, user: User, chat: Chat, body: Json) -> Json:
        keys = ("label", "pattern", "message_id", "row", "column")
        wanted = Wanted(**{key: body[key] for key in keys if body.get(key) is not None})
        place = find_button([seen_message(self._world, record) for record in chat.with_buttons()], wanted)
        button = place.button
        told = {"message_id": place.message_id, "label": button.text, "data": button.data, "url": button.url}
        if button.url is not None:
            return told
        if button.data is None:
            return self._text(user, chat, {"text": button.text}) | {"label": button.text, "data": None, "url": None}
        query_id = self._press(user, chat, place.message_id, data=button.data, label=button.text)
        return told | {"query_id": query_id}

    def _tap_data(self, user: User, chat: Chat, body: Json) -> Json:
        newest = max((one.wire["message_id"] for one in chat.records.values() if one.by_bot), default=0)
        message_id = int(body.get("message_id") or newest)
        return {"query_id": self._press(user, chat, message_id, data=str(body["data"]), label=None)}

    def _press(self, user: User, chat: Chat, message_id: int, *, data: str, label: str | None) -> str:
        now = self._world.clock.now()
        self._act(user, chat, now)
        press = self._world.presses.add(user_id=user.id, chat_id=chat.id, at=now)
        record = chat.records.get(message_id)
        message: Json = {"chat": self._world.chat_wire(chat), "message_id": message_id, "date": 0}
        if record is not None and record.deleted_at is None:
            message = record.wire
            record.taps.append(Tap(at=now, user_id=user.id, data=data, label=label))
            chat.touch(record)
        query = {"id": press.id, "from": user.as_sender(), "message": message, "chat_instance": str(-chat.id)}
        self._world.updates.add("callback_query", query | {"data": data})
        return press.id

    def _edit(self, user: User, chat: Chat, body: Json) -> Json:
        record = self._own(user, chat, body)
        if "text" not in record.wire:
            raise CannotActError("only texts are edited here")
        now = self._world.clock.now()
        record.earlier.append(Earlier(until=now, text=record.wire["text"]))
        kept = {key: value for key, value in record.wire.items() if key != "entities"}
        record.wire = kept | _text_content(str(body["text"])) | {"edit_date": int(now.timestamp())}
        chat.touch(record)
        if self._bot_sees(chat, record):
            self._world.updates.add("edited_message", record.wire)
        return {"message_id": record.wire["message_id"]}

    def _delete(self, _user: User, chat: Chat, body: Json) -> Json:
        record = self._existing(chat, body)
        record.deleted_at = self._world.clock.now()
        chat.touch(record)
        return {"message_id": record.wire["message_id"]}

    def _photo(self, user: User, chat: Chat, body: Json) -> Json:
        file = self._world.files.add(folder="photos", **_file_facts(body | {"mime": "image/jpeg", "name": None}))
        return self._send_media(user, chat, body, {"photo": photo_sizes(file)})

    def _document(self, user: User, chat: Chat, body: Json) -> Json:
        return self._send_media(user, chat, body, {"document": self._file(body, "documents")})

    def _video(self, user: User, chat: Chat, body: Json) -> Json:
        video = self._file({"mime": "video/mp4"} | body, "videos") | {"width": 1280, "height": 720, "duration": 60}
        return self._send_media(user, chat, body, {"video": video})

    def _voice(self, user: User, chat: Chat, body: Json) -> Json:
        voice = self._file({"mime": "audio/ogg"} | body, "voice") | {"duration": int(body.get("duration") or 5)}
        return self._send_media(user, chat, body, {"voice": voice})

    def _location(self, user: User, chat: Chat, body: Json) -> Json:
        place = {"latitude": float(body["latitude"]), "longitude": float(body["longitude"])}
        return self._send_media(user, chat, body, {"location": place})

    def _forward(self, user: User, chat: Chat, body: Json) -> Json:
        now = self._world.unix_now()
        origin = {"type": "hidden_user", "date": now, "sender_user_name": str(body.get("author") or "Alena Malá")}
        content = _text_content(str(body["text"])) | {"forward_origin": origin}
        return {"message_id": self._post(user, chat, content).wire["message_id"]}

    def _react(self, user: User, chat: Chat, body: Json) -> Json:
        record = self._existing(chat, body)
        before, after = record.reactions.get(user.id, []), [{"type": "emoji", "emoji": str(body["emoji"])}]
        record.reactions[user.id] = after
        chat.touch(record)
        update = {"chat": self._world.chat_wire(chat), "message_id": record.wire["message_id"]}
        update |= {"user": user.as_sender(), "date": self._world.unix_now()}
        self._world.updates.add("message_reaction", update | {"old_reaction": before, "new_reaction": after})
        return {"message_id": record.wire["message_id"]}

    def _block(self, user: User, chat: Chat, _body: Json) -> Json:
        user.blocked = True
        self._tell_membership(user, chat, before="member", after="kicked")
        return {}

    def _unblock(self, user: User, chat: Chat, _body: Json) -> Json:
        if user.blocked:
            user.blocked = False
            self._tell_membership(user, chat, before="kicked", after="member")
        return {}

    def _deactivate(self, user: User, _chat: Chat, _body: Json) -> Json:
        user.deactivated = True
        return {}

    def _kick_bot(self, user: User, chat: Chat, _body: Json) -> Json:
        if chat.kind == "private":
            raise CannotActError("the bot is thrown out of groups; in a private chat it is blocked")
        chat.bot_is_member = False
        self._tell_membership(user, chat, before="member", after="kicked")
        return {}

    def _send_media(self, user: User, chat: Chat, body: Json, content: Json) -> Json:
        caption, _ = parse_text(str(body.get("caption") or ""), parse_mode="")
        named = {key: str(body[key]) for key in ("media_group_id",) if body.get(key)}
        record = self._post(user, chat, content | ({"caption": caption} if caption else {}) | named)
        return {"message_id": record.wire["message_id"]}

    def _file(self, body: Json, folder: str) -> Json:
        facts = _file_facts(body)
        file = self._world.files.add(folder=folder, **facts)
        name = {} if file.name is None else {"file_name": file.name}
        ids = {"file_id": file.file_id, "file_unique_id": file.unique_id}
        return ids | name | {"mime_type": file.mime, "file_size": file.size}

    def _reply(self, chat: Chat, body: Json) -> Json:
        if body.get("reply_to") is None:
            return {}
        return {"reply_to_message": self._existing(chat, {"message_id": body["reply_to"]}).wire}

    def _existing(self, chat: Chat, body: Json) -> Record:
        record = chat.records.get(int(body["message_id"]))
        if record is None or record.deleted_at is not None:
            raise CannotActError(f"there is no message {body['message_id']} in chat {chat.id}")
        return record

    def _own(self, user: User, chat: Chat, body: Json) -> Record:
        record = self._existing(chat, body)
        if record.by_bot or record.wire["from"]["id"] != user.id:
            raise CannotActError("people edit their own messages only")
        return record

    def _post(self, user: User, chat: Chat, content: Json) -> Record:
        now = self._world.clock.now()
        self._act(user, chat, now)
        wire: Json = {
            "message_id": chat.next_id(),
            "from": user.as_sender(),
            "chat": self._world.chat_wire(chat),
            "date": int(now.timestamp()),
            **content,
        }
        record = Record(wire=wire, by_bot=False, at=now)
        chat.touch(record)
        if self._bot_sees(chat, record):
            self._world.updates.add("message", wire)
        return record

    def _act(self, user: User, chat: Chat, now: datetime) -> None:
        if chat.kind == "private":
            user.started = True
        user.met = True
        self._limits.person_acted(chat.id, now=now)

    def _bot_sees(self, chat: Chat, record: Record) -> bool:
        """Apply privacy mode: in groups a bot gets what is meant for it."""
        if chat.kind == "private" or chat.bot_sees_all:
            return chat.bot_is_member
        wire = record.wire
        text = wire.get("text", "")
        to_bot = wire.get("reply_to_message", {}).get("from", {}).get("id") == self._world.me["id"]
        mentions = f"@{self._world.me['username']}".lower() in text.lower()
        service = "new_chat_members" in wire
        return chat.bot_is_member and (text.startswith("/") or mentions or to_bot or service)

    def _tell_membership(self, user: User, chat: Chat, *, before: str, after: str) -> None:
        bot = self._world.bot_as_sender()
        update = {"chat": self._world.chat_wire(chat), "from": user.as_sender(), "date": self._world.unix_now()}
        states = {
            "old_chat_member": {"user": bot, "status": before} | _until(before),
            "new_chat_member": {"user": bot, "status": after} | _until(after),
        }
        self._world.updates.add("my_chat_member", update | states)


def _until(status: str) -> Json:
    return {"until_date": 0} if status == "kicked" else {}


def _file_facts(body: Json) -> Json:
    content = body.get("content")
    if content is None and body.get("size") is None:
        raise CannotActError("a file has content or a claimed size")
    name, mime = body.get("name"), str(body.get("mime") or "application/octet-stream")
    return {"name": name, "mime": mime, "content": content, "size": body.get("size")}


def _text_content(text: str) -> Json:
    entities = [
        {
            "type": kind,
            "offset": utf16_length(text[: found.start()]),
            "length": utf16_length(found[0]),
        }
        for kind, expression in _DETECTED
        for found in expression.finditer(text)
    ]
    return {"text": text} | ({"entities": entities} if entities else {})
