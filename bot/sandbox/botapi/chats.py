"""Finding the chat and the message a call is about, and the methods that only ask or mark."""

from bot.sandbox.botapi.call import Call
from bot.sandbox.botapi.keyboards import checked_markup
from bot.sandbox.botapi.wire import Json, bad_request, forbidden
from bot.sandbox.botapi.world import Chat, Record, Toast, World

MAX_TOAST = 200
MAX_COMMANDS = 100
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
# Some of the emoji of the API's ReactionTypeEmoji.
REACTIONS = frozenset("❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🙏👌🕊🥱🥴😍🐳💯🤣⚡🏆👀✍🤝🫡🆒")


def find_chat(world: World, call: Call) -> Chat:
    """Return the chat the bot may read.

    Raises:
        ApiError: None was named, or the bot never met it.
    """
    given = call.text("chat_id")
    if not given:
        raise bad_request("chat_id is empty")
    try:
        chat = world.chats.get(int(given))
    except ValueError:
        chat = None
    if chat is None:
        raise bad_request("chat not found")
    if chat.kind == "private" and not _is_known(world, chat):
        raise bad_request("chat not found")
    return chat


def writable_chat(world: World, call: Call) -> Chat:
    """Return the chat the bot may write to.

    Raises:
        ApiError: 400 for an unknown chat, 403 where the bot is blocked, thrown out or was never started.
    """
    chat = find_chat(world, call)
    if chat.kind != "private":
        if not chat.bot_is_member:
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        return chat
    user = world.users[chat.id]
    if user.deactivated:
        raise forbidden("user is deactivated")
    if user.blocked:
        raise forbidden("bot was blocked by the user")
    if not user.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def find_record(chat: Chat, call: Call, *, missing: str) -> Record:
    """Return the message named by `message_id`, refuse with `missing` if it is not there (any more)."""
    record = chat.records.get(call.integer("message_id"))
    if record is None or record.deleted_at is not None:
        raise bad_request(missing)
    return record


def get_me(world: World, _call: Call) -> Json:
    """Show the bot."""
    return world.me


def get_chat(world: World, call: Call) -> Json:
    """Show a chat (ChatFullInfo)."""
    chat = find_chat(world, call)
    return world.chat_wire(chat) | {
        "accent_color_id": chat.id % 7 if chat.id > 0 else 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }


def send_chat_action(world: World, call: Call) -> bool:
    """Show what the bot is doing."""
    chat = writable_chat(world, call)
    action = call.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(action)
    chat.bell.ring()
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    """End the progress mark of a pressed button, perhaps with a text."""
    text = call.text("text")
    if len(text) > MAX_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    now = world.clock.now()
    press = world.presses.answer(call.text("callback_query_id"), now=now)
    chat = world.chats[press.chat_id]
    toast = Toast(
        user_id=press.user_id,
        text=text,
        is_alert=call.flag("show_alert"),
        at=now,
        version=chat.touch(),
    )
    chat.toasts.append(toast)
    return True


def set_message_reaction(world: World, call: Call) -> bool:
    """Set or take back the bot's one reaction."""
    chat = writable_chat(world, call)
    record = find_record(chat, call, missing="message to react not found")
    reactions = call.rows("reaction") or []
    if len(reactions) > 1 or any(one.get("type") != "emoji" or one.get("emoji") not in REACTIONS for one in reactions):
        raise bad_request("REACTION_INVALID")
    record.reactions[world.me["id"]] = reactions
    chat.touch(record)
    return True


def set_my_commands(world: World, call: Call) -> bool:
    """Keep the menu of one scope and language."""
    commands = call.rows("commands") or []
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check_command(command)
    world.commands[_scope(call)] = commands
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    """Show the menu of exactly this scope and language."""
    return world.commands.get(_scope(call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    """Forget the menu of this scope and language."""
    world.commands.pop(_scope(call), None)
    return True


def markup_of(call: Call, *, inline_only: bool = False) -> Json | None:
    """Return the call's checked keyboard."""
    return checked_markup(call.record("reply_markup"), inline_only=inline_only)


def _is_known(world: World, chat: Chat) -> bool:
    user = world.users[chat.id]
    return user.started or user.met


def _scope(call: Call) -> tuple[str, str]:
    scope = call.record("scope") or {"type": "default"}
    key = ":".join(str(scope[name]) for name in ("type", "chat_id", "user_id") if name in scope)
    return key, call.text("language_code")


def _check_command(command: Json) -> None:
    name, description = command.get("command"), command.get("description")
    if not isinstance(name, str) or not isinstance(description, str):
        raise bad_request("can't parse BotCommand: it needs command and description")
    name = name.removeprefix("/")
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789_")
    if not 1 <= len(name) <= 32 or not set(name) <= allowed:
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
