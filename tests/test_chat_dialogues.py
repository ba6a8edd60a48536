"""Every file of tests/dialogues/chat is played over HTTP against the real bot, those in English on PostgreSQL."""

from pathlib import Path

import pytest

from tests.chat_dialogues import Player, WrongDialogueError
from tests.chat_stage import SLOW, chat_stage, plan_for, start_of

FILES = sorted((Path(__file__).parent / "dialogues" / "chat").glob("*.txt"))


@pytest.fixture
def database_of(request: pytest.FixtureRequest) -> str:
    """The address of the database of a dialogue, "" = a SQLite file."""
    return str(request.getfixturevalue("postgresql_url")) if "_english" in request.node.name else ""


@pytest.mark.parametrize("dialogue", [pytest.param(file.read_text(encoding="utf-8"), id=file.stem) for file in FILES])
async def test_the_chat_goes_as_the_dialogue_says(dialogue: str, tmp_path: Path, database_of: str) -> None:
    plan, start = plan_for(dialogue), start_of(dialogue)
    async with chat_stage(tmp_path, plan=plan, start=start, rate=SLOW, database=database_of) as stage:
        await Player(stage).play(dialogue)


def test_every_script_of_one_activity_has_a_dialogue() -> None:
    assert {f"c{number:02}" for number in range(1, 17)} <= {file.stem[:3] for file in FILES}


@pytest.mark.parametrize(
    ("dialogue", "why"),
    [
        ("Petra K. joins: kotva\nPetra K.: [Začít]\nB: Něco jiného", "the bot said: Aktivita"),
        ("Petra K. joins: kotva\nPetra K.: [Začít]", "the bot also said"),
        ("Petra K. joins: kotva\nPetra K.: [Začít]\nB: Aktivita…\nbuttons: [Ano]", "buttons are: "),
        ("Petra K. joins: kotva\nPetra K.: [Nikde]", "no button"),
        ("Petra K. joins: kotva\nPetra K.: [Začít]\nB: Aktivita…\nB: A dál?", "the bot said nothing more"),
        ("Petra K. joins: kotva\nstored 1.1 degree: 1", "stored is: "),
        ("Petra K. joins: kotva\nPetra K.: [Začít]\nB: A…\nPetra K.: splněno\nB: J…\nnothing stored", "became"),
    ],
)
async def test_a_dialogue_that_goes_another_way_is_told(dialogue: str, why: str, tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        with pytest.raises(WrongDialogueError, match=why):
            await Player(stage).play(dialogue)
