"""Faults in words: where, what is wrong, what to do."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from bot.words import LANGUAGES
from flows.faults import Fault


@cache
def fault_texts(lang: str) -> dict[str, dict[str, str]]:
    """Read the sentences of a language: code to {"what", "remedy"}."""
    return tomllib.loads((files("templates") / lang / "faults.toml").read_text("utf-8"))


def fault_sentence(fault: Fault, lang: str) -> str:
    """Say a fault in one line: "items[3].lead (a-2-2-1): what is wrong. What to do."

    A nearest key in the fault's data ("part") stands in brackets: authors find it faster than a position.

    Raises:
        KeyError: The code has no sentence, or the sentence needs data that the fault does not carry.
    """
    texts = fault_texts(lang if lang in LANGUAGES else LANGUAGES[0])[fault.code]
    part = fault.data.get("part", "")
    where = f"{fault.where} ({part})" if part else fault.where
    filled = (_fill(texts[half], fault) for half in ("what", "remedy"))
    return " ".join(f"{where}: {' '.join(filled)}".split())


def _fill(text: str, fault: Fault) -> str:
    """Put the data in place of {names}, a dash for an empty one; what the author wrote is never read as a pattern."""
    return re.sub(r"\{(\w+)\}", lambda match: fault.data[match[1]] or "–", text)
