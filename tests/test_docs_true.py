"""What the documentation names exists: tests, dialogues, commands, pages."""

import re
from pathlib import Path

import pytest

from bot.cli import COMMANDS

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
NAMES = [page.name for page in PAGES]


@pytest.fixture(params=PAGES, ids=NAMES)
def page(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_every_test_that_a_page_names_exists(page: Path) -> None:
    named = re.findall(r"`(test_\w+)`", page.read_text("utf-8"))
    assert [name for name in named if not (ROOT / "tests" / f"{name}.py").exists()] == []


def test_every_dialogue_that_a_page_names_exists(page: Path) -> None:
    named = re.findall(r"`([acdg]\d+_[\w*]+)`", page.read_text("utf-8"))
    assert [name for name in named if not list((ROOT / "tests/dialogues").rglob(f"{name}.txt"))] == []


def test_every_command_that_a_page_names_exists(page: Path) -> None:
    named = re.findall(r"plneni (?!plan\b)([a-z]+)(?=[ `\n])", "\n".join(code_of(page.read_text("utf-8"))))
    assert [name for name in named if name not in COMMANDS] == []


def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_there_is_something_to_check() -> None:
    assert len(PAGES) > 6
    security = (ROOT / "docs/security.md").read_text("utf-8")
    assert len(re.findall(r"`test_\w+`", security)) > 12


def code_of(text: str) -> list[str]:
    """Give the pieces that are code: blocks and words between backticks."""
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    rest = re.sub(r"```\w*\n.*?```", "", text, flags=re.DOTALL)
    return [*blocks, *(f"{word}\n" for word in re.findall(r"`([^`\n]+)`", rest))]
