"""The methods and parameters this server knows; a test compares the declaration with the published API."""

from dataclasses import dataclass
from enum import Enum

BOT_API_VERSION = "10.3"


class Kind(Enum):
    """What a parameter holds; a form sends everything as text, JSON types it."""

    INTEGER = "Integer"
    BOOLEAN = "Boolean"
    TEXT = "String"
    CHAT = "Integer or String"
    FILE = "InputFile or String"
    TEXTS = "Array of String"
    ENTITIES = "Array of MessageEntity"
    COMMANDS = "Array of BotCommand"
    REACTIONS = "Array of ReactionType"
    COMMAND_SCOPE = "BotCommandScope"
    LINK_PREVIEW = "LinkPreviewOptions"
    REPLY = "ReplyParameters"
    INLINE_KEYBOARD = "InlineKeyboardMarkup"
    ANY_KEYBOARD = "InlineKeyboardMarkup or ReplyKeyboardMarkup or ReplyKeyboardRemove or ForceReply"


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """One method: its parameters by name, and those that must be given."""

    parameters: dict[str, Kind]
    required: frozenset[str] = frozenset()


_SENDING = {
    "chat_id": Kind.CHAT,
    "parse_mode": Kind.TEXT,
    "disable_notification": Kind.BOOLEAN,
    "protect_content": Kind.BOOLEAN,
    "reply_parameters": Kind.REPLY,
    "reply_markup": Kind.ANY_KEYBOARD,
}
_CAPTION = {"caption": Kind.TEXT, "caption_entities": Kind.ENTITIES}
_SCOPED = {"scope": Kind.COMMAND_SCOPE, "language_code": Kind.TEXT}


def _method(required: tuple[str, ...] = (), /, **parameters: Kind) -> Method:
    return Method(parameters=parameters, required=frozenset(required))


METHODS: dict[str, Method] = {
    "getMe": _method(),
    "getUpdates": _method(offset=Kind.INTEGER, limit=Kind.INTEGER, timeout=Kind.INTEGER, allowed_updates=Kind.TEXTS),
    "setWebhook": _method(
        ("url",),
        url=Kind.TEXT,
        max_connections=Kind.INTEGER,
        allowed_updates=Kind.TEXTS,
        drop_pending_updates=Kind.BOOLEAN,
        secret_token=Kind.TEXT,
    ),
    "deleteWebhook": _method(drop_pending_updates=Kind.BOOLEAN),
    "getWebhookInfo": _method(),
    "sendMessage": _method(
        ("chat_id", "text"),
        **_SENDING,
        text=Kind.TEXT,
        entities=Kind.ENTITIES,
        link_preview_options=Kind.LINK_PREVIEW,
    ),
    "editMessageText": _method(
        chat_id=Kind.CHAT,
        message_id=Kind.INTEGER,
        text=Kind.TEXT,
        parse_mode=Kind.TEXT,
        entities=Kind.ENTITIES,
        link_preview_options=Kind.LINK_PREVIEW,
        reply_markup=Kind.INLINE_KEYBOARD,
    ),
    "editMessageReplyMarkup": _method(chat_id=Kind.CHAT, message_id=Kind.INTEGER, reply_markup=Kind.INLINE_KEYBOARD),
    "deleteMessage": _method(("chat_id", "message_id"), chat_id=Kind.CHAT, message_id=Kind.INTEGER),
    "answerCallbackQuery": _method(
        ("callback_query_id",),
        callback_query_id=Kind.TEXT,
        text=Kind.TEXT,
        show_alert=Kind.BOOLEAN,
        url=Kind.TEXT,
        cache_time=Kind.INTEGER,
    ),
    "sendDocument": _method(
        ("chat_id", "document"),
        **_SENDING,
        **_CAPTION,
        document=Kind.FILE,
        disable_content_type_detection=Kind.BOOLEAN,
    ),
    "sendPhoto": _method(("chat_id", "photo"), **_SENDING, **_CAPTION, photo=Kind.FILE),
    "sendChatAction": _method(("chat_id", "action"), chat_id=Kind.CHAT, action=Kind.TEXT),
    "getFile": _method(("file_id",), file_id=Kind.TEXT),
    "setMyCommands": _method(("commands",), commands=Kind.COMMANDS, **_SCOPED),
    "getMyCommands": _method(**_SCOPED),
    "deleteMyCommands": _method(**_SCOPED),
    "getChat": _method(("chat_id",), chat_id=Kind.CHAT),
    "setMessageReaction": _method(
        ("chat_id", "message_id"),
        chat_id=Kind.CHAT,
        message_id=Kind.INTEGER,
        reaction=Kind.REACTIONS,
        is_big=Kind.BOOLEAN,
    ),
}
# The API finds a method whatever the case of its letters.
SPELLINGS: dict[str, str] = {name.lower(): name for name in METHODS}
