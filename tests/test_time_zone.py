"""A person's own clock: the window, Teď ne and every moment that they read are in it; last days are the town's."""

from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.zones import CZECH, USUAL, nearest_zones, read_zone, zone_city
from tests.calendar_stage import CalendarStage, calendar_stage, said


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[CalendarStage]:
    async with calendar_stage(tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Londýn", "Europe/London"),
        ("londyn", "Europe/London"),
        ("London", "Europe/London"),
        ("europe/london", "Europe/London"),
        ("New York", "America/New_York"),
        ("America/New_York", "America/New_York"),
        ("ho chi minh", "Asia/Ho_Chi_Minh"),
        ("Kiev", "Europe/Kyiv"),
    ],
)
def test_a_zone_is_read_as_people_name_it(written: str, zone: str) -> None:
    assert read_zone(written) == zone


@pytest.mark.parametrize("written", ["", "Kamenov", "+02:00", "../etc/passwd", "posixrules"])
def test_what_names_no_zone_is_none(written: str) -> None:
    assert read_zone(written) is None


@given(st.text(max_size=60))
def test_whatever_is_read_is_a_zone(text: str) -> None:
    zone = read_zone(text)
    for one in (*([zone] if zone else []), *nearest_zones(text)):
        assert ZoneInfo(one).key == one


@pytest.mark.parametrize("zone", sorted({*CZECH, *USUAL}))
def test_every_city_that_is_shown_is_read_back(zone: str) -> None:
    assert {read_zone(zone_city(zone, language)) for language in ("cs", "en")} == {zone}


async def test_reminders_come_in_the_morning_of_the_persons_own_clock(stage: CalendarStage) -> None:
    petra, jan = await stage.join("Petra K.", "kotva"), await stage.join("Jan V.", "mp")
    await stage.says(petra, "/cas")
    await stage.taps(petra, "New York")
    await stage.until("2027-01-12 00:00")

    assert [when for when, line in said(jan) if line.startswith("Dobrý den")] == ["01-11 08:00"]
    assert [when for when, line in said(petra) if line.startswith("Dobrý den")] == ["01-11 14:00"]


async def test_a_clock_that_is_changed_in_an_open_round_moves_what_is_still_to_come(stage: CalendarStage) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.until("2027-01-11 12:00")
    await stage.says(petra, "/cas")
    await stage.taps(petra, "New York")
    await stage.until("2027-01-29 12:00")
    later = [when for when, line in said(petra) if when > "01-12"]

    assert later
    assert {when[-5:] for when in later} == {"15:00"}


async def test_not_now_means_the_persons_own_evening(stage: CalendarStage) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.says(petra, "/cas")
    await stage.taps(petra, "New York")
    await stage.until("2027-01-11 15:00")
    await stage.taps(petra, "Teď ne")
    heard = await stage.taps(petra, "Dnes 18:00")
    assert "v pondělí 11. ledna, 18:00" in heard[-1].text.replace("\u00a0", " ")
    await stage.until("2027-01-12 00:30")
    assert [when for when, _ in said(petra)][-1] == "01-12 00:00"


async def test_the_last_day_stays_the_towns(stage: CalendarStage) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.says(petra, "/cas")
    await stage.says(petra, "Auckland")
    await stage.until("2027-01-12 12:00")

    assert any("pátek 29. ledna" in one.text.replace("\u00a0", " ") for one in petra.chat if one.by_bot)
