"""The methods that put a message of the bot into a chat."""

from bot.sandbox.botapi.call import Call
from bot.sandbox.botapi.chats import markup_of, writable_chat
from bot.sandbox.botapi.entities import Formatted, parse_text
from bot.sandbox.botapi.files import StoredFile
from bot.sandbox.botapi.wire import Json, bad_request, too_large
from bot.sandbox.botapi.world import Chat, Record, World

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_PHOTO = 10 << 20


def formatted_text(call: Call) -> Formatted:
    """Return a message's text after parsing and trimming.

    Raises:
        ApiError: It is empty, too long or wrongly marked up.
    """
    given = call.text("text")
    if not given:
        raise bad_request("message text is empty")
    text, entities = parse_text(given, parse_mode=call.text("parse_mode"), entities=call.rows("entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text, entities


def send_message(world: World, call: Call) -> Json:
    """Send a text."""
    chat = writable_chat(world, call)
    text, entities = formatted_text(call)
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    preview = call.record("link_preview_options")
    if preview:
        content["link_preview_options"] = preview
    return _post(world, chat, call, content)


def send_document(world: World, call: Call) -> Json:
    """Send a file."""
    chat = writable_chat(world, call)
    file = _file_of(world, call, "document", folder="documents")
    document = {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "mime_type": file.mime,
    }
    if file.name is not None:
        document["file_name"] = file.name
    return _post(world, chat, call, {"document": document} | _caption(call))


def send_photo(world: World, call: Call) -> Json:
    """Send a picture."""
    chat = writable_chat(world, call)
    file = _file_of(world, call, "photo", folder="photos")
    if file.size > MAX_PHOTO:
        raise too_large()
    return _post(world, chat, call, {"photo": photo_sizes(file)} | _caption(call))


def photo_sizes(file: StoredFile) -> list[Json]:
    """Return a picture as the API does, as sizes of which the last is the largest."""
    ids = {"file_id": file.file_id, "file_unique_id": file.unique_id}
    thumbnail = {
        "file_id": f"{file.file_id}-s",
        "file_unique_id": f"{file.unique_id}s",
        "width": 90,
        "height": 68,
        "file_size": min(file.size, 1200),
    }
    return [thumbnail, ids | {"width": 1280, "height": 960, "file_size": file.size}]


def _caption(call: Call) -> Json:
    given = call.text("caption")
    text, entities = parse_text(given, parse_mode=call.text("parse_mode"), entities=call.rows("caption_entities"))
    if len(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})


def _file_of(world: World, call: Call, name: str, *, folder: str) -> StoredFile:
    upload = call.upload(name)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        return world.files.add(folder=folder, name=upload.name, mime=upload.mime, content=upload.content)
    given = call.text(name)
    if not given:
        raise bad_request(f"there is no {name} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    file = world.files.find(given)
    if file is None:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    return file


def _post(world: World, chat: Chat, call: Call, content: Json) -> Json:
    markup = markup_of(call)
    quoted = _quoted(chat, call)
    now = world.clock.now()
    wire: Json = {
        "message_id": chat.next_id(),
        "from": world.bot_as_sender(),
        "chat": world.chat_wire(chat),
        "date": int(now.timestamp()),
        **content,
    }
    if quoted is not None:
        wire["reply_to_message"] = {key: value for key, value in quoted.wire.items() if key != "reply_to_message"}
    if call.flag("protect_content"):
        wire["has_protected_content"] = True
    inline = markup is not None and "inline_keyboard" in markup
    if inline:
        wire["reply_markup"] = markup
    record = Record(
        wire=wire,
        by_bot=True,
        at=now,
        reply_markup=None if inline else markup,
        silent=call.flag("disable_notification"),
    )
    chat.touch(record)
    return wire


def _quoted(chat: Chat, call: Call) -> Record | None:
    """Return the message replied to."""
    reply = call.record("reply_parameters")
    if reply is None:
        return None
    message_id = reply.get("message_id")
    record = chat.records.get(message_id) if isinstance(message_id, int) else None
    if record is not None and record.deleted_at is None:
        return record
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
