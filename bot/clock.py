"""The one source of time: nothing else in the product asks the operating system what time it is."""

import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

SLOWED = 0.5
"""Speed of the machine's clock after it was set back."""


class Clock(Protocol):
    """Tells the present instant; bot and local Bot API server read the same one."""

    def now(self) -> datetime:
        """Return the present instant, aware and in UTC."""
        ...

    @property
    def ahead(self) -> timedelta:
        """By how much it is ahead of the machine's clock, which was set back; mostly nothing."""
        ...


class SystemClock:
    """The clock of the machine, but for one thing: it never goes back.

    When the machine's clock is set back, this one runs at half its speed until the machine has caught up: what was
    dated stays in the past, and whatever waits for a second or a day goes on waiting for that, not for the hour that
    comes again.
    """

    def __init__(
        self, wall: Callable[[], datetime] | None = None, steady: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin now.

        Args:
            wall: Tells the machine's instant, aware; None = the machine.
            steady: Tells seconds that nobody sets.
        """
        self._wall, self._steady = wall or machine_now, steady
        self._told, self._since = self._wall().astimezone(UTC), steady()

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        wall, since = self._wall().astimezone(UTC), self._steady()
        if wall < self._told:
            wall = self._told + timedelta(seconds=(since - self._since) * SLOWED)
        self._told, self._since = wall, since
        return wall

    @property
    def ahead(self) -> timedelta:
        """By how much it is ahead of the machine's clock: it takes twice as long until that has caught up."""
        return max(self._told - self._wall().astimezone(UTC), timedelta(0))


class MovableClock:
    """A clock for tests, rehearsals and the sandbox, moved by hand, standing still or running.

    It never goes back: what was dated once stays in the past.

    Attributes:
        rate: Seconds that pass here in one real second; 0 stands still, 1 runs with real time.
    """

    def __init__(self, start: datetime, *, rate: float = 0.0) -> None:
        """Stand at `start` (aware; any zone), then run at `rate`.

        Raises:
            ValueError: `start` is naive, or `rate` is negative or not finite.
        """
        self._base = aware(start)
        self._since = time.monotonic()
        self._rate = _checked_rate(rate)

    @property
    def ahead(self) -> timedelta:
        """Nothing: it knows no other clock."""
        return timedelta(0)

    @property
    def rate(self) -> float:
        """Seconds that pass here in one real second."""
        return self._rate

    def now(self) -> datetime:
        """Return this clock's present instant in UTC."""
        if self._rate == 0:
            return self._base
        return self._base + timedelta(seconds=(time.monotonic() - self._since) * self._rate)

    def move_to(self, instant: datetime) -> None:
        """Go on from `instant`.

        Raises:
            ValueError: `instant` is naive or lies before the present one.
        """
        goal = aware(instant)
        if goal < self.now():
            raise ValueError(f"a clock does not go back: it is {self.now().isoformat()}, asked for {goal.isoformat()}")
        self._base, self._since = goal, time.monotonic()

    def move_by(self, step: timedelta) -> None:
        """Go on from `step` later.

        Raises:
            ValueError: `step` is negative.
        """
        if step < timedelta():
            raise ValueError(f"a clock does not go back: asked for {step}")
        self._base, self._since = self.now() + step, time.monotonic()

    def run_at(self, rate: float) -> None:
        """Change how fast time passes from now on.

        Raises:
            ValueError: `rate` is negative or not finite.
        """
        checked = _checked_rate(rate)
        self._base, self._since, self._rate = self.now(), time.monotonic(), checked


def machine_now() -> datetime:
    """Tell what the machine's clock says, in UTC; it may be set back."""
    return datetime.now(UTC)


def aware(instant: datetime) -> datetime:
    """Return `instant` in UTC.

    Raises:
        ValueError: it has no offset, so it names no instant.
    """
    if instant.utcoffset() is None:
        raise ValueError(f"{instant.isoformat()} has no time zone; give an aware datetime")
    return instant.astimezone(UTC)


def _checked_rate(rate: float) -> float:
    if not math.isfinite(rate) or rate < 0:
        raise ValueError(f"the rate of a clock is 0 or more, not {rate}")
    return rate
