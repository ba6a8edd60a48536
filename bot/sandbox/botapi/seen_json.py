"""What people see, as JSON over the control API and back."""

from dataclasses import asdict
from datetime import datetime

from bot.sandbox.botapi.seen import Attachment, Button, Changes, Message
from bot.sandbox.botapi.wire import Json
from bot.sandbox.botapi.world import Earlier, Tap, Toast


def changes_json(changes: Changes) -> Json:
    """Return the changes as JSON; messages also carry their `html`."""
    return {
        "version": changes.version,
        "messages": [_message_json(message) for message in changes.messages],
        "toasts": [_dated(asdict(toast)) for toast in changes.toasts],
    }


def changes_from_json(wire: Json) -> Changes:
    """Return the changes that `changes_json` wrote."""
    return Changes(
        version=wire["version"],
        messages=tuple(_message_from(message) for message in wire["messages"]),
        toasts=tuple(Toast(**_undated(toast)) for toast in wire["toasts"]),
    )


def _message_json(message: Message) -> Json:
    wire = _dated(asdict(message))
    return wire | {
        "html": message.html,
        "earlier": [asdict(one) | {"until": one.until.isoformat()} for one in message.earlier],
        "taps": [_dated(asdict(tap)) for tap in message.taps],
    }


def _message_from(wire: Json) -> Message:
    fields = {key: value for key, value in wire.items() if key != "html"}
    keyboard, attachment = fields["keyboard"], fields["attachment"]
    fields |= {
        "at": datetime.fromisoformat(fields["at"]),
        "entities": tuple(fields["entities"]),
        "buttons": tuple(tuple(Button(**button) for button in row) for row in fields["buttons"]),
        "keyboard": None if keyboard is None else tuple(tuple(row) for row in keyboard),
        "attachment": None if attachment is None else _attachment_from(attachment),
        "earlier": tuple(map(_earlier_from, fields["earlier"])),
        "taps": tuple(Tap(**_undated(tap)) for tap in fields["taps"]),
    }
    return Message(**fields)


def _attachment_from(wire: Json) -> Attachment:
    place = wire["place"]
    return Attachment(**wire | {"place": None if place is None else (place[0], place[1])})


def _earlier_from(wire: Json) -> Earlier:
    labels = tuple(tuple(row) for row in wire["labels"])
    return Earlier(until=datetime.fromisoformat(wire["until"]), text=wire["text"], labels=labels)


def _dated(fields: Json) -> Json:
    return fields | {"at": fields["at"].isoformat()}


def _undated(fields: Json) -> Json:
    return fields | {"at": datetime.fromisoformat(fields["at"])}
