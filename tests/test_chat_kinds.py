"""Every kind of question is answered in the chat, over HTTP, with a form of the plan's own."""

from pathlib import Path

import pytest

from tests.chat_dialogues import Player
from tests.chat_stage import PLAN, chat_stage

FOLDER = Path(__file__).parent / "dialogues" / "kinds"
REGISTER = """
[[registers]]
key = "project"
title = "Projekty"
entries = [
  { key = "majak", label = "Klub Maják" },
  { key = "prazdniny", label = "Prázdniny jinak" },
  { key = "doucovani", label = "Doučování, 2. stupeň" },
]
"""


def plan_with(form: str) -> str:
    """Give the chat's plan with another form asked of every activity."""
    source = PLAN.read_text(encoding="utf-8")
    assert source.count('form = "annual_evaluation"') == 1
    return source.replace('form = "annual_evaluation"', f'form = "{form}"') + REGISTER


@pytest.mark.parametrize("name", sorted(file.stem for file in FOLDER.glob("*.txt")))
async def test_the_chat_goes_as_the_dialogue_says(name: str, tmp_path: Path) -> None:
    forms = {"all_kinds": (FOLDER / "all_kinds.md").read_text(encoding="utf-8")}
    async with chat_stage(tmp_path, plan=plan_with("all_kinds"), forms=forms) as stage:
        await Player(stage).play((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
