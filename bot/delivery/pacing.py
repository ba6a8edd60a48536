"""Telegram's pace: a chat's own budget, and thirty a second for bulk."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

CHAT_BURST = 5.0
CHAT_PERIOD = timedelta(seconds=1)
BULK_A_SECOND = 30
AT_ONCE = timedelta(0)
A_GOOD_SECOND = timedelta(milliseconds=1_050)
"""Requests take unequally long, so thirty that leave within a second may arrive as thirty-one within one."""
REMEMBERED_CHATS = 20_000


class ChatBudget:
    """Messages that a chat can take: a burst of five, then one a second; each act of the person gives one back."""

    def __init__(self) -> None:
        self._chats: OrderedDict[str, tuple[float, datetime]] = OrderedDict()

    def _left(self, chat: str, now: datetime) -> float:
        kept = self._chats.get(chat)
        if kept is None:
            return CHAT_BURST
        left, since = kept
        return min(CHAT_BURST, left + (now - since) / CHAT_PERIOD)

    def _keep(self, chat: str, left: float, now: datetime) -> None:
        self._chats[chat] = (left, now)
        self._chats.move_to_end(chat)
        if len(self._chats) > REMEMBERED_CHATS:
            self._chats.popitem(last=False)

    def give_back(self, chat: str, now: datetime) -> None:
        """The person did something: one more message may follow."""
        self._keep(chat, min(CHAT_BURST, self._left(chat, now) + 1), now)

    def wait(self, chat: str, now: datetime) -> timedelta:
        """Say how long the chat must rest before its next message."""
        left = self._left(chat, now)
        return AT_ONCE if left >= 1 else CHAT_PERIOD * (1 - left)

    def spend(self, chat: str, now: datetime) -> None:
        """A message went out."""
        self._keep(chat, self._left(chat, now) - 1, now)


class BulkBudget:
    """Bulk keeps thirty a second together with everything else that was sent in that second."""

    def __init__(self) -> None:
        self._sent: deque[datetime] = deque()

    def _forget(self, now: datetime) -> None:
        while self._sent and now - self._sent[0] >= A_GOOD_SECOND:
            self._sent.popleft()

    def wait(self, now: datetime) -> timedelta:
        """Say how long bulk must rest."""
        self._forget(now)
        if len(self._sent) < BULK_A_SECOND:
            return AT_ONCE
        return self._sent[-BULK_A_SECOND] + A_GOOD_SECOND - now

    def spend(self, now: datetime) -> None:
        """Something went out, bulk or not."""
        self._forget(now)
        self._sent.append(now)
