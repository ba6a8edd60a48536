"""Teď ne: one button that holds everything, until a moment of the person's own; somebody else answers meanwhile."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.calendar_stage import CalendarStage, calendar_stage, said


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[CalendarStage]:
    async with calendar_stage(tmp_path) as made:
        yield made


async def test_a_put_off_person_is_written_to_at_their_own_time_and_not_before(stage: CalendarStage) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.until("2027-01-11 10:00")
    await stage.taps(petra, "Teď ne")
    before = len(petra.chat)
    heard = await stage.taps(petra, "Až dva dny před termínem")
    assert heard[-1].text.replace("\u00a0", " ").startswith("Dobře, ozveme se ve středu 27. ledna, 9:00.")
    await stage.until("2027-01-27 08:59")
    assert len(petra.chat) == before + 1
    await stage.until("2027-01-27 09:10")
    assert [when for when, _ in said(petra)][-1] == "01-27 09:00"


async def test_the_evening_lies_outside_the_window_and_is_kept(stage: CalendarStage) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.until("2027-01-11 10:00")
    await stage.taps(petra, "Teď ne")
    await stage.taps(petra, "Dnes 18:00")
    await stage.until("2027-01-11 18:30")
    assert [when for when, _ in said(petra)][-1] == "01-11 18:00"


async def test_an_evening_that_passed_in_an_outage_does_not_disturb_at_night(stage: CalendarStage) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.until("2027-01-11 10:00")
    await stage.taps(petra, "Teď ne")
    await stage.taps(petra, "Dnes 18:00")
    before = len(said(petra))
    await stage.leap("2027-01-11 22:00")
    await stage.until("2027-01-12 08:10")
    assert [when for when, _ in said(petra)][before:] == ["01-12 08:00"]


async def test_the_last_choice_holds(stage: CalendarStage) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.until("2027-01-11 10:00")
    await stage.taps(petra, "Teď ne")
    await stage.taps(petra, "V pondělí")
    await stage.taps(petra, "Změnit")
    await stage.taps(petra, "Zítra 9:00")
    await stage.until("2027-01-12 09:10")
    assert [when for when, _ in said(petra)][-1] == "01-12 09:00"
    count = len(petra.chat)
    await stage.until("2027-01-18 09:10")
    assert [when for when, _ in said(petra)][count - 1 :].count("01-18 09:00") <= 1


@pytest.mark.parametrize("written", ["20. ledna", "ve středu 20. ledna", "20.1."])
async def test_any_day_can_be_written(stage: CalendarStage, written: str) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.until("2027-01-11 10:00")
    await stage.taps(petra, "Teď ne")
    await stage.taps(petra, "Jiný den")
    heard = await stage.says(petra, written)
    assert "ve středu 20. ledna, 9:00" in heard[-1].text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("written", "answer"), [("asi brzy", "není den"), ("1. března", "do termínu"), ("dnes", "do termínu")]
)
async def test_a_day_that_does_not_do_is_asked_for_again(stage: CalendarStage, written: str, answer: str) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.until("2027-01-11 10:00")
    await stage.taps(petra, "Teď ne")
    await stage.taps(petra, "Jiný den")
    assert answer in (await stage.says(petra, written))[-1].text
    assert "Dobře, ozveme se" in (await stage.says(petra, "20. ledna"))[-1].text


async def test_a_colleague_takes_over_and_is_reminded_alone_until_it_is_taken_back(stage: CalendarStage) -> None:
    petra, jan = await stage.join("Petra K.", "kotva"), await stage.join("Jan V.", "kotva")
    await stage.until("2027-01-11 10:00")
    await stage.taps(petra, "Teď ne")
    await stage.taps(petra, "Předat kolegům")
    await stage.taps(petra, "Jan V.")
    await stage.until("2027-01-11 10:05")
    assert "Petra K. vám předává podklady" in jan.chat[-1].text
    quiet, loud = len(petra.chat), len(jan.chat)
    await stage.until("2027-01-25 10:00")
    assert len(petra.chat) == quiet
    assert len(jan.chat) > loud
    await stage.taps(petra, "Vzít zpět")
    await stage.until("2027-01-29 10:00")
    assert len(petra.chat) > quiet + 1


async def test_whoever_is_away_is_left_alone_those_days(stage: CalendarStage) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.until("2027-01-11 10:00")
    await stage.taps(petra, "Teď ne")
    heard = await stage.taps(petra, "Předat kolegům")
    assert "nepřipojil nikdo další" in heard[-1].text
    await stage.taps(petra, "Nebudeme tu")
    assert "Napište dny" in (await stage.says(petra, "dlouho"))[-1].text
    heard = await stage.says(petra, "12. 1. – 26. 1.")
    assert "12. ledna – 26. ledna" in heard[-1].text.replace("\u00a0", " ")
    quiet = len(petra.chat)
    await stage.until("2027-01-26 23:00")
    assert len(petra.chat) == quiet
    await stage.until("2027-01-29 10:00")
    assert len(petra.chat) > quiet


async def test_with_nothing_waiting_the_button_says_so(stage: CalendarStage) -> None:
    petra = await stage.join("Petra K.", "kotva")
    await stage.until("2027-01-11 10:00")
    opening = next(one for one in petra.chat if one.by_bot and "Teď ne" in one.labels)
    for number in ("1.1", "1.2", "1.3"):
        await stage.says(petra, "/prehled")
        await stage.taps(petra, number)
        await stage.taps(petra, "Jinak")
        await stage.taps(petra, "Netýká se")
        await stage.taps(petra, "Odeslat")
    heard = await stage.new_after(petra, petra.taps("Teď ne", message=opening))
    assert heard[-1].text.startswith("Teď na vás nic nečeká")
