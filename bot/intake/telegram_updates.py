"""Telegram's updates into what a person did. One of the few files that know Telegram."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from telegram.constants import ChatMemberStatus, ChatType

from bot.conversation.heard import Changed, Commanded, Heard, Left, Placed, Returned, Said, Sent, Tapped, Unsupported
from bot.intake.update_shape import EntityShape, LocationShape, MessageShape, UpdateShape, UserShape
from flows.reading.emphasis import Span, SpanKind, marked
from flows.reading.geopoint import write_geopoint

CHANNEL = "telegram"
SPANS: Mapping[str, SpanKind] = {"bold": "bold", "italic": "italic", "text_link": "link"}
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_STARTED = re.compile(r"(/start(?:@\w+)?\s+)[\w-]+")
DEFAULT_TYPES = {"photo": ("foto.jpg", "image/jpeg"), "voice": ("nahravka.ogg", "audio/ogg")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """One update, decoded.

    Attributes:
        update: Update id as text; the same comes again after a crash.
        chat: Id of the chat as text.
        user: Id of whoever acts; in a private chat the same.
        private: A chat with one person; in a group only commands and taps are looked at.
        name: How the person calls themselves in Telegram; the title of a group.
        language: The app's language, "" if it does not say.
    """

    update: str
    chat: str
    user: str
    private: bool
    name: str
    language: str
    heard: Heard


def without_token(raw: str) -> str:
    """Leave the secret of an invite out of an update as it is stored: until it is used up, it opens the door."""
    return _STARTED.sub(r"\1…", raw) if "/start" in raw else raw


def decode(raw: Mapping[str, object], username: str) -> Incoming | None:
    """Decode one raw update; None for what concerns nobody.

    Args:
        raw: The update as Telegram sent it.
        username: The bot's own: commands of a group name it.

    Raises:
        ValidationError: It is not what the Bot API promises; the caller stores it as failed.
    """
    update = UpdateShape.model_validate(raw)
    user, chat = update.sender, update.chat
    if user is None or chat is None or user.is_bot:
        return None
    heard = heard_in(update, username)
    if heard is None:
        return None
    is_private = chat.type == ChatType.PRIVATE
    return Incoming(
        update=str(update.update_id),
        chat=str(chat.id),
        user=str(user.id),
        private=is_private,
        name=full_name(user) if is_private else (chat.title or "?")[:80],
        language=user.language_code,
        heard=heard,
    )


def full_name(user: UserShape) -> str:
    """Give a person's name on one line, at most 80 characters of it."""
    return " ".join(f"{user.first_name} {user.last_name}".split())[:80] or "?"


def heard_in(update: UpdateShape, username: str) -> Heard | None:
    """Say what was done in an update."""
    if update.callback_query is not None:
        query = update.callback_query
        ref = str(query.message.message_id) if query.message is not None else ""
        return Tapped(data=query.data, query=query.id, ref=ref)
    if update.edited_message is not None:
        edited = update.edited_message
        text, ref = text_of(edited), str(edited.message_id)
        return Changed(text=text, ref=ref, marked=marked_text(edited)) if text else None
    if update.my_chat_member is not None:
        status = update.my_chat_member.new_chat_member.status
        gone = {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}
        return Left() if status in gone else Returned()
    return heard_message(update.message, username) if update.message is not None else None


def text_of(message: MessageShape) -> str:
    """Give a message's text or caption."""
    return message.text or message.caption


def marked_text(message: MessageShape) -> str:
    """Give the text or caption with marks of what is bold, italic or a link; "" = nothing is."""
    entities = message.entities or message.caption_entities
    text = text_of(message)
    spans = [span for entity in entities if (span := span_of(entity, text)) is not None]
    return marked(text, spans) if spans else ""


def span_of(entity: EntityShape, text: str) -> Span | None:
    """Read an entity; Telegram counts in units of UTF-16."""
    kind = SPANS.get(entity.type)
    if kind is None:
        return None
    units = text.encode("utf-16-le")
    start = len(units[: 2 * entity.offset].decode("utf-16-le", "replace"))
    end = start + len(units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace"))
    return Span(start=start, end=end, kind=kind, address=entity.url)


def heard_message(message: MessageShape, username: str) -> Heard | None:
    """Say what a new message is."""
    ref = str(message.message_id)
    if message.text is not None:
        answered = message.reply_to_message
        reply_to = str(answered.message_id) if answered is not None else ""
        forwarded = message.forward_origin is not None
        said = heard_text(message.text, ref, username, forwarded=forwarded, reply_to=reply_to)
        return replace(said, marked=marked_text(message)) if isinstance(said, Said) else said
    if message.location is not None:
        return Placed(point=point_of(message.location), ref=ref)
    file = sent_file(message)
    if file is not None:
        return file
    service = message.new_chat_members or message.left_chat_member or message.migrate_to_chat_id
    return None if service or message.group_chat_created else Unsupported(ref=ref)


def point_of(location: LocationShape) -> str:
    """Write a shared place as an answer stores it; what a phone says of the height is not worth keeping."""
    return write_geopoint(Decimal(str(location.latitude)), Decimal(str(location.longitude)))


def heard_text(text: str, ref: str, username: str, *, forwarded: bool, reply_to: str = "") -> Heard | None:
    """Tell a command from a text; a command for another bot is none of ours."""
    if not text.startswith("/") or forwarded:
        return Said(text=text, ref=ref, forwarded=forwarded, reply_to=reply_to)
    head, _, rest = text[1:].partition(" ")
    name, _, addressee = head.partition("@")
    if addressee and addressee.lower() != username.lower():
        return None
    return Commanded(name=name.strip().lower(), rest=rest, ref=ref)


def sent_file(message: MessageShape) -> Sent | None:
    """Read a photo, document, voice note, audio or video; name and type are only here, not in getFile."""
    ref, caption = str(message.message_id), message.caption
    if message.photo:
        photo = message.photo[-1]
        name, media_type = DEFAULT_TYPES["photo"]
        return Sent(
            file=photo.file_id,
            name=name,
            size=photo.file_size,
            media_type=media_type,
            kind="photo",
            ref=ref,
            caption=caption,
        )
    files = {"document": message.document, "voice": message.voice, "audio": message.audio, "video": message.video}
    for kind, found in files.items():
        if found is not None:
            name, media_type = DEFAULT_TYPES.get(kind, (f"{kind}.mp4" if kind == "video" else kind, ""))
            return Sent(
                file=found.file_id,
                name=found.file_name or name,
                size=found.file_size,
                media_type=found.mime_type or media_type,
                kind=kind,
                ref=ref,
                caption=caption,
            )
    return None
