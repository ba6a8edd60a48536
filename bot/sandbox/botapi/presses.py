"""Presses of buttons, which must be answered soon and once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.botapi.wire import bad_request

ANSWER_WITHIN = timedelta(seconds=15)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """One press that waits for its answer."""

    id: str
    user_id: int
    chat_id: int
    at: datetime


class Presses:
    """Knows the presses that may still be answered."""

    def __init__(self) -> None:
        self._open: dict[str, Press] = {}
        self._count = 0

    def add(self, *, user_id: int, chat_id: int, at: datetime) -> Press:
        """Keep a new press."""
        self._count += 1
        press = Press(id=str((user_id << 24) + self._count), user_id=user_id, chat_id=chat_id, at=at)
        self._open[press.id] = press
        return press

    def answer(self, query_id: str, *, now: datetime) -> Press:
        """Take the press out.

        Raises:
            ApiError: It is unknown, answered already or older than 15 s.
        """
        press = self._open.pop(query_id, None)
        if press is None or now - press.at > ANSWER_WITHIN:
            raise bad_request(TOO_OLD)
        return press
