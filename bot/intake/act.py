"""One act on its way into rows."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.message import Message
from bot.conversation.scene import Mint
from bot.conversation.state import PersonCard
from bot.intake.stage import Stage
from flows.answers import JsonValue
from storage.views import AccessRequestView, InviteView, TaskView


@dataclass(kw_only=True, slots=True)
class Act:
    """One act on its way into rows.

    Attributes:
        person: Who acted; joining binds the card to a person.
        views: Rows of the tasks as this act left them.
        toasts: Words that flash as the answer to the tap.
        invites: Invites as this act left them, by token hash.
        requests: Open requests for access as this act left them, by id.
    """

    stage: Stage
    mint: Mint
    inbox: str
    person: PersonCard
    views: MutableMapping[str, TaskView]
    toasts: list[str]
    invites: dict[str, InviteView]
    requests: dict[str, AccessRequestView]

    @property
    def now(self) -> datetime:
        """The instant of the batch."""
        return self.stage.now


def message_payload(message: Message) -> dict[str, JsonValue]:
    """Write a message as an outbox row keeps it."""
    rows: list[JsonValue] = [
        [{"label": one.label, "url": one.url} if one.url else {"label": one.label, "data": one.data} for one in row]
        for row in message.rows
    ]
    return {"text": message.text, "rows": rows, "silent": message.silent}
