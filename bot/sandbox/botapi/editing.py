"""The methods that change or remove a message."""

from datetime import timedelta

from bot.sandbox.botapi.call import Call
from bot.sandbox.botapi.chats import find_record, markup_of, writable_chat
from bot.sandbox.botapi.sending import formatted_text
from bot.sandbox.botapi.wire import Json, bad_request
from bot.sandbox.botapi.world import Chat, Earlier, Record, World

DELETE_WITHIN = timedelta(hours=48)
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def edit_message_text(world: World, call: Call) -> Json:
    """Replace text and keyboard; without `reply_markup` the keyboard goes."""
    chat, record = _editable(world, call)
    if "text" not in record.wire:
        raise bad_request("there is no text in the message to edit")
    text, entities = formatted_text(call)
    markup = markup_of(call, inline_only=True)
    changes: Json = {"text": text, "entities": entities or None, "reply_markup": markup}
    return _changed(world, chat, record, changes)


def edit_message_reply_markup(world: World, call: Call) -> Json:
    """Replace or remove the keyboard."""
    chat, record = _editable(world, call)
    return _changed(world, chat, record, {"reply_markup": markup_of(call, inline_only=True)})


def delete_message(world: World, call: Call) -> bool:
    """Remove a message for everyone."""
    chat = writable_chat(world, call)
    record = find_record(chat, call, missing="message to delete not found")
    now = world.clock.now()
    if now - record.at > DELETE_WITHIN:
        raise bad_request("message can't be deleted for everyone")
    record.deleted_at = now
    chat.touch(record)
    return True


def _editable(world: World, call: Call) -> tuple[Chat, Record]:
    chat = writable_chat(world, call)
    if "message_id" not in call.given:
        raise bad_request("message identifier is not specified")
    record = find_record(chat, call, missing="message to edit not found")
    # Only a message without a keyboard or with an inline one can be edited.
    if not record.by_bot or record.reply_markup is not None:
        raise bad_request("message can't be edited")
    return chat, record


def _changed(world: World, chat: Chat, record: Record, changes: Json) -> Json:
    if all(record.wire.get(key) == value for key, value in changes.items()):
        raise bad_request(SAME)
    now = world.clock.now()
    rows = record.wire.get("reply_markup", {}).get("inline_keyboard", ())
    labels = tuple(tuple(button["text"] for button in row) for row in rows)
    record.earlier.append(Earlier(until=now, text=record.wire.get("text", ""), labels=labels))
    merged = record.wire | changes | {"edit_date": int(now.timestamp())}
    record.wire = {key: value for key, value in merged.items() if value is not None}
    chat.touch(record)
    return record.wire
