"""Telegram's updates into what a person did. One of the few files that know Telegram."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from telegram import Bot, Location, Message, MessageEntity, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.conversation.heard import Changed, Commanded, Heard, Left, Placed, Returned, Said, Sent, Tapped, Unsupported
from bot.intake.whole_letters import whole_letters
from flows.answers import JsonValue
from flows.reading.emphasis import Span, SpanKind, marked
from flows.reading.geopoint import write_geopoint

CHANNEL = "telegram"
SPANS: Mapping[str, SpanKind] = {"bold": "bold", "italic": "italic", "text_link": "link"}
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
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


def decode(raw: dict[str, JsonValue], bot: Bot) -> Incoming | None:
    """Decode one raw update; None for what concerns nobody.

    Raises:
        Exception: python-telegram-bot could not parse it; the caller stores it as failed.
    """
    update = Update.de_json({name: whole_letters(part) for name, part in lightened(raw).items()}, bot)
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or user.is_bot:
        return None
    heard = heard_in(update, bot.username)
    if heard is None:
        return None
    return Incoming(
        update=str(update.update_id),
        chat=str(chat.id),
        user=str(user.id),
        private=chat.type == ChatType.PRIVATE,
        name=full_name(user) if chat.type == ChatType.PRIVATE else (chat.title or "?")[:80],
        language=user.language_code or "",
        heard=heard,
    )


def lightened(raw: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Leave of a tapped message only where it is: reading its text and buttons costs more than all the rest."""
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict):
        return raw
    place: dict[str, JsonValue] = {"chat": message["chat"], "message_id": message["message_id"], "date": 0}
    return {**raw, "callback_query": {**query, "message": place}}


def full_name(user: User) -> str:
    """Give a person's name on one line, at most 80 characters of it."""
    return " ".join(user.full_name.split())[:80] or "?"


def heard_in(update: Update, username: str) -> Heard | None:
    """Say what was done in an update."""
    if update.callback_query is not None:
        query = update.callback_query
        ref = str(query.message.message_id) if query.message is not None else ""
        return Tapped(data=query.data or "", query=query.id, ref=ref)
    if update.edited_message is not None:
        edited = update.edited_message
        text, ref = text_of(edited), str(edited.message_id)
        return Changed(text=text, ref=ref, marked=marked_text(edited)) if text else None
    if update.my_chat_member is not None:
        status = update.my_chat_member.new_chat_member.status
        gone = {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}
        return Left() if status in gone else Returned()
    return heard_message(update.message, username) if update.message is not None else None


def text_of(message: Message) -> str:
    """Give a message's text or caption."""
    return message.text or message.caption or ""


def marked_text(message: Message) -> str:
    """Give the text or caption with marks of what is bold, italic or a link; "" = nothing is."""
    entities = message.entities or message.caption_entities
    text = text_of(message)
    spans = [span for entity in entities if (span := span_of(entity, text)) is not None]
    return marked(text, spans) if spans else ""


def span_of(entity: MessageEntity, text: str) -> Span | None:
    """Read an entity; Telegram counts in units of UTF-16."""
    kind = SPANS.get(entity.type)
    if kind is None:
        return None
    units = text.encode("utf-16-le")
    start = len(units[: 2 * entity.offset].decode("utf-16-le", "replace"))
    end = start + len(units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace"))
    return Span(start=start, end=end, kind=kind, address=entity.url or "")


def heard_message(message: Message, username: str) -> Heard | None:
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


def point_of(location: Location) -> str:
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


def sent_file(message: Message) -> Sent | None:
    """Read a photo, document, voice note, audio or video; name and type are only here, not in getFile."""
    ref, caption = str(message.message_id), message.caption or ""
    if message.photo:
        photo = message.photo[-1]
        name, media_type = DEFAULT_TYPES["photo"]
        return Sent(
            file=photo.file_id,
            name=name,
            size=photo.file_size or 0,
            media_type=media_type,
            kind="photo",
            ref=ref,
            caption=caption,
        )
    for kind in ("document", "voice", "audio", "video"):
        found = getattr(message, kind)
        if found is not None:
            name, media_type = DEFAULT_TYPES.get(kind, (f"{kind}.mp4" if kind == "video" else kind, ""))
            return Sent(
                file=found.file_id,
                name=getattr(found, "file_name", None) or name,
                size=found.file_size or 0,
                media_type=found.mime_type or media_type,
                kind=kind,
                ref=ref,
                caption=caption,
            )
    return None
