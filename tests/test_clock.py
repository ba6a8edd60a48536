from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovableClock, SystemClock

START = datetime(2027, 1, 11, 9, 0, tzinfo=ZoneInfo("Europe/Prague"))


def test_a_clock_without_a_rate_stands_still_and_tells_utc() -> None:
    clock = MovableClock(START)
    assert clock.now() == clock.now() == START
    assert clock.now().tzinfo is UTC


def test_it_is_moved_to_an_instant_and_by_a_step() -> None:
    clock = MovableClock(START)
    clock.move_to(START + timedelta(days=1))
    clock.move_by(timedelta(hours=2))
    assert clock.now() == START + timedelta(days=1, hours=2)


def test_it_never_goes_back() -> None:
    clock = MovableClock(START)
    with pytest.raises(ValueError, match="does not go back"):
        clock.move_to(START - timedelta(seconds=1))
    with pytest.raises(ValueError, match="does not go back"):
        clock.move_by(timedelta(seconds=-1))


def test_naive_instants_are_refused() -> None:
    naive = datetime(2027, 1, 11)  # noqa: DTZ001 -- this is what is refused
    with pytest.raises(ValueError, match="no time zone"):
        MovableClock(naive)
    with pytest.raises(ValueError, match="no time zone"):
        MovableClock(START).move_to(naive)


@pytest.mark.parametrize("rate", [-1.0, float("inf"), float("nan")])
def test_an_impossible_rate_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="rate of a clock"):
        MovableClock(START, rate=rate)


def test_a_running_clock_passes_with_real_time_and_can_be_stopped() -> None:
    clock = MovableClock(START, rate=1e9)
    first, second = clock.now(), clock.now()
    assert START < first < second
    clock.run_at(0)
    stopped = clock.now()
    assert clock.now() == stopped >= second


def test_the_machines_clock_is_aware() -> None:
    assert SystemClock().now().tzinfo is UTC
