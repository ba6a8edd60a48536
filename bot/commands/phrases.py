"""What the command line says, per language."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

LANGUAGES = ("cs", "en")
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Phrases:
    """The command line's sentences in one language.

    Attributes:
        language: "cs" or "en".
    """

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]

    def phrase(self, key: str, /, **data: object) -> str:
        """Fill in a sentence; what the data hold is never read as a pattern.

        Raises:
            KeyError: There is no such sentence, or it needs data that were not given.
        """
        return re.sub(r"\{(\w+)\}", lambda match: str(data[match[1]]), phrases_of(self.language)[key])


@cache
def phrases_of(language: str) -> Mapping[str, str]:
    """Read all sentences of a language as "table.key" to text."""
    tables = tomllib.loads((files("templates") / language / "cli.toml").read_text("utf-8"))
    return {f"{table}.{key}": text.strip("\n") for table, texts in tables.items() for key, text in texts.items()}


def language_of(words: Sequence[str], environ: Mapping[str, str]) -> str:
    """Tell in which language to speak: --language, else the system's, else Czech.

    Args:
        words: The command line; it is looked at before it is parsed, because the parser speaks too.
        environ: The environment; the first of LC_ALL, LC_MESSAGES and LANG that is set decides.
    """
    for place, word in enumerate(words):
        if word == "--language" and place + 1 < len(words):
            return words[place + 1]
        if word.startswith("--language="):
            return word.partition("=")[2]
    system = next((environ[name] for name in VARIABLES if environ.get(name)), "")
    return "en" if re.match(r"en([_.@-]|$)", system) else LANGUAGES[0]
