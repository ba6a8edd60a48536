"""A short storm: people join, answer, send and change their mind while the bot is killed in every weather.

`make chaos` is the long one.
"""

import random
from pathlib import Path

import pytest

from tests.chaos.storm import Toll, storm
from tests.chaos.weather import DISORDERLY, ORDERLY

ORDERED = (
    ("committed", "calm"), ("sent", "500"), ("stored", "502"), ("written", "429"), ("marking", "403"),
    ("kept", "cut before"), ("confirming", "cut after"), ("", "doubled updates"), ("", "locked database"),
    ("", "full disk"), ("", "read-only disk"), ("", "failing disk"),
)  # fmt: skip
OUT_OF_ORDER = (("marked", "late updates"), ("received", "updates in reverse"))


@pytest.mark.parametrize(
    ("lives", "weathers"),
    [(ORDERED, {*ORDERLY}), (OUT_OF_ORDER, {*DISORDERLY} - {*ORDERLY})],
    ids=["in order", "out of order"],
)
async def test_a_storm_with_every_weather_loses_and_doubles_nothing(
    tmp_path: Path, lives: tuple[tuple[str, str], ...], weathers: set[str]
) -> None:
    toll, said = Toll(), list[str]()
    await storm(tmp_path, toll, random.Random(7), lives, said.append, activities=2, young=0)
    assert toll.wrong == [], (tmp_path / "bot.log").read_text(encoding="utf-8")[-4_000:]
    assert toll.kills == len(lives) == len(said)
    assert {*toll.weathers} == weathers
    assert toll.updates > 20
