"""How many taps and messages an activity takes; that the chat goes so is played by test_chat_dialogues."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "dialogues" / "chat"
SAID = re.compile(r"^# actions: (\d+)$", re.MULTILINE)
COUNTED = sorted(file for file in FOLDER.glob("*.txt") if SAID.search(file.read_text("utf-8")))


def acts_of(text: str) -> list[str]:
    """What somebody taps and writes from the first question of an activity until it is sent."""
    lines = [line.partition(": ")[2] for line in text.splitlines() if re.match(r"Petra K\.: ", line)]
    begun = lines[lines.index("[Začít]") + 1 :]
    return begun[: begun.index("[Odeslat a další]") + 1]


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in COUNTED])
def test_an_activity_takes_as_many_actions_as_its_dialogue_says(file: Path) -> None:
    text = file.read_text("utf-8")
    said = SAID.search(text)
    assert said is not None
    assert len(acts_of(text)) == int(said[1])


def test_little_to_say_is_six_actions_and_three_projects_are_ten() -> None:
    counts = {file.stem: len(acts_of(file.read_text("utf-8"))) for file in COUNTED}
    assert counts == {
        "c02_prescribed_count": 6,
        "c02_short_path": 6,
        "c05_about_ten_actions": 10,
        "c06_eleven_counts": 9,
    }
