"""Telegram's flood control, as far as it is known; real limits are unspecified and vary.

Bulk messages: 30 in a second altogether. One chat: a burst, then 1 a second; each act of a person gives their
chat one back, and answers to such acts do not count as bulk. One group: 20 in a minute.
"""

import math
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sandbox.botapi.wire import too_many_requests


@dataclass(slots=True)
class _Budget:
    tokens: float
    at: datetime
    acts: int = 0


@dataclass(kw_only=True, slots=True)
class Limits:
    """Counts messages sent and refuses with 429 when `enforced`; all times are the server's clock."""

    enforced: bool = False
    bulk_per_second: int = 30
    chat_burst: int = 5
    chat_per_second: float = 1.0
    group_per_minute: int = 20
    _bulk: deque[datetime] = field(default_factory=deque)
    _groups: dict[int, deque[datetime]] = field(default_factory=dict)
    _chats: dict[int, _Budget] = field(default_factory=dict)

    def person_acted(self, chat_id: int, *, now: datetime) -> None:
        """Give the chat one message back."""
        if not self.enforced:
            return
        budget = self._budget(chat_id, now)
        budget.tokens = min(budget.tokens + 1, self.chat_burst)
        budget.acts = min(budget.acts + 1, self.chat_burst)

    def spend(self, chat_id: int, *, now: datetime) -> None:
        """Count one message about to be sent.

        Raises:
            ApiError: 429 with the seconds after which it may be repeated.
        """
        if not self.enforced:
            return
        budget = self._budget(chat_id, now)
        answers_act = budget.acts > 0
        self._check(chat_id, budget, now, is_bulk=not answers_act)
        budget.tokens -= 1
        budget.acts -= answers_act
        if not answers_act:
            self._bulk.append(now)
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque()).append(now)

    def _check(self, chat_id: int, budget: _Budget, now: datetime, *, is_bulk: bool) -> None:
        wait = 0.0
        if budget.tokens < 1:
            wait = (1 - budget.tokens) / self.chat_per_second
        if is_bulk:
            wait = max(wait, _full_for(self._bulk, self.bulk_per_second, timedelta(seconds=1), now))
        if chat_id < 0:
            sent = self._groups.setdefault(chat_id, deque())
            wait = max(wait, _full_for(sent, self.group_per_minute, timedelta(minutes=1), now))
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))

    def _budget(self, chat_id: int, now: datetime) -> _Budget:
        budget = self._chats.setdefault(chat_id, _Budget(self.chat_burst, now))
        passed = (now - budget.at).total_seconds()
        budget.tokens = min(budget.tokens + passed * self.chat_per_second, self.chat_burst)
        budget.at = now
        return budget


def _full_for(sent: deque[datetime], limit: int, window: timedelta, now: datetime) -> float:
    """Return the seconds until `sent` has room again, 0 if it has."""
    while sent and sent[0] <= now - window:
        sent.popleft()
    return 0.0 if len(sent) < limit else (sent[0] + window - now).total_seconds()
