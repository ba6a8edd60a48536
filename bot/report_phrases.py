"""The words around a report: help of its command, and what is in its way."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from bot.words import LANGUAGES
from flows.faults import Fault


@cache
def report_phrases(language: str) -> dict[str, dict[str, Any]]:
    """Read the words of a language: "help" and "said" hold texts, "faults" tables of "what" and "remedy".

    Args:
        language: "cs" or "en"; any other counts as the first of them.
    """
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    return tomllib.loads((files("templates") / spoken / "reporting.toml").read_text("utf-8"))


def report_sentence(fault: Fault, language: str) -> str:
    """Say a fault of a report in one line: "kamenov: what is wrong. What to do."

    Args:
        fault: Its code begins with "report.".
        language: As of `report_phrases`.

    Raises:
        KeyError: The code has no sentence, or the sentence needs data that the fault does not carry.
    """
    texts = report_phrases(language)["faults"][fault.code.removeprefix("report.")]
    said = f"{texts['what']} {texts['remedy']}".format_map(fault.data)
    return " ".join(f"{fault.where}: {said}".split())
