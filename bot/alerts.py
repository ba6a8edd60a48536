"""What the administrators' chat is told of faults: at once, and the same fault not again for a while."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.config import BotSettings
from bot.words import words_for

log = logging.getLogger(__name__)
MOST_AHEAD = timedelta(minutes=1)
"""So far the clock may be ahead of the machine's before that is told: a small step is over before anybody looks."""
AGAIN = timedelta(minutes=30)
"""So long the same fault is only counted: a sweep that fails does so every few seconds."""


class Alerts:
    """Tells faults; kinds of errors and names of rows only, never what somebody wrote.

    Attributes:
        chat: The administrators' chat, 0 = nobody is told.
    """

    def __init__(self, settings: BotSettings, send: Callable[[int, str], None], now: Callable[[], datetime]) -> None:
        """Take whom to tell and in what language; `send` begins to send a text to a chat."""
        self.chat, self._language = settings.admin_chat, settings.languages[0]
        self._send, self._now = send, now
        self._told: dict[tuple[str, str], tuple[datetime, int]] = {}
        self._is_ahead = False

    def __call__(self, what: str, error: str) -> None:
        """Log a fault and tell it, unless the same was told a short while ago.

        Args:
            what: Number of an update, "sweep", or plan/round/event.
            error: Kind of the error.
        """
        log.error("alert: %s %s", what, error)
        key, now = ("" if what.isdecimal() else what, error), self._now()
        last, more = self._told.get(key, (None, 0))
        if not self.chat:
            return
        if last is not None and now - last < AGAIN:
            self._told[key] = (last, more + 1)
            return
        self._told[key] = (now, 0)
        self._send(self.chat, words_for(self._language).text("our_fault_admin", update=what, error=error, more=more))

    def clock(self, ahead: timedelta) -> None:
        """Log and tell, once, that the machine's clock was set back: until it has caught up, dates come too early.

        Args:
            ahead: By how much our clock is ahead of the machine's now.
        """
        was_ahead, self._is_ahead = self._is_ahead, ahead > MOST_AHEAD
        if was_ahead or not self._is_ahead:
            return
        log.error("alert: the machine's clock was set back, ours is %s ahead", ahead)
        if self.chat:
            hours, minutes = divmod(round(ahead / timedelta(minutes=1)), 60)
            span = f"{hours} h {minutes} min"
            self._send(self.chat, words_for(self._language).text("clock_ahead_admin", ahead=span))

    def over(self, what: str) -> None:
        """Say that something goes well: its next fault is told at once."""
        if self._told:
            self._told = {key: told for key, told in self._told.items() if key[0] != what}
