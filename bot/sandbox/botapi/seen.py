"""A chat as people see it: messages, buttons and toasts as values, and finding a button by its label."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.botapi.markup import as_html
from bot.sandbox.botapi.wire import Json
from bot.sandbox.botapi.world import Chat, Earlier, Record, Tap, Toast, World

ATTACHMENTS = ("document", "photo", "voice", "video", "location")


class NoSuchButtonError(LookupError):
    """No visible button answers to what was asked for; the message lists those that are visible."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """One button; a reply keyboard's has neither data nor url."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """What a message carries besides text; a location has only its place."""

    kind: str
    file_id: str | None = None
    name: str | None = None
    mime: str | None = None
    size: int | None = None
    place: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A message as a person's app shows it at `version`.

    Attributes:
        text: Text or caption.
        buttons: Inline keyboard, by rows.
        keyboard: Reply keyboard that came with it, by rows; None for none, empty where it removes one.
        silent: It came without a sound.
        earlier: What it showed before each edit.
        taps: Presses on its buttons.
    """

    id: int
    chat_id: int
    at: datetime
    by_bot: bool
    author: str
    text: str
    entities: tuple[Json, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    keyboard: tuple[tuple[str, ...], ...] | None = None
    attachment: Attachment | None = None
    edited: bool = False
    deleted: bool = False
    silent: bool = False
    reply_to: int | None = None
    version: int = 0
    earlier: tuple[Earlier, ...] = ()
    taps: tuple[Tap, ...] = ()

    @property
    def html(self) -> str:
        """The text with its formatting as Telegram's HTML."""
        return as_html(self.text, self.entities)

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels of all its buttons in reading order."""
        return tuple(button.text for row in self.buttons for button in row)


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What changed in a chat after some version, and the version reached."""

    version: int
    messages: tuple[Message, ...]
    toasts: tuple[Toast, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a button is."""

    message_id: int
    row: int
    column: int
    button: Button


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which button is meant: by its label (whole, else its beginning), by a pattern, or by its place."""

    label: str | None = None
    pattern: str | None = None
    message_id: int | None = None
    row: int | None = None
    column: int | None = None


def seen_message(world: World, record: Record) -> Message:
    """Return one message as people see it."""
    wire = record.wire
    markup = wire.get("reply_markup", {})
    sender = wire["from"]
    return Message(
        id=wire["message_id"],
        chat_id=wire["chat"]["id"],
        at=record.at,
        by_bot=record.by_bot,
        author=world.me["first_name"] if record.by_bot else sender["first_name"],
        text=str(wire.get("text") or wire.get("caption") or ""),
        entities=tuple(wire.get("entities") or wire.get("caption_entities") or ()),
        buttons=tuple(tuple(map(_button, row)) for row in markup.get("inline_keyboard", ())),
        keyboard=_keyboard(record.reply_markup),
        attachment=_attachment(wire),
        edited="edit_date" in wire,
        deleted=record.deleted_at is not None,
        silent=record.silent,
        reply_to=wire["reply_to_message"]["message_id"] if "reply_to_message" in wire else None,
        version=record.version,
        earlier=tuple(record.earlier),
        taps=tuple(record.taps),
    )


def changes_of(world: World, chat: Chat, *, after: int = 0) -> Changes:
    """Return what changed in a chat after `after`; 0 gives everything."""
    toasts = tuple(toast for toast in chat.toasts if toast.version > after) if after else tuple(chat.toasts)
    messages = tuple(seen_message(world, record) for record in chat.changed(after))
    return Changes(version=chat.version, messages=messages, toasts=toasts)


def in_order(messages: Iterable[Message]) -> list[Message]:
    """Return the messages that are still there, in the order of the chat."""
    return sorted((message for message in messages if not message.deleted), key=lambda message: message.id)


def find_button(messages: Sequence[Message], wanted: Wanted) -> Place:
    """Return the button meant, of the newest message that has one; a whole label wins over a beginning.

    Raises:
        NoSuchButtonError: No visible button is meant.
    """
    places = [place for place in _places(messages) if _is_there(place, wanted)]
    if wanted.label is None and wanted.pattern is None:
        found = places
    elif wanted.pattern is not None:
        expression = re.compile(wanted.pattern)
        found = [place for place in places if expression.search(place.button.text)]
    else:
        label = wanted.label or ""
        found = [place for place in places if place.button.text == label]
        found = found or [place for place in places if place.button.text.startswith(label)]
    if not found:
        visible = ", ".join(f"[{place.button.text}] of {place.message_id}" for place in _places(messages))
        raise NoSuchButtonError(f"no button for {_asked(wanted)}; visible, newest first: {visible or 'none'}")
    return found[0]


def _asked(wanted: Wanted) -> str:
    place = (wanted.message_id, wanted.row, wanted.column)
    return repr(wanted.label or wanted.pattern or place)


def _is_there(place: Place, wanted: Wanted) -> bool:
    return (
        wanted.message_id in {None, place.message_id}
        and wanted.row in {None, place.row}
        and wanted.column in {None, place.column}
    )


def _places(messages: Sequence[Message]) -> Iterator[Place]:
    """Yield every visible button, the newest message's first, each message's in reading order."""
    keyboard_seen = False
    for message in reversed(in_order(messages)):
        rows = message.buttons
        if message.keyboard is not None and not keyboard_seen:
            keyboard_seen = True
            rows = tuple(tuple(Button(text=label) for label in row) for row in message.keyboard)
        for number, row in enumerate(rows):
            for column, button in enumerate(row):
                yield Place(message_id=message.id, row=number, column=column, button=button)


def _button(wire: Json) -> Button:
    return Button(text=wire["text"], data=wire.get("callback_data"), url=wire.get("url"))


def _keyboard(markup: Json | None) -> tuple[tuple[str, ...], ...] | None:
    if markup is None or ("keyboard" not in markup and "remove_keyboard" not in markup):
        return None
    return tuple(tuple(button["text"] for button in row) for row in markup.get("keyboard", ()))


def _attachment(wire: Json) -> Attachment | None:
    kind = next((kind for kind in ATTACHMENTS if kind in wire), None)
    if kind is None:
        return None
    if kind == "location":
        return Attachment(kind=kind, place=(wire[kind]["latitude"], wire[kind]["longitude"]))
    file = wire[kind][-1] if kind == "photo" else wire[kind]
    return Attachment(
        kind=kind,
        file_id=file["file_id"],
        name=file.get("file_name"),
        mime=file.get("mime_type"),
        size=file.get("file_size"),
    )
