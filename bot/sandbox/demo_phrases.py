"""What the demonstration says, per language."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from bot.words import LANGUAGES


@cache
def demo_phrases(language: str) -> dict[str, str]:
    """Read the sentences as "table.key" to text.

    Args:
        language: "cs" or "en"; any other counts as the first of them.
    """
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    tables = tomllib.loads((files("templates") / spoken / "demo.toml").read_text("utf-8"))
    return {f"{table}.{key}": text for table, texts in tables.items() for key, text in texts.items()}


def demo_phrase(language: str, key: str, **data: object) -> str:
    """Fill in a sentence; what the data hold is never read as a pattern.

    Raises:
        KeyError: There is no such sentence, or it needs data that were not given.
    """
    return re.sub(r"\{(\w+)\}", lambda match: str(data[match[1]]), demo_phrases(language)[key])
