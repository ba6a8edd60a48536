"""What the sandbox says, on its page and in the terminal, per language."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.words import LANGUAGES


def spoken(language: str) -> str:
    """Give a language that the page speaks: the one asked for, else the first."""
    return language if language in LANGUAGES else LANGUAGES[0]


@cache
def sandbox_tables(language: str) -> Mapping[str, Mapping[str, str]]:
    """Read the words of a language as table to key to text."""
    return tomllib.loads((files("templates") / spoken(language) / "sandbox.toml").read_text("utf-8"))


def sandbox_phrase(language: str, key: str, **data: object) -> str:
    """Fill in a sentence "table.key"; what the data hold is never read as a pattern.

    Raises:
        KeyError: There is no such sentence, or it needs data that were not given.
    """
    table, _, name = key.partition(".")
    return re.sub(r"\{(\w+)\}", lambda match: str(data[match[1]]), sandbox_tables(language)[table][name])
