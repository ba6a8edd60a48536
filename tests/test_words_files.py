"""Which files hold the product's words: none is forgotten, none says again what another one says."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bot.words import FILES, LANGUAGES

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
BUTTONS = "buttons"


def files_of(language: str) -> set[str]:
    return {file.stem for file in (TEMPLATES / language).glob("*.toml")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_stands_in_two_files(language: str) -> None:
    count = Counter(
        key for name in FILES for key in tomllib.loads((TEMPLATES / language / f"{name}.toml").read_text("utf-8"))
    )

    assert [key for key, times in count.items() if times > 1] == []


def test_the_languages_have_the_same_files() -> None:
    assert files_of("cs") == files_of("en")
    assert len(FILES) == len(set(FILES))
    assert {*FILES, BUTTONS} <= files_of("cs")


def test_a_file_that_holds_no_messages_of_the_chat_is_read_by_its_own_name() -> None:
    source = "\n".join(file.read_text("utf-8") for file in (ROOT / "bot").rglob("*.py"))

    assert [name for name in files_of("cs") - set(FILES) if f'"{name}.toml"' not in source] == []


def test_the_page_about_texts_names_every_file() -> None:
    rows = [line for line in (ROOT / "docs/texts.md").read_text("utf-8").splitlines() if line.startswith("| `")]
    named = {row.split("`")[1].removesuffix(".toml") for row in rows if row.split("`")[1].endswith(".toml")}

    assert named == files_of("cs")
