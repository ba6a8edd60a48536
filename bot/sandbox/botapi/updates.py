"""The queue of updates: kept until confirmed or too old, handed out in order, unless a fault says otherwise."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.sandbox.botapi.bell import Bell
from bot.sandbox.botapi.wire import Json

PRESS_LIFE = timedelta(seconds=150)
UPDATE_LIFE = timedelta(hours=24)
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    *sorted(NOT_BY_DEFAULT),
)


@dataclass(slots=True)
class _Waiting:
    id: int
    wire: Json
    until: datetime
    # A late or repeated update lies below the confirmed offset: it goes only once it was handed out again.
    stubborn: bool = False
    shown: bool = False


class UpdateQueue:
    """Updates for one bot; `bell` rings when there are new ones."""

    def __init__(self, clock: Clock, *, first_id: int = 100_000) -> None:
        self.bell = Bell()
        self.allowed: list[str] = []
        self._clock = clock
        self._next_id = first_id
        self._waiting: deque[_Waiting] = deque()
        self._held: list[_Waiting] | None = None
        self._repeats = 0
        self._reversals = 0

    def __len__(self) -> int:
        self._drop_old()
        return len(self._waiting)

    def allows(self, kind: str) -> bool:
        """Return whether updates of this kind are made; the choice is kept until the next one."""
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def add(self, kind: str, body: Json) -> int | None:
        """Queue an update; return its id, or None if the bot did not ask for this kind."""
        if not self.allows(kind):
            return None
        life = PRESS_LIFE if kind == "callback_query" else UPDATE_LIFE
        update_id = self._next_id
        self._next_id += 1
        waiting = _Waiting(update_id, {"update_id": update_id, kind: body}, self._clock.now() + life)
        if self._held is not None:
            waiting.stubborn = True
            self._held.append(waiting)
        else:
            self._waiting.append(waiting)
            self.bell.ring()
        return update_id

    def confirm(self, offset: int) -> None:
        """Forget every update below `offset`; a negative one keeps that many of the last."""
        self._drop_old()
        if offset < 0:
            self._waiting = deque(list(self._waiting)[offset:])
            return
        gone = [one for one in self._waiting if one.id < offset and (one.shown or not one.stubborn)]
        if not gone:
            return
        self._waiting = deque(one for one in self._waiting if one.id >= offset or not (one.shown or not one.stubborn))
        self._come_again(gone)

    def batch(self, limit: int) -> list[Json]:
        """Return up to `limit` waiting updates."""
        self._drop_old()
        chosen = [one for one, _ in zip(self._waiting, range(limit), strict=False)]
        for one in chosen:
            one.shown = True
        if self._reversals and len(chosen) > 1:
            self._reversals -= 1
            chosen.reverse()
        return [one.wire for one in chosen]

    def everything(self) -> list[Json]:
        """Return all waiting updates in order, for a webhook."""
        self._drop_old()
        return [one.wire for one in self._waiting]

    def has(self, update_id: int) -> bool:
        """Return whether an update still waits."""
        self._drop_old()
        return any(one.id == update_id for one in self._waiting)

    def remove(self, update_id: int) -> None:
        """Forget an update that a webhook took; a fault may let it come again."""
        gone = [one for one in self._waiting if one.id == update_id]
        self._waiting = deque(one for one in self._waiting if one.id != update_id)
        self._come_again(gone)

    def clear(self) -> None:
        """Forget all waiting updates."""
        self._waiting.clear()

    def repeat_next(self, times: int) -> None:
        """Fault: the next `times` confirmed updates come a second time, under their old id."""
        self._repeats = times

    def reverse_next(self, times: int) -> None:
        """Fault: the next `times` batches of more than one update come in reverse order."""
        self._reversals = times

    def hold(self) -> None:
        """Fault: updates made from now on are late; they wait for `release`."""
        if self._held is None:
            self._held = []

    def release(self) -> None:
        """End `hold`; what was held comes now, after later ones if there were any."""
        held, self._held = self._held or [], None
        self._waiting.extend(held)
        if held:
            self.bell.ring()

    def _come_again(self, confirmed: list[_Waiting]) -> None:
        for one in confirmed[: self._repeats]:
            self._repeats -= 1
            self._waiting.appendleft(_Waiting(one.id, one.wire, one.until, stubborn=True))

    def _drop_old(self) -> None:
        if not self._waiting:
            return
        now = self._clock.now()
        if any(one.until <= now for one in self._waiting):
            self._waiting = deque(one for one in self._waiting if one.until > now)
