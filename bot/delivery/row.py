"""An outbox row on its way out, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from flows.answers import JsonValue


class Lane(StrEnum):
    """How urgent a row is."""

    REPLY = "reply"
    EDIT = "edit"
    BULK = "bulk"


@dataclass(frozen=True, kw_only=True, slots=True)
class OutRow:
    """One row to deliver.

    Attributes:
        id: Outbox id.
        chat: The channel's name of the chat.
        kind: "send", "edit", "delete" or "document".
        payload: text, rows, silent; for edits and deletions `target` (outbox id) or `ref`.
        not_before: Earliest moment, UTC.
        tries: How often it was tried.
    """

    id: str
    contact: str
    chat: str
    lane: Lane
    kind: str
    payload: dict[str, JsonValue]
    not_before: datetime
    fold_key: str = ""
    tries: int = 0

    @property
    def target(self) -> str:
        """Outbox id of the message that an edit or deletion is about."""
        return str(self.payload.get("target") or "")


class NotNowError(Exception):
    """A wish must not be fulfilled yet; the row waits, the contact's other rows do not."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"not before {until.isoformat()}")
        self.until = until


class Fate(StrEnum):
    """What became of a row."""

    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"
    WAITING = "waiting"


class Mark(NamedTuple):
    """What is written to a row after a try; a tuple, which is made several times faster: every message makes one.

    Attributes:
        ref: The channel's id of the message that was made.
        not_before: For a row that waits on: when to try again.
        rests: Whether a row that waits on holds back the rows behind it.
        gone: The contact can no longer be written to: "blocked" or "gone".
        is_in_hand: Whether the row is carried on: a part of what it asks for is out, and its payload says which.
    """

    row: OutRow
    fate: Fate
    ref: str = ""
    error: str = ""
    not_before: datetime | None = None
    gone: str = ""
    tries: int = 0
    rests: bool = True
    is_in_hand: bool = False
