"""Updates as Telegram sends them, to be fed to an intake without a server between."""

from collections.abc import Mapping
from itertools import count

from bot.intake.poller import RawUpdate
from bot.sandbox.people import Group, Person
from flows.answers import JsonValue

NUMBERS = count(9_000_000)
"""Far from those of the local server."""


def raw_update(person: Person, what: Mapping[str, JsonValue], group: Group | None = None) -> RawUpdate:
    """Write what somebody does: the data of a button, or part of a message."""
    number = next(NUMBERS)
    sender: JsonValue = {"id": person.id, "is_bot": False, "first_name": "Kdosi", "language_code": "cs"}
    private: JsonValue = {"id": person.id, "type": "private", "first_name": "Kdosi"}
    chat: JsonValue = {"id": group.id, "type": "group", "title": "Prevence"} if group else private
    message: dict[str, JsonValue] = {"message_id": number, "date": 1_800_000_000, "chat": chat}
    if "data" not in what:
        return {"update_id": number, "message": {**message, "from": sender, **what}}
    query: dict[str, JsonValue] = {"id": str(number), "from": sender, "chat_instance": "x", "message": message}
    return {"update_id": number, "callback_query": {**query, **what}}
